"""Data frames whose columns or index are none of a file."""

import datetime

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV

from gradshader import GradshaderClassifier, GradshaderRegressor, load
from test_same_bits import people

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
pyarrow = pytest.importorskip("pyarrow")


def small(**parameters):
    return GradshaderClassifier(random_state=0, max_iter=5, device="cpu", **parameters)


@pytest.fixture(scope="module")
def mixed():
    """A frame of numbers and texts, and classes that its numbers decide."""
    rng = np.random.default_rng(0)
    a = rng.normal(size=200)
    return pandas.DataFrame({"a": a, "town": rng.choice(["Bonn", "Kiel", "Ulm"], 200)}), a > 0


def test_an_index_is_no_column(mixed):
    X, y = mixed
    expected = small().fit(X, y)
    order = np.random.default_rng(1).permutation(200)
    for index in [order, pandas.Index(range(200), name="id"), pandas.date_range("2020", periods=200)]:
        other = X.set_axis(index)
        model = small().fit(other, y)
        assert list(model.feature_names_in_) == ["a", "town"]
        assert model.parameter_hash_ == expected.parameter_hash_
        np.testing.assert_array_equal(expected.predict(other), expected.predict(X))
    # Of a part that says in its index where it was.
    some = X.iloc[order[:150]]
    assert small().fit(some, y[order[:150]]).model_.input_names == expected.model_.input_names
    assert CalibratedClassifierCV(small(), cv=3).fit(X, y).score(X, y) > 0.9


def inputs(column):
    """The inputs that are made of a column of pandas."""
    rng = np.random.default_rng(0)
    X = pandas.DataFrame({"a": rng.normal(size=len(column)), "c": column})
    return small().fit(X, X["a"] > 0).model_.input_names[1:]


def test_columns_that_arrow_has_no_words_for():
    rng = np.random.default_rng(0)
    numbers = rng.normal(size=60)
    cut = pandas.cut(numbers, [-9, 0, 9])
    assert inputs(cut) == ["c=(-9, 0]", "c=(0, 9]"]
    assert inputs(pandas.arrays.IntervalArray(np.array(cut))) == ["c=(-9, 0]", "c=(0, 9]"]
    assert inputs(pandas.arrays.SparseArray(np.where(numbers > 1, numbers, 0.0))) == ["c"]
    days = inputs(pandas.period_range("2020-01", periods=60, freq="M"))
    assert "c year" in days and days == inputs(pandas.date_range("2020-01", periods=60, freq="MS"))
    objects = pandas.Series([1, "2", None, "x", 2.5, True] * 10, dtype=object)
    assert inputs(objects) == inputs(pandas.Series(["1", "2", None, "x", "2.5", "True"] * 10))
    for wrong, expected in [
        (pandas.Series([[1, 2]] * 60), 'column "c": a column of List'),
        (pandas.Series([1, [2]] * 30), "c"),
        (numbers + 1j, 'column "c": complex numbers'),
    ]:
        with pytest.raises(ValueError, match=expected) as caught:
            inputs(wrong)
        assert "\n" not in str(caught.value)


def test_durations_are_their_seconds_and_times_times():
    rng = np.random.default_rng(0)
    seconds = rng.integers(0, 86400, 80)
    spans = [datetime.timedelta(seconds=int(s)) for s in seconds]
    X = pandas.DataFrame({"a": rng.normal(size=80), "c": seconds})
    expected = small().fit(polars.from_pandas(X), X["a"] > 0).parameter_hash_
    for unit in ["s", "ms", "us", "ns"]:
        of = pandas.to_timedelta(seconds, unit="s").astype(f"timedelta64[{unit}]")
        assert small().fit(X.assign(c=of), X["a"] > 0).parameter_hash_ == expected
    lent = polars.DataFrame({"a": X["a"].to_numpy(), "c": polars.Series(spans)})
    assert small().fit(lent, X["a"] > 0).parameter_hash_ == expected
    midnight = datetime.datetime(2020, 1, 1)
    times = [(midnight + span).time() for span in spans]
    told = pandas.DataFrame({"a": X["a"], "c": [str(time) for time in times]})
    expected = small().fit(told, X["a"] > 0)
    assert expected.model_.input_names[1].startswith("c ")
    for table in [
        polars.DataFrame({"a": X["a"].to_numpy(), "c": polars.Series(times)}),
        pyarrow.table({"a": X["a"], "c": pyarrow.array(seconds.astype("i4")).cast(pyarrow.time32("s"))}),
    ]:
        assert small().fit(table, X["a"] > 0).parameter_hash_ == expected.parameter_hash_


