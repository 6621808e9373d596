"""Chapter 6's random features, attention and mined filters against hand-worked cases, formulas and references."""
import numpy as np
import pytest
from dldm import bridges
from dldm.bridges import patches
from dldm.datasets import digits_28
from dldm.ground import squared_distances
from dldm.nn import relu
from dldm.page import play
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate2d
from scipy.special import softmax
from sklearn.linear_model import Ridge
from statsmodels.nonparametric.kernel_regression import KernelReg

seeds = st.integers(0, 10_000)


def rng(seed=0):
    return np.random.default_rng(seed)


# ---------------------------------------------------------------- random features


def test_the_shortest_solution_by_hand():
    W, s = bridges.minimum_norm([[3.0, 4.0]], [[5.0]])
    assert W.ravel() == pytest.approx([0.6, 0.8]) and s == pytest.approx([5])


@given(seeds, st.integers(2, 9), st.integers(2, 9))
@settings(max_examples=40, deadline=None)
def test_minimum_norm_is_the_pseudoinverse_and_with_a_penalty_ridge(seed, n, width):
    F, Y = rng(seed).normal(size=(n, width)), rng(seed + 1).normal(size=(n, 2))
    W, s = bridges.minimum_norm(F, Y)
    assert np.allclose(W, np.linalg.pinv(F) @ Y, rtol=1e-6)
    U, S, _ = np.linalg.svd(F, full_matrices=False)
    assert (W**2).sum() == pytest.approx((((U.T @ Y) / S[:, None]) ** 2).sum())
    ridge = Ridge(alpha=0.7, fit_intercept=False).fit(F, Y).coef_.T
    assert bridges.minimum_norm(F, Y, 0.7)[0] == pytest.approx(ridge, rel=1e-6, abs=1e-8)


def test_missing_directions_stay_zero():
    F = np.array([[1.0, 0, 0], [2, 0, 0], [0, 1, 0]])
    assert bridges.minimum_norm(F, np.ones((3, 1)))[0].ravel() == pytest.approx([0.6, 1, 0])
    assert bridges.minimum_norm(np.zeros((2, 2)), np.ones((2, 1)))[0].tolist() == [[0.0], [0.0]]


def descent(n=100, widths=(30, 100, 800), penalty=0.0):
    data, order = digits_28(), rng(1).permutation(5000)
    X, y = data.X[order], data.y[order]
    return list(bridges.width_steps(X[:n], y[:n], X[4000:], y[4000:], widths, rng(2), penalty))


def test_the_error_comes_down_twice_and_the_length_has_its_peak_between():
    left, peak, right = descent()
    assert peak.new < 0.3 < min(left.new, right.new) and left.new < right.new
    assert peak.train == right.train == 1 and peak.norm > 5 * max(left.norm, right.norm)
    assert peak.smallest < min(left.smallest, right.smallest)
    assert [s.width for s in (left, peak, right)] == [30, 100, 800]
    assert descent(widths=(100,), penalty=100.0)[0].new > 0.5


def test_same_generator_same_widths():
    assert descent(widths=(20, 50)) == descent(widths=(20, 50)) != descent(widths=(50, 20))


# ---------------------------------------------------------------- attention


def test_kernel_regression_by_hand():
    out, weights = bridges.kernel_regression([[0.0]], [[0.0], [1.0], [2.0]], [[10.0], [20.0], [60.0]], 1.0)
    raw = np.exp([0, -0.5, -2])
    assert weights[0] == pytest.approx(raw / raw.sum()) and out[0, 0] == pytest.approx(raw @ [10, 20, 60] / raw.sum())


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_attention_is_its_formula_and_with_unit_keys_a_gaussian_kernel(seed):
    r = rng(seed)
    Q, K, V, tau = r.normal(size=(4, 3)), r.normal(size=(6, 3)), r.normal(size=(6, 2)), r.uniform(0.2, 3)
    out, weights = bridges.attention(Q, K, V, tau)
    assert weights == pytest.approx(softmax(Q @ K.T / tau, axis=1)) and out == pytest.approx(weights @ V)
    assert weights.sum(axis=1) == pytest.approx(np.ones(4))
    assert (bridges.attention(Q, K, V)[1] == bridges.attention(Q, K, V, 1.0)[1]).all()
    K = 1.7 * K / np.linalg.norm(K, axis=1, keepdims=True)  # equal lengths are enough
    assert bridges.attention(Q, K, V, tau)[1] == pytest.approx(bridges.kernel_regression(Q, K, V, np.sqrt(tau))[1])
    assert squared_distances(Q, K) == pytest.approx(((Q[:, None] - K) ** 2).sum(axis=2))


