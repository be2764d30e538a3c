#!/usr/bin/env python3
"""wa-cli against wa-sim, the real programs: pairing in every way, kills, bad servers, faults of the wire, a reconnect storm,
and wa-cli's own contract."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from drivers import Driver

WACLI = os.environ.get("WACLI", "build/dev/bin/wa-cli")
WASIM = os.environ.get("WASIM", "build/dev/bin/wa-sim")
NUMBER = "15550001001"


class Case(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="wa-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.store = str(self.folder / "session.db")

    def sim(self, *flags: str) -> Driver:
        sim = Driver(WASIM, *flags)
        self.addCleanup(sim.close)
        ready = sim.event("ready")
        sim.url, sim.key = ready["url"], ready["cert_key"]
        return sim

    def cli(self, sim: Driver, *flags: str, store: str | None = None) -> Driver:
        cli = Driver(WACLI, "--url", sim.url, "--cert-key", sim.key, "--store", store or self.store, *flags)
        self.addCleanup(cli.close)
        cli.event("ready")
        return cli

    def connected(self, cli: Driver) -> dict:
        self.assertTrue(cli.ask("connect")["ok"])
        return cli.event("connected")

    def pair(self, sim: Driver, *flags: str, store: str | None = None) -> tuple[Driver, str]:
        """A client that is paired by QR and connected, and its address."""
        cli = self.cli(sim, *flags, store=store)
        self.assertTrue(cli.ask("connect")["ok"])
        answer = sim.ask("scan", qr=cli.event("qr")["qr"], pn=NUMBER, name="Ana")
        self.assertTrue(answer["ok"], answer)
        self.assertEqual(cli.event("paired")["jid"], answer["jid"])
        self.assertEqual(cli.event("connected")["jid"], answer["jid"])
        return cli, answer["jid"]

    def device(self, sim: Driver) -> dict:
        return sim.ask("stats")["accounts"][0]["devices"][0]

    def no_violations(self, sim: Driver) -> None:
        self.assertEqual(sim.ask("stats")["stats"]["violations"], 0, sim._events)

    def quiet(self, *programs: Driver) -> None:
        for program in programs:
            self.assertNotIn(b"QSocketNotifier", program.errors)
            self.assertNotIn(b"QObject", program.errors)


class Pairing(Case):
    def test_by_qr_and_again_from_the_store(self) -> None:
        sim = self.sim()
        cli, jid = self.pair(sim)
        self.assertEqual(cli.ask("me")["jid"], jid)
        self.assertEqual(self.device(sim)["prekeys"], 812)
        self.assertTrue(cli.ask("quit")["ok"])
        self.assertEqual(cli.wait(), 0)
        again = self.cli(sim)
        self.assertEqual(self.connected(again)["jid"], jid)
        self.no_violations(sim)
        self.quiet(sim, cli, again)

    def test_by_code(self) -> None:
        sim = self.sim()
        sim.ask("account", pn=NUMBER, name="Ana")
        cli = self.cli(sim, store="memory")
        cli.ask("connect")
        cli.event("qr")
        answer = cli.ask("pair_code", phone="+1 555 000 1001")
        self.assertRegex(answer["code"], r"^[1-9A-HJ-NP-TV-Z]{8}$")
        self.assertTrue(sim.ask("enter_code", pn=NUMBER, code=answer["code"])["ok"])
        cli.event("paired")
        cli.event("connected")
        self.no_violations(sim)

    def test_with_a_passkey(self) -> None:
        for fault in (None, "no-options", "second-continuation"):
            with self.subTest(fault=fault):
                sim = self.sim()
                file = sim.ask("account", pn=NUMBER, name="Ana", passkey=True)["passkey_file"]
                cli = self.cli(sim, "--passkey-key", file, store="memory")
                cli.ask("connect")
                sim.ask("scan", qr=cli.event("qr")["qr"], pn=NUMBER, **({"fault": fault} if fault else {}))
                self.assertEqual(cli.event("passkey_request")["options"]["rpId"], "whatsapp.com")
                code = cli.event("passkey_code")
                self.assertTrue(code["skip"])
                self.assertEqual(code["code"], sim.event("phone_code")["code"])
                cli.event("connected")
                self.no_violations(sim)

    def test_without_the_passkey_it_ends(self) -> None:
        sim = self.sim()
        sim.ask("account", pn=NUMBER, name="Ana", passkey=True)
        cli = self.cli(sim, store="memory")
        cli.ask("connect")
        sim.ask("scan", qr=cli.event("qr")["qr"], pn=NUMBER)
        cli.event("passkey_request")
        self.assertEqual(cli.event("disconnected")["reason"], "pairing_failed")

    def test_a_faulty_phone_is_refused_and_the_next_one_is_not(self) -> None:
        for fault in ("hmac", "account-signature"):
            with self.subTest(fault=fault):
                sim = self.sim()
                cli = self.cli(sim, store=str(self.folder / fault))
                cli.ask("connect")
                first = cli.event("qr")["qr"]
                sim.ask("scan", qr=first, pn=NUMBER, name="Ana", fault=fault)
                ended = cli.event("disconnected")
                self.assertEqual(ended["reason"], "pairing_failed")
                self.assertIn({"hmac": "hmac-mismatch", "account-signature": "signature-mismatch"}[fault], ended["detail"])
                self.assertFalse(cli.ask("me")["ok"])
                cli.ask("connect")
                second = cli.event("qr")["qr"]
                self.assertNotEqual(first.split(",")[1], second.split(",")[1], "new keys")
                self.assertTrue(sim.ask("scan", qr=second, pn=NUMBER)["ok"])
                cli.event("connected")
                self.no_violations(sim)

    def test_a_bad_certificate_ends_it_before_anything_is_told(self) -> None:
        for fault, what in {"root": "root", "intermediate": "intermediate", "leaf-key": "another key",
                            "leaf-expired": "expired"}.items():
            with self.subTest(fault=fault):
                sim = self.sim("--bad-cert", fault)
                cli = self.cli(sim, store="memory")
                cli.ask("connect")
                ended = cli.event("disconnected")
                self.assertEqual(ended["reason"], "untrusted")
                self.assertIn(what, ended["detail"])

    def test_frames_in_any_form(self) -> None:
        for flags, split in ((["--compress-over", "0"], 0), (["--compress-over", "50"], 11), ([], 1)):
            with self.subTest(flags=flags, split=split):
                sim = self.sim(*flags)
                self.assertTrue(sim.ask("split", bytes=split)["ok"])
                self.pair(sim, store="memory")
                self.no_violations(sim)

    @unittest.skipUnless(hasattr(signal, "SIGKILL"), "only where programs can be killed")
    def test_killed_after_the_pairing_it_logs_in_again(self) -> None:
        sim = self.sim()
        for round_ in range(3):
            with self.subTest(round=round_):
                store = str(self.folder / f"killed{round_}")
                cli, jid = self.pair(sim, store=store)
                cli.process.send_signal(signal.SIGKILL)
                cli.wait()
                self.assertEqual(self.connected(self.cli(sim, store=store))["jid"], jid)
        self.no_violations(sim)

    @unittest.skipUnless(hasattr(signal, "SIGKILL"), "only where programs can be killed")
    def test_killed_right_after_paired_it_logs_in_again(self) -> None:
        sim = self.sim()
        sim.ask("timers", closing_ms=2000)
        for round_ in range(3):
            with self.subTest(round=round_):
                store = str(self.folder / f"killed{round_}")
                cli = self.cli(sim, store=store)
                cli.ask("connect")
                jid = sim.ask("scan", qr=cli.event("qr")["qr"], pn=NUMBER, name="Ana")["jid"]
                cli.event("paired")
                cli.process.send_signal(signal.SIGKILL)
                cli.wait()
                self.assertEqual(self.connected(self.cli(sim, store=store))["jid"], jid)

    @unittest.skipUnless(hasattr(signal, "SIGKILL"), "only where programs can be killed")
    def test_killed_while_a_code_is_shown_it_pairs_with_the_same_keys(self) -> None:
        sim = self.sim()
        cli = self.cli(sim)
        cli.ask("connect")
        shown = cli.event("qr")["qr"].split(",")
        cli.process.send_signal(signal.SIGKILL)
        cli.wait()
        again = self.cli(sim)
        again.ask("connect")
        code = again.event("qr")["qr"]
        self.assertEqual(code.split(",")[1:4], shown[1:4])
        self.assertTrue(sim.ask("scan", qr=code, pn=NUMBER)["ok"])
        again.event("connected")


class Staying(Case):
    def test_a_cut_connection_comes_back(self) -> None:
        sim = self.sim()
        cli, jid = self.pair(sim, store="memory")
        for _ in range(2):
            self.assertTrue(sim.ask("drop", jid=jid)["ok"])
            ended = cli.event("disconnected")
            self.assertEqual(ended["reason"], "connection_lost")
            self.assertGreater(ended["until"], time.time() * 1000 - 2000)
            cli.event("connected")
        self.assertEqual(cli.ask("stats")["stats"]["connects"], 3)
        self.quiet(sim, cli)

    def test_without_reconnecting_it_stays_away(self) -> None:
        sim = self.sim()
        cli, jid = self.pair(sim, "--no-reconnect", store="memory")
        sim.ask("drop", jid=jid)
        self.assertNotIn("until", cli.event("disconnected"))
        self.assertFalse(cli.ask("send_node", node={"tag": "iq", "attrs": {"type": "get", "xmlns": "w:p"}})["ok"])
        self.connected(cli)

    def test_a_stalled_handshake_times_out(self) -> None:
        sim = self.sim()
        sim.ask("timers", handshake_ms=120000)
        sim.ask("stall", what="handshake")
        cli = self.cli(sim, store="memory")
        cli.ask("connect")
        ended = cli.event("disconnected", timeout=30)
        self.assertEqual(ended["reason"], "timed_out")
        sim.ask("stall", what="handshake", n=0)
        cli.event("qr")

    def test_endings_are_told(self) -> None:
        sim = self.sim()
        cli, jid = self.pair(sim)
        sim.ask("kick", jid=jid, conflict="replaced")
        self.assertEqual(cli.event("disconnected")["reason"], "replaced")
        self.connected(cli)
        sim.ask("refuse_login", jid=jid, reason=402, code=101, expire=3600)
        cli.ask("disconnect")
        cli.event("disconnected")
        cli.ask("connect")
        banned = cli.event("disconnected")
        self.assertEqual((banned["reason"], banned["code"]), ("banned", 402))
        self.assertAlmostEqual(banned["until"] / 1000, time.time() + 3600, delta=60)
        cli.ask("connect")
        self.assertEqual(cli.event("disconnected", reason="banned")["code"], 402)

    def test_unlinked_it_pairs_anew(self) -> None:
        sim = self.sim()
        cli, jid = self.pair(sim)
        sim.ask("unlink", jid=jid)
        self.assertEqual(cli.event("disconnected")["reason"], "logged_out")
        cli.event("logged_out")
        cli.ask("connect")
        self.assertTrue(sim.ask("scan", qr=cli.event("qr")["qr"], pn=NUMBER)["ok"])
        cli.event("connected")

    def test_logging_out_ends_it(self) -> None:
        sim = self.sim()
        cli, jid = self.pair(sim)
        self.assertTrue(cli.ask("logout")["ok"])
        cli.event("logged_out")
        self.assertEqual(sim.event("unlinked")["jid"], jid)
        self.assertFalse(cli.ask("me")["ok"])
        self.assertEqual(sim.ask("stats")["accounts"][0]["devices"], [])

    def test_few_keys_are_made_up(self) -> None:
        sim = self.sim()
        _, jid = self.pair(sim, store="memory")
        sim.ask("prekeys", jid=jid, keep=2)
        deadline = time.monotonic() + 10
        while self.device(sim)["prekeys"] < 812 and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertEqual(self.device(sim)["prekeys"], 812)
        self.assertEqual(self.device(sim)["unacked"], 0)

    def test_a_reconnect_storm(self) -> None:
        """The service goes and comes ten times: the client is back each time. It was never stable for a minute, so that its
        delays grow over all of them; asking for the connection by hand does not wait."""
        state = str(self.folder / "service")
        sim = self.sim("--state", state)
        port = re.search(r":(\d+)/", sim.url).group(1)
        cli, jid = self.pair(sim)
        delays = []
        for round_ in range(10):
            sim.ask("quit")
            sim.wait()
            gone = time.time() * 1000
            ended = cli.event("disconnected", reason="connection_lost")
            delays.append(ended["until"] - gone)
            sim = self.sim("--state", state, "--port", port)
            if delays[-1] > 1500:
                cli.ask("connect")
            self.assertEqual(cli.event("connected", timeout=20)["jid"], jid, round_)
        for at, seconds in enumerate((1, 1, 2, 3, 5, 8, 13, 21, 34, 55)):
            self.assertAlmostEqual(delays[at] / 1000, seconds, delta=seconds * 0.1 + 0.6, msg=str(delays))
        self.no_violations(sim)
        self.quiet(cli)

    def test_the_delays_grow_while_the_service_is_away(self) -> None:
        sim = self.sim()
        cli, _ = self.pair(sim, store="memory")
        sim.ask("quit")
        sim.wait()
        untils = [cli.event("disconnected")["until"]]
        for _ in range(4):
            untils.append(cli.event("disconnected", timeout=20, reason="connect_failed")["until"])
        gaps = [(later - earlier) / 1000 for earlier, later in zip(untils, untils[1:])]
        for gap, seconds in zip(gaps, (1, 2, 3, 5)):
            self.assertAlmostEqual(gap, seconds, delta=seconds * 0.1 + 0.6, msg=str(gaps))


class Contract(Case):
    def run_cli(self, *flags: str, stdin: str = "") -> subprocess.CompletedProcess:
        return subprocess.run([WACLI, *flags], input=stdin.encode(), capture_output=True, timeout=20)

    def test_wrong_flags_end_it_at_once(self) -> None:
        key = "11" * 32
        for flags in (["--nope"], ["word"], ["--url"], ["--log", "loud"],
                      ["--cert-key", key],
                      ["--cert-key", key, "--url", "wss://web.whatsapp.com/ws/chat"],
                      ["--cert-key", key, "--url", "ws://localhost.example.com/"],
                      ["--cert-key", key, "--url", "ws://127.0.0.1.example.com/"],
                      ["--cert-key", key, "--url", "ws://192.168.0.1/"],
                      ["--cert-key", key[2:], "--url", "ws://127.0.0.1:1/"],
                      ["--cert-key", "xyz", "--url", "ws://127.0.0.1:1/"],
                      ["--cert-key", "", "--url", "ws://127.0.0.1:1/"],
                      ["--media-plain-http"],
                      ["--media-plain-http", "--url", "wss://web.whatsapp.com/ws/chat"],
                      ["--passkey-key", str(self.folder / "none")]):
            with self.subTest(flags=flags):
                done = self.run_cli(*flags)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertEqual(done.stdout, b"")
                self.assertTrue(done.stderr)

    def test_the_flags_of_the_contract_are_known(self) -> None:
        done = self.run_cli("--url", "ws://127.0.0.1:1/", "--cert-key", "11" * 32, "--name", "N", "--store", "memory",
                            "--push-name", "P", "--media-ca", "ca.pem", "--history", "--no-reconnect", "--log", "debug",
                            "--trace")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, b'{"ev":"ready"}\n')

    def test_a_store_that_cannot_be_opened_is_an_error(self) -> None:
        (self.folder / "text").write_text("no database, but long enough to be read as the head of one" * 10)
        done = self.run_cli("--store", str(self.folder / "text"))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, b"")

    def test_commands_are_answered_in_order(self) -> None:
        done = self.run_cli(stdin='{"cmd":"sleep","ms":50,"tag":1}\n{"cmd":"dance","tag":2}\nnonsense\n\n'
                                  '{"cmd":"stats","tag":{"x":[1]}}\n{"cmd":"me"}\n{"cmd":"quit","tag":"end"}')
        lines = done.stdout.decode().splitlines()
        self.assertEqual(lines[0], '{"ev":"ready"}')
        self.assertEqual(done.returncode, 0)
        cli = Driver(WACLI)
        self.addCleanup(cli.close)
        cli.send("sleep", ms=50, tag=1)
        cli.send("dance", tag=2)
        cli.write("nonsense\n[]\n\n")
        cli.send("stats", tag={"x": [1]})
        cli.send("me")
        results = [cli.result() for _ in range(6)]
        self.assertEqual([r.get("tag") for r in results], [1, 2, None, None, {"x": [1]}, None])
        self.assertEqual([r["ok"] for r in results], [True, False, False, False, True, False])
        self.assertEqual(results[1]["error"], "unknown command dance")
        self.assertEqual(set(results[4]["stats"]),
                         {"connects", "disconnects", "messages_in", "messages_out", "receipts_in", "retries_in",
                          "decrypt_errors", "media_ok", "media_bad", "errors"})
        for command in ("pair_code", "passkey_confirm", "logout", "send_node", "presence", "disconnect"):
            self.assertFalse(cli.ask(command)["ok"], command)
        self.assertTrue(cli.ask("quit")["ok"])
        self.assertEqual(cli.wait(), 0)

    def test_a_root_key_goes_to_this_computer_only(self) -> None:
        sim = self.sim()
        cli = self.cli(sim, store="memory")
        for arguments in ({"url": "wss://web.whatsapp.com/ws/chat"}, {"url": "ws://example.com/", "cert_key": sim.key},
                          {"cert_key": "11"}):
            self.assertFalse(cli.ask("connect", **arguments)["ok"], arguments)
        self.assertTrue(cli.ask("connect")["ok"])
        cli.event("qr")

    def test_the_end_of_input_ends_it_while_connected(self) -> None:
        sim = self.sim()
        cli, _ = self.pair(sim)
        cli.process.stdin.close()
        self.assertEqual(cli.wait(), 0)
        self.quiet(cli)

    def test_secrets_are_not_logged(self) -> None:
        sim = self.sim()
        cli = self.cli(sim, "--log", "debug", "--trace")
        cli.ask("connect")
        code = cli.event("qr")["qr"]
        sim.ask("scan", qr=code, pn=NUMBER, name="Ana")
        cli.event("connected")
        cli.ask("quit")
        cli.wait()
        cli.close()
        import base64
        secret = code.split(",")[3]
        self.assertIn(b"pair-success", cli.errors)
        self.assertNotIn(secret.encode(), cli.errors)
        self.assertNotIn(base64.b64decode(secret).hex().encode(), cli.errors)


if __name__ == "__main__":
    unittest.main(verbosity=2)
