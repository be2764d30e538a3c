#!/usr/bin/env python3
"""Every route of the desk, as its OpenAPI document has it: who may, what is refused and how, and that answers are as described."""

from __future__ import annotations

import base64
import http.client
import json
import threading
import unittest
import urllib.parse

from desk import TOKEN, Desk, small_png, wait_until
from openapi import Document, Operation, other_type
from standin import StandInBridge

CUSTOMER = "5215510003001@s.whatsapp.net"
MISSING = 999999
# The bridge has no link, live events have no end, a token has no sessions, and nothing has been delivered.
NOT_ANSWERED = {"/api/v1/whatsapp", "/api/v1/events", "/api/v1/auth/sessions", "/api/v1/webhooks/{id}/deliveries/{delivery}"}
# What changes by itself, or by being asked.
VOLATILE = {"/health/ready", "/api/v1/tokens", "/api/v1/tickets/{id}/presence"}


class Routes(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls) -> None:
        cls.bridge = StandInBridge(TOKEN)
        cls.addClassCleanup(cls.bridge.stop)
        cls.desk = Desk(cls.bridge, MAX_IMAGE_SIZE="20000")
        cls.addClassCleanup(cls.desk.close)
        cls.desk.start()
        cls.reader = cls.token("read")
        cls.writer = cls.token("read,write")
        cls.admin = cls.token("read,write,admin")
        cls.document = Document(cls.desk.request("GET", "/api/openapi.json", token=None)[1])
        cls.fill()

    @classmethod
    def token(cls, scopes: str) -> str:
        added = cls.desk.run("token", "add", scopes.replace(",", "-"), "--scopes", scopes)
        assert added.returncode == 0, added.stderr
        return added.stdout.strip()

    @classmethod
    def fill(cls) -> None:
        """A customer with a ticket, messages, a photo and a note."""
        status, ticket = cls.desk.request("POST", "/api/v1/tickets", {"fault": "no enciende", "customer_address": CUSTOMER})
        assert status == 201, ticket
        cls.ticket = ticket["id"]
        assert cls.desk.say(CUSTOMER, "foto", base64.b64encode(small_png()).decode())[0] == 200
        status, note = cls.desk.request("POST", f"/api/v1/tickets/{cls.ticket}/notes", {"text": "cambiar fuente"})
        assert status == 201, note
        cls.note = note["id"]
        photo = next(m for m in cls.desk.messages(cls.ticket) if m["attachment_id"])
        cls.attachment, cls.message = photo["attachment_id"], photo["id"]
        cls.photo = cls.desk.get("/tickets")["tickets"][0][6].split("/")[1]
        added = cls.desk.run("user", "add", "tecnica", "--role", "technician", "--password-stdin", stdin="muy secreta 1\n")
        assert added.returncode == 0, added.stderr
        cls.made = {}
        for path, body in (("/api/v1/quick-replies", {"shortcut": "saludo", "text": "Hola"}),
                           ("/api/v1/webhooks", {"url": "https://desk.invalid/hook", "enabled": False})):
            if cls.document.methods_of(path):
                status, one = cls.desk.request("POST", path, body, token=cls.admin)
                assert status == 201, one
                cls.made[path.rsplit("/", 1)[1]] = one["id"]

    def path(self, operation: Operation) -> str:
        """With the ids of what there is."""
        values = {"id": self.ticket, "note": self.note, "file": self.photo}
        for noun, value in (("messages", self.message), ("outbox", self.message), ("attachments", self.attachment),
                            ("customers", 1), *self.made.items()):
            if operation.path.startswith(f"/api/v1/{noun}/"):
                values["id"] = value
        return operation.path.format_map(Default(values, 1))

    def missing_path(self, operation: Operation) -> str:
        return operation.path.format_map(Default({}, MISSING))

    def ask(self, method: str, path: str, body=None, token: str | None = None, headers: dict | None = None):
        """(status, headers, content type, decoded JSON or bytes). @param body bytes, or what becomes JSON."""
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.desk.url).netloc, timeout=20)
        try:
            given = {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
            try:
                connection.request(method, path, data, given)
            except (BrokenPipeError, ConnectionResetError):
                pass  # refused before all of it was sent: the answer is there
            answer = connection.getresponse()
            content = answer.read()
            kind = answer.headers.get("Content-Type", "")
            if content and "json" in kind:
                content = json.loads(content)
            return answer.status, answer.headers, kind, content
        finally:
            connection.close()

    def check(self, operation: Operation, wanted: int, *arguments, pointer: str | None = None, **more):
        """One wrong answer does not keep the others from being looked at."""
        status, headers, kind, content = self.ask(operation.method, *arguments, **more)
        with self.subTest(route=operation.name, asked=repr(arguments)[:200]):
            self.assertEqual(status, wanted, content)
            self.assertEqual(self.document.answer_problems(operation, status, kind, content or None), [])
            if status >= 400:
                self.assertTrue(content["code"])
            if pointer is not None:
                self.assertEqual(content.get("errors", [{}])[0].get("pointer"), pointer, content)
        return headers, content

    def each(self, *, old: bool = True) -> list[Operation]:
        return [operation for operation in self.document.operations if old or not operation.old]

    def test_every_route_is_described(self) -> None:
        for operation in self.each():
            self.assertTrue(operation.described, operation.name)
        names = [operation.spec["operationId"] for operation in self.document.operations]
        self.assertEqual(len(names), len(set(names)))
        for name, schema in self.document.schemas.items():
            self.assertTrue(schema, name)

    def test_the_documents_page(self) -> None:
        """Nothing inline, nothing from elsewhere: the policy of content would not allow it."""
        page = self.ask("GET", "/api/docs")
        self.assertEqual((page[0], page[2]), (200, "text/html; charset=utf-8"))
        self.assertIn("script-src 'self'", page[1]["Content-Security-Policy"])
        self.assertNotIn("unsafe", page[1]["Content-Security-Policy"])
        text = page[3].decode()
        self.assertEqual(text.count("<script"), text.count("<script src="))
        for word in ("style=", "onclick", "http:", "https:", "<style"):
            self.assertNotIn(word, text)
        for name, kind in (("docs.css", "text/css"), ("docs.js", "text/javascript")):
            self.assertIn(f'"/api/docs/{name}"', text)
            part = self.ask("GET", f"/api/docs/{name}")
            self.assertEqual((part[0], part[2].split(";")[0]), (200, kind))
            self.assertNotIn(b"innerHTML", part[3])

    def test_without_login(self) -> None:
        for operation in self.each():
            if operation.access != "open":
                self.check(operation, 401, self.path(operation), {})
                self.check(operation, 401, self.path(operation), {}, TOKEN + "x")

    def test_wrong_role(self) -> None:
        for operation in self.each():
            if operation.access in ("write", "admin"):
                self.check(operation, 403, self.path(operation), {}, self.reader)
            if operation.access == "admin":
                self.check(operation, 403, self.path(operation), {}, self.writer)

    def test_what_is_not_there(self) -> None:
        for operation in self.each():
            if "{" not in operation.path or not operation.described:
                continue
            body = self.document.example(operation.body) if operation.body else None
            if operation.path in ("/ticket/{id}/enviar-mensaje", "/responder/{id}"):
                body = {"mensaje": "x"}
            self.check(operation, 404, self.missing_path(operation), body, self.admin)
            if "{id}" in operation.path:
                for odd in ("0", "-1", "x", "1.5", "99999999999999999999", "1%20", "%C3%B1"):
                    self.check(operation, 404, operation.path.replace("{id}", odd).format_map(Default({}, 1)), body, self.admin)

    def test_bodies_that_are_no_objects(self) -> None:
        for operation in self.each(old=False):
            if operation.body:
                for body in (b"{", b"[]", b"1", b'"x"', b"null", b"\xff", b'{"a":1} x', b"[" * 5000):
                    self.check(operation, 400, self.path(operation), body, self.admin)
                if operation.body_required:
                    self.check(operation, 400, self.path(operation), b"", self.admin)

    def test_fields_of_bodies(self) -> None:
        for operation in self.each(old=False):
            if not operation.body:
                continue
            schema = self.document.resolve(operation.body)
            good = self.document.example(schema)
            self.check(operation, 400, self.path(operation), {**good, "unknown": 1}, self.admin, pointer="/unknown")
            for name, field in schema.get("properties", {}).items():
                wrong = other_type(self.document.resolve(field))
                self.check(operation, 400, self.path(operation), {**good, name: wrong}, self.admin, pointer=f"/{name}")
                if "maxLength" in field and field["maxLength"] < 50_000:
                    self.check(operation, 400, self.path(operation), {**good, name: "x" * (field["maxLength"] + 1)}, self.admin,
                               pointer=f"/{name}")
            for name in schema.get("required", []):
                less = {key: value for key, value in good.items() if key != name}
                self.check(operation, 400, self.path(operation), less, self.admin, pointer=f"/{name}")

    def test_oversize(self) -> None:
        for operation in self.each():
            limit = operation.spec["x-body-limit"]
            if operation.method != "GET" and limit <= 1024 * 1024:
                status = self.ask(operation.method, self.path(operation), b" " * (limit + 1), self.admin)[0]
                self.assertEqual(status, 413, operation.name)
        self.assertEqual(self.ask("GET", "/health/live")[0], 200)

    def test_queries(self) -> None:
        for operation in self.each(old=False):
            if not operation.described:
                continue
            path = self.path(operation)
            body = self.document.example(operation.body) if operation.body else None
            if operation.method == "GET":
                self.check(operation, 400, path + "?unknown=1", body, self.admin, pointer="/unknown")
            for one in operation.parameters("query"):
                name, schema = one["name"], self.document.resolve(one["schema"])
                kind = schema.get("type")
                bad = ["%00"] if kind == "string" and "enum" not in schema and "format" not in schema else ["~", "a,~"]
                if "maximum" in schema:
                    bad.append(str(schema["maximum"] + 1))
                if kind == "integer":
                    bad += ["1.5", "0x1", "99999999999999999999"]
                for value in bad:
                    self.check(operation, 400, f"{path}?{name}={value}", body, self.admin, pointer=f"/{name}")
                if operation.method == "GET" and operation.path not in NOT_ANSWERED:
                    self.assertNotEqual(self.ask("GET", f"{path}?{name}=", None, self.admin)[0], 400)
            if operation.has("query", "cursor"):
                for cursor in ("b1", "x", "AAAAAAAAAAAAAAAAAAAA", "A" * 65, "%F0%9F%98%80", "..%2F"):
                    self.check(operation, 400, f"{path}?cursor={cursor}", None, self.admin, pointer="/cursor")

    def test_pages_end_and_hold_everything_once(self) -> None:
        for _ in range(3):
            self.desk.request("POST", f"/api/v1/tickets/{self.ticket}/notes", {"text": "x"})
        for operation in self.each(old=False):
            if not operation.has("query", "cursor"):
                continue
            path = self.path(operation)
            whole = self.check(operation, 200, path + "?limit=200", None, self.admin)[1]["data"]
            seen, cursor = [], ""
            for _ in range(len(whole) + 1):
                page = self.check(operation, 200, path + "?limit=1" + cursor, None, self.admin)[1]
                seen += [one["id"] for one in page["data"]]
                self.assertEqual(page["page"]["has_more"], page["page"]["next"] is not None)
                if not page["page"]["has_more"]:
                    break
                cursor = "&cursor=" + page["page"]["next"]
            self.assertEqual(sorted(seen), sorted(one["id"] for one in whole))
            self.assertEqual(len(seen), len(set(seen)))

    def test_wrong_method(self) -> None:
        for operation in self.each():
            path = self.path(operation)
            there = self.document.methods_of(path)
            for method in {"GET", "POST", "PATCH", "PUT", "DELETE"} - there:
                status, headers, kind, content = self.ask(method, path, {}, self.admin)
                self.assertEqual((status, content["code"]), (405, "method_not_allowed"))
                allowed = {one.strip() for one in headers["Allow"].split(",")}
                self.assertEqual(allowed - {"HEAD", "OPTIONS"}, there)

    def test_answers_are_as_described(self) -> None:
        for operation in self.each():
            if operation.method == "GET" and operation.described and operation.path not in NOT_ANSWERED:
                path = self.path(operation)
                if operation.path == "/api/v1/stats":
                    path += "?to=2026-01-01T00:00:00Z"  # not of this moment
                headers, content = self.check(operation, 200, path, None, self.admin)
                if headers.get("Content-Type") == "application/json" and not operation.old and operation.path not in VOLATILE:
                    known = self.ask("GET", path, None, self.admin, {"If-None-Match": headers["ETag"]})
                    self.assertEqual((known[0], known[3]), (304, b""))
                    self.assertEqual(known[1]["ETag"], headers["ETag"])
                    self.assertIsNone(known[1].get("Content-Length"))
                head = self.ask("HEAD", self.path(operation), None, self.admin)
                self.assertEqual((head[0], head[3]), (200, b""))

    def test_stale_changes(self) -> None:
        found = 0
        for operation in self.each(old=False):
            if not operation.has("header", "If-Match"):
                continue
            found += 1
            path = self.path(operation)
            body = {name: value for name, value in (("priority", "high"),) if name in self.document.resolve(operation.body)["properties"]}
            tag = self.ask("GET", path, None, self.admin)[1]["ETag"]
            headers, content = self.check(operation, 200, path, body, self.writer, headers={"If-Match": tag})
            self.assertNotEqual(headers["ETag"], tag)
            for stale in (tag, '"0"', "W/" + headers["ETag"], "x", '"'):
                self.check(operation, 412, path, body, self.writer, headers={"If-Match": stale})
            self.check(operation, 200, path, body, self.writer, headers={"If-Match": f'"x", {headers["ETag"]}'})
        self.assertGreater(found, 0)

    def test_repeated_keys(self) -> None:
        found = 0
        bodies = {"/api/v1/tickets/bulk": {"ids": [self.ticket], "priority": "low"},
                  "/api/v1/tickets/{id}/messages": {"text": "una vez"}}
        for number, operation in enumerate(self.each(old=False)):
            if not operation.has("header", "Idempotency-Key"):
                continue
            path, key = self.path(operation), {"Idempotency-Key": f"key-{number}"}
            body = bodies.get(operation.path) or (self.document.example(operation.body) if operation.body else None)
            first = self.ask("POST", path, body, self.writer, key)
            again = self.ask("POST", path, body, self.writer, key)
            self.assertEqual((again[0], again[3]), (first[0], first[3]), operation.name)
            if first[0] >= 300:
                continue  # nothing was done, nothing is kept
            found += 1
            self.assertIsNone(first[1].get("Idempotency-Replayed"))
            self.assertEqual(again[1]["Idempotency-Replayed"], "true")
            self.check(operation, 422, path, json.dumps(body).encode() + b" ", self.writer, headers=key)
            for bad in ("", "x" * 256, "a b"):
                self.assertEqual(self.ask("POST", path, body, self.writer, {"Idempotency-Key": bad})[0], 400)
        self.assertGreaterEqual(found, 4)

    def test_of_two_at_once_one_wins(self) -> None:
        answers = []

        def send() -> None:
            answers.append(self.ask("POST", f"/api/v1/tickets/{self.ticket}/messages", {"text": "una sola vez"}, self.writer,
                                    {"Idempotency-Key": "at-once"}))

        threads = [threading.Thread(target=send) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        self.assertEqual({(answer[0], answer[3]["id"]) for answer in answers}, {(201, answers[0][3]["id"])})
        self.assertEqual(len(answers), 8)
        self.assertEqual(len([a for a in answers if a[1].get("Idempotency-Replayed")]), 7)
        wait_until(lambda: "una sola vez" in self.bridge.texts_to(CUSTOMER), what="the message")
        self.assertEqual(self.bridge.texts_to(CUSTOMER).count("una sola vez"), 1)

    def test_a_key_outlives_a_crash(self) -> None:
        path, body, key = f"/api/v1/tickets/{self.ticket}/notes", {"text": "antes"}, {"Idempotency-Key": "crash"}
        first = self.ask("POST", path, body, self.writer, key)
        self.desk.kill()
        self.desk.start()
        again = self.ask("POST", path, body, self.writer, key)
        self.assertEqual((again[0], again[3]), (201, first[3]))

    def test_export(self) -> None:
        for fault in ("=1+1", "+52", "-1", "@x", 'dice "hola", ñ\nadiós'):
            self.assertEqual(self.desk.request("POST", "/api/v1/tickets", {"fault": fault, "requester": "export"})[0], 201)
        status, headers, kind, content = self.ask("GET", "/api/v1/tickets/export.csv?q=export&bom=1", None, self.reader)
        self.assertEqual((status, kind), (200, "text/csv; charset=utf-8"))
        self.assertIn("attachment", headers["Content-Disposition"])
        self.assertTrue(content.startswith(b"\xef\xbb\xbfid,folio,"))
        import csv
        import io
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        self.assertEqual([row["fault"] for row in rows], ['dice "hola", ñ\nadiós', "'@x", "'-1", "'+52", "'=1+1"])
        listed = self.desk.get("/api/v1/tickets?q=export")["data"]
        self.assertEqual([row["folio"] for row in rows], [ticket["folio"] for ticket in listed])
        self.assertEqual(self.ask("GET", "/api/v1/tickets/export.csv?status=ready", None, self.reader)[3].count(b"\n"), 1)
        self.assertEqual(self.ask("GET", "/api/v1/tickets/export.csv?limit=5", None, self.reader)[0], 400)
        wait_until(lambda: not list((self.desk.folder / "data").glob("export-*")), what="the file to go")

    def test_statistics(self) -> None:
        stats = self.desk.get("/api/v1/stats")
        self.assertGreaterEqual(sum(day["opened"] for day in stats["days"]), 1)
        self.assertIn(len(stats["days"]), (30, 31))
        self.assertEqual(sum(one["count"] for one in stats["categories"]), sum(day["opened"] for day in stats["days"]))
        for bad in ("from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z", "from=2020-01-01T00:00:00Z", "utc_offset=900"):
            self.assertEqual(self.desk.request("GET", "/api/v1/stats?" + bad)[0], 400, bad)

    def test_customers_are_found(self) -> None:
        self.assertEqual(self.desk.request("PATCH", "/api/v1/customers/1", {"name": "Úrsula Peña", "department": "Cobranza"})[0], 200)
        for words, count in (("ursula", 1), ("PEN", 1), ("cobran pena", 1), ("5510003001", 1), ("0003", 1), ("nadie", 0), ('"', 0),
                             ("ursula nadie", 0), ("* OR x", 0)):
            found = self.desk.get("/api/v1/customers?q=" + urllib.parse.quote(words))["data"]
            self.assertEqual(len([one for one in found if one["id"] == 1]), count, words)


class Default(dict):
    def __init__(self, values, other):
        super().__init__(values)
        self.other = other

    def __missing__(self, key):
        return self.other


if __name__ == "__main__":
    unittest.main(verbosity=2)
