"""Cross-validation, sweeps and ensembles: the numbers of the command line, and what one does with them."""

import csv
import json
import os
import pickle
import signal
import subprocess
import threading
from pathlib import Path

import numpy as np
import pytest
import scipy.stats
from sklearn.base import clone
from sklearn.datasets import load_iris, make_multilabel_classification
from sklearn.metrics import accuracy_score

import gradshader
from gradshader import GradshaderClassifier, GradshaderRegressor

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def iris():
    rows = list(csv.reader((DATA / "iris.csv").open()))[1:]
    return np.array([row[:-1] for row in rows], dtype=float), np.array([row[-1] for row in rows])


def asked(program, *arguments, **options):
    quiet = [] if arguments[0] == "predict" else ["--quiet"]
    command = [str(part) for part in (program, *arguments, "--device", "cpu", *quiet)]
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


def small(**parameters):
    return GradshaderClassifier(16, random_state=5, device="cpu", **parameters)


SMALL = "--hidden 16 --seed 5".split()


def same(ours, theirs):
    """Whether every number that the program writes is there, and is the same."""
    assert theirs
    for name, value in theirs.items():
        if isinstance(value, dict):
            same(ours[name], value)
        elif name not in ("data", "learning_rate", "command"):
            assert ours[name] == value, name


@pytest.mark.parametrize("validation", [0.0, 0.2])
def test_folds_are_those_of_the_command_line(program, iris, tmp_path, validation):
    X, y = iris
    told = [*SMALL, "--epochs", 8, "--folds", 3, "--repeats", 2, "--split-seed", 9]
    told += ["--validation", validation] if validation else []
    asked(program, "cross-validate", DATA / "iris.csv", *told, "--json", tmp_path / "f.json",
          "--output", tmp_path / "p.csv")
    model = small(max_iter=8, early_stopping=validation > 0, validation_fraction=validation or 0.1)
    found = gradshader.cross_validate(model, X, y, folds=3, repeats=2, split_seed=9)
    theirs = json.loads((tmp_path / "f.json").read_text())
    for ours, fold in zip(found["each"], theirs.pop("each"), strict=True):
        same(ours, fold)
    same(found, theirs)
    rows = list(csv.DictReader((tmp_path / "p.csv").open()))
    shares = [[float(row[name]) for name in found["classes"]] for row in rows]
    np.testing.assert_array_equal(found["predictions"].astype(np.float32), np.float32(shares))
    assert not hasattr(model, "model_")


def test_folds_of_values_labels_and_groups(program, tmp_path):
    X, labels = make_multilabel_classification(90, 5, n_classes=3, random_state=0)
    groups = np.arange(90) // 6
    table = np.column_stack([groups, X, labels])
    np.savetxt(tmp_path / "l.csv", table, delimiter=",", header="g,a,b,c,d,e,l,m,n", comments="", fmt="%d")
    common = ["--hidden", 8, "--epochs", 5, "--folds", 3, "--group", "g", "--split-seed", 0]
    for estimator, target, of in [
        (GradshaderClassifier, labels, ["--target", "l,m,n"]),
        (GradshaderRegressor, labels @ [1, 2, 4], ["--target", "v", "--task", "regress"]),
    ]:
        if estimator is GradshaderRegressor:
            table = np.column_stack([groups, X, target])
            np.savetxt(tmp_path / "l.csv", table, delimiter=",", header="g,a,b,c,d,e,v", comments="", fmt="%d")
        asked(program, "cross-validate", tmp_path / "l.csv", *common, *of, "--json", tmp_path / "f.json")
        theirs = json.loads((tmp_path / "f.json").read_text())
        model = estimator(8, max_iter=5, random_state=0, device="cpu")
        found = gradshader.cross_validate(model, X.astype(float), target, folds=3, groups=groups)
        for ours, fold in zip(found["each"], theirs["each"], strict=True):
            same(ours, fold)
        assert found["predictions"].shape == target.shape
        for group in range(15):
            assert len(set(found["fold"][groups == group])) == 1


