"""Latency from commit to 50 event streams, and what they cost in memory.

usage: bench_events.py [streams] [changes]     VENTANILLAD names the program.

One thread reads all the streams and notes when bytes come, so that the measuring costs little; what they say is looked at afterwards.
The commit is taken to be when the writer has its answer: it lies before that, so a stream may be earlier (counted as 0).
"""

import json
import re
import selectors
import socket
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "integration"))
from desk import TOKEN, Bridge, Desk, wait_until  # noqa: E402

TICKET = re.compile(rb"event: ticket\nid: \d+\ndata: (\{[^\n]*\})")


def memory(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


class Streams:
    def __init__(self, desk, count):
        where = urlsplit(desk.url)
        head = f"GET /api/v1/events HTTP/1.1\r\nHost: {where.netloc}\r\nAuthorization: Bearer {TOKEN}\r\n\r\n".encode()
        self.selector, self.pieces, self.running = selectors.DefaultSelector(), [], True
        self.sockets = []
        for number in range(count):
            connection = socket.create_connection((where.hostname, where.port))
            connection.sendall(head)
            self.selector.register(connection, selectors.EVENT_READ, number)
            self.sockets.append(connection)
            self.pieces.append([])
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        while self.running:
            for key, _ in self.selector.select(0.2):
                data = key.fileobj.recv(65536)
                self.pieces[key.data].append((time.monotonic(), data))
                if not data:
                    self.selector.unregister(key.fileobj)

    def text(self, number):
        return b"".join(data for _, data in self.pieces[number])

    def tickets(self, number):
        """(ticket, when) of the events of one stream."""
        for at, data in self.pieces[number]:
            for found in TICKET.finditer(data):
                yield json.loads(found.group(1))["id"], at

    def close(self):
        self.running = False
        self.thread.join(5)
        for connection in self.sockets:
            connection.close()


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    changes = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    bridge = Bridge()
    desk = Desk(bridge).start()
    try:
        desk.get("/api/v1/tickets")
        before = memory(desk.process.pid)
        streams = Streams(desk, count)
        for number in range(count):
            wait_until(lambda number=number: b"event: hello" in streams.text(number), what="a greeting")
        opened = memory(desk.process.pid)
        answered = {}
        for i in range(changes):
            status, ticket = desk.request("POST", "/api/v1/tickets", {"fault": f"falla {i}"})
            assert status == 201, ticket
            answered[ticket["id"]] = time.monotonic()
            time.sleep(0.06)
        last = f'"id":{max(answered)},'.encode()
        for number in range(count):
            wait_until(lambda number=number: last in streams.text(number), 20, "the last event")
        delays = sorted(max(0.0, at - answered[ticket]) * 1000
                        for number in range(count) for ticket, at in streams.tickets(number))
        assert len(delays) == count * changes, (len(delays), count * changes)

        def percentile(share):
            return delays[min(len(delays) - 1, int(len(delays) * share))]

        print(f"{count} streams, {changes} changes: p50 {percentile(0.5):.2f} ms, p95 {percentile(0.95):.2f} ms, "
              f"p99 {percentile(0.99):.2f} ms, max {delays[-1]:.2f} ms")
        print(f"memory: {before:.1f} MB without streams, {opened:.1f} MB with, {memory(desk.process.pid):.1f} MB at the end")
        streams.close()
    finally:
        desk.close()
        bridge.stop()


if __name__ == "__main__":
    main()
