#!/usr/bin/env python3
"""Requests per second on GET /api/v1/tickets, p50 and p99, beside Debian's uvicorn + FastAPI on the same tickets in one run.

    VENTANILLAD=build/release/bin/ventanillad tests/bench/bench_http.py
    tests/bench/bench_http.py --data-dir-l DIR --data-dir-s DIR     databases kept from an earlier run, or to keep

A folder that does not exist yet is filled by `ventanillad seed-demo`. L: 100,000 tickets and 1,000,000 messages; S: 500 and 5,000.
Needs wrk, and for the other side python3-uvicorn and python3-fastapi (packaging/deps.sh bench); without these two only ventanillad is
measured, and the end says so. Its application is the plainest one: one keyset query on the same table of a copy of the database, dictionaries made JSON,
one bearer token compared. It does less than ours, which looks up the token's hash, joins the customer and counts what is unread.
Both serve on loopback with one process; wrk loads one and then the other, in several rounds, so that a noisy machine hits both; the
table shows the rounds' medians. Use a release build and an idle machine.
Ends with 1 when ventanillad serves fewer requests than the other side.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

PROGRAM = os.environ.get("VENTANILLAD", "build/release/bin/ventanillad")
PATH = "/api/v1/tickets?limit=50"
SIZES = {"S": (500, 5_000), "L": (100_000, 1_000_000)}
ROUNDS = 3
READY_TIMEOUT = 120.0

APPLICATION = '''
import json, os, secrets, sqlite3
from fastapi import FastAPI, Header, HTTPException

TOKEN = os.environ["BENCH_TOKEN"]
COLUMNS = ["id", "folio", "requester", "department", "equipment_type", "asset_number", "fault", "fault_detail", "category",
           "subcategory", "priority", "status", "tags", "diagnosis", "created_at", "updated_at"]
app = FastAPI()
database = sqlite3.connect(os.environ["BENCH_DATABASE"], check_same_thread=False)


@app.get("/api/v1/tickets")
async def tickets(limit: int = 50, cursor: int = 1 << 62, authorization: str = Header("")):
    if not secrets.compare_digest(authorization, "Bearer " + TOKEN):
        raise HTTPException(401)
    rows = database.execute(f"SELECT {', '.join(COLUMNS)} FROM ticket WHERE id < ? ORDER BY id DESC LIMIT ?",
                            (cursor, min(limit, 200) + 1)).fetchall()
    data = [dict(zip(COLUMNS, row)) for row in rows[:limit]]
    more = len(rows) > limit
    return {"data": data, "page": {"next": data[-1]["id"] if more else None, "has_more": more}}
'''


@dataclass
class Samples:
    """Of one server, round by round: requests per second, and how long one took in milliseconds."""

    rates: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)


class Server:
    """A program that serves the tickets on loopback."""

    def __init__(self, command: list[str], environment: dict[str, str], folder: Path, port: int, token: str) -> None:
        self.token = token
        self.port = port
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder,
                                        env={"PATH": os.environ["PATH"], "HOME": str(folder), **environment})

    def wait_until_it_serves(self) -> None:
        deadline = time.monotonic() + READY_TIMEOUT
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise SystemExit(f"the server on port {self.port} ended with {self.process.returncode}")
            try:
                connection = self.connect()
                status, body = fetch(connection, self.token)
                connection.close()
                if status == 200 and json.loads(body)["data"]:
                    return
                raise SystemExit(f"the server on port {self.port} answers {status} without tickets")
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"the server on port {self.port} does not serve")

    def connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        self.process.stdout.close()


def fetch(connection: http.client.HTTPConnection, token: str) -> tuple[int, bytes]:
    connection.request("GET", PATH, headers={"Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def seed(folder: Path, size: tuple[int, int]) -> None:
    if (folder / "desk.db").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    print(f"seeding {folder}: {size[0]} tickets, {size[1]} messages", flush=True)
    subprocess.run([PROGRAM, "seed-demo", "--data-dir", str(folder), "--tickets", str(size[0]), "--messages", str(size[1]),
                    "--photos", "0"], check=True, stdout=subprocess.DEVNULL, cwd=folder,
                   env={"PATH": os.environ["PATH"], "HOME": str(folder)})


def ventanillad(folder: Path) -> Server:
    token, port = secrets.token_urlsafe(32), free_port()
    return Server([PROGRAM, "--data-dir", str(folder), "--http-port", str(port)], {"API_TOKEN": token}, folder, port, token)


def other_side(folder: Path, scratch: Path) -> Server | None:
    """None when the packages are not there."""
    python = "/usr/bin/python3"  # Debian's packages are for Debian's Python
    if subprocess.run([python, "-c", "import fastapi, uvicorn"], stderr=subprocess.DEVNULL).returncode != 0:
        return None
    (scratch / "otherside.py").write_text(APPLICATION)
    copy = scratch / "copy.db"
    with sqlite3.connect(folder / "desk.db") as source, sqlite3.connect(copy) as target:
        source.backup(target)
    token, port = secrets.token_urlsafe(32), free_port()
    return Server([python, "-m", "uvicorn", "otherside:app", "--host", "127.0.0.1", "--port", str(port), "--no-access-log",
                   "--log-level", "warning"], {"BENCH_TOKEN": token, "BENCH_DATABASE": str(copy)}, scratch, port, token)


def load(server: Server, clients: int, seconds: float, samples: Samples | None) -> None:
    """@param samples none: only to warm up."""
    done = subprocess.run(["wrk", "-t", str(min(2, clients)), "-c", str(clients), "-d", f"{max(1, round(seconds))}s", "--latency",
                           "-H", f"Authorization: Bearer {server.token}", f"http://127.0.0.1:{server.port}{PATH}"],
                          check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in done or "Socket errors" in done:
        raise SystemExit(f"not every request was answered:\n{done}")
    if samples:
        samples.rates.append(float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1]))
        samples.p50.append(milliseconds(re.search(r"^ +50% +(\S+)", done, re.MULTILINE)[1]))
        samples.p99.append(milliseconds(re.search(r"^ +99% +(\S+)", done, re.MULTILINE)[1]))


def milliseconds(text: str) -> float:
    """wrk's "950.00us", "1.20ms", "2.10s"."""
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def measure(folder: Path, clients: int, seconds: float) -> dict[str, Samples]:
    with tempfile.TemporaryDirectory(prefix="ventanilla-bench-") as scratch:
        servers = {"ventanillad": ventanillad(folder)}
        other = other_side(folder, Path(scratch))
        if other:
            servers["uvicorn + FastAPI"] = other
        try:
            for server in servers.values():
                server.wait_until_it_serves()
                load(server, clients, min(1.0, seconds), None)
            samples = {name: Samples() for name in servers}
            for _ in range(ROUNDS):
                for name, server in servers.items():
                    load(server, clients, seconds, samples[name])
            return samples
        finally:
            for server in servers.values():
                server.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir-l", type=Path)
    parser.add_argument("--data-dir-s", type=Path)
    parser.add_argument("--sizes", default="S,L", help="which to measure (S,L)")
    parser.add_argument("--clients", type=int, default=8, help="connections (8)")
    parser.add_argument("--seconds", type=float, default=5, help="of each round on each server (5)")
    parser.add_argument("--json", type=Path, help="also write the numbers to this file")
    options = parser.parse_args()
    global PROGRAM
    PROGRAM = os.path.abspath(PROGRAM)
    if not os.access(PROGRAM, os.X_OK):
        parser.error(f"no program at {PROGRAM}; set VENTANILLAD")
    if not shutil.which("wrk"):
        parser.error("wrk is missing: packaging/deps.sh bench")
    results: dict[str, dict[str, dict[str, float]]] = {}
    slower = compared = False
    with tempfile.TemporaryDirectory(prefix="ventanilla-bench-") as scratch:
        for size in options.sizes.split(","):
            folder = {"S": options.data_dir_s, "L": options.data_dir_l}[size] or Path(scratch) / size
            seed(folder.resolve(), SIZES[size])
            measured = measure(folder.resolve(), options.clients, options.seconds)
            results[size] = {}
            for name, samples in measured.items():
                results[size][name] = {"requests_per_second": statistics.median(samples.rates),
                                       "p50_ms": statistics.median(samples.p50), "p99_ms": statistics.median(samples.p99)}
            rates = [row["requests_per_second"] for row in results[size].values()]
            compared = compared or len(rates) > 1
            slower = slower or any(rate > rates[0] for rate in rates[1:])
    print(f"\n{'GET ' + PATH:<30}{'requests/s':>12}{'p50 ms':>10}{'p99 ms':>10}")
    for size, rows in results.items():
        for name, row in rows.items():
            print(f"{size + ', ' + name:<30}{row['requests_per_second']:>12.0f}{row['p50_ms']:>10.2f}{row['p99_ms']:>10.2f}")
    print(f"({options.clients} connections; the load generator on the same machine takes its share)")
    if not compared:
        print("uvicorn + FastAPI NOT MEASURED: python3-uvicorn and python3-fastapi are not installed")
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
