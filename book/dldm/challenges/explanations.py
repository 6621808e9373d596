"""Explanations of a fitted model: importance by permutation, the nearest changed
decision, and Shapley values.
"""
import itertools
import math

import numpy as np

from ..ground.checks import matrix, vector, whole


def permutation_importance(score, X, groups, repeats, rng):
    """How much `score` falls when the columns of a group are shuffled, (groups,
    repeats) (Breiman 2001).

    score(X): a number, better if larger, of a fitted model on rows X (N, d).  groups:
    list of lists of column numbers; the columns of one group are shuffled together, by
    one permutation of the rows.
    """
    X = matrix(X)
    whole("repeats", repeats, 1)
    base, falls = score(X), np.empty((len(groups), repeats))
    for g, group in enumerate(groups):
        for r in range(repeats):
            shuffled = X.copy()
            shuffled[:, group] = X[rng.permutation(len(X))][:, group]
            falls[g, r] = base - score(shuffled)
    return falls


def counterfactual(x, w, b, free=None, logit=0.0):
    """The nearest row x' (d,) to x (d,) with w x' + b = logit, moving the columns whose
    numbers are in `free` only, all if None (Wachter, Mittelstadt & Russell 2018).

    Nearest in the Euclidean sense of the given units: standardise first.  w (d,), b and
    logit are numbers; 0 is the border of a logistic regression.  ValueError if no free
    column has a weight.
    """
    x = vector(x, name="x")
    w = vector(w, len(x), "w")
    direction = np.zeros(len(w))
    free = slice(None) if free is None else free
    direction[free] = w[free]
    if not direction.any():
        raise ValueError("no free column has a weight: no change of these columns can "
                         "change the decision")
    return x + (logit - b - w @ x) / (w @ direction) * direction


# ---------------------------------------------------------------- Shapley values


def coalition_values(predict, x, background):
    """v (2^d,): v[s] is the mean prediction with the columns in s taken from x, the
    others from the background (Lundberg & Lee 2017).

    s is a number whose bit j says that column j is in.  predict(X): numbers (N,) for
    rows X (N, d); x (d,), background (M, d).  ValueError for more than 16 columns.
    """
    background = matrix(background, "background")
    x = vector(x, background.shape[1], "x")
    d = len(x)
    whole("the number of columns", d, 1, 16)
    values = np.empty(2**d)
    for s in range(2**d):
        known = (s >> np.arange(d)) & 1 == 1
        values[s] = np.mean(predict(np.where(known, x, background)))
    return values


def shapley_values(values):
    """phi (d,): the fair shares of v[all] - v[none], from the values (2^d,) of all
    coalitions (Shapley 1953).

    Player j gets the mean of v[s with j] - v[s] over all orders in which the d players
    may arrive.
    """
    values = vector(values, name="values")
    d = len(values).bit_length() - 1
    if len(values) != 2**d or d < 1:
        raise ValueError(f"there are {len(values)} values: d players form 2^d "
                         "coalitions")
    s = np.arange(2**d)
    size = np.bitwise_count(s)
    weight = np.array([1 / (d * math.comb(d - 1, k)) for k in range(d)])
    phi = np.empty(d)
    for j in range(d):
        without = s[(s >> j) & 1 == 0]
        phi[j] = weight[size[without]] @ (values[without | 1 << j] - values[without])
    return phi


def shapley_by_orders(values):
    """The same by its definition: the mean gain at arrival over all d! orders.  Slow;
    for checking.
    """
    values = vector(values, name="values")
    d = len(values).bit_length() - 1
    phi = np.zeros(d)
    for order in itertools.permutations(range(d)):
        s = 0
        for j in order:
            phi[j] += values[s | 1 << j] - values[s]
            s |= 1 << j
    return phi / math.factorial(d)
