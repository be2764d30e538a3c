#!/usr/bin/env python3
"""Our node reader and Baileys', one after the other and in turns, on the same bytes. Prints both and the ratio; ends
with 1 when ours is not at least ten times as fast.

    cmake --build --preset release --target bench_nodereader
    tests/bench/bench_nodereader.py [--program build/release/bin/bench_nodereader] [--nodes N] [--rounds N] [--turns N]

Wall time suffers from whatever else the machine does, so the processor's time decides.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = 10.0


def measured(command: list[str]) -> dict:
    done = subprocess.run(command, stdout=subprocess.PIPE, timeout=600, check=True,
                          env={"BAILEYS_DIR": str(ROOT / "build/node/baileys"), **os.environ})
    return json.loads(done.stdout)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=str(ROOT / "build/release/bin/bench_nodereader"))
    options.add_argument("--node", default=str(ROOT / "build/node/bin/node"))
    options.add_argument("--nodes", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=21)
    options.add_argument("--turns", type=int, default=3)
    arguments = options.parse_args()

    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        frames = os.path.join(folder, "frames")
        for _ in range(arguments.turns):
            ours.append(measured([arguments.program, "--nodes", str(arguments.nodes), "--rounds", str(arguments.rounds),
                                  "--write", frames]))
            theirs.append(measured([arguments.node, str(ROOT / "tests/bench/bench_nodereader_baileys.mjs"),
                                    "--frames", frames, "--rounds", str(arguments.rounds)]))
            print(json.dumps(ours[-1]), json.dumps(theirs[-1]), sep="\n", flush=True)
    for figures in theirs:
        if any(figures[name] != ours[0][name] for name in ("nodes", "bytes", "content_bytes")):
            sys.exit("they did not read the same")

    def ratio(name: str, of=lambda figures: figures) -> float:
        return round(statistics.median(a[name] for a in ours) / statistics.median(of(b)[name] for b in theirs), 1)

    ratios = {"cpu": ratio("nodes_per_cpu_second"), "wall": ratio("nodes_per_second"),
              "cpu_sync": ratio("nodes_per_cpu_second", lambda figures: figures["sync"]), "target": TARGET}
    print(json.dumps({"ratio": ratios}))
    return 0 if ratios["cpu"] >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
