#!/usr/bin/env python3
"""The edges of the two contracts: the old webhook and its routes, and what a script may rely on in /api/v1."""

from __future__ import annotations

import base64
import time
import unittest

from desk import TOKEN, Desk, small_png, wait_until
from standin import Mode, StandInBridge

CUSTOMER = "5215510002001@s.whatsapp.net"
TICKET_FIELDS = {"id", "folio", "status", "requester", "department", "equipment_type", "asset_number", "fault", "category",
                 "subcategory", "priority", "assignee", "customer_id", "created_at", "updated_at"}
MESSAGE_FIELDS = {"id", "direction", "author", "kind", "text", "state", "cause", "attachment_id", "created_at"}


def encoded(image: bytes) -> str:
    return base64.b64encode(image).decode()


class Contract(unittest.TestCase):
    limit = 20_000

    def setUp(self) -> None:
        self.bridge = StandInBridge(TOKEN)
        self.addCleanup(self.bridge.stop)
        self.desk = Desk(self.bridge, MAX_IMAGE_SIZE=str(self.limit), VENTANILLA_QUIET_TIME_MS="300")
        self.addCleanup(self.desk.close)
        self.desk.start()

    def open_ticket(self, customer: str = CUSTOMER) -> int:
        status, ticket = self.desk.request("POST", "/api/v1/tickets", {"fault": "no prende", "customer_address": customer})
        self.assertEqual(status, 201, ticket)
        return ticket["id"]

    def inbound(self, ticket: int) -> list[dict]:
        return [m for m in self.desk.messages(ticket) if m["direction"] == "in"]

    def test_nothing_is_readable_without_a_token(self) -> None:
        ticket = self.open_ticket()
        self.desk.say(CUSTOMER, "", encoded(small_png()))
        attachment = self.inbound(ticket)[0]["attachment_id"]
        photo = self.desk.get("/tickets")["tickets"][0][6]
        for path in ("/api/v1/tickets", f"/api/v1/tickets/{ticket}", f"/api/v1/tickets/{ticket}/messages",
                     f"/api/v1/tickets/{ticket}/events", f"/api/v1/attachments/{attachment}", f"/{photo}", "/tickets",
                     f"/ticket/{ticket}/conversacion", f"/ticket/{ticket}/log", "/health/ready"):
            with self.subTest(path=path):
                self.assertEqual(self.desk.request("GET", path, raw=True)[0], 200)
                for token in (None, TOKEN[:-1], TOKEN + "x", "mi_token_secreto"):
                    self.assertEqual(self.desk.request("GET", path, token=token, raw=True)[0], 401)
        for method, path in (("POST", "/webhook"), ("POST", "/api/v1/tickets"), ("PATCH", f"/api/v1/tickets/{ticket}"),
                             ("POST", f"/api/v1/tickets/{ticket}/messages"), ("POST", f"/ticket/{ticket}/enviar-mensaje"),
                             ("POST", f"/responder/{ticket}")):
            with self.subTest(method=method, path=path):
                body = {"remitente": CUSTOMER, "contenido": "x", "text": "x", "mensaje": "x", "status": "closed", "fault": "x"}
                self.assertEqual(self.desk.request(method, path, body, token=None)[0], 401)
        self.assertEqual(len(self.inbound(ticket)), 1)
        self.assertEqual(self.desk.get(f"/api/v1/tickets/{ticket}")["status"], "new")
        status, live = self.desk.request("GET", "/health/live", token=None)
        self.assertEqual((status, live), (200, {"status": "ok"}))

    def test_field_names_scripts_rely_on(self) -> None:
        ticket = self.open_ticket()
        self.assertEqual(self.desk.say(CUSTOMER, "hola")[0], 200)
        self.assertLessEqual(TICKET_FIELDS, set(self.desk.get(f"/api/v1/tickets/{ticket}")))
        message = self.inbound(ticket)[0]
        self.assertLessEqual(MESSAGE_FIELDS, set(message))
        self.assertEqual((message["author"]["type"], message["kind"], message["text"]), ("customer", "text", "hola"))
        listed = self.desk.get("/api/v1/tickets?limit=1")
        self.assertEqual(set(listed["page"]), {"next", "has_more"})

    def test_pages_show_every_ticket_once(self) -> None:
        made = {self.open_ticket(f"52155100021{index:02d}@s.whatsapp.net") for index in range(7)}
        seen: list[int] = []
        path = "/api/v1/tickets?limit=3"
        for _ in range(5):
            page = self.desk.get(path)
            seen += [ticket["id"] for ticket in page["data"]]
            if not page["page"]["has_more"]:
                break
            path = f"/api/v1/tickets?limit=3&cursor={page['page']['next']}"
        self.assertEqual(seen, sorted(made, reverse=True))

    def test_error_bodies_are_problems_with_a_code(self) -> None:
        for method, path, body, wanted in (("GET", "/api/v1/tickets/999999", None, 404),
                                           ("POST", "/api/v1/tickets", {"fault": "  "}, 400),
                                           ("GET", "/api/v1/tickets?limit=201", None, 400)):
            with self.subTest(path=path):
                status, problem = self.desk.request(method, path, body)
                self.assertIn(status, {wanted, 422} if wanted == 400 else {wanted})
                self.assertTrue(problem.get("code"), problem)

    def test_the_address_goes_out_exactly_as_it_came_in(self) -> None:
        for sender in ("5215510002002@s.whatsapp.net", "5215510002003", "123456789012345@lid"):
            with self.subTest(sender=sender):
                self.assertEqual(self.desk.say(sender, "hola, mi laptop no prende")[0], 200)
                wait_until(lambda s=sender: self.bridge.texts_to(s), 10, "an answer to that very address")
        self.assertEqual(len({attempt.number for attempt in self.bridge.attempts}), 3)

    def test_image_limit_and_undecodable_images(self) -> None:
        ticket = self.open_ticket()
        cases = ((b"x" * (self.limit + 1000), 413), (b"GIF89a not really", 400), (small_png()[:40], 400))
        for content, wanted in cases:
            self.assertEqual(self.desk.say(CUSTOMER, "foto", encoded(content))[0], wanted)
        for nonsense in ("***", "data:image/png;base64,***", "data:image/png"):
            self.assertEqual(self.desk.say(CUSTOMER, "foto", nonsense)[0], 400)
        self.assertEqual(self.desk.say(CUSTOMER, "")[0], 400, "neither words nor image")
        self.assertEqual(self.inbound(ticket), [], "what is refused is not stored")
        self.assertEqual(self.desk.say(CUSTOMER, "", encoded(small_png()))[0], 200)
        self.assertEqual(self.desk.say(CUSTOMER, "otra", "data:image/png;base64," + encoded(small_png(red=10)))[0], 200)
        self.assertEqual([m["kind"] for m in self.inbound(ticket)], ["image", "image"])

    def test_every_photo_of_a_moment_is_kept(self) -> None:
        ticket = self.open_ticket()
        photos = [small_png(red=shade) for shade in (10, 20, 30)]
        for photo in photos:
            self.assertEqual(self.desk.say(CUSTOMER, "foto", encoded(photo))[0], 200)
        ids = [m["attachment_id"] for m in self.inbound(ticket)]
        stored = [self.desk.request("GET", f"/api/v1/attachments/{number}", raw=True)[1] for number in ids]
        self.assertEqual(stored, photos)

    def test_a_repeat_is_one_message_also_after_a_crash(self) -> None:
        ticket = self.open_ticket()
        photo = encoded(small_png())
        for restart in (False, False, True):
            if restart:
                self.desk.kill()
                self.desk.start()
            self.assertEqual(self.desk.say(CUSTOMER, "foto", photo, message_id="REPEATED-1")[0], 200)
        self.assertEqual(self.desk.say(CUSTOMER, "foto", photo, message_id="ANOTHER-1")[0], 200)
        self.assertEqual([m["wire_id"] for m in self.inbound(ticket)], ["REPEATED-1", "ANOTHER-1"])

    def test_equal_words_without_an_id_are_two_messages_once_answered(self) -> None:
        ticket = self.open_ticket()
        for _ in range(2):
            self.assertEqual(self.desk.say(CUSTOMER, "sí")[0], 200)
            time.sleep(0.2)
        self.assertEqual([m["text"] for m in self.inbound(ticket)], ["sí", "sí"])

    def test_killed_before_it_answered_it_answers_after_the_restart(self) -> None:
        for attempt in range(3):  # the kill falls inside the quiet time of the burst
            customer = f"52155100022{attempt:02d}@s.whatsapp.net"
            self.assertEqual(self.desk.say(customer, "hola, la impresora no imprime", message_id=f"LAST-{attempt}")[0], 200)
            self.desk.kill()
            self.assertEqual(self.bridge.texts_to(customer), [], "killed too late to show anything")
            self.desk.start()
            wait_until(lambda c=customer: self.bridge.texts_to(c), 10, "the answer within 10 s")
            time.sleep(1)
            self.assertEqual(len(self.bridge.texts_to(customer)), 1)

    def test_closing_is_told_once_also_when_asked_twice_and_after_a_crash(self) -> None:
        ticket = self.open_ticket()
        folio = self.desk.get(f"/api/v1/tickets/{ticket}")["folio"]
        self.bridge.set_mode(Mode.DOWN)
        for _ in range(2):
            self.desk.request("PATCH", f"/api/v1/tickets/{ticket}", {"status": "closed"})
        time.sleep(0.5)
        self.desk.kill()
        self.bridge.set_mode(Mode.OK)
        self.desk.start()
        wait_until(lambda: self.bridge.texts_to(CUSTOMER), 15, "the notification")
        time.sleep(2)
        told = self.bridge.texts_to(CUSTOMER)
        self.assertEqual(len(told), 1)
        self.assertIn(folio, told[0])

    def test_words_go_through_unchanged(self) -> None:
        ticket = self.open_ticket()
        words = "<b>no</b> & \"sí\" {folio} \\n\nsegunda línea 🔧 ñandú"
        self.assertEqual(self.desk.request("POST", f"/api/v1/tickets/{ticket}/messages", {"text": words})[0], 201)
        wait_until(lambda: self.bridge.texts_to(CUSTOMER) == [words], 10, "the very words")
        self.assertEqual(self.desk.say(CUSTOMER, words)[0], 200)
        self.assertEqual(self.inbound(ticket)[0]["text"], words)
        lines = self.desk.request("GET", f"/ticket/{ticket}/log", raw=True)[1].decode().splitlines()
        self.assertEqual(len(lines), 2, "one message is one line of the log")


if __name__ == "__main__":
    unittest.main(verbosity=2)
