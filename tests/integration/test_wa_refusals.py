#!/usr/bin/env python3
"""What WhatsApp refuses, and how the desk keeps from being refused: causes in plain words, limits of the account, privacy tokens, first
contacts, pace. Black box: ventanillad paired with wa-sim, whose phones are the customers. Standard library only; loopback only."""

from __future__ import annotations

import base64
import hashlib
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from desk import WhatsAppDesk, wait_until
from eventstream import EventStream
from wacase import WaCase, user

DESK_NUMBER = "15550002001"
CUSTOMER_NUMBER = "15550002002"
LANGUAGES = ("es", "pt", "en")

# Code of the service, and the cause it ends in.
CAUSES = [(400, "malformed", False), (401, "not_authorized", True), (403, "forbidden", False), (404, "recipient_unknown", False),
          (405, "not_allowed", False), (406, "not_acceptable", True), (420, "expired_at_service", True), (421, "stale_group", True),
          (463, "contact_not_open", True), (475, "new_chats_spent", True), (479, "schema_invalid", True), (499, "other", True)]


def token_of(node: dict) -> bytes | None:
    """The token that a stanza carries."""
    for child in node.get("content") or []:
        if isinstance(child, dict) and child["tag"] in ("tctoken", "cstoken"):
            content = child["content"]
            return bytes.fromhex(content["hex"]) if "hex" in content else content["utf8"].encode()
    return None


class Refused(WaCase):
    settings: dict = {}

    def setUp(self) -> None:
        super().setUp()
        self.service = self.sim()
        self.desk = self.linked(self.ready, self.service)
        self.customer = self.ask(self.service, "account", pn=CUSTOMER_NUMBER, name="Ana")
        self.answered = 0

    def linked(self, ready: dict, service) -> WhatsAppDesk:
        desk = WhatsAppDesk(ready, **{"VENTANILLA_PACING_TYPING": "off", **self.settings})
        self.addCleanup(desk.close)
        desk.start()
        paired = desk.pair(service, DESK_NUMBER)
        desk.jid, desk.lid = paired["jid"], paired["lid"]
        return desk

    # --- Customers

    def write(self, text: str, number: str = CUSTOMER_NUMBER, mode: str = "lid", service=None, desk=None) -> None:
        desk = desk or self.desk
        self.ask(service or self.service, "phone_send", **{"from": number},
                 to=user(desk.lid if mode == "lid" else desk.jid), text=text, mode=mode)

    def hears(self, text: str, number: str = CUSTOMER_NUMBER, timeout: float = 20) -> None:
        self.service.event("phone_message", timeout=timeout, account=number, text=text, own=False)

    def chat(self, number: str = CUSTOMER_NUMBER, service=None, desk=None) -> int:
        """A ticket of a customer who wrote and asked for a person."""
        desk = desk or self.desk
        self.write("quiero hablar con una persona, mi laptop no prende", number, service=service, desk=desk)

        def opened():
            tickets = desk.get("/api/v1/tickets?limit=200")["data"]
            known = {t["id"]: desk.get(f"/api/v1/customers/{t['customer_id']}")["addresses"] for t in tickets}
            return next((id_ for id_, addresses in known.items() if any(number in a for a in addresses)), None)

        ticket = wait_until(opened, 20, "a ticket")
        wait_until(lambda: all(m["state"] in ("accepted", "delivered", "read") for m in desk.messages(ticket) if m["direction"] == "out"),
                   20, "the bot's words sent")
        return ticket

    # --- The desk

    def say(self, ticket: int, text: str, desk=None) -> int:
        status, sent = (desk or self.desk).request("POST", f"/api/v1/tickets/{ticket}/messages", {"text": text})
        self.assertEqual(status, 201, sent)
        return sent["id"]

    def message(self, id_: int, language: str = "", desk=None) -> dict:
        headers = {"Accept-Language": language} if language else {}
        status, body = (desk or self.desk).request("GET", f"/api/v1/messages/{id_}", headers=headers)
        self.assertEqual(status, 200)
        return body

    def becomes(self, id_: int, *states: str, timeout: float = 20, desk=None) -> dict:
        return wait_until(lambda: (m := self.message(id_, desk=desk))["state"] in states and m, timeout, f"message {id_}: {states}")

    def sent_stanzas(self, desk=None, service=None) -> list[dict]:
        stanzas = self.ask(service or self.service, "stanzas", jid=(desk or self.desk).jid)["stanzas"]
        return [s for s in stanzas if s["tag"] == "message"]

    def stanzas_of(self, wire_id: str) -> list[dict]:
        return [s for s in self.sent_stanzas() if s["attrs"].get("id") == wire_id]

    def assert_explained(self, id_: int, cause: str, can_resend: bool, desk=None) -> None:
        refused = self.becomes(id_, "refused", desk=desk)
        self.assertEqual(refused["cause"], cause)
        titles = set()
        for language in LANGUAGES:
            refusal = self.message(id_, language, desk)["refusal"]
            self.assertEqual((refusal["cause"], refusal["can_resend"]), (cause, can_resend))
            self.assertTrue(all(len(refusal[field]) > 5 for field in ("title", "what", "advice")), refusal)
            titles.add(refusal["title"])
        self.assertEqual(len(titles), len(LANGUAGES))
        self.assertEqual(self.message(id_, desk=desk)["refusal"], self.message(id_, "es-MX", desk)["refusal"])

    def setting(self, **values) -> None:
        status, body = self.desk.request("PATCH", "/api/v1/settings", {k.replace("__", "."): v for k, v in values.items()},
                                         token=self.desk.admin())
        self.assertEqual(status, 200, body)


