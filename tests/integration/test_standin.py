#!/usr/bin/env python3
"""The stand-in itself: a test is worth no more than the bridge it trusts. Needs no program."""

import http.client
import json
import threading
import time
import unittest

from standin import Mode, StandInBridge

TOKEN = "prueba-0123456789-abcdefghij"


class StandIn(unittest.TestCase):
    def setUp(self):
        self.bridge = StandInBridge(TOKEN)
        self.addCleanup(self.bridge.stop)

    def post(self, text="hola", number="1", message_id="A", token=TOKEN, path="/enviar-mensaje", timeout=5.0):
        connection = http.client.HTTPConnection("127.0.0.1", self.bridge.port, timeout=timeout)
        headers = {"Authorization": f"Bearer {token}"}
        if message_id:
            headers["X-Message-Id"] = message_id
        try:
            connection.request("POST", path, json.dumps({"numero": number, "texto": text}), headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def test_takes_and_remembers_in_order(self):
        for index in range(3):
            self.assertEqual(self.post(f"texto {index}", message_id=f"M{index}"), (200, {"success": True}))
        self.assertEqual(self.bridge.texts_to("1"), ["texto 0", "texto 1", "texto 2"])
        self.assertEqual(self.bridge.ids(), ["M0", "M1", "M2"])
        self.assertEqual(self.bridge.texts_to("2"), [])

    def test_refuses_strangers_and_nonsense(self):
        self.assertEqual(self.post(token="otra")[0], 401)
        self.assertEqual(self.post(path="/otra")[0], 404)
        self.assertEqual(self.post(message_id="")[0], 400)
        self.assertEqual((self.bridge.delivered, self.bridge.attempts), ([], []))

    def test_down_and_refusing_take_nothing(self):
        self.bridge.set_mode(Mode.DOWN)
        self.assertEqual(self.post()[0], 503)
        self.bridge.set_mode(Mode.REFUSE)
        self.assertEqual(self.post()[0], 422)
        self.assertEqual(self.bridge.delivered, [])
        self.assertEqual(len(self.bridge.attempts_at("A")), 2)

    def test_one_chat_may_differ(self):
        self.bridge.set_mode(Mode.DOWN, number="2")
        self.assertEqual(self.post(number="1")[0], 200)
        self.assertEqual(self.post(number="2")[0], 503)

    def test_cut_gives_no_answer(self):
        self.bridge.set_mode(Mode.CUT)
        with self.assertRaises((http.client.RemoteDisconnected, ConnectionError)):
            self.post()
        self.assertEqual(len(self.bridge.attempts), 1)

    def test_hangs_until_stopped(self):
        self.bridge.set_mode(Mode.HANG)
        with self.assertRaises(TimeoutError):
            self.post(timeout=0.3)
        threading.Timer(0.3, self.bridge.stop).start()
        begin = time.monotonic()
        with self.assertRaises((http.client.HTTPException, ConnectionError)):
            self.post(timeout=5.0)
        self.assertLess(time.monotonic() - begin, 3.0)

    def test_stopped_refuses_and_returns_on_the_same_port(self):
        port = self.bridge.port
        self.bridge.stop()
        with self.assertRaises(ConnectionRefusedError):
            self.post()
        self.bridge.start()
        self.assertEqual(self.bridge.port, port)
        self.assertEqual(self.post()[0], 200)

    def test_stopping_ends_kept_connections(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.bridge.port, timeout=5)
        connection.request("GET", "/health")
        self.assertEqual(json.loads(connection.getresponse().read()), {"status": "ok"})
        self.bridge.stop()
        with self.assertRaises((http.client.HTTPException, OSError)):
            connection.sock.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            if not connection.sock.recv(1):
                raise ConnectionResetError
        connection.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
