#!/usr/bin/env python3
"""Times fit of GradshaderClassifier and of scikit-learn's MLPClassifier, in turns.

    scripts/bench-python.py [--runs N] [--mnist FOLDER]

Both have the same architecture, optimizer, step size, batch and epochs. Each run is a process of its own.
Two times are taken: that of the whole process, and that of `fit` with the import of the estimator and the
conversion of the arrays, after `sklearn.base`, which both need and which imports SciPy (and pandas, where it
is installed). Accuracy is on rows held out. With a folder of MNIST's IDX files that set is timed too."""

import argparse
import gzip
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]

PEERS = {
    "gradshader": (
        "from gradshader import GradshaderClassifier as Model",
        "Model({hidden}, 'relu', solver='adam', learning_rate='constant', learning_rate_init=0.001, "
        "batch_size={batch}, max_iter={epochs}, weight_decay=0.0, scaling='none', random_state={seed}, "
        "device='auto')",
    ),
    "scikit-learn": (
        "from sklearn.neural_network import MLPClassifier as Model",
        "Model({hidden}, activation='relu', solver='adam', learning_rate_init=0.001, "
        "batch_size={batch}, max_iter={epochs}, alpha=0.0, tol=0.0, n_iter_no_change={epochs}, "
        "random_state={seed})",
    ),
}

SCRIPT = """
import sys, time, warnings
import numpy as np
import sklearn.base
warnings.simplefilter('ignore')
X, y = np.load(sys.argv[1] + '/X.npy'), np.load(sys.argv[1] + '/y.npy')
began = time.perf_counter()
{imports}
model = {model}.fit(X, y)
seconds = time.perf_counter() - began
score = model.score(np.load(sys.argv[1] + '/Xt.npy'), np.load(sys.argv[1] + '/yt.npy'))
print(score, model.n_iter_, seconds)
"""


def digits():
    table = np.loadtxt(ROOT / "data" / "digits.csv", delimiter=",", skiprows=1)
    order = np.random.default_rng(0).permutation(len(table))
    X, y = (table[:, :-1] / 16).astype(np.float32), table[:, -1].astype(np.int64)
    train, test = order[360:], order[:360]
    return X[train], y[train], X[test], y[test]


def mnist(folder: Path):
    def read(name):
        path = next(folder.rglob(f"{name}*"))
        data = path.read_bytes()
        data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        dimensions = data[3]
        shape = np.frombuffer(data, ">u4", dimensions, 4)
        return np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape)

    def images(name):
        return (read(name).reshape(-1, 784) / 255).astype(np.float32)

    X, Xt = images("train-images"), images("t10k-images")
    return X, read("train-labels").astype(np.int64), Xt, read("t10k-labels").astype(np.int64)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--mnist", type=Path)
    arguments = arguments.parse_args()
    cases = [("digits", digits, dict(hidden=(128,), batch=32, epochs=60))]
    if arguments.mnist:
        load = lambda: mnist(arguments.mnist)
        cases.append(("MNIST", load, dict(hidden=(128,), batch=128, epochs=5)))
    for name, load, settings in cases:
        with tempfile.TemporaryDirectory() as folder:
            for part, array in zip(("X", "y", "Xt", "yt"), load()):
                np.save(f"{folder}/{part}.npy", array)
            report(name, folder, settings, arguments.runs)


def used() -> float:
    """Seconds of processors that ended processes have taken."""
    of = resource.getrusage(resource.RUSAGE_CHILDREN)
    return of.ru_utime + of.ru_stime


def report(name, folder, settings, runs):
    whole, fits, cpu, scores = ({peer: [] for peer in PEERS} for _ in range(4))
    for seed in range(runs):
        for peer, (imports, model) in PEERS.items():
            model = model.format(seed=seed, **settings)
            script = SCRIPT.format(imports=imports, model=model)
            began, before = time.perf_counter(), used()
            told = subprocess.run(
                [sys.executable, "-c", script, folder], check=True, capture_output=True, text=True
            )
            whole[peer].append(time.perf_counter() - began)
            cpu[peer].append(used() - before)
            score, epochs, seconds = told.stdout.split()
            fits[peer].append(float(seconds))
            scores[peer].append(float(score))
            assert int(epochs) == settings["epochs"], (peer, epochs)
    print(f"{name}: {settings}, {runs} runs in turns")
    for peer, right in scores.items():
        print(
            f"  {peer:13} fit {statistics.median(fits[peer]):.2f} s, "
            f"process {statistics.median(whole[peer]):.2f} s "
            f"(processors {statistics.median(cpu[peer]):.2f} s), "
            f"accuracy {statistics.mean(right):.4f} ({min(right):.4f} to {max(right):.4f})"
        )
    for what, times in (("fit", fits), ("process", whole), ("processors", cpu)):
        ratios = [b / a for a, b in zip(times["gradshader"], times["scikit-learn"])]
        low, high = min(ratios), max(ratios)
        print(f"  {what}: {statistics.median(ratios):.1f} times as fast ({low:.1f} to {high:.1f})")


main()
