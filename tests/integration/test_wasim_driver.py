#!/usr/bin/env python3
"""The contract of wa-sim's driver: first line, commands and answers, flags, endings; and its web socket's first words."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import socket
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

from drivers import Driver

PROGRAM = os.environ.get("WASIM", "build/dev/bin/wa-sim")
NUMBER = "15550001001"


class WaSim(unittest.TestCase):
    def start(self, *flags: str) -> Driver:
        driver = Driver(PROGRAM, *flags)
        self.addCleanup(driver.close)
        return driver

    def test_the_first_line_says_where_and_who(self) -> None:
        sim = self.start()
        ready = sim.event("ready")
        self.assertRegex(ready["url"], r"^ws://127\.0\.0\.1:\d+/ws/chat$")
        self.assertRegex(ready["cert_key"], r"^[0-9a-f]{64}$")
        self.assertEqual(ready["pid"], sim.process.pid)
        self.assertEqual(ready["media_scheme"], "http")
        self.assertIn("unlinked", ready["features"])

    def test_commands_are_answered_in_order_with_their_tags(self) -> None:
        sim = self.start()
        tags = [7, "a", None, {"deep": [1, 2]}]
        for tag in tags:
            sim.send("stats", tag=tag)
        sim.send("stats")
        for tag in tags:
            answer = sim.result()
            self.assertEqual((answer["cmd"], answer["tag"], answer["ok"]), ("stats", tag, True))
        self.assertNotIn("tag", sim.result())

    def test_what_is_not_understood_is_answered(self) -> None:
        sim = self.start()
        answer = sim.ask("dance", tag=1)
        self.assertEqual((answer["ok"], answer["error"], answer["tag"]), (False, "unknown command dance", 1))
        for line in ("nonsense\n", "[1]\n", b"\xff\xfe\n", "{}\n"):
            sim.write(line)
            self.assertFalse(sim.result()["ok"], line)
        sim.write("\n   \n")
        self.assertTrue(sim.ask("stats")["ok"], "blank lines are no commands")

    def test_lines_may_come_in_pieces(self) -> None:
        sim = self.start()
        sim.write('{"cmd":"st')
        sim.write('ats","tag":1}\n{"cmd":"stats","tag":2}\n')
        self.assertEqual([sim.result()["tag"], sim.result()["tag"]], [1, 2])

    def test_an_account_has_a_number_and_a_hidden_id(self) -> None:
        sim = self.start()
        answer = sim.ask("account", pn=NUMBER, name="Ana")
        self.assertEqual(answer["jid"], f"{NUMBER}@s.whatsapp.net")
        self.assertRegex(answer["lid"], r"^\d+@lid$")
        self.assertFalse(sim.ask("account", pn=NUMBER, name="Ana")["ok"], "a second one with that number")
        self.assertFalse(sim.ask("account", pn="0123", name="Ana")["ok"], "no number")
        stats = sim.ask("stats")
        self.assertEqual([a["pn"] for a in stats["accounts"]], [NUMBER])
        self.assertEqual(stats["accounts"][0]["name"], "Ana")
        self.assertEqual(set(stats["stats"]),
                         {"messages", "deliveries", "receipts", "retries", "violations", "queued", "media"})

    def test_an_account_with_a_passkey_brings_a_private_file(self) -> None:
        sim = self.start()
        path = Path(sim.ask("account", pn=NUMBER, name="Ana", passkey=True)["passkey_file"])
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        key = json.loads(path.read_text())
        self.assertEqual(key["rp_id"], "whatsapp.com")
        self.assertEqual(len(bytes.fromhex(key["private_key"])), 32)
        self.assertTrue(sim.ask("quit")["ok"])
        self.assertEqual(sim.wait(), 0)
        self.assertFalse(path.exists(), "the file outlives the program")

    def test_commands_about_nobody_fail(self) -> None:
        sim = self.start()
        jid = f"{NUMBER}:1@s.whatsapp.net"
        for cmd, arguments in {"scan": {"qr": "x", "pn": NUMBER}, "enter_code": {"pn": NUMBER, "code": "ABCD1234"},
                               "drop": {"jid": jid}, "kick": {"jid": jid, "code": 503}, "unlink": {"jid": jid},
                               "refuse_login": {"jid": jid, "reason": 401}, "prekeys": {"jid": jid, "keep": 1},
                               "stanzas": {"jid": jid}, "queue": {"jid": jid}, "send_node": {"jid": jid, "node": {"tag": "ib"}},
                               "stall": {"what": "nothing"}, "timers": {"lunch_ms": 1}}.items():
            with self.subTest(cmd=cmd):
                answer = sim.ask(cmd, **arguments)
                self.assertFalse(answer["ok"])
                self.assertTrue(answer["error"])
        for cmd in ("unlink", "stanzas", "queue", "prekeys", "refuse_login"):
            self.assertFalse(sim.ask(cmd)["ok"], f"{cmd} without jid")
        for cmd in ("timers", "split", "stall"):
            arguments = {"timers": {"qr_first_ms": 500}, "split": {"bytes": 0}, "stall": {"what": "pings", "n": 0}}[cmd]
            self.assertTrue(sim.ask(cmd, **arguments)["ok"], cmd)

    def test_phones_send_files_to_one_another(self) -> None:
        for scheme in ("http", "https"):
            sim = self.start("--media", scheme)
            ready = sim.event("ready")
            self.assertEqual(ready["media_scheme"], scheme)
            self.assertRegex(ready["media"][0], r"^127\.0\.0\.1:\d+$")
            if scheme == "https":
                self.assertIn("BEGIN CERTIFICATE", Path(ready["media_ca"]).read_text())
            ana, ben = "15550001001", "15550001002"
            jids = {pn: sim.ask("account", pn=pn, name=pn)["jid"] for pn in (ana, ben)}
            with tempfile.NamedTemporaryFile() as file:
                file.write(b"a picture")
                file.flush()
                sent = sim.ask("phone_send", **{"from": ana}, to=jids[ben], file=file.name, kind="image", caption="hola")
                self.assertTrue(sent["ok"], sent)
            event = sim.event("phone_message", id=sent["id"])
            self.assertEqual((event["kind"], event["text"], event["size"]), ("image", "hola", 9))
            self.assertEqual(event["sha256"], hashlib.sha256(b"a picture").hexdigest())
            self.assertEqual(sim.ask("stats")["media_files"], 1)
            for arguments in ({"file": "/no/such/file", "kind": "image"}, {"file": ready["media_ca"], "kind": "nothing"}):
                self.assertFalse(sim.ask("phone_send", **{"from": ana}, to=jids[ben], **arguments)["ok"])
            for cmd in ("media_fail", "media_expire", "media_keep"):
                self.assertTrue(sim.ask(cmd)["ok"], cmd)

    def test_phones_write_to_one_another(self) -> None:
        sim = self.start()
        ana, ben = "15550001001", "15550001002"
        jids = {pn: sim.ask("account", pn=pn, name=pn)["jid"] for pn in (ana, ben)}
        for mode in ("lid", "pn"):
            id_ = sim.ask("phone_send", **{"from": ana}, to=jids[ben], text="hola", mode=mode)["id"]
            event = sim.event("phone_message", id=id_)
            self.assertEqual([event[name] for name in ("account", "from", "own", "kind", "text")], [ben, jids[ana], False, "text", "hola"])
        reaction = sim.ask("phone_send", **{"from": ben}, to=jids[ana], react={"id": id_, "from_me": False, "emoji": "👍"})["id"]
        event = sim.event("phone_message", id=reaction)
        self.assertEqual((event["kind"], event["text"], event["target"]["id"]), ("reaction", "👍", id_))
        answer = sim.ask("phone_send", **{"from": ben}, to=jids[ana], text="¿sí?", quote={"id": id_, "sender": jids[ana], "text": "hola"})["id"]
        self.assertEqual(sim.event("phone_message", id=answer)["quoted"], {"id": id_, "text": "hola"})
        self.assertTrue(sim.ask("phone_read", pn=ben, to=jids[ana], ids=[id_])["ok"])
        self.assertTrue(sim.ask("phone_chatstate", pn=ben, to=jids[ana], state="composing")["ok"])
        self.assertTrue(sim.ask("phone_forget", pn=ben, jid=jids[ana])["ok"])
        self.assertTrue(sim.ask("phone_reset", pn=ana)["ok"])
        for sender, receiver in ((ana, ben), (ben, ana)):
            id_ = sim.ask("phone_send", **{"from": sender}, to=jids[receiver], text="otra vez")["id"]
            self.assertEqual(sim.event("phone_message", id=id_)["account"], receiver)
        self.assertEqual(sim.ask("stats")["stats"]["violations"], 0)

    def test_commands_of_phones_need_sound_arguments(self) -> None:
        sim = self.start()
        sim.ask("account", pn="15550001001", name="Ana")
        someone = {"from": "15550001001", "to": "15550001001", "text": "x"}
        for cmd, arguments, error in (
            ("phone_send", {}, "no address of a person or group"),
            ("phone_send", someone | {"from": "15550009999"}, "there is no such account"),
            ("phone_send", someone | {"to": "15550009999"}, "there is no such recipient"),
            ("phone_send", someone | {"mode": "x"}, "mode is pn or lid"),
            ("phone_forget", {"pn": "15550001001"}, "jid is missing"),
            ("phone_forget", {"pn": "15550001001", "jid": "15550009999@s.whatsapp.net"}, "nobody has that address"),
            ("phone_reset", {"pn": "15550009999"}, "there is no such account"),
            ("phone_read", {"pn": "15550001001", "to": "?"}, "no address of a person or group"),
            ("phone_chatstate", {"pn": "15550001001", "to": "15550001001", "state": "x"}, "state is composing, paused or recording"),
        ):
            answer = sim.ask(cmd, **arguments)
            self.assertEqual((answer["ok"], answer.get("error")), (False, error), (cmd, arguments))

    def test_faults_need_somebody_whom_they_befall(self) -> None:
        sim = self.start()
        self.assertTrue(sim.ask("account", pn="15550001001", name="Ana")["ok"])
        for cmd in ("mangle", "duplicate", "lose_receipts", "delay_acks", "nack", "spoil_bundle"):
            self.assertTrue(sim.ask(cmd, pn="15550001001", n=2)["ok"], cmd)
            self.assertEqual(sim.ask(cmd, pn="15550009999")["error"], "no such account", cmd)
            self.assertEqual(sim.ask(cmd, jid="15550001001:1@s.whatsapp.net")["error"], "no such companion", cmd)
            self.assertEqual(sim.ask(cmd, pn="15550001001", n="x")["error"], "n is no number", cmd)
        self.assertEqual(sim.ask("mute", jid="15550001001@s.whatsapp.net")["error"], "no such companion")
        self.assertEqual(sim.ask("delivered_out", pn="15550001001")["messages"], [])

    def test_quit_and_the_end_of_input_end_it_well(self) -> None:
        sim = self.start()
        self.assertTrue(sim.ask("quit", tag=1)["ok"])
        self.assertEqual(sim.wait(), 0)
        sim = self.start()
        sim.process.stdin.write(b'{"cmd":"stats","tag":9}')  # without a line end
        sim.process.stdin.close()
        self.assertEqual(sim.result()["tag"], 9)
        self.assertEqual(sim.wait(), 0)

    def test_wrong_flags_end_it_at_once(self) -> None:
        for flags in (["--nope"], ["--port"], ["--port", "x"], ["--port", "70000"], ["--media", "ftp"], ["--group-mode", "x"],
                      ["--bad-cert", "x"], ["--compress-over", "-1"], ["word"]):
            with self.subTest(flags=flags):
                done = subprocess.run([PROGRAM, *flags], stdin=subprocess.DEVNULL, capture_output=True, timeout=10)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, b"")
                self.assertTrue(done.stderr)

    def test_the_flags_of_the_contract_are_known(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            flags = ["--port", "0", "--media", "http", "--group-mode", "pn", "--state", folder, "--history",
                     "--compress-over", "100", "--bad-cert", "leaf-expired", "--trace"]
            done = subprocess.run([PROGRAM, *flags], stdin=subprocess.DEVNULL, capture_output=True, timeout=10)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_restarted_one_is_the_same(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            first = self.start("--state", folder)
            ready = first.event("ready")
            account = first.ask("account", pn=NUMBER, name="Ana")
            self.assertTrue(first.ask("quit")["ok"])
            self.assertEqual(first.wait(), 0)
            port = re.search(r":(\d+)/", ready["url"]).group(1)
            second = self.start("--state", folder, "--port", port)
            again = second.event("ready")
            self.assertEqual((again["url"], again["cert_key"]), (ready["url"], ready["cert_key"]))
            known = second.ask("stats")["accounts"]
            self.assertEqual([(a["pn"], a["lid"], a["name"]) for a in known], [(NUMBER, account["lid"], "Ana")])

            taken = subprocess.run([PROGRAM, "--port", port], stdin=subprocess.DEVNULL, capture_output=True, timeout=10)
            self.assertEqual(taken.returncode, 1, "the port is taken")

    @unittest.skipUnless(hasattr(signal, "SIGKILL"), "only where programs can be killed")
    def test_a_killed_one_loses_nobody(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            first = self.start("--state", folder)
            key = first.event("ready")["cert_key"]
            self.assertTrue(first.ask("account", pn=NUMBER, name="Ana")["ok"])
            first.process.send_signal(signal.SIGKILL)
            first.wait()
            second = self.start("--state", folder)
            self.assertEqual(second.event("ready")["cert_key"], key)
            self.assertEqual(len(second.ask("stats")["accounts"]), 1)

    def test_the_web_socket_declines_compression(self) -> None:
        url = self.start().event("ready")["url"]
        host, port = re.search(r"//(.*):(\d+)/", url).groups()
        with socket.create_connection((host, int(port)), timeout=10) as wire:
            wire.sendall((f"GET /ws/chat HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
                          "Origin: https://web.whatsapp.com\r\n\r\n").encode())
            head = b""
            while b"\r\n\r\n" not in head:
                head += wire.recv(4096)
        self.assertTrue(head.startswith(b"HTTP/1.1 101"), head)
        self.assertNotIn(b"extensions", head.lower())


if __name__ == "__main__":
    unittest.main(verbosity=2)
