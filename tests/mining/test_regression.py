"""Regression: worked by hand, certified by NIST, and equal to NumPy and scikit-learn on the same objective."""
import numpy as np
import pytest
from dldm.datasets import diabetes, longley
from dldm.ground import add_intercept, standardise
from dldm.mining import fold_errors, kfold, one_standard_error
from dldm.mining.regression import (
    METHODS,
    PolynomialRegression,
    back_substitution,
    correct_digits,
    digits_lost_steps,
    householder_steps,
    least_squares,
    ridge,
    squared_gradient,
    squared_loss,
    stopped_descent,
)
from dldm.nn import SGD, descend_steps, numerical_gradient
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import Ridge

pytestmark = pytest.mark.filterwarnings("error")
methods = pytest.mark.parametrize("method", METHODS)
seeds = st.integers(0, 10**6)


def table(seed, n=30, d=4):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.normal(size=n)


# ---------------------------------------------------------------- least squares


@methods
def test_by_hand(method):
    """x = 0, 1, 2, 3, 4 and y = 1, 2, 2, 4, 6: slope 12 / 10, intercept 3 - 1.2 x 2."""
    w = least_squares(add_intercept([[0], [1], [2], [3], [4]]), [1, 2, 2, 4, 6], method)
    assert w == pytest.approx([0.6, 1.2], rel=1e-12)


@methods
@given(seed=seeds, n=st.integers(4, 40))
def test_the_residual_is_orthogonal_to_every_column_and_numpy_agrees(method, seed, n):
    X, y = table(seed, n)
    w = least_squares(X, y, method)
    assert w == pytest.approx(np.linalg.lstsq(X, y, rcond=None)[0], rel=1e-4, abs=1e-6)
    if method != "normal":
        assert np.abs(X.T @ (y - X @ w)).max() < 1e-9 * (1 + np.abs(w).max())


@methods
def test_longley_to_the_certified_digits(method):
    data = longley()
    X = add_intercept(data.X)
    w = least_squares(X, data.y, method)
    digits = correct_digits(w, data.certified.coefficients).min()
    assert (6 <= digits < 9.5) if method == "normal" else digits > 10
    residual = data.y - X @ w
    assert np.sqrt(residual @ residual / 9) == pytest.approx(data.certified.residual_deviation, rel=1e-9)
    assert 1 - residual @ residual / (16 * data.y.var()) == pytest.approx(data.certified.r_squared, rel=1e-12)


def test_householder_clears_one_column_a_step_and_keeps_lengths():
    X, y = table(0, 6, 3)
    A = np.column_stack([X, y])
    states = list(householder_steps(A, 3))
    assert len(states) == 4 and np.array_equal(states[0], A)
    for k, R in enumerate(states):
        assert np.linalg.norm(R, axis=0) == pytest.approx(np.linalg.norm(A, axis=0))
        assert not np.tril(R[:, :k], -1).any()
    assert np.abs(states[3][:3, :3]) == pytest.approx(np.abs(np.linalg.qr(X)[1]), abs=1e-12)


def test_householder_does_not_cancel_digits():
    """The first column is almost the negative first axis: the wrong sign would subtract two equal numbers."""
    A = np.array([[-1.0, 0.0], [1e-8, 1.0]])
    *_, R = householder_steps(A, 2)
    assert (R.T @ R)[0, 1] == pytest.approx(1e-8, rel=1e-6)


def test_householder_steps_over_a_column_of_zeros():
    *_, R = householder_steps(np.array([[0.0, 1.0], [0.0, 2.0]]), 2)
    assert np.isfinite(R).all() and abs(R[0, 1]) == 1


def test_back_substitution_by_hand():
    assert back_substitution(np.array([[2.0, 1.0], [0.0, 4.0]]), np.array([5.0, 4.0])).tolist() == [2.0, 1.0]


@pytest.mark.parametrize("method", ["qr", "svd"])
@pytest.mark.parametrize("X", [[[1, 2], [1, 2], [1, 2]], [[1, 2], [2, 4], [3, 6]], [[1, 0], [2, 0], [3, 0]]])
def test_dependent_columns_are_refused(X, method):
    with pytest.raises(ValueError, match="linearly dependent"):
        least_squares(X, [1, 2, 3], method)


def test_the_normal_equations_refuse_what_is_exactly_singular():
    with pytest.raises(ValueError, match="linearly dependent"):
        least_squares([[1, 2], [1, 2]], [1, 2], "normal")


