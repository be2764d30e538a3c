#!/usr/bin/env python3
"""ventanillad pair against wa-sim, black box: the QR code is read off the terminal's own characters, as a camera would see them.
Standard library and zbarimg; loopback only."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import subprocess
import tempfile
import threading
import time
import unittest
import zlib
from pathlib import Path

from drivers import Driver

PROGRAM = os.path.abspath(os.environ.get("VENTANILLAD", "build/dev/bin/ventanillad"))
WASIM = os.environ.get("WASIM", "build/dev/bin/wa-sim")
NUMBER = "15550001001"
BLACK_ON_WHITE = "\x1b[30;107m"
SCALE = 4  # pixels a module


def png(rows: list[list[bool]]) -> bytes:
    """A grey picture; True is black."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    lines = b"".join(b"\0" + b"".join(bytes([0 if dark else 255]) * SCALE for dark in row) for row in rows for _ in range(SCALE))
    header = struct.pack(">IIBBBBB", len(rows[0]) * SCALE, len(rows) * SCALE, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def read_qr(lines: list[str]) -> str:
    """What the half blocks say, to a scanner that sees nothing around them: the quiet zone has to be theirs."""
    rows = []
    for line in lines:
        rows.append([c in "█▀" for c in line])
        rows.append([c in "█▄" for c in line])
    with tempfile.NamedTemporaryFile(suffix=".png") as picture:
        picture.write(png(rows))
        picture.flush()
        done = subprocess.run(["zbarimg", "-q", "--raw", picture.name], capture_output=True, timeout=30)
    assert done.returncode == 0, (done.returncode, done.stderr)
    return done.stdout.decode().rstrip("\n")


def is_code(line: str) -> bool:
    return len(line) > 40 and set(line) <= set(" █▀▄")


class Terminal:
    """ventanillad pair, and what it has written so far."""

    def __init__(self, *flags: str, environment: dict, cwd: str, tty: bool = False) -> None:
        self.output = ""
        self._ends = [None, None]
        if tty:
            self._ends = list(pty.openpty())
        self.process = subprocess.Popen([PROGRAM, "pair", *flags], env=environment, cwd=cwd, stdin=subprocess.DEVNULL,
                                        stdout=self._ends[1] if tty else subprocess.PIPE, stderr=subprocess.PIPE)
        if tty:
            os.close(self._ends[1])
        self._source = self._ends[0] if tty else self.process.stdout.fileno()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        raw = b""
        while True:
            try:
                data = os.read(self._source, 65536)
            except OSError:  # the other end of a terminal is gone
                return
            if not data:
                return
            raw += data
            self.output = raw.decode(errors="ignore").replace("\r\n", "\n")

    def codes(self) -> list[list[str]]:
        """The whole codes so far, as lines of half blocks."""
        found, current = [], []
        for line in self.output.split("\n"):
            line = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", line)
            if is_code(line):
                current.append(line)
            elif current:
                found.append(current)
                current = []
        return found

    def code(self, number: int = 1, timeout: float = 30) -> str:
        """The text of the n-th code."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if len(self.codes()) >= number:
                return read_qr(self.codes()[number - 1])
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"no code {number}: {self.output[-300:]} {self.process.poll()}")

    def wait(self, timeout: float = 30) -> tuple[int, str]:
        """Exit code and what was said on standard error."""
        code = self.process.wait(timeout)
        self._thread.join(5)
        errors = self.process.stderr.read().decode()
        return code, errors

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._thread.join(5)
        self.process.stderr.close()
        if self.process.stdout:
            self.process.stdout.close()
        if self._ends[0] is not None:
            os.close(self._ends[0])


class Pairing(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="ventanilla-pair-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.sim = Driver(WASIM)
        self.addCleanup(self.sim.close)
        ready = self.sim.event("ready")
        self.environment = {"PATH": os.environ["PATH"], "HOME": self.folder, "LC_ALL": "C.UTF-8", "TERM": "xterm",
                            "VENTANILLA_DATA_DIR": f"{self.folder}/data",
                            "VENTANILLA_WHATSAPP_URL": ready["url"], "VENTANILLA_WHATSAPP_CERT_KEY": ready["cert_key"]}

    def pair(self, *flags: str, tty: bool = False, **environment: str) -> Terminal:
        terminal = Terminal(*flags, environment={**self.environment, **environment}, cwd=self.folder, tty=tty)
        self.addCleanup(terminal.close)
        return terminal

    def scan(self, text: str) -> None:
        answer = self.sim.ask("scan", qr=text, pn=NUMBER, name="Ana")
        self.assertTrue(answer["ok"], answer)

    def devices(self) -> list[dict]:
        return self.sim.ask("stats")["accounts"][0]["devices"]

    def test_by_the_code_on_the_screen(self) -> None:
        terminal = self.pair()
        self.scan(terminal.code())
        code, errors = terminal.wait()
        self.assertEqual((code, errors), (0, ""))
        self.assertIn("Linked devices", terminal.output)
        self.assertIn(f"linked with +{NUMBER}", terminal.output)
        self.assertNotIn("\x1b", terminal.output)  # nobody looks at a pipe
        self.assertEqual(len(self.devices()), 1)
        self.assertEqual(os.stat(f"{self.folder}/data/whatsapp.db").st_mode & 0o077, 0)
        # It is linked now, and stays so.
        again = self.pair()
        self.assertEqual(again.wait(), (0, ""))
        self.assertIn("Already linked", again.output)
        self.assertEqual(len(self.devices()), 1)

    def test_on_a_terminal_it_is_black_on_white_and_speaks_spanish(self) -> None:
        terminal = self.pair(tty=True, LANGUAGE="es_MX")
        text = terminal.code()
        drawn = [line for line in terminal.output.split("\n") if "█" in line]
        self.assertGreater(len(drawn), 20)
        for line in drawn:
            self.assertTrue(line.startswith(BLACK_ON_WHITE) and line.endswith("\x1b[0m"), repr(line))
        self.assertIn("Dispositivos vinculados", terminal.output)
        self.scan(text)
        self.assertEqual(terminal.wait(), (0, ""))
        self.assertIn("Listo", terminal.output)

    def test_the_next_code_takes_the_place_of_the_last(self) -> None:
        terminal = self.pair(tty=True)
        first = terminal.code()
        second = terminal.code(2, timeout=90)  # the first one is good for a minute
        self.assertNotEqual(first, second)
        self.assertRegex(terminal.output, r"\x1b\[\d+F\x1b\[J" + re.escape(BLACK_ON_WHITE))
        self.scan(second)
        self.assertEqual(terminal.wait(), (0, ""))

    def test_by_a_code_that_is_typed(self) -> None:
        self.sim.ask("account", pn=NUMBER, name="Ana")
        terminal = self.pair("--code", "+1 555 000 1001")
        deadline = time.monotonic() + 30
        while not (shown := re.search(r"Type this code:\s+(\w{4})-(\w{4})", terminal.output)):
            self.assertLess(time.monotonic(), deadline, terminal.output)
            time.sleep(0.05)
        self.assertEqual(terminal.codes(), [])
        self.assertTrue(self.sim.ask("enter_code", pn=NUMBER, code=shown[1] + shown[2])["ok"])
        self.assertEqual(terminal.wait(), (0, ""))

    def test_what_goes_wrong_is_said_in_plain_words(self) -> None:
        code, errors = self.pair("--timeout", "1").wait()
        self.assertEqual(code, 1, errors)
        self.assertIn("nobody linked the phone", errors)
        code, errors = self.pair("--timeout", "1", LANGUAGE="es_MX").wait()
        self.assertIn("nadie vinculó el teléfono", errors)
        code, errors = self.pair("--code", "12").wait()
        self.assertEqual(code, 1, errors)
        self.assertIn("no phone number", errors)
        code, errors = self.pair("--timeout", "soon").wait()
        self.assertEqual(code, 1, errors)
        self.assertIn("--timeout", errors)

    def test_an_account_that_wants_its_passkey(self) -> None:
        self.sim.ask("account", pn=NUMBER, name="Ana", passkey=True)
        terminal = self.pair()
        self.scan(terminal.code())
        code, errors = terminal.wait()
        self.assertEqual(code, 1, errors)
        self.assertIn("passkey", errors)

    def test_ctrl_c_ends_it(self) -> None:
        terminal = self.pair()
        terminal.code()
        terminal.process.send_signal(signal.SIGINT)
        code, errors = terminal.wait()
        self.assertEqual(code, 1, errors)
        self.assertIn("Cancelled", errors)

    def test_without_the_service_it_goes_on_trying(self) -> None:
        terminal = self.pair("--timeout", "3", VENTANILLA_WHATSAPP_URL="ws://127.0.0.1:9/")
        code, errors = terminal.wait()
        self.assertEqual(code, 1, errors)
        self.assertIn("still trying", terminal.output)

    def test_not_beside_a_running_desk(self) -> None:
        desk = subprocess.Popen([PROGRAM, "--http-port", "0", "--print-ready"], env=self.environment, cwd=self.folder,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            desk.stdout.readline()
            code, errors = self.pair().wait()
            self.assertEqual(code, 1)
            self.assertIn("running on this data folder", errors)
            # The desk itself says that nothing is linked.
            self.assertTrue(select.select([desk.stderr], [], [], 15)[0])
            said = desk.stderr.readline()
            if b"administrator" in said:  # a new desk tells of that as well
                said = desk.stderr.readline()
            self.assertIn(b'ventanillad" pair --data-dir', said)
        finally:
            desk.terminate()
            self.assertEqual(desk.wait(15), 0)
            desk.stdout.close()
            desk.stderr.close()
        self.scan(self.pair().code())  # the folder is free again


if __name__ == "__main__":
    unittest.main(verbosity=2)