class Causes(Refused):
    def test_every_code_has_its_cause_and_advice(self) -> None:
        ticket = self.chat()
        for code, cause, can_resend in CAUSES:
            with self.subTest(code=code):
                self.ask(self.service, "nack", jid=self.desk.jid, n=1, code=code)
                id_ = self.say(ticket, f"con {code}")
                self.assert_explained(id_, cause, can_resend)
                wire_id = self.message(id_)["wire_id"]
                self.assertEqual(len(self.stanzas_of(wire_id)), 1, "never sent again by itself")
        waiting = {e["id"]: e for e in self.desk.get("/api/v1/outbox?state=attention&limit=200")["data"]}
        self.assertEqual(len(waiting), len(CAUSES))
        self.assertTrue(all(entry["refusal"]["cause"] == entry["cause"] for entry in waiting.values()))
        # A person's resend goes, as a new message.
        first = min(waiting)
        before = self.message(first)["wire_id"]
        self.assertEqual(self.desk.request("POST", f"/api/v1/messages/{first}/resend")[0], 202)
        again = self.becomes(first, "accepted", "delivered")
        self.assertNotEqual(again["wire_id"], before)
        self.assertIsNone(again["refusal"])
        self.hears("con 400")

    def test_what_may_pass_is_repeated_and_then_refused(self) -> None:
        """Trouble of the service and its wish to slow down take over a minute each: side by side."""
        other = self.sim()
        desks = [(503, "service_trouble", self.desk, self.service), (429, "rate_limited", self.linked(self.ready, other), other)]
        self.ask(other, "account", pn=CUSTOMER_NUMBER, name="Ana")

        def refuse(case) -> None:
            code, cause, desk, service = case
            ticket = self.chat(service=service, desk=desk)
            self.ask(service, "nack", jid=desk.jid, n=3, code=code)
            id_ = self.say(ticket, f"con {code}", desk)
            self.becomes(id_, "refused", timeout=200, desk=desk)
            self.assert_explained(id_, cause, True, desk)
            wire_id = self.message(id_, desk=desk)["wire_id"]
            same = [s for s in self.sent_stanzas(desk, service) if s["attrs"]["id"] == wire_id]
            self.assertEqual(len(same), 3)
            self.assertEqual(same[0], same[1])
            self.assertEqual(same[0], same[2])

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(refuse, case) for case in desks]:
                done.result()
        pace = desks[1][2].get("/api/v1/whatsapp/pacing")
        self.assertEqual((pace["light"], pace["reasons"][0]["reason"]), ("red", "slow_down"))
        self.assertTrue(pace["reasons"][0]["until"])

    def test_the_catalogue_lists_everything_in_each_language(self) -> None:
        seen = {}
        for language in LANGUAGES:
            status, body = self.desk.request("GET", "/api/v1/refusals", headers={"Accept-Language": language})
            self.assertEqual((status, body["language"]), (200, language))
            seen[language] = {c["cause"]: c for c in body["data"]}
        self.assertEqual(*[set(seen[language]) for language in LANGUAGES[:2]])
        for cause in [c for _, c, _ in CAUSES] + ["account_restricted", "reach_out_restricted", "rate_limited", "service_trouble",
                                                  "not_on_whatsapp", "no_keys", "first_contact_off", "cancelled", "outcome_unknown",
                                                  "file_too_large", "file_unreadable", "undelivered", "outdated", "logged_out", "banned"]:
            self.assertIn(cause, seen["en"])
        self.setting(desk__language="pt")
        self.assertEqual(self.desk.get("/api/v1/refusals")["language"], "pt")

    def test_a_client_that_is_too_old_says_what_to_do(self) -> None:
        self.ask(self.service, "refuse_login", jid=self.desk.jid, reason="405")
        self.ask(self.service, "drop", jid=self.desk.jid)
        link = wait_until(lambda: (s := self.desk.link())["cause"] == "outdated" and s, 30, "the cause")
        self.assertIn("Ventanilla", link["explanation"]["title"])
        self.assertTrue(link["explanation"]["advice"])