@pytest.mark.parametrize("X, y, words", [
    ([[1], [2]], [1, np.nan], "NaN or infinity"), ([[1], [np.inf]], [1, 2], "row 1, column 0"),
    ([[1], [2]], [1, 2, 3], r"y has shape \(3,\)"), ([1, 2], [1, 2], r"X has shape \(2,\)"),
    (np.zeros((0, 2)), [], "no rows"), (np.zeros((2, 0)), [1, 2], "no columns"),
    ([[1, 2]], [1], "as many rows as columns"),
])
@pytest.mark.parametrize("solve", [least_squares, lambda X, y: ridge(X, y, 0.0)])
def test_bad_tables_are_refused(X, y, words, solve):
    with pytest.raises(ValueError, match=words):
        solve(X, y)


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="'normal', 'qr', 'svd'"):
        least_squares([[1.0]], [1.0], "lu")


# ---------------------------------------------------------------- helpers


def test_correct_digits():
    assert correct_digits([1.001, 2.0, 5.0, 1e9], [1.0, 2.0, -5.0, 1.0]) == pytest.approx([3, 16, 0, 0], abs=1e-3)
    with pytest.raises(ValueError, match="same shape"):
        correct_digits([1.0], [1.0, 2.0])
    with pytest.raises(ValueError, match="may be 0"):
        correct_digits([1.0], [0.0])


def test_standardise():
    X, _ = table(3)
    Z, mean, scale = standardise(7 * X + 3)
    assert pytest.approx(np.zeros(4), abs=1e-12) == Z.mean(axis=0) and Z.std(axis=0) == pytest.approx(np.ones(4))
    assert Z * scale + mean == pytest.approx(7 * X + 3)
    with pytest.raises(ValueError, match="column 1 of X is constant"):
        standardise([[1, 0.1], [2, 0.1], [4, 0.1]])


# ---------------------------------------------------------------- ridge, and the road to it


def test_ridge_by_hand():
    """Centred x = -1, 0, 1 and y = -2, 0, 2: w = 4 / (2 + 2), b = the mean of y minus 2 w."""
    w, b = ridge([[1], [2], [3]], [2, 4, 6], 2.0)
    assert (w.tolist(), b) == (pytest.approx([1.0]), pytest.approx(2.0))


@pytest.mark.parametrize("n, d", [(30, 4), (3, 5)])
@pytest.mark.parametrize("penalty", [1e-3, 1.0, 100.0])
def test_ridge_equals_scikit_learn(n, d, penalty):
    X, y = table(5, n, d)
    w, b = ridge(X + 3, y, penalty)
    peer = Ridge(alpha=penalty, solver="svd").fit(X + 3, y)
    assert w == pytest.approx(peer.coef_, abs=1e-10) and b == pytest.approx(peer.intercept_, abs=1e-10)


def test_ridge_without_penalty_is_least_squares():
    X, y = table(6)
    w, b = ridge(X, y, 0)
    assert [b, *w] == pytest.approx(least_squares(add_intercept(X), y))


def test_the_level_of_the_answers_costs_ridge_no_digits():
    X, y = table(6, 32)
    y = np.round(8 * y)  # whole numbers, so that the sums are exact
    assert ridge(X, y + 2.0**40, 1.0)[0] == pytest.approx(ridge(X, y, 1.0)[0], abs=1e-9)


@given(seeds)
def test_ridge_shrinks(seed):
    X, y = table(seed)
    lengths = [np.linalg.norm(ridge(X, y, penalty)[0]) for penalty in (0, 0.1, 1, 10, 100)]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize("penalty", [-1, np.nan, np.inf])
def test_a_negative_penalty_is_refused(penalty):
    with pytest.raises(ValueError, match="penalty is .*0 or a positive"):
        ridge([[1], [2]], [1, 2], penalty)


def test_ridge_refuses_a_constant_column_only_without_penalty():
    X, y = [[1, 5], [2, 5], [4, 5]], [1, 2, 3]
    with pytest.raises(ValueError, match="linearly dependent"):
        ridge(X, y, 0)
    assert ridge(X, y, 1)[0][1] == pytest.approx(0)


@pytest.mark.parametrize("decay", [0.0, 0.3])
def test_gradient_by_central_differences(decay):
    X, y = table(7)
    w = np.arange(4.0)
    numerical = numerical_gradient(lambda v: squared_loss(v, X, y, decay), w)
    assert squared_gradient(w, X, y, decay) == pytest.approx(numerical, rel=1e-6)


def test_weight_decay_is_ridge():
    data = diabetes()
    Z, y = standardise(data.X)[0], data.y - data.y.mean()
    *_, w = descend_steps(lambda v: squared_gradient(v, Z, y, 0.1), np.zeros(10), SGD(0.2), 3000)
    assert w == pytest.approx(ridge(Z, y, 0.1 * 442)[0], abs=1e-11)


@given(seed=seeds, rate=st.floats(0.01, 0.5))
def test_stopped_descent_is_the_trace_of_gradient_descent(seed, rate):
    X, y = table(seed)
    for t, w in enumerate(descend_steps(lambda v: squared_gradient(v, X, y), np.zeros(4), SGD(rate), 6)):
        assert stopped_descent(X, y, rate, t) == pytest.approx(w, abs=1e-8)


