#!/usr/bin/env python3
"""Runs gradshader and its peers in turn on one machine and writes one table; see README.md."""

import argparse
import datetime
import glob
import json
import os
import platform
import select
import shutil
import signal
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FOLDER = os.path.abspath(os.environ.get("PEERS_DIR", os.path.join(ROOT, "target", "peers")))
VENV = os.path.join(FOLDER, "venv", "bin", "python")
PYTHON = os.environ.get("PEERS_PYTHON", VENV)
NODE = os.path.join(FOLDER, "node")
RUST = os.path.join(FOLDER, "rust")
GRADSHADER = os.path.join(ROOT, "target", "release", "gradshader")
# Seconds more for a peer's first case.
GRACE = 60
LAVAPIPE = "/usr/share/vulkan/icd.d/lvp_icd*.json"

# The grid of `gradshader bench --grid`: sizes, batch, members.
GRID = [
    ([64, 32, 10], 32, 1),
    ([784, 128, 10], 64, 1),
    ([64, 32, 10], 32, 64),
    ([784, 512, 512, 10], 256, 1),
    ([1024] * 5, 512, 1),
    ([2048] * 4, 1024, 1),
]


def python(program, *arguments):
    return [PYTHON, os.path.join(HERE, "python", program), *arguments]


# What holds libraries to narrower vectors than the processor has: ours, PyTorch's own kernels, oneDNN's,
# MKL's (which may take no notice on processors of others) and OpenBLAS's, which NumPy has.
VECTORS = {
    "avx2": {
        "GRADSHADER_VECTORS": "avx2",
        "ATEN_CPU_CAPABILITY": "avx2",
        "ONEDNN_MAX_CPU_ISA": "AVX2",
        "DNNL_MAX_CPU_ISA": "AVX2",
        "MKL_ENABLE_INSTRUCTIONS": "AVX2",
        "OPENBLAS_CORETYPE": "Haswell",
    },
}
# Name, group, what it needs, command. Of a group the ratios are formed.
PEERS = [
    ("ours", "adapter", "gradshader", None),
    ("burn-wgpu", "adapter", "burn", [os.path.join(RUST, "release", "peer-burn"), "wgpu"]),
    ("meganeura", "adapter", "meganeura", [os.path.join(RUST, "release", "peer-meganeura")]),
    ("tinygrad", "adapter", "python", python("tinygrad_peer.py")),
    ("tfjs", "adapter", "node", ["node", os.path.join(HERE, "js", "tfjs.mjs")]),
    ("ours-cpu", "cpu", "gradshader", None),
    ("torch", "cpu", "python", python("torch_peer.py", "eager")),
    ("torch-compile", "cpu", "python", python("torch_peer.py", "compile")),
    ("burn-flex", "cpu", "burn", [os.path.join(RUST, "release", "peer-burn"), "flex"]),
    ("sklearn", "cpu", "python", python("sklearn_peer.py")),
    ("torch-cuda", "cuda", "python", python("torch_peer.py", "cuda")),
    ("torch-cuda-graph", "cuda", "python", python("torch_peer.py", "cuda-graph")),
]
TITLES = {
    "ours": "**gradshader**",
    "burn-wgpu": "Burn, wgpu (WGSL)",
    "meganeura": "meganeura",
    "tinygrad": "tinygrad, WebGPU",
    "tfjs": "TensorFlow.js, WebGPU",
    "ours-cpu": "**gradshader**, CPU",
    "torch": "PyTorch, eager",
    "torch-compile": "PyTorch, `torch.compile`",
    "burn-flex": "Burn, Flex",
    "sklearn": "scikit-learn (last layer linear)",
    "torch-cuda": "PyTorch CUDA, eager",
    "torch-cuda-graph": "PyTorch CUDA, CUDA graph",
}


def note(text):
    print(text, file=sys.stderr, flush=True)


def name(case):
    sizes, batch, members = case
    prefix = f"{members} x " if members > 1 else ""
    return f"{prefix}{'-'.join(map(str, sizes))} b{batch}"


def flops(case):
    """Of the products of one step, as `Case::flops_per_sample` counts them."""
    sizes, batch, members = case
    products = sum(2 * a * b for a, b in zip(sizes, sizes[1:]))
    return (3 * products - 2 * sizes[0] * sizes[1]) * batch * members