class Limits(Refused):
    def account(self) -> dict:
        return self.desk.link()["account"]

    def locked(self, wanted: bool = True) -> dict:
        return wait_until(lambda: (a := self.account())["restricted"] is wanted and a, 20, f"restricted: {wanted}")

    def test_a_time_lock_is_told_and_ends(self) -> None:
        stream = EventStream(self.desk, query="?topics=link")
        self.assertEqual((self.account()["known"], self.account()["restricted"]), (True, False))
        count = len(stream.events)
        ends = self.ask(self.service, "timelock", jid=self.desk.jid, active=True, seconds=600, type="WEB_COMPANION_ONLY")["ends"]
        account = self.locked()
        self.assertEqual(account["restriction"], "web_companion_only")
        self.assertEqual(account["restricted_until"], time.strftime("%Y-%m-%dT%H:%M:%S.000+00:00", time.gmtime(ends)))
        wait_until(lambda: len(stream.events) > count, what="a live event")
        self.assertIn("ventanilla_account_restricted 1", self.desk.request("GET", "/metrics", raw=True)[1].decode())
        pace = self.desk.get("/api/v1/whatsapp/pacing")
        self.assertEqual((pace["light"], pace["reasons"][0]["reason"], pace["reasons"][0]["until"]),
                         ("red", "account_restricted", account["restricted_until"]))
        # It outlives the program, also before there is a connection.
        self.desk.kill()
        self.desk.start()
        self.locked()
        self.desk.ready_again()
        self.ask(self.service, "timelock", jid=self.desk.jid, active=False)
        self.locked(False)
        self.assertEqual(self.desk.get("/api/v1/whatsapp/pacing")["light"], "green")
        # By the clock alone.
        self.ask(self.service, "timelock", jid=self.desk.jid, active=True, seconds=3)
        self.locked()
        self.locked(False)

    def test_under_a_lock_only_chats_with_a_token_go_on(self) -> None:
        self.setting(pacing__first_contact=True)
        stranger = "15550002003"
        self.ask(self.service, "account", pn=stranger, name="Beto")
        ticket = self.chat()  # gave us a token by writing
        new = self.desk.request("POST", "/api/v1/tickets", {"fault": "pantalla", "customer_address": stranger})[1]["id"]
        self.ask(self.service, "timelock", jid=self.desk.jid, active=True, seconds=600)
        self.locked()
        self.say(ticket, "seguimos")
        self.hears("seguimos")
        before = len(self.sent_stanzas())
        id_ = self.say(new, "hola")
        self.assert_explained(id_, "account_restricted", True)
        self.assertEqual(len(self.sent_stanzas()), before, "each attempt would count")
        self.ask(self.service, "timelock", jid=self.desk.jid, active=False)
        self.locked(False)
        self.assertEqual(self.desk.request("POST", f"/api/v1/messages/{id_}/resend")[0], 202)
        self.hears("hola", stranger)

    def test_a_refusal_finds_out_what_it_is_about(self) -> None:
        ticket = self.chat()
        self.ask(self.service, "nack", jid=self.desk.jid, n=1, code=463)
        self.assert_explained(self.say(ticket, "uno"), "contact_not_open", True)
        self.assertFalse(self.account()["restricted"])
        self.ask(self.service, "stall", what="iq", jid=self.desk.jid, n=-1)
        self.ask(self.service, "nack", jid=self.desk.jid, n=1, code=463)
        id_ = self.say(ticket, "dos")
        self.becomes(id_, "refused", timeout=30)  # no answer: not known, and never "not locked"
        self.ask(self.service, "stall", what="iq", jid=self.desk.jid, n=0)
        self.assert_explained(id_, "reach_out_restricted", True)

    def test_new_chats_are_counted(self) -> None:
        self.ask(self.service, "new_chats", jid=self.desk.jid, status="FIRST_WARNING", total=250, used=200, seconds=86400)
        account = wait_until(lambda: (a := self.account())["new_chats"] == "first_warning" and a, 20)
        self.assertEqual((account["new_chats_used"], account["new_chats_total"]), (200, 250))
        self.assertTrue(account["new_chats_cycle_ends_at"])
        self.assertEqual(self.desk.get("/api/v1/whatsapp/pacing")["reasons"][0]["reason"], "new_chats_warning")
        self.ask(self.service, "new_chats", jid=self.desk.jid, status="CAPPED", total=250, used=250, seconds=86400)
        wait_until(lambda: self.desk.get("/api/v1/whatsapp/pacing")["light"] == "red", 20)


