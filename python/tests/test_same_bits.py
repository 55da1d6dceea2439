"""The same data, settings and seed give the same parameters, whichever front trains."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from gradshader import GradshaderClassifier, GradshaderRegressor

DATA = Path(__file__).resolve().parents[2] / "data"


def trained(program, *arguments):
    """The hash of the parameters that the program trains."""
    command = [program, "train", *arguments, "--device", "cpu", "--quiet"]
    told = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=True
    )
    lines = [line.split() for line in told.stdout.splitlines()]
    return next(line[1] for line in lines if line and line[0] == "parameter_hash")


def test_defaults(program, digits):
    X, y = digits
    model = GradshaderClassifier(random_state=3, device="cpu").fit(X, y)
    assert model.parameter_hash_ == trained(program, DATA / "digits.csv", "--seed", 3)


def test_what_is_told(program, digits):
    X, y = digits
    model = GradshaderClassifier(
        (48, 32),
        "tanh",
        solver="sgd",
        momentum=0.9,
        nesterovs_momentum=True,
        batch_size=50,
        learning_rate="one-cycle",
        learning_rate_init=0.05,
        max_iter=4,
        dropout=0.25,
        label_smoothing=0.125,
        random_state=7,
        device="cpu",
    ).fit(X.astype(np.float64), y)
    told = "--hidden 48,32 --activation tanh --optimizer sgd --momentum 0.9 --nesterov --batch 50"
    told += " --schedule one-cycle --learning-rate 0.05 --epochs 4 --dropout 0.25"
    told += " --label-smoothing 0.125 --seed 7"
    assert model.parameter_hash_ == trained(program, DATA / "digits.csv", *told.split())


def test_samples_held_out(program, digits):
    X, y = digits
    model = GradshaderClassifier(
        random_state=5, early_stopping=True, validation_fraction=0.2, max_iter=15, device="cpu"
    ).fit(X, y)
    told = "--validation 0.2 --split-seed 5 --seed 5 --epochs 15".split()
    assert model.parameter_hash_ == trained(program, DATA / "digits.csv", *told)


def test_the_article(program, digits):
    X, y = digits
    model = GradshaderClassifier(preset="article", max_iter=5, random_state=0, device="cpu")
    told = "--preset article --epochs 5 --seed 0".split()
    assert model.fit(X, y).parameter_hash_ == trained(program, DATA / "digits.csv", *told)


@pytest.mark.parametrize("weighted", [False, True])
def test_values_and_weights(program, tmp_path, weighted):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(120, 4)).round(3)
    y = (X @ [1.0, -2.0, 0.5, 0.0] + 0.1 * rng.normal(size=120)).round(3)
    weights = rng.integers(1, 4, size=120)
    table = tmp_path / "values.csv"
    columns = np.column_stack([X, weights, y] if weighted else [X, y])
    header = "a,b,c,d,w,y" if weighted else "a,b,c,d,y"
    np.savetxt(table, columns, delimiter=",", header=header, comments="", fmt="%.10g")
    model = GradshaderRegressor(random_state=1, merge_repeated=False, max_iter=20, device="cpu")
    model.fit(X, y, sample_weight=weights if weighted else None)
    told = ["--task", "regress", "--seed", 1, "--epochs", 20]
    told += ["--weight-column", "w"] if weighted else []
    assert model.parameter_hash_ == trained(program, table, *told)


def test_a_table_with_categories_and_gaps(program, tmp_path):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = people()
    table = tmp_path / "people.csv"
    frame.to_csv(table, index=False)
    read = pandas.read_csv(table)
    model = GradshaderClassifier(random_state=2, max_iter=10, device="cpu")
    model.fit(read.drop(columns="kind"), read["kind"])
    assert model.parameter_hash_ == trained(program, table, "--seed", 2, "--epochs", 10)
    # And what one front has trained the other takes.
    model.save(tmp_path / "people.safetensors")
    command = [program, "predict", tmp_path / "people.safetensors", table, "--device", "cpu"]
    told = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=True
    )
    classes = [line.split(",")[0] for line in told.stdout.splitlines()[1:]]
    assert classes == list(model.predict(read.drop(columns="kind")))


def people():
    """A table of numbers with gaps, texts, truths and dates."""
    import pandas

    rng = np.random.default_rng(4)
    rows = 150
    age = rng.integers(18, 80, size=rows).astype(float)
    town = rng.choice(["Ulm", "Bonn", "Kiel"], size=rows)
    kind = np.where((age > 45) == (town == "Ulm"), "here", "there")
    age[rng.random(rows) < 0.1] = np.nan
    town = np.where(rng.random(rows) < 0.1, None, town)
    since = pandas.Timestamp("2020-01-01") + pandas.to_timedelta(
        rng.integers(0, 900, size=rows), unit="D"
    )
    return pandas.DataFrame(
        {
            "age": age,
            "town": town,
            "member": rng.random(rows) < 0.5,
            "since": since.strftime("%Y-%m-%d"),
            "kind": kind,
        }
    )
