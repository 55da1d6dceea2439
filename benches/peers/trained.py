#!/usr/bin/env python3
"""Times from the start of a process to a network that is good enough, in turns.

    benches/peers/trained.py [--runs N] [--mnist FOLDER] [--program GRADSHADER] [--device DEVICE]
                             [--only NAME,...]

Each run is a process of its own that imports what it needs, reads the files, trains one hidden layer of 128 ReLU
with softmax cross-entropy and Adam (batch 64, learning rate 0.001) and measures itself on the test samples after
every epoch. The clock runs from the process's start to the line that first says the accuracy that is asked for:
97.5 % on MNIST's test images, 97 % on a fifth of the digits of scikit-learn. Needs PyTorch and scikit-learn beside
a release build of gradshader; seed N is run N. See README.md."""

import argparse
import csv
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EPOCHS = 100

READ = """
import gzip, sys
import numpy as np
seed, kind, files = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
def idx(file):
    data = open(file, 'rb').read()
    data = gzip.decompress(data) if data[:2] == b'\\x1f\\x8b' else data
    sides = data[3]
    shape = np.frombuffer(data, '>u4', sides, 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * sides).reshape(shape)
if kind == 'images':
    X, Xt = ((idx(file).reshape(-1, 784) / 255).astype(np.float32) for file in files[::2])
    y, yt = (idx(file).astype(np.int64) for file in files[1::2])
else:
    tables = [np.loadtxt(file, delimiter=',', skiprows=1, dtype=np.float32) for file in files]
    (X, y), (Xt, yt) = ((table[:, :-1], table[:, -1].astype(np.int64)) for table in tables)
    low, range_ = X.min(0), np.maximum(np.ptp(X, 0), 1)
    X, Xt = (X - low) / range_, (Xt - low) / range_
def tell(accuracy):
    print('accuracy', accuracy, flush=True)
"""

TORCH = READ + """
import torch
torch.manual_seed(seed)
X, y, Xt, yt = map(torch.from_numpy, (X, y, Xt, yt))
model = torch.nn.Sequential(torch.nn.Linear(X.shape[1], 128), torch.nn.ReLU(), torch.nn.Linear(128, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
loss = torch.nn.CrossEntropyLoss()
def step(inputs, targets):
    optimizer.zero_grad()
    loss(model(inputs), targets).backward()
    optimizer.step()
{data}
for epoch in range({epochs}):
    {loop}
    with torch.no_grad():
        tell((model(Xt).argmax(1) == yt).float().mean().item())
"""

PEERS = {
    "torch, tensors in memory": TORCH.format(
        data="", epochs=EPOCHS, loop="for rows in torch.randperm(len(X)).split(64): step(X[rows], y[rows])"
    ),
    "torch, DataLoader": TORCH.format(
        data="from torch.utils.data import DataLoader, TensorDataset\n"
        "loader = DataLoader(TensorDataset(X, y), batch_size=64, shuffle=True)",
        epochs=EPOCHS,
        loop="for inputs, targets in loader: step(inputs, targets)",
    ),
    "scikit-learn": READ
    + f"""
from sklearn.neural_network import MLPClassifier
model = MLPClassifier((128,), batch_size=64, alpha=0.0, random_state=seed)
for epoch in range({EPOCHS}):
    model.partial_fit(X, y, classes=np.arange(10))
    tell(model.score(Xt, yt))
""",
}


def ours(program: Path, device: str, seed: int, case):
    train, test = case["files"][: len(case["files"]) // 2], case["files"][len(case["files"]) // 2 :]
    command = [program, "train", train[0], "--test", test[0], "--test-each-epoch"]
    if case["kind"] == "images":
        command += ["--labels", train[1], "--test-labels", test[1]]
    settings = "--hidden 128 --batch 64 --optimizer adam --learning-rate 0.001 --schedule constant --dropout 0"
    settings += f" --decay 0 --scaling unit --keep last --epochs {EPOCHS} --device {device} --seed {seed}"
    return [*map(str, command), *settings.split()]


def seconds(command, target: float):
    """Until a line says that accuracy, and what it says; the process is ended then."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
    )
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            told = re.search(r"^accuracy ([0-9.]+)|^epoch .* test \S+ ([0-9.]+) %", line)
            if told:
                accuracy = float(told[1]) if told[1] else float(told[2]) / 100
                if accuracy >= target:
                    epochs = sum(line.startswith(("accuracy", "epoch")) for line in said)
                    return time.perf_counter() - began, epochs
    finally:
        process.kill()
        process.wait()
    sys.exit(f"{command[0]} never reached {target}:\n{''.join(said[-5:])}")


def processor() -> str:
    try:
        names = re.findall(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.M)
        return f"{names[0]}, {len(names)} threads"
    except (OSError, IndexError):
        return platform.processor()


def digits(folder: Path):
    with open(ROOT / "data" / "digits.csv", newline="") as file:
        header, *rows = csv.reader(file)
    random.Random(0).shuffle(rows)
    files = []
    for name, part in (("train", rows[360:]), ("test", rows[:360])):
        files.append(folder / f"{name}.csv")
        with open(files[-1], "w", newline="") as file:
            csv.writer(file).writerows([header, *part])
    return files


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--mnist", type=Path)
    arguments.add_argument("--program", type=Path, default=ROOT / "target" / "release" / "gradshader")
    arguments.add_argument("--device", default="cpu")
    arguments.add_argument("--only", type=lambda names: names.split(","))
    arguments = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases = [dict(name="digits to 97 %", kind="table", target=0.97, files=digits(Path(folder)))]
        if arguments.mnist:
            names = [f"{part}-{kind}" for part in ("train", "t10k") for kind in ("images", "labels")]
            files = [next(arguments.mnist.rglob(f"{name}*")) for name in names]
            cases.append(dict(name="MNIST to 97.5 %", kind="images", target=0.975, files=files))
        print(f"{processor()}; {arguments.runs} runs in turns\n")
        print("| | seconds | epochs | times ours |\n| --- | ---: | ---: | ---: |")
        for case in cases:
            one(case, arguments)


def one(case, arguments):
    peers = {name: text for name, text in PEERS.items() if not arguments.only or name in arguments.only}
    times = {name: [] for name in ("gradshader", *peers)}
    for seed in range(arguments.runs):
        for name in times:
            if name == "gradshader":
                command = ours(arguments.program, arguments.device, seed, case)
            else:
                files = map(str, case["files"])
                command = [sys.executable, "-W", "ignore", "-c", PEERS[name], str(seed), case["kind"], *files]
            times[name].append(seconds(command, case["target"]))
    for name, runs in times.items():
        took = [seconds for seconds, _ in runs]
        ratios = [seconds / own for seconds, (own, _) in zip(took, times["gradshader"])]
        print(
            f"| {case['name']}, {name} | {statistics.median(took):.2f} ({min(took):.2f} to {max(took):.2f}) "
            f"| {statistics.median(epochs for _, epochs in runs):.0f} "
            f"| {statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f}) |",
            flush=True,
        )


if __name__ == "__main__":
    main()
