#!/usr/bin/env python3
"""Measures ventanillad on WhatsApp, played by wa-sim: what a message costs, and what many of them leave behind.

    VENTANILLAD=build/release/bin/ventanillad WASIM=build/release/bin/wa-sim tests/bench/bench_messages.py
    tests/bench/bench_messages.py --messages 500 --chats 1 20 --memory 1000 5000 --queue 500      a short look

1. Messages per second of processor time: received (decrypted, stored, taken into the conversation, acknowledged) and sent,
   with few and many chats. Baileys is linked to the same account and receives the same stream in the same run. What it spends
   on sending as many is told without a target: it keeps nothing on disk here, and nobody asks it over REST.
   Most of what a sent message costs the desk is making sure that it is on disk, about ten times on its way.
2. Memory after many messages beside memory after half of them.
3. Catching up with a long queue while REST is asked all the time.

Processor time and memory come from /proc, so that it runs on Linux only. Use a release build and an idle machine. Ends with 1
when a target is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("VENTANILLAD", "build/release/bin/ventanillad")
os.environ.setdefault("WASIM", "build/release/bin/wa-sim")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "integration"))

from desk import PROGRAM, TOKEN, WhatsAppDesk, wait_until  # noqa: E402
from drivers import Driver  # noqa: E402
from wacase import BAILEYS, NODE, WASIM  # noqa: E402

DESK_NUMBER = "15550001001"
BATCH = 200  # commands on their way to the simulator at once
TIMEOUT = 3600.0
QUIET_TIME_MS = 4000  # the default: a chat is answered once it is quiet, however many messages came
TICKS = os.sysconf("SC_CLK_TCK")

MIN_RATIO_TO_BAILEYS = 1.0  # messages received per processor second, at any number of chats
MAX_RATIO_OF_CHATS = 1.5  # a message among many chats may cost that much of one among few
MAX_GROWTH_MIB = 8.0  # of memory, from the small number of messages to the large one
MIN_CATCH_UP_RATE = 250.0  # messages a second: 5,000 within 20 s
MAX_REST_P95_MS = 100.0  # of the list of tickets meanwhile
PARTS = ["rates", "memory", "queue"]


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


def percentile(samples: list[float], part: float) -> float:
    """The nearest rank."""
    ordered = sorted(samples)
    return ordered[max(0, min(len(ordered) - 1, round(part * len(ordered) + 0.5) - 1))]


class Rest:
    """One kept connection to the desk."""

    def __init__(self, url: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", urllib.parse.urlsplit(url).port, timeout=60)

    def request(self, method: str, path: str, body: dict | None = None) -> dict:
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        self.connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status not in (200, 201):
            raise SystemExit(f"{method} {path} answered {answer.status}: {content[:200]!r}")
        return json.loads(content)


@contextlib.contextmanager
def closing(thing) -> Iterator:
    try:
        yield thing
    finally:
        thing.close()


class Scene:
    """A simulator with customers, and the desk on an account of it."""

    def __init__(self, stack: contextlib.ExitStack, chats: int) -> None:
        self.sim = stack.enter_context(closing(Driver(WASIM, ignored=frozenset({"phone_message"}))))
        self.ready = self.sim.event("ready")
        self.desk = stack.enter_context(closing(WhatsAppDesk(self.ready, VENTANILLA_QUIET_TIME_MS=str(QUIET_TIME_MS),
                                                             VENTANILLA_FIRST_CONTACT="on", VENTANILLA_PACING_TYPING="off", VENTANILLA_PACING_GAP_MS="0")))
        self.desk.start()
        self.jid = self.desk.pair(self.sim, DESK_NUMBER)["jid"]
        self.to = f"{DESK_NUMBER}@s.whatsapp.net"
        self.numbers = [f"1555{1000000 + at}" for at in range(chats)]
        self.in_turn("account", [{"pn": number, "name": number} for number in self.numbers])
        self.serial = 0

    def baileys(self, stack: contextlib.ExitStack) -> Driver:
        """Baileys, linked to the desk's account as a further client."""
        client = stack.enter_context(closing(Driver(NODE, BAILEYS, "--url", self.ready["url"], "--cert-key",
                                                    self.ready["cert_key"], "--push-name", "Mesa",
                                                    ignored=frozenset({"message", "receipt", "sent"}))))
        client.event("ready", timeout=60)
        ask(client, "connect")
        ask(self.sim, "scan", qr=client.event("qr", timeout=60)["qr"], pn=DESK_NUMBER)
        client.event("connected", timeout=60)
        return client

    def in_turn(self, command: str, arguments: list[dict]) -> list[dict]:
        """Many commands to the simulator, some always on their way."""
        answers = []
        for at in range(0, len(arguments), BATCH):
            batch = arguments[at:at + BATCH]
            for entry in batch:
                self.sim.send(command, **entry)
            answers += [checked(self.sim.result(TIMEOUT)) for _ in batch]
        return answers

    def customers_write(self, count: int) -> None:
        """That many messages to the desk, the customers in turn."""
        arguments = []
        for _ in range(count):
            self.serial += 1
            arguments.append({"from": self.numbers[self.serial % len(self.numbers)], "to": self.to,
                              "text": f"mi impresora no imprime, intento {self.serial}"})
        self.in_turn("phone_send", arguments)

    def settle(self) -> None:
        """Until nothing waits for anybody, and the desk has said what it had to say."""
        for _ in range(2):
            wait_until(lambda: self.unacked() == 0, TIMEOUT, "empty queues")
            time.sleep(1.25 * QUIET_TIME_MS / 1000)

    def unacked(self) -> int:
        return sum(device["unacked"] for account in ask(self.sim, "stats")["accounts"] if account["pn"] == DESK_NUMBER
                   for device in account["devices"])

    def sent_messages(self) -> int:
        return ask(self.sim, "stats")["stats"]["messages"]


