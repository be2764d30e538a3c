#!/usr/bin/env python3
"""Files and the whole desk, black box: ventanillad on wa-sim, whose phones are the customers. Standard library only; loopback only."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import struct
import tempfile
import unittest
import urllib.parse
import zlib
from pathlib import Path

from desk import TOKEN, WhatsAppDesk, small_png, wait_until
from wacase import WaCase

DESK = "15550001001"
CUSTOMER = "15550001002"
ANSWERS = [("nombre", "Ana Pérez"), ("departamento", "Contabilidad"), ("activo", "4521"), ("equipo", "laptop"),
           ("prueba esto", "no, sigue igual")]
IMAGE_LIMIT = 60_000


def noisy_png(side: int) -> bytes:
    """An image that cannot be made small: about three bytes a pixel."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + os.urandom(3 * side) for _ in range(side))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class DeskMediaCase(WaCase):
    scheme = "https"

    def setUp(self) -> None:
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.sent = 0
        self.service = self.sim("--media", self.scheme)
        media = ({"VENTANILLA_WHATSAPP_MEDIA_CA": self.ready["media_ca"]} if self.scheme == "https"
                 else {"VENTANILLA_WHATSAPP_MEDIA_PLAIN_HTTP": "on"})
        self.desk = WhatsAppDesk(self.ready, MAX_IMAGE_SIZE=str(IMAGE_LIMIT), VENTANILLA_PACING_TYPING="off", **media)
        self.addCleanup(self.desk.close)
        self.desk.start()
        self.jid = self.desk.pair(self.service, DESK)["jid"]
        self.ask(self.service, "account", pn=CUSTOMER, name="Ana")

    # --- The customer -------------------------------------------------------------------------------------------------

    def write(self, **what) -> str:
        return self.ask(self.service, "phone_send", **{"from": CUSTOMER}, to=f"{DESK}@s.whatsapp.net", **what)["id"]

    def send_file(self, content: bytes, kind: str = "image", **more) -> str:
        self.sent += 1
        path = self.folder / f"{kind}-{self.sent}"
        path.write_bytes(content)
        return self.write(file=str(path), kind=kind, **more)

    def hears(self, timeout: float = 30, **members) -> dict:
        return self.service.event("phone_message", timeout=timeout, account=CUSTOMER, own=False, **members)

    def dialogue(self, before=lambda: None) -> int:
        """Answers what it is asked until a folio is named. @param before each answer. @return the ticket."""
        before()
        self.write(text="hola, mi laptop no prende desde ayer")
        for _ in range(30):
            said = self.hears()["text"]
            if "folio" in said.lower():
                (ticket,) = self.desk.get("/api/v1/tickets")["data"]
                return ticket["id"]
            answer = next((reply for word, reply in ANSWERS if word in said.lower()), None)
            self.assertIsNotNone(answer, f"unexpected question: {said}")
            before()
            self.write(text=answer)
        self.fail("no ticket")

    # --- The desk -----------------------------------------------------------------------------------------------------

    def files(self, ticket: int) -> list[dict]:
        return self.desk.get(f"/api/v1/tickets/{ticket}/attachments?limit=200")["data"]

    def message(self, ticket: int, wire_id: str) -> dict | None:
        return next((m for m in self.desk.messages(ticket) if m["wire_id"] == wire_id), None)

    def state_of(self, ticket: int, wire_id: str) -> str | None:
        message = self.message(ticket, wire_id)
        return message["attachment"]["state"] if message else None

    def comes(self, ticket: int, wire_id: str, state: str = "available", timeout: float = 40) -> dict:
        wait_until(lambda: self.state_of(ticket, wire_id) == state, timeout, f"{wire_id}: {state}")
        return self.message(ticket, wire_id)["attachment"]

    def ask_desk(self, method: str, path: str, body: bytes | None = None, **headers) -> tuple[int, dict, bytes]:
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.desk.url).netloc, timeout=60)
        try:
            connection.request(method, path, body, {"Authorization": f"Bearer {TOKEN}", **headers})
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            connection.close()

    def upload(self, content: bytes, name: str) -> dict:
        status, _, body = self.ask_desk("POST", "/api/v1/attachments?name=" + urllib.parse.quote(name), content)
        self.assertEqual(status, 201, body)
        return json.loads(body)

    def reply(self, ticket: int, **what) -> dict:
        status, sent = self.desk.request("POST", f"/api/v1/tickets/{ticket}/messages", what)
        self.assertEqual(status, 201, sent)
        return sent

    def reaches(self, ticket: int, wire_id: str, state: str, timeout: float = 40) -> dict:
        wait_until(lambda: self.message(ticket, wire_id)["state"] == state, timeout, f"{wire_id}: {state}")
        return self.message(ticket, wire_id)

    def memory(self, field: str = "VmRSS") -> int:
        """kB."""
        lines = Path(f"/proc/{self.desk.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(field))


class Receiving(DeskMediaCase):
    def test_a_photo_at_every_step_is_in_the_ticket(self) -> None:
        photos: dict[str, bytes] = {}

        def photo() -> None:
            content = small_png(30 + len(photos), 20, 50 + len(photos))
            photos[self.send_file(content)] = content

        ticket = self.dialogue(before=photo)
        self.assertGreaterEqual(len(photos), 3)
        photo()  # and when it is open
        wait_until(lambda: len(self.files(ticket)) == len(photos), 40, "the photos in the ticket")
        self.assertEqual({file["sha256"] for file in self.files(ticket)}, {sha256(content) for content in photos.values()})
        for wire_id, content in photos.items():
            shown = self.comes(ticket, wire_id)
            self.assertEqual((shown["mime"], shown["kind"], shown["size"]), ("image/png", "image", len(content)))
            status, headers, body = self.ask_desk("GET", shown["url"])
            self.assertEqual((status, body), (200, content))
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertTrue(headers["Content-Disposition"].startswith("attachment"))
            status, headers, body = self.ask_desk("GET", shown["thumbnail_url"])
            self.assertEqual((status, headers["Content-Type"], body[:2]), (200, "image/jpeg", b"\xff\xd8"))
        # The old panel's way to a photo.
        status, _, body = self.ask_desk("GET", "/" + self.desk.get("/tickets")["tickets"][0][6])
        self.assertEqual((status, sha256(body)), (200, self.files(ticket)[0]["sha256"]))

    def test_other_kinds_arrive_whole(self) -> None:
        ticket = self.dialogue()
        for kind, content in (("document", b"%PDF-1.7 " + os.urandom(90_000)), ("ptt", b"OggS" + os.urandom(20_000)),
                              ("video", b"\0\0\0\x18ftypisom" + os.urandom(150_000))):
            more = {"filename": "factura ñ.pdf"} if kind == "document" else {}
            shown = self.comes(ticket, self.send_file(content, kind, **more))
            self.assertEqual(shown["sha256"], sha256(content))
            self.assertEqual(shown["voice_note"], kind == "ptt")
            status, headers, part = self.ask_desk("GET", shown["url"], Range="bytes=100-199")
            self.assertEqual((status, part), (206, content[100:200]))
            self.assertEqual(headers["Content-Range"], f"bytes 100-199/{len(content)}")

    def test_what_is_too_large_is_refused_with_words(self) -> None:
        ticket = self.dialogue()
        large = noisy_png(200)
        self.assertGreater(len(large), IMAGE_LIMIT)
        ids = [self.send_file(large), self.send_file(large)]
        for wire_id in ids:
            shown = self.comes(ticket, wire_id, "too_large")
            self.assertEqual((shown["reason"], shown["size"], shown["url"]), ("too_large", len(large), None))
        self.assertIn("pesa demasiado", self.hears()["text"])
        number = self.message(ticket, ids[0])["id"]
        self.assertEqual(self.desk.request("POST", f"/api/v1/messages/{number}/download")[0], 409)
        self.write(text="ok")
        wait_until(lambda: self.desk.messages(ticket)[-1]["text"] == "ok", 20, "the last words")
        said = [m["text"] for m in self.desk.messages(ticket) if m["author"]["type"] == "bot"]
        self.assertEqual(len([text for text in said if "pesa demasiado" in text]), 1)

    def test_what_has_expired_is_healed_by_the_phone(self) -> None:
        ticket = self.dialogue()
        content = small_png(40, 40)
        self.ask(self.service, "media_fail", n=1, code=410)
        shown = self.comes(ticket, self.send_file(content), timeout=90)
        self.assertEqual(shown["sha256"], sha256(content))

    def test_what_nobody_has_any_more_is_said_so_and_can_be_asked_for_again(self) -> None:
        ticket = self.dialogue()
        self.ask(self.service, "media_keep", keep=False)
        content = small_png(41, 40)
        self.ask(self.service, "media_fail", n=1, code=410)
        wire_id = self.send_file(content)
        shown = self.comes(ticket, wire_id, "expired", timeout=90)
        self.assertEqual((shown["reason"], shown["url"]), ("expired", None))
        number = self.message(ticket, wire_id)["id"]
        status, asked = self.desk.request("POST", f"/api/v1/messages/{number}/download")
        self.assertEqual((status, asked["attachment"]["state"]), (202, "downloading"))
        self.assertEqual(self.comes(ticket, wire_id)["sha256"], sha256(content))

    def test_a_killed_desk_goes_on_fetching(self) -> None:
        ticket = self.dialogue()
        content = small_png(42, 40)
        self.ask(self.service, "media_fail", n=1000, code=503)
        wire_id = self.send_file(content)
        wait_until(lambda: self.state_of(ticket, wire_id) == "downloading", 20, "the announcement")
        self.desk.kill()
        self.ask(self.service, "media_fail", n=0)
        self.desk.start()
        self.desk.ready_again()
        self.assertEqual(self.comes(ticket, wire_id, timeout=90)["sha256"], sha256(content))
        self.assertEqual(list((self.desk.folder / "data/attachments/incoming").iterdir()), [])

    def test_a_large_document_needs_little_memory(self) -> None:
        ticket = self.dialogue()
        content = os.urandom(40_000_000)
        before = self.memory()
        shown = self.comes(ticket, self.send_file(content, "document", filename="respaldo.bin"), timeout=120)
        self.assertEqual(shown["sha256"], sha256(content))
        more = self.memory("VmHWM") - before
        print(f"40 MB document: {more} kB more memory at most", flush=True)
        self.assertLess(more, 64_000)


class Sending(DeskMediaCase):
    def test_what_a_technician_sends_is_what_the_phone_gets(self) -> None:
        ticket = self.dialogue()
        for name, content, kind in (("foto.png", small_png(300, 200), "image"),
                                    ("cotización.pdf", b"%PDF-1.7 " + os.urandom(50_000), "document"),
                                    ("foto grande.png", noisy_png(220), "document"),
                                    ("rara.gif", b"GIF89a" + os.urandom(5_000), "document"),
                                    ("video.mp4", b"\0\0\0\x18ftypisom" + os.urandom(70_000), "video"),
                                    ("nota.ogg", b"OggS" + bytes(24) + b"OpusHead" + os.urandom(9_000), "ptt")):
            with self.subTest(name=name):
                file = self.upload(content, name)
                self.assertEqual((file["sha256"], file["name"]), (sha256(content), name))
                more = {"send_as": "voice_note"} if kind == "ptt" else {"text": f"aquí va {name}"}
                sent = self.reply(ticket, attachment_id=file["id"], **more)
                self.assertEqual(sent["kind"], {"ptt": "audio"}.get(kind, kind))
                heard = self.hears(id=sent["wire_id"])
                self.assertEqual((heard["kind"], heard["sha256"]), (kind, sha256(content)))
                self.assertEqual(heard["text"], more.get("text", ""))
                self.reaches(ticket, sent["wire_id"], "delivered")
        self.assertEqual(len(self.files(ticket)), 6)
        self.assertEqual(self.desk.get("/api/v1/outbox")["data"], [])

    def test_failing_hosts_only_delay_it(self) -> None:
        ticket = self.dialogue()
        content = small_png(50, 50)
        self.ask(self.service, "media_fail", n=2, code=503)
        sent = self.reply(ticket, attachment_id=self.upload(content, "a.png")["id"])
        self.assertEqual(self.hears(60, id=sent["wire_id"])["sha256"], sha256(content))
        self.reaches(ticket, sent["wire_id"], "delivered")

    def test_a_killed_desk_sends_it_once(self) -> None:
        ticket = self.dialogue()
        content = small_png(51, 50)
        self.ask(self.service, "media_fail", n=1000, code=503)
        sent = self.reply(ticket, attachment_id=self.upload(content, "a.png")["id"])
        wait_until(lambda: self.message(ticket, sent["wire_id"])["state"] == "sending", 20, "the beginning")
        self.desk.kill()
        self.ask(self.service, "media_fail", n=0)
        self.desk.start()
        self.desk.ready_again()
        self.assertEqual(self.hears(60, id=sent["wire_id"])["sha256"], sha256(content))
        self.reaches(ticket, sent["wire_id"], "delivered")
        self.assertEqual([m for m in self.service.seen("phone_message") if m.get("id") == sent["wire_id"]
                          and m["account"] == CUSTOMER], [])

    def test_a_file_that_is_gone_is_refused_and_sent_again_by_a_person(self) -> None:
        ticket = self.dialogue()
        content = b"%PDF-1.7 una factura"
        file = self.upload(content, "factura.pdf")
        stored = self.desk.folder / "data/attachments" / file["sha256"][:2] / file["sha256"][2:]
        stored.unlink()
        sent = self.reply(ticket, attachment_id=file["id"])
        self.assertEqual(self.reaches(ticket, sent["wire_id"], "refused")["cause"], "file_unreadable")
        self.assertEqual(self.upload(content, "factura.pdf")["id"], file["id"])
        status, again = self.desk.request("POST", f"/api/v1/messages/{sent['id']}/resend")
        self.assertEqual(status, 202, again)
        self.assertEqual(self.hears(id=again["wire_id"])["sha256"], sha256(content))

    def test_uploads_have_their_limits(self) -> None:
        path = "/api/v1/attachments?name=x"
        status, _, body = self.ask_desk("POST", path, b"")
        self.assertEqual((status, json.loads(body)["code"]), (400, "invalid"))
        status = self.desk.request("PATCH", "/api/v1/settings", {"media.max_document_bytes": 5000}, token=self.desk.admin())[0]
        self.assertEqual(status, 200)
        status, _, body = self.ask_desk("POST", path, os.urandom(5001))
        self.assertEqual((status, json.loads(body)["code"]), (413, "too_large"))
        self.assertEqual(self.ask_desk("POST", path, os.urandom(5000))[0], 201)
        self.assertEqual(list((self.desk.folder / "data/uploads").iterdir()), [])
        added = self.desk.run("token", "add", "looks", "--scopes", "read")
        status = self.ask_desk("POST", path, b"x", Authorization=f"Bearer {added.stdout.strip()}")[0]
        self.assertEqual(status, 403)


class OverHttp(DeskMediaCase):
    scheme = "http"

    def test_both_ways(self) -> None:
        ticket = self.dialogue()
        content = small_png(60, 50)
        self.assertEqual(self.comes(ticket, self.send_file(content))["sha256"], sha256(content))
        sent = self.reply(ticket, attachment_id=self.upload(content, "a.png")["id"], text="la misma")
        self.assertEqual(self.hears(id=sent["wire_id"])["sha256"], sha256(content))


if __name__ == "__main__":
    unittest.main(verbosity=2)