def test_what_polars_has_of_its_own():
    a = np.random.default_rng(0).normal(size=60)
    X = polars.DataFrame({"a": a, "c": polars.Series(["u", "v", "w"] * 20)})
    empty = X.with_columns(n=None)
    assert empty.schema["n"] == polars.Null
    assert small().fit(empty, a > 0).parameter_hash_ == small().fit(X, a > 0).parameter_hash_
    categories = X.select("a", polars.col("c").reverse().cast(polars.Categorical).reverse())
    backwards = categories.reverse()
    assert small().fit(categories, a > 0).parameter_hash_ == small().fit(X, a > 0).parameter_hash_
    assert small().fit(backwards, a[::-1] > 0).model_.input_names == ["a", "c=u", "c=v", "c=w"]
    wide = X.with_columns(i=(polars.Series(range(60)) * 7 % 60).cast(polars.Int128))
    assert "i" in small().fit(wide, a > 0).model_.input_names
    with pytest.raises(ValueError, match="give what its collect"):
        small().fit(X.lazy(), a > 0)
    with pytest.raises(ValueError, match="Expected 2D array"):
        small().fit(X["a"], a > 0)


def test_other_columns_than_those_of_fit_are_named(mixed):
    X, y = mixed
    model = small().fit(X, y)
    for other, expected in [
        (X[["town", "a"]], r"another order; select X\[feature_names_in_\]"),
        (X.assign(b=1, c=2), "not those of fit; new: b, c$"),
        (X.rename(columns={"a": "b"}), "not those of fit; new: b; missing: a$"),
        (X.assign(**{f"b{place}": 1 for place in range(50)}), "and 42 more$"),
    ]:
        with pytest.raises(ValueError, match=expected):
            model.predict(other)
    np.testing.assert_array_equal(model.predict(X[["town", "a"]][model.feature_names_in_]), model.predict(X))


def test_a_target_is_called_what_its_column_is(mixed, tmp_path):
    X, y = mixed
    of = lambda model: model.model_.targets
    assert of(small().fit(X, pandas.Series(y, name="sells"))) == ["sells"]
    assert of(small().fit(polars.from_pandas(X), polars.Series("sells", y))) == ["sells"]
    assert of(small().fit(X, y)) == ["y"] == of(small().fit(X, pandas.Series(y, name=3)))
    # What is there already is not there twice.
    assert of(small().fit(X, pandas.Series(y, name="town"))) == ["town 1"]
    both = pandas.DataFrame({"p": X["a"], "q": -X["a"]})
    values = GradshaderRegressor(random_state=0, max_iter=2, device="cpu").fit(X, both)
    assert of(values) == ["p", "q"]
    assert of(small().fit(X, (both > 0).astype(int))) == ["p", "q"]
    values.save(tmp_path / "v.safetensors")
    np.testing.assert_array_equal(load(tmp_path / "v.safetensors").predict(X), values.predict(X))


def test_what_was_found_in_the_columns_is_said(mixed):
    X, y = mixed
    model = small().fit(X.assign(id=[f"n{place * 7 % 200}" for place in range(200)]), y)
    assert 'left out: "id" (another text in every row)' in model.notes_
    assert 'features: 1 number, 1 category ("town")' in model.notes_


def test_kinds_by_place(mixed):
    X, y = mixed
    X = np.column_stack([np.arange(200) % 4, X["a"]])
    expected = ["x0=0", "x0=1", "x0=2", "x0=3", "x1"]
    assert small(kinds={0: "category"}).fit(X, y).model_.input_names == expected
    frame = pandas.DataFrame(X, columns=["k", "a"])
    assert small(kinds={0: "category"}).fit(frame, y).model_.input_names[0] == "k=0"
    with pytest.raises(ValueError, match="kinds is 3; use a dictionary"):
        small(kinds=3).fit(X, y)
    with pytest.raises(ValueError, match='no column "7"'):
        small(kinds={7: "category"}).fit(X, y)
    # Advice is for who writes Python.
    with pytest.raises(ValueError, match="format: kinds={NAME: 'date:%d/%m/%Y'}, with"):
        small(kinds={"town": "date"}).fit(mixed[0], y)
    with pytest.raises(ValueError, match="or NaN, which is a missing cell$"):
        small().fit(mixed[0].assign(a=np.inf).assign(a=lambda X: X["a"].where(X.index > 3, 1.0)), y)