def checked(answer: dict) -> dict:
    if not answer["ok"]:
        raise SystemExit(f"{answer['cmd']}: {answer['error']}")
    return answer


def ask(driver: Driver, command: str, **arguments) -> dict:
    driver.send(command, **arguments)
    return checked(driver.result(TIMEOUT))


@dataclass(frozen=True)
class Cost:
    """Messages per second of processor time."""

    ours: float
    baileys: float


def measure(count: int, work: Callable[[], None], *pids: int) -> list[float]:
    """@return messages per second of processor time for each process."""
    before = [cpu_seconds(pid) for pid in pids]
    work()
    return [count / max(cpu_seconds(pid) - start, 1 / TICKS) for pid, start in zip(pids, before)]


def receive_and_send(chats: int, messages: int) -> tuple[Cost, Cost]:
    with contextlib.ExitStack() as stack:
        scene = Scene(stack, chats)
        baileys = scene.baileys(stack)
        ours, theirs = scene.desk.process.pid, baileys.process.pid
        scene.customers_write(chats)  # sessions are made
        scene.settle()

        def receive() -> None:
            scene.customers_write(messages)
            scene.settle()

        received = Cost(*measure(messages, receive, ours, theirs))
        rest = Rest(scene.desk.url)
        tickets = [rest.request("POST", "/api/v1/tickets", {"fault": "no prende", "customer_address": f"{number}@s.whatsapp.net"})
                   ["id"] for number in scene.numbers]
        for ticket in tickets:
            rest.request("POST", f"/api/v1/tickets/{ticket}/messages", {"text": "en seguida"})
        for number in scene.numbers:
            ask(baileys, "text", to=f"{number}@s.whatsapp.net", text="en seguida")
        scene.settle()

        def reply() -> None:
            start = scene.sent_messages()
            for at in range(messages):
                rest.request("POST", f"/api/v1/tickets/{tickets[at % chats]}/messages", {"text": f"respuesta {at}"})
            wait_until(lambda: scene.sent_messages() - start >= messages, TIMEOUT, "the replies at the service")
            scene.settle()

        def baileys_replies() -> None:
            for at in range(messages):
                ask(baileys, "text", to=f"{scene.numbers[at % chats]}@s.whatsapp.net", text=f"respuesta {at}")
            scene.settle()

        return received, Cost(measure(messages, reply, ours)[0], measure(messages, baileys_replies, theirs)[0])


def memory_after(small: int, large: int) -> tuple[float, float]:
    with contextlib.ExitStack() as stack:
        scene = Scene(stack, 100)
        figures = []
        written = 0
        for count in (small, large):
            scene.customers_write(count - written)
            written = count
            scene.settle()
            time.sleep(2)
            figures.append(memory_mib(scene.desk.process.pid))
        return figures[0], figures[1]


