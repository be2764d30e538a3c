#!/usr/bin/env python3
"""After each reconnect the desk says what came of what had waited: nothing is lost, or it is known which chats have a hole. Black box
against wa-sim, whose phones are the customers. Standard library only; loopback only."""

from __future__ import annotations

import os
import unittest

from desk import WhatsAppDesk, wait_until
from drivers import Driver
from eventstream import EventStream

WASIM = os.environ.get("WASIM", "build/dev/bin/wa-sim")
DESK_NUMBER = "15550001001"
CUSTOMERS = {"15550001002": "Ana", "15550001003": "Beto"}


class Gap(unittest.TestCase):
    def setUp(self) -> None:
        self.sim = Driver(WASIM)
        self.addCleanup(self.sim.close)
        self.desk = WhatsAppDesk(self.sim.event("ready"))
        self.addCleanup(self.desk.close)
        self.desk.start()
        self.jid = self.desk.pair(self.sim, DESK_NUMBER)["jid"]
        for number, name in CUSTOMERS.items():
            self.ask("account", pn=number, name=name)
            self.write(number, "hola, mi impresora no imprime")
        wait_until(lambda: len(self.desk.get("/api/v1/customers")["data"]) == 2, 20, "the customers")
        self.customers = {c["name"]: c["id"] for c in self.desk.get("/api/v1/customers")["data"]}
        self.events = EventStream(self.desk, query="?topics=channel.caught_up")
        self.addCleanup(self.events.close)

    def ask(self, cmd: str, **arguments) -> dict:
        answer = self.sim.ask(cmd, **arguments)
        self.assertTrue(answer["ok"], answer)
        return answer

    def write(self, number: str, text: str) -> None:
        self.ask("phone_send", **{"from": number}, to=f"{DESK_NUMBER}@s.whatsapp.net", text=text)

    def away(self, *written: tuple[str, str]) -> dict:
        """What is written while the desk does not hear, then a new connection. @return what the desk says of it."""
        before = self.desk.link()["caught_up"]
        self.ask("mute", jid=self.jid)
        for number, text in written:
            self.write(number, text)
        self.ask("drop", jid=self.jid)
        wait_until(lambda: self.desk.link()["caught_up"] != before, 60, "the desk's word")
        return self.desk.link()["caught_up"]

    def metric(self, name: str) -> float:
        status, text = self.desk.request("GET", "/metrics", raw=True)
        self.assertEqual(status, 200)
        (line,) = [line for line in text.decode().splitlines() if line.startswith(name + " ")]
        return float(line.split()[1])

    def texts(self, name: str) -> list[str]:
        found = self.desk.get(f"/api/v1/customers/{self.customers[name]}/messages?limit=200")["data"]
        return [message["text"] for message in found if message["kind"] == "text"]

    def test_nothing_is_lost(self) -> None:
        told = self.away(*[("15550001002", f"mensaje {n}") for n in range(7)])
        self.assertGreaterEqual(told["announced"], 7)
        self.assertEqual((told["stored"], told["missing"], told["holes"]), (told["announced"], 0, []))
        wait_until(lambda: "mensaje 6" in self.texts("Ana"), 20, "the messages")
        event = self.events.wait_for("channel.caught_up", lambda data: data["announced"] >= 7)
        self.assertEqual(event["data"], told)
        self.assertGreaterEqual(self.metric("ventanilla_channel_stored_total"), 7)
        self.assertEqual(self.metric("ventanilla_channel_missing_total"), 0)
        self.assertEqual(self.metric("ventanilla_channel_holes"), 0)

    def test_what_is_spoiled_on_its_way_comes_again_and_is_no_hole(self) -> None:
        self.ask("mangle", jid=self.jid, n=1)
        told = self.away(("15550001002", "este llega a la segunda"), ("15550001003", "este a la primera"))
        self.assertEqual((told["missing"], told["holes"]), (0, []))
        wait_until(lambda: "este llega a la segunda" in self.texts("Ana"), 20, "the message that was sent again")

    def test_a_hole_is_named(self) -> None:
        self.ask("mangle", jid=self.jid, n=100)
        told = self.away(("15550001003", "nadie leerá esto"))
        self.assertEqual(told["missing"], 0)
        self.assertEqual(told["holes"], [{"customer_id": self.customers["Beto"], "messages": 1}])
        event = self.events.wait_for("channel.caught_up", lambda data: data["holes"])
        self.assertEqual(event["data"], told)
        self.assertEqual(self.metric("ventanilla_channel_unreadable_total"), 1)
        self.assertEqual(self.metric("ventanilla_channel_holes"), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
