#!/usr/bin/env python3
"""The program with the window as a person has it all day: start until its window is drawn, memory, and what it does when nothing happens.

    bench_console.py FOLDER [--seconds 60]

FOLDER is a data folder (ventanillad seed-demo makes one); VENTANILLA names the program, which should be a release build. Needs Xvfb and
xwininfo. The channel is the old bridge's, which is not there: nothing is asked of the network. The targets are those of size L; the exit
code is 1 when one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = os.path.abspath(os.environ.get("VENTANILLA", "build/release/bin/ventanilla"))
TARGETS = {"start": 2000.0, "memory": 150.0, "cpu": 0.5}  # ms, MB, % of one core
SETTLING = 10.0


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_megabytes(pid: int) -> float:
    """Resident, with the shared part counted by its share."""
    return int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1]) / 1000


def wakeups(pid: int) -> int:
    total = 0
    for status in Path(f"/proc/{pid}/task").glob("*/status"):
        total += int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status.read_text(), re.M)[1])
    return total


def shown(display: str) -> bool:
    tree = subprocess.run(["xwininfo", "-display", display, "-root", "-tree"], capture_output=True, text=True).stdout
    return any("Ventanilla" in line and re.search(r"\s1\d{3}x\d{3}", line) for line in tree.splitlines())


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    arguments.add_argument("--seconds", type=float, default=60)
    options = arguments.parse_args()
    if not shutil.which("Xvfb") or not shutil.which("xwininfo"):
        sys.exit("bench_console.py: needs Xvfb and xwininfo")

    number = next(n for n in range(90, 200) if not Path(f"/tmp/.X11-unix/X{n}").exists())
    display = f":{number}"
    server = subprocess.Popen(["Xvfb", display, "-screen", "0", "1920x1080x24", "-nolisten", "tcp"], stderr=subprocess.DEVNULL)
    runtime = tempfile.TemporaryDirectory(prefix="bench-console-")
    measured: dict[str, float] = {}
    try:
        while not Path(f"/tmp/.X11-unix/X{number}").exists():
            time.sleep(0.02)
        env = {name: value for name, value in os.environ.items() if not name.startswith(("VENTANILLA_", "DBUS_"))}
        env |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": runtime.name, "HOME": runtime.name,
                "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
        begun = time.monotonic()
        program = subprocess.Popen([PROGRAM, "--data-dir", options.folder, "--http-port", "0", "--channel", "bridge", "--print-ready"],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env)
        try:
            json.loads(program.stdout.readline())
            while not shown(display):
                time.sleep(0.01)
            measured["start"] = (time.monotonic() - begun) * 1000
            time.sleep(SETTLING)
            before, switches, at = cpu_seconds(program.pid), wakeups(program.pid), time.monotonic()
            time.sleep(options.seconds)
            passed = time.monotonic() - at
            measured["cpu"] = (cpu_seconds(program.pid) - before) / passed * 100
            print(f"wake-ups {(wakeups(program.pid) - switches) / passed:.1f}/s")
            measured["memory"] = memory_megabytes(program.pid)
        finally:
            program.terminate()
            program.wait(30)
    finally:
        server.terminate()
        server.wait()
        runtime.cleanup()

    words = {"start": ("start until the window is there", "ms"), "cpu": ("CPU when nothing happens", "%"),
             "memory": ("memory (proportional)", "MB")}
    missed = False
    for name, value in measured.items():
        missed = missed or value > TARGETS[name]
        print(f"{words[name][0]:34} {value:8.2f} {words[name][1]:3} of {TARGETS[name]:g}{'' if value <= TARGETS[name] else '   MISSED'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
