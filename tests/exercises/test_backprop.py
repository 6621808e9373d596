"""What the check of chapter 3's function compares with: itself against finite differences."""
import numpy as np
import pytest
from dldm.exercises.check import find
from dldm.exercises.networks import backprop
from dldm.nn import numerical_gradient


def mean_loss(theta, X, y, W, b):
    """The loss of the network with a shortcut, written out, from one vector of parameters."""
    cuts = np.split(theta, np.cumsum([a.size for pair in zip(W, b) for a in pair])[:-1])
    (A, a), (B, c), (C, d) = [(w.reshape(v.shape), u) for w, u, v in zip(cuts[::2], cuts[1::2], W)]
    H = np.maximum(X @ A + a, 0)
    Z = (H + np.maximum(H @ B + c, 0)) @ C + d
    return np.mean(np.logaddexp(0, Z[:, 0]) - y * Z[:, 0])


@pytest.mark.parametrize("case, rows", [("small", None), ("biopsies", 40)])
def test_the_reference_is_the_slope_of_the_loss(case, rows, monkeypatch):
    X, y, W, b = backprop._rows()[case]
    X, y = X[:rows], y[:rows]
    monkeypatch.setattr(backprop, "_rows", lambda: {case: (X, y, W, b)})
    theta = np.concatenate([a.ravel() for pair in zip(W, b) for a in pair])
    numeric = numerical_gradient(lambda t: mean_loss(t, X, y, W, b), theta, 1e-6)
    exact = np.concatenate([a.ravel() for pair in backprop._backward(case) for a in pair])
    np.testing.assert_allclose(exact, numeric, rtol=0, atol=2e-9)


FLAWS = ("slope", "no shortcut", "early", "gate of the sum", "no gates", "untransposed", "long way only",
         "shortcut only")


@pytest.mark.parametrize("case", ["small", "biopsies"])
def test_no_two_slips_look_alike_on_either_net(case):
    made = [backprop._reference(case), *(backprop._backward(case, flaw) for flaw in FLAWS)]
    close = [(i, j) for i in range(len(made)) for j in range(i) if backprop._gap(made[i], made[j]) < 1e-3]
    assert close == []


def test_a_wrong_layer_is_named_together_with_the_case_that_shows_it():
    say = find("ch03-i1").fallback
    right = [(dW.copy(), db.copy()) for dW, db in backprop._reference("small")]
    right[0][0][0, 0] += 1
    told = say(backprop._Got("small", right))
    assert "layer 1 does not" in told and "X = [[1.0, 2.0], [-1.0, 1.0], [2.0, -1.0]]" in told
    assert str(round(right[0][0][0, 1], 4)) not in told
