"""What scikit-learn's users do with an estimator."""

import os
import pickle
import signal
import threading

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_diabetes, load_iris, make_classification
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler

from gradshader import GradshaderClassifier, GradshaderRegressor, VerificationError, _base, devices, verify


@pytest.fixture(scope="module")
def iris():
    X, y = load_iris(return_X_y=True)
    return X.astype(np.float32), np.array(["setosa", "versicolor", "virginica"])[y]


def small(**parameters):
    return GradshaderClassifier(16, max_iter=30, random_state=0, device="cpu", **parameters)


def test_pickled_and_cloned(iris):
    X, y = iris
    model = small().fit(X, y)
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.predict_proba(X), model.predict_proba(X))
    assert again.parameter_hash_ == model.parameter_hash_
    copy = clone(model)
    assert not hasattr(copy, "model_") and copy.get_params() == model.get_params()
    assert copy.fit(X, y).parameter_hash_ == model.parameter_hash_


def test_in_a_pipeline_a_search_and_a_calibration(iris):
    X, y = iris
    pipeline = make_pipeline(MinMaxScaler(), small(scaling="none"))
    assert cross_val_score(pipeline, X, y, cv=3).mean() > 0.85
    search = GridSearchCV(small(), {"alpha": [0.0, 0.1], "hidden_layer_sizes": [8, (16, 8)]}, cv=2)
    assert search.fit(X, y).best_score_ > 0.9
    calibrated = CalibratedClassifierCV(small(), cv=3).fit(X, y)
    assert calibrated.score(X, y) > 0.9


def test_searches_run_side_by_side_in_threads(iris):
    X, y = iris
    one = GridSearchCV(small(), {"alpha": [0.0, 0.1, 0.2]}, cv=2).fit(X, y)
    import joblib

    with joblib.parallel_backend("threading", n_jobs=2):
        two = GridSearchCV(small(), {"alpha": [0.0, 0.1, 0.2]}, cv=2).fit(X, y)
    scores = "mean_test_score"
    np.testing.assert_array_equal(one.cv_results_[scores], two.cv_results_[scores])


def test_partial_fit_goes_on_as_one_run_does(iris):
    X, y = iris
    parts = GradshaderClassifier(16, random_state=0, device="cpu")
    for _ in range(3):
        parts.partial_fit(X, y)
    parts = pickle.loads(pickle.dumps(parts)).partial_fit(X, y)
    whole = GradshaderClassifier(
        16, random_state=0, max_iter=4, learning_rate="constant", device="cpu"
    ).fit(X, y)
    assert parts.parameter_hash_ == whole.parameter_hash_
    assert parts.loss_curve_ == whole.loss_curve_ and parts.n_iter_ == 4
    with pytest.raises(ValueError, match="none of classes_"):
        parts.partial_fit(X[:2], ["setosa", "oak"])


def test_partial_fit_of_chunks_learns(iris):
    X, y = iris
    order = np.random.default_rng(0).permutation(len(X))
    model = GradshaderClassifier(16, random_state=0, device="cpu")
    for _ in range(20):
        for rows in np.array_split(order, 4):
            model.partial_fit(X[rows], y[rows], classes=np.unique(y))
    assert model.score(X, y) > 0.93


def test_partial_fit_of_batches_that_lack_classes(iris):
    X, y = iris
    model = GradshaderClassifier(16, random_state=0, device="cpu", learning_rate_init=0.02)
    for _ in range(30):
        for first in range(0, 150, 50):
            model.partial_fit(X[first : first + 50], y[first : first + 50], classes=np.unique(y))
    assert list(model.classes_) == ["setosa", "versicolor", "virginica"]
    assert model.predict_proba(X).shape == (150, 3)
    mixed = clone(model)
    order = np.random.default_rng(0).permutation(len(X))
    # The first batch has one class and a column that does not change, the others have all.
    constant = X.copy()
    constant[:50, 2] = 1.0
    mixed.partial_fit(constant[:50], y[:50], classes=np.unique(y))
    for _ in range(150):
        mixed.partial_fit(X[order], y[order])
    assert mixed.score(X, y) > 0.93
    alone = clone(model).partial_fit(X[:1], y[:1], classes=np.unique(y))
    assert alone.predict(X[:1]) in np.unique(y)


def test_weights_of_classes_are_of_their_own_class(iris):
    X, y = iris
    weights = {"setosa": 1.0, "versicolor": 50.0, "virginica": 3.0}
    told = GradshaderClassifier(4, random_state=0, device="cpu", class_weight=weights)
    rows = np.r_[0:40, 100:140]
    told.partial_fit(X[rows], y[rows], classes=np.unique(y))
    each = np.array([weights[name] for name in y[rows]])
    other = GradshaderClassifier(4, random_state=0, device="cpu")
    other.partial_fit(X[rows], y[rows], classes=np.unique(y), sample_weight=each)
    assert told.parameter_hash_ == other.parameter_hash_


