"""Support vector regression: by hand, the conditions of the optimum, and libsvm on the same objective."""
import numpy as np
import pytest
from dldm.datasets import diabetes
from dldm.ground import standardise
from dldm.mining.classification import linear_kernel, rbf_kernel
from dldm.mining.regression import SVR, Scaled, dual, epsilon_insensitive, primal, svr_steps
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.compose import TransformedTargetRegressor
from sklearn.metrics.pairwise import rbf_kernel as their_rbf
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR as Theirs

pytestmark = pytest.mark.filterwarnings("error")


def table(seed, n=25, d=2):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    return X, X @ np.arange(1.0, d + 1) + rng.normal(size=n)


def whole_beta(model, n):
    beta = np.zeros(n)
    beta[model.support_] = model.beta_
    return beta


def test_tube_by_hand():
    assert epsilon_insensitive(np.array([-3.0, -1.0, 0.5, 1.0, 2.0]), 1.0).tolist() == [2, 0, 0, 0, 1]


def test_two_points_by_hand():
    """(0, 0) and (1, 2) with eps = .5: the flattest line that both tubes hold has slope 1 and starts at .5."""
    model = SVR(C=10, eps=0.5, tol=1e-10).fit([[0.0], [1.0]], [0.0, 2.0])
    assert model.predict([[0.0], [1.0], [2.0]]) == pytest.approx([0.5, 1.5, 2.5])
    assert model.beta_ == pytest.approx([-1, 1]) and model.n_steps_ == 1


def test_kernels_equal_scikit_learn():
    A, B = table(1)[0], table(2)[0]
    assert rbf_kernel(A, B, 0.3) == pytest.approx(their_rbf(A, B, 0.3)) and np.array_equal(linear_kernel(A, B), A @ B.T)


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6), C=st.sampled_from([0.1, 1.0, 20.0]), eps=st.sampled_from([0.0, 0.1, 1.0]))
def test_every_step_keeps_the_constraints_and_raises_the_dual(seed, C, eps):
    X, y = table(seed)
    K, before = rbf_kernel(X, X), -np.inf
    for state in svr_steps(K, y, C, eps, tol=1e-6):
        assert abs(state.beta.sum()) < 1e-9 * C * len(y) and np.abs(state.beta).max() <= C
        now = dual(state.beta, K, y, eps)
        assert now >= before - 1e-9 * (1 + abs(before)) and now <= primal(state.beta, state.b, K, y, C, eps) + 1e-9
        before = now
    # With b in the middle every residual breaks its condition by at most half of the violation, and |beta| <= C.
    gap = primal(state.beta, state.b, K, y, C, eps) - now
    assert state.violation <= 1e-6 and gap <= len(y) * C * 1e-6 / 2 + 1e-9


@pytest.mark.parametrize("kernel, gamma", [("linear", 1.0), ("rbf", 0.1)])
@pytest.mark.parametrize("C, eps", [(1.0, 0.1), (10.0, 20.0), (30.0, 40.0)])
def test_equals_libsvm_on_the_diabetes_table(kernel, gamma, C, eps):
    data = diabetes()
    Z = standardise(data.X)[0]
    own_kernel = linear_kernel if kernel == "linear" else lambda A, B: rbf_kernel(A, B, gamma)
    ours = SVR(C, eps, own_kernel, tol=1e-6).fit(Z, data.y)
    theirs = Theirs(kernel=kernel, gamma=gamma, C=C, epsilon=eps, tol=1e-6).fit(Z, data.y)
    assert ours.predict(Z) == pytest.approx(theirs.predict(Z), abs=5e-3)
    K = ours.kernel(Z, Z)
    beta, their_beta = whole_beta(ours, 442), np.zeros(442)
    their_beta[theirs.support_] = theirs.dual_coef_[0]
    assert dual(beta, K, data.y, eps) >= dual(their_beta, K, data.y, eps) - 1e-3
    assert dual(beta, K, data.y, eps) == pytest.approx(dual(their_beta, K, data.y, eps), rel=1e-7)


def test_beta_says_where_a_row_lies():
    """Inside the tube 0, outside exactly C with the residual's sign, and between the two only on the edge."""
    X, y = table(4, 60)
    model = SVR(C=2.0, eps=0.7, tol=1e-9).fit(X, y)
    beta, r = whole_beta(model, 60), y - model.predict(X)
    assert (beta[np.abs(r) < 0.7 - 1e-6] == 0).all()
    outside = np.abs(r) > 0.7 + 1e-6
    assert outside.any() and (beta[outside] == 2.0 * np.sign(r[outside])).all()
    between = (beta != 0) & (np.abs(beta) < 2.0)
    assert between.any() and np.abs(r[between]) == pytest.approx(0.7, abs=1e-6)


