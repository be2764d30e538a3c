#!/usr/bin/env python3
"""A bridge that misbehaves in every way it can: nothing is lost, doubled or reordered, and every state is visible."""

from __future__ import annotations

import time
import unittest

from desk import TOKEN, Desk, wait_until
from standin import Mode, StandInBridge

CUSTOMERS = [f"521551000010{index}@s.whatsapp.net" for index in range(1, 4)]
TEXTS = [f"mensaje {index}" for index in range(1, 6)]
WAITING = {"queued", "sending"}


class BridgeFaults(unittest.TestCase):
    def setUp(self) -> None:
        self.bridge = StandInBridge(TOKEN)
        self.addCleanup(self.bridge.stop)
        self.desk = Desk(self.bridge)
        self.addCleanup(self.desk.close)
        self.desk.start()

    def open_ticket(self, customer: str) -> int:
        status, ticket = self.desk.request("POST", "/api/v1/tickets", {"fault": "no prende", "customer_address": customer})
        self.assertEqual(status, 201, ticket)
        return ticket["id"]

    def send(self, ticket: int, text: str) -> str:
        """@return the id under which the bridge will see it."""
        status, message = self.desk.request("POST", f"/api/v1/tickets/{ticket}/messages", {"text": text})
        self.assertEqual(status, 201, message)
        self.assertEqual(message["text"], text)
        return message["wire_id"]

    def send_to_all(self, tickets: dict[str, int]) -> dict[str, list[str]]:
        ids: dict[str, list[str]] = {customer: [] for customer in tickets}
        for text in TEXTS:
            for customer, ticket in tickets.items():
                ids[customer].append(self.send(ticket, text))
        return ids

    def state_of(self, ticket: int, wire_id: str) -> tuple[str, str | None]:
        found = [m for m in self.desk.messages(ticket) if m["wire_id"] == wire_id]
        self.assertEqual(len(found), 1, "every message is in the thread exactly once")
        return found[0]["state"], found[0]["cause"]

    def states(self, tickets: dict[str, int]) -> set[str]:
        return {m["state"] for ticket in tickets.values() for m in self.desk.messages(ticket) if m["direction"] == "out"}

    def wait_for_attempts(self, wire_id: str, count: int, timeout: float) -> list[float]:
        return wait_until(lambda: self.bridge.attempts_at(wire_id)[:count] if len(self.bridge.attempts_at(wire_id)) >= count
                          else None, timeout, f"attempt {count} of {wire_id}")

    def check_all_delivered(self, tickets: dict[str, int], ids: dict[str, list[str]], timeout: float) -> None:
        wait_until(lambda: len(self.bridge.ids()) >= len(TEXTS) * len(tickets), timeout, "all deliveries")
        wait_until(lambda: self.states(tickets) == {"accepted"}, 10, "every message accepted")
        for customer in tickets:
            arrived = [delivery for delivery in self.bridge.delivered if delivery.number == customer]
            self.assertEqual([delivery.text for delivery in arrived], TEXTS)
            self.assertEqual([delivery.message_id for delivery in arrived], ids[customer])
        self.assertEqual(len(self.bridge.ids()), len(TEXTS) * len(tickets), "nothing is delivered twice")

    def test_503_then_refused_then_back(self) -> None:
        self.bridge.set_mode(Mode.DOWN)
        tickets = {customer: self.open_ticket(customer) for customer in CUSTOMERS}
        ids = self.send_to_all(tickets)

        for customer in CUSTOMERS:
            times = self.wait_for_attempts(ids[customer][0], 3, 25)
            first, second = times[1] - times[0], times[2] - times[1]
            self.assertGreaterEqual(first, 0.5, "no hammering")
            self.assertLess(first, 5.0, "the first retry comes within 5 s")
            self.assertGreater(second, first, "the gaps grow")
        overtaken = {attempt.message_id for attempt in self.bridge.attempts} - {of_chat[0] for of_chat in ids.values()}
        self.assertEqual(overtaken, set(), "only the oldest message of a chat is tried")
        self.assertLessEqual(self.states(tickets), WAITING)
        self.assertIn("queued", self.states(tickets))
        oldest = self.desk.get("/health/ready")["oldest_queued_at"]
        self.assertIsNotNone(oldest, "a waiting queue is visible in the readiness report")

        self.bridge.stop()
        time.sleep(6)
        self.assertLessEqual(self.states(tickets), WAITING)
        self.assertEqual(self.bridge.delivered, [])

        self.bridge.set_mode(Mode.OK)
        self.bridge.start()
        self.check_all_delivered(tickets, ids, 60)
        self.assertIsNone(self.desk.get("/health/ready")["oldest_queued_at"])

    def test_killed_while_the_bridge_is_away(self) -> None:
        self.bridge.stop()
        tickets = {customer: self.open_ticket(customer) for customer in CUSTOMERS}
        ids = self.send_to_all(tickets)
        wait_until(lambda: self.states(tickets) == {"queued"}, 10, "the first attempts to fail")
        time.sleep(0.3)
        self.desk.kill()
        self.desk.start()
        self.assertLessEqual(self.states(tickets), WAITING)
        self.bridge.start()
        self.check_all_delivered(tickets, ids, 60)

    def test_refused_has_a_cause_and_does_not_hold_the_chat_up(self) -> None:
        customer = CUSTOMERS[0]
        ticket = self.open_ticket(customer)
        self.bridge.set_mode(Mode.REFUSE)
        for code in (400, 404, 422):
            self.bridge.refusal = code
            wire_id = self.send(ticket, f"no pasa {code}")
            state, cause = wait_until(lambda w=wire_id: self.state_of(ticket, w) if self.state_of(ticket, w)[0] not in WAITING
                                      else None, 10, "an outcome")
            self.assertEqual(state, "refused")
            self.assertIn(str(code), cause or "")
            self.assertEqual(len(self.bridge.attempts_at(wire_id)), 1)
        self.bridge.set_mode(Mode.OK)
        last = self.send(ticket, "sí pasa")
        wait_until(lambda: self.state_of(ticket, last) == ("accepted", None), 10, "the next message accepted")
        time.sleep(3)
        self.assertEqual(self.bridge.texts_to(customer), ["sí pasa"], "what was refused is not tried again")

    def test_hung_up_on_is_tried_again_under_the_same_id_and_not_at_once(self) -> None:
        customer = CUSTOMERS[0]
        ticket = self.open_ticket(customer)
        warm = self.send(ticket, "primero")  # so that a kept connection is the one that breaks
        wait_until(lambda: self.state_of(ticket, warm)[0] == "accepted", 10, "the first message accepted")
        self.bridge.set_mode(Mode.CUT)
        wire_id = self.send(ticket, "segundo")
        times = self.wait_for_attempts(wire_id, 2, 15)
        self.assertGreaterEqual(times[1] - times[0], 0.5, "repeated at once, behind the queue's back")
        self.bridge.set_mode(Mode.OK)
        wait_until(lambda: self.state_of(ticket, wire_id) == ("accepted", None), 30, "accepted in the end")
        self.assertEqual(self.bridge.texts_to(customer), ["primero", "segundo"])

    def test_one_hanging_chat_does_not_hold_up_the_others(self) -> None:
        tickets = {customer: self.open_ticket(customer) for customer in CUSTOMERS}
        stuck, *others = CUSTOMERS
        self.bridge.set_mode(Mode.HANG, stuck)
        wire_id = self.send(tickets[stuck], "primero")
        behind = self.send(tickets[stuck], "segundo")
        self.wait_for_attempts(wire_id, 1, 10)
        for customer in others:
            self.send(tickets[customer], "hola")
            wait_until(lambda c=customer: self.bridge.texts_to(c) == ["hola"], 5, "the other chats' message")
        self.assertEqual(self.state_of(tickets[stuck], wire_id)[0], "sending")
        self.assertEqual(self.state_of(tickets[stuck], behind)[0], "queued")
        self.assertEqual(self.bridge.attempts_at(behind), [], "one at a time per chat")

        self.bridge.set_mode(Mode.OK, stuck)
        wait_until(lambda: self.bridge.texts_to(stuck) == ["primero", "segundo"], 60, "both messages, in order")
        self.assertGreaterEqual(len(self.bridge.attempts_at(wire_id)), 2)

    def test_killed_with_a_request_in_flight_the_outcome_is_unknown(self) -> None:
        ticket = self.open_ticket(CUSTOMERS[0])
        self.bridge.set_mode(Mode.HANG)
        wire_id = self.send(ticket, "¿llegó?")
        behind = self.send(ticket, "el siguiente")
        self.wait_for_attempts(wire_id, 1, 10)
        self.desk.kill()
        self.bridge.set_mode(Mode.OK)
        self.desk.start()
        wait_until(lambda: self.state_of(ticket, behind) == ("accepted", None), 15, "the next message accepted")
        self.assertEqual(self.state_of(ticket, wire_id), ("refused", "outcome_unknown"))
        time.sleep(3)
        self.assertEqual(len(self.bridge.attempts_at(wire_id)), 1, "what may have arrived is not sent again")


if __name__ == "__main__":
    unittest.main(verbosity=2)