def test_a_regressor_learns_row_by_row():
    X = np.linspace(-1, 1, 40)[:, None]
    y = 3.0 * X[:, 0] + 10.0
    model = GradshaderRegressor(8, random_state=0, device="cpu", learning_rate_init=0.02)
    order = np.random.default_rng(0)
    for _ in range(20):
        for row in order.permutation(len(X)):
            model.partial_fit(X[row : row + 1], y[row : row + 1])
    assert model.score(X, y) > 0.99


def test_equal_weights_are_none(iris):
    X, y = iris
    plain = small().fit(X, y)
    assert small().fit(X, y, sample_weight=np.full(len(y), 2.0)).parameter_hash_ == plain.parameter_hash_


def test_warm_start_goes_on_from_the_weights(iris):
    X, y = iris
    model = small(warm_start=True).fit(X, y)
    first = model.loss_curve_[-1]
    assert model.fit(X, y).loss_curve_[0] < 2 * first
    cold = small().fit(X, y)
    assert cold.loss_curve_[0] > 2 * first


def test_what_goes_on_keeps_its_shape(iris):
    X, y = iris
    for begin, go_on in [
        (lambda model: model.set_params(warm_start=True).fit(X, y), lambda model: model.fit(X, y)),
        (lambda model: model.partial_fit(X, y), lambda model: model.partial_fit(X, y)),
    ]:
        model = begin(small())
        go_on(model.set_params(learning_rate_init=0.001))
        with pytest.raises(ValueError, match=r"^hidden_layer_sizes is \(8, 8\), .* has \(16,\);"):
            go_on(model.set_params(hidden_layer_sizes=(8, 8)))
        with pytest.raises(ValueError, match="^activation is 'tanh', .* has 'relu';"):
            go_on(model.set_params(hidden_layer_sizes=16, activation="tanh"))
        go_on(model.set_params(activation="relu"))


def test_a_weight_is_so_many_samples():
    X, y = make_classification(60, 5, random_state=0)
    weights = np.random.default_rng(0).integers(0, 4, size=60)
    weighted = small().fit(X, y, sample_weight=weights)
    repeated = small().fit(X.repeat(weights, axis=0), y.repeat(weights))
    assert weighted.parameter_hash_ == repeated.parameter_hash_


def test_weights_of_classes_move_the_border():
    X, y = make_classification(300, 5, flip_y=0.2, random_state=0)
    of = lambda weights: small(class_weight=weights).fit(X, y).predict(X).mean()
    assert of({0: 10.0}) < of(None) < of({1: 10.0})
    assert small(class_weight="balanced").fit(X, y).score(X, y) > 0.7


def test_what_is_wrong_with_a_parameter_names_it():
    X, y = make_classification(40, 5, random_state=0)
    for parameters, expected in [
        ({"activation": "foo"}, "^activation: .*foo"),
        ({"activation": 3}, "^activation is 3"),
        ({"hidden_layer_sizes": ("8:foo",)}, "^hidden_layer_sizes: .*foo"),
        ({"learning_rate_init": float("nan")}, "^learning_rate_init is nan; use a finite number"),
        ({"alpha": float("inf")}, "^alpha is inf"),
        ({"alpha": -1.0}, "^alpha is -1; use 0 or a small positive number"),
        ({"beta_1": 1.0}, "^beta_1 is 1; use a number"),
        ({"clip_norm": -1.0}, "^clip_norm is -1; use a positive number"),
        ({"solver": "foo"}, "^solver: .*foo.*adamw"),
        ({"loss": "foo"}, '^loss: there is no loss "foo"'),
        ({"learning_rate": "foo"}, '^learning_rate: there is no schedule "foo"'),
        ({"scaling": "foo"}, "^scaling: .*foo.*robust"),
        ({"initialisation": "foo"}, "^initialisation: there is no"),
        ({"preset": "foo"}, "^preset: .*foo.*article"),
        ({"scaling": {}}, "^scaling is {}; use one of its names"),
        ({"learning_rate": 0.1}, "^learning_rate is 0.1; use one of its names"),
        ({"class_weight": {1: -3}}, "^class_weight of 1 is -3.0; use a finite number from 0"),
        ({"class_weight": {0: 0, 1: 0}}, "^class_weight is 0 for every class"),
        ({"class_weight": {"nope": 3}}, "^class_weight has the class 'nope', .* none of .0, 1."),
    ]:
        with pytest.raises(ValueError, match=expected) as caught:
            small().set_params(**parameters).fit(X, y)
        assert "line 1 column" not in str(caught.value)
    known = small(activation="identity").set_params(hidden_layer_sizes=("8:logistic", 4))
    assert known.fit(X, y).n_layers_ == 4


def test_early_stopping_keeps_the_best_epoch():
    X, y = make_classification(300, 20, flip_y=0.3, random_state=0)
    model = GradshaderClassifier(
        64, early_stopping=True, n_iter_no_change=5, random_state=0, device="cpu"
    ).fit(X, y)
    best = int(np.argmin(model.validation_losses_)) + 1
    assert model.kept_epoch_ == best and model.n_iter_ == best + 5
    assert model.stopped_because_ == "early stop"