class Tokens(Refused):
    def tokens_given(self, number: str = CUSTOMER_NUMBER) -> list[tuple[str, int]]:
        """What the desk gave, to whom and with which time."""
        stanzas = self.ask(self.service, "stanzas", jid=self.desk.jid)["stanzas"]
        given = []
        for node in stanzas:
            if node["tag"] == "iq" and node["attrs"].get("xmlns") == "privacy":
                for tokens in node.get("content") or []:
                    if isinstance(tokens, dict) and tokens["tag"] == "tokens":
                        given += [(t["attrs"]["jid"], int(t["attrs"]["t"])) for t in tokens["content"]]
        return given

    def test_who_wrote_is_answered_with_his_token_and_given_ours(self) -> None:
        self.ask(self.service, "require_tokens", on=True)
        ticket = self.chat()
        self.say(ticket, "¿sigues ahí?")
        self.hears("¿sigues ahí?")
        stanzas = self.sent_stanzas()
        tokens = {token_of(stanza) for stanza in stanzas}
        self.assertEqual(len(tokens), 1)
        (token,) = tokens
        self.assertEqual(len(token), 16)  # the service checks that it is the right one
        given = wait_until(self.tokens_given, what="our own token")
        self.assertEqual([jid for jid, _ in given], [user(self.customer["lid"])], "once a week, whatever is written")
        self.assertLess(abs(given[0][1] - time.time()), 60)
        # He installs WhatsApp anew: he is given the token of before again.
        self.ask(self.service, "phone_reset", pn=CUSTOMER_NUMBER)
        again = wait_until(lambda: len(g := self.tokens_given()) > 1 and g, what="the token again")
        self.assertEqual(again[1], again[0])

    def test_without_a_token_a_stranger_is_not_reached(self) -> None:
        self.setting(pacing__first_contact=True)
        self.ask(self.service, "require_tokens", on=True)
        _, ticket = self.desk.request("POST", "/api/v1/tickets", {"fault": "pantalla", "customer_address": CUSTOMER_NUMBER})
        id_ = self.say(ticket["id"], "hola")
        self.assert_explained(id_, "contact_not_open", True)
        self.assertFalse(self.desk.link()["account"]["restricted"])
        self.ask(self.service, "give_token", **{"from": CUSTOMER_NUMBER}, to=DESK_NUMBER)
        self.assertEqual(self.waiting(self.service), [])
        self.assertEqual(self.desk.request("POST", f"/api/v1/messages/{id_}/resend")[0], 202)
        self.hears("hola")
        self.assertIsNotNone(token_of(self.sent_stanzas()[-1]))

    def test_a_token_that_is_too_old_is_not_used(self) -> None:
        ticket = self.chat()
        self.desk.kill()
        self.desk.start()  # tokens outlive the program
        self.desk.ready_again()
        self.say(ticket, "aquí sigo")
        self.hears("aquí sigo")
        self.assertIsNotNone(token_of(self.sent_stanzas()[-1]))
        other = "15550002004"
        self.ask(self.service, "account", pn=other, name="Beto")
        self.setting(pacing__first_contact=True)
        self.ask(self.service, "give_token", **{"from": other}, to=DESK_NUMBER, age=35 * 86400)
        self.assertEqual(self.waiting(self.service), [])
        _, old = self.desk.request("POST", "/api/v1/tickets", {"fault": "pantalla", "customer_address": other})
        self.say(old["id"], "hola")
        self.hears("hola", other)
        self.assertIsNone(token_of(self.sent_stanzas()[-1]))


