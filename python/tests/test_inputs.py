"""Arrays and data frames."""

import numpy as np
import pytest

from gradshader import GradshaderClassifier
from test_same_bits import people

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
pyarrow = pytest.importorskip("pyarrow")


def fitted(X, y):
    return GradshaderClassifier(random_state=0, max_iter=5, device="cpu").fit(X, y)


def test_frames_of_any_make_are_the_same_columns():
    frame = people()
    X, y = frame.drop(columns="kind"), frame["kind"].to_numpy()
    model = fitted(X, y)
    assert list(model.feature_names_in_) == ["age", "town", "member", "since"]
    assert model.model_.input_names[:2] == ["age", "age missing"]
    expected = model.predict_proba(X)
    table = pyarrow.Table.from_pandas(X, preserve_index=False)
    for other in [table, polars.from_arrow(table), X.convert_dtypes()]:
        assert fitted(other, y).parameter_hash_ == model.parameter_hash_, type(other)
        np.testing.assert_array_equal(model.predict_proba(other), expected)
    with pytest.raises(ValueError, match="the columns are"):
        model.predict(table.drop_columns("age"))


def test_categories_dates_and_decimals():
    frame = people()
    y = frame["kind"].to_numpy()
    X = frame.drop(columns="kind").assign(
        town=frame["town"].astype("category"), since=pandas.to_datetime(frame["since"])
    )
    model = fitted(X, y)
    inputs = model.model_.input_names
    assert {"town=Bonn", "town=Kiel", "town=Ulm", "town missing"} <= set(inputs)
    assert any(name.startswith("since ") for name in inputs)
    assert model.score(X, y) > 0.6
    prices = pyarrow.array(range(0, 300, 2)).cast(pyarrow.decimal128(21, 2))
    decimals = pyarrow.table({"price": prices, "age": X["age"]})
    assert "price" in fitted(decimals, y).model_.input_names


def test_numbers_that_a_frame_calls_categories_are_names():
    rng = np.random.default_rng(0)
    zone = rng.integers(0, 7, 210)
    # No line through the zones' numbers parts them.
    y = np.isin(zone, [1, 4, 5]).astype(int)
    frame = pandas.DataFrame({"zone": pandas.Categorical(zone), "noise": rng.normal(size=210)})
    model = fitted(frame, y)
    assert model.model_.input_names == [f"zone={k}" for k in range(7)] + ["noise"]
    expected = model.predict_proba(frame)
    texts = frame.assign(zone=pandas.Categorical(zone.astype(str)))
    assert fitted(texts, y).parameter_hash_ == model.parameter_hash_
    # The same numbers, called categories no more; and halves are written as they are.
    plain = frame.assign(zone=zone).convert_dtypes()
    np.testing.assert_array_equal(model.predict_proba(plain), expected)
    halves = fitted(frame.assign(zone=pandas.Categorical(zone / 2)), y)
    assert halves.model_.input_names[:3] == ["zone=0", "zone=0.5", "zone=1"]
    large = pandas.Categorical(zone + 2**53)
    assert fitted(frame.assign(zone=large), y).model_.input_names[1] == f"zone={2**53 + 1}"


def test_a_frame_of_numbers_is_an_array():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(80, 3))
    y = (X[:, 0] > 0).astype(int)
    expected = fitted(X, y).parameter_hash_
    for frame in [pandas.DataFrame(X, columns=list("abc")), polars.DataFrame(X, schema=list("abc"))]:
        model = fitted(frame, y)
        assert model.parameter_hash_ == expected and list(model.feature_names_in_) == list("abc")
    assert fitted(np.asfortranarray(X), y).parameter_hash_ == expected


class Lent:
    """An array that has DLPack and nothing else."""

    def __init__(self, array):
        self.array = array

    def __dlpack__(self, **options):
        return self.array.__dlpack__(**options)

    def __dlpack_device__(self):
        return self.array.__dlpack_device__()


def test_dlpack():
    X = np.random.default_rng(0).normal(size=(60, 3)).astype(np.float32)
    y = (X[:, 0] > 0).astype(int)
    model = fitted(Lent(X), y)
    assert model.parameter_hash_ == fitted(X, y).parameter_hash_
    np.testing.assert_array_equal(model.predict(Lent(X)), model.predict(X))


