#!/usr/bin/env python3
"""Measures a GPU in under eight minutes and writes one page: scripts/hardware.py.

Builds the release program unless --program names one. The device is the one that `auto` would take among
GPUs, or --device. Verification, the self-test, training steps by network and precision, the first epoch with a
cold and a warm cache, and, where --python names a Python whose PyTorch sees CUDA, PyTorch's steps beside
ours. What does not fit into the time is listed as left out. Needs Python 3.10 and nothing besides.
"""

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUDGET = 460.0
START = time.monotonic()


def left():
    """Seconds of the budget that are left."""
    return BUDGET - (time.monotonic() - START)


def run(arguments, limit, environment=None):
    """What a command prints, its exit status, and its seconds; None in place of the status: out of time."""
    limit = min(limit, left())
    if limit < 2:
        return "", None, 0.0
    began = time.monotonic()
    try:
        done = subprocess.run(
            arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=limit,
            env={**os.environ, **(environment or {})}, cwd=ROOT)
        return done.stdout, done.returncode, time.monotonic() - began
    except subprocess.TimeoutExpired as error:
        text = error.stdout or b""
        return text.decode(errors="replace"), None, time.monotonic() - began


def parsed(text):
    """The JSON object in what a command printed, or None."""
    at = text.find("{")
    try:
        return json.JSONDecoder().raw_decode(text[at:])[0] if at >= 0 else None
    except ValueError:
        return None


def last_line(text):
    lines = [line for line in text.splitlines() if line.strip()]
    line = lines[-1].strip() if lines else "nothing was printed"
    # An error's advice is for who typed the command.
    return line.split("; ")[0].rsplit("): ", 1)[-1]


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


class Page:
    """The page, and what had to be left out of it."""

    def __init__(self):
        self.lines = []
        self.left_out = []

    def add(self, *lines):
        self.lines += lines
        for line in lines:
            print(line, flush=True)

    def table(self, head, rows):
        self.add("| " + " | ".join(head) + " |", "|" + " --- |" * len(head))
        self.add(*("| " + " | ".join(map(str, row)) + " |" for row in rows), "")


def verified(page, program, device):
    page.add("## Verified", "")
    rows = []
    for label, flags in [
        ("as it trains", []),
        ("kernel by kernel", ["--fusion", "off"]),
        ("tiles", ["--fusion", "tiles"]),
        ("members", ["--members", "3"]),
        ("mixed precision", ["--precision", "mixed"]),
    ]:
        text, status, seconds = run([program, "verify", "--device", device, "--json", *flags], 60)
        found = parsed(text)
        if status is None:
            page.left_out.append(f"verify, {label}")
        elif found is None:
            rows.append((label, last_line(text), "", f"{seconds:.1f} s"))
        else:
            ratio = max(quantity["ratio"] for quantity in found["quantities"])
            verdict = "within every bound" if found["passes"] else "**WRONG**"
            rows.append((label, verdict, f"{ratio:.3g} of its bound", f"{seconds:.1f} s"))
    page.table(("what", "verdict", "closest", "time"), rows)
    text, status, seconds = run([program, "verify", "--self-test", "--device", device], 150)
    if status is None:
        page.left_out.append("verify --self-test")
    else:
        noticed = [line for line in text.splitlines() if "faults noticed" in line]
        page.add(f"`verify --self-test`: {noticed[0] if noticed else last_line(text)}, {seconds:.0f} s.", "")


def steps(page, program, device):
    page.add("## Training steps", "", "Samples a second; in brackets the share of the device's product.", "")
    columns, rows = [], {}
    for label, flags in [
        ("sigmoid, gradient descent", ["--grid"]),
        ("ReLU, softmax, AdamW", ["--grid", "--preset", "default"]),
        ("mixed precision", ["--grid", "--precision", "mixed"]),
        ("CPU", ["--grid", "--device", "cpu"]),
    ]:
        flags = flags if "--device" in flags else [*flags, "--device", device]
        text, status, _ = run([program, "bench", "--json", "--seconds", "1.5", *flags], 90)
        found = parsed(text)
        if status is None or found is None:
            page.left_out.append(f"bench, {label}" + ("" if status is None else f": {last_line(text)}"))
            continue
        columns.append(f"{label} ({found['product_gflops']:,.0f} GFLOP/s)")
        for row in found["rows"]:
            name = "-".join(map(str, row["sizes"])) + f", batch {row['batch']}"
            name += f", {row['members']} members" if row["members"] > 1 else ""
            cell = f"{row['samples_per_second']:,.0f} ({100 * (row['share'] or 0):.0f} %)"
            rows.setdefault(name, {})[columns[-1]] = cell
    page.table(("network", *columns), [(n, *(c.get(k, "") for k in columns)) for n, c in rows.items()])


