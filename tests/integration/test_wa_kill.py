#!/usr/bin/env python3
"""SIGKILL of ventanillad at random moments, while customers on WhatsApp and a technician write to each other: nothing that
the service counts as taken is lost, nothing is told twice, no state moves down and no key is used twice.

KILL_ROUNDS and KILL_SEED may be set. The customers are phones of the simulator's and one Baileys.
"""

from __future__ import annotations

import collections
import os
import random
import threading
import time
from collections.abc import Callable

from desk import WhatsAppDesk, wait_until
from drivers import Driver
from wacase import WaCase, main, user

ROUNDS = int(os.environ.get("KILL_ROUNDS", "20"))
SEED = int(os.environ.get("KILL_SEED", str(int(time.time()))))
DESK_NUMBER = "15550001001"
BAILEYS_NUMBER = "15550001002"
PHONES = [f"1555000200{i}" for i in range(4)]
RANKS = {"queued": 0, "sending": 1, "refused": 1, "accepted": 2, "delivered": 3, "read": 4, "played": 5}


class Load:
    """Customers and a technician that write as long as the desk lives; what they have written is kept by its text."""

    def __init__(self, sim: Driver, baileys: Driver, desk: WhatsAppDesk, to: str, tickets: dict[str, int]) -> None:
        self.sim, self.baileys, self.desk, self.to, self.tickets = sim, baileys, desk, to, tickets
        self.written: dict[str, str] = {}  # id -> text, by customers
        self.replied: dict[str, int] = {}  # text -> ticket, answered with 201
        self.turns = collections.Counter()
        self.failures: list[str] = []

    def keep(self, work: Callable[[threading.Event], None], stop: threading.Event) -> None:
        """Runs it in a thread of its own, whose failures would otherwise be nobody's."""
        try:
            work(stop)
        except Exception as failure:  # noqa: BLE001
            self.failures.append(repr(failure))

    def text(self, who: str) -> str:
        self.turns[who] += 1
        return f"{who} {self.turns[who]}"

    def phones(self, stop: threading.Event) -> None:
        while not stop.is_set():
            for number in PHONES:
                text = self.text(number)
                answer = self.sim.ask("phone_send", **{"from": number}, to=self.to, text=text)
                assert answer["ok"], answer
                self.written[answer["id"]] = text
            stop.wait(0.02)

    def one_baileys(self, stop: threading.Event) -> None:
        while not stop.is_set():
            text = self.text(BAILEYS_NUMBER)
            self.baileys.send("text", to=self.to, text=text)
            answer = self.baileys.result(60)
            assert answer["ok"], answer
            self.written[answer["id"]] = text
            stop.wait(0.05)

    def technician(self, stop: threading.Event) -> None:
        while not stop.is_set():
            for number in self.tickets.values():
                text = self.text("respuesta")
                try:
                    status, _ = self.desk.request("POST", f"/api/v1/tickets/{number}/messages", {"text": text})
                except (OSError, ValueError):
                    return  # killed
                if status == 201:
                    self.replied[text] = number
            stop.wait(0.02)


