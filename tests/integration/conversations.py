"""What two linked clients of different accounts must be able to say to each other, whoever wrote them."""

from __future__ import annotations

import time

from drivers import Driver
from wacase import Party, user

FIRST_NUMBER = "15550001001"
SECOND_NUMBER = "15550001002"
QUEUE = 200
BURST = 60


class Talk:
    """Mixed into a WaCase: two clients, and what they say to each other.

    client() makes a client under the name that it shows to others; other_client() the second one, the same kind by default.
    """

    def client(self, name: str) -> Driver:
        raise NotImplementedError

    def other_client(self, name: str) -> Driver:
        return self.client(name)

    def two(self, *flags: str) -> tuple[Party, Party]:
        self.service = self.sim(*flags)
        first = self.party(self.service, self.client("Mesa"), FIRST_NUMBER, "Mesa")
        second = self.party(self.service, self.other_client("Ana"), SECOND_NUMBER, "Ana")
        return first, second

    def both_ways(self, first: Party, second: Party) -> list[tuple[Party, Party]]:
        return [(first, second), (second, first)]

    def both_ways_and_names(self, first: Party, second: Party) -> list[tuple[Party, Party, str]]:
        """Sender, receiver, and how the receiver is addressed."""
        return [(sender, receiver, receiver.address(mode)) for mode in ("pn", "lid")
                for sender, receiver in self.both_ways(first, second)]

    def tell(self, sender: Party, to: str, text: str, **more) -> str:
        return self.ask(sender.driver, "text", to=to, text=text, **more)["id"]

    def hears(self, receiver: Party, id_: str, text: str, kind: str = "text", timeout: float = 20) -> dict:
        message = receiver.driver.event("message", id=id_, timeout=timeout)
        self.assertEqual((message["kind"], message["text"]), (kind, text))
        return message

    def says(self, sender: Party, receiver: Party, text: str, mode: str = "pn") -> dict:
        """A text, from its sending to its arrival. @return what the receiver was told."""
        return self.hears(receiver, self.tell(sender, receiver.address(mode), text), text)

    def heard_once(self, receiver: Party, ids: list[str], timeout: float = 60) -> list[dict]:
        """Waits for those messages; nothing may come twice, then or soon after. @return them as they came."""
        def arrived() -> list[dict]:
            return [message for message in receiver.driver.seen("message") if message["id"] in set(ids)]

        self.until(lambda: len(arrived()) >= len(ids), f"{len(ids)} messages, {len(arrived())} came", timeout)
        time.sleep(0.5)
        self.assertEqual(sorted(message["id"] for message in arrived()), sorted(ids))
        return [receiver.driver.event("message", id=id_) for id_ in [message["id"] for message in arrived()]]