def catch_up(count: int) -> tuple[float, list[float]]:
    """@return messages a second, and the milliseconds that lists of tickets took meanwhile."""
    with contextlib.ExitStack() as stack:
        scene = Scene(stack, 100)
        scene.customers_write(100)
        scene.settle()
        scene.desk.stop()
        scene.customers_write(count)
        queued = scene.unacked()
        if queued < count:
            raise SystemExit(f"only {queued} of {count} messages wait")
        begin = time.monotonic()
        scene.desk.start()
        caught_up = threading.Event()
        samples: list[float] = []

        def look() -> None:
            rest = Rest(scene.desk.url)
            while not caught_up.is_set():
                start = time.perf_counter()
                rest.request("GET", "/api/v1/tickets?limit=50")
                samples.append((time.perf_counter() - start) * 1000)
                time.sleep(0.01)

        thread = threading.Thread(target=look)
        thread.start()
        try:
            wait_until(lambda: scene.unacked() == 0, TIMEOUT, "an empty queue")
            seconds = time.monotonic() - begin
        finally:
            caught_up.set()
            thread.join()
        return count / seconds, samples


class Report:
    """Lines with a figure and its verdict."""

    def __init__(self) -> None:
        self.met = True

    def line(self, name: str, figure: str, target: str = "", kept: bool = True) -> None:
        self.met = self.met and kept
        print(f"{name:<44}{figure:>30}{target:>28}  {'' if not target else 'ok' if kept else 'MISSED'}", flush=True)

    def costs(self, what: str, costs: dict[int, Cost], comparable: bool) -> None:
        for chats, cost in costs.items():
            self.line(f"{what}, {chats} chats, per CPU second", f"{cost.ours:.0f} (Baileys {cost.baileys:.0f})",
                      f"Baileys x {MIN_RATIO_TO_BAILEYS:g} or more" if comparable else "",
                      not comparable or cost.ours >= MIN_RATIO_TO_BAILEYS * cost.baileys)
        few, many = costs[min(costs)].ours, costs[max(costs)].ours
        self.line(f"{what}, few chats / many chats", f"{few / many:.2f}", f"< {MAX_RATIO_OF_CHATS:g}",
                  few / many < MAX_RATIO_OF_CHATS)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=10_000, help="received and sent with each number of chats (10000)")
    parser.add_argument("--chats", type=int, nargs="+", default=[1, 100, 1000], help="numbers of chats (1 100 1000)")
    parser.add_argument("--memory", type=int, nargs=2, default=[50_000, 100_000], metavar=("SMALL", "LARGE"),
                        help="messages before each reading of memory (50000 100000): the databases' page caches are full by the "
                             "first")
    parser.add_argument("--queue", type=int, default=5000, help="messages that wait (5000)")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what to measure (all)")
    options = parser.parse_args()
    for program in (PROGRAM, WASIM, NODE):
        if not os.access(program, os.X_OK):
            parser.error(f"no program at {program}; set VENTANILLAD, WASIM and NODE_DIR")
    report = Report()
    if "rates" in options.parts:
        received: dict[int, Cost] = {}
        sent: dict[int, Cost] = {}
        for chats in options.chats:
            print(f"measuring {chats} chats", flush=True)
            received[chats], sent[chats] = receive_and_send(chats, options.messages)
        report.costs("received", received, comparable=True)
        report.costs("sent", sent, comparable=False)
    if "memory" in options.parts:
        print("measuring memory", flush=True)
        small, large = memory_after(*options.memory)
        report.line(f"memory after {options.memory[0]} messages", f"{small:.1f} MiB")
        report.line(f"memory after {options.memory[1]} messages", f"{large:.1f} MiB", f"< {MAX_GROWTH_MIB:g} MiB more",
                    large - small < MAX_GROWTH_MIB)
    if "queue" in options.parts:
        print("measuring a long queue", flush=True)
        rate, samples = catch_up(options.queue)
        report.line(f"catching up with {options.queue}", f"{rate:.0f} messages/s", f">= {MIN_CATCH_UP_RATE:g}/s",
                    rate >= MIN_CATCH_UP_RATE)
        p95 = percentile(samples, 0.95)
        report.line(f"list of tickets meanwhile, p95 of {len(samples)}", f"{p95:.1f} ms", f"< {MAX_REST_P95_MS:g} ms",
                    p95 < MAX_REST_P95_MS)
    return 0 if report.met else 1


if __name__ == "__main__":
    sys.exit(main())
