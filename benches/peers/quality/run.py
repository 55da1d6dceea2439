#!/usr/bin/env python3
"""How good networks are on real tables, beside other libraries: the table of docs/many-networks.md.

    python3 -m venv V && V/bin/pip install -r benches/peers/quality/requirements.txt
    apt-get install r-cran-mlbench
    V/bin/python benches/peers/quality/run.py --results results.jsonl [--only wine,digits] [--methods best]
    V/bin/python benches/peers/quality/run.py --results results.jsonl --table

Each table is divided three times, three quarters to train on, and each method trained on each with its own
seed. What is in the results is not done again. Defaults and presets were chosen with `--seeds 100,101,102`,
that is on other divisions.
"""
import os

for threads in ("OMP_NUM_THREADS", "RAYON_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

import argparse, json

import numpy as np

import methods, tables


def scores(truth, answers, probabilities, is_values):
    """Root mean squared error and R², or accuracy in percent and log loss."""
    if is_values:
        square = np.mean((truth - answers) ** 2)
        return float(np.sqrt(square)), float(1 - square / np.var(truth))
    p = probabilities.to_numpy(float)
    p = np.clip(p / p.sum(axis=1, keepdims=True), 1e-15, 1)
    where = {name.strip('"'): place for place, name in enumerate(probabilities.columns)}
    own = [p[row, where[label]] for row, label in enumerate(truth)]
    return 100 * float(np.mean(truth == answers)), -float(np.mean(np.log(own)))


def read(path):
    if not os.path.exists(path):
        return []
    with open(path) as file:
        return [json.loads(line) for line in file]


def table(results, names, seeds):
    """A line a table: score, log loss or R², and seconds of each method; the places of each."""
    found = {(r["table"], r["method"], r["seed"]): r for r in results}
    places = {name: [] for name in names}
    print("| table | " + " | ".join(names) + " |\n| --- |" + " --- |" * len(names))
    for name in tables.TABLES:
        is_values = name in tables.VALUES
        means = {}
        for method in names:
            rows = [found.get((name, method, seed)) for seed in seeds]
            if all(rows):
                means[method] = [np.mean([r[key] for r in rows]) for key in ("score", "second", "seconds")]
        cells = []
        for method in names:
            if method not in means:
                cells.append("-")
                continue
            score, second, seconds = means[method]
            better = [o for o in means.values() if (o[0] < score if is_values else o[0] > score)]
            places[method].append(1 + len(better))
            digits = 0 if score > 1000 else 2
            text = f"{score:.{digits}f}" if len(better) > 1 else f"**{score:.{digits}f}**"
            cells.append(f"{text} / {second:.3f} / {seconds:.1f} s")
        print(f"| {name} | " + " | ".join(cells) + " |")
    counts = [f"{sum(p <= 2 for p in places[name])} of {len(places[name])}" for name in names]
    print("| first or second | " + " | ".join(counts) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", required=True)
    parser.add_argument("--only", help="these tables, with commas")
    parser.add_argument("--methods", default=",".join(methods.METHODS))
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--flags", help="of gradshader, a method of its own: NAME:FLAGS", action="append", default=[])
    parser.add_argument("--table", action="store_true", help="show what is in the results")
    options = parser.parse_args()
    known = dict(methods.METHODS)
    for flags in options.flags:
        name, _, flags = flags.partition(":")
        known[name] = methods.gradshader(flags.split())
    names = options.methods.split(",") if options.methods else []
    names += [flags.partition(":")[0] for flags in options.flags]
    seeds = [int(seed) for seed in options.seeds.split(",")]
    results = read(options.results)
    if options.table:
        return table(results, names, seeds)
    done = {(r["table"], r["method"], r["seed"]) for r in results}
    for name in options.only.split(",") if options.only else tables.TABLES:
        x, y, is_values = tables.load(name)
        for seed in seeds:
            train, test = tables.split(x, y, is_values, seed)
            for method in names:
                if (name, method, seed) in done:
                    continue
                given = known[method](x.iloc[train].reset_index(drop=True), y[train],
                                      x.iloc[test].reset_index(drop=True), is_values, seed)
                score, second = scores(y[test], given[0], given[1], is_values)
                row = {"table": name, "method": method, "seed": seed, "score": score, "second": second,
                       "seconds": given[2]}
                with open(options.results, "a") as file:
                    file.write(json.dumps(row) + "\n")
                print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
