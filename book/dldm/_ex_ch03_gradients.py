"""Exercise ch03-i1, backpropagation: one public training step of scikit-learn is the reference."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from .exercises import Exercise, Hint, Trap, call, function
from .layers import Dense, backward_steps, forward, sigmoid
from .nn import Sequential


@lru_cache
def _step():
    """The biopsies, a 10-10-10-1 net, and its gradient read off one public full-batch SGD step (W before − W after) / rate."""
    from sklearn.neural_network import MLPClassifier

    from .datasets import biopsies
    cases = biopsies()
    X, y = cases.X[:, :10], cases.y
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    rate = 1e-3
    model = MLPClassifier(hidden_layer_sizes=(10, 10), solver="sgd", momentum=0, nesterovs_momentum=False, learning_rate_init=rate, batch_size=len(y), alpha=0, shuffle=False, random_state=0)
    model.partial_fit(X, y, classes=[0, 1])
    W, b = [w.copy() for w in model.coefs_], [v.copy() for v in model.intercepts_]
    model.partial_fit(X, y)
    reference = [((p - q) / rate, (u - v) / rate) for p, q, u, v in zip(W, model.coefs_, b, model.intercepts_)]
    return SimpleNamespace(X=X, y=y, W=W, b=b, reference=reference)


def _with(flaw):
    """The gradients after `flaw(net, delta)` has spoilt the net behind its forward pass, or replaced the last delta."""
    s = _step()
    net = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")])
    net.compile("sgd", "binary_crossentropy")
    net.set_weights([a for pair in zip(s.W, s.b) for a in pair])
    H = forward(net.layers, s.X)
    delta = net.delta(H[-1], s.y[:, None])
    spoilt = flaw(net, sigmoid(H[-1]))
    list(backward_steps(net.layers, H, delta if spoilt is None else delta * spoilt))
    return [(layer.dW.copy(), layer.db.copy()) for layer in net.layers]


def _unmask(net, p):
    for layer in net.layers:
        layer.slope = lambda H: 1.0


def _untranspose(net, p):
    net.layers[1].W[...] = net.layers[1].W.T.copy()


BROADCAST = "A delta of shape (569, 569) met W₃. p has shape (N, 1) and y has (N,): their difference broadcasts to (N, N). Print its shape, then give y a second axis."


def _gradients(f):
    """What the learner's function returns on the biopsies, as a list of (dW, db) arrays."""
    s = _step()
    try:
        got = call(f, s.X, s.y, s.W, s.b)
    except ValueError as error:
        raise (Hint("broadcast", BROADCAST) if "1 is different from 569" in str(error) else error) from error
    if not isinstance(got, (list, tuple)) or len(got) != 3 or any(not isinstance(g, (list, tuple)) or len(g) != 2 for g in got):
        raise Hint("structure", "Return a list with one pair (dW, db) for each of the three layers, first layer first.")
    return [(np.asarray(dW, dtype=float), np.asarray(db, dtype=float)) for dW, db in got]


def _gap(got, wanted):
    return max(np.abs(p - q).max() if p.shape == q.shape else np.inf for g, w in zip(got, wanted) for p, q in zip(g, w))


def _shapes(got, which=(0, 1)):
    return [g[i].shape for g in got for i in which]


def _equals(flaw):
    """Test of a trap that is recognised by what it makes of the same data; `flaw` gives the spoilt gradients."""
    return lambda got: _gap(got, flaw()) < 1e-9


def _times(factor):
    return [(factor * dW, factor * db) for dW, db in _step().reference]


def _too_early(got):
    """W₂, W₃ moved by some η before they carried delta back: then dW of layer 2 is linear in η, for one η."""
    right, moved = _step().reference[1][0], _with(_descend)[1][0] - _step().reference[1][0]
    eta = ((got[1][0] - right) * moved).sum() / (moved * moved).sum()
    return abs(eta) > 1e-6 and np.abs(got[1][0] - right - eta * moved).max() < 1e-9


def _descend(net, p):
    net.layers[2].W -= _step().reference[2][0]


