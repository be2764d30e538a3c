#!/usr/bin/env python3
"""The desk's WhatsApp session, black box against wa-sim: the old routes over it, resets with and without the service, a lost key,
two programs on one folder, what a stop and a kill leave. The customers are phones of the simulator. Loopback only."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import unittest
from pathlib import Path

from desk import PROGRAM, Bridge, Desk, WhatsAppDesk, wait_until
from drivers import Driver
from passkey import Passkey

WASIM = os.environ.get("WASIM", "build/dev/bin/wa-sim")
DESK_NUMBER = "15550001001"
CUSTOMER = "15550001002"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
PANEL = os.environ.get("PASSKEY_PANEL", "")  # by hand: Qt WebEngine 6.8.2 breaks down with a virtual authenticator
NODE_DIR = Path(os.environ.get("NODE_DIR", "build/node")).absolute()


class Case(unittest.TestCase):
    def setUp(self) -> None:
        self.sim = self.service()
        self.desk = WhatsAppDesk(self.ready)
        self.addCleanup(self.desk.close)

    def service(self, *flags: str) -> Driver:
        sim = Driver(WASIM, *flags)
        self.addCleanup(sim.close)
        self.ready = sim.event("ready")
        return sim

    def ask(self, cmd: str, **arguments) -> dict:
        answer = self.sim.ask(cmd, **arguments)
        self.assertTrue(answer["ok"], answer)
        return answer

    def linked(self) -> None:
        self.desk.start()
        self.desk.pair(self.sim, DESK_NUMBER)
        self.ask("account", pn=CUSTOMER, name="Ana")

    def write(self, text: str) -> None:
        self.ask("phone_send", **{"from": CUSTOMER}, to=f"{DESK_NUMBER}@s.whatsapp.net", text=text)

    def heard(self, text: str, timeout: float = 20) -> None:
        self.sim.event("phone_message", timeout=timeout, account=CUSTOMER, text=text)

    def ticket(self) -> int:
        """Of the customer, who asks for a person."""
        self.write("mi impresora no imprime, quiero hablar con una persona")
        tickets = wait_until(lambda: self.desk.get("/api/v1/tickets")["data"], 30, "a ticket")
        return tickets[0]["id"]

    def texts(self, ticket: int) -> list[str]:
        return [message["text"] for message in self.desk.messages(ticket)]

    def admin_post(self, path: str, body: dict | None = None) -> int:
        return self.desk.request("POST", path, body or {}, token=self.desk.admin(), raw=True)[0]

    def admin_delete(self, path: str) -> int:
        return self.desk.request("DELETE", path, token=self.desk.admin(), raw=True)[0]

    def state(self, *states: str, cause: str | None = None, timeout: float = 30) -> dict:
        def there():
            link = self.desk.link()
            return link if link["state"] in states and (cause is None or link["cause"] == cause) else None
        return wait_until(there, timeout, f"state {states} {cause}")

    def no_violations(self) -> None:
        self.assertEqual(self.sim.seen("violation"), [])


class Routes(Case):
    def test_the_old_routes_work_over_whatsapp(self) -> None:
        self.linked()
        ticket = self.ticket()
        for path, text in ((f"/ticket/{ticket}/enviar-mensaje", "ya voy"), (f"/responder/{ticket}", "¿está encendida?")):
            status, body = self.desk.request("POST", path, {"mensaje": text})
            self.assertEqual((status, body["status"], body["mensaje"]), (200, "ok", text))
            self.heard(text)
        self.write("sí, está encendida")
        wait_until(lambda: "sí, está encendida" in self.texts(ticket), what="the answer")
        self.assertEqual(self.desk.get("/tickets")["tickets"][0][0], ticket)
        self.assertIn("sí, está encendida", [m["content"] for m in self.desk.get(f"/ticket/{ticket}/conversacion")["historial"]])
        wait_until(lambda: {m["state"] for m in self.desk.messages(ticket) if m["text"] == "ya voy"} == {"delivered"}, what="✓✓")
        self.no_violations()

    def test_there_is_no_bridge(self) -> None:
        self.desk.start()
        status, body = self.desk.say(f"{CUSTOMER}@s.whatsapp.net", "hola")
        self.assertEqual((status, body["code"]), (409, "conflict"))
        self.assertEqual(self.desk.get("/api/v1/tickets")["data"], [])

    def test_health_says_how_the_link_stands(self) -> None:
        self.desk.start()
        self.state("unpaired")
        body = self.desk.get("/health/ready")
        self.assertEqual((body["status"], body["checks"]["whatsapp"]["state"]), ("degraded", "unpaired"))
        self.desk.pair(self.sim, DESK_NUMBER)
        self.assertEqual(self.desk.get("/health/ready")["checks"]["whatsapp"]["state"], "ok")

    def test_the_log_tells_no_texts_and_no_whole_numbers(self) -> None:
        self.linked()
        ticket = self.ticket()
        self.desk.request("POST", f"/api/v1/tickets/{ticket}/messages", {"text": "palabras secretas"})
        self.heard("palabras secretas")
        self.desk.stop()
        log = "".join(file.read_text() for file in Path(self.desk.folder, "data/logs").iterdir())
        self.assertIn("ready", log)
        for hidden in (CUSTOMER, DESK_NUMBER, "impresora", "palabras"):
            self.assertNotIn(hidden, log)


class Session(Case):
    def test_a_pairing_can_be_called_off(self) -> None:
        self.desk.start()
        self.assertEqual(self.admin_post("/api/v1/whatsapp/pairing", {"method": "qr"}), 202)
        wait_until(lambda: self.desk.link()["qr"], what="a code")
        status = self.desk.request("DELETE", "/api/v1/whatsapp/pairing", token=self.desk.admin(), raw=True)[0]
        self.assertEqual(status, 204)
        link = self.state("unpaired", cause="pairing_cancelled")
        self.assertIsNone(link["qr"])
        self.desk.pair(self.sim, DESK_NUMBER)  # and begun again

    def test_by_a_code_that_is_typed(self) -> None:
        self.desk.start()
        self.ask("account", pn=DESK_NUMBER, name="Mesa")
        status, body = self.desk.request("POST", "/api/v1/whatsapp/pairing", {"method": "code", "phone": DESK_NUMBER},
                                         token=self.desk.admin())
        self.assertEqual(status, 202)
        self.assertEqual(self.desk.link()["pairing_code"], body["pairing_code"])
        self.ask("enter_code", pn=DESK_NUMBER, code=body["pairing_code"])
        link = self.state("ready")
        self.assertEqual((link["phone"], link["pairing_code"], link["qr"]), (DESK_NUMBER, None, None))
        self.assertEqual(self.admin_post("/api/v1/whatsapp/pairing", {"method": "qr"}), 409)

    def asked_for_the_passkey(self) -> tuple[Passkey, dict]:
        """An account that wants it has scanned the code."""
        self.desk.start()
        file = self.ask("account", pn=DESK_NUMBER, name="Mesa", passkey=True)["passkey_file"]
        self.admin_post("/api/v1/whatsapp/pairing", {"method": "qr"})
        text = wait_until(lambda: (self.desk.link()["qr"] or {}).get("text"), what="a code")
        self.sim.send("scan", qr=text, pn=DESK_NUMBER)
        return Passkey(file), wait_until(lambda: self.desk.link()["passkey"], what="the question")

    def supply(self, assertion: dict) -> int:
        return self.admin_post("/api/v1/whatsapp/pairing/passkey", {"assertion": assertion})

    def test_an_account_shows_its_passkey(self) -> None:
        passkey, asked = self.asked_for_the_passkey()
        self.assertEqual(asked["options"]["rpId"], "whatsapp.com")
        self.assertEqual(self.supply({"id": "x"}), 400)
        self.assertEqual(self.supply(passkey.assertion({"challenge": "AAAA"})), 400)  # of another question
        self.assertEqual(self.supply(passkey.assertion(asked["options"])), 202)
        self.assertEqual(self.state("ready")["passkey"], None)
        self.assertEqual(self.supply(passkey.assertion(asked["options"])), 409)
        self.no_violations()

    def shown_by(self, passkey: Passkey, script: str, env: dict[str, str]) -> dict:
        """What a browser with a virtual authenticator answers."""
        question = {"script": script, "rp_id": passkey.rp_id,
                    "credential": base64.b64encode(passkey.credential).decode(),
                    "user": base64.b64encode(passkey.user).decode(), "pkcs8": base64.b64encode(passkey.pkcs8()).decode()}
        browser = subprocess.run([str(NODE_DIR / "bin" / "node"), str(Path(__file__).with_name("passkeybrowser.mjs"))],
                                 input=json.dumps(question).encode(), capture_output=True, timeout=90,
                                 env=os.environ | {"BAILEYS_DIR": str(NODE_DIR / "baileys")} | env)
        self.assertEqual(browser.returncode, 0, browser.stderr.decode())
        return json.loads(browser.stdout)

    @unittest.skipUnless(CHROMIUM, "there is no Chromium")
    def test_a_browser_shows_the_passkey(self) -> None:
        passkey, asked = self.asked_for_the_passkey()
        self.assertEqual(self.supply(self.shown_by(passkey, asked["script"], {"CHROMIUM": CHROMIUM})), 202)
        self.state("ready")
        self.no_violations()

    @unittest.skipUnless(PANEL, "there is no engine that knows passkeys")
    def test_a_window_of_ours_shows_the_passkey(self) -> None:
        passkey, asked = self.asked_for_the_passkey()
        answer = self.shown_by(passkey, asked["script"], {"PANEL": PANEL, "QT_QPA_PLATFORM": "offscreen"})
        self.assertEqual(self.supply(answer), 202)
        self.state("ready")
        self.no_violations()

    def test_nobody_shows_the_passkey(self) -> None:
        self.asked_for_the_passkey()
        self.admin_delete("/api/v1/whatsapp/pairing")
        link = self.state("unpaired")
        self.assertEqual((link["passkey"], link["passkey_needed"]), (None, False))

    def test_a_reset_takes_the_device_off_the_account(self) -> None:
        self.linked()
        self.assertEqual(self.admin_post("/api/v1/whatsapp/reset"), 204)
        link = self.state("unpaired")
        self.assertIsNone(link["phone"])
        self.assertEqual(self.device_count(), 0)
        self.desk.pair(self.sim, DESK_NUMBER)
        self.assertEqual(self.device_count(), 1)
        ticket = self.ticket()
        self.desk.request("POST", f"/api/v1/tickets/{ticket}/messages", {"text": "de nuevo aquí"})
        self.heard("de nuevo aquí")

    def device_count(self) -> int:
        (account,) = [a for a in self.ask("stats")["accounts"] if a["pn"] == DESK_NUMBER]
        return len(account["devices"])

    def test_a_reset_works_without_the_service(self) -> None:
        self.linked()
        self.sim.ask("quit")
        self.sim.wait()
        self.state("disconnected")
        self.assertEqual(self.admin_post("/api/v1/whatsapp/reset"), 204)
        self.assertIsNone(self.state("unpaired")["phone"])

    def test_unlinked_on_the_phone_it_stops_and_asks_for_a_person(self) -> None:
        self.linked()
        device = self.ask("stats")["accounts"][0]["devices"][0]["id"]
        self.ask("unlink", jid=f"{DESK_NUMBER}:{device}@s.whatsapp.net")
        self.assertEqual(self.state("stopped", cause="logged_out")["phone"], DESK_NUMBER)
        self.desk.kill()
        self.desk.start()
        self.state("stopped", cause="logged_out")
        self.desk.pair(self.sim, DESK_NUMBER)

    def test_a_lost_key_is_said_and_a_reset_makes_room(self) -> None:
        self.linked()
        self.assertEqual(self.desk.stop(), 0)
        key = Path(self.desk.folder, "data/whatsapp.db.key")
        kept = key.read_bytes()
        key.unlink()
        self.desk.start()
        self.state("stopped")
        cause = self.desk.link()["cause"]
        self.assertIn(cause, ("session_key_missing", "keychain_unavailable"))
        self.assertNotIn(self.admin_post("/api/v1/whatsapp/pairing", {"method": "qr"}), (200, 202))
        # It was only elsewhere: the session is as it was.
        key.write_bytes(kept)
        key.chmod(0o600)
        self.admin_post("/api/v1/whatsapp/reconnect")
        self.desk.ready_again()
        # It is really gone.
        self.assertEqual(self.desk.stop(), 0)
        key.unlink()
        self.desk.start()
        self.state("stopped", cause=cause)
        self.assertEqual(self.admin_post("/api/v1/whatsapp/reset"), 204)
        self.state("unpaired")
        self.desk.pair(self.sim, DESK_NUMBER)

    def test_a_key_of_another_store_is_said(self) -> None:
        self.linked()
        self.assertEqual(self.desk.stop(), 0)
        key = Path(self.desk.folder, "data/whatsapp.db.key")
        key.write_bytes(bytes(32))
        self.desk.start()
        self.state("stopped", cause="session_key_wrong")
        self.assertEqual(self.admin_post("/api/v1/whatsapp/reset"), 204)
        self.state("unpaired")

    def test_a_second_program_is_refused(self) -> None:
        self.linked()
        second = subprocess.run([os.path.abspath(PROGRAM), "--data-dir", str(self.desk.folder / "data"), "--http-port", "0"],
                                capture_output=True, text=True, env=self.desk.environment, cwd=self.desk.folder, timeout=30)
        self.assertEqual(second.returncode, 1)
        self.assertIn("another Ventanilla", second.stderr)
        self.assertEqual(self.state("ready")["phone"], DESK_NUMBER)  # the first one did not notice

    def test_what_waited_comes_in_order_after_a_kill_and_nothing_twice(self) -> None:
        self.linked()
        ticket = self.ticket()
        for round_ in range(3):
            texts = [f"mensaje {round_}-{i}" for i in range(20)]
            for text in texts[:10]:
                self.write(text)
            self.desk.kill()
            for text in texts[10:]:
                self.write(text)
            self.desk.start()
            self.desk.ready_again()
            wait_until(lambda: texts[-1] in self.texts(ticket), 60, "what waited")
            self.assertEqual([text for text in self.texts(ticket) if text.startswith(f"mensaje {round_}-")], texts)
        self.no_violations()

    def test_a_stop_is_clean_while_connected_and_while_not(self) -> None:
        self.linked()
        self.assertEqual(self.desk.stop(), 0)
        self.sim.ask("quit")
        self.sim.wait()
        self.desk.start()
        self.state("disconnected")
        self.assertEqual(self.desk.stop(), 0)


class Choice(unittest.TestCase):
    def test_an_old_installation_keeps_its_bridge(self) -> None:
        bridge = Bridge()
        self.addCleanup(bridge.stop)
        desk = Desk(bridge)
        self.addCleanup(desk.close)
        desk.start()
        self.assertEqual(desk.say(f"{CUSTOMER}@s.whatsapp.net", "hola")[0], 200)
        self.assertFalse(Path(desk.folder, "data/whatsapp.db").exists())
        status, body = desk.request("GET", "/api/v1/whatsapp")
        self.assertEqual((status, body["code"]), (409, "no_link"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
