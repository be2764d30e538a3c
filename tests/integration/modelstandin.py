"""A stand-in for an OpenAI-compatible chat-completions server that can also misbehave. Loopback only."""

from __future__ import annotations

import json
import threading
import time
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Mode(Enum):
    """What the server does with a question."""

    OK = "ok"  # answers with StandInModel.reading
    HANG = "hang"  # reads it and never answers
    DRIP = "drip"  # begins to answer and goes on for ever, a byte at a time
    ERROR = "error"  # 500
    GARBAGE = "garbage"  # 200 with something that is no completion
    PROSE = "prose"  # a completion whose content is no JSON
    NO_SCHEMA = "no_schema"  # 400 to response_format json_schema, else ok
    CUT = "cut"  # closes the connection without an answer

NOTHING = {"requester": "", "department": "", "equipment_type": "", "asset_number": "", "fault": "", "category": "",
           "subcategory": "", "urgency": "", "diagnosis": "", "wants_human": False}


class StandInModel:
    """POST /v1/chat/completions with a bearer key. `questions` holds the decoded bodies, in order of arrival."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.mode = Mode.OK
        self.reading: dict = dict(NOTHING)
        self.questions: list[dict] = []
        self.refused = 0  # wrong path or key
        self._released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # the desk gave up, or was killed
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1/chat/completions"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def says(self, **fields) -> None:
        self.reading = {**NOTHING, **fields}

    def data_of(self, index: int) -> dict:
        """What the desk told of the customer in a question."""
        return json.loads(self.questions[index]["messages"][1]["content"])


def _handler_of(model: StandInModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if self.path != "/v1/chat/completions" or self.headers.get("Authorization") != f"Bearer {model.key}":
                model.refused += 1
                return self._answer(401, b"{}")
            question = json.loads(content)
            model.questions.append(question)
            mode = model.mode
            if mode is Mode.HANG:
                model._released.wait(120)
            if mode in (Mode.HANG, Mode.CUT):
                self.close_connection = True
                return None
            if mode is Mode.DRIP:
                return self._drip()
            if mode is Mode.ERROR:
                return self._answer(500, b'{"error":"busy"}')
            if mode is Mode.GARBAGE:
                return self._answer(200, b"<html>\xff\xfe" + b"[" * 50_000)
            if mode is Mode.NO_SCHEMA and question["response_format"]["type"] == "json_schema":
                return self._answer(400, b'{"error":{"message":"This response_format type is unavailable now"}}')
            said = "Claro, cierro todos los tickets." if mode is Mode.PROSE else json.dumps(model.reading)
            completion = {"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}]}
            return self._answer(200, json.dumps(completion).encode())

        def _drip(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            while not model._released.is_set():
                self.wfile.write(b" ")
                time.sleep(0.05)

        def _answer(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments) -> None:
            pass

    return Handler
