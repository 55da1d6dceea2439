#!/usr/bin/env python3
"""Times fit of GradshaderClassifier and of scikit-learn's MLPClassifier, in turns.

    scripts/bench-python.py [--runs N] [--threads N] [--mnist FOLDER] [--program GRADSHADER]

Both have the same architecture, optimizer, step size, batch and epochs. Each run is a process of its own.
Two times are taken: that of the whole process, and that of `fit` with the import of the estimator and the
conversion of the arrays, after `sklearn.base`, which both need and which imports SciPy (and pandas, where it
is installed). What `fit` takes of processors is given too; with `--threads 1` that says the same on a machine
that others use. Accuracy is on rows held out. With a folder of MNIST's IDX files that set is timed too.

With the path of the command line's program (a release build) `fit` is also timed beside it, in turns: the same
network on the same samples with the same seed, to the same parameters, in seconds of a processor on one thread,
which say the same on a machine that others use. The program's are those of its whole process, reading included;
those of `fit` begin with arrays that are there."""

import argparse
import gzip
import os
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
began, before = time.perf_counter(), time.process_time()
{imports}
model = {model}.fit(X, y)
seconds, busy = time.perf_counter() - began, time.process_time() - before
score = model.score(np.load(sys.argv[1] + '/Xt.npy'), np.load(sys.argv[1] + '/yt.npy'))
print(score, model.n_iter_, seconds, busy)
"""


def digits():
    table = np.loadtxt(ROOT / "data" / "digits.csv", delimiter=",", skiprows=1)
    order = np.random.default_rng(0).permutation(len(table))
    X, y = (table[:, :-1] / 16).astype(np.float32), table[:, -1].astype(np.int64)
    train, test = order[360:], order[:360]
    return X[train], y[train], X[test], y[test]


def read_idx(path: Path):
    data = path.read_bytes()
    data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    dimensions = data[3]
    shape = np.frombuffer(data, ">u4", dimensions, 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def mnist(folder: Path):
    def read(name):
        return read_idx(next(folder.rglob(f"{name}*")))

    def images(name):
        return (read(name).reshape(-1, 784) / 255).astype(np.float32)

    X, Xt = images("train-images"), images("t10k-images")
    return X, read("train-labels").astype(np.int64), Xt, read("t10k-labels").astype(np.int64)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--threads", type=int)
    arguments.add_argument("--mnist", type=Path)
    arguments.add_argument("--program", type=Path)
    arguments = arguments.parse_args()
    if arguments.threads:
        for library in ("RAYON", "OPENBLAS", "OMP", "MKL"):
            os.environ[f"{library}_NUM_THREADS"] = str(arguments.threads)
    cases = [("digits", digits, dict(hidden=(128,), batch=32, epochs=60))]
    if arguments.mnist:
        load = lambda: mnist(arguments.mnist)
        cases.append(("MNIST", load, dict(hidden=(128,), batch=128, epochs=5)))
    for name, load, settings in cases:
        with tempfile.TemporaryDirectory() as folder:
            for part, array in zip(("X", "y", "Xt", "yt"), load()):
                np.save(f"{folder}/{part}.npy", array)
            report(name, folder, settings, arguments.runs)
    if arguments.program:
        all_beside(arguments.program, arguments.mnist, arguments.runs)


BESIDE = """
import sys, resource
import numpy as np
from gradshader import GradshaderClassifier
X, y = np.load(sys.argv[1] + '/X.npy'), np.load(sys.argv[1] + '/y.npy')
began = resource.getrusage(resource.RUSAGE_SELF)
model = GradshaderClassifier({hidden}, batch_size={batch}, max_iter={epochs}, merge_repeated=False,
                             random_state={seed}, device='cpu').fit(X, y)
ended = resource.getrusage(resource.RUSAGE_SELF)
print(ended.ru_utime - began.ru_utime + ended.ru_stime - began.ru_stime, model.parameter_hash_)
"""


def beside(program: Path, name, X, y, data, settings, runs):
    """`fit` beside the program, which reads the files `data`."""
    alone = {**os.environ, "RAYON_NUM_THREADS": "1"}
    ratios, ours, theirs = [], [], []
    hidden = ",".join(map(str, settings["hidden"]))
    with tempfile.TemporaryDirectory() as folder:
        np.save(f"{folder}/X.npy", X)
        np.save(f"{folder}/y.npy", y)
        for seed in range(runs):
            script = BESIDE.format(seed=seed, **settings)
            told = subprocess.run(
                [sys.executable, "-c", script, folder],
                env=alone, check=True, capture_output=True, text=True,
            )
            seconds, parameters = told.stdout.split()
            command = [program, "train", *data, "--hidden", hidden, "--batch", settings["batch"]]
            command += ["--epochs", settings["epochs"], "--seed", seed, "--device", "cpu", "--quiet"]
            before = used()
            told = subprocess.run(
                list(map(str, command)), env=alone, check=True, capture_output=True, text=True
            )
            theirs.append(used() - before)
            ours.append(float(seconds))
            ratios.append(ours[-1] / theirs[-1])
            lines = dict(line.split(None, 1) for line in told.stdout.splitlines() if line.strip())
            assert lines["parameter_hash"].strip() == parameters, "other parameters"
    print(
        f"{name} beside the command line, one thread, {runs} runs in turns: fit {statistics.median(ours):.2f} s, "
        f"program {statistics.median(theirs):.2f} s of a processor; fit takes "
        f"{100 * (statistics.median(ratios) - 1):+.1f} % ({100 * (min(ratios) - 1):+.1f} to "
        f"{100 * (max(ratios) - 1):+.1f}), the same parameters"
    )


def all_beside(program: Path, folder: Path | None, runs):
    table = np.loadtxt(ROOT / "data" / "digits.csv", delimiter=",", skiprows=1)
    X, y = table[:, :-1].astype(np.float32), table[:, -1].astype(np.int64)
    settings = dict(hidden=(128,), batch=32, epochs=300)
    beside(program, "digits", X, y, [ROOT / "data" / "digits.csv"], settings, runs)
    if folder:
        files = [next(folder.rglob(f"train-{kind}*")) for kind in ("images", "labels")]
        X, y = (read_idx(file) for file in files)
        data = [files[0], "--labels", files[1]]
        settings = dict(hidden=(128,), batch=128, epochs=5)
        beside(program, "MNIST", X.reshape(-1, 784), y.astype(np.int64), data, settings, runs)


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
            began = time.perf_counter()
            told = subprocess.run(
                [sys.executable, "-c", script, folder], check=True, capture_output=True, text=True
            )
            whole[peer].append(time.perf_counter() - began)
            score, epochs, seconds, busy = told.stdout.split()
            cpu[peer].append(float(busy))
            fits[peer].append(float(seconds))
            scores[peer].append(float(score))
            assert int(epochs) == settings["epochs"], (peer, epochs)
    print(f"{name}: {settings}, {runs} runs in turns")
    for peer, right in scores.items():
        print(
            f"  {peer:13} fit {statistics.median(fits[peer]):.2f} s "
            f"(processors {statistics.median(cpu[peer]):.2f} s), "
            f"process {statistics.median(whole[peer]):.2f} s, "
            f"accuracy {statistics.mean(right):.4f} ({min(right):.4f} to {max(right):.4f})"
        )
    for what, times in (("fit", fits), ("processors in fit", cpu), ("process", whole)):
        ratios = [b / a for a, b in zip(times["gradshader"], times["scikit-learn"])]
        low, high = min(ratios), max(ratios)
        print(f"  {what}: {statistics.median(ratios):.1f} times as fast ({low:.1f} to {high:.1f})")


main()
