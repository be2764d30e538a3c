#!/usr/bin/env python3
"""The life of the program with the window: starts and stops at any moment, a second start, what keeps it from starting.
VENTANILLA_ROUNDS says how many starts and stops (10), VENTANILLA_SEED repeats their moments."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

VENTANILLA = os.path.abspath(os.environ.get("VENTANILLA", "build/dev/bin/ventanilla"))
VENTANILLAD = os.path.abspath(os.environ.get("VENTANILLAD", "build/dev/bin/ventanillad"))
ROUNDS = int(os.environ.get("VENTANILLA_ROUNDS", "10"))
SEED = int(os.environ.get("VENTANILLA_SEED", str(random.randrange(10**6))))


class Life(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="console-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.data = str(self.folder / "data")

    def start(self, *flags: str, program: str = VENTANILLA, scripted: bool = True) -> subprocess.Popen:
        """Nobody is at the other end of its WhatsApp, and nothing of this user's is read. @p scripted: nobody sits there."""
        (self.folder / "runtime").mkdir(mode=0o700, exist_ok=True)
        env = {name: value for name, value in os.environ.items() if not name.startswith(("VENTANILLA_", "DBUS_"))}
        env |= {"QT_QPA_PLATFORM": "offscreen", "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder / "runtime"),
                "VENTANILLA_WHATSAPP_URL": "ws://127.0.0.1:1/", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
        process = subprocess.Popen([program, "--data-dir", self.data, "--http-port", "0", *(["--print-ready"] if scripted else []), *flags],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=self.folder)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process: subprocess.Popen) -> None:
        if process.poll() is None:
            process.kill()
        process.communicate()

    def ready(self, process: subprocess.Popen) -> dict:
        line = process.stdout.readline()
        self.assertTrue(line, process.stderr.read() if process.poll() is not None else "no line")
        return json.loads(line)

    def stopped(self, process: subprocess.Popen, how: int = signal.SIGTERM) -> str:
        """What it wrote to standard error until its end, which is a good one."""
        process.send_signal(how)
        _, errors = process.communicate(timeout=30)
        text = errors.decode(errors="replace")
        self.assertEqual(process.returncode, 0, text)
        for word in ("AddressSanitizer", "runtime error", "QObject::", "QThread: Destroyed", "ASSERT"):
            self.assertNotIn(word, text)
        return text

    def test_it_serves_and_ends_cleanly(self) -> None:
        for how in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(how=how.name):
                process = self.start()
                ready = self.ready(process)
                with urllib.request.urlopen(ready["url"] + "/health/live", timeout=10) as answer:
                    self.assertEqual(answer.status, 200)
                self.assertEqual(ready["pid"], process.pid)
                self.stopped(process, how)

    def remembered(self, word: str, patience: float = 20) -> bool:
        """Whether the console comes to remember that of itself."""
        deadline = time.monotonic() + patience
        file = Path(self.data) / "console.ini"
        while time.monotonic() < deadline:
            if file.exists() and word in file.read_text(errors="replace"):
                return True
            time.sleep(0.05)
        return False

    def test_a_new_desk_is_set_up_with_the_assistant(self) -> None:
        process = self.start(scripted=False)
        self.assertTrue(self.remembered("[firstrun]"))
        self.stopped(process)
        added = subprocess.run([VENTANILLAD, "user", "add", "ana", "--role", "admin", "--password-stdin", "--data-dir", self.data],
                               input=b"muy secreta 1\n", cwd=self.folder, timeout=30)
        self.assertEqual(added.returncode, 0)
        (Path(self.data) / "console.ini").unlink()
        again = self.start(scripted=False)
        self.assertFalse(self.remembered("[firstrun]", patience=3))  # somebody administers it
        self.stopped(again)

    def test_the_assistant_waits_for_somebody_to_sit_there(self) -> None:
        process = self.start("--minimized", scripted=False)
        self.assertFalse(self.remembered("[firstrun]", patience=3))
        self.stopped(process)

    def test_stopped_at_any_moment_it_ends_cleanly(self) -> None:
        moments = random.Random(SEED)
        self.ready(first := self.start())
        self.stopped(first)
        for round_ in range(ROUNDS):
            process = self.start(*(["--minimized"] if round_ % 3 == 0 else []))
            # Once its socket is there it has been listening to signals for a while.
            deadline = time.monotonic() + 10
            while not list((self.folder / "runtime").glob("ventanilla-*")) and time.monotonic() < deadline:
                time.sleep(0.005)
            delay = moments.random() * 1.0
            time.sleep(delay)
            with self.subTest(seed=SEED, round=round_, delay=delay):
                self.stopped(process)
        self.ready(last := self.start())  # nothing was broken
        self.stopped(last)

    def test_a_second_start_hands_over_to_the_first(self) -> None:
        first = self.start("--minimized")
        self.ready(first)
        second = self.start()
        self.assertEqual(second.wait(20), 0)
        self.assertEqual(second.stdout.read(), b"")
        self.assertIsNone(first.poll())
        self.stopped(first)

    def test_killed_it_starts_again(self) -> None:
        first = self.start()
        self.ready(first)
        first.kill()
        first.wait()
        again = self.start()
        self.ready(again)
        self.stopped(again)

    def test_a_folder_in_use_is_told(self) -> None:
        other = self.start(program=VENTANILLAD)
        self.ready(other)
        process = self.start()
        _, errors = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 1)
        self.assertIn(b"another Ventanilla", errors)

    def test_a_taken_port_is_told(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            process = self.start("--http-port", str(taken.getsockname()[1]))
            _, errors = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 1)
        self.assertIn(b"cannot listen on port", errors)


if __name__ == "__main__":
    unittest.main(verbosity=2)
