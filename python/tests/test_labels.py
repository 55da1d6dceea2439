"""Several labels a sample, each there or not."""

import subprocess

import numpy as np
import pytest
from scipy.sparse import csr_array
from sklearn.base import clone
from sklearn.datasets import make_multilabel_classification
from sklearn.model_selection import cross_val_score
from sklearn.neural_network import MLPClassifier

import gradshader
from gradshader import GradshaderClassifier
from test_same_bits import trained


@pytest.fixture(scope="module")
def labels():
    X, y = make_multilabel_classification(200, 8, n_classes=4, random_state=0)
    return X.astype(np.float64), y


def small(**parameters):
    return GradshaderClassifier(16, random_state=0, device="cpu", **parameters)


def test_labels_have_the_conventions_of_scikit_learn(labels):
    X, y = labels
    ours, theirs = small().fit(X, y), MLPClassifier(16, max_iter=5, random_state=0).fit(X, y)
    for method in ("predict", "predict_proba"):
        of, like = getattr(ours, method)(X), getattr(theirs, method)(X)
        assert type(of) is type(like) and of.shape == like.shape and of.dtype == like.dtype
    np.testing.assert_array_equal(ours.classes_, theirs.classes_)
    assert ours.out_activation_ == "sigmoid" and ours.n_outputs_ == theirs.n_outputs_ == 4
    np.testing.assert_array_equal(ours.predict(X), ours.predict_proba(X) >= 0.5)
    assert ours.score(X, y) > 0.5
    assert cross_val_score(small(max_iter=20), X, y, cv=3).mean() > 0.25


def test_labels_are_those_of_the_command_line(program, labels, tmp_path):
    X, y = labels
    table, header = np.column_stack([X, y]), "a,b,c,d,e,f,g,h,l,m,n,o"
    np.savetxt(tmp_path / "l.csv", table, delimiter=",", header=header, comments="", fmt="%d")
    model = small(max_iter=10).fit(X, y)
    told = "--target l,m,n,o --hidden 16 --epochs 10".split()
    assert model.parameter_hash_ == trained(program, tmp_path / "l.csv", *told)
    model.save(tmp_path / "l.safetensors")
    loaded = gradshader.load(tmp_path / "l.safetensors")
    np.testing.assert_array_equal(loaded.predict(X), model.predict(X))


def test_labels_of_any_form(labels):
    X, y = labels
    expected = small(max_iter=3).fit(X, y)
    for other in (csr_array(y), y.tolist(), y.astype(bool), y.astype(float)):
        model = small(max_iter=3).fit(X, other)
        assert model.parameter_hash_ == expected.parameter_hash_
        np.testing.assert_array_equal(model.predict(X), expected.predict(X))
    weighted = small(max_iter=3).fit(X, y, sample_weight=np.arange(200) % 3)
    assert weighted.parameter_hash_ != expected.parameter_hash_
    parts = clone(expected).partial_fit(X, y).partial_fit(X, y)
    assert parts.n_iter_ == 2 and parts.predict(X).shape == y.shape


def test_what_are_no_labels(labels):
    X, y = labels
    for wrong, expected in [
        (y + np.arange(4), "holds more than 0 and 1"),
        (np.where(y, "there", "not"), "holds more than 0 and 1|multiclass-multioutput|Unknown label"),
    ]:
        with pytest.raises(ValueError, match=expected):
            small().fit(X, wrong)
    with pytest.raises(ValueError, match="class_weight with several labels"):
        small(class_weight="balanced").fit(X, y)
    model = small(max_iter=2).partial_fit(X, y)
    with pytest.raises(ValueError, match="y has 3 labels, and had 4"):
        model.partial_fit(X, y[:, :3])
    with pytest.raises(ValueError, match="fitted on classes, or the reverse"):
        model.partial_fit(X, y[:, 0])


def test_a_label_that_is_never_there():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(80, 3))
    y = np.column_stack([X[:, 0] > 0, np.zeros(80), X[:, 1] > 0]).astype(int)
    model = small().fit(X, y)
    assert (model.predict(X)[:, 1] == 0).all() and model.score(X, y) > 0.8
