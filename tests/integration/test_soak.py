#!/usr/bin/env python3
"""One hour of a department's day, ten times as busy: ventanillad on wa-sim, whose phones are the customers, with ten panels that
listen and look. Nothing is lost or said twice, and nothing grows: memory, descriptors, queues, the write-ahead log. SOAK_SECONDS
shortens it. Standard library only; loopback only."""

from __future__ import annotations

import collections
import os
import random
import statistics
import tempfile
import time
import unittest
from pathlib import Path

from desk import WhatsAppDesk, small_png, wait_until
from drivers import Driver
from eventstream import EventStream
from wacase import WASIM

SECONDS = float(os.environ.get("SOAK_SECONDS", "3600"))
DESK = "15550001001"
CUSTOMERS = {str(15550002000 + index): f"Cliente {index}" for index in range(60)}
PANELS = 10
BETWEEN = 4.3  # seconds between two things that happen: ten times 2,000 messages a day
WARM_UP = min(600.0, SECONDS / 4)  # caches, pools and the first tickets
MAX_GROWTH = 8 << 20
MAX_LOG = 16 << 20  # of the write-ahead log, bytes


class Soak(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.photo = Path(folder.name) / "photo.png"
        self.photo.write_bytes(small_png(width=640, height=480))
        self.chance = random.Random(7)
        self.sim = Driver(WASIM, "--media", "http")
        self.addCleanup(self.sim.close)
        self.desk = WhatsAppDesk(self.sim.event("ready"), VENTANILLA_WHATSAPP_MEDIA_PLAIN_HTTP="on")
        self.addCleanup(self.desk.close)
        self.desk.start()
        self.jid = self.desk.pair(self.sim, DESK)["jid"]
        for number, name in CUSTOMERS.items():
            self.ask("account", pn=number, name=name)
        self.panels = [EventStream(self.desk) for _ in range(PANELS)]
        for panel in self.panels:
            self.addCleanup(lambda panel=panel: panel.close())
        self.written: list[str] = []  # by customers
        self.sent: list[str] = []  # by technicians
        self.photos = 0
        self.drops = 0
        self.heard: collections.Counter[str] = collections.Counter()

    def ask(self, cmd: str, **arguments) -> dict:
        answer = self.sim.ask(cmd, **arguments)
        self.assertTrue(answer["ok"], answer)
        return answer

    # --- What happens -------------------------------------------------------------------------------------------------

    def customer_writes(self) -> None:
        text = f"mi computadora no enciende, soporte {len(self.written)}"
        self.written.append(text)
        self.ask("phone_send", **{"from": self.chance.choice(list(CUSTOMERS))}, to=f"{DESK}@s.whatsapp.net", text=text)

    def customer_sends_photo(self) -> None:
        self.photos += 1
        self.ask("phone_send", **{"from": self.chance.choice(list(CUSTOMERS))}, to=f"{DESK}@s.whatsapp.net",
                 file=str(self.photo), kind="image")

    def technician_answers(self) -> None:
        tickets = self.desk.get("/api/v1/tickets?limit=50")["data"]
        if tickets:
            text = f"lo reviso, respuesta {len(self.sent)}"
            status, body = self.desk.request("POST", f"/api/v1/tickets/{self.chance.choice(tickets)['id']}/messages",
                                             {"text": text})
            self.assertIn(status, (200, 201, 202), body)
            self.sent.append(text)

    def somebody_looks(self) -> None:
        for ticket in self.desk.get("/api/v1/tickets?limit=50")["data"][:3]:
            self.desk.get(f"/api/v1/tickets/{ticket['id']}/messages?limit=50")
        self.desk.get("/api/v1/tickets?q=enciende&limit=20")
        if self.chance.random() < 0.1:
            self.desk.get("/api/v1/stats")

    def status_changes(self) -> None:
        tickets = self.desk.get("/api/v1/tickets?status=new&limit=50")["data"]
        if tickets:
            self.desk.request("PATCH", f"/api/v1/tickets/{self.chance.choice(tickets)['id']}", {"status": "diagnosing"})

    def connection_drops(self) -> None:
        self.drops += 1
        self.ask("drop", jid=self.jid)

    def panel_comes_anew(self) -> None:
        at = self.chance.randrange(PANELS)
        self.panels[at].close()
        self.panels[at] = EventStream(self.desk, last=self.panels[at].last)

    # --- What is measured ---------------------------------------------------------------------------------------------

    def memory(self) -> int:
        """Resident memory of its own, bytes."""
        with open(f"/proc/{self.desk.process.pid}/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("RssAnon"))

    def descriptors(self) -> int:
        return len(os.listdir(f"/proc/{self.desk.process.pid}/fd"))

    def log_bytes(self) -> int:
        return max((file.stat().st_size for file in (self.desk.folder / "data").glob("*.db-wal")), default=0)

    def metric(self, name: str) -> float:
        status, text = self.desk.request("GET", "/metrics", raw=True)
        self.assertEqual(status, 200)
        (line,) = [line for line in text.decode().splitlines() if line.startswith(name + " ")]
        return float(line.rsplit(" ", 1)[1])

    def hear(self) -> None:
        """Takes what the customers' phones have got, so that this program does not keep it all."""
        for event in self.sim.seen("phone_message"):
            taken = self.sim.event("phone_message", id=event["id"], account=event["account"])
            if not taken["own"]:
                self.heard[taken["text"]] += 1
        for panel in self.panels:
            panel.raw.clear()
            panel.events.clear()

    def stored(self) -> collections.Counter[str]:
        found: collections.Counter[str] = collections.Counter()
        customers, cursor = [], ""
        while True:
            page = self.desk.get(f"/api/v1/customers?limit=200{cursor}")
            customers += page["data"]
            if not page["page"]["has_more"]:
                break
            cursor = f"&cursor={page['page']['next']}"
        for customer in customers:
            cursor = ""
            while True:
                page = self.desk.get(f"/api/v1/customers/{customer['id']}/messages?limit=200{cursor}")
                for message in page["data"]:
                    if message["direction"] == "in":
                        found[message["text"] if message["kind"] == "text" else message["kind"]] += 1
                if not page["page"]["has_more"]:
                    break
                cursor = f"&cursor={page['page']['next']}"
        return found

    def test_nothing_is_lost_and_nothing_grows(self):
        happenings = [(self.customer_writes, 45), (self.technician_answers, 25), (self.somebody_looks, 15),
                      (self.customer_sends_photo, 5), (self.status_changes, 5), (self.panel_comes_anew, 4),
                      (self.connection_drops, 1)]
        begun = time.monotonic()
        looked = begun
        samples: list[tuple[float, int, int]] = []
        slowest = 0.0
        while (now := time.monotonic()) - begun < SECONDS:
            (happening,) = self.chance.choices([what for what, _ in happenings], [weight for _, weight in happenings])
            happening()
            if now - looked > 30:
                looked = now
                self.hear()
                before = time.monotonic()
                self.desk.get("/api/v1/tickets?limit=50")
                slowest = max(slowest, time.monotonic() - before)
                samples.append((now - begun, self.memory(), self.descriptors()))
                self.assertLess(self.log_bytes(), MAX_LOG)
            time.sleep(self.chance.expovariate(1 / BETWEEN))
        for panel in self.panels:
            self.assertFalse(panel.ended)

        # A technician's words wait for nobody, the assistant's may be paced: everything leaves in its time.
        wait_until(lambda: self.metric('ventanilla_outbox_messages{state="queued"}') == 0, 900, "an empty queue")
        wait_until(lambda: self.metric("ventanilla_files_waiting") == 0, 60, "every file")
        wait_until(lambda: self.metric("ventanilla_inbox_pending_messages") == 0, 60, "every turn")
        expected = collections.Counter(self.written)
        wait_until(lambda: all(self.stored()[text] == 1 for text in expected), 60, "every message of a customer")
        stored = self.stored()
        self.assertEqual(stored["image"], self.photos)
        self.assertEqual({text: count for text, count in stored.items() if count != 1 and text != "image"}, {})
        time.sleep(5)
        self.hear()
        self.assertEqual({text: self.heard[text] for text in self.sent if self.heard[text] != 1}, {})
        self.assertEqual(self.metric("ventanilla_channel_missing_total"), 0)
        self.assertEqual(self.metric("ventanilla_event_streams_slow_total"), 0)
        self.assertEqual(self.sim.seen("violation"), [])

        early = [memory for at, memory, _ in samples if WARM_UP <= at < WARM_UP + SECONDS / 8]
        late = [memory for at, memory, _ in samples if at >= SECONDS * 7 / 8]
        growth = statistics.median(late) - statistics.median(early) if early and late else 0
        files = [count for at, _, count in samples if at >= WARM_UP]
        print(f"{SECONDS:.0f} s: {len(self.written)} messages and {self.photos} photos came, {len(self.sent)} answers and "
              f"{sum(self.heard.values()) - len(self.sent)} automatic texts went, {self.drops} drops; memory "
              f"{statistics.median(early or [0]) / 1e6:.1f} -> {statistics.median(late or [0]) / 1e6:.1f} MB, descriptors "
              f"{min(files or [0])}-{max(files or [0])}, slowest list {slowest * 1000:.0f} ms, log {self.log_bytes()} bytes")
        self.assertLess(growth, MAX_GROWTH)
        self.assertLess(max(files or [0]) - min(files or [0]), 30)


if __name__ == "__main__":
    unittest.main()