def _stepped(got):
    """The weights after a step, W − η dW, in place of the gradient."""
    (W, dW), g = (_step().W[1], _step().reference[1][0]), got[1][0]
    eta = ((W - g) * dW).sum() / (dW * dW).sum()
    return np.abs(W - g - eta * dW).max() < 1e-9


def _first_off(got):
    """Name the first wrong layer on the way back."""
    for l in (2, 1, 0):
        if _gap(got[l : l + 1], _step().reference[l : l + 1]) > 1e-10:
            break
    where = ("Layers 2 and 3 agree with the reference, layer 1 does not", "Layer 3 agrees with the reference, layer 2 does not", "Already the last layer is off")[l]
    return f"{where}. Compute δ there by hand for a single sample, and compare."


I1 = Exercise(
    "ch03-i1", {"gradients": function}, lambda got: _gap(got, _step().reference) < 1e-10,
    (
        Trap("order", lambda got: got[0][0].shape == (10, 1) and got[2][0].shape == (10, 10), "The list runs from the last layer to the first, as you computed it. Return it in the order of `weights`."),
        Trap("transposed", lambda got: got[2][0].shape == (1, 10), "Every dW must have the shape of its W, and that of the last layer is (1, 10) instead of (10, 1). Between the square layers the same slip stays silent.", "SHAPE"),
        Trap("bias-shape", lambda got: _shapes(got, [0]) == _shapes(_step().reference, [0]) and _shapes(got, [1]) != _shapes(_step().reference, [1]), "Every db must have the shape of its b, which has one axis: sum δ over the samples and keep no second axis.", "SHAPE"),
        Trap("sum", _equals(lambda: _times(len(_step().y))), "Everything is too large by a factor of 569, the number of samples. The loss is a mean over the batch: where does the 1/N enter?"),
        Trap("sign", _equals(lambda: _times(-1.0)), "Everything has the wrong sign. Where the net says 0.9 and the truth is 0, a larger z makes the loss larger: is δ positive or negative there?"),
        Trap("slope", _equals(lambda: _with(lambda net, p: p * (1 - p))), "Your last δ contains the slope of the sigmoid. With cross-entropy it cancels; it belongs there only with the squared error.", "SIGP"),
        Trap("mask", _equals(lambda: _with(_unmask)), "The last layer is right, the two before it are not: δ crosses each ReLU as if it were not there. What is the slope of ReLU where its output is 0?"),
        Trap("untransposed", _equals(lambda: _with(_untranspose)), "Layers 2 and 3 are right, layer 1 is not. On the way back W₂ must be transposed; it is square, so NumPy did not complain. On Mazur's net the same slip gives a first δ of .00923 instead of .00877.", "SHAPE"),
        Trap("stepped", _stepped, "These are weights after a step, not gradients. Backpropagation finds the slopes; what to do with them is the optimiser's business.", "BPUPD"),
        Trap("early", _too_early, "The last layer is right, but δ went back through a W that had already been updated. All deltas belong to the old weights. On Mazur's net the same slip gives a first δ of .00729 instead of .00877.", "ITER"),
        Trap("bias", lambda got: _gap([(g[0],) for g in got], [(r[0],) for r in _step().reference]) < 1e-10, "All dW are right and some db is not. b is added to every row of Z, so its gradient collects δ from every row. Did you sum, over axis 0?"),
        Trap("approximate", lambda got: _gap(got, _step().reference) < 1e-5, "Right to several digits, but not to ten. Finite differences or float32 get no further; use the chain rule, in float64."),
    ),
    why="all 231 slopes agree to ten decimals with scikit-learn's: the check let its MLPClassifier take one full-batch step on the biopsies and divided the change of the weights by the learning rate.",
    fallback=_first_off,
    run=_gradients,
    prepare=_step,
    says={
        "mutates": "the arrays passed to your function are different after the call. A gradient function only reports slopes. The update comes after all deltas are known, and it is the optimiser's; in between, δ must go back through the old weights.",
        "ValueError": "If two shapes did not fit: write the shape of each factor beside it. dW has the shape of W, δ the shape of Z, and N must be the axis that is summed.",
    },
)