@pytest.mark.filterwarnings("ignore::FutureWarning")  # statsmodels announces a change of its random generator
@pytest.mark.parametrize("h", [0.1, 0.5, 2.0])
def test_kernel_regression_is_statsmodels(h):
    x, y, ask = rng(1).normal(size=60), rng(2).normal(size=60), np.linspace(-1, 1, 9)
    theirs = KernelReg(y, x, var_type="c", reg_type="lc", bw=[h]).fit(ask)[0]
    ours = bridges.kernel_regression(ask[:, None], x[:, None], y[:, None], h)[0][:, 0]
    assert ours == pytest.approx(theirs)


def test_limits_of_the_bandwidth():
    x, y = rng(1).normal(size=(30, 2)), rng(2).normal(size=30)
    near, _ = bridges.kernel_regression(x + 1e-6, x, y[:, None], 1e-3)
    far, _ = bridges.kernel_regression(x, x, y[:, None], 1e4)
    assert near[:, 0] == pytest.approx(y) and far[:, 0] == pytest.approx(np.full(30, y.mean()))


def test_leave_one_out_is_a_loop():
    x, y = rng(1).normal(size=(20, 2)), rng(2).normal(size=20)
    misses = []
    for i in range(20):
        rest = np.arange(20) != i
        misses.append(bridges.kernel_regression(x[i:i + 1], x[rest], y[rest, None], 0.4)[0][0, 0] - y[i])
    assert bridges.leave_one_out_error(x, y, 0.4) == pytest.approx(np.mean(np.square(misses)))


def test_scores_of_thousands_do_not_overflow():
    out, weights = bridges.attention([[1000.0]], [[1000.0], [999.0]], [[1.0], [2.0]], 0.5)
    assert out.tolist() == [[1.0]] and np.isfinite(weights).all()


# ---------------------------------------------------------------- mined filters


def test_patches_are_windows_of_the_images():
    images = np.arange(2 * 5 * 6, dtype=float).reshape(2, 5, 6)
    found = patches.random_patches(images, 3, 50, rng())
    every = {images[n, i:i + 3, j:j + 3].tobytes() for n in range(2) for i in range(3) for j in range(4)}
    assert found.shape == (50, 9) and {p.tobytes() for p in found} <= every and len({p.tobytes() for p in found}) > 15
    assert set(patches.random_patches(images, 1, 500, rng()).ravel()) == set(images.ravel())  # single pixels


def test_normalised_patches_and_filters():
    P = rng().normal(size=(20, 9)) * 3 + 5
    P[3] = 7.0
    Z = patches.normalised(P)
    assert Z.shape == (19, 9) and Z.mean(axis=1) == pytest.approx(np.zeros(19)) and (Z.std(axis=1) < 1).all()
    F = patches.as_filters(Z)
    assert F.sum(axis=1) == pytest.approx(np.zeros(19)) and np.linalg.norm(F, axis=1) == pytest.approx(np.ones(19))


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_convolve_is_scipys_correlation(seed):
    images, filters = rng(seed).normal(size=(2, 7, 8)), rng(seed + 1).normal(size=(3, 9))
    H = patches.convolve(images, filters)
    assert H.shape == (2, 5, 6, 3)
    for n in range(2):
        for k in range(3):
            assert H[n, :, :, k] == pytest.approx(relu(correlate2d(images[n], filters[k].reshape(3, 3), "valid")))


def test_pooled_means_by_hand_and_the_whole_layer():
    H = np.arange(24, dtype=float).reshape(1, 4, 6, 1)
    assert patches.pooled(H, 2).tolist() == [[3.5, 5.5, 7.5, 15.5, 17.5, 19.5]]
    assert patches.pooled(H[:, :, :5], 2).tolist() == [[3.5, 5.5, 15.5, 17.5]]
    X, filters = rng().random((7, 36)), rng(1).normal(size=(4, 9))
    whole = patches.pooled(patches.convolve(X.reshape(-1, 6, 6), filters), 2)
    assert patches.layer(X, filters, 2, (6, 6), block=3) == pytest.approx(whole) and whole.shape == (7, 16)


