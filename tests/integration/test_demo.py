#!/usr/bin/env python3
"""ventanillad --demo, black box: made-up customers on a simulated WhatsApp, without a phone. Standard library only; loopback only."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from desk import PROGRAM, TOKEN, Desk, wait_until

SPEED = "20"
# Whoever's story ends with a ticket: its fields.
STORIES = {
    "Rebeca Olvera": {"category": "hardware", "subcategory": "printer", "department": "Contabilidad", "equipment_type": "printer",
                      "asset_number": "2231", "priority": "high"},
    "Toño": {"category": "hardware", "subcategory": "power", "department": "Almacén", "equipment_type": "desktop"},
    "Mtra. Socorro Villaseñor": {"category": "software", "subcategory": "slow", "department": "Control escolar",
                                 "equipment_type": "desktop", "asset_number": "4521"},
    "Maribel Cruz": {"category": "hardware", "subcategory": "screen", "department": "Ventas", "equipment_type": "laptop",
                     "asset_number": "VT-0077"},
    "Ernesto Padilla": {"category": "hardware", "department": "Logística", "equipment_type": "phone"},
    "Chuy Landeros": {"category": "network", "department": "Ventas", "equipment_type": "network"},
    "Iván": {"category": "hardware", "subcategory": "power", "department": "Compras", "equipment_type": "laptop",
             "asset_number": "3307"},
    "Daniela Ruiz": {"category": "hardware", "subcategory": "printer", "equipment_type": "laptop", "asset_number": "1180"},
    "Ale 🌻": {"category": "account", "department": "Diseño", "equipment_type": "laptop"},
    "Thiago Moreira": {"category": "hardware", "subcategory": "power", "department": "Vendas", "equipment_type": "laptop"},
    "Emma Clarke": {"category": "network", "department": "Sales", "equipment_type": "laptop", "asset_number": "LT-4471"},
}


class DemoDesk(Desk):
    def __init__(self, folder=None, speed: str = SPEED, **environment):
        super().__init__(None, folder, **environment)
        self.flags = ["--demo", "--demo-speed", speed]

    def tickets(self) -> list[dict]:
        return self.get("/api/v1/tickets?limit=200")["data"]

    def ticket_of(self, requester: str) -> dict | None:
        found = [ticket for ticket in self.tickets() if ticket["requester"] == requester]
        assert len(found) <= 1, found
        return found[0] if found else None

    def ready_again(self) -> None:
        wait_until(lambda: self.get("/api/v1/whatsapp")["state"] == "ready", 30, "the link")

    def log(self) -> str:
        return "".join(path.read_text() for path in (self.folder / "data/logs").glob("*"))


class Demo(unittest.TestCase):
    def demo(self, *arguments, **environment) -> DemoDesk:
        desk = DemoDesk(*arguments, **environment)
        self.addCleanup(desk.close)
        return desk

    def everybody(self, desk: DemoDesk) -> None:
        wait_until(lambda: set(STORIES) <= {ticket["requester"] for ticket in desk.tickets()}, 60, "everybody's ticket")

    def test_customers_come_and_get_tickets(self) -> None:
        begun = time.monotonic()
        desk = self.demo().start()
        wait_until(desk.tickets, 15, "the first ticket")
        self.everybody(desk)
        self.assertLess(time.monotonic() - begun, 60)
        for requester, wanted in STORIES.items():
            ticket = desk.ticket_of(requester)
            self.assertEqual({key: ticket[key] for key in wanted}, wanted, requester)

        # Who asked for a person has one coming; whom the steps helped has none; groups and status posts are nobody's.
        hugo = desk.ticket_of("Hugo Barrera")
        wait_until(lambda: any("proyector" in (m["text"] or "") for m in desk.messages(hugo["id"])), 20, "what Hugo adds")
        names = {ticket["requester"] for ticket in desk.tickets()}
        self.assertFalse(names & {"Lupita Arce", "Karina Solís", "Paulina Rentería"})
        customers = desk.get("/api/v1/customers?limit=200")["data"]
        self.assertFalse([c for c in customers if c["name"] in ("Karina Solís", "Paulina Rentería")])
        self.assertEqual(len({c["name"] for c in customers}), len(customers), "one customer a person")
        (private,) = [c for c in customers if c["name"].startswith("Ale")]
        addresses = private["addresses"]
        self.assertTrue(addresses and all(address.endswith("@lid") for address in addresses), addresses)

        # All that was said arrived, and the simulated service found nothing to object to.
        rebeca = desk.ticket_of("Rebeca Olvera")["id"]
        wait_until(lambda: all(m["state"] == "read" for m in desk.messages(rebeca) if m["direction"] == "out"), 20, "blue ticks")
        self.assertEqual(desk.stop(), 0)
        self.assertNotIn("objects", desk.log())
        self.assertNotIn("cannot", desk.log())
        self.assertNotIn("525555550101", desk.log())

    def test_it_says_that_it_is_a_demo(self) -> None:
        desk = self.demo().start()
        admin = desk.run("token", "add", "admin", "--scopes", "read,write,admin").stdout.strip()
        status, state = desk.request("GET", "/api/v1/auth/state", token=None)
        self.assertEqual((status, state["demo"]), (200, True))
        for path in ("/api/v1/auth/me", "/api/v1/settings", "/api/v1/whatsapp", "/health/ready"):
            status, body = desk.request("GET", path, token=admin)
            self.assertEqual((status, body["demo"]), (200, True), path)
        _, page = desk.request("GET", "/", token=None, raw=True)
        self.assertIn("Demostración".encode(), page)
        self.assertEqual(desk.stop(), 0)
        self.assertIn("DEMO", desk.log())

    def test_a_real_desk_says_that_it_is_none(self) -> None:
        desk = Desk(None)
        self.addCleanup(desk.close)
        desk.start()
        self.assertEqual(desk.request("GET", "/api/v1/auth/state", token=None)[1]["demo"], False)
        self.assertEqual(desk.get("/health/ready")["demo"], False)

    def test_a_technician_is_answered_and_news_too(self) -> None:
        desk = self.demo().start()
        ticket = wait_until(lambda: desk.ticket_of("Rebeca Olvera"), 20, "the first ticket")
        number = ticket["id"]

        def said() -> list[str]:
            chat = desk.get(f"/api/v1/customers/{ticket['customer_id']}/messages?limit=200")["data"]
            return [m["text"] for m in sorted(chat, key=lambda m: m["id"]) if m["direction"] == "in"]

        def answer_to(what, text: str) -> list[str]:
            before = len(said())
            what(text)
            wait_until(lambda: len(said()) > before, 20, f"answer to {text}")
            return said()[before:]

        def reply(text: str) -> None:
            status, _ = desk.request("POST", f"/api/v1/tickets/{number}/messages", {"text": text})
            self.assertEqual(status, 201)

        def become(state: str) -> None:
            status, _ = desk.request("PATCH", f"/api/v1/tickets/{number}", {"status": state})
            self.assertEqual(status, 200)

        time.sleep(1)  # what she says to the folio
        self.assertIn("junto a caja", " ".join(answer_to(reply, "Hola Rebeca, soy Luis. ¿En qué piso estás?")))
        self.assertIn("2231", " ".join(answer_to(reply, "¿Me confirmas el número de activo?")))
        answer_to(become, "assigned")
        answer_to(become, "in_repair")
        answer_to(become, "ready")
        # One who thanks for a closed ticket does not open it again.
        answer_to(become, "closed")
        time.sleep(1)
        self.assertEqual(desk.ticket_of("Rebeca Olvera")["status"], "closed")

    def test_a_restart_goes_on_and_doubles_nothing(self) -> None:
        desk = self.demo().start()
        for code in (0, None, 0, None):  # stopped and killed by turns, in the middle of the stories
            time.sleep(1.3)
            if code is None:
                desk.kill()
            else:
                self.assertEqual(desk.stop(), code)
            desk.start()
            desk.ready_again()
        # Who was cut off may have been lost a word, but nobody said a thing twice, and nobody has two tickets.
        wait_until(lambda: len(desk.tickets()) >= 8, 60, "tickets")
        requesters = [ticket["requester"] for ticket in desk.tickets()]
        self.assertEqual(len(set(requesters)), len(requesters), requesters)
        opened = {"Rebeca Olvera": "soy Rebeca Olvera", "Ernesto Padilla": "soy Ernesto Padilla", "Emma Clarke": "Hi! My laptop"}
        for customer in desk.get("/api/v1/customers?limit=200")["data"]:
            words = opened.get(customer["name"])
            if words:
                texts = [m["text"] for m in desk.get(f"/api/v1/customers/{customer['id']}/messages?limit=200")["data"]]
                self.assertEqual(len([text for text in texts if words in (text or "")]), 1, texts)
        # Everything is as it was, also when everybody is done.
        self.assertEqual(desk.stop(), 0)
        before = desk.start() and len(desk.tickets())
        desk.ready_again()
        self.assertGreaterEqual(len(desk.tickets()), before)

    def test_the_desk_reset_is_linked_again_by_itself(self) -> None:
        desk = self.demo().start()
        wait_until(desk.tickets, 15, "the first ticket")
        admin = desk.run("token", "add", "admin", "--scopes", "read,write,admin").stdout.strip()
        status, _ = desk.request("POST", "/api/v1/whatsapp/reset", {}, token=admin)
        self.assertEqual(status, 204)
        desk.ready_again()
        before = len(desk.tickets())
        wait_until(lambda: len(desk.tickets()) > before, 30, "more tickets")

    def test_a_real_desks_folder_is_left_alone(self) -> None:
        desk = Desk(None)
        self.addCleanup(desk.close)
        self.assertEqual(desk.run("seed-demo", "--tickets", "3", "--messages", "9").returncode, 0)
        refused = desk.run("--demo")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn(str(desk.folder / "data"), refused.stderr)
        self.assertFalse((desk.folder / "data/demo").exists())
        self.assertEqual(desk.run("channel").stdout.strip(), "whatsapp")

    def test_a_real_desk_leaves_the_demos_folder_alone(self) -> None:
        desk = self.demo().start()
        self.assertEqual(desk.stop(), 0)
        for command in ([], ["pair"]):
            refused = desk.run(*command)
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn("--demo", refused.stderr)
        self.assertEqual(desk.run("channel").stdout.strip(), "demo")

    def test_the_channel_is_told_in_one_word(self) -> None:
        desk = Desk(None)
        self.addCleanup(desk.close)
        self.assertEqual(desk.run("channel").stdout.strip(), "none")
        self.assertEqual(desk.run("channel", "--demo").stdout.strip(), "demo")
        self.assertEqual(desk.run("channel", "--channel", "bridge").stdout.strip(), "bridge")
        desk.environment["IP_LAPTOP"] = "127.0.0.1"
        self.assertEqual(desk.run("channel").stdout.strip(), "bridge")
        refused = desk.run("channel", "--demo", "--channel", "bridge")
        self.assertNotEqual(refused.returncode, 0)

    def test_the_demo_has_a_folder_beside_the_desks(self) -> None:
        with tempfile.TemporaryDirectory(prefix="ventanilla-") as home:
            environment = {"PATH": os.environ["PATH"], "HOME": home, "XDG_DATA_HOME": f"{home}/share", "API_TOKEN": TOKEN}
            process = subprocess.Popen([os.path.abspath(PROGRAM), "--demo", "--http-port", "0", "--print-ready"],
                                       stdout=subprocess.PIPE, env=environment, cwd=home)
            ready = json.loads(process.stdout.readline())
            self.assertEqual((ready["ready"], ready["demo"]), (True, True))
            process.terminate()
            self.assertEqual(process.wait(15), 0)
            process.stdout.close()
            folders = sorted(path.name for path in Path(home, "share").iterdir())
            self.assertEqual(folders, ["ventanilla-demo"])

    def test_it_stops_cleanly_at_any_time(self) -> None:
        desk = self.demo(None, "50")
        for wait in (0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.2, 0, 0.1):
            desk.start()
            time.sleep(wait)
            desk.process.terminate()
            if wait < 0.2:  # an impatient person
                desk.process.terminate()
            self.assertEqual(desk.process.wait(15), 0, wait)
            desk.process.stdout.close()

    def test_it_stops_cleanly_before_it_serves(self) -> None:
        desk = self.demo(None, "50")
        for wait in (0.1, 0.15, 0.2, 0.3, 0.4, 0.6):
            process = subprocess.Popen([os.path.abspath(PROGRAM), "--data-dir", str(desk.folder / "data"), "--http-port", "0",
                                        *desk.flags], stdout=subprocess.DEVNULL, env=desk.environment, cwd=desk.folder)
            time.sleep(wait)
            process.terminate()
            self.assertIn(process.wait(15), (0, -15), wait)  # -15: it had not yet begun to listen for it
        desk.start()  # and nothing is broken
        desk.ready_again()


if __name__ == "__main__":
    unittest.main(verbosity=2)
