"""Listens to /api/v1/events. Standard library only; loopback only."""

import http.client
import json
import threading
import time
from urllib.parse import urlsplit

from desk import TOKEN, wait_until


class EventStream:
    """One listener; reads on a thread of its own. `events`: dicts of event, id (0: none), data, at (monotonic seconds)."""

    def __init__(self, desk, last=None, query="", token=TOKEN, headers=None):
        where = urlsplit(desk.url)
        self.connection = http.client.HTTPConnection(where.hostname, where.port, timeout=40)
        sent = dict(headers or {})
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if last is not None:
            sent["Last-Event-ID"] = str(last)
        self.connection.request("GET", "/api/v1/events" + query, headers=sent)
        self.answer = self.connection.getresponse()
        self.status = self.answer.status
        self.events, self.comments, self.ended, self.last = [], 0, False, 0
        self.raw = bytearray()
        if self.status == 200:
            self._thread = threading.Thread(target=self._read, daemon=True)
            self._thread.start()
        else:
            self.problem = json.loads(self.answer.read() or b"null")
            self.connection.close()

    def _read(self):
        event = {}
        try:
            while True:
                line = self.answer.readline()
                if not line:
                    break
                self.raw += line
                line = line.rstrip(b"\r\n").decode()
                if line.startswith(":"):
                    self.comments += 1
                elif not line:
                    if "event" in event:
                        event.setdefault("id", 0)
                        event["at"] = time.monotonic()
                        self.events.append(event)
                    event = {}
                else:
                    name, _, value = line.partition(": ")
                    event[name] = json.loads(value) if name == "data" else int(value) if name in ("id", "retry") else value
                    if name == "id":
                        self.last = int(value)
        except (OSError, http.client.HTTPException, ValueError, AttributeError):
            pass
        self.ended = True

    def of(self, topic):
        return [event for event in list(self.events) if event["event"] == topic]

    def wait_for(self, topic, predicate=lambda data: True, timeout=10):
        """@return the first event of that topic whose data fits."""

        def found():
            return next((event for event in self.of(topic) if predicate(event["data"])), None)

        return wait_until(found, timeout, f"an event of {topic}")

    def close(self):
        try:
            self.connection.sock and self.connection.sock.shutdown(2)
        except OSError:
            pass
        self.connection.close()
