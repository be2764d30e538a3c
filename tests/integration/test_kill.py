"""SIGKILL at random moments under load, in both directions. KILL_ROUNDS and KILL_SEED may be set."""

import collections
import os
import random
import threading
import time
import unittest

from desk import Bridge, Desk, wait_until

ROUNDS = int(os.environ.get("KILL_ROUNDS", "20"))
SEED = int(os.environ.get("KILL_SEED", str(int(time.time()))))
CUSTOMERS = [f"521552000{i:04d}@s.whatsapp.net" for i in range(4)]


class Load:
    """Customers that repeat a message under its id until it is confirmed, and a technician that never repeats."""

    def __init__(self, desk, tickets):
        self.desk, self.tickets = desk, tickets
        self.confirmed, self.replied, self.serial = set(), set(), 0
        self.turn = 0
        self.lock = threading.Lock()

    def customer(self, address, stop, pending):
        while not stop.is_set():
            if pending[address] is None:
                with self.lock:
                    self.serial += 1
                    pending[address] = f"in-{self.serial}"
            message = pending[address]
            try:
                status, _ = self.desk.say(address, f"texto {message}", message_id=message)
            except (OSError, ValueError):
                return
            if status == 200:
                with self.lock:
                    self.confirmed.add(message)
                pending[address] = None

    def technician(self, stop):
        while not stop.is_set():
            self.turn += 1
            number = list(self.tickets.values())[self.turn % len(self.tickets)]
            text = f"respuesta {self.turn}"
            try:
                status, _ = self.desk.request("POST", f"/api/v1/tickets/{number}/messages", {"text": text})
            except (OSError, ValueError):
                return
            if status == 201:
                self.replied.add(text)
            time.sleep(0.01)


class Kill(unittest.TestCase):
    def test_nothing_confirmed_is_lost_and_nothing_is_sent_twice(self):
        print(f"seed {SEED}, rounds {ROUNDS}", flush=True)
        rng = random.Random(SEED)
        bridge = Bridge()
        desk = Desk(bridge).start()
        try:
            tickets = {}
            for address in CUSTOMERS:
                status, ticket = desk.request("POST", "/api/v1/tickets", {"fault": "no prende", "customer_address": address})
                self.assertEqual(status, 201)
                tickets[address] = ticket["id"]
            load = Load(desk, tickets)
            pending = dict.fromkeys(CUSTOMERS)
            for _ in range(ROUNDS):
                stop = threading.Event()
                threads = [threading.Thread(target=load.customer, args=(a, stop, pending)) for a in CUSTOMERS]
                threads.append(threading.Thread(target=load.technician, args=(stop,)))
                for thread in threads:
                    thread.start()
                time.sleep(rng.uniform(0.05, 0.8))
                desk.kill()
                stop.set()
                for thread in threads:
                    thread.join(20)
                desk.start()

            def settled():
                return all(m["state"] not in ("queued", "sending") for n in tickets.values() for m in desk.messages(n))

            wait_until(settled, timeout=60, what="an empty outbox")
            messages = [m for n in tickets.values() for m in desk.messages(n)]
            inbound = collections.Counter(m["wire_id"] for m in messages if m["direction"] == "in")
            self.assertGreater(len(load.confirmed), ROUNDS)
            self.assertEqual(load.confirmed - set(inbound), set(), "confirmed, but not stored")
            self.assertEqual([m for m, count in inbound.items() if count > 1], [], "stored twice")

            seen = collections.Counter(message for message, _, _ in bridge.delivered)
            self.assertEqual([m for m, count in seen.items() if count > 1], [], "delivered twice")
            outbound = {m["wire_id"]: m for m in messages if m["direction"] == "out"}
            self.assertEqual(set(seen) - set(outbound), set(), "delivered, but unknown to the desk")
            texts = {m["text"] for m in outbound.values()}
            self.assertGreater(len(load.replied), 0)
            self.assertEqual(load.replied - texts, set(), "a reply answered with 201 is gone")
            for address in CUSTOMERS:
                turns = [int(text.split()[1]) for text in bridge.texts_to(address)]
                self.assertEqual(turns, sorted(turns), "order of a chat")
            unknown = 0
            for wire_id, message in outbound.items():
                if message["state"] == "accepted":
                    self.assertEqual(seen[wire_id], 1, "accepted, but never delivered")
                else:
                    self.assertEqual((message["state"], message["cause"]), ("refused", "outcome_unknown"))
                    unknown += 1
            self.assertLessEqual(unknown, ROUNDS * len(CUSTOMERS))
            print(f"inbound confirmed {len(load.confirmed)}, outbound {len(outbound)}, outcome unknown {unknown}", flush=True)
        finally:
            desk.close()
            bridge.stop()


if __name__ == "__main__":
    unittest.main(verbosity=2)