def test_what_early_stopping_found_is_of_the_last_fit(iris):
    X, y = iris
    model = small(early_stopping=True).fit(X, y)
    assert len(model.validation_scores_) == len(model.validation_losses_) == model.n_iter_
    assert model.best_validation_score_ == max(model.validation_scores_)
    model.set_params(early_stopping=False).fit(X, y)
    for name in ("validation_scores_", "validation_losses_", "best_validation_score_"):
        assert getattr(model, name) is None


def test_parameters_as_others_write_them(iris):
    X, y = iris
    expected = small().fit(X, y).parameter_hash_
    for parameters in [
        {"batch_size": "auto"},
        {"alpha": None, "tol": None, "input_dropout": None, "label_smoothing": None},
        {"dropout": [0.0]},
        {"preset": None},
    ]:
        assert small(**parameters).fit(X, y).parameter_hash_ == expected
    deep = lambda told: small().set_params(hidden_layer_sizes=(8, 8), dropout=told).fit(X, y)
    assert deep([0.2, 0.2]).parameter_hash_ == deep(0.2).parameter_hash_
    assert deep([0.2, 0.4]).parameter_hash_ != deep(0.2).parameter_hash_
    with pytest.raises(ValueError, match="^dropout has 1 numbers for 2 hidden layers; use one"):
        deep([0.2])
    with pytest.raises(ValueError, match="^dropout is 1; use"):
        deep([0.2, 1.0])
    with pytest.raises(ValueError, match="^y has the class 'oak', which"):
        small().partial_fit(X, y).partial_fit(X[:1], ["oak"])


def test_several_values_a_sample():
    X, y = load_diabetes(return_X_y=True)
    both = np.column_stack([y, -2.0 * y + 5.0])
    model = GradshaderRegressor(random_state=0, max_iter=30, device="cpu").fit(X, both)
    assert model.predict(X).shape == both.shape and model.score(X, both) > 0.4
    assert model.n_outputs_ == 2 and model.coefs_[-1].shape[1] == 2


def test_errors_are_one_line(iris):
    X, y = iris
    for parameters, expected in [
        ({"activation": "swoosh"}, "swoosh"),
        ({"hidden_layer_sizes": (4, 0)}, "hidden_layer_sizes is 0; use an integer from 1"),
        ({"learning_rate_init": -1.0}, "learning rate -1"),
        ({"device": "no such thing"}, "no such thing"),
        ({"solver": "lbfgs"}, "lbfgs"),
        ({"dropout": 1.0}, "dropout is 1"),
        ({"hidden_layer_sizes": ("8:swoosh",)}, "swoosh"),
        ({"initialisation": "zeros"}, "zeros"),
        ({"ensemble_folds": 3}, "an ensemble of no networks"),
    ]:
        with pytest.raises((ValueError, RuntimeError), match=expected) as caught:
            small().set_params(**parameters).fit(X, y)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("when", ["meanwhile", "in the progress"])
def test_ctrl_c_ends_a_run_and_keeps_what_is_best(iris, request, monkeypatch, when):
    # A job in a script's background begins with the signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    has_learned = threading.Event()

    class Watching(_base.Progress):
        def __call__(self, epoch):
            if epoch["epoch"] == 100:
                has_learned.set()
                if when == "in the progress":
                    os.kill(os.getpid(), signal.SIGINT)

    def press():
        has_learned.wait(60)
        if when == "meanwhile":
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(_base, "Progress", Watching)
    X, y = iris
    model = GradshaderClassifier(
        64, max_iter=1_000_000, learning_rate="constant", random_state=0, device="cpu", verbose=True
    )
    presses = threading.Thread(target=press)
    presses.start()
    with pytest.warns(UserWarning, match="interrupted"):
        model.fit(X, y)
    presses.join()
    assert model.stopped_because_ == "interrupted" and 100 <= model.n_iter_ < 1_000_000
    assert model.score(X, y) > 0.9


def test_other_threads_run_while_it_trains(iris):
    X, y = iris
    beats, ends = [], threading.Event()

    def beat():
        while not ends.wait(0.002):
            beats.append(1)

    thread = threading.Thread(target=beat)
    thread.start()
    model = GradshaderClassifier(256, batch_size=8, max_iter=1000, random_state=0, device="cpu")
    model.fit(X, y)
    trained = len(beats)
    ends.set()
    thread.join()
    assert trained > 10


def test_progress_is_shown(iris, capsys):
    X, y = iris
    small(verbose=True).set_params(max_iter=3).fit(X, y)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3 and lines[-1].startswith("[=") and "3/3  loss 0." in lines[-1]


def test_verification_is_a_table(iris):
    X, y = iris
    model = small().fit(X, y)
    table = verify(model, X, y, device="cpu", check=True)
    assert all(row["passes"] and row["ratio"] <= 1.0 for row in table)
    seen = {(row["layer"], row["quantity"]) for row in table}
    assert {(0, "weight"), (1, "weight"), (1, "delta")} <= seen
    assert issubclass(VerificationError, RuntimeError)


def test_devices_are_listed():
    listed = devices()
    assert [row["device"] for row in listed[-2:]] == ["cpu", "reference"]
    assert sum(row["auto"] for row in listed) == 1