def exported(model, folder):
    """The function of an exported program."""
    program = {"__name__": "exported"}
    text = model.export(folder / "n.npz", "npz")
    exec(text.replace("n.npz", str(folder / "n.npz")), program)
    return program["predict"]


def test_an_exported_program_takes_frames_of_any_make(mixed, tmp_path):
    X = people().drop(columns=["kind", "since"])
    y = people()["kind"]
    model = small().fit(X, y)
    predict = exported(model, tmp_path)
    expected = predict(X)["outputs"]
    np.testing.assert_allclose(expected, model.predict_proba(X), atol=1e-6)
    for table in [X.convert_dtypes(), pyarrow.Table.from_pandas(X), polars.from_pandas(X)]:
        np.testing.assert_array_equal(predict(table)["outputs"], expected)


MOMENTS = pandas.date_range("1999-03-01 07:05:09", periods=90, freq="53D11h13min")


@pytest.mark.parametrize(
    "pattern",
    ["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%y", "%d-%b-%y", "%B %d, %Y", "%a %b %d %H:%M:%S %Y", "%Y-%m",
     "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%H:%M", "%I:%M %p", "%Y%m%d", "%Y", "%Y-%m-%dT%H:%MZ",
     "%d/%b/%Y:%H:%M:%S +0230", "%YQ%q", "number"],
)
def test_an_exported_program_takes_dates_apart(pattern, tmp_path):
    told = pandas.Series(MOMENTS)
    if pattern == "number":
        texts = (told - pandas.Timestamp(0)) // pandas.Timedelta("1s")
    elif "%q" in pattern:
        texts = told.dt.year.astype(str) + "Q" + told.dt.quarter.astype(str)
    else:
        texts = told.dt.strftime(pattern)
        # In a file these are numbers.
        texts = texts.astype("int64") if pattern in ("%Y", "%Y%m%d") else texts
    texts = texts.where(np.arange(90) % 9 > 0)
    X = pandas.DataFrame({"a": np.random.default_rng(0).normal(size=90), "when": texts})
    model = small(kinds={"when": "date"}).fit(X, told.dt.month < 6)
    assert any(name.startswith("when ") for name in model.model_.input_names)
    predict = exported(model, tmp_path)
    np.testing.assert_allclose(predict(X)["outputs"], model.predict_proba(X), atol=1e-6)
    if pattern not in ("number", "%Y", "%Y%m%d"):
        with pytest.raises(ValueError, match="row 1, column 'when': 'soon' is no date"):
            predict(X.assign(when=["", "soon"] * 45))


def test_an_exported_program_takes_dates_as_they_are(tmp_path):
    X = pandas.DataFrame({"a": np.random.default_rng(0).normal(size=90), "when": MOMENTS})
    y = MOMENTS.month < 6
    model = small().fit(X, y)
    expected = model.predict_proba(X)
    predict = exported(model, tmp_path)
    texts = X.assign(when=MOMENTS.strftime("%Y-%m-%d %H:%M:%S"))
    for table in [X, polars.from_pandas(X), pyarrow.Table.from_pandas(X), texts,
                  {"a": X["a"].to_numpy(), "when": MOMENTS.to_numpy()}]:
        np.testing.assert_allclose(predict(table)["outputs"], expected, atol=1e-6)
    days = {"a": X["a"], "when": MOMENTS.date}
    midnight = X.assign(when=MOMENTS.normalize())
    np.testing.assert_allclose(predict(days)["outputs"], model.predict_proba(midnight), atol=1e-6)
    with pytest.raises(ValueError, match="is no date like those"):
        predict(X.assign(when=MOMENTS.tz_localize("UTC")))
    zoned = X.assign(when=MOMENTS.tz_localize("Europe/Berlin"))
    model = small().fit(zoned, y)
    np.testing.assert_allclose(
        exported(model, tmp_path)(zoned)["outputs"], model.predict_proba(zoned), atol=1e-6
    )