def test_missing_values_in_an_array():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(100, 3)).astype(np.float32)
    y = (X[:, 0] > 0).astype(int)
    X[rng.random((100, 3)) < 0.2] = np.nan
    model = fitted(X, y)
    assert len(model.model_.input_names) == 6
    assert np.isfinite(model.predict_proba(X)).all()
    with pytest.raises(ValueError, match="infinity"):
        fitted(np.full((4, 2), np.inf), [0, 1, 0, 1])


def test_a_column_that_counts_is_a_number_in_an_array():
    X = np.column_stack([np.arange(100.0), np.random.default_rng(0).normal(size=100)])
    assert fitted(X, X[:, 0] > 50).score(X, X[:, 0] > 50) > 0.9


def test_pixels_are_scaled_as_images():
    X = np.random.default_rng(0).integers(0, 256, size=(50, 16), dtype=np.uint8)
    y = (X[:, 0] > 127).astype(int)
    pixels = fitted(X, y)
    scaled = GradshaderClassifier(random_state=0, max_iter=5, scaling="none", device="cpu")
    scaled.fit((X / 255.0).astype(np.float32), y)
    np.testing.assert_allclose(pixels.predict_proba(X), scaled.predict_proba(X / 255.0), atol=1e-3)


def test_a_list_loses_no_digits():
    X = np.random.default_rng(0).normal(size=(80, 3)) + 1000.0
    y = (X[:, 0] > 1000.0).astype(int)
    assert fitted(X.tolist(), y).parameter_hash_ == fitted(X, y).parameter_hash_


@pytest.mark.parametrize("format", ["csr", "csc", "coo", "lil"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.uint8])
def test_sparse_matrices_are_their_dense_selves(format, dtype):
    from scipy.sparse import random_array

    X = random_array((120, 9), density=0.3, rng=np.random.default_rng(0))
    X.data = np.round(X.data * 9 + 1)
    X = X.astype(dtype).asformat(format)
    y = (X.toarray()[:, 0] > 0).astype(int)
    model, dense = fitted(X, y), fitted(X.toarray(), y)
    assert model.parameter_hash_ == dense.parameter_hash_
    np.testing.assert_array_equal(model.predict_proba(X), dense.predict_proba(X.toarray()))
    assert model.__sklearn_tags__().input_tags.sparse


def test_a_sparse_matrix_with_a_cell_twice_is_summed():
    from scipy.sparse import csr_array

    cells = (np.array([1.0, 2.0, 3.0, 1.0, 5.0]), np.array([0, 1, 1, 0, 1]), [0, 1, 3, 4, 5])
    X = csr_array(cells, shape=(4, 2))
    assert X.nnz == 5 and X.toarray()[1, 1] == 5.0
    y = [0, 1, 0, 1]
    assert fitted(X, y).parameter_hash_ == fitted(X.toarray(), y).parameter_hash_


def test_sparse_samples_are_asked_in_parts(monkeypatch):
    from gradshader import _data
    from scipy.sparse import random_array

    X = random_array((100, 8), density=0.3, rng=np.random.default_rng(0), format="csc")
    y = (X.toarray()[:, 0] > 0).astype(int)
    model = fitted(X, y)
    whole = model.predict_proba(X)
    monkeypatch.setattr(_data, "AT_ONCE", 8 * 30)
    assert sum(1 for _ in _data.parts(X)) == 4
    np.testing.assert_array_equal(model.predict_proba(X), whole)


def test_a_sparse_matrix_larger_than_memory_is_one_error():
    from scipy.sparse import csr_array

    X = csr_array((1_000_000, 50_000_000), dtype=np.float32)
    with pytest.raises(ValueError, match="with its zeros takes about .* of which .* are free") as caught:
        fitted(X, np.arange(1_000_000) % 2)
    assert "\n" not in str(caught.value)


def test_float32_in_rows_is_handed_on_as_it_lies():
    from gradshader import _data

    given = []

    class Watching:
        @staticmethod
        def of_array(X, names):
            given.append(X)
            return Frame.of_array(X, names)

    Frame = _data.Frame
    X = np.random.default_rng(0).normal(size=(60, 3)).astype(np.float32)
    X.flags.writeable = False
    y = (X[:, 0] > 0).astype(int)
    _data.Frame = Watching
    try:
        fitted(X, y).predict(X)
    finally:
        _data.Frame = Frame
    assert [np.shares_memory(X, array) for array in given] == [True, True]