def test_a_wide_tube_needs_no_support_vector():
    model = SVR(eps=10.0).fit([[0.0], [1.0]], [3.0, 5.0])
    assert not len(model.support_) and model.predict([[7.0]]) == pytest.approx([4.0])


def test_equal_rows_and_one_row():
    assert SVR(eps=0.0, tol=1e-9).fit([[1.0], [1.0], [1.0]], [0.0, 1.0, 5.0]).predict([[1.0]]) == pytest.approx([1.0])
    assert SVR().fit([[1.0]], [3.0]).predict([[9.0]]) == pytest.approx([3.0])


def test_the_trace_ends_in_what_fit_keeps_and_is_the_same_every_time():
    X, y = table(5)
    first, second = (list(svr_steps(X @ X.T, y)) for _ in range(2))
    model = SVR().fit(X, y)
    assert len(first) - 1 == model.n_steps_ and first[-1].b == model.b_
    assert np.array_equal(first[-1].beta[model.support_], model.beta_) and not first[0].beta.any()
    assert all(np.array_equal(a.beta, b.beta) and a[1:] == b[1:] for a, b in zip(first, second))


@pytest.mark.parametrize("options, X, y, words", [
    ({"C": 0}, [[1.0]], [1.0], "C is 0: it must be a number above 0"), ({"C": np.inf}, [[1.0]], [1.0], "C is inf"),
    ({"eps": -0.1}, [[1.0]], [1.0], "eps is -0.1: it must be 0 or"), ({"tol": 0}, [[1.0]], [1.0], "tol is 0"),
    ({}, [[1.0], [2.0]], [1.0], "y has shape"), ({}, [[np.nan]], [1.0], "NaN or infinity"),
    ({}, np.zeros((0, 1)), [], "no rows"), ({}, [1.0], [1.0], "X has shape")])
def test_bad_input_is_refused(options, X, y, words):
    with pytest.raises(ValueError, match=words):
        SVR(**options).fit(X, y)


def test_a_negative_tube_and_another_number_of_columns_are_refused():
    with pytest.raises(ValueError, match="eps is -1"):
        epsilon_insensitive(np.ones(2), -1)
    with pytest.raises(ValueError, match=r"expected \(rows, 1\)"):
        SVR().fit([[1.0], [2.0]], [1.0, 2.0]).predict([[1.0, 2.0]])


def test_inputs_are_not_modified():
    X, y = table(6)
    X_before, y_before = X.copy(), y.copy()
    SVR().fit(X, y)
    assert np.array_equal(X, X_before) and np.array_equal(y, y_before)


@pytest.mark.parametrize("target", [False, True])
def test_scaled_equals_scikit_learns_scalers(target):
    data = diabetes()
    ours = Scaled(SVR(kernel=lambda A, B: rbf_kernel(A, B, 0.1), tol=1e-6), target).fit(data.X[:300], data.y[:300])
    theirs = make_pipeline(StandardScaler(), Theirs(gamma=0.1, tol=1e-6))
    theirs = TransformedTargetRegressor(theirs, transformer=StandardScaler()) if target else theirs
    expected = theirs.fit(data.X[:300], data.y[:300]).predict(data.X[300:])
    assert ours.predict(data.X[300:]) == pytest.approx(expected, abs=1e-3)


def test_scaled_refuses_what_has_no_spread():
    with pytest.raises(ValueError, match="column 0 of X is constant"):
        Scaled(SVR()).fit([[1.0], [1.0]], [1.0, 2.0])
    with pytest.raises(ValueError, match="deviation of y is 0"):
        Scaled(SVR()).fit([[1.0], [2.0]], [3.0, 3.0])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kernel, words", [
    (lambda A, B: A @ B.T * np.inf, "the kernel gives NaN or infinity"),
    (lambda A, B: A, "the kernel of 4 rows has shape"),
    (lambda A, B: A @ B.T * 1e160, "NaN or infinity|after 100000 steps")])
def test_a_kernel_that_is_none_is_refused(kernel, words):
    with pytest.raises(ValueError, match=words):
        SVR(kernel=kernel).fit(np.array([[1.0], [2], [4], [1e150]]), [1.0, 5, 2, 9])


def test_scaled_wants_the_columns_that_fit_saw():
    with pytest.raises(ValueError, match=r"expected \(rows, 1\)"):
        Scaled(SVR()).fit([[1.0], [2.0]], [1.0, 2.0]).predict([[1.0, 2.0]])
