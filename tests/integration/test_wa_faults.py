#!/usr/bin/env python3
"""Everything that wa-sim can do wrong, one fault a test, and what wa-cli shows for it (note 2, sections 3.5, 3.6 and 4.5).
The other side is Baileys, or a phone of the simulator's. Standard library only; loopback only."""

from __future__ import annotations

import time

from conversations import FIRST_NUMBER, SECOND_NUMBER, Talk
from drivers import Driver
from wacase import Party, WaCase, main

THIRD_NUMBER = "15550001003"


class Faults(Talk, WaCase):
    def client(self, name: str) -> Driver:
        return self.cli("--push-name", name)

    def other_client(self, name: str) -> Driver:
        return self.baileys("--strict", "--push-name", name)

    def acquainted(self, *flags: str) -> tuple[Party, Party]:
        """Ours and theirs, with sessions in use."""
        ours, theirs = self.two(*flags)
        self.says(ours, theirs, "hola")
        self.says(theirs, ours, "hola")
        return ours, theirs

    def acquainted_with_a_phone(self) -> tuple[Party, str]:
        """Ours, and the address of somebody who has nothing but a phone, with sessions in use. A phone that begins anew
        removes its account's linked clients."""
        self.service = self.sim()
        ours = self.party(self.service, self.client("Mesa"), FIRST_NUMBER, "Mesa")
        stranger = self.ask(self.service, "account", pn=THIRD_NUMBER, name="Beto")["jid"]
        id_ = self.ask(self.service, "phone_send", **{"from": THIRD_NUMBER}, to=ours.address("pn"), text="hola")["id"]
        self.hears(ours, id_, "hola")
        for text in ("hola", "¿qué tal?"):
            id_ = self.tell(ours, stranger, text)
            self.assertEqual(self.service.event("phone_message", id=id_, account=THIRD_NUMBER, timeout=20)["text"], text)
        return ours, stranger

    def fault(self, name: str, party: Party, **arguments) -> None:
        self.ask(self.service, name, jid=party.jid, **arguments)

    def sent(self, party: Party, id_: str, timeout: float = 20) -> dict:
        return party.driver.event("sent", id=id_, timeout=timeout)

    def counted(self, party: Party, name: str) -> int:
        return self.ask(party.driver, "stats")["stats"][name]

    def retries_of(self, party: Party, id_: str) -> list[dict]:
        """The retry receipts that it sent for a message."""
        return [stanza for stanza in self.ask(self.service, "stanzas", jid=party.jid)["stanzas"]
                if stanza["tag"] == "receipt" and stanza["attrs"].get("type") == "retry" and stanza["attrs"]["id"] == id_]

    def all_is_well(self, ours: Party, theirs: Party) -> None:
        """What a fault leaves behind must not hurt later messages."""
        for mode in ("pn", "lid"):
            self.says(ours, theirs, f"sigue {mode}", mode)
            self.says(theirs, ours, f"sigue {mode}", mode)
        self.assertEqual(self.waiting(self.service), [])


