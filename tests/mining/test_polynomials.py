"""Polynomials: by hand, equal to scikit-learn, the published quadratic, and the trace that the player draws."""
import numpy as np
import pytest
from dldm.datasets import cars
from dldm.mining import fold_errors, kfold
from dldm.mining.regression import PolynomialRegression, degree_steps, least_squares, powers
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

pytestmark = pytest.mark.filterwarnings("error")
seeds = st.integers(0, 10**6)


def test_powers_by_hand():
    assert powers([2, 3], 3).tolist() == [[1, 2, 4, 8], [1, 3, 9, 27]]
    assert powers([2], 0).tolist() == [[1]]


@pytest.mark.parametrize("degree", [0, 1, 2, 5])
def test_polynomial_equals_scikit_learn(degree):
    data = cars()
    X = data.horsepower[:, None]
    peer = make_pipeline(StandardScaler(), PolynomialFeatures(degree, include_bias=False) if degree else "passthrough",
                         LinearRegression())
    ours = PolynomialRegression(degree).fit(data.horsepower, data.y)
    expected = peer.fit(X, data.y).predict(X) if degree else np.full(392, data.y.mean())
    assert ours.predict(data.horsepower) == pytest.approx(expected, abs=1e-8)


def test_raw_quadratic_is_the_published_one():
    data = cars()
    assert least_squares(powers(data.horsepower, 2), data.y).round(4).tolist() == [56.9001, -0.4662, 0.0012]


@given(seeds)
def test_training_error_never_rises_with_the_degree(seed):
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(size=12), rng.normal(size=12)
    errors = [np.mean((y - PolynomialRegression(d).fit(x, y).predict(x)) ** 2) for d in range(5)]
    assert all(b <= a + 1e-9 for a, b in zip(errors, errors[1:]))


@pytest.mark.parametrize("degree, x, words", [
    (-1, [1, 2], "at least 0"), (1.5, [1, 2], "whole number"), (True, [1, 2], "whole number"),
    (1, [2, 2], "constant"), (1, [1, np.nan], "NaN"), (1, [[1, 2]], "shape"), (1, [], "at least one row"),
    (3, [1, 2], "as many rows as columns")])
def test_bad_polynomials_are_refused(degree, x, words):
    with pytest.raises(ValueError, match=words):
        PolynomialRegression(degree).fit(x, [1.0] * len(x))


def test_the_trace_is_what_the_model_and_the_folds_give():
    data, folds = cars(), kfold(392, 5, np.random.default_rng(1))
    states = list(degree_steps(data.horsepower, data.y, range(4), folds))
    assert [state.degree for state in states] == [0, 1, 2, 3]
    for state in states:
        model = PolynomialRegression(state.degree).fit(data.horsepower, data.y)
        assert np.array_equal(state.model.coef_, model.coef_)
        assert state.training == np.mean((data.y - model.predict(data.horsepower)) ** 2)
        assert np.array_equal(state.folds, fold_errors(model, data.horsepower, data.y, folds))
    assert states[0].training == pytest.approx(data.y.var())


def test_powers_are_taken_of_the_standardised_column():
    x, y = np.arange(6.0), np.array([3.0, 1, 4, 1, 5, 9])
    far = 2.0**500 * x  # the cube has no number
    near, there = (PolynomialRegression(3).fit(column, y).predict(column) for column in (x, far))
    assert there == pytest.approx(near)


def test_inputs_are_not_modified():
    x, y = np.arange(5.0), np.arange(5.0) ** 2
    PolynomialRegression(2).fit(x, y).predict(x)
    assert np.array_equal(x, np.arange(5.0)) and np.array_equal(y, np.arange(5.0) ** 2)
