"""Outgoing webhooks against a receiver of our own."""

import hashlib
import hmac
import json
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from desk import Bridge, Desk, wait_until


class Receiver:
    """`mode`: a status to answer with, "redirect", or "hang"."""

    def __init__(self):
        receiver = self
        self.mode, self.got, self.lock = 200, [], threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with receiver.lock:
                    mode = receiver.mode
                    receiver.got.append({"headers": self.headers, "body": body, "path": self.path, "answered": mode,
                                         "at": time.monotonic()})
                if mode == "hang":
                    time.sleep(12)
                    mode = 200
                self.send_response(302 if mode == "redirect" else mode)
                if mode == "redirect":
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *args):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/hook"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def taken(self):
        """Keys of what was answered with success, in order."""
        with self.lock:
            return [one["headers"]["X-Ventanilla-Delivery"] for one in self.got if one["answered"] == 200]

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Webhooks(unittest.TestCase):
    def setUp(self):
        self.bridge, self.receiver = Bridge(), Receiver()
        self.desk = Desk(self.bridge, VENTANILLA_WEBHOOKS_TO_PRIVATE="on").start()
        added = self.desk.run("token", "add", "jefa", "--scopes", "read,write,admin")
        self.assertEqual(added.returncode, 0, added.stderr)
        self.admin = added.stdout.strip()

    def tearDown(self):
        self.desk.close()
        self.receiver.stop()
        self.bridge.stop()

    def call(self, method, path="", body=None, token=None):
        return self.desk.request(method, "/api/v1/webhooks" + path, body, token=token or self.admin)

    def add(self, **fields):
        status, webhook = self.call("POST", "", {"url": self.receiver.url, **fields})
        self.assertEqual(status, 201, webhook)
        return webhook

    def ticket(self):
        status, ticket = self.desk.request("POST", "/api/v1/tickets", {"fault": "palabras privadas"})
        self.assertEqual(status, 201)
        return ticket["id"]

    def deliveries(self, webhook):
        return self.call("GET", f"/{webhook['id']}/deliveries?limit=200")[1]["data"]

    def test_a_change_arrives_signed(self):
        webhook = self.add(topics=["ticket"])
        number = self.ticket()
        wait_until(lambda: self.receiver.got, what="a post")
        got = self.receiver.got[0]
        parts = dict(part.split("=", 1) for part in got["headers"]["X-Ventanilla-Signature"].split(","))
        expected = hmac.new(webhook["secret"].encode(), parts["t"].encode() + b"." + got["body"], hashlib.sha256)
        self.assertEqual(parts["v1"], expected.hexdigest())
        self.assertLess(abs(time.time() - int(parts["t"])), 5)
        body = json.loads(got["body"])
        self.assertEqual((body["type"], body["data"]["id"]), ("ticket.created", number))
        self.assertEqual(body["id"], got["headers"]["X-Ventanilla-Delivery"])
        self.assertEqual(got["headers"]["Content-Type"], "application/json")
        self.assertEqual(got["headers"]["Host"], f"127.0.0.1:{self.receiver.port}")
        self.assertNotIn(b"privadas", got["body"])
        delivery = wait_until(lambda: [d for d in self.deliveries(webhook) if d["state"] == "delivered"], what="a log")[0]
        self.assertEqual((delivery["status"], delivery["attempts"], delivery["error"]), (200, 1, None))

    def test_a_failure_is_repeated_in_order(self):
        webhook = self.add(topics=["ticket"])
        self.receiver.mode = 503
        first = self.ticket()
        wait_until(lambda: self.receiver.got, what="the first attempt")
        second = self.ticket()
        self.receiver.mode = "redirect"
        wait_until(lambda: len(self.receiver.got) >= 2, what="the second attempt")
        self.receiver.mode = 200
        wait_until(lambda: len(self.receiver.taken()) == 2, 20, "both")
        bodies = [json.loads(one["body"])["data"]["id"] for one in self.receiver.got]
        self.assertEqual(bodies, [first, first, first, second])
        self.assertEqual(len({one["headers"]["X-Ventanilla-Delivery"] for one in self.receiver.got[:3]}), 1)
        self.assertEqual({one["path"] for one in self.receiver.got}, {"/hook"}, "a redirect was followed")
        wait_until(lambda: [d["attempts"] for d in self.deliveries(webhook)] == [1, 3], what="the log")

    def test_a_receiver_that_hangs_is_given_up_after_ten_seconds(self):
        webhook = self.add(topics=["ticket"])
        self.receiver.mode = "hang"
        self.ticket()
        started = time.monotonic()
        wait_until(lambda: self.deliveries(webhook) and self.deliveries(webhook)[0]["attempts"] == 1, 20, "the time-out")
        self.assertGreater(time.monotonic() - started, 8)
        self.assertEqual(self.deliveries(webhook)[0]["error"], "timed_out")

    def test_replay_and_test_button(self):
        webhook = self.add(topics=["ticket"])
        self.ticket()
        wait_until(lambda: self.receiver.taken(), what="a post")
        delivery = wait_until(lambda: [d for d in self.deliveries(webhook) if d["state"] == "delivered"], what="a log")[0]
        status, again = self.call("POST", f"/{webhook['id']}/deliveries/{delivery['id']}/replay")
        self.assertEqual((status, again["state"]), (202, "waiting"))
        wait_until(lambda: len(self.receiver.taken()) == 2, what="the replay")
        self.assertEqual(self.receiver.got[0]["body"], self.receiver.got[1]["body"])
        self.assertEqual(len(set(self.receiver.taken())), 1)
        status, ping = self.call("POST", f"/{webhook['id']}/test")
        self.assertEqual((status, ping["topic"]), (202, "ping"))
        wait_until(lambda: len(self.receiver.taken()) == 3, what="the ping")
        self.assertEqual(json.loads(self.receiver.got[2]["body"])["type"], "ping")

    def test_a_new_secret_signs(self):
        webhook = self.add(topics=["ticket"])
        status, rotated = self.call("POST", f"/{webhook['id']}/secret")
        self.assertEqual(status, 200)
        self.assertNotEqual(rotated["secret"], webhook["secret"])
        self.ticket()
        got = wait_until(lambda: self.receiver.got, what="a post")[0]
        parts = dict(part.split("=", 1) for part in got["headers"]["X-Ventanilla-Signature"].split(","))
        expected = hmac.new(rotated["secret"].encode(), parts["t"].encode() + b"." + got["body"], hashlib.sha256)
        self.assertEqual(parts["v1"], expected.hexdigest())

    def test_secrets_are_shown_once_and_never_logged(self):
        webhook = self.add()
        self.assertTrue(webhook["secret"].startswith("whsec_"))
        self.assertNotIn("secret", self.call("GET", f"/{webhook['id']}")[1])
        self.assertNotIn("secret", json.dumps(self.call("GET")[1]))
        self.assertNotIn("secret", self.call("PATCH", f"/{webhook['id']}", {"description": "x"})[1])
        self.ticket()
        wait_until(lambda: self.receiver.taken(), what="a post")
        log = "".join(path.read_text() for path in (self.desk.folder / "data").rglob("ventanilla.log*"))
        self.assertNotIn(webhook["secret"], log)
        self.assertNotIn(self.receiver.url, log)

    def test_only_administrators(self):
        webhook = self.add()
        for method, path, body in (("GET", "", None), ("POST", "", {"url": self.receiver.url}),
                                   ("GET", f"/{webhook['id']}", None), ("PATCH", f"/{webhook['id']}", {}),
                                   ("DELETE", f"/{webhook['id']}", None), ("POST", f"/{webhook['id']}/secret", {}),
                                   ("POST", f"/{webhook['id']}/test", {}), ("GET", f"/{webhook['id']}/deliveries", None)):
            status, _ = self.desk.request(method, "/api/v1/webhooks" + path, body)
            self.assertEqual(status, 403, (method, path))

    def test_what_is_wrong_is_refused(self):
        webhook = self.add()
        for body, pointer in (({"url": "ftp://x/"}, "/url"), ({"url": 5}, "/url"), ({}, "/url"),
                              ({"url": self.receiver.url, "topics": ["account"]}, "/topics"),
                              ({"url": self.receiver.url, "topics": "ticket"}, "/topics"),
                              ({"url": self.receiver.url, "enabled": 1}, "/enabled"),
                              ({"url": self.receiver.url, "description": "x" * 201}, "/description"),
                              ({"url": self.receiver.url, "secret": "mine"}, "/secret")):
            status, problem = self.call("POST", "", body)
            self.assertEqual(status, 400, body)
            self.assertRegex(problem["errors"][0]["pointer"], f"^{pointer}(/|$)", body)
        self.assertEqual(self.call("GET", "/999")[0], 404)
        self.assertEqual(self.call("DELETE", "/999")[0], 404)
        self.assertEqual(self.call("POST", f"/{webhook['id']}/deliveries/999/replay", {})[0], 404)
        self.assertEqual(self.call("GET", f"/{webhook['id']}/deliveries?cursor=x")[0], 400)
        self.call("PATCH", f"/{webhook['id']}", {"enabled": False})
        status, problem = self.call("POST", f"/{webhook['id']}/test", {})
        self.assertEqual((status, problem["code"]), (409, "webhook_disabled"))
        self.assertEqual(self.call("DELETE", f"/{webhook['id']}")[0], 204)

    def test_the_name_stays_in_the_request_though_the_address_is_fixed(self):
        self.add(url=f"http://localhost:{self.receiver.port}/hook", topics=["ticket"])
        self.ticket()
        got = wait_until(lambda: self.receiver.got, 20, "a post")[0]
        self.assertEqual(got["headers"]["Host"], f"localhost:{self.receiver.port}")

    def test_the_name_is_asked_for_in_tls_and_a_strange_certificate_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            key, certificate = Path(folder) / "key.pem", Path(folder) / "cert.pem"
            made = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                                   "/CN=localhost", "-keyout", key, "-out", certificate], capture_output=True)
            self.assertEqual(made.returncode, 0, made.stderr)
            asked = []
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            context.sni_callback = lambda connection, name, _: asked.append(name)
            self.receiver.server.socket = context.wrap_socket(self.receiver.server.socket, server_side=True)
            webhook = self.add(url=f"https://localhost:{self.receiver.port}/hook", topics=["ticket"])
            self.ticket()
            wait_until(lambda: asked, 20, "a handshake")
            self.assertEqual(set(asked), {"localhost"})
            wait_until(lambda: self.deliveries(webhook)[0]["attempts"] >= 1, 20, "the log")
            self.assertEqual(self.deliveries(webhook)[0]["error"], "not_connected")
            self.assertEqual(self.receiver.got, [])

    def test_a_crash_loses_nothing(self):
        webhook = self.add(topics=["ticket"])
        numbers = []
        for round_ in range(4):
            self.receiver.mode = 503 if round_ % 2 else 200
            numbers += [self.ticket() for _ in range(5)]
            self.desk.kill()
            self.desk.start()
        self.receiver.mode = 200
        self.call("PATCH", f"/{webhook['id']}", {"description": "now"})  # tried at once
        wait_until(lambda: len(set(self.receiver.taken())) >= len(numbers), 40, "all of them")
        seen = {}
        with self.receiver.lock:
            for one in self.receiver.got:
                if one["answered"] == 200:
                    seen.setdefault(one["headers"]["X-Ventanilla-Delivery"], json.loads(one["body"])["data"]["id"])
        self.assertEqual(list(seen.values()), numbers, "every ticket once, in order")

    def test_inside_is_refused_unless_allowed(self):
        self.desk.stop()
        del self.desk.environment["VENTANILLA_WEBHOOKS_TO_PRIVATE"]
        self.desk.start()
        for url in (self.receiver.url, f"http://localhost:{self.receiver.port}/", f"http://[::1]:{self.receiver.port}/",
                    f"http://[::ffff:127.0.0.1]:{self.receiver.port}/", f"http://0.0.0.0:{self.receiver.port}/",
                    f"http://2130706433:{self.receiver.port}/"):
            status, webhook = self.call("POST", "", {"url": url, "topics": ["ticket"]})
            if status == 400:
                continue  # refused at once is as good
            self.assertEqual(status, 201, webhook)
            self.call("POST", f"/{webhook['id']}/test", {})
            found = wait_until(lambda: [d for d in self.deliveries(webhook) if d["attempts"] > 0], what="an attempt")
            self.assertEqual(found[0]["error"], "target_refused", url)
            self.call("DELETE", f"/{webhook['id']}")
        self.assertEqual(self.receiver.got, [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
