#!/usr/bin/env python3
"""Measures ventanillad over REST at two sizes of database, and compares them with the targets.

    VENTANILLAD=build/release/bin/ventanillad tests/bench/bench_rest.py
    tests/bench/bench_rest.py --data-dir-l DIR --data-dir-s DIR     databases kept from an earlier run, or to keep

A folder that does not exist yet is filled by `ventanillad seed-demo`; without the options, temporary folders are made
and removed. L: 100,000 tickets and 1,000,000 messages; S: 500 and 5,000. Use a release build and an idle machine.
A long thread is added to each through the webhook. Ends with 1 when a target is missed: the limit is held against the
p95 of size L, the ratio is that of the medians of equal pages (p95 of fractions of a millisecond is the machine's noise,
and a smaller answer is no saving). Memory is read on Linux only; the file cache is warm at every start.
"""

from __future__ import annotations

import argparse
import collections
import http.client
import json
import os
import random
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

PROGRAM = os.environ.get("VENTANILLAD", "build/release/bin/ventanillad")
MAX_RATIO = 1.5
IDLE_SECONDS = 10.0
READY_TIMEOUT = 120.0
FOLDED = "nomina"  # the data says "nómina"
LONG_THREAD = 2000
LONG_THREAD_MARK = "hilolargo"


@dataclass(frozen=True)
class Size:
    name: str
    tickets: int
    messages: int


L = Size("L", 100_000, 1_000_000)
S = Size("S", 500, 5_000)


@dataclass(frozen=True)
class Target:
    """The most that size L may need."""

    row: str
    unit: str
    most: float
    ratio: bool = True


@dataclass(frozen=True)
class Figure:
    median: float
    p95: float


TARGETS = [
    Target("first page", "ms", 20),
    Target("open tickets", "ms", 20),
    Target("status closed", "ms", 20),
    Target("status new", "ms", 20),
    Target("thread, random", "ms", 50),
    Target("thread, long", "ms", 50),
    Target("search, rare word", "ms", 150),
    Target("search, frequent word", "ms", 150),
    Target("search, two words", "ms", 150),
    Target("search, accent folded", "ms", 150),
    Target("search, no hit", "ms", 150),
    Target("cold start", "ms", 2000),
    Target("idle memory, RSS", "MiB", 150),
    Target("idle memory, PSS", "MiB", 150, ratio=False),  # depends on who else uses the libraries
]


