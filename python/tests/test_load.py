"""Model files: our own, and those of other programs."""

import functools
import json
import re
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline

import gradshader
from gradshader import GradshaderClassifier, GradshaderRegressor
from test_same_bits import people


DATA = Path(__file__).resolve().parents[2] / "data"


def small(**parameters):
    return GradshaderClassifier(8, max_iter=5, random_state=0, device="cpu", **parameters)


def safetensors(path, kind, tensors):
    """Writes a file of safetensors; `bytes_of` makes an array's bytes of its kind."""
    bytes_of = {
        "F16": lambda a: a.astype("<f2").tobytes(),
        "F32": lambda a: a.astype("<f4").tobytes(),
        "F64": lambda a: a.astype("<f8").tobytes(),
        "BF16": lambda a: (a.astype("<f4").view("<u4") >> 16).astype("<u2").tobytes(),
    }[kind]
    header, data = {}, b""
    for name, array in tensors.items():
        part = bytes_of(array)
        offsets = [len(data), len(data) + len(part)]
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": offsets}
        data += part
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


@pytest.mark.parametrize("kind", ["F16", "BF16", "F32", "F64"])
def test_a_state_dictionary_of_any_float(tmp_path, kind):
    rng = np.random.default_rng(0)
    # Numbers that all of them have.
    of = lambda *shape: rng.integers(-8, 9, size=shape) / 8.0
    tensors = {"0.weight": of(5, 3), "0.bias": of(5), "2.weight": of(2, 5), "2.bias": of(2)}
    path = tmp_path / "net.safetensors"
    safetensors(path, kind, tensors)
    X = rng.normal(size=(20, 3))
    hidden = 1.0 / (1.0 + np.exp(-(X @ tensors["0.weight"].T + tensors["0.bias"])))
    sums = hidden @ tensors["2.weight"].T + tensors["2.bias"]
    values = gradshader.load(path, activations=["logistic", "identity"])
    assert isinstance(values, GradshaderRegressor)
    np.testing.assert_allclose(values.predict(X), sums, atol=1e-5)
    classes = gradshader.load(path, activations=["logistic", "softmax"], classes=["no", "yes"])
    assert list(classes.predict(X)) == list(np.array(["no", "yes"])[sums.argmax(axis=1)])
    # A network that is kept without its softmax, as its loss has it.
    sums = gradshader.load(path, activations=["logistic", "identity"], classes=["no", "yes"])
    np.testing.assert_array_equal(sums.predict_proba(X), classes.predict_proba(X))
    with pytest.raises(ValueError, match="activations are; give one .* with activations$"):
        gradshader.load(path)
    (tmp_path / "net.pt").write_bytes(b"PK\x03\x04 and more")
    with pytest.raises(ValueError, match="net.pt: it is an archive, .*safetensors.torch.save_file"):
        gradshader.load(tmp_path / "net.pt")


def test_exports_come_back(tmp_path):
    X, y = load_iris(return_X_y=True)
    model = small().fit(X, y)
    for format in ("onnx", "pytorch"):
        model.export(tmp_path / f"m.{format}", format)
        again = gradshader.load(tmp_path / f"m.{format}")
        np.testing.assert_array_equal(again.predict_proba(X), model.predict_proba(X))
        np.testing.assert_array_equal(again.classes_, model.classes_)
    (tmp_path / "m.safetensors").write_bytes(b"\x10\0\0\0\0\0\0\0{no model at all")
    with pytest.raises(ValueError, match="m.safetensors.*damaged, or not a model") as caught:
        gradshader.load(tmp_path / "m.safetensors")
    assert "\n" not in str(caught.value)


def test_a_table_with_names_comes_back_and_is_shown(program, tmp_path):
    pytest.importorskip("pyarrow")
    frame = people()
    X, y = frame.drop(columns="kind"), frame["kind"]
    model = small().fit(X, y)
    path = tmp_path / "people.safetensors"
    model.save(path)
    again = gradshader.load(path)
    np.testing.assert_array_equal(again.predict(X), model.predict(X))
    assert again.n_iter_ == model.n_iter_ == 5
    assert list(again.feature_names_in_) == ["age", "town", "member", "since"]
    told = subprocess.run([program, "show", path], capture_output=True, text=True, check=True).stdout
    assert "town" in told and model.parameter_hash_ in told
    values = GradshaderRegressor(4, max_iter=2, device="cpu", ensemble=2, random_state=0)
    values.fit(np.eye(6), np.arange(6.0)).save(path)
    again = gradshader.load(path)
    np.testing.assert_array_equal(again.predict(np.eye(6)), values.predict(np.eye(6)))
    told = [program, "show", path, "--json"]
    shown = json.loads(subprocess.run(told, capture_output=True, text=True, check=True).stdout)
    assert shown


