#!/usr/bin/env python3
"""The whole desk on WhatsApp, black box: ventanillad paired over REST with wa-sim, Baileys as the customer. Standard library
only; loopback only."""

from __future__ import annotations

import time
import unittest

from desk import WhatsAppDesk, wait_until
from drivers import Driver
from wacase import Party, WaCase, main, user

DESK_NUMBER = "15550001001"
CUSTOMER_NUMBER = "15550001002"
ANSWERS = [("nombre", "Ana Pérez"), ("departamento", "Contabilidad"), ("activo", "4521"), ("equipo", "laptop"),
           ("prueba esto", "no, sigue igual")]


class WaDesk(WaCase):
    def setUp(self) -> None:
        super().setUp()
        self.service = self.sim()
        self.desk = WhatsAppDesk(self.ready)
        self.addCleanup(self.desk.close)
        self.desk.start()
        paired = self.desk.pair(self.service, DESK_NUMBER)
        self.jid, self.lid = paired["jid"], paired["lid"]
        self.customer = self.party(self.service, self.baileys("--strict", "--push-name", "Ana"), CUSTOMER_NUMBER, "Ana")

    def write(self, text: str, mode: str = "pn") -> str:
        to = user({"pn": self.jid, "lid": self.lid}[mode])
        return self.ask(self.customer.driver, "text", to=to, text=text)["id"]

    def hears(self, timeout: float = 30, **members) -> dict:
        """The next message from the desk."""
        message = self.customer.driver.event("message", timeout=timeout, from_me=False, **members)
        self.assertTrue({user(message["chat"]), user(message["chat_alt"] or message["chat"])} <= {user(self.jid), user(self.lid)})
        return message

    def tell(self, text: str, mode: str = "pn") -> str:
        self.write(text, mode)
        return self.hears()["text"]

    def dialogue(self, first: str = "hola, mi laptop no prende desde ayer", mode: str = "pn") -> dict:
        """Answers what it is asked until a folio is named. @return the ticket."""
        said = self.tell(first, mode)
        for _ in range(12):
            if "folio" in said.lower():
                return self.only_ticket()
            answer = next((reply for word, reply in ANSWERS if word in said.lower()), None)
            self.assertIsNotNone(answer, f"unexpected question: {said}")
            said = self.tell(answer, mode)
        self.fail("no ticket after 12 turns")

    def only_ticket(self) -> dict:
        tickets = self.desk.get("/api/v1/tickets")["data"]
        self.assertEqual(len(tickets), 1, tickets)
        return tickets[0]

    def reply(self, ticket: int, text: str) -> dict:
        status, sent = self.desk.request("POST", f"/api/v1/tickets/{ticket}/messages", {"text": text})
        self.assertEqual((status, sent["author"]["type"]), (201, "technician"))
        return sent

    def state_of(self, ticket: int, text: str) -> str:
        (message,) = [m for m in self.desk.messages(ticket) if m["text"] == text]
        return message["state"]

    def reaches(self, ticket: int, text: str, state: str, timeout: float = 30) -> None:
        wait_until(lambda: self.state_of(ticket, text) == state, timeout, f"{text}: {state}")

    def test_a_dialogue_becomes_a_ticket_and_a_live_chat(self) -> None:
        ticket = self.dialogue()
        number = ticket["id"]
        wanted = {"status": "new", "requester": "Ana", "department": "Contabilidad", "equipment_type": "laptop",
                  "asset_number": "4521", "category": "hardware", "subcategory": "power", "priority": "normal"}
        self.assertEqual({key: ticket[key] for key in wanted}, wanted)
        self.assertRegex(ticket["folio"], r"^\d{4}-\d{5}$")
        messages = self.desk.messages(number)
        self.assertEqual(messages[0]["text"], "hola, mi laptop no prende desde ayer")
        # What the bot said is delivered like anything else.
        wait_until(lambda: all(m["state"] == "delivered" for m in self.desk.messages(number) if m["direction"] == "out"),
                   what="the bot's words delivered")

        self.reply(number, "Voy  para allá 🔧")
        heard = self.hears(text="Voy  para allá 🔧")
        self.reaches(number, "Voy  para allá 🔧", "delivered")
        self.ask(self.customer.driver, "read", chat=heard["chat"], sender=heard["sender"], ids=[heard["id"]])
        self.reaches(number, "Voy  para allá 🔧", "read")

        self.write("gracias, aquí estoy")
        wait_until(lambda: self.desk.messages(number)[-1]["text"] == "gracias, aquí estoy", 30, "the answer in the ticket")
        self.assertEqual(self.only_ticket()["id"], number)

        status, closed = self.desk.request("PATCH", f"/api/v1/tickets/{number}", {"status": "closed"})
        self.assertEqual((status, closed["status"]), (200, "closed"))
        news = self.hears()["text"]
        self.assertIn(ticket["folio"], news)
        # No receipt is to wait for a desk that has stopped: there is one of the phone and one of its client.
        self.reaches(number, news, "delivered")
        self.assertEqual(self.waiting(self.service), [])
        self.assertEqual(self.desk.stop(), 0)

    def test_one_customer_under_both_names(self) -> None:
        ticket = self.dialogue()
        self.write("y otra cosa", "lid")
        wait_until(lambda: self.desk.messages(ticket["id"])[-1]["text"] == "y otra cosa", 30, "the message in the ticket")
        self.assertEqual(self.only_ticket()["id"], ticket["id"])
        self.assertEqual(self.desk.request("GET", "/api/v1/customers/1")[0], 200)
        self.assertEqual(self.desk.request("GET", "/api/v1/customers/2")[0], 404)
        self.reply(ticket["id"], "dime")
        self.hears(text="dime")

    def test_reactions_edits_and_revokes_are_seen(self) -> None:
        ticket = self.dialogue()["id"]
        desk = user(self.jid)
        self.reply(ticket, "¿funcionó?")
        heard = self.hears(text="¿funcionó?")
        self.ask(self.customer.driver, "react", chat=heard["chat"], id=heard["id"], sender=heard["chat"], emoji="👍")
        wait_until(lambda: any(m["kind"] == "reaction" and m["text"] == "👍" for m in self.desk.messages(ticket)), 30, "a reaction")
        id_ = self.write("manana")
        wait_until(lambda: any(m["text"] == "manana" for m in self.desk.messages(ticket)), 30, "the text")
        self.ask(self.customer.driver, "edit", chat=desk, id=id_, text="mañana")
        wait_until(lambda: any(m["kind"] == "edit" and m["text"] == "mañana" for m in self.desk.messages(ticket)), 30, "an edit")
        self.ask(self.customer.driver, "revoke", chat=desk, id=id_)
        wait_until(lambda: any(m["kind"] == "revoke" for m in self.desk.messages(ticket)), 30, "a deletion")
        self.assertTrue(any(m["text"] == "manana" for m in self.desk.messages(ticket)), "never rewritten")

    def test_what_the_own_phone_writes_is_in_the_story(self) -> None:
        ticket = self.dialogue()["id"]
        text = "te marco en un momento"
        self.ask(self.service, "phone_send", **{"from": DESK_NUMBER}, to=self.customer.address("pn"), text=text)
        self.hears(text=text)
        (message,) = wait_until(lambda: [m for m in self.desk.messages(ticket) if m["text"] == text], 30, "the phone's words")
        self.assertEqual((message["direction"], message["author"]["type"]), ("out", "phone"))

    def test_groups_open_no_tickets(self) -> None:
        self.dialogue()
        group = self.ask(self.customer.driver, "group_create", subject="Comedor", participants=[user(self.lid)])["jid"]
        self.ask(self.customer.driver, "text", to=group, text="¿quién come hoy? mi impresora no imprime")
        self.assertEqual(self.waiting(self.service), [])
        time.sleep(2)
        self.only_ticket()

    def test_groups_are_listed_when_asked_for(self) -> None:
        self.assertEqual(self.desk.get("/api/v1/other-chats")["data"], [])
        self.set("chats.others", "list")
        group = self.ask(self.customer.driver, "group_create", subject="Comedor", participants=[user(self.lid)])["jid"]
        self.ask(self.customer.driver, "text", to=group, text="¿quién come hoy?")
        (chat,) = wait_until(lambda: [c for c in self.desk.get("/api/v1/other-chats")["data"] if c["name"]], 30, "the group")
        wanted = {"address": group, "kind": "group", "name": "Comedor", "messages": 1, "last_text": "¿quién come hoy?"}
        self.assertEqual({key: chat[key] for key in wanted}, wanted)
        self.assertEqual(self.desk.get("/api/v1/tickets")["data"], [])
        self.assertEqual(self.desk.get("/api/v1/customers")["data"], [])

    def test_calls_are_shown_and_turned_away(self) -> None:
        ticket = self.dialogue()["id"]
        self.ring("CALL1")
        calls = lambda: [m for m in self.desk.messages(ticket) if m["kind"] == "call"]
        wait_until(lambda: len(calls()) == 1, 30, "the first call")
        self.set("calls.reject", True)
        self.ring("CALL2")
        self.assertIn("por mensaje", self.hears()["text"])
        wait_until(lambda: len(calls()) == 2, 30, "the second call")
        sent = self.ask(self.service, "stanzas", jid=self.jid)["stanzas"]
        rejected = [child["attrs"]["call-id"] for node in sent if node["tag"] == "call" for child in node["content"]]
        self.assertEqual(rejected, ["CALL2"])

    def set(self, key: str, value) -> None:
        status, answer = self.desk.request("PATCH", "/api/v1/settings", {key: value}, token=self.desk.admin())
        self.assertEqual(status, 200, answer)

    def ring(self, call: str) -> None:
        lid = user(self.customer.address("lid"))
        offer = {"tag": "offer", "attrs": {"call-id": call, "call-creator": lid}, "content": [{"tag": "audio", "attrs": {}}]}
        node = {"tag": "call", "attrs": {"from": lid, "t": str(int(time.time())), "notify": "Ana"}, "content": [offer]}
        self.ask(self.service, "send_node", jid=self.jid, node=node)

    def test_a_killed_desk_goes_on_where_it_was(self) -> None:
        ticket = self.dialogue()["id"]
        self.desk.kill()
        self.write("¿sigues ahí?")
        self.desk.start()
        self.desk.ready_again()
        wait_until(lambda: self.desk.messages(ticket)[-1]["text"] == "¿sigues ahí?", 30, "what waited")
        self.reply(ticket, "aquí sigo")
        self.hears(text="aquí sigo")
        self.reaches(ticket, "aquí sigo", "delivered")

    def test_refusals_are_shown_with_their_cause(self) -> None:
        ticket = self.dialogue()["id"]
        self.ask(self.service, "nack", jid=self.jid, n=1, code=463)
        self.reply(ticket, "esto no saldrá")
        self.reaches(ticket, "esto no saldrá", "refused")
        (message,) = [m for m in self.desk.messages(ticket) if m["text"] == "esto no saldrá"]
        self.assertTrue(message["cause"])
        self.reply(ticket, "esto sí")
        self.hears(text="esto sí")

    def test_privacy_tokens_go_both_ways(self) -> None:
        """The other library gives the desk its token, and gets the desk's; each uses what it got. The simulator knows the right ones."""
        ticket = self.dialogue()["id"]
        self.reply(ticket, "voy para allá")
        self.hears(text="voy para allá")
        self.ask(self.service, "require_tokens", on=True)
        self.reply(ticket, "ya casi")
        self.hears(text="ya casi")
        self.write("gracias")
        wait_until(lambda: self.desk.messages(ticket)[-1]["text"] == "gracias", 30, "the answer in the ticket")
        for jid in (self.jid, self.customer.jid):
            stanzas = self.ask(self.service, "stanzas", jid=jid)["stanzas"]
            given = [s for s in stanzas if s["tag"] == "iq" and s["attrs"].get("xmlns") == "privacy" and "trusted_contact" in str(s)]
            self.assertGreaterEqual(len(given), 1, f"{jid} gives its token")
            if jid == self.jid:  # the other one keeps no account of it
                self.assertEqual(len(given), 1, "once a week")
            last = [s for s in stanzas if s["tag"] == "message" and s["attrs"].get("type") == "text"][-1]
            self.assertIn("tctoken", [child["tag"] for child in last["content"]], jid)

    def test_unlinked_it_says_so_and_pairs_again(self) -> None:
        self.ask(self.service, "unlink", jid=self.jid)
        wait_until(lambda: self.desk.link()["state"] in ("unpaired", "stopped"), 30, "the loss shown")
        paired = self.desk.pair(self.service, DESK_NUMBER)
        self.jid, self.lid = paired["jid"], paired["lid"]
        self.dialogue()


class Settings(unittest.TestCase):
    def test_another_service_is_only_believed_on_this_computer(self) -> None:
        for url in ("ws://203.0.113.1/ws/chat", "wss://web.whatsapp.example/ws/chat", "ws://127.0.0.1.example.com/"):
            with self.subTest(url=url):
                desk = WhatsAppDesk({"url": url, "cert_key": "11" * 32})
                self.addCleanup(desk.close)
                with self.assertRaises(ValueError):  # it ends before it says that it is ready
                    desk.start()
                self.assertNotEqual(desk.process.wait(10), 0)
                desk.process.stdout.close()


if __name__ == "__main__":
    main()