class FirstContacts(Refused):
    def test_strangers_are_only_written_to_when_it_is_allowed(self) -> None:
        _, ticket = self.desk.request("POST", "/api/v1/tickets", {"fault": "pantalla", "customer_address": f"+{CUSTOMER_NUMBER}"})
        id_ = self.say(ticket["id"], "hola")
        self.assert_explained(id_, "first_contact_off", True)
        self.assertEqual(self.sent_stanzas(), [])
        # News of a status neither.
        self.assertEqual(self.desk.request("PATCH", f"/api/v1/tickets/{ticket['id']}", {"status": "closed"})[0], 200)
        news = wait_until(lambda: [m for m in self.desk.messages(ticket["id"]) if m["author"]["type"] == "bot"], what="the notice")[0]
        self.assertEqual((news["state"], news["cause"]), ("refused", "first_contact_off"))
        self.setting(pacing__first_contact=True)
        self.assertTrue(self.desk.get("/api/v1/whatsapp/pacing")["first_contact"])
        self.assertEqual(self.desk.request("POST", f"/api/v1/messages/{id_}/resend")[0], 202)
        self.hears("hola")

    def test_a_number_that_is_not_there_is_found_out_before(self) -> None:
        self.setting(pacing__first_contact=True)
        _, ticket = self.desk.request("POST", "/api/v1/tickets", {"fault": "pantalla", "customer_address": "15550009999"})
        id_ = self.say(ticket["id"], "hola")
        self.assert_explained(id_, "not_on_whatsapp", False)
        self.assertEqual(self.sent_stanzas(), [])
        check = self.desk.request("POST", "/api/v1/whatsapp/numbers/check", {"phone": "+1 555 000 9999"})
        self.assertEqual(check, (200, {"on_whatsapp": False, "address": None, "alias": None}))
        status, found = self.desk.request("POST", "/api/v1/whatsapp/numbers/check", {"phone": CUSTOMER_NUMBER})
        self.assertEqual((status, found["on_whatsapp"]), (200, True))
        self.assertEqual({found["address"], found["alias"]}, {self.customer["jid"], self.customer["lid"]})
        self.assertEqual(self.desk.request("POST", "/api/v1/whatsapp/numbers/check", {"phone": "no number"})[0], 400)
        asked = [s for s in self.ask(self.service, "stanzas", jid=self.desk.jid)["stanzas"]
                 if s["tag"] == "iq" and s["attrs"].get("xmlns") == "usync" and "contact" in str(s)]
        self.assertEqual(len(asked), 2, "each number once")


class Pace(Refused):
    settings = {"VENTANILLA_PACING_TYPING": "on", "VENTANILLA_QUIET_TIME_MS": "1500"}

    def test_a_burst_under_a_tight_budget_is_paced_and_loses_nothing(self) -> None:
        customers = [f"1555000{n}" for n in range(3000, 3010)]
        for number in customers:
            self.ask(self.service, "account", pn=number, name="Cliente")
        ticket = self.chat()
        self.setting(pacing__per_minute=6)
        stream = EventStream(self.desk, query="?topics=pacing")
        for number in customers:
            self.write("hola", number)
        wait_until(lambda: self.desk.get("/api/v1/whatsapp/pacing")["light"] == "red", 30, "the red light")
        wait_until(lambda: stream.events, what="a live event")
        pace = self.desk.get("/api/v1/whatsapp/pacing")
        self.assertEqual(pace["reasons"][0]["reason"], "budget_spent")
        self.assertTrue(pace["reasons"][0]["until"] and pace["reasons"][0]["title"])
        self.assertGreater(wait_until(lambda: self.desk.get("/api/v1/whatsapp/pacing")["held"], 20), 0)
        # A technician does not wait.
        started = time.monotonic()
        self.say(ticket, "yo te atiendo")
        self.hears("yo te atiendo")
        self.assertLess(time.monotonic() - started, 3)
        # The desk dies meanwhile: what left still counts, and what waits is still there.
        self.desk.kill()
        self.desk.start()
        self.desk.ready_again()
        self.assertGreaterEqual(self.desk.get("/api/v1/whatsapp/pacing")["used"]["minute"], 6)
        self.setting(pacing__per_minute=60)
        for number in customers:
            self.service.event("phone_message", timeout=30, account=number, own=False)
        wait_until(lambda: self.desk.get("/api/v1/outbox")["data"] == [], 20, "an empty queue")
        greetings = [e for e in self.service.seen("phone_message") if e["account"] in customers]
        self.assertEqual(greetings, [], "one reply each")

    def test_automatic_answers_are_typed_and_leave_in_time(self) -> None:
        for n in range(50):
            self.write(f"mensaje {n}")
        written = time.monotonic()
        answer = self.service.event("phone_message", timeout=30, account=CUSTOMER_NUMBER, own=False)
        self.assertLess(time.monotonic() - written, 10)
        self.assertTrue(answer["text"])
        typing = [s for s in self.ask(self.service, "stanzas", jid=self.desk.jid)["stanzas"] if s["tag"] == "chatstate"]
        self.assertTrue(any("composing" in str(s) for s in typing), "shown as being typed")
        time.sleep(3)
        again = [e for e in self.service.seen("phone_message") if e["account"] == CUSTOMER_NUMBER and not e["own"]]
        self.assertEqual(again, [], "one answer to a burst")


if __name__ == "__main__":
    unittest.main(verbosity=2)