class Receiving(Faults):
    def test_a_spoiled_ciphertext_is_asked_for_again(self) -> None:
        ours, theirs = self.acquainted()
        self.fault("mangle", ours, n=1)
        id_ = self.tell(theirs, ours.address("pn"), "¿me oyes?")
        self.assertEqual(ours.driver.event("decrypt_error", timeout=20)["id"], id_)
        self.heard_once(ours, [id_])
        (retry,) = self.retries_of(ours, id_)
        self.assertEqual(retry["content"][0]["attrs"]["count"], "1")
        self.assertEqual(self.counted(ours, "decrypt_errors"), 1)
        self.all_is_well(ours, theirs)

    def test_it_is_not_asked_for_without_end(self) -> None:
        ours, theirs = self.acquainted()
        self.fault("mangle", ours, n=50)
        id_ = self.tell(theirs, ours.address("pn"), "ruido")
        # Baileys sends it twice more and answers the third request no more; our own limit of four is tst_receiver's.
        self.until(lambda: len(self.retries_of(ours, id_)) >= 3, "three requests", timeout=30)
        time.sleep(2)
        retries = self.retries_of(ours, id_)
        self.assertEqual([retry["content"][0]["attrs"]["count"] for retry in retries], ["1", "2", "3"])
        for retry in retries[1:]:
            self.assertIn("keys", [child["tag"] for child in retry["content"]])
        self.assertEqual([m for m in ours.driver.seen("message") if m["id"] == id_], [])
        self.assertEqual(self.waiting(self.service), [], "given up, but still queued")
        self.fault("mangle", ours, n=0)
        self.all_is_well(ours, theirs)

    def test_a_stanza_that_comes_twice_is_one_message(self) -> None:
        ours, theirs = self.acquainted()
        self.fault("duplicate", ours, n=3)
        ids = [self.tell(theirs, ours.address("pn"), f"doble {at}") for at in range(3)]
        self.heard_once(ours, ids)
        self.assertEqual(sum(len(self.retries_of(ours, id_)) for id_ in ids), 0, "asked for what it had")
        self.assertEqual(self.counted(ours, "decrypt_errors"), 0)
        self.all_is_well(ours, theirs)

    def test_lost_receipts_bring_no_second_message(self) -> None:
        ours, theirs = self.acquainted()
        self.fault("lose_receipts", ours, n=2)
        ids = [self.tell(theirs, ours.address("pn"), f"sin recibo {at}") for at in range(2)]
        self.heard_once(ours, ids)
        self.until(lambda: self.device(self.service, ours.jid)["unacked"] == 2, "two without receipt")
        self.ask(self.service, "drop", jid=ours.jid)  # what is not acknowledged comes again with the next connection
        ours.driver.event("disconnected", timeout=20)
        ours.driver.event("connected", timeout=20)
        self.assertEqual(self.waiting(self.service), [])
        self.assertEqual([m for m in ours.driver.seen("message") if m["id"] in ids], [])
        self.all_is_well(ours, theirs)

    def test_a_cut_loses_nothing_that_was_written_meanwhile(self) -> None:
        ours, theirs = self.acquainted()
        ids = []
        for round_ in range(3):
            ids += [self.tell(theirs, ours.address("pn"), f"antes {round_}") for _ in range(5)]
            self.ask(self.service, "drop", jid=ours.jid)
            ids += [self.tell(theirs, ours.address("pn"), f"corte {round_}") for _ in range(5)]
            ours.driver.event("connected", timeout=30)
        self.heard_once(ours, ids)
        self.all_is_well(ours, theirs)

    def test_keys_that_have_run_out_are_replaced(self) -> None:
        ours, theirs = self.two()
        self.ask(self.service, "prekeys", jid=ours.jid, keep=0)
        self.says(theirs, ours, "primera")  # perhaps without a one-time key
        self.until(lambda: self.device(self.service, ours.jid)["prekeys"] >= 800, "new keys")
        self.all_is_well(ours, theirs)

    def test_a_new_phone_is_believed(self) -> None:
        ours, stranger = self.acquainted_with_a_phone()
        self.ask(self.service, "phone_reset", pn=THIRD_NUMBER)
        id_ = self.ask(self.service, "phone_send", **{"from": THIRD_NUMBER}, to=ours.address("pn"), text="teléfono nuevo")["id"]
        self.heard_once(ours, [id_])
        id_ = self.tell(ours, stranger, "enhorabuena")
        self.assertEqual(self.service.event("phone_message", id=id_, account=THIRD_NUMBER, timeout=20)["text"], "enhorabuena")


