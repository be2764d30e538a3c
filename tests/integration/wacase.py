"""What the black-box tests of the WhatsApp side share: the simulated service, clients of both libraries, and the look at the
service's complaints when a test is over."""

from __future__ import annotations

import os
import sys
import time
import unittest
from dataclasses import dataclass
from pathlib import Path

from drivers import Driver

HERE = Path(__file__).resolve().parent
WASIM = os.environ.get("WASIM", "build/dev/bin/wa-sim")
WACLI = os.environ.get("WACLI", "build/dev/bin/wa-cli")
NODE_DIR = Path(os.environ.get("NODE_DIR", HERE.parent.parent / "build/node"))
NODE = str(NODE_DIR / "bin/node")
os.environ.setdefault("BAILEYS_DIR", str(NODE_DIR / "baileys"))
BAILEYS = str(HERE / "baileys/driver.mjs")


def user(jid: str) -> str:
    """The address without device: what two libraries' events can be compared by."""
    name, _, server = jid.partition("@")
    return f"{name.partition(':')[0]}@{server}"


@dataclass
class Party:
    """A linked client and its addresses."""

    driver: Driver
    jid: str  # with device
    lid: str
    number: str

    def address(self, mode: str) -> str:
        return user({"pn": self.jid, "lid": self.lid}[mode])

    @property
    def names(self) -> set[str]:
        return {user(self.jid), user(self.lid)}

    @property
    def sessions(self) -> list[str]:
        """Signal addresses of the phone and of this client, in every spelling."""
        device = self.jid.partition("@")[0].partition(":")[2]
        users = (self.number, self.lid.partition("@")[0].partition(":")[0] + "_1")
        return [f"{name}{sign}{number}" for name in users for number in ("0", device) for sign in ".:"]


class WaCase(unittest.TestCase):
    # What a client may do against the simulator's rules, and why: (what, words of its address or of the detail, reason).
    allowances: list[tuple[str, str, str]] = []

    def setUp(self) -> None:
        self.sims: list[Driver] = []

    def tearDown(self) -> None:
        for sim in self.sims:
            self.check_manners(sim)

    def sim(self, *flags: str) -> Driver:
        """A simulator; at the test's end it must have seen no breach of the protocol, and nothing may wait in its queues."""
        sim = Driver(WASIM, *flags)
        self.addCleanup(sim.close)
        self.ready = sim.event("ready")
        self.sims.append(sim)
        return sim

    def check_manners(self, sim: Driver) -> None:
        if sim.process.poll() is None:
            self.assertEqual(self.waiting(sim), [])
        else:
            self.assertEqual(sim.process.returncode, 0, sim.errors.decode(errors="replace"))
        breaches = []
        for event in sim.seen("violation"):
            reason = next((why for what, words, why in self.allowances
                           if event["what"] == what and words in f"{event.get('from', '')} {event.get('detail', '')}"), None)
            print(f"violation: {event} {f'allowed: {reason}' if reason else ''}", file=sys.stderr)
            if reason is None:
                breaches.append(event)
        self.assertEqual(breaches, [])

    def waiting(self, sim: Driver, timeout: float = 10) -> list[dict]:
        """The accounts with clients that have not acknowledged everything; they get some time to do so."""
        deadline = time.monotonic() + timeout
        while True:
            accounts = self.ask(sim, "stats")["accounts"]  # whatever was reported before is here now
            waiting = [a for a in accounts if any(device["unacked"] for device in a["devices"])]
            if not waiting or time.monotonic() > deadline:
                return waiting
            time.sleep(0.05)

    def media_flags(self, ready: dict) -> list[str]:
        """For wa-cli: how it reaches the files of that simulator."""
        return ["--media-ca", ready["media_ca"]] if ready["media_scheme"] == "https" else ["--media-plain-http"]

    def baileys(self, *flags: str, ready: dict | None = None) -> Driver:
        ready = ready or self.ready
        https = ready["media_scheme"] == "https"
        client = Driver(NODE, BAILEYS, "--url", ready["url"], "--cert-key", ready["cert_key"],
                        "--media-host", ready["media"][0], *([] if https else ["--media-plain-http"]), *flags,
                        env={"NODE_EXTRA_CA_CERTS": ready["media_ca"]} if https else None)
        self.addCleanup(client.close)
        client.event("ready", timeout=60)
        return client

    def cli(self, *flags: str) -> Driver:
        client = Driver(WACLI, "--url", self.ready["url"], "--cert-key", self.ready["cert_key"],
                        *self.media_flags(self.ready), *flags)
        self.addCleanup(client.close)
        client.event("ready")
        return client

    def ask(self, driver: Driver, cmd: str, timeout: float = 20, **arguments) -> dict:
        driver.send(cmd, **arguments)
        answer = driver.result(timeout)
        self.assertTrue(answer["ok"], answer)
        return answer

    def party(self, sim: Driver, client: Driver, number: str, name: str = "Ana") -> Party:
        """Pairs by QR code and waits until it has logged in."""
        self.ask(client, "connect")
        qr = client.event("qr", timeout=30)["qr"]
        scanned = self.ask(sim, "scan", qr=qr, pn=number, name=name)
        paired = client.event("paired", timeout=30)
        self.assertEqual((paired["jid"], paired["lid"]), (scanned["jid"], scanned["lid"]))
        connected = client.event("connected", timeout=30)
        self.assertEqual((connected["jid"], connected["lid"]), (scanned["jid"], scanned["lid"]))
        return Party(client, scanned["jid"], scanned["lid"], number)

    def device(self, sim: Driver, jid: str) -> dict:
        number, _, device = jid.partition("@")[0].partition(":")
        for account in self.ask(sim, "stats")["accounts"]:
            for entry in account["devices"]:
                if account["pn"] == number and entry["id"] == int(device):
                    return entry
        self.fail(f"{jid} is not linked")

    def until(self, predicate, what: str, timeout: float = 20):
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if value := predicate():
                return value
            time.sleep(0.05)
        self.fail(f"timed out waiting for {what}")

    def away(self, sim: Driver, party: Party) -> None:
        """Disconnects it, and waits until the service knows."""
        self.ask(party.driver, "disconnect")
        party.driver.event("disconnected")
        self.until(lambda: not self.device(sim, party.jid)["online"], "the end of the connection")

    def back(self, party: Party) -> None:
        self.ask(party.driver, "connect")
        party.driver.event("connected", timeout=30)


def main() -> None:
    if not os.path.exists(NODE):
        sys.exit(f"{NODE} is missing: run tests/integration/baileys/setup.sh")
    unittest.main(verbosity=2)
