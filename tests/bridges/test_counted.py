"""Networks that are shown rows end at what was counted or solved for; by hand, and against a library."""
import numpy as np
import pytest
from dldm.bridges import discriminator_steps, labelled_pairs, next_symbol_steps, tube_steps, whole_basket_steps
from dldm.ground import last
from dldm.mining.sequences import count_steps, transitions
from sklearn.svm import SVR

M = np.array([[1, 1, 0], [1, 0, 1], [1, 1, 0], [0, 1, 1]])


def test_pairs_by_hand():
    pairs, label, weight = labelled_pairs(np.array([[1, 1], [1, 0]]), 3)
    assert pairs[label == 1].tolist() == [[0, 1], [1, 0]]  # of the first basket
    assert sorted(pairs[label == 0].tolist()) == [[0, 1], [0, 1], [1, 0], [1, 0]]  # I1 stands twice, I2 once
    assert weight.tolist() == [1, 1] + [1.5] * 4


def test_the_discriminator_ends_at_the_logarithm_of_the_lift():
    both, own = M.T @ M, M.sum(axis=0)
    V = last(discriminator_steps(*labelled_pairs(M, 2), 3, 300))
    off = ~np.eye(3, dtype=bool)
    assert np.abs(V - np.log(4 * both / np.outer(own, own) / 2))[off].max() < 1e-10


def test_the_sigmoid_layer_ends_at_the_confidences():
    share = (M.T @ M / M.sum(axis=0)[:, None])
    inside = (share > 0) & (share < 1)
    assert np.abs(last(whole_basket_steps(M, 300)) - share)[inside].max() < 1e-12
    first = next(iter(whole_basket_steps(M, 0)))
    assert (first == 0.5).all()


def test_the_softmax_layer_ends_at_the_chain():
    codes = np.array([0, 1, 0, 2, 0, 1, 1, 2, 1, 0, 0])
    states = list(next_symbol_steps(codes, 3, 4000))
    gaps = [np.abs(s - transitions(count_steps(codes, 3))).max() for s in states]
    assert gaps[0] > gaps[100] > gaps[-1] and gaps[-1] < 1e-3 and np.allclose(states[0], 1 / 3)


def test_a_symbol_that_is_never_left_keeps_its_start():
    assert np.allclose(last(next_symbol_steps([0, 1, 0, 1, 2], 3, 50))[2], 1 / 3)


def test_the_tube_reaches_the_machine():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(80, 2))
    y = X @ [3, -2] + 1 + rng.normal(size=80)
    machine = SVR(kernel="linear", C=10, epsilon=0.5, tol=1e-8).fit(X, y)
    w, b = last(tube_steps(X, y, 10, 0.5, 20_000, rate=1.0))
    assert np.abs(X @ w + b - machine.predict(X)).max() < 0.05


def test_no_row_outside_the_tube_leaves_zero():
    for errors in (0.4, 0.5):  # eps itself is forgiven, too
        w, b = last(tube_steps(np.ones((3, 1)), np.full(3, errors), 1, 0.5, 10))
        assert w.tolist() == [0] and b == 0


@pytest.mark.parametrize("call, message", [
    (lambda: next(next_symbol_steps([0, 3], 3, 1)), "from 0 to 2"),
    (lambda: next(next_symbol_steps([[0]], 3, 1)), "row"),
    (lambda: next(next_symbol_steps([0, 1], 0, 1)), "K"), (lambda: next(next_symbol_steps([0, 1], 2, -1)), "n"),
    (lambda: next(whole_basket_steps(M, -1)), "n"), (lambda: labelled_pairs(M, 0), "k"),
    (lambda: next(whole_basket_steps([[np.nan]], 1)), "NaN"), (lambda: labelled_pairs([[np.nan]], 1), "NaN"),
    (lambda: next(whole_basket_steps([[2, 0], [1, 1]], 1)), "other than 0 and 1"),
    (lambda: labelled_pairs([[0.5, 1], [1, 1]], 1), "other than 0 and 1"),
    (lambda: next(discriminator_steps(*labelled_pairs(M, 2), 3, -1)), "n"),
    (lambda: next(tube_steps(M, [1, 2], 1, 1, 1)), "y"), (lambda: next(tube_steps(M, np.ones(4), 0, 1, 1)), "C"),
    (lambda: next(tube_steps(M, np.ones(4), 1, -1, 1)), "eps"),
    (lambda: next(tube_steps(M, np.ones(4), 1, 1, -1)), "n"),
    (lambda: next(tube_steps([[np.inf]], [1], 1, 1, 1)), "infinity")])
def test_bad_input(call, message):
    with pytest.raises(ValueError, match=message):
        call()