@pytest.mark.parametrize(("call", "words"), [
    (lambda: bridges.random_features(np.ones((2, 3)), np.ones((4, 5))), "expected .rows, 4"),
    (lambda: bridges.minimum_norm(np.ones((2, 3)), np.ones((3, 1))), "each row needs its targets"),
    (lambda: bridges.minimum_norm(np.ones((2, 3)), np.ones((2, 1)), -1), "penalty is -1"),
    (lambda: next(bridges.width_steps(np.eye(2), [0, 1], np.eye(2), [0, 1], [2, 0], rng())), "a width is 0"),
    (lambda: bridges.attention(np.ones((2, 3)), np.ones((2, 4)), np.ones((2, 1))), "keys and queries"),
    (lambda: bridges.attention(np.ones((2, 3)), np.ones((2, 3)), np.ones((3, 1))), "each key needs one value"),
    (lambda: bridges.attention(np.ones((2, 3)), np.ones((2, 3)), np.ones((2, 1)), 0), "tau is 0"),
    (lambda: bridges.kernel_regression(np.ones((2, 3)), np.ones((2, 3)), np.ones((3, 1)), 1), "these must match"),
    (lambda: bridges.kernel_regression(np.ones((1, 3)), np.ones((2, 3)), np.ones((2, 1)), 1, True), "these must match"),
    (lambda: bridges.kernel_regression(np.ones((2, 3)), np.ones((2, 3)), np.ones((2, 1)), -1), "h is -1"),
    (lambda: patches.random_patches(np.ones((2, 5, 5)), 6, 3, rng()), "size is 6"),
    (lambda: patches.pooled(np.ones((1, 3, 3, 2)), 4), "side is 4"),
    (lambda: patches.layer(np.ones((2, 30)), np.ones((1, 9)), shape=(6, 6)), "one row for each image"),
])
def test_bad_input(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# ---------------------------------------------------------------- data, player, answers


def test_digits_28():
    data = digits_28()
    assert data.X.shape == (5000, 784) and data.X.min() == 0 and data.X.max() == 1
    assert np.bincount(data.y).tolist() == [500] * 10 and (np.diff(data.y) >= 0).all()


def test_player_draws_the_trace():
    trace, drawn = descent(), []
    player = play(trace, lambda ax, s: drawn.append(s), lambda s: "step", "t", "described")
    assert drawn == trace and len(player) == 3


def test_fewer_rows_are_better_at_width_500():
    for s in range(3):
        data, order = digits_28(), rng(s).permutation(5000)
        X, y = data.X[order], data.y[order]
        many, few = (next(bridges.width_steps(X[:n], y[:n], X[4000:], y[4000:], [500], rng(s))).new
                     for n in (500, 250))
        assert many < 0.25 and 0.6 < few < 0.82


def test_labels_may_be_any_two_classes():
    """Signs, words or numbers: the same accuracies."""
    X, X_new = rng(0).normal(size=(40, 5)), rng(1).normal(size=(30, 5))
    y, y_new = (X[:, 0] > 0).astype(int), (X_new[:, 0] > 0).astype(int)
    runs = [[s[1:3] for s in bridges.width_steps(X, names[y], X_new, names[y_new], [1, 20], rng(2))]
            for names in (np.array([0, 1]), np.array([-1, 1]), np.array(["no", "yes"]))]
    assert runs[0] == runs[1] == runs[2] and runs[0][1][1] > 0.6
    state = next(bridges.width_steps(X, y, X, 1 - y, [20], rng(2)))  # asked for the other label: wrong where right
    assert state.train > 0.6 and state.train + state.new == pytest.approx(1)
    F = bridges.random_features(X, rng(2).normal(0, 5 / np.sqrt(5), (5, 20)))
    assert state.smallest == pytest.approx(np.linalg.norm(F, -2))  # the least singular value


def test_images_and_filters_of_other_shapes_are_refused():
    for images, filters in ((np.ones((5, 5)), np.ones((1, 9))), (np.ones((1, 5, 5)), np.ones((1, 8))),
                            (np.ones((1, 2, 5)), np.ones((1, 9))), (np.ones((1, 5, 2)), np.ones((1, 9)))):
        with pytest.raises(ValueError, match="images have shape"):
            patches.convolve(images, filters)
