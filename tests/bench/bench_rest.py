#!/usr/bin/env python3
"""REST at the design size (L) beside a small shop (S).

    VENTANILLAD=build/release/bin/ventanillad tests/bench/bench_rest.py [FOLDER_L FOLDER_S]

Without folders it makes both databases first with seed-demo (about a minute). Prints p50 and p95 in milliseconds over one kept-alive
loopback connection, the ratio L/S of the p50, cold start, and resident memory after ten idle seconds.
"""

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = os.path.abspath(os.environ.get("VENTANILLAD", "build/release/bin/ventanillad"))
TOKEN = "banco-de-pruebas-0123456789"
SIZES = {"L": (100_000, 1_000_000), "S": (500, 5_000)}
TARGETS = {"list": 20, "list, one status": 20, "thread": 50, "search, rare": 150, "search, frequent": 150, "search, two words": 150}


class Server:
    def __init__(self, folder):
        environment = {**os.environ, "API_TOKEN": TOKEN}
        begun = time.perf_counter()
        self.process = subprocess.Popen([PROGRAM, "--data-dir", str(folder), "--http-port", "0", "--print-ready"],
                                        stdout=subprocess.PIPE, env=environment)
        ready = json.loads(self.process.stdout.readline())
        self.start_ms = (time.perf_counter() - begun) * 1000
        self.connection = http.client.HTTPConnection("127.0.0.1", int(ready["url"].rsplit(":", 1)[1]))

    def get(self, path):
        begun = time.perf_counter()
        self.connection.request("GET", path, headers={"Authorization": f"Bearer {TOKEN}"})
        answer = self.connection.getresponse()
        body = answer.read()
        elapsed = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {body[:200]!r}")
        return elapsed, json.loads(body)

    def memory_mb(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait(15)


def measure(folder):
    subprocess.run(["sync"], check=False)
    server = Server(folder)
    rng = random.Random(7)
    newest = server.get("/api/v1/tickets?limit=1")[1]["data"][0]["id"]
    paths = {
        "list": lambda: "/api/v1/tickets?limit=50",
        "list, one status": lambda: "/api/v1/tickets?limit=50&status=in_repair",
        "thread": lambda: f"/api/v1/tickets/{rng.randint(1, newest)}/messages?limit=50",
        "search, rare": lambda: f"/api/v1/tickets?q={rng.randint(100000, 999999)}",
        "search, frequent": lambda: "/api/v1/tickets?q=impresora",
        "search, two words": lambda: "/api/v1/tickets?q=numero+serie",
    }
    results = {}
    for name, path in paths.items():
        times = [server.get(path())[0] for _ in range(200)]
        results[name] = (statistics.median(times), statistics.quantiles(times, n=20)[18])
    busy = server.memory_mb()
    server.stop()
    starts = []
    for _ in range(5):
        fresh = Server(folder)
        starts.append(fresh.start_ms)
        if len(starts) == 5:
            time.sleep(10)
            results["idle memory MB"] = fresh.memory_mb()
        fresh.stop()
    results["memory after the queries MB"] = busy
    results["start ms"] = statistics.median(starts)
    return results


def main():
    with tempfile.TemporaryDirectory(prefix="ventanilla-bench-") as temporary:
        folders = dict(zip(("L", "S"), map(Path, sys.argv[1:3])))
        for size, (tickets, messages) in SIZES.items():
            if size not in folders:
                folders[size] = Path(temporary) / size
                subprocess.run([PROGRAM, "seed-demo", "--tickets", str(tickets), "--messages", str(messages), "--data-dir",
                                str(folders[size])], check=True, stderr=subprocess.DEVNULL)
        large, small = measure(folders["L"]), measure(folders["S"])
    print(f"{'':22}{'L p50':>9}{'L p95':>9}{'S p50':>9}{'S p95':>9}{'L/S':>7}  target p95")
    for name, target in TARGETS.items():
        print(f"{name:22}{large[name][0]:9.2f}{large[name][1]:9.2f}{small[name][0]:9.2f}{small[name][1]:9.2f}"
              f"{large[name][0] / small[name][0]:7.2f}  < {target} ms")
    for name in ("start ms", "idle memory MB", "memory after the queries MB"):
        print(f"{name:30}L {large[name]:8.1f}   S {small[name]:8.1f}")


if __name__ == "__main__":
    main()