@pytest.mark.parametrize("rate, t, words", [(0.1, -1, "at least 0"), (0.1, 1.5, "whole"), (0.0, 3, "above 0")])
def test_bad_descents_are_refused(rate, t, words):
    with pytest.raises(ValueError, match=words):
        stopped_descent([[1], [2]], [1, 2], rate, t)


def test_inputs_are_not_modified():
    X, y = table(8)
    X_before, y_before = X.copy(), y.copy()
    for method in METHODS:
        least_squares(X, y, method)
    ridge(X, y, 1.0)
    stopped_descent(X, y, 0.1, 3)
    assert np.array_equal(X, X_before) and np.array_equal(y, y_before)


def test_the_dial_loses_digits_twice_as_fast_through_the_normal_equations():
    gaps = 10.0 ** -np.arange(1, 6)
    first, again = (list(digits_lost_steps(gaps, np.random.default_rng(3))) for _ in range(2))
    assert first == again
    for seed in range(10):
        for kappa, digits in digits_lost_steps(gaps, np.random.default_rng(seed), draws=9):
            lost = np.log10(kappa)
            assert 16 - digits["normal"] == pytest.approx(2 * lost, abs=2) and 16 - digits["qr"] < lost + 1.5
    kappas = [kappa for kappa, _ in first]
    assert kappas == sorted(kappas) and kappas[-1] > 1e5
    (kappa, left), = digits_lost_steps([1e-12], np.random.default_rng(0), draws=5)
    assert kappa > 1e11 and left["normal"] == 0 < left["qr"]  # a table that is refused leaves none
    with pytest.raises(ValueError, match="gap is 0"):
        list(digits_lost_steps([0.0], np.random.default_rng(3)))


def test_the_numbers_of_the_exercises():
    """P3 and V1 of chapter 5.3 state coefficients and errors; they are those of the tables."""
    data = longley()
    alone = least_squares(add_intercept(data.X[:, 5:]), data.y)[1]
    assert (round(alone), round(data.certified.coefficients[6])) == (717, 1829)
    assert round((data.y[-1] - data.y[0]) / (data.X[-1, 5] - data.X[0, 5])) == 682
    data, folds = diabetes(), kfold(442, 10, np.random.default_rng(0))
    errors = np.array([fold_errors(PolynomialRegression(p), data.X[:, 3], data.y, folds) for p in range(9)])
    assert errors.mean(axis=1)[[0, 1, 4, 8]].round().tolist() == [5949, 4803, 4793, 4903]
    assert errors.mean(axis=1).argmin() == 4 and one_standard_error(errors) == 1
    assert 370 < (errors.std(axis=1, ddof=1) / 10**0.5).min() < (errors.std(axis=1, ddof=1) / 10**0.5).max() < 450


# ---------------------------------------------------------------- units, and columns that depend


@methods
@given(seed=seeds, unit=st.sampled_from([1e-12, 1e-6, 1e6, 1e12]), far=st.sampled_from([0, 1e3, 1e6]))
def test_the_unit_of_a_column_does_not_make_it_dependent(method, seed, unit, far):
    X, y = table(seed)
    w = least_squares(add_intercept(X), y, method)
    units = np.array([1, unit, 1, 1, 1])
    assert units * least_squares(add_intercept(X) * units, y, method) == pytest.approx(w, rel=1e-4, abs=1e-5)
    if method != "normal":  # which loses twice the digits that the columns' place costs
        shifted = least_squares(add_intercept(X + far), y, method)
        assert shifted[1:] == pytest.approx(w[1:], rel=1e-4, abs=1e-5)


@methods
@pytest.mark.parametrize("X", [
    [[1, 2], [1, 2], [1, 2]], [[1, 2], [2, 4], [3, 6]], [[1, 0], [2, 0], [3, 0]], [[0.1, 0.3], [0.2, 0.6], [0.7, 2.1]]])
def test_every_method_refuses_dependent_columns_in_any_unit(method, X):
    for units in ([1, 1], [1e-9, 1e9], [1e100, 1e-100]):
        with pytest.raises(ValueError, match="linearly dependent"):
            least_squares(np.array(X) * units, [1, 2, 3], method)
        with pytest.raises(ValueError, match="linearly dependent"):
            stopped_descent(np.array(X) * units, [1, 2, 3], 0.1, 2)


@methods
@given(seed=seeds)
def test_a_sum_of_columns_is_found_whatever_the_rounding(method, seed):
    X, y = table(seed)
    with pytest.raises(ValueError, match="linearly dependent"):
        least_squares(np.column_stack([X, X @ np.array([0.1, 0.7, -0.3, 1 / 3])]), y, method)


def test_stopped_descent_takes_columns_in_units_of_their_own():
    X, y = table(0)
    assert np.isfinite(stopped_descent(X * np.array([1, 1e-16, 1, 1]), y, 0.1, 5)).all()