class Kill(WaCase):
    allowances = [("message_key_reused", BAILEYS_NUMBER, "Baileys' own: it sends and receives under different locks")]

    def observe(self, desk: WhatsAppDesk, tickets: dict[str, int]) -> None:
        """No outgoing message may ever be seen in a lower state than before."""
        for number in tickets.values():
            for message in desk.messages(number):
                if message["direction"] == "out":
                    before = self.seen.get(message["id"])
                    self.seen[message["id"]] = message["state"]
                    if before is not None:
                        self.assertGreaterEqual(RANKS[message["state"]], RANKS[before], f"{before} -> {message}")

    def settled(self, desk: WhatsAppDesk, tickets: dict[str, int]) -> bool:
        return all(m["state"] not in ("queued", "sending") for n in tickets.values() for m in desk.messages(n)
                   if m["direction"] == "out")

    def test_nothing_taken_is_lost_and_nothing_is_told_twice(self) -> None:
        print(f"seed {SEED}, rounds {ROUNDS}", flush=True)
        rng = random.Random(SEED)
        self.seen: dict[int, str] = {}
        sim = self.sim()
        desk = WhatsAppDesk(self.ready, VENTANILLA_FIRST_CONTACT="on")
        self.addCleanup(desk.close)
        desk.start()
        own = desk.pair(sim, DESK_NUMBER)
        baileys = self.party(sim, self.baileys("--push-name", "Ana"), BAILEYS_NUMBER)
        addresses = {number: self.ask(sim, "account", pn=number, name=number)["jid"] for number in PHONES}
        addresses[BAILEYS_NUMBER] = user(baileys.jid)
        tickets = {}
        for number, address in addresses.items():
            status, ticket = desk.request("POST", "/api/v1/tickets", {"fault": "no prende", "customer_address": address})
            self.assertEqual(status, 201, ticket)
            tickets[number] = ticket["id"]

        load = Load(sim, baileys.driver, desk, user(own["jid"]), tickets)
        for _ in range(ROUNDS):
            stop = threading.Event()
            threads = [threading.Thread(target=load.keep, args=(work, stop))
                       for work in (load.phones, load.one_baileys, load.technician)]
            for thread in threads:
                thread.start()
            time.sleep(rng.uniform(0.1, 2.5))
            desk.kill()
            stop.set()
            for thread in threads:
                thread.join(60)
                self.assertFalse(thread.is_alive())
            self.assertEqual(load.failures, [])
            desk.start()
            self.observe(desk, tickets)

        desk.ready_again()
        wait_until(lambda: self.settled(desk, tickets), timeout=120, what="an empty outbox")
        self.assertEqual(self.waiting(sim, timeout=120), [])
        self.observe(desk, tickets)
        time.sleep(1)
        self.check_incoming(sim, desk, own["jid"], load)
        self.check_outgoing(sim, desk, baileys.driver, load)

    def check_incoming(self, sim: Driver, desk: WhatsAppDesk, jid: str, load: Load) -> None:
        stored = collections.Counter(m["text"] for n in load.tickets.values() for m in desk.messages(n) if m["direction"] == "in")
        taken = {entry["id"] for entry in self.ask(sim, "acknowledged", jid=jid)["messages"]} & set(load.written)
        self.assertGreater(len(taken), ROUNDS)
        self.assertEqual([load.written[id_] for id_ in taken if not stored[load.written[id_]]], [], "taken, but not stored")
        self.assertEqual([text for text, count in stored.items() if count > 1], [], "stored twice")
        self.assertEqual(set(load.written) - taken, set(), "never taken")
        print(f"incoming: {len(load.written)} written, {len(taken)} taken", flush=True)

    def check_outgoing(self, sim: Driver, desk: WhatsAppDesk, baileys: Driver, load: Load) -> None:
        # The desk's own phone hears the customers as well.
        heard = collections.Counter((m["account"], m["text"]) for m in sim.seen("phone_message")
                                    if not m["own"] and m["account"] in load.tickets)
        # Baileys' phone has heard the same; what counts there is what Baileys was told.
        heard = collections.Counter({key: count for key, count in heard.items() if key[0] != BAILEYS_NUMBER})
        heard.update((BAILEYS_NUMBER, m["text"]) for m in baileys.seen("message") if not m["from_me"])
        states = collections.Counter()
        texts = set()
        for number, ticket in load.tickets.items():
            for message in desk.messages(ticket):
                if message["direction"] != "out":
                    continue
                states[message["state"]] += 1
                texts.add(message["text"])
                if RANKS[message["state"]] >= RANKS["accepted"]:
                    self.assertEqual(heard[(number, message["text"])], 1, message)
        self.assertGreater(len(load.replied), ROUNDS)
        self.assertEqual(set(load.replied) - texts, set(), "a reply answered with 201 is gone")
        self.assertEqual([key for key, count in heard.items() if count > 1], [], "told twice")
        self.assertEqual([key for key in heard if key[1] not in texts], [], "told, but unknown to the desk")
        self.assertEqual(states["refused"], 0, "the same stanza can be repeated: no outcome needs to stay unknown")
        for number in load.tickets:
            turns = [int(m["text"].split()[1]) for m in sim.seen("phone_message") if m["account"] == number and not m["own"]
                     and m["text"].startswith("respuesta ")]
            self.assertEqual(turns, sorted(turns), "order of a chat")
        print(f"outgoing: {dict(states)}", flush=True)


if __name__ == "__main__":
    main()
