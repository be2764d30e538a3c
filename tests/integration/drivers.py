"""Speaks with the two command-line drivers, wa-sim and wa-cli: a line of JSON for each command and each event."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
import time


class Driver:
    """One program. Results are paired with commands by their order, events are kept until somebody waits for them."""

    def __init__(self, program: str, *flags: str, ignored: frozenset[str] = frozenset(), env: dict[str, str] | None = None) -> None:
        """@param ignored events that nobody will wait for: a long run has too many of them to keep.
        @param env beyond this program's own."""
        self._ignored = ignored
        self.process = subprocess.Popen([program, *flags], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
        self._results: queue.Queue[dict] = queue.Queue()
        self._events: list[dict] = []
        self._changed = threading.Condition()
        self.errors = b""
        self._threads = [threading.Thread(target=self._read, daemon=True), threading.Thread(target=self._drain, daemon=True)]
        for thread in self._threads:
            thread.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            message = json.loads(line)
            if message["ev"] == "result":
                self._results.put(message)
                continue
            if message["ev"] in self._ignored:
                continue
            with self._changed:
                self._events.append(message)
                self._changed.notify_all()

    def _drain(self) -> None:
        for line in self.process.stderr:
            self.errors += line

    def write(self, line: str | bytes) -> None:
        self.process.stdin.write(line.encode() if isinstance(line, str) else line)
        self.process.stdin.flush()

    def send(self, cmd: str, **arguments) -> None:
        self.write(json.dumps({"cmd": cmd, **arguments}) + "\n")

    def result(self, timeout: float = 10) -> dict:
        return self._results.get(timeout=timeout)

    def ask(self, cmd: str, **arguments) -> dict:
        self.send(cmd, **arguments)
        return self.result()

    def event(self, name: str, timeout: float = 10, **members) -> dict:
        """Takes the first event of that name with those members, waiting for it."""
        deadline = time.monotonic() + timeout
        with self._changed:
            while True:
                for at, event in enumerate(self._events):
                    if event["ev"] == name and all(event.get(key) == value for key, value in members.items()):
                        return self._events.pop(at)
                if not self._changed.wait(deadline - time.monotonic()):
                    raise AssertionError(f"no event {name} {members}; there are {self._events}")

    def seen(self, name: str) -> list[dict]:
        """The events of that name that nobody has taken yet; they stay."""
        with self._changed:
            return [event for event in self._events if event["ev"] == name]

    def wait(self, timeout: float = 10) -> int:
        return self.process.wait(timeout)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass
