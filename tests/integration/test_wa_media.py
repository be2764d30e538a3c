#!/usr/bin/env python3
"""Files between wa-cli, npm's Baileys and the phones of wa-sim: pictures, videos, voice notes, documents, stickers in every
direction, over http and https; files that are gone and come again, hosts that fail, connections that break, and what large ones need
of memory."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from wacase import WaCase, main

# What is sent as what: the command of the drivers, their further arguments, and the kind that comes.
FILES = {
    "image": ("image", {"mimetype": "image/jpeg", "caption": "una foto ñ"}, 70_000),
    "video": ("video", {"mimetype": "video/mp4", "caption": "un video"}, 300_000),
    "document": ("document", {"mimetype": "application/pdf", "filename": "factura ñ.pdf"}, 65_536),
    "captioned": ("document", {"mimetype": "application/pdf", "filename": "otra.pdf", "caption": "con texto"}, 1),
    "ptt": ("audio", {"ptt": True, "seconds": 3}, 9_000),
    "audio": ("audio", {"mimetype": "audio/mpeg", "seconds": 2}, 20_000),
    "sticker": ("image", {"mimetype": "image/webp"}, 12_345),
}
KINDS = {"captioned": "document"}


class MediaCase(WaCase):
    def setUp(self) -> None:
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name: str, size: int) -> tuple[str, str]:
        """A file of that size that is like no other. @return path and SHA-256."""
        path = self.folder / name
        content = os.urandom(size)
        path.write_bytes(content)
        return str(path), hashlib.sha256(content).hexdigest()

    def check_media(self, event: dict, sha256: str, size: int) -> None:
        media = event["media"]
        self.assertEqual((media["ok"], media.get("sha256"), media["got"], media["size"]), (True, sha256, size, size), event)

    def stats_of(self, client) -> dict:
        return self.ask(client, "stats")["stats"]


class BothWays(MediaCase):
    def between(self, scheme: str) -> None:
        sim = self.sim("--media", scheme)
        ours = self.party(sim, self.cli(), "15550002001", "Desk")
        theirs = self.party(sim, self.baileys("--push-name", "Ana"), "15550002002")
        for sender, receiver, who in ((ours, theirs, "ours"), (theirs, ours, "theirs")):
            for name, (command, arguments, size) in FILES.items():
                with self.subTest(name=name, sender=who):
                    path, sha256 = self.file(f"{who}-{name}", size)
                    kind = KINDS.get(name, name)
                    sent = self.ask(sender.driver, command, to=receiver.address("lid"), file=path, timeout=60, **arguments)
                    event = receiver.driver.event("message", timeout=60, id=sent["id"])
                    self.assertEqual(event["kind"], kind)
                    self.assertEqual(event["text"], arguments.get("caption", ""))
                    self.check_media(event, sha256, size)
                    self.assertEqual(event["media"]["type"], {"ptt": "audio"}.get(kind, kind))
                    # Their phones and ours could open it as well.
                    for number in (ours.number, theirs.number):
                        phone = sim.event("phone_message", timeout=20, id=sent["id"], account=number)
                        self.assertEqual((phone["kind"], phone["sha256"]), (kind, sha256))
        expected = len(FILES)
        self.assertEqual(self.stats_of(ours.driver)["media_ok"], expected)
        self.assertEqual(self.stats_of(ours.driver)["media_bad"], 0)
        self.assertEqual(self.stats_of(theirs.driver)["media_ok"], expected)
        self.assertEqual(self.ask(sim, "stats")["stats"]["media"], 4 * expected)

    def test_over_https(self) -> None:
        self.between("https")

    def test_over_http(self) -> None:
        self.between("http")

    def test_between_two_of_ours_and_the_phones(self) -> None:
        sim = self.sim("--media", "https")
        one = self.party(sim, self.cli(), "15550002001", "Desk")
        other = self.party(sim, self.cli(), "15550002002")
        for kind in ("image", "video", "gif", "audio", "ptt", "document", "sticker"):
            path, sha256 = self.file(f"phone-{kind}", 33_333)
            sent = self.ask(sim, "phone_send", **{"from": other.number}, to=one.address("lid"), file=path, kind=kind,
                            caption="" if kind in ("audio", "ptt", "sticker") else "hola")
            event = one.driver.event("message", timeout=30, id=sent["id"])
            self.assertEqual(event["kind"], {"gif": "video"}.get(kind, kind))
            self.check_media(event, sha256, 33_333)
            own = other.driver.event("message", timeout=30, id=sent["id"])
            self.assertTrue(own["from_me"])
            self.check_media(own, sha256, 33_333)
        path, sha256 = self.file("ours", 44_444)
        sent = self.ask(one.driver, "document", to=other.address("pn"), file=path)
        self.check_media(other.driver.event("message", timeout=30, id=sent["id"]), sha256, 44_444)

    def test_to_a_group(self) -> None:
        sim = self.sim("--media", "https")
        one = self.party(sim, self.cli(), "15550002001", "Desk")
        other = self.party(sim, self.baileys("--push-name", "Ana"), "15550002002")
        group = self.ask(one.driver, "group_create", subject="Equipo", participants=[other.address("lid")])["jid"]
        path, sha256 = self.file("group", 50_000)
        sent = self.ask(one.driver, "image", to=group, file=path, mimetype="image/png")
        self.check_media(other.driver.event("message", timeout=30, id=sent["id"]), sha256, 50_000)


class Gone(MediaCase):
    def test_a_file_that_is_gone_comes_again(self) -> None:
        sim = self.sim("--media", "https")
        ours = self.party(sim, self.cli(), "15550002001", "Desk")
        self.ask(sim, "account", pn="15550002002", name="Ana")
        for code in (404, 410):
            path, sha256 = self.file(f"gone-{code}", 30_000)
            self.away(sim, ours)
            sent = self.ask(sim, "phone_send", **{"from": "15550002002"}, to=ours.address("lid"), file=path, kind="image")
            self.ask(sim, "media_expire", n=1, code=code)
            self.back(ours)
            event = ours.driver.event("message", timeout=60, id=sent["id"])
            self.check_media(event, sha256, 30_000)
            self.assertTrue(event["media"]["again"])

    def test_a_refusal_of_the_host_also_heals(self) -> None:
        sim = self.sim("--media", "https")
        ours = self.party(sim, self.cli(), "15550002001", "Desk")
        self.ask(sim, "account", pn="15550002002", name="Ana")
        path, sha256 = self.file("once", 30_000)
        self.ask(sim, "media_fail", n=1, code=410)
        sent = self.ask(sim, "phone_send", **{"from": "15550002002"}, to=ours.address("lid"), file=path, kind="image")
        event = ours.driver.event("message", timeout=60, id=sent["id"])
        self.check_media(event, sha256, 30_000)

    def test_baileys_gets_it_again_too(self) -> None:
        sim = self.sim("--media", "https")
        theirs = self.party(sim, self.baileys("--push-name", "Ana"), "15550002002")
        self.ask(sim, "account", pn="15550002003", name="Eva")
        path, sha256 = self.file("gone", 30_000)
        self.away(sim, theirs)
        sent = self.ask(sim, "phone_send", **{"from": "15550002003"}, to=theirs.address("lid"), file=path, kind="image")
        self.ask(sim, "media_expire", n=1)
        self.back(theirs)
        self.check_media(theirs.driver.event("message", timeout=60, id=sent["id"]), sha256, 30_000)

    def test_what_the_phone_has_no_longer_is_said_so(self) -> None:
        sim = self.sim("--media", "https")
        ours = self.party(sim, self.cli(), "15550002001", "Desk")
        self.ask(sim, "account", pn="15550002002", name="Ana")
        self.ask(sim, "media_keep", keep=False)
        path, _ = self.file("gone", 30_000)
        self.away(sim, ours)
        sent = self.ask(sim, "phone_send", **{"from": "15550002002"}, to=ours.address("lid"), file=path, kind="document")
        self.ask(sim, "media_expire")
        self.back(ours)
        media = ours.driver.event("message", timeout=60, id=sent["id"])["media"]
        self.assertEqual((media["ok"], media["got"]), (False, 0))
        self.assertIn("no longer", media["error"])
        self.assertEqual(self.stats_of(ours.driver)["media_bad"], 1)


class History(MediaCase):
    """What the phones tell new companions."""

    def told(self, client, sim) -> list[dict]:
        parts = [client.event("history", timeout=60)]
        while sum(part["messages"] for part in parts) < 3:
            parts.append(client.event("history", timeout=60))
        return parts

    def chats(self, sim) -> None:
        for number, name in (("15550002001", "Desk"), ("15550002002", "Ana"), ("15550002003", "Eva")):
            self.ask(sim, "account", pn=number, name=name)
        for sender, receiver in (("15550002002", "15550002001"), ("15550002001", "15550002002"), ("15550002003", "15550002001")):
            self.ask(sim, "phone_send", **{"from": sender}, to=f"{receiver}@s.whatsapp.net", text="antes")
        self.until(lambda: len(sim.seen("phone_message")) >= 3, "the old messages")

    def test_ours_takes_all_parts(self) -> None:
        sim = self.sim("--media", "https", "--history")
        self.chats(sim)
        client = self.cli("--history")
        ours = self.party(sim, client, "15550002001", "Desk")
        parts = [client.event("history", timeout=60) for _ in range(3)]
        self.assertEqual([part["type"] for part in parts], [0, 4, 3])
        self.assertEqual((parts[0]["mappings"], parts[1]["push_names"]), (2, 3))
        self.assertEqual((parts[2]["chats"], parts[2]["messages"]), (2, 3))

        def done() -> bool:
            stanzas = self.ask(sim, "stanzas", jid=ours.jid)["stanzas"]
            return len({node["attrs"]["id"] for node in stanzas
                        if node["tag"] == "receipt" and node["attrs"].get("type") == "hist_sync"}) == 3

        self.until(done, "the receipts of the parts")
        # Old messages are nobody's news.
        self.assertEqual(client.seen("message"), [])
        # Who is who is known without asking.
        self.assertIsNotNone(self.ask(client, "lid_of", jid="15550002002@s.whatsapp.net")["result"])

    def test_hosts_that_fail_only_delay_it(self) -> None:
        sim = self.sim("--media", "https", "--history")
        self.chats(sim)
        self.ask(sim, "media_fail", n=2, code=503)
        client = self.cli("--history")
        self.party(sim, client, "15550002001", "Desk")
        self.assertEqual([client.event("history", timeout=60)["type"] for _ in range(3)], [0, 4, 3])

    def test_baileys_reads_it(self) -> None:
        sim = self.sim("--media", "https", "--history")
        self.chats(sim)
        client = self.baileys("--history", "--push-name", "Desk")
        self.party(sim, client, "15550002001", "Desk")
        parts = self.told(client, sim)
        self.assertEqual(sum(part["messages"] for part in parts), 3)


class Faults(MediaCase):
    def test_failing_hosts_are_survived(self) -> None:
        sim = self.sim("--media", "https")
        ours = self.party(sim, self.cli(), "15550002001", "Desk")
        other = self.party(sim, self.cli(), "15550002002")
        for code in (503, 401, 429):
            path, sha256 = self.file(f"up-{code}", 20_000)
            self.ask(sim, "media_fail", n=1, code=code)
            sent = self.ask(ours.driver, "image", to=other.address("lid"), file=path)
            self.check_media(other.driver.event("message", timeout=60, id=sent["id"]), sha256, 20_000)
        path, sha256 = self.file("down", 20_000)
        self.ask(sim, "media_fail", n=2, code=500)
        sent = self.ask(sim, "phone_send", **{"from": other.number}, to=ours.address("lid"), file=path, kind="image")
        self.check_media(ours.driver.event("message", timeout=60, id=sent["id"]), sha256, 20_000)

    def test_an_upload_that_breaks_off_goes_on(self) -> None:
        sim = self.sim("--media", "https")
        ours = self.party(sim, self.cli(), "15550002001", "Desk")
        other = self.party(sim, self.cli(), "15550002002")
        path, sha256 = self.file("large", 7_000_000)
        self.ask(sim, "media_fail", n=1, cut=3_000_000)
        sent = self.ask(ours.driver, "document", to=other.address("lid"), file=path)
        self.check_media(other.driver.event("message", timeout=60, id=sent["id"]), sha256, 7_000_000)

    def test_a_download_that_breaks_off_goes_on(self) -> None:
        sim = self.sim("--media", "https")
        ours = self.party(sim, self.cli(), "15550002001", "Desk")
        self.ask(sim, "account", pn="15550002002", name="Ana")
        path, sha256 = self.file("large", 7_000_000)
        self.ask(sim, "media_fail", n=1, cut=3_000_000)
        sent = self.ask(sim, "phone_send", **{"from": "15550002002"}, to=ours.address("lid"), file=path, kind="document")
        self.check_media(ours.driver.event("message", timeout=60, id=sent["id"]), sha256, 7_000_000)

    def test_an_unknown_authority_is_not_trusted(self) -> None:
        sim = self.sim("--media", "https")
        other = self.sim("--media", "https")
        foreign = self.ready["media_ca"]
        client = self.cli()  # of the second
        party = self.party(other, client, "15550002001", "Desk")
        self.ask(other, "account", pn="15550002002", name="Ana")
        path, sha256 = self.file("x", 1000)
        sent = self.ask(client, "image", to="15550002002@s.whatsapp.net", file=path)
        self.assertEqual(other.event("phone_message", timeout=30, id=sent["id"], account="15550002002")["sha256"], sha256)
        self.ready = sim.ask("stats") and self.first_ready
        stranger = self.cli("--media-ca", foreign)
        self.party(sim, stranger, "15550002001", "Desk")
        self.ask(sim, "account", pn="15550002002", name="Ana")
        sent = self.ask(stranger, "image", to="15550002002@s.whatsapp.net", file=path)
        stranger.event("error", timeout=60, id=sent["id"])
        self.assertEqual(self.ask(sim, "stats")["media_files"], 0)
        self.assertTrue(party)

    def sim(self, *flags: str):
        sim = super().sim(*flags)
        if not hasattr(self, "first_ready"):
            self.first_ready = self.ready
        return sim


class Memory(MediaCase):
    SIZE = 100_000_000
    MOST_KB = 64 * 1024

    @staticmethod
    def peak(client) -> int:
        """KB, since the last reset."""
        for line in Path(f"/proc/{client.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
        raise AssertionError("no VmHWM")

    @staticmethod
    def reset(client) -> int:
        Path(f"/proc/{client.process.pid}/clear_refs").write_text("5")
        return Memory.peak(client)

    def test_a_hundred_megabytes_each_way(self) -> None:
        sim = self.sim("--media", "https")
        ours = self.party(sim, self.cli(), "15550002001", "Desk")
        other = self.party(sim, self.cli(), "15550002002")
        path, sha256 = self.file("warm", 200_000)
        for sender, receiver in ((ours, other), (other, ours)):
            sent = self.ask(sender.driver, "document", to=receiver.address("lid"), file=path)
            self.check_media(receiver.driver.event("message", timeout=60, id=sent["id"]), sha256, 200_000)
        path, sha256 = self.file("large", self.SIZE)
        before = {name: self.reset(party.driver) for name, party in (("up", ours), ("down", other))}
        sent = self.ask(ours.driver, "document", to=other.address("lid"), file=path)
        self.check_media(other.driver.event("message", timeout=300, id=sent["id"]), sha256, self.SIZE)
        for name, party in (("up", ours), ("down", other)):
            grown = self.peak(party.driver) - before[name]
            print(f"100 MB {name}: {before[name]} KB before, {grown} KB more")
            self.assertLess(grown, self.MOST_KB)


if __name__ == "__main__":
    main()
