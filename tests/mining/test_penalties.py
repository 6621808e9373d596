"""The lasso: by hand, its conditions at the minimum, equal to scikit-learn; dummies, standard errors, the bootstrap."""
import numpy as np
import pytest
from dldm.datasets import cars, diabetes, longley
from dldm.ground import add_intercept, standardise
from dldm.mining.regression import bootstrap, dummies, lasso, lasso_steps, least_squares, ridge, soften, standard_errors
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import Lasso

pytestmark = pytest.mark.filterwarnings("error")


def table(seed, n=30, d=4):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.normal(size=n)


# ---------------------------------------------------------------- the lasso


def test_soften_by_hand():
    assert soften(np.array([-5.0, -1.0, 0.0, 2.0, 3.5]), 2.0).tolist() == [-3, 0, 0, 0, 1.5]


@pytest.mark.parametrize("penalty, w", [(0, 2.0), (4, 1.0), (8, 0.0), (20, 0.0)])
def test_lasso_by_hand(penalty, w):
    """Centred x = -1, 0, 1 and y = -2, 0, 2: z = 4, q = 2, w = (4 - penalty / 2) / 2."""
    assert lasso([[1], [2], [3]], [2, 4, 6], penalty) == (pytest.approx([w]), pytest.approx(4 - 2 * w))


@pytest.mark.parametrize("penalty", [10.0, 1000.0, 10_000.0])
def test_lasso_equals_scikit_learn(penalty):
    data = diabetes()
    Z = standardise(data.X)[0] + 3
    peer = Lasso(penalty / (2 * 442), tol=1e-12, max_iter=100_000).fit(Z, data.y)
    w, b = lasso(Z, data.y, penalty)
    assert w == pytest.approx(peer.coef_, abs=1e-4) and b == pytest.approx(peer.intercept_, abs=1e-3)
    assert np.array_equal(w == 0, peer.coef_ == 0)


@given(seed=st.integers(0, 10**6), penalty=st.sampled_from([0.1, 2.0, 10.0]))
def test_no_weight_of_the_lasso_would_gain_by_moving(seed, penalty):
    X, y = table(seed)
    w, b = lasso(X, y, penalty)
    slope = 2 * X.T @ (y - b - X @ w)
    assert (np.abs(slope) <= penalty + 1e-5).all()
    assert slope[w != 0] == pytest.approx(penalty * np.sign(w[w != 0]), abs=1e-5)


def objective(X, y, w, penalty):
    r = (y - y.mean()) - (X - X.mean(axis=0)) @ w
    return r @ r + penalty * np.abs(w).sum()


def test_no_round_raises_the_objective_and_the_start_is_zero():
    X, y = table(2)
    values = [objective(X, y, w, 3.0) for w in lasso_steps(X, y, 3.0)]
    assert not next(lasso_steps(X, y, 3.0)).any() and len(values) > 3
    assert all(after <= before + 1e-9 for before, after in zip(values, values[1:]))


def test_lasso_without_penalty_is_least_squares():
    X, y = table(3)
    w, b = lasso(X, y, 0.0, tol=1e-13)
    assert [b, *w] == pytest.approx(least_squares(add_intercept(X), y), abs=1e-8)


@pytest.mark.parametrize("X, penalty, options, words", [
    ([[1], [2]], -1, {}, "penalty is -1"), ([[1], [2]], 1, {"tol": 0}, "tol is 0"),
    ([[1, 5], [2, 5]], 1, {}, "column 1 of X is constant"), ([[1], [np.nan]], 1, {}, "NaN or infinity")])
def test_what_the_lasso_cannot_use_is_refused(X, penalty, options, words):
    with pytest.raises(ValueError, match=words):
        lasso(X, [1.0, 2.0], penalty, **options)


def test_weights_that_do_not_settle_are_no_answer():
    data = longley()
    with pytest.raises(ValueError, match="still move after 5 rounds"):
        list(lasso_steps(standardise(data.X)[0], data.y, 1.0, rounds=5))


# ---------------------------------------------------------------- coefficients


def test_dummies_by_hand():
    columns, names = dummies(["b", "a", "c", "b"], "b")
    assert columns.tolist() == [[0, 0], [1, 0], [0, 1], [0, 0]] and names == ["a", "c"]
    with pytest.raises(ValueError, match="'a', 'b'"):
        dummies(["a", "b"], "c")


def test_a_coefficient_of_a_dummy_is_the_distance_of_two_means():
    car = cars()
    columns, names = dummies(car.origin, "USA")
    means = [car.y[car.origin == kind].mean() for kind in ("USA", *names)]
    b, *w = least_squares(add_intercept(columns), car.y)
    assert b == pytest.approx(means[0]) and w == pytest.approx([mean - means[0] for mean in means[1:]])


def test_standard_errors_by_hand():
    """x = -1, 0, 1, 0 and y = 0, 1, 2, 3: slope 1, residuals with the squares .25, .25, .25, 2.25 (mean 1.5)."""
    errors = standard_errors(add_intercept([[-1], [0], [1], [0]]), [0, 1, 2, 3])
    assert errors == pytest.approx([np.sqrt(1.5 / 4), np.sqrt(1.5 / 2)])


def test_standard_errors_equal_statsmodels():
    from statsmodels.regression.linear_model import OLS

    car = cars()
    X = np.column_stack([np.ones(392), car.weight, car.horsepower])
    assert standard_errors(X, car.y) == pytest.approx(OLS(car.y, X).fit().bse, rel=1e-8)


def test_a_perfect_fit_has_no_standard_error():
    with pytest.raises(ValueError, match="2 rows and 2 columns"):
        standard_errors(add_intercept([[1], [2]]), [1, 2])


def test_the_bootstrap_draws_rows_with_their_targets():
    X = add_intercept(np.arange(8.0)[:, None])
    drawn = bootstrap(X, X @ [3, -2], 20, np.random.default_rng(0))
    assert drawn == pytest.approx(np.tile([3, -2], (20, 1)))  # whatever the rows, they lie on the line


def test_the_bootstrap_scatters_like_the_formula_where_the_formula_holds():
    rng = np.random.default_rng(1)
    X = add_intercept(rng.normal(size=(300, 2)))
    y = X @ [1, 2, 3] + rng.normal(size=300)
    drawn = bootstrap(X, y, 400, rng)
    assert drawn.shape == (400, 3)
    assert drawn.std(axis=0, ddof=1) == pytest.approx(standard_errors(X, y), rel=0.15)
    again = bootstrap(X, y, 3, np.random.default_rng(5), fit=lambda X, y: ridge(X[:, 1:], y, 1e9)[0])
    assert np.abs(again).max() < 1e-5  # another fit is used
