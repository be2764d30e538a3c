"""A stand-in for the old bridge that can also misbehave: be down, refuse, hang, or hang up. Loopback only."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Mode(Enum):
    """What the bridge does with a message that reaches it."""

    OK = "ok"  # takes it
    DOWN = "down"  # 503
    REFUSE = "refuse"  # 4xx, see StandInBridge.refusal
    HANG = "hang"  # reads it and never answers
    CUT = "cut"  # reads it and closes the connection without an answer


@dataclass(frozen=True)
class Delivery:
    message_id: str
    number: str
    text: str


@dataclass(frozen=True)
class Attempt:
    at: float  # time.monotonic()
    message_id: str
    number: str
    mode: Mode


class StandInBridge:
    """POST /enviar-mensaje {numero, texto} and GET /health, with a bearer token.

    `delivered` holds what was taken, in order of arrival, repeats included; `attempts` everything that came with
    the right token. It may be stopped and started again: the port stays.
    """

    def __init__(self, token: str) -> None:
        self.token = token
        self.refusal = 422
        self.delay: Callable[[], float] = lambda: 0.0
        self.delivered: list[Delivery] = []
        self.attempts: list[Attempt] = []
        self.port = 0
        self._modes: dict[str, Mode] = {}
        self._mode = Mode.OK
        self._lock = threading.Lock()
        self._released = threading.Event()
        self._server: ThreadingHTTPServer | None = None
        self.start()

    def start(self) -> None:
        self._released.clear()
        self._server = _Server(("127.0.0.1", self.port), _handler_of(self))
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """From here on connections are refused; requests that hang are let go."""
        self._released.set()
        with self._lock:
            server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.close_connections()
            server.server_close()

    def set_mode(self, mode: Mode, number: str | None = None) -> None:
        """For every chat, or for one of them."""
        with self._lock:
            if number is None:
                self._mode = mode
                self._modes.clear()
            else:
                self._modes[number] = mode

    def texts_to(self, number: str) -> list[str]:
        with self._lock:
            return [delivery.text for delivery in self.delivered if delivery.number == number]

    def ids(self) -> list[str]:
        with self._lock:
            return [delivery.message_id for delivery in self.delivered]

    def attempts_at(self, message_id: str) -> list[float]:
        with self._lock:
            return [attempt.at for attempt in self.attempts if attempt.message_id == message_id]

    def attempts_to(self, number: str) -> list[Attempt]:
        with self._lock:
            return [attempt for attempt in self.attempts if attempt.number == number]

    def _take(self, message_id: str, number: str, text: str) -> Mode:
        with self._lock:
            mode = self._modes.get(number, self._mode)
            self.attempts.append(Attempt(time.monotonic(), message_id, number, mode))
            if mode is Mode.OK:
                self.delivered.append(Delivery(message_id, number, text))
        return mode


class _Server(ThreadingHTTPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self._open: set = set()
        self._guard = threading.Lock()

    def process_request(self, request, client_address) -> None:
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request) -> None:
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        """A stopped bridge keeps no connection alive, so that the next attempt really is refused."""
        with self._guard:
            requests = list(self._open)
        for request in requests:
            try:
                request.shutdown(2)
            except OSError:
                pass

    def handle_error(self, request, client_address) -> None:
        pass  # the desk was killed while it waited for this answer


def _handler_of(bridge: StandInBridge) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(*((200, {"status": "ok"}) if self.path == "/health" else (404, {"error": "not found"})))

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if self.headers.get("Authorization") != f"Bearer {bridge.token}":
                return self._answer(401, {"error": "unauthorized"})
            if self.path != "/enviar-mensaje":
                return self._answer(404, {"error": "not found"})
            message_id = self.headers.get("X-Message-Id")
            try:
                post = json.loads(content)
                number, text = post["numero"], post["texto"]
            except (ValueError, KeyError, TypeError):
                return self._answer(400, {"error": "bad request"})
            if not message_id:
                return self._answer(400, {"error": "no message id"})
            time.sleep(bridge.delay())
            mode = bridge._take(message_id, number, text)
            if mode is Mode.HANG:
                bridge._released.wait(120)
            if mode in (Mode.HANG, Mode.CUT):
                self.close_connection = True
                return None
            time.sleep(bridge.delay())
            if mode is Mode.OK:
                return self._answer(200, {"success": True})
            return self._answer(503 if mode is Mode.DOWN else bridge.refusal, {"success": False})

        def _answer(self, status: int, body: dict) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments) -> None:
            pass

    return Handler
