"""One sigmoid neuron with weight decay: the model and the objective of logistic
regression.
"""
from typing import NamedTuple

import numpy as np

from ..ground.arrays import last
from ..ground.checks import binary, matrix, not_negative, positive, whole
from .layers import sigmoid


class NeuronState(NamedTuple):
    """The weights w (d,) and the bias b after t steps."""

    t: int
    w: np.ndarray
    b: float


def neuron_loss(w, b, X, y, decay=0.0):
    """Mean cross-entropy of the neuron on X (N, d), y (N,) of 0 and 1, plus decay / 2
    times the squared length of w.

    The bias is not decayed.  Written with the logits Z = X w + b, so that no
    exponential overflows.
    """
    Z = X @ w + b
    return np.mean(np.logaddexp(0.0, Z) - y * Z) + decay / 2 * w @ w


def neuron_gradient(w, b, X, y, decay=0.0):
    """(dL/dw, dL/db) of `neuron_loss`: X^T delta + decay w, and the sum of delta =
    (sigmoid(Z) - y) / N.
    """
    delta = (sigmoid(X @ w + b) - y) / len(X)
    return X.T @ delta + decay * w, delta.sum()


def neuron_curvature(w, b, X, decay=0.0):
    """The matrix of second derivatives of `neuron_loss` in (w, b), of shape (d + 1, d +
    1).
    """
    p = sigmoid(X @ w + b)
    ones = np.column_stack([X, np.ones(len(X))])
    H = (ones * (p * (1 - p))[:, None]).T @ ones / len(X)
    H[range(X.shape[1]), range(X.shape[1])] += decay
    return H


def neuron_rate(X, decay=0.0):
    """A learning rate that never overshoots, wherever w and b are: one over a bound of
    the largest curvature, with p (1 - p) at its largest, 1/4, in every row.
    """
    ones = np.column_stack([X, np.ones(len(X))])
    return 1 / (np.linalg.norm(ones, 2) ** 2 / (4 * len(X)) + decay)


def _checked(X, y, decay, n, rate):
    """X, y and the rate to use; ValueError for what `neuron_steps` cannot work with."""
    X = matrix(X)
    y = binary(y, len(X))
    not_negative("decay", decay)
    whole("n", n, 0)
    rate = neuron_rate(X, decay) if rate is None else rate
    positive("rate", rate)
    return X, y, rate


def neuron_steps(X, y, decay=0.0, n=1000, rate=None):
    """Gradient descent on `neuron_loss` from zero, all rows a step: yield a NeuronState
    n + 1 times.

    X (N, d), y (N,) of 0 and 1; rate: the learning rate, by default that of
    `neuron_rate`. Raises ValueError for other labels, shapes that differ, NaN, a
    negative decay or a rate that is not above 0.
    """
    X, y, rate = _checked(X, y, decay, n, rate)
    w, b = np.zeros(X.shape[1]), 0.0
    yield NeuronState(0, w, b)
    for t in range(1, n + 1):
        dw, db = neuron_gradient(w, b, X, y, decay)
        w, b = w - rate * dw, b - rate * db
        yield NeuronState(t, w, b)


def fit_neuron(X, y, decay=0.0, n=1000, rate=None):
    """The NeuronState, w (d,) and b, after n steps of gradient descent on the rows X
    (N, d) and their labels y (N,) of 0 and 1.

    decay: weight decay, 0 or more; rate: the learning rate, by default that of
    `neuron_rate`.  ValueError as in `neuron_steps`.
    """
    return last(neuron_steps(X, y, decay, n, rate))
