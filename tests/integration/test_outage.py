"""The bridge is away for a while: nothing is lost, the order is kept, everything is delivered after it returns."""

import unittest

from desk import Bridge, Desk, wait_until

CUSTOMERS = [f"521551000000{i}@s.whatsapp.net" for i in range(1, 4)]


class Outage(unittest.TestCase):
    def setUp(self):
        self.bridge = Bridge()
        self.desk = Desk(self.bridge).start()

    def tearDown(self):
        self.desk.close()
        self.bridge.stop()

    def tickets(self):
        numbers = {}
        for customer in CUSTOMERS:
            status, ticket = self.desk.request("POST", "/api/v1/tickets", {"fault": "no prende", "customer_address": customer})
            self.assertEqual(status, 201)
            numbers[customer] = ticket["id"]
        return numbers

    def test_nothing_is_lost_and_order_is_kept(self):
        self.bridge.mode = "down"
        tickets = self.tickets()
        for index in range(5):
            for customer, number in tickets.items():
                status, _ = self.desk.request("POST", f"/api/v1/tickets/{number}/messages", {"text": f"mensaje {index}"})
                self.assertEqual(status, 201)
        wait_until(lambda: len(self.bridge.attempts) >= 9, timeout=30, what="three attempts a chat")
        first = self.bridge.attempts[0][1]
        times = [at for at, message in self.bridge.attempts if message == first]
        self.assertLess(times[1] - times[0], 5.0)
        self.assertGreater(times[2] - times[1], times[1] - times[0])
        self.bridge.stop()  # from 503 to refused connections
        self.assertEqual({m["state"] for n in tickets.values() for m in self.desk.messages(n)} - {"queued", "sending"}, set())
        self.bridge.mode = "ok"
        self.bridge.start()
        wait_until(lambda: len(self.bridge.delivered) == 15, timeout=60, what="all deliveries")
        for customer, number in tickets.items():
            self.assertEqual(self.bridge.texts_to(customer), [f"mensaje {i}" for i in range(5)])
            wait_until(lambda n=number: {m["state"] for m in self.desk.messages(n)} == {"accepted"}, what="accepted")
        self.assertEqual(len({message for message, _, _ in self.bridge.delivered}), 15)

    def test_refusal_has_a_cause(self):
        self.bridge.mode = "refuse"
        number = self.tickets()[CUSTOMERS[0]]
        self.desk.request("POST", f"/api/v1/tickets/{number}/messages", {"text": "hola"})
        message = wait_until(lambda: next((m for m in self.desk.messages(number) if m["state"] == "refused"), None), what="refused")
        self.assertEqual(message["cause"], "rejected_422")


if __name__ == "__main__":
    unittest.main(verbosity=2)