class Conversations(Talk):
    """The tests; every one goes both ways."""

    # --- One to one -----------------------------------------------------------------------------------------------

    def test_texts_go_both_ways_under_either_name(self) -> None:
        first, second = self.two()
        for sender, receiver, to in self.both_ways_and_names(first, second):
            text = f"¿Qué tal? 🔧 {to}"
            id_ = self.tell(sender, to, text)
            message = self.hears(receiver, id_, text)
            self.assertEqual({user(message["chat"]), user(message["chat_alt"])}, sender.names)
            self.assertEqual({user(message["sender"]), user(message["sender_alt"])}, sender.names)
            self.assertFalse(message["from_me"])
            self.assertEqual(message["push_name"], {first.number: "Mesa", second.number: "Ana"}[sender.number])
            self.assertLess(abs(message["t"] - time.time()), 60)
            self.assertNotIn("error", sender.driver.event("sent", id=id_))
            self.assertIn(user(sender.driver.event("receipt", type="delivered", ids=[id_])["from"]), receiver.names)
            # The phones have it as well: the other's, and a copy at the own one.
            at_other = self.service.event("phone_message", id=id_, account=receiver.number)
            self.assertEqual((at_other["text"], at_other["own"]), (text, False))
            own_copy = self.service.event("phone_message", id=id_, account=sender.number)
            self.assertEqual((own_copy["text"], own_copy["own"]), (text, True))

    def test_long_and_odd_texts_arrive_as_they_were_written(self) -> None:
        first, second = self.two()
        for sender, receiver in self.both_ways(first, second):
            for text in ("x", "á" * 30_000, "uno\n\n dos\t", "👩‍🔧 ‮abc", "<b>&amp;</b> \\ \"", "https://127.0.0.1/x"):
                self.says(sender, receiver, text)

    def test_replies_name_what_they_answer(self) -> None:
        first, second = self.two()
        for sender, receiver, to in self.both_ways_and_names(first, second):
            asked = self.says(receiver, sender, "¿cuándo?")
            quote = {"id": asked["id"], "chat": asked["chat"], "sender": user(asked["sender"]), "text": "¿cuándo?"}
            id_ = self.ask(sender.driver, "reply", to=to, text="hoy", quote=quote)["id"]
            quoted = self.hears(receiver, id_, "hoy")["quoted"]
            self.assertEqual((quoted["id"], quoted["text"]), (asked["id"], "¿cuándo?"))
            self.assertIn(user(quoted["sender"]), receiver.names)

    def test_reactions_are_shown_and_taken_back(self) -> None:
        first, second = self.two()
        for sender, receiver, to in self.both_ways_and_names(first, second):
            theirs = self.says(receiver, sender, "listo")
            for emoji in ("👍", ""):
                id_ = self.ask(sender.driver, "react", chat=to, id=theirs["id"], sender=to, emoji=emoji)["id"]
                reaction = self.hears(receiver, id_, emoji, "reaction")
                self.assertEqual((reaction["target"]["id"], reaction["target"]["from_me"]), (theirs["id"], True))
            own = self.says(sender, receiver, "hola")
            id_ = self.ask(sender.driver, "react", chat=to, id=own["id"], sender=user(sender.jid), from_me=True, emoji="🙂")["id"]
            target = self.hears(receiver, id_, "🙂", "reaction")["target"]
            self.assertEqual((target["id"], target["from_me"]), (own["id"], False))

    def test_edits_and_revokes_name_their_message(self) -> None:
        first, second = self.two()
        for sender, receiver, to in self.both_ways_and_names(first, second):
            id_ = self.tell(sender, to, "manana")
            self.hears(receiver, id_, "manana")
            self.ask(sender.driver, "edit", chat=to, id=id_, text="mañana")
            edit = receiver.driver.event("message", kind="protocol:MESSAGE_EDIT", timeout=20)
            self.assertEqual((edit["text"], edit["target"]["id"], edit["target"]["from_me"]), ("mañana", id_, False))
            self.ask(sender.driver, "revoke", chat=to, id=id_)
            revoke = receiver.driver.event("message", kind="protocol:REVOKE", timeout=20)
            self.assertEqual((revoke["target"]["id"], revoke["target"]["from_me"]), (id_, False))

    def test_read_marks_reach_the_writer(self) -> None:
        first, second = self.two()
        for sender, receiver, to in self.both_ways_and_names(first, second):
            messages = [self.hears(receiver, self.tell(sender, to, text), text) for text in ("uno", "dos", "tres")]
            ids = [message["id"] for message in messages]
            for id_ in ids:
                sender.driver.event("receipt", type="delivered", ids=[id_], timeout=20)
            self.ask(receiver.driver, "read", chat=messages[0]["chat"], sender=messages[0]["sender"], ids=ids)
            read = sender.driver.event("receipt", type="read", timeout=20)
            self.assertEqual(sorted(read["ids"]), sorted(ids))
            self.assertIn(user(read["from"]), receiver.names)

    def test_typing_and_presence_are_seen(self) -> None:
        first, second = self.two()
        for party in (first, second):
            self.ask(party.driver, "presence", state="available", name={first.number: "Mesa", second.number: "Ana"}[party.number])
        for sender, receiver, to in self.both_ways_and_names(first, second):
            for state in ("composing", "recording", "paused"):
                self.ask(sender.driver, "chatstate", to=to, state=state)
                self.assertIn(user(receiver.driver.event("chatstate", state=state, timeout=20)["chat"]), sender.names)
        for sender, receiver in self.both_ways(first, second):
            self.ask(receiver.driver, "subscribe", to=sender.address("pn"))
            for state in ("unavailable", "available"):
                self.ask(sender.driver, "presence", state=state)
                self.assertIn(user(receiver.driver.event("presence", state=state, timeout=20)["from"]), sender.names)

    def test_the_own_phone_writes_too(self) -> None:
        first, second = self.two()
        for sender, receiver in self.both_ways(first, second):
            for mode in ("pn", "lid"):
                text = f"desde el teléfono {mode}"
                id_ = self.ask(self.service, "phone_send", **{"from": sender.number}, to=receiver.address(mode), text=text)["id"]
                self.assertFalse(self.hears(receiver, id_, text)["from_me"])
                copy = self.hears(sender, id_, text)
                self.assertTrue(copy["from_me"])
                self.assertTrue({user(copy["chat"]), user(copy["chat_alt"] or copy["chat"])} & receiver.names)

    def test_a_burst_both_ways_at_once(self) -> None:
        first, second = self.two()
        self.says(first, second, "hola")
        self.says(second, first, "hola")
        for at in range(BURST):
            for sender, receiver in ((first, second), (second, first)):
                sender.driver.send("text", to=receiver.address("pn"), text=f"ráfaga {at}")
        for sender, receiver in ((first, second), (second, first)):
            ids = []
            for _ in range(BURST):
                answer = sender.driver.result(60)
                self.assertTrue(answer["ok"], answer)
                ids.append(answer["id"])
            self.heard_once(receiver, ids)

    # --- Groups ---------------------------------------------------------------------------------------------------

    def test_groups_with_hidden_names(self) -> None:
        self.group_talk("lid")

    def test_groups_with_numbers(self) -> None:
        self.group_talk("pn")

    def group_talk(self, mode: str) -> None:
        first, second = self.two("--group-mode", mode)
        for creator, other in self.both_ways(first, second):
            self.says(creator, other, "te agrego")
            group = self.ask(creator.driver, "group_create", subject="Soporte", participants=[other.address(mode)])["jid"]
            self.assertTrue(group.endswith("@g.us"), group)
            def was_told() -> bool:  # the creator of an earlier one has been told of that as well
                return any(entry["jid"] == group for event in other.driver.seen("groups") for entry in event["groups"])

            self.until(was_told, "the news of the group")
            info = self.ask(other.driver, "group_info", jid=group)["result"]
            self.assertEqual((info["subject"], info["addressing_mode"], len(info["participants"])), ("Soporte", mode, 2))
            self.assertIn(group, [entry["jid"] for entry in self.ask(creator.driver, "groups")["result"]])
            for round_ in range(3):  # the first brings the sender key
                for sender, receiver in ((creator, other), (other, creator)):
                    text = f"al grupo {round_}"
                    id_ = self.tell(sender, group, text)
                    message = self.hears(receiver, id_, text)
                    self.assertEqual(message["chat"], group)
                    self.assertEqual(user(message["sender"]), sender.address(mode))
                    sender.driver.event("receipt", type="delivered", ids=[id_], timeout=20)
                    self.ask(receiver.driver, "read", chat=group, sender=message["sender"], ids=[id_], group=True)
                    self.assertEqual(sender.driver.event("receipt", type="read", timeout=20)["ids"], [id_])

    # --- Lost sessions --------------------------------------------------------------------------------------------

    def test_a_lost_session_is_healed(self) -> None:
        first, second = self.two()
        for loser, other in self.both_ways(first, second):
            for speaks_first in (other, loser):
                self.says(first, second, "antes")
                self.says(second, first, "antes")
                self.ask(loser.driver, "forget_sessions", addresses=other.sessions)
                listener = loser if speaks_first is other else other
                text = f"después {loser.number} {speaks_first.number}"
                id_ = self.tell(speaks_first, listener.address("pn"), text)
                self.heard_once(listener, [id_])
                if speaks_first is other:  # it wrote into the lost session
                    loser.driver.event("decrypt_error", id=id_)
                    speaks_first.driver.event("receipt", type="retry", ids=[id_])
                for sender, receiver in ((first, second), (second, first)):
                    self.says(sender, receiver, "otra vez", mode="lid")

    def test_a_phone_that_lost_its_session_is_told_again(self) -> None:
        first, second = self.two()
        for sender, receiver in self.both_ways(first, second):
            self.says(sender, receiver, "antes")
            self.ask(self.service, "phone_send", **{"from": receiver.number}, to=sender.address("pn"), text="del teléfono")
            sender.driver.event("message", text="del teléfono", timeout=20)
            self.says(sender, receiver, "antes")
            self.ask(self.service, "phone_forget", pn=receiver.number, jid=sender.jid)
            id_ = self.tell(sender, receiver.address("pn"), "después")
            self.heard_once(receiver, [id_])
            self.assertEqual(self.service.event("phone_message", id=id_, account=receiver.number)["text"], "después")

    # --- Away -----------------------------------------------------------------------------------------------------

    def test_what_waited_is_delivered_once_and_in_order(self) -> None:
        first, second = self.two()
        for sender, receiver in self.both_ways(first, second):
            self.says(receiver, sender, "me voy")
            self.away(self.service, receiver)
            ids = [self.tell(sender, receiver.address("pn"), f"mensaje {at}") for at in range(QUEUE)]
            self.until(lambda: self.device(self.service, receiver.jid)["unacked"] >= QUEUE, "a full queue")
            self.back(receiver)
            came = self.heard_once(receiver, ids)
            self.assertEqual([message["text"] for message in came], [f"mensaje {at}" for at in range(QUEUE)])
            for id_ in ids:
                sender.driver.event("sent", id=id_)
            self.until(lambda: self.device(self.service, receiver.jid)["unacked"] == 0, "an empty queue")
            self.assertEqual(self.ask(receiver.driver, "stats")["stats"]["decrypt_errors"], 0)
