"""Gaussian mixtures and soft k-means: by hand, by property, against scikit-learn, and on bad input."""
import numpy as np
import pytest
from dldm.datasets import irises
from dldm.ground import log_sum_exp
from dldm.mining.clustering import (
    cooling_steps,
    em_steps,
    gaussian_mixture,
    lloyd,
    log_densities,
    m_step,
    mean_entropy,
    soft_kmeans,
    soft_kmeans_steps,
)
from dldm.nn import softmax
from dldm.page import play
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.mixture import GaussianMixture

pytestmark = pytest.mark.filterwarnings("error")


def test_densities_by_hand():
    assert log_densities(np.array([[2.0]]), np.array([[0.0]]), np.array([[[4.0]]]))[0, 0] == pytest.approx(
        -0.5 - np.log(2) - 0.5 * np.log(2 * np.pi))
    assert log_sum_exp(np.array([[1000.0, 1000.0], [-1000.0, -1001.0]])) == pytest.approx(
        [1000 + np.log(2), -1000 + np.log1p(np.exp(-1))])


def test_maximise_with_hard_labels_is_mean_and_covariance():
    X = np.random.default_rng(0).normal(size=(10, 2))
    R = np.repeat(np.eye(2), 5, axis=0)
    weights, means, covariances = m_step(X, R, ridge=0)
    assert weights == pytest.approx([0.5, 0.5]) and means[1] == pytest.approx(X[5:].mean(axis=0))
    assert covariances[0] == pytest.approx(np.cov(X[:5].T, bias=True))


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6), k=st.integers(1, 4))
def test_the_likelihood_never_falls_and_rows_sum_to_one(seed, k):
    X = np.random.default_rng(seed).normal(size=(40, 2))
    values = []
    for state in em_steps(X, X[:k], n=30, ridge=1e-12):
        values.append(state.log_likelihood)
        assert state.R.sum(axis=1) == pytest.approx(1) and state.weights.sum() == pytest.approx(1)
    assert np.diff(values).min(initial=0) > -1e-5


def test_equals_scikit_learn_from_the_same_start():
    X = irises().X
    start = X[[0, 50, 100]]
    for ours in em_steps(X, start, tol=1e-12, n=3000):
        pass
    covariance = np.cov(X.T, bias=True) + 1e-6 * np.eye(4)
    theirs = GaussianMixture(3, tol=1e-12, max_iter=3000, weights_init=np.full(3, 1 / 3), means_init=start,
                             precisions_init=[np.linalg.inv(covariance)] * 3).fit(X)
    assert ours.means == pytest.approx(theirs.means_, abs=1e-4)
    assert ours.log_likelihood / 150 == pytest.approx(theirs.score(X), abs=1e-8)
    assert (ours.R.argmax(axis=1) == theirs.predict(X)).all()


def test_cold_soft_kmeans_is_kmeans():
    X = irises().X
    centres, R = soft_kmeans(X, X[[0, 50, 100]], 0.001)
    hard = lloyd(X, X[[0, 50, 100]])
    assert centres == pytest.approx(hard.centres, abs=1e-12) and (R.argmax(axis=1) == hard.labels).all()
    assert mean_entropy(R) < 1e-9 < mean_entropy(soft_kmeans(X, X[[0, 50, 100]], 1.0)[1])


def test_the_frames_of_the_temperature_player_are_the_cooling():
    X, drawn, variances = irises().X[:, 2:], [], (1, 0.3, 0.01)
    steps = cooling_steps(X, X[[0, 50, 100]], variances)
    player = play(steps, lambda ax, s: drawn.append(s), lambda s: str(s.variance), "t", "d")
    assert len(player) == 3 and player.captions == ["1", "0.3", "0.01"]
    for state, variance in zip(drawn, variances):
        centres, R = soft_kmeans(X, X[[0, 50, 100]], variance)
        assert np.array_equal(state.centres, centres) and np.array_equal(state.R, R)


def test_two_centres_part_where_the_temperature_falls_below_the_variance_they_share():
    """The step from m + s, m - s is C s / variance (C: covariance of the rows shared), so it grows or shrinks."""
    X = irises().X[50:, 2:]
    spread = np.linalg.eigvalsh(np.cov(X.T, bias=True))[-1]
    start = X.mean(axis=0) + np.array([[1e-3, 0], [-1e-3, 0]])
    apart = [np.ptp(soft_kmeans(X, start, factor * spread, 3000)[0], axis=0).max() for factor in (1.05, 0.95)]
    assert apart[0] < 1e-6 and apart[1] > 0.1


