#!/usr/bin/env python3
"""The pictures that customers show of themselves, black box: ventanillad on wa-sim. Standard library only; loopback only."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from desk import WhatsAppDesk, small_png, wait_until
from wacase import WaCase

DESK = "15550001001"
CUSTOMER = "15550001002"


class Pictures(WaCase):
    def setUp(self) -> None:
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.service = self.sim("--media", "http")
        self.desk = WhatsAppDesk(self.ready, VENTANILLA_WHATSAPP_MEDIA_PLAIN_HTTP="on")
        self.addCleanup(self.desk.close)
        self.desk.start()
        self.jid = self.desk.pair(self.service, DESK)["jid"]
        self.ask(self.service, "account", pn=CUSTOMER, name="Ana")

    def shows(self, content: bytes) -> None:
        path = self.folder / "picture"
        path.write_bytes(content)
        self.ask(self.service, "picture", pn=CUSTOMER, file=str(path))

    def writes(self, text: str) -> None:
        self.ask(self.service, "phone_send", **{"from": CUSTOMER}, to=f"{DESK}@s.whatsapp.net", text=text)

    def picture(self) -> int | None:
        customers = self.desk.get("/api/v1/customers")["data"]
        self.assertLessEqual(len(customers), 1)
        return customers[0]["picture_attachment_id"] if customers else None

    def asked(self) -> int:
        log = self.ask(self.service, "stanzas", jid=self.jid)["stanzas"]
        return sum(node["attrs"].get("xmlns") == "w:profile:picture" for node in log)

    def asked_again(self, before: int) -> None:
        wait_until(lambda: self.asked() > before, 30, "another question for the picture")

    def test_the_picture_comes_changes_and_goes(self):
        self.shows(small_png())
        self.writes("hola")
        first = wait_until(self.picture, 30, "the picture")
        status, body = self.desk.request("GET", f"/api/v1/attachments/{first}", raw=True)
        self.assertEqual(status, 200)
        self.assertGreater(len(body), 40)

        # Another one, of which the service tells; nobody has to write.
        self.shows(small_png(width=9))
        second = wait_until(lambda: self.picture() not in (None, first) and self.picture(), 30, "the new picture")
        self.assertNotEqual(first, second)

        self.ask(self.service, "picture", pn=CUSTOMER, file="")
        wait_until(lambda: self.picture() is None, 30, "no picture")

    def test_whoever_shows_none_has_none_and_what_is_hidden_stays_so(self):
        self.writes("hola")
        self.asked_again(0)
        self.assertIsNone(self.picture())

        self.ask(self.service, "picture", pn=CUSTOMER, hidden=True)
        before = self.asked()
        self.shows(small_png())
        self.asked_again(before)
        self.assertIsNone(self.picture())

    def test_whoever_trusts_us_is_asked_with_his_token(self):
        self.ask(self.service, "give_token", **{"from": CUSTOMER}, to=DESK)
        self.shows(small_png())
        self.writes("hola")
        wait_until(self.picture, 30, "the picture")
        (asked,) = [node for node in self.ask(self.service, "stanzas", jid=self.jid)["stanzas"]
                    if node["attrs"].get("xmlns") == "w:profile:picture"]
        (picture,) = asked["content"]
        self.assertEqual([child["tag"] for child in picture["content"]], ["tctoken"])

    def test_what_is_no_picture_is_not_taken(self):
        self.shows(b"<svg onload='alert(1)'/>")
        self.writes("hola")
        self.asked_again(0)
        before = self.asked()
        self.shows(small_png())
        self.asked_again(before)  # so the first has been dealt with
        wait_until(self.picture, 30, "the picture")
        status, _ = self.desk.request("GET", "/health/live")
        self.assertEqual(status, 200)


if __name__ == "__main__":
    unittest.main()