@pytest.mark.parametrize("folds", [None, 3])
def test_a_sweep_is_that_of_the_command_line(program, iris, tmp_path, folds):
    X, y = iris
    space = {"learning_rate": "1e-3..1e-1", "hidden": "8,16x2", "dropout": "0,0..0.5"}
    told = ["--seed", 5, "--epochs", 8, "--trials", 6, "--sweep-seed", 2]
    for name, text in space.items():
        told += ["--" + name.replace("_", "-"), text]
    told += ["--folds", folds] if folds else ["--halving=2"]
    asked(program, "sweep", DATA / "iris.csv", *told, "--json", tmp_path / "s.json",
          "--model", tmp_path / "best.safetensors")
    theirs = json.loads((tmp_path / "s.json").read_text())
    model = GradshaderClassifier(max_iter=8, random_state=5, device="cpu")
    found = gradshader.sweep(
        model, X, y, space, trials=6, sweep_seed=2, folds=folds, halving=False if folds else 2
    )
    for ours, trial in zip(found["trials"], theirs["trials"], strict=True):
        values = {flag.removeprefix("--").replace("-", "_"): v for flag, v in trial.pop("values").items()}
        assert ours["values"] == values
        same(ours, trial)
    assert found["monitor"] == theirs["monitor"]
    # And the network that is kept.
    kept = gradshader.load(tmp_path / "best.safetensors")
    assert found["estimator"].parameter_hash_ == kept.parameter_hash_
    np.testing.assert_array_equal(found["estimator"].predict(X), kept.predict(X))
    best = clone(model).set_params(**found["best_params"])
    assert best.get_params() == found["estimator"].get_params()


def test_a_space_of_lists_and_what_is_no_space(iris):
    X, y = iris
    space = {"hidden": ["none", "8:tanh", 16], "optimizer": ["adam", "sgd"], "l2": [0.1]}
    found = gradshader.sweep(small(max_iter=2), X, y, space)
    assert len(found["trials"]) == 6
    params = [trial["params"] for trial in found["trials"]]
    assert {"hidden_layer_sizes": (), "solver": "sgd", "l2": 0.1} in params
    assert {"hidden_layer_sizes": ("8:tanh",), "solver": "adam", "l2": 0.1} in params
    for space, expected in [
        ({"rate": [1]}, "'rate' is not tried; use learning_rate"),
        ({"learning_rate": "fast"}, "is no number"),
        ({"decay": "0..1"}, "has no logarithm"),
    ]:
        with pytest.raises(ValueError, match=expected):
            gradshader.sweep(small(), X, y, space)
    with pytest.raises(TypeError, match="no estimator"):
        gradshader.sweep(object(), X, y)
    with pytest.raises(ValueError, match="many networks"):
        gradshader.cross_validate(small(ensemble=4), X, y)


def test_a_space_by_the_names_of_the_estimator(iris):
    X, y = iris
    layers = [(8,), (8, 4), (), ("8:logistic", 4)]
    space = {"hidden_layer_sizes": layers, "learning_rate_init": [0.01]}
    found = gradshader.sweep(small(max_iter=2), X, y, space)
    params = [trial["params"] for trial in found["trials"]]
    shapes = [(8,), (8, 4), (), ("8:sigmoid", 4)]
    assert all({"hidden_layer_sizes": of, "learning_rate_init": 0.01} in params for of in shapes)
    assert len(params) == 4 and found["estimator"].score(X, y) > 0.2
    with pytest.raises(ValueError, match="is a distribution; use a range, such as '1e-4..1e-2'"):
        gradshader.sweep(small(), X, y, {"learning_rate_init": scipy.stats.uniform()})
    with pytest.raises(ValueError, match="^folds is 2.5; use an integer from 2"):
        gradshader.cross_validate(small(), X, y, folds=2.5)
    with pytest.raises(ValueError, match='^monitor: there is no metric "foo"'):
        gradshader.cross_validate(small(), X, y, monitor="foo")


@pytest.mark.parametrize("told", [["--ensemble", 5], ["--ensemble", 4, "--ensemble-folds", 3],
                                  ["--preset", "best", "--ensemble", 4]])
