#!/usr/bin/env python3
"""Runs gradshader and its peers in turn on one machine and writes one table; see README.md."""

import argparse
import datetime
import json
import os
import platform
import statistics
import sys
import time

from cases import GRID, flops, name
from installed import FOLDER, GRADSHADER, PEERS, PYTHON, ROOT, VECTORS, attempt, environment, install, note, python
from peer import Peer, ours
from report import markdown, summary


def references(cases):
    """The losses of the first two steps in float64; see python/reference.py."""
    shapes = [{"sizes": sizes, "batch": batch} for sizes, batch, _ in cases]
    text = attempt(python("reference.py", json.dumps(shapes)))
    return dict(zip(map(name, cases), json.loads(text))) if text else {}


def check(answer, expected):
    """A fast step that computes something else is no result."""
    if answer.get("losses") is None or expected is None:
        return answer
    for found, right in zip(answer["losses"], expected):
        if not abs(found - right) <= 1e-4 * abs(right):
            return {"error": f"wrong: losses {answer['losses']} where float64 has {expected}"}
    return answer


def run(arguments, chosen, cases, failures, variables):
    """Cells by peer and case: answers of the rounds."""
    cells = {peer[0]: {name(case): [] for case in cases} for peer in chosen}
    about = {}
    peers = {}
    expected = references(cases)
    note("checked against float64" if expected else "NOT checked: no reference")

    def add(who, case, answer):
        cells[who][name(case)].append(answer)
        rates = answer.get("rates")
        what = f"{statistics.median(rates):,.0f}" if rates else str(next(iter(answer.values())))
        note(f"  {who:17} {name(case):28} {what}")

    try:
        for turn in range(arguments.rounds):
            note(f"round {turn + 1} of {arguments.rounds}")
            # Back and forth, so that none is always last.
            for who, group, need, command in chosen if turn % 2 == 0 else chosen[::-1]:
                if need in failures:
                    for case in cases if turn == 0 else []:
                        add(who, case, {"error": failures[need]})
                    continue
                # What gave nothing is not tried again.
                left = [
                    case
                    for case in cases
                    if not any("rates" not in answer for answer in cells[who][name(case)])
                ]
                if command is None:
                    device = "cpu" if group == "cpu" else arguments.device
                    if left:
                        info, answers = ours(device, left, arguments.seconds, arguments.limit, variables)
                        about.setdefault(who, info)
                        for case in left:
                            add(who, case, answers.get(name(case), {"error": "not in the report"}))
                    continue
                if who not in peers:
                    peers[who] = Peer(who, command, variables)
                lost = None
                for case in left:
                    if lost and flops(case) >= flops(lost) and not arguments.try_all:
                        add(who, case, {"none": f"not tried: none for {name(lost)}"})
                        continue
                    answer = peers[who].ask(case, arguments.seconds, arguments.limit)
                    add(who, case, check(answer, expected.get(name(case))))
                    about.setdefault(who, {}).update(peers[who].info)
                    if "none" in answer:
                        lost = case
    finally:
        for peer in peers.values():
            peer.stop()
    return cells, about


def cpu_model():
    try:
        with open("/proc/cpuinfo") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def main():
    parser = argparse.ArgumentParser(prog="run.sh", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0, help="timed for a cell and round (1)")
    parser.add_argument("--limit", type=float, default=30, help="seconds for a cell, first compilation included (30)")
    parser.add_argument("--only", help="peers, with commas: " + ", ".join(peer[0] for peer in PEERS))
    parser.add_argument("--cases", help="parts of their names, with commas: " + ", ".join(map(name, GRID)))
    parser.add_argument("--quick", action="store_true", help="one round of the two smallest networks, 0.3 s a cell")
    parser.add_argument("--try-all", action="store_true", help="also cases larger than one that gave nothing")
    parser.add_argument("--adapter", choices=["auto", "lavapipe", "gpu"], default="auto",
                        help="auto: an NVIDIA GPU if there is one, else lavapipe")
    parser.add_argument("--vectors", choices=["avx2"],
                        help="these alone on the CPU, on a processor that has wider ones: gradshader, PyTorch, NumPy")
    parser.add_argument("--no-install", action="store_true", help="run what was built before")
    parser.add_argument("--output", default=os.path.join(FOLDER, "peers"), help="path without ending of .md and .json")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.rounds, arguments.seconds = 1, 0.3
        arguments.cases = arguments.cases or f"{name(GRID[0])},{name(GRID[1])}"
    wanted = arguments.only.split(",") if arguments.only else [peer[0] for peer in PEERS]
    unknown = set(wanted) - {peer[0] for peer in PEERS}
    if unknown:
        parser.error(f"--only: no peer {', '.join(sorted(unknown))}")
    cases = GRID
    if arguments.cases:
        parts = arguments.cases.split(",")
        exact = [case for case in GRID if name(case) in parts]
        cases = exact or [case for case in GRID if any(part in name(case) for part in parts)]
        if not cases:
            parser.error(f"--cases: none has {arguments.cases} in its name")

    chosen = [peer for peer in PEERS if peer[0] in wanted]
    failures = {} if arguments.no_install else install({peer[2] for peer in chosen})
    nvidia = attempt([PYTHON, "-c", "import torch; print(torch.cuda.is_available())"]) == "True"
    absent = [] if nvidia else [peer[0] for peer in chosen if peer[1] == "cuda"]
    chosen = [peer for peer in chosen if peer[0] not in absent]
    if arguments.adapter == "auto":
        arguments.adapter = "gpu" if nvidia else "lavapipe"
    arguments.device = "llvmpipe" if arguments.adapter == "lavapipe" else "gpu"
    os.makedirs(FOLDER, exist_ok=True)
    variables = environment(arguments.adapter, arguments.vectors)
    if arguments.vectors:
        variables |= VECTORS[arguments.vectors]

    begun = time.monotonic()
    cells, about = run(arguments, chosen, cases, failures, variables)
    commit = attempt(["git", "-C", ROOT, "describe", "--always", "--dirty"]) or "unknown"
    report = {
        "date": datetime.date.today().isoformat(),
        "command": "benches/peers/run.sh " + " ".join(sys.argv[1:]),
        "commit": commit,
        "machine": {"cpu": cpu_model(), "cores": os.cpu_count(), "system": platform.platform()},
        "adapter": arguments.adapter,
        "rounds": arguments.rounds,
        "seconds": arguments.seconds,
        "limit": arguments.limit,
        "took_seconds": round(time.monotonic() - begun, 1),
        "cases": [name(case) for case in cases],
        "checked": bool(references(cases[:1])),
        "absent": absent,
        "peers": {
            who: {
                "group": group,
                "about": {key: value for key, value in about.get(who, {}).items() if key != "ready"},
                "cells": {case: summary(answers) for case, answers in cells[who].items()},
            }
            for who, group, *_ in chosen
        },
    }
    if about.get("ours") is not None:
        version = attempt([GRADSHADER, "--version"]) or "unknown"
        for who in ("ours", "ours-cpu"):
            if who in report["peers"]:
                report["peers"][who]["about"]["version"] = version
    text = markdown(report)
    os.makedirs(os.path.dirname(os.path.abspath(arguments.output)), exist_ok=True)
    with open(arguments.output + ".json", "w") as file:
        json.dump(report, file, indent=1)
    with open(arguments.output + ".md", "w") as file:
        file.write(text)
    print(text)
    note(f"took {report['took_seconds']:.0f} s; wrote {arguments.output}.md and .json")


if __name__ == "__main__":
    main()
