#!/usr/bin/env python3
"""Defaults against defaults: `gradshader train` and scikit-learn's MLP on the same folds.

    pip install scikit-learn==1.9.1 pandas
    scripts/scikit_learn.py [--seeds 3] [--only digits,iris] [-- FLAGS OF TRAIN]

Each table is cut into five folds (stratified for classes), each trained on four and measured on the
fifth, with three seeds. scikit-learn gets inputs scaled to mean 0 and deviation 1 (and targets, for values),
as its guide asks; gradshader reads the tables as CSV and gets no flag but those after `--`.
Scores are the mean over folds and seeds, and the deviation of the seeds' means.
"""
import argparse, concurrent.futures, json, math, os, statistics, subprocess, sys, tempfile, time

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
from sklearn import datasets, metrics
from sklearn.compose import TransformedTargetRegressor
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
import warnings

warnings.filterwarnings("ignore")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDS = 5


def bundled(name):
    data = getattr(datasets, "load_" + name)()
    return data.data, data.target, name in ("diabetes",)


def csv_table(path):
    import pandas

    frame = pandas.read_csv(path)
    x, y = frame.iloc[:, :-1].to_numpy(float), frame.iloc[:, -1].to_numpy()
    return x, y, y.dtype.kind == "f" and len(set(y)) > 20


def write(path, x, y, is_values):
    with open(path, "w") as file:
        file.write(",".join(f"f{i}" for i in range(x.shape[1])) + ",target\n")
        for row, target in zip(x, y):
            last = repr(float(target)) if is_values else f"c{target}"
            file.write(",".join(repr(float(v)) for v in row) + f",{last}\n")


def ours(binary, folder, seed, is_values, flags):
    model = f"{folder}/m{seed}.safetensors"
    start = time.perf_counter()
    run = [binary, "train", f"{folder}/train.csv", "--quiet", "--seed", str(seed), "--model", model, *flags]
    done = subprocess.run(run, capture_output=True, text=True, env={**os.environ, "RAYON_NUM_THREADS": "1"})
    if done.returncode:
        sys.exit(done.stderr)
    seconds = time.perf_counter() - start
    answer = subprocess.run([binary, "predict", model, f"{folder}/test.csv"], capture_output=True, text=True)
    if answer.returncode:
        sys.exit(answer.stderr)
    header, *rows = [line.split(",") for line in answer.stdout.splitlines()]
    os.remove(model)
    if is_values:
        return [float(row[-1]) for row in rows], None, seconds
    labels = [h.strip('"') for h in header[1:]]
    p = np.array([[float(v) for v in row[1:]] for row in rows])
    return [row[0] for row in rows], (labels, p), seconds


def theirs(x, y, test, seed, is_values):
    start = time.perf_counter()
    if is_values:
        mlp = make_pipeline(StandardScaler(), MLPRegressor(random_state=seed))
        model = TransformedTargetRegressor(mlp, transformer=StandardScaler())
    else:
        model = make_pipeline(StandardScaler(), MLPClassifier(random_state=seed))
    model.fit(x, y)
    seconds = time.perf_counter() - start
    answer = model.predict(test)
    return answer, None if is_values else ([str(c) for c in model.classes_], model.predict_proba(test)), seconds


def scores(truth, answer, probabilities, is_values):
    if is_values:
        return [metrics.root_mean_squared_error(truth, answer), metrics.r2_score(truth, answer)]
    labels, p = probabilities
    where = {label: i for i, label in enumerate(labels)}
    p = p / p.sum(axis=1, keepdims=True)
    found = [max(p[i, where[t]], 1e-15) if t in where else 1e-15 for i, t in enumerate(truth)]
    return [100 * float(np.mean([a == t for a, t in zip(answer, truth)])), -float(np.mean(np.log(found)))]


def table(name, x, y, is_values, options):
    folds = (KFold if is_values else StratifiedKFold)(FOLDS, shuffle=True, random_state=0)
    results = {"gradshader": {}, "scikit-learn": {}}
    seconds = {"gradshader": 0.0, "scikit-learn": 0.0}
    with tempfile.TemporaryDirectory() as place:
        jobs = []
        for fold, (train, test) in enumerate(folds.split(x, y)):
            folder = f"{place}/{fold}"
            os.mkdir(folder)
            write(folder + "/train.csv", x[train], y[train], is_values)
            write(folder + "/test.csv", x[test], y[test], is_values)
            truth = list(map(float, y[test])) if is_values else [f"c{t}" for t in y[test]]
            named = y[train] if is_values else np.array([f"c{t}" for t in y[train]])
            for seed in range(options.seeds):
                jobs.append((seed, folder, truth, x[train], named, x[test]))

        def run(job):
            seed, folder, truth, xs, ys, test = job
            a = ours(options.binary, folder, seed, is_values, options.flags)
            b = None if options.ours else theirs(xs, ys, test, seed, is_values)
            return seed, truth, a, b

        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for seed, truth, a, b in pool.map(run, jobs):
                for who, got in (("gradshader", a), ("scikit-learn", b)):
                    if got:
                        results[who].setdefault(seed, []).append(scores(truth, got[0], got[1], is_values))
                        seconds[who] += got[2] / len(jobs)
    line = [name]
    for who in results:
        if not results[who]:
            continue
        means = [np.mean(s, axis=0) for s in results[who].values()]
        mean = np.mean(means, axis=0)
        spread = np.std(means, axis=0, ddof=1) if len(means) > 1 else [0, 0]
        line.append(f"{mean[0]:.2f} ± {spread[0]:.2f} / {mean[1]:.4f} / {seconds[who]:.2f} s")
    print("| " + " | ".join(line) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="iris,wine,breast_cancer,digits,diabetes")
    parser.add_argument("--ours", action="store_true", help="leave scikit-learn out")
    parser.add_argument("--binary", default=ROOT + "/target/release/gradshader")
    parser.add_argument("flags", nargs="*")
    options = parser.parse_args()
    print("| table | gradshader | scikit-learn |\n| --- | --- | --- |")
    for name in options.only.split(","):
        data = csv_table(name) if name.endswith(".csv") else bundled(name)
        table(os.path.basename(name).removesuffix(".csv"), *data, options)


if __name__ == "__main__":
    main()