def test_an_ensemble_is_that_of_the_command_line(program, iris, tmp_path, told):
    X, y = iris
    files = ["--log", tmp_path / "e.jsonl", "--model", tmp_path / "e.safetensors"]
    asked(program, "train", DATA / "iris.csv", *told, "--epochs", 6, "--seed", 5, *files)
    *_, lines = [(tmp_path / "e.jsonl").read_text().splitlines()]
    log = [json.loads(line) for line in lines]
    names = {"--ensemble": "ensemble", "--ensemble-folds": "ensemble_folds", "--preset": "preset"}
    parameters = {names[flag]: value for flag, value in zip(told[::2], told[1::2])}
    model = GradshaderClassifier(max_iter=6, random_state=5, device="cpu", **parameters)
    found = gradshader.ensemble(model, X, y)
    ours = {**found["settings"][0]}
    settings = [line for line in log if line["event"] == "setting"]
    for ours, line in zip(found["settings"], settings, strict=True):
        for name in ours.keys() & line.keys():
            expected = line[name]
            if name == "dropout":
                expected = expected[-1]
            if name == "learning_rate":
                assert np.float32(ours[name]) == np.float32(expected)
            else:
                assert ours[name] == expected, name
    assert {"counts", "seeds", "epochs", "kept_epochs", "hidden"} <= settings[0].keys()
    assert found["ensemble"] == log[-1]["ensemble"]
    assert found["best_alone"] == log[-1]["best_alone"]
    # What the program predicts, and how far its networks lie apart.
    estimator = found["estimator"]
    predicted = asked(program, "predict", tmp_path / "e.safetensors", DATA / "iris.csv", "--spread")
    rows = list(csv.DictReader(predicted.splitlines()))
    assert [row["class"] for row in rows] == list(estimator.predict(X))
    spread = estimator.predict_spread(X)
    chosen = estimator._outputs(X).argmax(axis=1)
    of_chosen = spread[np.arange(len(X)), chosen].astype(np.float32)
    np.testing.assert_array_equal(of_chosen, np.float32([row["spread"] for row in rows]))
    loaded = gradshader.load(tmp_path / "e.safetensors")
    for coefs, others in zip(loaded.coefs_, estimator.coefs_, strict=True):
        np.testing.assert_array_equal(coefs, others)


def test_an_ensemble_is_an_estimator(iris, tmp_path):
    X, y = iris
    model = small(max_iter=5, ensemble=4).fit(X, y)
    assert model.model_.networks > 1 and len(model.ensemble_["settings"]) == 4
    assert sum(of["counts"] for of in model.ensemble_["settings"]) == sum(model.model_.times)
    shares = model.predict_proba(X)
    np.testing.assert_allclose(shares.sum(axis=1), 1.0)
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.predict_proba(X), shares)
    model.save(tmp_path / "m.safetensors")
    loaded = gradshader.load(tmp_path / "m.safetensors")
    np.testing.assert_array_equal(loaded.predict_proba(X), shares)
    np.testing.assert_array_equal(loaded.predict_spread(X), model.predict_spread(X))
    assert clone(model).fit(X, y).parameter_hash_ == model.parameter_hash_
    for format, head in [("onnx", b"\x08"), ("c", b"/*"), ("rust", b"//"), ("wgsl", b"//")]:
        model.export(tmp_path / f"m.{format}", format)
        assert (tmp_path / f"m.{format}").read_bytes().startswith(head), format
    with pytest.raises(ValueError, match="takes one network"):
        model.export(tmp_path / "m.keras", "keras")
    one = small(max_iter=2).fit(X, y)
    assert "load_state_dict" in one.export(tmp_path / "one.safetensors", "pytorch")
    with pytest.raises(ValueError, match="is one network"):
        one.predict_spread(X)
    with pytest.raises(ValueError, match="partial_fit of an ensemble"):
        small(ensemble=2).partial_fit(X, y)
    with pytest.raises(ValueError, match="warm_start of an ensemble"):
        small(ensemble=2, warm_start=True).fit(X, y)
    with pytest.raises(ValueError, match="an ensemble"):
        gradshader.verify(model, X, y)


