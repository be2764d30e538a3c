"""Drives ventanillad from outside, with a stand-in for the old bridge or with wa-sim. Standard library only; loopback only."""

import json
import os
import signal
import struct
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TOKEN = "prueba-0123456789-abcdefghij"
PROGRAM = os.environ.get("VENTANILLAD", "build/dev/bin/ventanillad")


def wait_until(predicate, timeout=15.0, what="condition"):
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        value = predicate()
        if value:
            return value
        time.sleep(0.03)
    raise AssertionError(f"timed out waiting for {what}")


def small_png(width=24, height=16, red=200):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + bytes([red, 40, 40]) * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Bridge:
    """The old Node bridge's side of the contract. `mode`: ok, down (503), refuse (422)."""

    def __init__(self):
        self.mode = "ok"
        self.delivered = []  # (message id, numero, texto), in order of arrival
        self.attempts = []  # (time, message id)
        self._lock = threading.Lock()
        self._server = None
        self.port = 0
        self.start()

    def start(self):
        bridge = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                message_id = self.headers.get("X-Message-Id")
                with bridge._lock:
                    bridge.attempts.append((time.monotonic(), message_id))
                    status = {"ok": 200, "down": 503, "refuse": 422}[bridge.mode]
                    if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                        status = 401
                    if self.path != "/enviar-mensaje":
                        status = 404
                    if status == 200:
                        bridge.delivered.append((message_id, body["numero"], body["texto"]))
                answer = b'{"success":true}'
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args):
                pass

        class Server(ThreadingHTTPServer):
            allow_reuse_address = True
            daemon_threads = True

            def handle_error(self, request, client_address):
                pass  # the desk was killed while it waited for this answer

        self._server = Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def texts_to(self, number):
        with self._lock:
            return [text for _, to, text in self.delivered if to == number]


class Desk:
    """One ventanillad on a data folder; may be killed and started again."""

    def __init__(self, bridge, folder=None, **environment):
        """@param bridge the stand-in that it writes to; None: it is told otherwise whom to write to."""
        self.flags = []
        self._temporary = None if folder else tempfile.TemporaryDirectory(prefix="ventanilla-")
        self.folder = Path(folder or self._temporary.name)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "API_TOKEN": TOKEN,
            **({"IP_LAPTOP": "127.0.0.1", "PUERTO_LAPTOP": str(bridge.port)} if bridge else {}),
            "VENTANILLA_QUIET_TIME_MS": "150",
            **environment,
        }
        self.process = None
        self.url = ""

    def start(self):
        self.process = subprocess.Popen(
            [os.path.abspath(PROGRAM), "--data-dir", str(self.folder / "data"), "--http-port", "0", "--print-ready",
             *self.flags],
            stdout=subprocess.PIPE, env=self.environment, cwd=self.folder)
        line = self.process.stdout.readline()
        ready = json.loads(line)
        assert ready["ready"] is True and ready["pid"] == self.process.pid, ready
        self.url = ready["url"]
        return self

    def run(self, *arguments, stdin=""):
        return subprocess.run([os.path.abspath(PROGRAM), *arguments, "--data-dir", str(self.folder / "data")], input=stdin,
                              capture_output=True, text=True, env=self.environment, cwd=self.folder, timeout=30)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        self.process.stdout.close()

    def stop(self):
        self.process.terminate()
        code = self.process.wait(15)
        self.process.stdout.close()
        return code

    def close(self):
        if self.process and self.process.poll() is None:
            self.kill()
        if self._temporary:
            self._temporary.cleanup()

    def request(self, method, path, body=None, token=TOKEN, headers=None, raw=False):
        """(status, decoded JSON or bytes). Connection failures raise OSError."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=dict(headers or {}))
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                status, content = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                status, content = error.code, error.read()
        return status, content if raw else json.loads(content or b"null")

    def get(self, path):
        status, body = self.request("GET", path)
        assert status == 200, (path, status, body)
        return body

    def say(self, sender, text, image=None, message_id=None):
        post = {"remitente": sender, "contenido": text, "imagen": image}
        if message_id:
            post["id"] = message_id
        return self.request("POST", "/webhook", post)

    def messages(self, ticket_id):
        """All of a ticket's messages, oldest first."""
        found, cursor = [], None
        while True:
            page = self.get(f"/api/v1/tickets/{ticket_id}/messages?limit=200" + (f"&cursor={cursor}" if cursor else ""))
            found = page["data"] + found
            cursor = page["page"]["next"]
            if not cursor:
                return found


class WhatsAppDesk(Desk):
    """A desk whose channel is WhatsApp, played by a wa-sim."""

    def __init__(self, ready, folder=None, **environment):
        """@param ready the first line of wa-sim."""
        super().__init__(None, folder, VENTANILLA_WHATSAPP_URL=ready["url"],
                         VENTANILLA_WHATSAPP_CERT_KEY=ready["cert_key"], **environment)
        self.flags = ["--channel", "whatsapp"]
        self._admin = ""

    def admin(self):
        """A token that may link phones; the one of the environment may only read and write."""
        if not self._admin:
            added = self.run("token", "add", "linking", "--scopes", "read,write,admin")
            assert added.returncode == 0, added.stderr
            self._admin = added.stdout.strip()
        return self._admin

    def link(self):
        status, body = self.request("GET", "/api/v1/whatsapp", token=self.admin())
        assert status == 200, (status, body)
        return body

    def pair(self, sim, number, name="Mesa de ayuda"):
        """Links it to the account of that number by QR code. @return the answer of the phone: jid and lid."""
        status, body = self.request("POST", "/api/v1/whatsapp/pairing", {"method": "qr"}, token=self.admin())
        assert status in (200, 201, 202), (status, body)
        text = wait_until(lambda: (self.link().get("qr") or {}).get("text"), 30, "a QR code")
        scanned = sim.ask("scan", qr=text, pn=number, name=name)
        assert scanned["ok"], scanned
        self.ready_again()
        return scanned

    def ready_again(self, timeout=60):
        """Waits until messages go."""
        wait_until(lambda: self.link()["state"] == "ready", timeout, "the link to WhatsApp")