class Sending(Faults):
    def test_what_the_other_could_not_read_is_sent_again(self) -> None:
        ours, theirs = self.acquainted()
        self.fault("mangle", theirs, n=1)
        id_ = self.tell(ours, theirs.address("pn"), "¿me oyes?")
        self.heard_once(theirs, [id_])
        self.assertEqual(theirs.driver.event("decrypt_error")["id"], id_)
        self.assertEqual(ours.driver.event("receipt", type="retry")["ids"], [id_])
        self.assertEqual(self.counted(ours, "retries_in"), 1)
        ours.driver.event("receipt", type="delivered", ids=[id_])
        self.all_is_well(ours, theirs)

    def test_one_that_can_never_read_it_is_given_up(self) -> None:
        ours, theirs = self.acquainted()
        self.fault("mangle", theirs, n=50)
        id_ = self.tell(ours, theirs.address("pn"), "ruido")
        self.assertNotIn("error", self.sent(ours, id_))
        theirs.driver.event("decrypt_error", id=id_, timeout=20)
        time.sleep(4)
        again = [s for s in self.ask(self.service, "stanzas", jid=ours.jid)["stanzas"]
                 if s["tag"] == "message" and s["attrs"]["id"] == id_ and s["attrs"].get("device_fanout") == "false"]
        self.assertTrue(1 <= len(again) <= 5, len(again))
        self.assertEqual([s["attrs"]["to"] for s in again if not s["attrs"]["to"].endswith(("@lid", "@s.whatsapp.net"))], [])
        self.fault("mangle", theirs, n=0)
        self.all_is_well(ours, theirs)

    def test_twice_delivered_is_once_read(self) -> None:
        ours, theirs = self.acquainted()
        self.fault("duplicate", theirs, n=2)
        ids = [self.tell(ours, theirs.address("pn"), f"doble {at}") for at in range(2)]
        self.heard_once(theirs, ids)
        for id_ in ids:
            ours.driver.event("receipt", type="delivered", ids=[id_], timeout=20)
        # Baileys takes the second copy for a broken message and asks for it; what it then gets it does not tell anybody.
        time.sleep(2)
        self.assertLessEqual(self.counted(ours, "retries_in"), len(ids))
        for id_ in ids:
            again = [s for s in self.ask(self.service, "stanzas", jid=ours.jid)["stanzas"]
                     if s["tag"] == "message" and s["attrs"]["id"] == id_ and s["attrs"].get("device_fanout") == "false"]
            self.assertLessEqual(len(again), 1, "sent again without being asked")
        self.assertEqual([m for m in theirs.driver.seen("message") if m["id"] in ids], [], "told twice")
        self.all_is_well(ours, theirs)

    def test_lost_receipts_leave_it_at_sent_and_a_read_mark_raises_it(self) -> None:
        ours, theirs = self.acquainted()
        self.until(lambda: len(ours.driver.seen("receipt")) >= 1, "the receipts so far")
        time.sleep(0.5)
        self.fault("lose_receipts", theirs, n=1)
        id_ = self.tell(ours, theirs.address("pn"), "¿llegó?")
        message = self.hears(theirs, id_, "¿llegó?")
        self.assertNotIn("error", self.sent(ours, id_))
        time.sleep(1)
        self.assertEqual([r for r in ours.driver.seen("receipt") if id_ in r["ids"]
                          and r["type"] == "delivered" and r["from"] == theirs.jid], [])
        self.ask(theirs.driver, "read", chat=message["chat"], sender=message["sender"], ids=[id_])
        ours.driver.event("receipt", type="read", ids=[id_], timeout=20)
        self.ask(self.service, "drop", jid=theirs.jid)
        theirs.driver.event("connected", timeout=30)

    def test_late_acks_are_waited_for(self) -> None:
        ours, theirs = self.acquainted()
        self.fault("delay_acks", ours, n=3)
        ids = [self.tell(ours, theirs.address("pn"), f"despacio {at}") for at in range(3)]
        self.heard_once(theirs, ids)
        for id_ in ids:
            self.assertNotIn("error", self.sent(ours, id_, timeout=60))
        self.assertEqual(len([s for s in self.ask(self.service, "stanzas", jid=ours.jid)["stanzas"]
                              if s["tag"] == "message" and s["attrs"]["id"] in ids]), 3, "it repeated one")
        self.all_is_well(ours, theirs)

    def test_refusals_are_told_with_their_code(self) -> None:
        ours, theirs = self.acquainted()
        for code in (400, 403, 405, 463, 475, 479):
            with self.subTest(code=code):
                self.fault("nack", ours, n=1, code=code)
                id_ = self.tell(ours, theirs.address("pn"), f"rechazado {code}")
                self.assertEqual(self.sent(ours, id_)["error"], code)
                time.sleep(0.5)
                again = [s for s in self.ask(self.service, "stanzas", jid=ours.jid)["stanzas"]
                         if s["tag"] == "message" and s["attrs"]["id"] == id_]
                self.assertEqual(len(again), 1, "sent again by itself")
                self.assertEqual([m for m in theirs.driver.seen("message") if m["id"] == id_], [])
        self.all_is_well(ours, theirs)

    def test_a_trouble_of_the_service_is_tried_once_more(self) -> None:
        ours, theirs = self.acquainted()
        for code in (500, 503):
            with self.subTest(code=code):
                self.fault("nack", ours, n=1, code=code)
                id_ = self.tell(ours, theirs.address("pn"), f"otra vez {code}")
                self.assertEqual(self.sent(ours, id_)["error"], code)
                self.assertNotIn("error", self.sent(ours, id_, timeout=60))
                self.heard_once(theirs, [id_])
        self.all_is_well(ours, theirs)

    def test_a_cut_before_the_ack_repeats_the_same_stanza(self) -> None:
        ours, theirs = self.acquainted()
        for round_ in range(3):
            self.fault("delay_acks", ours, n=1)
            id_ = self.tell(ours, theirs.address("pn"), f"corte {round_}")
            self.hears(theirs, id_, f"corte {round_}")
            self.ask(self.service, "drop", jid=ours.jid)
            ours.driver.event("connected", timeout=30)
            self.assertNotIn("error", self.sent(ours, id_, timeout=30))
            stanzas = [s for s in self.ask(self.service, "stanzas", jid=ours.jid)["stanzas"]
                       if s["tag"] == "message" and s["attrs"]["id"] == id_]
            self.assertEqual(len(stanzas), 2)
            self.assertEqual(stanzas[0], stanzas[1], "encrypted again under the same id")
            self.assertEqual([m for m in theirs.driver.seen("message") if m["id"] == id_], [], "told twice")
        self.all_is_well(ours, theirs)

    def test_a_forged_bundle_is_not_written_to(self) -> None:
        ours, theirs = self.two()
        self.fault("spoil_bundle", theirs, n=1)
        id_ = self.tell(ours, theirs.address("pn"), "solo al teléfono")
        self.assertEqual(self.service.event("phone_message", id=id_, account=SECOND_NUMBER, timeout=20)["text"], "solo al teléfono")
        self.assertNotIn("error", self.sent(ours, id_))
        (stanza,) = [s for s in self.ask(self.service, "stanzas", jid=ours.jid)["stanzas"]
                     if s["tag"] == "message" and s["attrs"]["id"] == id_]
        (participants,) = [child for child in stanza["content"] if child["tag"] == "participants"]
        self.assertFalse({theirs.jid, theirs.lid} & {to["attrs"]["jid"] for to in participants["content"]})
        time.sleep(1)
        self.assertEqual([m for m in theirs.driver.seen("message") if m["id"] == id_], [])
        self.says(ours, theirs, "ahora sí")

    def test_without_any_honest_bundle_nothing_is_sent(self) -> None:
        sim = self.service = self.sim()
        ours = self.party(sim, self.client("Mesa"), FIRST_NUMBER, "Mesa")
        stranger = self.ask(sim, "account", pn=SECOND_NUMBER, name="Ana")
        self.ask(sim, "spoil_bundle", pn=SECOND_NUMBER, n=1)
        answer = ours.driver.ask("text", to=stranger["jid"], text="hola")
        if answer["ok"]:  # it may know the id before it knows that nobody can be written to
            self.assertIn("error", self.sent(ours, answer["id"]))
        self.assertEqual([m for m in sim.seen("phone_message") if m["account"] == SECOND_NUMBER], [])
        id_ = self.tell(ours, stranger["jid"], "hola")
        self.assertEqual(sim.event("phone_message", id=id_, account=SECOND_NUMBER, timeout=20)["text"], "hola")

    def test_without_one_time_keys_it_can_still_be_written_to(self) -> None:
        ours, theirs = self.two()
        self.ask(self.service, "mute", jid=theirs.jid)  # so that it does not upload new ones in time
        self.ask(self.service, "prekeys", jid=theirs.jid, keep=0)
        id_ = self.tell(ours, theirs.address("pn"), "sin clave de un solo uso")
        self.assertNotIn("error", self.sent(ours, id_))
        self.away(self.service, theirs)
        self.back(theirs)
        self.heard_once(theirs, [id_])
        self.all_is_well(ours, theirs)

    def test_phones_that_forget_or_begin_anew_are_told_again(self) -> None:
        ours, stranger = self.acquainted_with_a_phone()
        for what, arguments in (("phone_forget", {"jid": ours.jid}), ("phone_reset", {})):
            with self.subTest(what=what):
                self.ask(self.service, what, pn=THIRD_NUMBER, **arguments)
                id_ = self.tell(ours, stranger, f"tras {what}")
                said = self.service.event("phone_message", id=id_, account=THIRD_NUMBER, timeout=20)
                self.assertEqual(said["text"], f"tras {what}")


if __name__ == "__main__":
    main()