def test_an_ensemble_of_values_has_a_spread_in_their_units():
    X = np.random.default_rng(0).normal(size=(200, 3))
    y = 1000.0 * X[:, 0] + 5.0
    model = GradshaderRegressor(
        8, ensemble=4, ensemble_folds=2, max_iter=20, random_state=0, device="cpu"
    ).fit(X, y)
    spread = model.predict_spread(X)
    assert spread.shape == (200,) and 1.0 < spread.mean() < 1000.0
    assert model.score(X, y) > 0.9


def test_balanced_classes_are_counted_where_they_are_trained_on(program, tmp_path):
    rng = np.random.default_rng(1)
    X = rng.normal(size=(90, 3)).round(3)
    y = (X[:, 0] + rng.normal(size=90) > 1.0).astype(int)
    names = np.array(["no", "yes"])[y]
    rows = "\n".join(f"{a},{b},{c},{n}" for (a, b, c), n in zip(X, names))
    (tmp_path / "t.csv").write_text("a,b,c,y\n" + rows + "\n")
    told = [*SMALL, "--epochs", 4, "--folds", 4, "--class-weight", "balanced"]
    asked(program, "cross-validate", tmp_path / "t.csv", *told, "--json", tmp_path / "f.json")
    theirs = json.loads((tmp_path / "f.json").read_text())
    found = gradshader.cross_validate(small(max_iter=4, class_weight="balanced"), X, names, folds=4)
    for ours, fold in zip(found["each"], theirs["each"], strict=True):
        same(ours, fold)


def test_progress_and_ctrl_c(iris):
    X, y = iris
    epochs = []
    gradshader.cross_validate(small(max_iter=3), X, y, folds=2, progress=epochs.append)
    assert [told["epoch"] for told in epochs] == [1, 2, 3] and epochs[0]["networks"] == 2
    assert epochs[-1]["loss"] < epochs[0]["loss"]

    def stop(_):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        gradshader.sweep(small(max_iter=3), X, y, {"hidden": [4, 8]}, progress=stop)
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        gradshader.cross_validate(small(max_iter=1_000_000), X, y)
    timer.join()


def test_networks_that_share_weights_are_those_of_the_command_line(program, iris, tmp_path):
    X, y = iris
    told = [*SMALL, "--epochs", 8, "--split-seed", 5, "--ensemble", 4, "--share", "weights"]
    printed = asked(program, "train", DATA / "iris.csv", *told, "--model", tmp_path / "m.safetensors")
    model = small(max_iter=8, ensemble=4, share="weights", merge_repeated=False).fit(X, y)
    assert model.parameter_hash_ in printed
    spread = model.predict_spread(X)
    assert spread.shape == (150, 3) and spread.max() > 0.0
    loaded = gradshader.load(tmp_path / "m.safetensors")
    np.testing.assert_array_equal(loaded.predict_proba(X), model.predict_proba(X))
    assert pickle.loads(pickle.dumps(model)).score(X, y) == model.score(X, y) > 0.8
    values = GradshaderRegressor(8, max_iter=5, random_state=0, device="cpu", ensemble=3, share="weights")
    assert values.fit(X, X[:, 0]).predict_spread(X).shape == (150,)
    for parameters, said in [
        ({"share": "all", "ensemble": 2}, "^share is 'all'; use 'weights'"),
        ({"share": "weights"}, "^share without ensemble"),
        ({"share": "weights", "ensemble": 2, "ensemble_folds": 3}, "^ensemble_folds with share"),
        ({"share": "weights", "ensemble": 2, "warm_start": True}, "^warm_start with share"),
    ]:
        with pytest.raises(ValueError, match=said):
            small(**parameters).fit(X, y)
    with pytest.raises(ValueError, match="^share with gradshader.ensemble"):
        gradshader.ensemble(small(share="weights"), X, y, ensemble=2)
