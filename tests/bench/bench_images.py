#!/usr/bin/env python3
"""How much memory ventanillad takes for large images that a stranger sends: the peak beyond its rest, image by image.

    VENTANILLAD=build/release/bin/ventanillad tests/bench/bench_images.py

Each image goes to POST /api/v1/attachments and is asked for as thumbnail and for display. What would need more than 128 MB, decoded, must
be kept as a file without being decoded. JPEGs are made by bench_jpeg.
Linux only. Ends with 1 when a
peak is over that and some room.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "integration"))
os.environ.setdefault("VENTANILLAD", "build/release/bin/ventanillad")

from desk import TOKEN, Desk  # noqa: E402

JPEG_MAKER = os.environ.get("JPEG_MAKER", "build/release/tests/bench_jpeg")
MAX_PEAK = (128 + 48) << 20


def png(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    """One colour, which compresses to next to nothing."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + b"\x40" * (width * {0: 1, 2: 3, 6: 4}[colour] * depth // 8)
    packer = zlib.compressobj(1)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
            + chunk(b"IDAT", body) + chunk(b"IEND", b""))


IMAGES = {
    "RGB, 1 megapixel": (1000, 1000, 8, 2),
    "RGB, 33 megapixels": (5700, 5800, 8, 2),
    "RGB, 49 megapixels": (7000, 7000, 8, 2),
    "RGB, 49 megapixels, 50,000 wide": (50_000, 980, 8, 2),
    "RGBA, 49 megapixels": (7000, 7000, 8, 6),
    "RGBA of 16 bits, 49 megapixels": (7000, 7000, 16, 6),
    "grey, 33 megapixels": (5700, 5800, 8, 0),
    "RGB, 51 megapixels": (7200, 7100, 8, 2),
    "RGB, 400 megapixels": (20_000, 20_000, 8, 2),
}
JPEGS = {
    "JPEG, 49 megapixels": (7000, 7000, "once"),
    "JPEG in passes, 20 megapixels": (4500, 4500, "passes"),
    "JPEG in passes, 49 megapixels": (7000, 7000, "passes"),
    "JPEG, 51 megapixels": (7200, 7100, "once"),
}


def images():
    """Names and bytes, one after the other: together they are large."""
    for name, shape in IMAGES.items():
        yield name, png(*shape)
    for name, (width, height, way) in JPEGS.items():
        yield name, subprocess.run([JPEG_MAKER, str(width), str(height), way], stdout=subprocess.PIPE, check=True).stdout


def status_bytes(pid: int, name: str) -> int:
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(name))


def main() -> int:
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(None, folder, IP_LAPTOP="127.0.0.1", PUERTO_LAPTOP="1")
        desk.start()
        try:
            for name, content in images():
                time.sleep(2)  # what the last one took is given back
                rest = status_bytes(desk.process.pid, "VmRSS")
                Path(f"/proc/{desk.process.pid}/clear_refs").write_text("5")  # the peak counts from here
                begun = time.monotonic()
                request = urllib.request.Request(desk.url + "/api/v1/attachments?name=photo.png", content, {
                    "Authorization": f"Bearer {TOKEN}", "Content-Type": "application/octet-stream"})
                try:
                    with urllib.request.urlopen(request, timeout=120) as answer:
                        uploaded = json.loads(answer.read())
                except urllib.error.HTTPError as error:
                    print(f"{name:36} {len(content) / 1e6:6.2f} MB  refused: {error.code} {error.read()[:120]!r}")
                    continue
                seconds = time.monotonic() - begun
                answers = []
                for kind in ("thumbnail", "display"):
                    try:
                        with urllib.request.urlopen(urllib.request.Request(
                                f"{desk.url}/api/v1/attachments/{uploaded['id']}?variant={kind}",
                                headers={"Authorization": f"Bearer {TOKEN}"}), timeout=120) as answer:
                            answers.append(f"{kind} {len(answer.read())}")
                    except urllib.error.HTTPError as error:
                        answers.append(f"{kind} {error.code}")
                peak = status_bytes(desk.process.pid, "VmHWM") - rest
                worst = max(worst, peak)
                print(f"{name:36} {len(content) / 1e6:6.2f} MB  {seconds * 1000:6.0f} ms  peak +{peak / 1e6:6.1f} MB  {', '.join(answers)}")
        finally:
            desk.close()
    print(f"worst: +{worst / 1e6:.1f} MB, limit {MAX_PEAK / 1e6:.1f}")
    return 0 if worst <= MAX_PEAK else 1


if __name__ == "__main__":
    raise SystemExit(main())