@pytest.mark.parametrize(
    "classes", [[True, False], [2, 10], [0.5, -1.0], ["9", "10"], ["b", "a"], [np.int8(3), np.int8(1)]]
)
def test_classes_come_back_as_they_were(tmp_path, classes):
    X, y = load_iris(return_X_y=True)
    y = np.asarray(classes)[(y > 0).astype(int)]
    if y.dtype.kind == "f":
        # Halves are no classes to scikit-learn.
        y = np.where(y == 0.5, 4.0, y)
    model = small().fit(X, y)
    model.save(tmp_path / "m.safetensors")
    again = gradshader.load(tmp_path / "m.safetensors")
    assert again.classes_.dtype.kind == model.classes_.dtype.kind
    np.testing.assert_array_equal(again.classes_, model.classes_)
    np.testing.assert_array_equal(again.predict_proba(X), model.predict_proba(X))
    assert again.score(X, y) == model.score(X, y) > 0.5


def test_columns_are_found_by_their_names(program, digits, tmp_path):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    X, y = digits
    path = tmp_path / "digits.safetensors"
    told = ["--model", path, "--epochs", "2", "--device", "cpu", "--quiet"]
    subprocess.run([program, "train", DATA / "digits.csv", *told], check=True, capture_output=True)
    table = pandas.read_csv(DATA / "digits.csv")
    model = gradshader.load(path)
    # Pixels that are always 0 are no inputs.
    assert model.n_features_in_ < 64
    expected = model.predict_proba(table[list(model.feature_names_in_)])
    shuffled = table[table.columns[::-1]].set_axis(range(5, 5 + len(table)))
    for other in [table, shuffled, polars.from_pandas(table)]:
        np.testing.assert_array_equal(model.predict_proba(other), expected)
    with pytest.raises(ValueError, match=r"X has 64 columns, the model takes \d\d .*columns=\[...\]\)"):
        model.predict(X)
    named = gradshader.load(path, columns=list(table.columns[:-1]))
    np.testing.assert_array_equal(named.predict_proba(X), expected)
    assert named.score(X, y) > 0.8 and named.partial_fit(X, y).score(X, y) > 0.8
    with pytest.raises(ValueError, match="columns lack"):
        gradshader.load(path, columns=["a", "b"])
    with pytest.raises(ValueError, match='there (is|are) no column'):
        model.predict(table.drop(columns=model.feature_names_in_[0]).assign(town="Ulm"))


def test_an_array_comes_back_with_what_was_no_input(tmp_path):
    X = np.random.default_rng(0).normal(size=(80, 3))
    X[:, 1] = 7.0
    model = small().fit(X, X[:, 0] > 0)
    assert model.model_.columns == ["x0", "x2"]
    model.save(tmp_path / "m.safetensors")
    again = gradshader.load(tmp_path / "m.safetensors")
    np.testing.assert_array_equal(again.predict_proba(X), model.predict_proba(X))
    again.partial_fit(X, X[:, 0] > 0)
    # A new fit forgets it.
    again.fit(X[:, :2], X[:, 0] > 0)
    with pytest.raises(ValueError, match="X has 3 features"):
        again.predict(X)


def test_texts_in_a_pipeline():
    texts = ["good and fine", "bad and poor", "fine day", "poor day", "good day", "bad day"] * 5
    y = ["up", "down", "up", "down", "up", "down"] * 5
    model = make_pipeline(TfidfVectorizer(), GradshaderClassifier(random_state=0, device="cpu"))
    assert model.fit(texts, y).score(texts, y) == 1.0
    assert list(model.predict(["a fine, good thing"])) == ["up"]


def test_labels_are_verified():
    X = np.random.default_rng(0).normal(size=(40, 3))
    y = np.column_stack([X[:, 0] > 0, X[:, 1] > 0]).astype(int)
    table = gradshader.verify(small().fit(X, y), X, y, device="cpu", check=True)
    assert {row["quantity"] for row in table} >= {"delta", "weight"}


def test_an_exported_program_finds_its_weights_and_columns_wherever_it_runs(tmp_path, program):
    rng = np.random.default_rng(0)
    numbers = rng.normal(size=(40, 3)).round(3)
    rows = [",".join(map(str, row)) + f",{int(row[0] > row[2])}" for row in numbers]
    # Two columns of one name, and one of none.
    (tmp_path / "t.csv").write_text("\n".join(["a,,a,y"] + rows))
    run = functools.partial(subprocess.run, cwd=tmp_path, check=True, text=True, stdout=subprocess.PIPE)
    run([program, "train", "t.csv", "--device", "cpu", "--epochs", "5", "--model", "m.safetensors"])
    answers = run([program, "predict", "m.safetensors", "t.csv", "--device", "cpu"]).stdout.splitlines()
    (tmp_path / "m.py").write_text(run([program, "export", "m.safetensors", "--format", "npz"]).stdout)
    (tmp_path / "elsewhere").mkdir()
    shown = run([sys.executable, "../m.py", "../t.csv"], cwd=tmp_path / "elsewhere").stdout
    labels = shown.partition("label\n")[2].partition("outputs")[0]
    assert re.findall(r"\w+", labels) == [row.partition(",")[0] for row in answers[1:]]
