"""Live events, presence, metrics and the request log, from outside."""

import http.client
import json
import re
import socket
import sqlite3
import time
import unittest
from urllib.parse import urlsplit

from desk import TOKEN, Bridge, Desk, wait_until
from eventstream import EventStream


class Live(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bridge = Bridge()
        cls.desk = Desk(cls.bridge).start()

    @classmethod
    def tearDownClass(cls):
        cls.desk.close()
        cls.bridge.stop()

    def setUp(self):
        self.streams = []

    def tearDown(self):
        for stream in self.streams:
            stream.close()

    def listen(self, **arguments):
        stream = EventStream(self.desk, **arguments)
        self.streams.append(stream)
        if stream.status == 200:
            wait_until(lambda: stream.events, what="a greeting")
        return stream

    def ticket(self, fault="no prende"):
        status, ticket = self.desk.request("POST", "/api/v1/tickets", {"fault": fault})
        self.assertEqual(status, 201, ticket)
        return ticket["id"]

    def metric(self, name):
        status, text = self.desk.request("GET", "/metrics", raw=True)
        self.assertEqual(status, 200)
        found = re.search(rf"^{re.escape(name)} (\S+)$", text.decode(), re.M)
        return float(found.group(1)) if found else None

    def test_fifty_panels_hear_a_change_once(self):
        streams = [self.listen() for _ in range(50)]
        reads = self.metric("ventanilla_event_log_reads_total")
        number = self.ticket()
        for stream in streams:
            stream.wait_for("ticket", lambda data: data["id"] == number)
        self.assertLessEqual(self.metric("ventanilla_event_log_reads_total") - reads, 5, "a read per client")
        self.assertGreaterEqual(self.metric("ventanilla_event_streams"), 50)
        for stream in streams:
            events = [event for event in stream.of("ticket") if event["data"]["id"] == number]
            self.assertEqual([event["data"]["change"] for event in events], ["created"])
            ids = [event["id"] for event in stream.events if event["id"]]
            self.assertEqual(ids, sorted(ids))

    def test_a_conversation_is_told_without_its_words(self):
        stream = self.listen()
        self.desk.say("5215540000001@s.whatsapp.net", "mi contraseña es tortuga")
        message = stream.wait_for("message", lambda data: data["direction"] == "in")
        self.assertEqual(message["data"]["change"], "created")
        self.assertGreater(message["data"]["customer_id"], 0)
        answer = stream.wait_for("message", lambda data: data["direction"] == "out" and data["state"] == "accepted")
        self.assertGreater(answer["id"], message["id"])
        stream.wait_for("outbox")
        stream.wait_for("customer")
        self.assertNotIn("tortuga", stream.raw.decode())
        self.assertNotIn("5215540000001", stream.raw.decode())

    def test_who_comes_back_gets_what_it_missed(self):
        stream = self.listen()
        first = self.ticket()
        seen = stream.wait_for("ticket", lambda data: data["id"] == first)["id"]
        stream.close()
        missed = [self.ticket() for _ in range(5)]
        for arguments in ({"last": seen}, {"query": f"?last_event_id={seen}"}):
            again = self.listen(**arguments)
            again.wait_for("ticket", lambda data: data["id"] == missed[-1])
            self.assertEqual([event["data"]["id"] for event in again.of("ticket")], missed)

    def test_after_a_crash_the_log_goes_on(self):
        stream = self.listen()
        first = self.ticket()
        seen = stream.wait_for("ticket", lambda data: data["id"] == first)["id"]
        missed = [self.ticket() for _ in range(3)]
        self.desk.kill()
        wait_until(lambda: stream.ended, what="the end of the stream")
        self.desk.start()
        again = self.listen(last=seen)
        again.wait_for("ticket", lambda data: data["id"] == missed[-1])
        self.assertEqual([event["data"]["id"] for event in again.of("ticket")], missed)
        later = self.ticket()
        event = again.wait_for("ticket", lambda data: data["id"] == later)
        self.assertGreater(event["id"], max(e["id"] for e in again.of("ticket")[:-1]))

    def test_an_unknown_id_starts_from_scratch(self):
        self.ticket()
        stream = self.listen(last=99999999)
        self.assertEqual(stream.events[0]["event"], "reset")
        self.assertLess(stream.events[0]["id"], 99999999)
        again = self.listen(last=stream.events[0]["id"])
        self.assertEqual(again.events[0]["event"], "hello")

    def test_a_heartbeat_comes(self):
        stream = self.listen()
        wait_until(lambda: stream.comments >= 1, 20, "a heartbeat")
        self.assertFalse(stream.ended)

    def test_topics_are_chosen(self):
        stream = self.listen(query="?topics=settings,ticket")
        self.desk.say("5215540000002@s.whatsapp.net", "hola, no prende mi lap")
        number = self.ticket()
        stream.wait_for("ticket", lambda data: data["id"] == number)
        self.assertEqual({event["event"] for event in stream.events} - {"hello"}, {"ticket"})

    def test_what_is_wrong_is_refused(self):
        self.assertEqual(EventStream(self.desk, token=None).status, 401)
        self.assertEqual(EventStream(self.desk, token="vt_wrong").status, 401)
        self.assertEqual(EventStream(self.desk, last="abc").problem["errors"][0]["pointer"], "/last_event_id")
        self.assertRegex(EventStream(self.desk, query="?topics=account").problem["errors"][0]["pointer"], "^/topics")
        status, _ = self.desk.request("POST", "/api/v1/events", {})
        self.assertEqual(status, 405)

    def test_a_slow_reader_is_dropped_and_nobody_waits_for_it(self):
        number = self.ticket()
        where = urlsplit(self.desk.url)
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect((where.hostname, where.port))
        slow.sendall(f"GET /api/v1/events HTTP/1.1\r\nHost: {where.netloc}\r\nAuthorization: Bearer {TOKEN}\r\n\r\n".encode())
        other = self.listen()
        before = self.metric("ventanilla_event_streams_slow_total")
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=10)
        # Presence costs no disk: the quickest way to a lot of events, the more so when many with long names are there.
        path = f"/api/v1/tickets/{number}/presence"
        for name in range(10):
            added = self.desk.run("token", "add", f"{name}" * 64, "--scopes", "read")
            self.desk.request("PUT", path, {"viewing": True}, token=added.stdout.strip())
        tabs = 0
        deadline = time.monotonic() + 90
        while self.metric("ventanilla_event_streams_slow_total") == before and time.monotonic() < deadline:
            for _ in range(100):
                tabs += 1
                body = json.dumps({"viewing": True, "writing": tabs % 2 == 0})
                connection.request("PUT", path, body, {"Authorization": f"Bearer {TOKEN}"})
                answer = connection.getresponse()
                answer.read()
                self.assertEqual(answer.status, 200)
        connection.close()
        self.assertEqual(self.metric("ventanilla_event_streams_slow_total"), before + 1)
        slow.close()
        self.assertFalse(other.ended)
        last = self.ticket()
        other.wait_for("ticket", lambda data: data["id"] == last)

    def test_a_session_that_is_over_hears_nothing_more(self):
        added = self.desk.run("user", "add", "beto", "--role", "technician", "--password-stdin", stdin="clave-larga-1\n")
        self.assertEqual(added.returncode, 0, added.stderr)
        where = urlsplit(self.desk.url)
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=10)
        connection.request("POST", "/api/v1/auth/login", json.dumps({"username": "beto", "password": "clave-larga-1"}))
        answer = connection.getresponse()
        me = json.loads(answer.read())
        self.assertEqual(answer.status, 200, me)
        cookie = answer.headers["Set-Cookie"].split(";")[0]
        stream = self.listen(token=None, headers={"Cookie": cookie})
        self.assertEqual(stream.status, 200)
        other = self.listen()
        connection.request("POST", "/api/v1/auth/logout", headers={"Cookie": cookie, "X-CSRF-Token": me["csrf_token"]})
        self.assertEqual(connection.getresponse().status, 204)
        wait_until(lambda: stream.ended, 3, "the end of the stream")
        self.assertFalse(other.ended)
        self.assertEqual(EventStream(self.desk, token=None, headers={"Cookie": cookie}).status, 401)

    def test_a_revoked_token_hears_nothing_more(self):
        added = self.desk.run("token", "add", "guion", "--scopes", "read")
        self.assertEqual(added.returncode, 0, added.stderr)
        token = added.stdout.strip()
        stream = self.listen(token=token)
        database = sqlite3.connect(self.desk.folder / "data" / "desk.db", timeout=10)
        with database:
            database.execute("UPDATE api_token SET revoked_at = 1 WHERE name = 'guion'")
        database.close()
        wait_until(lambda: stream.ended, 20, "the end of the stream")

    def test_presence(self):
        number = self.ticket()
        added = self.desk.run("token", "add", "segunda", "--scopes", "read")
        reader = added.stdout.strip()
        stream = self.listen()
        path = f"/api/v1/tickets/{number}/presence"
        status, body = self.desk.request("PUT", path, {"viewing": True, "writing": True, "tab": "a"})
        self.assertEqual(status, 200)
        self.assertEqual([(one["name"], one["viewing"], one["writing"]) for one in body["data"]], [("API_TOKEN", True, True)])
        event = stream.wait_for("presence", lambda data: data["ticket_id"] == number)
        self.assertEqual(event["id"], 0)
        self.assertTrue(event["data"]["present"][0]["writing"])
        self.desk.request("PUT", path, {"viewing": True, "tab": "b"})
        status, body = self.desk.request("PUT", path, {"viewing": True}, token=reader)
        self.assertEqual(status, 200)
        self.assertEqual(sorted(one["name"] for one in body["data"]), ["API_TOKEN", "segunda"])
        status, _ = self.desk.request("PUT", path, {"writing": True}, token=reader)
        self.assertEqual(status, 403, "who may only read does not write")
        self.assertEqual(len(self.desk.get(path)["data"]), 2)
        newcomer = self.listen()
        newcomer.wait_for("presence", lambda data: data["ticket_id"] == number and len(data["present"]) == 2)
        for tab in ("a", "b"):
            self.desk.request("PUT", path, {"viewing": False, "writing": False, "tab": tab})
        self.assertEqual([one["name"] for one in self.desk.get(path)["data"]], ["segunda"])
        self.assertEqual(self.desk.request("PUT", "/api/v1/tickets/999999/presence", {"viewing": True})[0], 404)
        for wrong in ({"viewing": "yes"}, {"writing": 1}, {"tab": 5}, {"tab": "x" * 65}):
            self.assertEqual(self.desk.request("PUT", path, wrong)[0], 400, wrong)

    def test_metrics_can_be_read(self):
        self.ticket()
        self.desk.get("/api/v1/tickets?q=palabra")
        status, _ = self.desk.request("GET", "/metrics", token=None)
        self.assertEqual(status, 401)
        status, content = self.desk.request("GET", "/metrics", raw=True)
        self.assertEqual(status, 200)
        text = content.decode()
        sample = re.compile(r'^[a-z_]+(\{[a-z_]+="([^"\\]|\\.)*"(,[a-z_]+="([^"\\]|\\.)*")*\})? [-+0-9.eE]+$')
        types = {}
        for line in text.splitlines():
            if line.startswith("# TYPE "):
                _, _, name, kind = line.split(" ")
                self.assertNotIn(name, types)
                types[name] = kind
            elif not line.startswith("# "):
                self.assertRegex(line, sample)
        self.assertEqual(types["ventanilla_http_request_duration_seconds"], "histogram")
        for name in ("ventanilla_tickets", "ventanilla_outbox_messages", "ventanilla_outbox_oldest_seconds",
                     "ventanilla_http_connections", "ventanilla_event_streams", "ventanilla_channel_ready",
                     "ventanilla_database_bytes", "process_resident_memory_bytes", "process_cpu_seconds_total",
                     "ventanilla_webhook_attempts_total", "ventanilla_inbox_unread_messages"):
            self.assertIn(name, types)
        self.assertRegex(text, r'ventanilla_http_requests_total\{method="GET",route="/api/v1/tickets",status="200"\} \d+')
        self.assertRegex(text, r'ventanilla_tickets\{status="new"\} \d+')
        self.assertNotIn("palabra", text)

    def test_the_request_log_tells_no_secrets(self):
        number = self.ticket()
        self.desk.get(f"/api/v1/tickets/{number}/messages?limit=7")
        self.desk.get("/api/v1/tickets?q=palabrasecreta")
        self.desk.request("GET", "/no/such/path-secreto?token=abc")
        log = "".join(path.read_text() for path in (self.desk.folder / "data").rglob("ventanilla.log*"))
        self.assertRegex(log, r"GET /api/v1/tickets/\{id\}/messages 200 \d+ ms \d+ B token:API_TOKEN loopback")
        self.assertRegex(log, r"OTHER|GET - 404 \d+ ms")
        for secret in (TOKEN, "palabrasecreta", "secreto", "limit=7", "token=abc"):
            self.assertNotIn(secret, log)


if __name__ == "__main__":
    unittest.main(verbosity=2)
