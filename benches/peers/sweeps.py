#!/usr/bin/env python3
"""Many networks of gradshader in one run, in turns with as many runs of one and with scikit-learn.

    python benches/peers/sweeps.py [--rounds 3] [--gradshader target/release/gradshader] [--device cpu]

It needs scikit-learn, and nothing else of this folder. Prints seconds of wall time, the least of the rounds
(what else the machine does only adds to it), and ratios. Start-up and reading of the table are in all of them; of scikit-learn the import is not.
"""

import argparse
import csv
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
RATES = [0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03]
DECAYS = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3]


def tables(folder):
    """The bundled tables of scikit-learn as CSV, by name."""
    from sklearn import datasets

    paths = {}
    loads = {
        "iris": datasets.load_iris,
        "wine": datasets.load_wine,
        "breast cancer": datasets.load_breast_cancer,
        "digits": datasets.load_digits,
        "diabetes": datasets.load_diabetes,
    }
    for name, load in loads.items():
        data = load()
        paths[name] = os.path.join(folder, name.replace(" ", "_") + ".csv")
        with open(paths[name], "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*data.feature_names, "target"])
            for inputs, target in zip(data.data.tolist(), data.target.tolist()):
                writer.writerow([*inputs, target])
    return paths


def run(command):
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr}")


def sklearn_search(path, epochs, early):
    import numpy
    from sklearn.model_selection import GridSearchCV, ShuffleSplit
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    warnings.filterwarnings("ignore")
    data = numpy.loadtxt(path, delimiter=",", skiprows=1)
    inputs, target = data[:, :-1], data[:, -1].astype(int)
    network = MLPClassifier(
        (64,), batch_size=32, max_iter=epochs, early_stopping=early, validation_fraction=0.2,
        n_iter_no_change=10 if early else epochs, random_state=0,
    )
    grid = {"mlpclassifier__learning_rate_init": RATES, "mlpclassifier__alpha": DECAYS}
    split = ShuffleSplit(1, test_size=0.2, random_state=0)
    search = GridSearchCV(
        make_pipeline(StandardScaler(), network), grid, cv=split, refit=False, n_jobs=2
    )
    os.environ["PYTHONWARNINGS"] = "ignore"
    search.fit(inputs, target)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--gradshader", default=os.path.join(ROOT, "target/release/gradshader"))
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--only", default="", help="folds, sweeps or sklearn")
    options = parser.parse_args()
    ours = [options.gradshader]
    device = ["--device", options.device, "--quiet"]
    times = {}

    def timed(name, call):
        began = time.perf_counter()
        call()
        times.setdefault(name, []).append(time.perf_counter() - began)

    with tempfile.TemporaryDirectory() as folder:
        paths = tables(folder)
        cases = {"breast cancer": (60, True), "digits": (30, False)}
        for _ in range(options.rounds):
            if options.only in ("", "folds"):
                for name, path in paths.items():
                    # One fold is a fifth held out, and no early stop.
                    one = ["train", path, "--validation", "0.2", "--early-stop", "0"]
                    timed((name, "one fold"), lambda: run(ours + one + device))
                    five = ["cross-validate", path, "--folds", "5"]
                    timed((name, "five folds"), lambda: run(ours + five + device))
            for name, (epochs, early) in cases.items():
                path = paths[name]
                same = ["--hidden", "64", "--batch", "32", "--epochs", str(epochs)]
                same += ["--validation", "0.2", "--early-stop", "10" if early else "0"]
                lists = [",".join(map(str, values)) for values in (RATES, DECAYS)]
                if options.only in ("", "sweeps", "sklearn"):
                    sweep = ["--learning-rate", lists[0], "--decay", lists[1]]
                    command = ours + ["sweep", path] + same + sweep + device
                    timed((name, "a sweep of 64"), lambda: run(command))
                if options.only in ("", "sweeps"):
                    def each():
                        for rate, decay in itertools.product(RATES, DECAYS):
                            values = ["--learning-rate", str(rate), "--decay", str(decay)]
                            run(ours + ["train", path] + same + values + device)

                    timed((name, "64 runs of train"), each)
                if options.only in ("", "sklearn"):
                    search = lambda: sklearn_search(path, epochs, early)
                    timed((name, "GridSearchCV, n_jobs=2"), search)
    first = {}
    print(f"{'table':14} {'what':24} {'least s':>8} {'median s':>9} {'ratio':>7}")
    for (table, what), seconds in sorted(times.items(), key=lambda item: item[0][0]):
        least = min(seconds)
        kind = "folds" if "fold" in what else "sweep"
        ratio = least / first.setdefault((table, kind), least)
        print(f"{table:14} {what:24} {least:8.3f} {statistics.median(seconds):9.3f} {ratio:7.2f}")


if __name__ == "__main__":
    main()
