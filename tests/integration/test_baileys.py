#!/usr/bin/env python3
"""wa-sim against Baileys, a client that knows nothing of ours: whatever it says to the simulator must be understood,
keep the simulator's rules, and get the answers that it expects. Standard library only; loopback only."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

from conversations import Conversations
from drivers import Driver
from wacase import BAILEYS, NODE, WACLI, WaCase, main

NUMBER = "15550001001"
OTHER_NUMBER = "15550001002"


class BaileysTest(WaCase):
    def link(self, sim: Driver, client: Driver, number: str = NUMBER) -> str:
        """Pairs by QR code and waits until it has logged in. @return the companion's address."""
        self.ask(client, "connect")
        qr = client.event("qr", timeout=30)["qr"]
        scanned = self.ask(sim, "scan", qr=qr, pn=number, name="Ana")
        paired = client.event("paired", timeout=30)
        self.assertEqual((paired["jid"], paired["lid"]), (scanned["jid"], scanned["lid"]))
        self.assertEqual(client.event("disconnected", timeout=30)["code"], 515)
        connected = client.event("connected", timeout=30)
        self.assertEqual((connected["jid"], connected["lid"]), (scanned["jid"], scanned["lid"]))
        return scanned["jid"]

    def test_a_breach_of_the_rules_would_be_seen(self) -> None:
        sim = self.sim()
        client = self.baileys()
        jid = self.link(sim, client)
        self.assertEqual(self.ask(client, "stats")["inflated"], 0)
        self.ask(client, "send_node", node={"tag": "bogus"})
        self.ask(client, "send_node", node={"tag": "receipt", "attrs": {"id": "1"}})
        self.assertEqual(sim.event("violation", what="unknown_stanza")["from"], jid)
        self.assertEqual(sim.event("violation", what="missing_attr")["from"], jid)

    def test_the_driver_keeps_the_contract(self) -> None:
        self.sim()
        client = self.baileys()
        client.send("sleep", ms=300, tag=1)
        client.send("me", tag="b")
        client.send("dance")
        client.send("text", tag=[1])
        client.send("connect", url="ws://203.0.113.1/ws/chat")
        answers = [client.result() for _ in range(5)]
        self.assertEqual([(a["cmd"], a.get("tag"), a["ok"]) for a in answers],
                         [("sleep", 1, True), ("me", "b", False), ("dance", None, False), ("text", [1], False),
                          ("connect", None, False)])
        self.assertEqual(answers[2]["error"], "unknown command dance")
        self.ask(client, "quit")
        self.assertEqual(client.wait(), 0)
        for flags in (["--nope"], ["--url", "ws://203.0.113.1/ws/chat"], ["--cert-key", "0"], ["--keep-alive-ms", "x"]):
            done = subprocess.run([NODE, BAILEYS, *flags], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
            self.assertEqual((done.returncode, done.stdout), (2, b""), flags)

    def test_pairs_by_qr_code_and_logs_in_while_every_signature_is_checked(self) -> None:
        sim = self.sim()
        client = self.baileys("--strict", "--name", "Prueba")
        self.assertTrue(self.ask(client, "stats")["strict"])
        jid = self.link(sim, client)
        me = self.ask(client, "me")
        self.assertEqual((me["jid"], me["state"]), (jid, "ready"))
        device = self.until(lambda: (d := self.device(sim, jid))["online"] and d["prekeys"] and d, "an upload")
        self.assertEqual(device["prekeys"], 812)
        # The first seconds, in the order that note 1 observed; the digest is the last before "open".
        asked = [child["tag"] for stanza in self.ask(sim, "stanzas", jid=jid)["stanzas"] if stanza["tag"] == "iq"
                 for child in stanza["content"] or []]
        self.assertEqual([tag for tag in asked if tag in ("count", "active", "digest")], ["count", "active", "digest"])

    def test_its_first_questions_are_all_answered(self) -> None:
        sim = self.sim()
        client = self.baileys("--query-timeout-ms", "3000", "--trace")
        jid = self.link(sim, client)
        wanted = {"count", "digest", "active", "props", "blocklist", "privacy"}

        def asked() -> set[str]:
            questions = [stanza for stanza in self.ask(sim, "stanzas", jid=jid)["stanzas"] if stanza["tag"] == "iq"]
            return {s["attrs"].get("xmlns") if not s["content"] else s["content"][0]["tag"] for s in questions}

        self.until(lambda: wanted <= asked(), "the questions of the first seconds")
        time.sleep(3.5)  # a question without an answer is complained about after the time-out
        # The restart after pairing; nobody has named the account.
        expected = ("error: stream errored out", "warn: no name present")
        complaints = [line for line in client.errors.decode().splitlines() if not line.startswith(expected)]
        self.assertEqual(complaints, [])
        self.assertEqual(self.ask(client, "stats")["stats"]["errors"], 0)

    def test_pairs_by_code(self) -> None:
        sim = self.sim()
        self.ask(sim, "account", pn=NUMBER, name="Ana")
        client = self.baileys("--strict")
        self.ask(client, "connect")
        client.send("pair_code", phone=NUMBER)
        answer = client.result(timeout=30)
        self.assertTrue(answer["ok"], answer)
        self.assertRegex(answer["code"], r"^[A-Z0-9]{8}$")
        # Baileys tells the code before the service has heard of it.
        self.until(lambda: sim.ask("enter_code", pn=NUMBER, code=answer["code"])["ok"], "the request for a code")
        paired = client.event("paired", timeout=30)
        self.assertRegex(paired["jid"], rf"^{NUMBER}:\d+@s\.whatsapp\.net$")
        self.assertEqual(client.event("disconnected", timeout=30)["code"], 515)
        self.assertEqual(client.event("connected", timeout=30)["jid"], paired["jid"])
        self.assertTrue(self.device(sim, paired["jid"])["online"])

    def test_a_wrong_code_links_nobody(self) -> None:
        sim = self.sim()
        self.ask(sim, "account", pn=NUMBER, name="Ana")
        client = self.baileys("--no-reconnect")
        self.ask(client, "connect")
        client.send("pair_code", phone=NUMBER)
        code = client.result(timeout=30)["code"]
        wrong = "".join("2" if c == "1" else "1" for c in code)
        self.until(lambda: sim.ask("enter_code", pn=NUMBER, code=wrong)["ok"], "the request for a code")
        # Nobody sees the mistake before the phone opens the client's answer: reported, and no fault of the client's.
        self.assertIn("not authentic", sim.event("violation", what="link_code")["detail"])
        time.sleep(1)
        self.assertEqual(client.seen("paired"), [])
        self.assertEqual(self.ask(sim, "stats")["accounts"][0]["devices"], [])

    def test_stays_connected_while_it_is_answered(self) -> None:
        sim = self.sim()
        client = self.baileys("--keep-alive-ms", "1000")
        jid = self.link(sim, client)
        first = self.device(sim, jid)["pings"]
        time.sleep(7.5)  # silence longer than interval + 5 s would end it
        self.assertGreaterEqual(self.device(sim, jid)["pings"] - first, 4)
        self.assertEqual(client.seen("disconnected"), [])
        self.assertTrue(self.device(sim, jid)["online"])

    def test_pings_without_answers_end_the_connection(self) -> None:
        sim = self.sim()
        client = self.baileys("--keep-alive-ms", "500")
        jid = self.link(sim, client)
        self.ask(sim, "stall", what="pings", jid=jid)
        self.assertEqual(client.event("disconnected", timeout=20)["code"], 408)
        self.ask(sim, "stall", what="pings", jid=jid, n=0)
        client.event("connected", timeout=20)

    def test_survives_a_cut_connection(self) -> None:
        sim = self.sim()
        client = self.baileys()
        jid = self.link(sim, client)
        for _ in range(3):
            self.ask(sim, "drop", jid=jid)
            self.assertEqual(client.event("disconnected", timeout=20)["code"], 428)
            client.event("connected", timeout=20)
        self.assertEqual(self.ask(client, "stats")["stats"]["connects"], 4)
        self.assertEqual(client.seen("qr"), [])

    def test_stream_errors_are_told_apart(self) -> None:
        sim = self.sim()
        client = self.baileys()
        jid = self.link(sim, client)
        for code in (515, 503):
            self.ask(sim, "kick", jid=jid, code=code)
            self.assertEqual(client.event("disconnected", timeout=20)["code"], code)
            client.event("connected", timeout=20)
        self.ask(sim, "kick", jid=jid, conflict="replaced")
        self.assertEqual(client.event("disconnected", timeout=20)["code"], 440)
        self.ask(client, "connect")
        client.event("connected", timeout=20)
        self.ask(sim, "kick", jid=jid, code=401, conflict="device_removed")
        self.assertEqual(client.event("disconnected", timeout=20)["code"], 401)
        client.event("logged_out")

    def test_an_unlinked_device_is_told(self) -> None:
        sim = self.sim()
        client = self.baileys()
        jid = self.link(sim, client)
        self.ask(sim, "unlink", jid=jid)
        self.assertEqual(sim.event("unlinked")["jid"], jid)
        self.assertEqual(client.event("disconnected", timeout=20)["code"], 401)
        client.event("logged_out")
        self.assertFalse(client.ask("me")["ok"])
        self.assertNotEqual(self.link(sim, client), jid, "the number of a removed device is used again")

    def test_one_unlinked_while_it_was_away_cannot_log_in(self) -> None:
        sim = self.sim()
        client = self.baileys()
        jid = self.link(sim, client)
        self.ask(client, "disconnect")
        client.event("disconnected")
        self.until(lambda: not self.device(sim, jid)["online"], "the end of the connection")
        self.ask(sim, "unlink", jid=jid)
        self.ask(client, "connect")
        self.assertEqual(client.event("disconnected", timeout=20)["code"], 401)
        client.event("logged_out")

    def test_logs_out_by_itself(self) -> None:
        sim = self.sim()
        client = self.baileys()
        jid = self.link(sim, client)
        self.ask(client, "logout")
        self.assertEqual(sim.event("unlinked")["jid"], jid)
        client.event("logged_out")
        self.assertEqual(self.ask(sim, "stats")["accounts"][0]["devices"], [])

    def test_uploads_keys_when_few_are_left(self) -> None:
        sim = self.sim()
        client = self.baileys()
        jid = self.link(sim, client)
        self.until(lambda: self.device(sim, jid)["prekeys"] == 812, "the first upload")
        self.ask(sim, "prekeys", jid=jid, keep=3)
        self.until(lambda: self.device(sim, jid)["prekeys"] == 8, "five more keys")
        self.until(lambda: self.device(sim, jid)["unacked"] == 0, "the notification's ack")
        # At a login the service's count decides: at five or fewer there are five more.
        self.ask(client, "disconnect")
        client.event("disconnected")
        self.until(lambda: not self.device(sim, jid)["online"], "the end of the connection")
        self.ask(sim, "prekeys", jid=jid, keep=0)
        self.ask(client, "connect")
        client.event("connected", timeout=20)
        self.until(lambda: self.device(sim, jid)["prekeys"] >= 812, "a full upload")
        self.until(lambda: self.device(sim, jid)["unacked"] == 0, "the notification's ack")

    def test_refused_logins_are_seen_with_their_reason(self) -> None:
        sim = self.sim()
        client = self.baileys()
        jid = self.link(sim, client)

        def refuse(reason: int, **more) -> None:
            self.ask(sim, "refuse_login", jid=jid, reason=reason, **more)
            self.ask(sim, "drop", jid=jid)
            self.assertEqual(client.event("disconnected", timeout=20)["code"], 428)
            self.assertEqual(client.event("disconnected", timeout=20)["code"], reason)

        refuse(503)
        client.event("connected", timeout=20)
        for reason, more in ((405, {}), (402, {"code": 101, "expire": 3600})):
            refuse(reason, **more)
            time.sleep(0.5)
            self.assertEqual(client.seen("connected"), [], "it came back by itself")
            self.ask(client, "connect")
            client.event("connected", timeout=20)
        for reason in (403, 401):
            refuse(reason)
            client.event("logged_out")
            if reason == 403:
                self.ask(sim, "unlink", jid=jid)  # it has forgotten itself: news of its successor would wait for nobody
                jid = self.link(sim, client)

    def test_a_restarted_client_needs_no_pairing(self) -> None:
        sim = self.sim()
        with tempfile.TemporaryDirectory() as folder:
            store = str(Path(folder) / "session.json")
            client = self.baileys("--store", store)
            jid = self.link(sim, client)
            self.until(lambda: self.device(sim, jid)["prekeys"] == 812, "the first upload")
            self.ask(client, "quit")
            self.assertEqual(client.wait(), 0)
            again = self.baileys("--store", store)
            self.ask(again, "connect")
            self.assertEqual(again.event("connected", timeout=30)["jid"], jid)
            self.assertEqual(again.seen("qr"), [])
            self.assertEqual(self.device(sim, jid)["prekeys"], 812)
            again.close()

    def test_a_restarted_service_knows_its_clients(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            sim = self.sim("--state", folder)
            client = self.baileys("--strict")
            jid = self.link(sim, client)
            self.ask(sim, "quit")
            self.assertEqual(sim.wait(), 0)
            again = self.sim("--state", folder)
            self.ask(client, "connect", url=self.ready["url"], cert_key=self.ready["cert_key"])
            self.assertEqual(client.event("connected", timeout=30)["jid"], jid)
            self.assertTrue(self.device(again, jid)["online"])

    def test_strict_refuses_a_forged_certificate(self) -> None:
        for fault, reason in (("root", "noise intermediate certificate signature invalid"),
                              ("intermediate", "noise certificate signature invalid")):
            with self.subTest(fault=fault):
                self.sim("--bad-cert", fault)
                client = self.baileys("--strict", "--no-reconnect")
                self.ask(client, "connect")
                ending = client.event("disconnected", timeout=30)
                self.assertEqual((ending["code"], ending["reason"]), (400, reason))
                self.assertEqual(client.seen("qr"), [])
                # It is the signature that is refused: one that does not look takes the same chain.
                blind = self.baileys()
                self.ask(blind, "connect")
                blind.event("qr", timeout=30)

    def test_strict_refuses_another_root_than_its_own(self) -> None:
        self.sim()
        client = self.baileys("--strict", "--no-reconnect", ready={**self.ready, "cert_key": "09" + 31 * "00"})
        self.ask(client, "connect")
        ending = client.event("disconnected", timeout=30)
        self.assertEqual(ending["reason"], "noise intermediate certificate signature invalid")

    def test_refuses_what_no_phone_has_signed(self) -> None:
        for fault, reason in (("hmac", "Invalid account signature"),
                              ("account-signature", "Failed to verify account signature")):
            with self.subTest(fault=fault):
                sim = self.sim()
                client = self.baileys("--strict", "--no-reconnect")
                self.ask(client, "connect")
                qr = client.event("qr", timeout=30)["qr"]
                self.ask(sim, "scan", qr=qr, pn=NUMBER, name="Ana", fault=fault)
                self.assertEqual(client.event("disconnected", timeout=30)["reason"], reason)
                self.assertEqual(client.seen("paired"), [])
                self.assertEqual(self.ask(sim, "stats")["accounts"][0]["devices"], [])
                # Another client is taken by the same account, when its phone does it right.
                self.link(sim, self.baileys("--strict"))

    def test_reads_compressed_frames(self) -> None:
        sim = self.sim("--compress-over", "0")
        client = self.baileys("--strict")
        self.link(sim, client)
        self.assertGreaterEqual(self.ask(client, "stats")["inflated"], 5)
        answer = self.ask(client, "send_node", node={
            "tag": "iq", "attrs": {"to": "@s.whatsapp.net", "type": "get", "xmlns": "privacy"},
            "content": [{"tag": "privacy"}]})
        self.assertEqual(answer["node"]["content"][0]["tag"], "privacy")

    def test_reads_frames_in_pieces(self) -> None:
        sim = self.sim()
        self.ask(sim, "split", bytes=7)
        client = self.baileys("--strict")
        self.link(sim, client)

    def test_qr_codes_follow_one_another_and_end(self) -> None:
        self.sim()
        client = self.baileys("--qr-timeout-ms", "200", "--no-reconnect")
        self.ask(client, "connect")
        codes = {client.event("qr", timeout=30)["qr"] for _ in range(6)}
        self.assertEqual(len(codes), 6)
        self.assertEqual(client.event("disconnected", timeout=20)["code"], 408)

    def test_the_end_of_the_queue_is_told(self) -> None:
        sim = self.sim()
        client = self.baileys()
        jid = self.link(sim, client)
        client.event("offline_done", timeout=20)
        self.ask(client, "disconnect")
        client.event("disconnected")
        self.until(lambda: not self.device(sim, jid)["online"], "the end of the connection")
        for keep in (300, 200, 100):
            self.ask(sim, "prekeys", jid=jid, keep=keep)  # leaves notifications in the queue
        self.assertEqual(self.device(sim, jid)["unacked"], 3)
        self.ask(client, "connect")
        client.event("connected", timeout=20)
        client.event("offline_done", timeout=20)
        self.until(lambda: self.device(sim, jid)["unacked"] == 0, "their acks")
        batches = [s for s in self.ask(sim, "stanzas", jid=jid)["stanzas"]
                   if s["tag"] == "ib" and s["content"][0]["tag"] == "offline_batch"]
        self.assertEqual(len(batches), 1)

    def test_the_services_own_stanzas_are_understood(self) -> None:
        sim = self.sim()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)  # after the client's end
        store = Path(folder.name) / "session.json"
        client = self.baileys("--keep-alive-ms", "1000", "--store", str(store))
        jid = self.link(sim, client)

        def push(node: dict, **more) -> None:
            self.ask(sim, "send_node", jid=jid, node=node, **more)

        # The routing info comes back in front of the next connection's first bytes.
        info = {"tag": "routing_info", "content": {"hex": "08020508"}}
        push({"tag": "ib", "content": [{"tag": "edge_routing", "content": [info]}]})
        push({"tag": "iq", "attrs": {"from": "@s.whatsapp.net", "type": "get", "id": "p1", "xmlns": "urn:xmpp:ping"}})
        push({"tag": "ib", "content": [{"tag": "dirty", "attrs": {"type": "account_sync", "timestamp": "1600000000"}}]})
        self.until(lambda: "routingInfo" in store.read_text(), "the routing info")
        for _ in range(2):
            self.ask(sim, "drop", jid=jid)
            self.assertEqual(client.event("disconnected", timeout=20)["code"], 428)
            client.event("connected", timeout=20)
        push({"tag": "xmlstreamend"}, close=True)
        self.assertEqual(client.event("disconnected", timeout=20)["code"], 428)
        client.event("connected", timeout=20)

    def test_a_phone_that_cannot_link_is_told_apart(self) -> None:
        sim = self.sim()
        client = self.baileys()
        self.ask(client, "connect")
        client.event("qr", timeout=30)
        self.ask(sim, "send_node", node={"tag": "ib", "content": [{"tag": "downgrade_webclient"}]}, close=True)
        self.assertEqual(client.event("disconnected", timeout=20)["code"], 411)

    def test_finds_people_their_devices_and_keys(self) -> None:
        sim = self.sim()
        stranger = self.ask(sim, "account", pn=OTHER_NUMBER, name="Beto")
        client = self.baileys("--strict")
        jid = self.link(sim, client)
        found = self.ask(client, "resolve", phones=[f"+{OTHER_NUMBER}", "15550009999"])["result"]
        known = {"registered": True, "jid": stranger["jid"], "lid": stranger["lid"]}
        self.assertEqual(found, [known, {"registered": False}])
        self.assertEqual(self.ask(client, "lid_of", jid=stranger["jid"])["result"], stranger["lid"])
        self.assertEqual(self.ask(client, "devices", jids=[stranger["jid"]])["result"], [stranger["jid"]])
        own = self.ask(client, "devices", jids=[jid.partition(":")[0] + "@s.whatsapp.net"])["result"]
        self.assertEqual(own, [f"{NUMBER}@s.whatsapp.net"], "the asking device leaves itself out")
        # The phone's bundle carries a signature, and --strict looks at it.
        self.assertTrue(self.ask(client, "session", jid=stranger["lid"])["result"])

    def test_puts_a_new_signed_key_in_force(self) -> None:
        sim = self.sim()
        client = self.baileys("--strict")
        jid = self.link(sim, client)
        self.assertEqual(self.ask(client, "rotate")["id"], 2)
        other = self.baileys("--strict")
        self.link(sim, other, OTHER_NUMBER)
        self.assertEqual(self.ask(other, "devices", jids=[f"{NUMBER}@s.whatsapp.net"])["result"],
                         [f"{NUMBER}@s.whatsapp.net", jid])
        lid = self.ask(client, "me")["lid"]
        self.assertTrue(self.ask(other, "session", jid=lid)["result"], "the service hands out a key that nobody signed")
        self.assertEqual(self.device(sim, jid)["prekeys"], 811)

    def test_two_libraries_share_an_account(self) -> None:
        sim = self.sim()
        client = self.baileys("--strict")
        jid = self.link(sim, client)
        ours = Driver(WACLI, "--url", self.ready["url"], "--cert-key", self.ready["cert_key"])
        self.addCleanup(ours.close)
        ours.event("ready")
        self.ask(ours, "connect")
        self.ask(sim, "scan", qr=ours.event("qr", timeout=30)["qr"], pn=NUMBER, name="Ana")
        connected = ours.event("connected", timeout=30)
        other = connected["jid"]
        self.assertNotEqual(other, jid)
        self.assertTrue(self.device(sim, jid)["online"] and self.device(sim, other)["online"])
        # Baileys looks at the signature of the key that ours uploaded.
        self.until(lambda: self.device(sim, other)["prekeys"] > 0, "our upload")
        self.assertIn(other, self.ask(client, "devices", jids=[f"{NUMBER}@s.whatsapp.net"])["result"])
        self.assertTrue(self.ask(client, "session", jid=connected["lid"])["result"])
        self.ask(sim, "unlink", jid=other)
        ours.event("logged_out", timeout=20)
        self.assertTrue(self.device(sim, jid)["online"])
        self.assertEqual(client.seen("disconnected"), [])


class TwoBaileys(Conversations, WaCase):
    """The service between two clients that are not ours."""

    def client(self, name: str) -> Driver:
        return self.baileys("--strict", "--push-name", name)


if __name__ == "__main__":
    main()
