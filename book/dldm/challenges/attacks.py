"""Attacks: inputs moved along the gradient until a model errs, and baskets that are
made up to plant a rule.
"""
from typing import NamedTuple

import numpy as np

from ..ground.checks import matrix, not_negative, positive, whole
from ..nn.layers import backward_steps, forward

# ---------------------------------------------------------------- moved inputs


def input_gradient(net, X, Y):
    """dL/dX (N, d) of a compiled `Sequential`, times N: how each row's own loss changes
    with its inputs.

    Backpropagation as in training, and one step further: through the first layer to the
    input.  Y (N, K).
    """
    H = forward(net.layers, X)
    for _, delta in backward_steps(net.layers, H, net.delta(H[-1], Y)):
        pass
    return net.layers[0].pass_back(delta) * len(X)


def fgsm(X, gradient, eps, low=0.0, high=1.0):
    """X moved by eps in every place, up where the gradient is positive, down where
    negative (Goodfellow et al. 2015).

    gradient (N, d): of the loss by X.  The result stays from low to high, the range of
    real inputs.
    """
    X = matrix(X)
    gradient = matrix(gradient, "gradient", X.shape[1], "one row a row of X, one "
                                                        "column a column of X")
    not_negative("eps", eps)
    return np.clip(X + eps * np.sign(gradient), low, high)


def projected_steps(X, gradient_of, eps, rate, steps, low=0.0, high=1.0):
    """Many small moves in place of one: yield X (N, d) before the first and after each
    (Madry et al. 2018).

    gradient_of(X): the gradient there.  After every move of `rate`, X is put back to
    within eps of where it began.
    """
    start = now = matrix(X)
    positive("rate", rate)
    whole("steps", steps, 1)
    yield now
    for _ in range(steps):
        moved = fgsm(now, gradient_of(now), rate, low, high)
        now = np.clip(moved, start - eps, start + eps)
        yield now


# ---------------------------------------------------------------- made-up baskets


class Poisoned(NamedTuple):
    """A pair of items after `fakes` baskets with both were slipped in: count of the
    pair, confidence and lift.
    """

    fakes: int
    count: int
    confidence: float
    lift: float


def poison_steps(a, b, both, n, most):
    """The rule a -> b with 0, 1, ..., `most` fake baskets that hold just the two items:
    yield a Poisoned each.

    a, b, both: true counts of the items and of the pair among n baskets.
    """
    whole("a", a, 1, n)
    whole("b", b, 1, n)
    whole("both", both, 0, min(a, b))
    whole("most", most, 0)
    for fakes in range(most + 1):
        pair, left, right, total = both + fakes, a + fakes, b + fakes, n + fakes
        yield Poisoned(fakes, pair, pair / left, pair * total / (left * right))