def samples(case):
    """An epoch of some megabytes, as `Case::measure` has it."""
    sizes, batch, _ = case
    return batch * min(max((1 << 22) // (batch * sizes[0]), 2), 2048)


def output(command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


def attempt(command):
    try:
        return output(command).strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def install(needs):
    """Builds and installs what is needed; what fails is returned with its last line."""

    def python_packages():
        if PYTHON != VENV:
            return
        if not os.path.exists(VENV):
            output([sys.executable, "-m", "venv", os.path.dirname(os.path.dirname(VENV))])
        output([VENV, "-m", "pip", "install", "-q", "-r", os.path.join(HERE, "python", "requirements.txt")])

    def node_packages():
        os.makedirs(NODE, exist_ok=True)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(HERE, "js", file), NODE)
        output(["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=NODE)

    def cargo(folder, target, *arguments):
        environment = {**os.environ, "CARGO_TARGET_DIR": target}
        output(["cargo", "build", "--release", "--locked", *arguments], cwd=folder, env=environment)

    ways = {
        "gradshader": lambda: cargo(ROOT, os.path.join(ROOT, "target")),
        "python": python_packages,
        "node": node_packages,
        "meganeura": lambda: cargo(os.path.join(HERE, "rust"), RUST, "-p", "peer-meganeura"),
        "burn": lambda: cargo(os.path.join(HERE, "rust"), RUST, "-p", "peer-burn"),
    }
    os.makedirs(FOLDER, exist_ok=True)
    failures = {}
    for need in ways:
        if need in needs:
            note(f"installing: {need}")
            try:
                ways[need]()
            except (OSError, subprocess.CalledProcessError) as error:
                text = getattr(error, "stderr", None) or str(error)
                failures[need] = "not installed: " + last_line(text)
                note(failures[need])
    return failures


def last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "nothing said"


def environment(adapter, vectors):
    # What `torch.compile` made once need not be made in every run. Vector sets must not share it
    # (findings/torch-compile-cache-half-of-a-sum.sh).
    inductor = os.path.join(FOLDER, f"inductor-{vectors or 'widest'}")
    result = dict(os.environ, PEERS_NODE_MODULES=NODE, TORCHINDUCTOR_CACHE_DIR=inductor)
    # Set on some machines for old builds of OpenBLAS; it slows current ones.
    for variable in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        result.pop(variable, None)
    if adapter == "lavapipe":
        # The Vulkan loader then shows no other adapter to any of them.
        result["VK_DRIVER_FILES"] = result["VK_ICD_FILENAMES"] = ":".join(sorted(glob.glob(LAVAPIPE)))
    if "WEBGPU_PATH" not in result and os.path.exists(PYTHON):
        found = "import os, pydawn; print(os.path.dirname(pydawn.__file__))"
        folder = attempt([PYTHON, "-c", found])
        machine = platform.machine().replace("arm64", "aarch64")
        if folder:
            result["WEBGPU_PATH"] = os.path.join(folder, "lib", f"libwebgpu_dawn_{machine}.so")
    return result


class Died(Exception):
    pass


class Peer:
    """One that answers requests; it is started when first needed, and again after it was ended."""

    def __init__(self, name, command, variables):
        self.name, self.command, self.variables = name, command, variables
        self.process = None
        self.info = {}
        self.asked = False
        self.log = os.path.join(FOLDER, f"{name}.log")

    def start(self, limit):
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=open(self.log, "a"),
            env=self.variables,
            cwd=FOLDER,
            start_new_session=True,
        )
        self.rest = b""
        self.info = self.read(limit)

    def read(self, limit):
        end = time.monotonic() + limit
        pipe = self.process.stdout.fileno()
        while b"\n" not in self.rest:
            left = end - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise TimeoutError
            part = os.read(pipe, 1 << 16)
            if not part:
                code = self.process.wait()
                cause = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
                with open(self.log, errors="replace") as log:
                    raise Died(f"ended with {cause}: {last_line(log.read())}")
            self.rest += part
        line, self.rest = self.rest.split(b"\n", 1)
        return json.loads(line)

    def ask(self, case, seconds, limit):
        """One answer, or what went wrong."""
        sizes, batch, members = case
        request = {"sizes": sizes, "batch": batch, "members": members, "samples": samples(case)}
        try:
            if self.process is None:
                # Imports and opening the device are not the case's.
                self.start(max(60, limit))
            if not self.asked:
                # Its first case also compiles what all of them share.
                limit += GRACE
            self.asked = True
            request.update(seconds=seconds, limit=limit)
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
            return self.read(limit)
        except TimeoutError:
            self.stop()
            return {"none": f"none in {limit:g} s"}
        except (Died, BrokenPipeError, OSError) as error:
            self.stop()
            return {"error": str(error)}

    def stop(self):
        if self.process is not None:
            try:
                # Its own group: it was started in a session of its own.
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
            self.process = None


def ours(device, cases, seconds, limit, variables):
    """One run of the program's own benchmark: what it said, and answers for the cases."""
    # Without --grid only the small ones; see src/cli/bench.rs.
    small = all(flops(case) / case[2] < 1e9 for case in cases)
    command = [GRADSHADER, "bench", "--json", "--device", device, "--seconds", str(seconds)]
    command += [] if small else ["--grid"]
    if device == "cpu" and "GRADSHADER_VECTORS" in variables:
        command += ["--vectors", variables["GRADSHADER_VECTORS"]]
    # It runs a whole grid, whichever cases are wanted, and reports at its end.
    whole = limit * (4 if small else len(GRID))
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=variables, timeout=whole)
    except subprocess.TimeoutExpired:
        if small:
            return {}, {name(case): {"none": f"none in {whole:g} s"} for case in cases}
        little = [case for case in cases if flops(case) / case[2] < 1e9]
        info, answers = ours(device, little, seconds, limit, variables) if little else ({}, {})
        for case in cases:
            answers.setdefault(name(case), {"none": f"the grid took more than {whole:g} s"})
        return info, answers
    if done.returncode != 0:
        return {}, {name(case): {"error": last_line(done.stderr)} for case in cases}
    report = json.loads(done.stdout)
    info = {"device": report["adapter"], "driver": report["driver"]}
    answers = {}
    for row in report["rows"]:
        case = (row["sizes"], row["batch"], row["members"])
        answers[name(case)] = {"rates": [row["samples_per_second"]]}
    return info, answers


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


def summary(answers):
    """The median over the rounds and their extremes, or why there is none."""
    if not answers:
        return {"none": "not run"}
    for answer in answers:
        if "rates" not in answer:
            return answer
    medians = [statistics.median(answer["rates"]) for answer in answers]
    result = {"samples_per_second": statistics.median(medians), "rounds": medians}
    for key in ("setup_seconds", "steps", "how"):
        if key in answers[0]:
            result[key] = answers[0][key]
    return result


def markdown(report):
    def table(header, rows, align="---:"):
        lines = [header, ["---"] + [align] * (len(header) - 1), *rows]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def short(cell):
        if "samples_per_second" in cell:
            value = cell["samples_per_second"]
            return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
        if "none" in cell:
            return "-" if cell["none"].startswith("not tried") else cell["none"]
        return "-" if "unsupported" in cell else "failed"

    def ratio(mine, other):
        if "samples_per_second" not in mine or "samples_per_second" not in other:
            return "-"
        return f"{mine['samples_per_second'] / other['samples_per_second']:.3g}"

    cases = report["cases"]
    peers = report["peers"]
    machine = report["machine"]
    parts = [
        "# Peers\n",
        f"{report['date']}, {machine['cpu']}, {machine['cores']} cores; commit {report['commit']}; "
        f"`{report['command']}`. Medians of {report['rounds']} rounds, all in one run. "
        + ("" if report["checked"] else "The losses were NOT checked. ")
        + "A step is forward, loss, backward and update, sigmoid on every layer, f32.\n",
        "Samples a second (all members together):\n",
    ]
    rows = []
    for who, peer in peers.items():
        row = [short(peer["cells"][case]) for case in cases]
        rows.append([TITLES[who], *row])
    for who in report["absent"]:
        rows.append([TITLES[who], *["not here: no NVIDIA adapter"] * len(cases)])
    parts.append(table(["", *cases], rows) + "\n")

    for mine, groups, title in (
        ("ours", ("adapter", "cuda"), "gradshader on the adapter / peer (more than 1: gradshader is faster):"),
        ("ours-cpu", ("cpu",), "gradshader on the CPU / peer on the CPU:"),
        ("ours", ("cpu",), "gradshader on the adapter / peer on the CPU:"),
    ):
        if mine not in peers:
            continue
        rows = []
        others = [who for who, peer in peers.items() if peer["group"] in groups and not who.startswith("ours")]
        for who in others:
            row = [ratio(peers[mine]["cells"][case], peers[who]["cells"][case]) for case in cases]
            rows.append([TITLES[who], *row])
        if not rows:
            continue
        best = []
        for case in cases:
            rated = [peers[who]["cells"][case] for who in others]
            rated = [cell for cell in rated if "samples_per_second" in cell]
            top = max(rated, key=lambda cell: cell["samples_per_second"], default={})
            best.append(ratio(peers[mine]["cells"][case], top))
        rows.append(["best peer", *best])
        parts.append(title + "\n\n" + table(["", *cases], rows) + "\n")

    rows = []
    for who, peer in peers.items():
        rows.append([TITLES[who], *(str(peer["about"].get(key, "-")) for key in ("version", "device", "driver"))])
    parts.append(table(["", "version", "device", "driver"], rows, "---") + "\n")
    messages = []
    for who, peer in peers.items():
        for case, cell in peer["cells"].items():
            text = cell.get("error") or cell.get("unsupported") or cell.get("none")
            if text:
                messages.append(f"- {TITLES[who]}, {case}: {text}")
    if messages:
        parts.append("No figure:\n\n" + "\n".join(messages) + "\n")
    return "\n".join(parts)


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
