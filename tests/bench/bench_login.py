#!/usr/bin/env python3
"""CPU time of wa-cli from its start, with a stored session, until it is connected to wa-sim. Prints JSON; exits 1 over the target.

    tests/bench/bench_login.py [ROUNDS]        # programs of the release preset; WACLI and WASIM name others
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WACLI = os.environ.get("WACLI", str(ROOT / "build/release/bin/wa-cli"))
WASIM = os.environ.get("WASIM", str(ROOT / "build/release/bin/wa-sim"))
NUMBER = "15550001001"
TARGET_MS = 100


class Program:
    def __init__(self, *command: str) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(self, cmd: str, **arguments) -> None:
        self.process.stdin.write((json.dumps({"cmd": cmd, **arguments}) + "\n").encode())
        self.process.stdin.flush()

    def event(self, name: str) -> dict:
        for line in self.process.stdout:
            message = json.loads(line)
            if message["ev"] == name:
                return message
            if message.get("ok") is False or message["ev"] == "disconnected":
                raise SystemExit(f"instead of {name}: {message}")
        raise SystemExit(f"ended before {name}")

    def kill(self) -> float:
        """@return the milliseconds of CPU it has used."""
        self.process.kill()
        _, _, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = -9
        self.process.stdin.close()
        self.process.stdout.close()
        return (usage.ru_utime + usage.ru_stime) * 1000


def summary(values: list[float]) -> dict:
    return {"median": round(statistics.median(values), 1), "min": round(min(values), 1), "max": round(max(values), 1)}


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory(prefix="wa-bench-") as folder:
        sim = Program(WASIM)
        ready = sim.event("ready")
        client = [WACLI, "--url", ready["url"], "--cert-key", ready["cert_key"], "--store", f"{folder}/session.db"]

        pairing = Program(*client)
        pairing.send("connect")
        sim.send("scan", qr=pairing.event("qr")["qr"], pn=NUMBER, name="Ana")
        pairing.event("connected")
        pairing_cpu = pairing.kill()

        cpu, wall = [], []
        for _ in range(rounds):
            began = time.monotonic()
            login = Program(*client)
            login.send("connect")
            login.event("connected")
            wall.append((time.monotonic() - began) * 1000)
            cpu.append(login.kill())
        sim.kill()
    result = {"what": "wa-cli, start to connected", "rounds": rounds, "cpu_ms": summary(cpu), "wall_ms": summary(wall),
              "pairing_cpu_ms": round(pairing_cpu, 1), "target_cpu_ms": TARGET_MS}
    print(json.dumps(result, indent=2))
    return 0 if result["cpu_ms"]["median"] < TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
