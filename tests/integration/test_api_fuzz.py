#!/usr/bin/env python3
"""Requests by chance, made of the OpenAPI document: those that fit it and those that nearly do. No answer may be a 5xx, every one must
be as the document says, what does not fit must be refused, and the desk must be there afterwards.

VENTANILLA_FUZZ_SECONDS (20) and VENTANILLA_FUZZ_SEED (1) choose how long and which."""

from __future__ import annotations

import base64
import http.client
import json
import os
import random
import time
import unittest
import urllib.parse
from pathlib import Path

from desk import TOKEN, Desk, small_png
from openapi import Document, Operation, other_type
from standin import StandInBridge

SECONDS = float(os.environ.get("VENTANILLA_FUZZ_SECONDS", "20"))
SEED = int(os.environ.get("VENTANILLA_FUZZ_SEED", "1"))
CUSTOMERS = [f"52155100040{index:02d}@s.whatsapp.net" for index in range(3)]
# Without an end, slow on purpose, or able to open the desk to the network.
LEFT_OUT = {"GET /api/v1/events", "POST /api/v1/auth/login", "PATCH /api/v1/settings"}
ODD_TEXTS = ["", " ", "\0", "x" * 300, "'; DROP TABLE ticket; --", '" OR 1=1', "%", "_", "*", "NEAR(", "\u202e", "😀" * 50, "../..",
             "-1", "0", "1e9", "null", "true", "[]", "{}", "9" * 30, "2026-13-45T99:00:00Z"]
ODD_VALUES = [None, True, False, 0, -1, 1.5, 1e308, 2**63, "", "x" * 3000, "\u0000", [], {}, [[]], [None], {"a": {"b": [1]}}, "😀"]
ODD_IDS = ["0", "-1", "1.5", "x", "%20", "%C3%A9", "9" * 25, "1%201", "..%2e", "%25", "+1", "1;2"]


