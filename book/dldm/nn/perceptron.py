"""The perceptron: a line that turns only on mistakes, and the bound on how many it can
make.
"""
import math
from typing import NamedTuple

import numpy as np

from ..ground.arrays import add_intercept
from ..ground.checks import vector, whole


class Look(NamedTuple):
    """The perceptron after it has looked at one row.

    epoch: number of the pass, from 1; row: the row looked at; score: w·x before the
    look; mistake: whether w changed; w (d + 1,): the weights after the look, bias
    first; mistakes: how many there were so far.
    """

    epoch: int
    row: int
    score: float
    mistake: bool
    w: np.ndarray
    mistakes: int


class Perceptron(NamedTuple):
    """What training leaves: weights w (d + 1,), bias first, mistakes made, epochs run,
    whether the last was clean.
    """

    w: np.ndarray
    mistakes: int
    epochs: int
    converged: bool


def signs(s, n):
    """The labels s as floats (n,); ValueError unless each is -1 or +1 and both
    occur.
    """
    s = vector(s, n, "s")
    odd = s[(s != 1) & (s != -1)]
    if odd.size:
        raise ValueError(f"s holds {odd[0]:g}: code the two classes as -1 and +1, for "
                         "instance with 2 * y - 1")
    if not n or s.min() == s.max():
        raise ValueError("s holds one class only: "
                         "a line between two classes needs both")
    return s


def perceptron_steps(X, s, epochs=100):
    """Correct the weights on mistakes (Rosenblatt 1962): yield a Look after every row,
    until a pass without a mistake.

    X is (N, d), s (N,) of -1 and +1; rows are taken in their order, pass after pass,
    `epochs` passes at most.
    """
    A = add_intercept(X)
    s = signs(s, len(A))
    whole("epochs", epochs, 1)
    w, mistakes = np.zeros(A.shape[1]), 0
    for epoch in range(1, epochs + 1):
        before = mistakes
        for row, x in enumerate(A):
            score = w @ x
            # on the line counts as wrong: w = 0 puts every row there
            mistake = s[row] * score <= 0
            if mistake:
                w, mistakes = w + s[row] * x, mistakes + 1
            yield Look(epoch, row, float(score), bool(mistake), w, mistakes)
        if mistakes == before:
            return


def perceptron(X, s, epochs=100):
    """Run `perceptron_steps` to its end; returns a Perceptron."""
    for look in perceptron_steps(X, s, epochs):
        if look.mistake:
            last_wrong = look.epoch
    return Perceptron(look.w, look.mistakes, look.epoch, last_wrong < look.epoch)


def margin(w, X, s):
    """Smallest distance of a row of (1, x) from the plane w·(1, x) = 0 (d + 1 weights);
    negative if one is wrong.
    """
    w = vector(w, name="w")
    size = np.linalg.norm(w)
    if not size:
        raise ValueError("w is zero: it has no direction, so no distances")
    A = add_intercept(X)
    return float((signs(s, len(A)) * (A @ w)).min() / size)


def mistake_bound(w, X, s):
    """Most mistakes that the perceptron can make if the plane w separates the rows
    (Novikoff 1962); else infinity.
    """
    gamma = margin(w, X, s)
    longest = np.linalg.norm(add_intercept(X), axis=1).max()
    return float((longest / gamma) ** 2) if gamma > 0 else math.inf