def starts(page, program, device):
    page.add("## From the command to the end of the first epoch", "", "Digits, 64-32-10 on the device.", "")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        places = {name: os.path.join(folder, name) for name in
                  ("XDG_CACHE_HOME", "MESA_SHADER_CACHE_DIR", "__GL_SHADER_DISK_CACHE_PATH")}
        for place in places.values():
            os.mkdir(place)
        train = [program, "train", "data/digits.csv", "--device", device, "--hidden", "32", "--epochs", "1",
                 "--quiet"]
        for label in ("no cache", "the driver's and our cache warm"):
            _, status, seconds = run(train, 60, places)
            if status == 0:
                rows.append((label, f"{seconds:.2f} s"))
            else:
                page.left_out.append(f"the first epoch with {label}")
    page.table(("cache", "time"), rows)


def peers(page, python, device):
    output = os.path.join(ROOT, "target", "hardware-peers.md")
    command = [sys.executable, "benches/peers/run.py", "--only", "ours,torch-cuda,torch-cuda-graph",
               "--rounds", "1", "--no-install", "--adapter", device, "--output", output]
    text, status, _ = run(command, 150, {"PEERS_PYTHON": python})
    if status == 0 and os.path.exists(output):
        with open(output, encoding="utf-8") as written:
            page.add("## Beside PyTorch", "", written.read())
    else:
        page.left_out.append(f"PyTorch: {last_line(text)}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--program", help="the program, else it is built")
    arguments.add_argument("--device", default="gpu", help="as in `gradshader devices` [gpu]")
    arguments.add_argument("--python", help="a Python with PyTorch for CUDA")
    arguments.add_argument("--output", default=os.path.join(ROOT, "target", "hardware.md"))
    arguments = arguments.parse_args()
    program = arguments.program
    if program is None:
        subprocess.run(["cargo", "build", "--release", "--locked"], cwd=ROOT, check=True)
        target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
        program = os.path.join(target, "release", "gradshader")
        global START
        START = time.monotonic()
    program = os.path.abspath(program)
    text, status, _ = run([program, "verify", "--device", arguments.device, "--json", "--steps", "1"], 60)
    found = parsed(text)
    if found is None:
        sys.exit(f"hardware: no such device ({last_line(text)})" if status else f"hardware: {last_line(text)}")
    page = Page()
    page.add(f"# {found['adapter']}", "", "| | |", "| --- | --- |",
             f"| date | {datetime.date.today()} |",
             f"| adapter | {found['adapter']}, {found['backend']}, {found['adapter_type']} |",
             f"| driver | {found['driver']} |",
             f"| processor | {processor()}, {os.cpu_count()} threads |",
             f"| system | {platform.system()} {platform.release()} |", "")
    verified(page, program, arguments.device)
    steps(page, program, arguments.device)
    starts(page, program, arguments.device)
    if arguments.python:
        peers(page, arguments.python, arguments.device)
    else:
        page.left_out.append("PyTorch (--python names one that sees CUDA)")
    page.add(f"Took {time.monotonic() - START:.0f} s."
             + (" Left out: " + "; ".join(page.left_out) + "." if page.left_out else ""))
    os.makedirs(os.path.dirname(os.path.abspath(arguments.output)), exist_ok=True)
    with open(arguments.output, "w", encoding="utf-8") as file:
        file.write("\n".join(page.lines) + "\n")
    print(f"hardware: written to {arguments.output}", file=sys.stderr)


if __name__ == "__main__":
    main()