class ApiFuzz(unittest.TestCase):
    def setUp(self) -> None:
        self.bridge = StandInBridge(TOKEN)
        self.addCleanup(self.bridge.stop)
        self.desk = Desk(self.bridge, MAX_IMAGE_SIZE="20000")
        self.addCleanup(self.desk.close)
        self.desk.start()
        self.admin = self.new_admin()
        self.document = Document(self.desk.request("GET", "/api/openapi.json", token=None)[1])
        self.chance = random.Random(SEED)
        self.connection = None
        self.count = 0
        self.statuses: dict[str, set[int]] = {}
        for customer in CUSTOMERS:
            self.desk.request("POST", "/api/v1/tickets", {"fault": "no enciende", "customer_address": customer})
            self.desk.say(customer, "foto", base64.b64encode(small_png()).decode())

    def new_admin(self) -> str:
        added = self.desk.run("token", "add", "fuzz", "--scopes", "read,write,admin")
        self.assertEqual(added.returncode, 0, added.stderr)
        return added.stdout.strip()

    def ask(self, method: str, path: str, body: bytes | None, headers: dict):
        for attempt in range(2):  # a connection that has been closed meanwhile is no answer
            if self.connection is None:
                self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.desk.url).netloc, timeout=20)
            try:
                self.connection.request(method, path, body, headers)
                answer = self.connection.getresponse()
                content = answer.read()
                kind = answer.headers.get("Content-Type", "")
                if answer.will_close:
                    self.connection.close()
                    self.connection = None
                return answer.status, kind, json.loads(content) if content and "json" in kind else content
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = None
                if attempt:
                    raise
        return None

    def path(self, operation: Operation) -> str:
        path = operation.path
        for one in operation.parameters("path"):
            known = str(self.chance.randint(1, 6))
            path = path.replace("{" + one["name"] + "}", self.chance.choice(ODD_IDS) if self.chance.random() < 0.1 else known)
        return path

    def query(self, operation: Operation) -> tuple[str, bool]:
        """@return also whether it is certainly wrong."""
        items, wrong = [], False
        for one in operation.parameters("query"):
            if self.chance.random() > 0.25:
                continue
            if self.chance.random() < 0.15:
                items.append((one["name"], self.chance.choice(ODD_TEXTS)))
                continue
            value = self.document.example(one["schema"], self.chance)
            if isinstance(value, list):
                value = ",".join(str(part) for part in value)
            items.append((one["name"], str(value).lower() if isinstance(value, bool) else str(value)))
        if self.chance.random() < 0.03:
            items.append((self.chance.choice(["unknown", "", "limit[]", "q\0", "Limit"]), "1"))
            wrong = True
        return ("?" + urllib.parse.urlencode(items) if items else ""), wrong

    def body(self, operation: Operation) -> tuple[bytes | None, bool]:
        """@return also whether it is certainly wrong."""
        if not operation.body:
            return (b"{}" if self.chance.random() < 0.2 else None), False
        value = self.document.example(operation.body, self.chance)
        if self.chance.random() < 0.6:
            return json.dumps(value).encode(), False
        schema = self.document.resolve(operation.body)
        kind = self.chance.randrange(6)
        if kind == 0:
            return json.dumps({**value, self.chance.choice(["x", "", "ID", "a/b", "__proto__"]): 1}).encode(), True
        if kind == 1 and schema.get("properties"):
            name = self.chance.choice(list(schema["properties"]))
            return json.dumps({**value, name: other_type(self.document.resolve(schema["properties"][name]))}).encode(), True
        if kind == 2 and schema.get("properties"):
            name = self.chance.choice(list(schema["properties"]))
            return json.dumps({**value, name: self.chance.choice(ODD_VALUES)}).encode(), False
        if kind == 3 and value:
            del value[self.chance.choice(list(value))]
            return json.dumps(value).encode(), False
        text = json.dumps(value).encode()
        if kind == 4:
            return text[:self.chance.randrange(len(text))] + b"\x00", True
        return self.chance.choice([b"[" * 2000, b'{"a":' * 2000, b"\xff\xfe", b"[]", b"nul", b'{"a":1}}', b" "]), True

    def headers(self, operation: Operation) -> dict:
        token = TOKEN if operation.access != "admin" else self.admin
        headers = {"Authorization": f"Bearer {token}"}
        for name, values in (("Idempotency-Key", ["a", "b", "c", "x" * 256, "a b"]), ("If-Match", ["*", '"1"', '"2.x"', "W/", '"']),
                             ("If-None-Match", ["*", '"x"', "W/\"\""]), ("Content-Type", ["text/plain", "application/json"])):
            if self.chance.random() < 0.1:
                headers[name] = self.chance.choice(values)
        return headers

    def one(self, operation: Operation) -> None:
        path = self.path(operation)
        query, wrong_query = self.query(operation)
        body, wrong_body = self.body(operation)
        headers = self.headers(operation)
        status, kind, content = self.ask(operation.method, path + query, body, headers)
        asked = (operation.name, path + query, (body or b"")[:300], headers)
        self.count += 1
        self.statuses.setdefault(operation.name, set()).add(status)
        if status == 401 and operation.access == "admin":
            self.admin = self.new_admin()  # it has taken its own away
            return
        self.assertLess(status, 500, (asked, content))
        if (wrong_query or wrong_body) and not operation.old:
            self.assertIn(status, range(400, 500), (asked, content))
        problems = self.document.answer_problems(operation, status, kind, content if content else None, sparse="fields=" in query)
        self.assertEqual(problems, [], (asked, content))

    def test_nothing_breaks(self) -> None:
        operations = [one for one in self.document.operations if one.name not in LEFT_OUT and one.described]
        before = self.memory()
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            self.one(self.chance.choice(operations))
        if self.connection:
            self.connection.close()
        print(f"seed {SEED}: {self.count} requests to {len(operations)} routes", flush=True)
        self.assertEqual(self.desk.request("GET", "/health/live", token=None), (200, {"status": "ok"}))
        self.assertLess(self.memory() - before, 100_000, "kB more memory")
        untouched = [name for name, statuses in self.statuses.items() if statuses <= {401, 403, 405}]
        self.assertEqual(untouched, [], "never got past the door")
        good = [name for name, statuses in self.statuses.items() if any(status < 400 for status in statuses)]
        self.assertGreater(len(good), len(operations) / 2, "too little was ever right")
        self.assertEqual(self.desk.stop(), 0)

    def memory(self) -> int:
        """kB; 0 where it cannot be seen."""
        status = Path(f"/proc/{self.desk.process.pid}/status")
        if not status.exists():
            return 0
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