def test_soft_shares_are_a_softmax_layer_with_the_centres_as_weights():
    X = irises().X
    C = X[[0, 50, 100]]
    R = next(soft_kmeans_steps(X, C, 0.5))[1]
    assert softmax((X @ C.T - (C * C).sum(axis=1) / 2) / 0.5) == pytest.approx(R, abs=1e-13)


def test_entropy_by_hand():
    assert mean_entropy(np.array([[0.5, 0.5], [1.0, 0.0]])) == pytest.approx(0.5)


def test_steps_end_in_the_plain_function_and_inputs_stay():
    X = irises().X[:, 2:]
    kept = X.copy()
    *_, last = soft_kmeans_steps(X, X[:3], 0.1, 7)
    assert np.array_equal(last[0], soft_kmeans(X, X[:3], 0.1, 7)[0])
    a, b = (gaussian_mixture(X, 2, np.random.default_rng(3)) for _ in range(2))
    assert a.log_likelihood == b.log_likelihood and np.array_equal(X, kept)


def test_equal_rows_do_not_break_it():
    X = np.repeat([[0.0, 1], [5, 5]], 6, axis=0)
    state = gaussian_mixture(X, 2, np.random.default_rng(0))
    assert np.isfinite(state.log_likelihood) and sorted(state.means[:, 0].round(3)) == [0, 5]


@pytest.mark.parametrize("call, words", [
    (lambda X: list(em_steps(X, X, tol=0)), "tol is 0"), (lambda X: list(em_steps(X, X, ridge=0)), "ridge is 0"),
    (lambda X: list(em_steps(X, X, n=0)), "n is 0"), (lambda X: soft_kmeans(X, X, 1, -1), "n is -1"),
    (lambda X: list(em_steps(X[:1], X)), "k is 3"),
    (lambda X: list(em_steps(X, X[:, :1])), "means has shape"), (lambda X: soft_kmeans(X, X, 0), "variance is 0"),
    (lambda X: soft_kmeans(X * np.nan, X, 1), "NaN"), (lambda X: gaussian_mixture(X, 4, None), "k is 4"),
    (lambda X: soft_kmeans(X, X[:, :1], 1), "centres has shape"),
    (lambda X: log_densities(X, X[:, :1], np.eye(2)[None]), "means has shape"),
    (lambda X: log_densities(X, X[:1], np.eye(2)), "covariances have shape"),
    (lambda X: m_step(X, np.eye(2)), r"R has shape \(2, 2\), expected \(3, 2\)"),
    (lambda X: m_step(X, 1.0), r"R has shape \(\), expected \(rows, columns\)"),
    (lambda X: m_step(X, np.ones(3)), r"R has shape \(3,\)"),
    (lambda X: m_step(X, X), "row 1 of R .* sum to 1"),
    (lambda X: mean_entropy([[0.5, 0.6]]), "row 0 of R"), (lambda X: mean_entropy([[1.5, -0.5]]), "not negative")])
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call(np.arange(6.0).reshape(3, 2))


def test_the_ridge_is_a_share_of_each_columns_variance():
    X = np.random.default_rng(0).normal(size=(30, 2)) * [1e-4, 1e4]
    covariance = m_step(X, np.ones((30, 1)), ridge=0.5)[2][0]
    assert covariance == pytest.approx(np.cov(X.T, bias=True) + 0.5 * np.diag(X.var(axis=0)))
    level = np.column_stack([X[:, 1], np.full(30, 0.1)])  # a constant column takes the largest variance
    assert m_step(X, np.ones((30, 1)))[2][0] == pytest.approx(np.cov(X.T, bias=True), rel=1e-4)  # by itself a small one
    assert m_step(level, np.ones((30, 1)), ridge=0.5)[2][0, 1, 1] == pytest.approx(0.5 * X[:, 1].var())


def test_tol_is_the_mean_log_likelihood_of_a_row():
    """Twice the rows, each twice: the sum rises twice as fast, the mean of a row as before, so the rounds are equal."""
    X = irises().X
    once, twice = (list(em_steps(data, X[[0, 50, 100]], tol=1e-4)) for data in (X, np.repeat(X, 64, axis=0)))
    assert len(once) == len(twice) > 5
    rises = np.diff([state.log_likelihood for state in once]) / len(X)
    assert (rises[:-1] >= 1e-4).all() and rises[-1] < 1e-4