class Server:
    """One ventanillad on a data folder, and one kept connection to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.token = secrets.token_urlsafe(32)
        self.port = 0
        self.start_ms = 0.0
        self.process: subprocess.Popen[bytes] | None = None
        self.connection: http.client.HTTPConnection | None = None

    def __enter__(self) -> Server:
        begin = time.perf_counter()
        self.process = subprocess.Popen(
            [PROGRAM, "--data-dir", str(self.folder), "--http-port", "0", "--channel", "bridge", "--print-ready"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(self.token), cwd=self.folder)
        watchdog = deadline(self.process, READY_TIMEOUT)
        line = self.process.stdout.readline()
        self.start_ms = (time.perf_counter() - begin) * 1000
        watchdog.cancel()
        if not line:
            self.process.wait(10)
            raise SystemExit(f"{PROGRAM} ended with {self.process.returncode} before it served")
        self.port = urllib.parse.urlsplit(json.loads(line)["url"]).port
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.connection.connect()
        self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self

    def __exit__(self, *unused) -> None:
        self.connection.close()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def fetch(self, path: str) -> bytes:
        self.connection.request("GET", path, headers={"Authorization": f"Bearer {self.token}"})
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise SystemExit(f"GET {path} answered {answer.status}: {content[:200]!r}")
        return content

    def get(self, path: str) -> dict:
        return json.loads(self.fetch(path))

    def post(self, path: str, body: dict) -> dict:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        self.connection.request("POST", path, json.dumps(body), headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status not in (200, 201):
            raise SystemExit(f"POST {path} answered {answer.status}: {content[:200]!r}")
        return json.loads(content)

    def memory(self) -> dict[str, float]:
        """MiB of RSS and PSS; nothing where the system has no /proc."""
        found: dict[str, float] = {}
        for name, file, key in (("RSS", "status", "VmRSS:"), ("PSS", "smaps_rollup", "Pss:")):
            try:
                lines = Path(f"/proc/{self.process.pid}/{file}").read_text().splitlines()
            except OSError:
                continue
            found.update({name: int(line.split()[1]) / 1024 for line in lines if line.startswith(key)})
        return found


def environment(token: str) -> dict[str, str]:
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR", "SYSTEMROOT")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"API_TOKEN": token}


def deadline(process: subprocess.Popen[bytes], seconds: float) -> threading.Timer:
    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    return timer


def seed(folder: Path, size: Size) -> None:
    if folder.exists() and any(folder.iterdir()):
        return
    folder.mkdir(parents=True, exist_ok=True)
    begin = time.perf_counter()
    subprocess.run([PROGRAM, "seed-demo", "--tickets", str(size.tickets), "--messages", str(size.messages),
                    "--data-dir", str(folder)], check=True, env=environment(secrets.token_urlsafe(32)), cwd=folder,
                   timeout=3600)
    print(f"size {size.name} seeded in {time.perf_counter() - begin:.1f} s", flush=True)


def percentile(samples: list[float], part: float) -> float:
    """The nearest rank."""
    ordered = sorted(samples)
    return ordered[max(0, min(len(ordered) - 1, round(part * len(ordered) + 0.5) - 1))]


def timed(servers: dict[str, Server], next_paths: dict[str, Callable[[], str]], times: int,
          warm: int = 5) -> dict[str, list[float]]:
    """Milliseconds from each request's first byte to its answer's last. The sizes take turns, so that a machine that slows
    down slows both."""
    samples: dict[str, list[float]] = {size: [] for size in servers}
    for index in range(warm + times):
        for size, server in servers.items():
            path = next_paths[size]()
            begin = time.perf_counter()
            server.fetch(path)
            if index >= warm:
                samples[size].append((time.perf_counter() - begin) * 1000)
    return samples


def newest_ticket(server: Server) -> int:
    newest = server.get("/api/v1/tickets?limit=1")["data"]
    if not newest:
        raise SystemExit(f"{server.folder} holds no tickets")
    return newest[0]["id"]


def thread_path(ticket: int) -> str:
    return f"/api/v1/tickets/{ticket}/messages?limit=50"


def search_path(words: str) -> str:
    return "/api/v1/tickets?limit=50&q=" + urllib.parse.quote(words)


def long_thread(server: Server) -> int:
    """A ticket with a chat of LONG_THREAD messages, made when the data has none yet."""
    known = server.get(search_path(LONG_THREAD_MARK))["data"]
    if known:
        return known[-1]["id"]
    address = "5215519999999@s.whatsapp.net"
    ticket = server.post("/api/v1/tickets", {"fault": LONG_THREAD_MARK, "customer_address": address})["id"]
    for index in range(LONG_THREAD):
        server.post("/webhook", {"remitente": address, "contenido": f"renglón {index}", "imagen": None, "id": f"LARGO-{index}"})
    return ticket


def rare_word(server: Server, candidates: list[int]) -> str:
    """A word that hardly any other message has: the rarest long number of some threads."""
    words: collections.Counter[str] = collections.Counter()
    for ticket in candidates:
        for message in server.get(thread_path(ticket))["data"]:
            words.update(word for word in message["text"].split() if word.isdigit() and len(word) >= 5)
    if not words:
        raise SystemExit("no rare word in the data: the search for one would measure nothing")
    return min(words, key=lambda word: (words[word], word))


def found(server: Server, path: str) -> int:
    return len(server.get(path)["data"])


def list_path(query: str, limit: int) -> str:
    return f"/api/v1/tickets?limit={limit}{query}"


def plan(server: Server, rng: random.Random, limits: dict[str, int]) -> dict[str, Callable[[], str]]:
    """What each row asks. @p limits is filled by the first size, so that the second answers pages of the same length."""
    last = newest_ticket(server)
    rare = rare_word(server, [rng.randint(1, last) for _ in range(300)])
    long = long_thread(server)
    rows: dict[str, Callable[[], str]] = {}
    queries = {"first page": "", "open tickets": "&status=open", "status closed": "&status=closed",
               "status new": "&status=new", "search, rare word": f"&q={rare}", "search, frequent word": "&q=impresora",
               "search, two words": "&q=impresora+papel", "search, accent folded": f"&q={FOLDED}",
               "search, no hit": "&q=zzqxyzzy"}
    for name, query in queries.items():
        limit = limits.setdefault(name, max(1, min(50, found(server, list_path(query, 50)))))
        length = found(server, list_path(query, limit))
        if length != (0 if name == "search, no hit" else limit):
            raise SystemExit(f"{name} found {length} of {limit}: it would measure something else")
        rows[name] = lambda path=list_path(query, limit): path
    rows["thread, random"] = lambda: thread_path(rng.randint(1, last))
    if found(server, thread_path(long)) != 50:
        raise SystemExit("the long thread has no full page")
    rows["thread, long"] = lambda: thread_path(long)
    return rows


def measure_requests(servers: dict[str, Server], times: int) -> dict[str, dict[str, Figure]]:
    limits: dict[str, int] = {}
    plans = {size: plan(server, random.Random(20260101), limits) for size, server in servers.items()}
    figures: dict[str, dict[str, Figure]] = {size: {} for size in servers}
    for name in next(iter(plans.values())):
        samples = timed(servers, {size: plans[size][name] for size in servers}, times)
        for size, values in samples.items():
            figures[size][name] = Figure(statistics.median(values), percentile(values, 0.95))
    return figures


def measure_start(folder: Path, starts: int, idle: float) -> dict[str, Figure]:
    with open(folder / "desk.db", "rb") as database:  # into the file cache: what is measured is the program, not the disk
        while database.read(16 * 1024 * 1024):
            pass
    start_times = []
    for _ in range(starts):
        with Server(folder) as server:
            start_times.append(server.start_ms)
    rows = {"cold start": Figure(statistics.median(start_times), max(start_times))}
    with Server(folder) as server:
        time.sleep(idle)
        rows.update({f"idle memory, {name}": Figure(value, value) for name, value in server.memory().items()})
    return rows


def verdict(target: Target, large: Figure, small: Figure) -> str:
    missed = []
    if large.p95 >= target.most:
        missed.append(f"not < {target.most:g} {target.unit}")
    if target.ratio and large.median / small.median >= MAX_RATIO:
        missed.append(f"ratio not < {MAX_RATIO:g}")
    return "MISSED: " + ", ".join(missed) if missed else "ok"


def report(large: dict[str, Figure], small: dict[str, Figure]) -> bool:
    """Prints the table. @return whether every target is met."""
    print(f"\n{'':<24}{'L p50':>9}{'L p95':>9}{'S p50':>9}{'S p95':>9}{'L/S p50':>9}{'L/S p95':>9}{'target':>12}")
    met = True
    for target in TARGETS:
        if target.row not in large or target.row not in small:
            print(f"{target.row:<24}  not measured on this system")
            continue
        of_l, of_s = large[target.row], small[target.row]
        said = verdict(target, of_l, of_s)
        met = met and said == "ok"
        print(f"{target.row:<24}{of_l.median:>9.2f}{of_l.p95:>9.2f}{of_s.median:>9.2f}{of_s.p95:>9.2f}"
              f"{of_l.median / of_s.median:>9.2f}{of_l.p95 / of_s.p95:>9.2f}{f'< {target.most:g} {target.unit}':>12}  {said}")
    print("(cold start: median and slowest; memory: one reading)")
    return met


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir-l", type=Path)
    parser.add_argument("--data-dir-s", type=Path)
    parser.add_argument("--times", type=int, default=200, help="requests per row (200)")
    parser.add_argument("--starts", type=int, default=5, help="starts of the program per size (5)")
    parser.add_argument("--idle", type=float, default=IDLE_SECONDS, help="seconds of idling before memory is read (10)")
    parser.add_argument("--json", type=Path, help="also write the numbers to this file")
    options = parser.parse_args()
    global PROGRAM
    PROGRAM = os.path.abspath(PROGRAM)
    if not os.access(PROGRAM, os.X_OK):
        parser.error(f"no program at {PROGRAM}; set VENTANILLAD")
    with tempfile.TemporaryDirectory(prefix="ventanilla-bench-") as scratch:
        results: dict[str, dict[str, Figure]] = {}
        folders: dict[str, Path] = {}
        for size, folder in ((S, options.data_dir_s), (L, options.data_dir_l)):
            folders[size.name] = (folder or Path(scratch) / size.name).resolve()
            seed(folders[size.name], size)
            print(f"measuring the start of size {size.name}", flush=True)
            results[size.name] = measure_start(folders[size.name], options.starts, options.idle)
        print("measuring requests, both sizes in turn", flush=True)
        with Server(folders["S"]) as small, Server(folders["L"]) as large:
            for name, figures in measure_requests({"S": small, "L": large}, options.times).items():
                results[name].update(figures)
        met = report(results["L"], results["S"])
        if options.json:
            plain = {name: {row: asdict(figure) for row, figure in rows.items()} for name, rows in results.items()}
            options.json.write_text(json.dumps(plain, indent=2) + "\n")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
