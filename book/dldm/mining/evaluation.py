"""Evaluation: folds, errors on rows that a model has not seen, the one-standard-error
rule, thresholds and costs.
"""
from typing import NamedTuple

import numpy as np

from ..ground.arrays import first_smallest
from ..ground.checks import (
    binary,
    finite,
    labels,
    matrix,
    not_negative,
    numbers,
    vector,
    whole,
)


def confusion(y, guess):
    """(classes, counts): counts[i, j] rows of class i that were taken for class j; y
    and guess (N,) of labels, one class or more.

    ValueError for no rows, lengths that differ, and what `labels` refuses.
    """
    y, guess = labels(y), labels(guess, name="guess")
    if len(y) != len(guess):
        raise ValueError(f"y has {len(y)} labels and guess has {len(guess)}: one of "
                         "each a row is needed")
    if not len(y):
        raise ValueError("y holds no labels: without rows there is nothing to count")
    if (y.dtype.kind == "U") != (guess.dtype.kind == "U"):
        raise ValueError(f"y holds {y[0]!r} and guess {guess[0]!r}: give both one type")
    names, index = np.unique(np.concatenate([y, guess]), return_inverse=True)
    counts = np.zeros((len(names), len(names)), dtype=int)
    np.add.at(counts, (index[:len(y)], index[len(y):]), 1)
    return names, counts


def cheapest_class(P, costs):
    """The class number of least expected cost for each row: P (N, K) probabilities,
    costs (K, K) [truth, decision].

    ValueError for a row that does not sum to 1 or a cost table of another shape (Elkan
    2001).
    """
    P = matrix(P, "P", because="one row a sample, one probability a class")
    costs = matrix(costs, "costs", P.shape[1], "one row a true class, one column a "
                                               "decision")
    if len(costs) != P.shape[1]:
        raise ValueError(f"costs has {len(costs)} rows, expected {P.shape[1]}: one a "
                         "true class")
    if (P < 0).any() or not np.allclose(P.sum(axis=1), 1):
        raise ValueError("P must hold probabilities: none below 0, each row with the "
                         "sum 1")
    return first_smallest(P @ costs, axis=1)


def kfold(n, k, rng=None):
    """k arrays of row numbers that cut 0 .. n-1 into parts of almost equal size;
    shuffled first if rng is given.
    """
    whole("n", n, 2)
    whole("k", k, 2, n)
    return np.array_split(np.arange(n) if rng is None else rng.permutation(n), k)


def fold_errors(model, X, y, folds):
    """Mean squared error on each fold (k,), of `model` fitted on the rows outside it
    (Stone 1974).

    model has fit(X, y) and predict(X); X and y are of equal length; folds as `kfold`
    gives them.
    """
    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} rows and y has {len(y)}: one of each is "
                         "needed")
    X, y, errors = np.asarray(X), vector(y), []
    for fold in folds:
        if np.asarray(fold).dtype == bool:
            raise ValueError("a fold is a mask of True and False: give row numbers, "
                             "for instance np.flatnonzero(mask)")
        seen = np.setdiff1d(np.arange(len(y)), fold)
        model.fit(X[seen], y[seen])
        errors.append(np.mean((y[fold] - model.predict(X[fold])) ** 2))
    return np.array(errors)


def one_standard_error(errors):
    """Row of the simplest model whose mean error is within one standard error of the
    best (Breiman et al. 1984).

    errors (models, folds), the simplest model first. The standard error is that of the
    best model's mean.
    """
    errors = numbers(errors, "errors")
    if errors.ndim != 2 or not len(errors) or errors.shape[1] < 2:
        raise ValueError(f"errors has shape {errors.shape}, expected (models, folds) "
                         "with at least two folds")
    finite(errors, "errors")
    means = errors.mean(axis=1)
    best = first_smallest(means)
    limit = means[best] + errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return int(np.flatnonzero(means <= limit)[0])


# ---------------------------------------------------------------- thresholds and costs


class Threshold(NamedTuple):
    """A threshold, the four counts of decisions that it leads to, and their cost."""

    threshold: float
    true_negatives: int
    false_positives: int
    false_negatives: int
    true_positives: int
    cost: float


def threshold_steps(p, y, thresholds, false_negative=1.0, false_positive=1.0):
    """Yield a Threshold for each of `thresholds`: decide 1 where the score p (N,) lies
    above it; y (N,) of 0 and 1.

    false_negative, false_positive: what one such mistake costs. ValueError for a cost <
    0, other labels, no rows, NaN.
    """
    not_negative("false_negative", false_negative)
    not_negative("false_positive", false_positive)
    p = vector(p, name="p")
    y = binary(y, len(p))
    thresholds = numbers(thresholds, "thresholds")
    if np.isnan(thresholds).any():
        raise ValueError("thresholds holds NaN: no score lies above or below it")
    for threshold in thresholds:
        said, counts = p > threshold, []
        for truth, decision in ((0, False), (0, True), (1, False), (1, True)):
            counts.append(int(((y == truth) & (said == decision)).sum()))
        yield Threshold(float(threshold), *counts,
                        false_negative * counts[2] + false_positive * counts[1])


def cheapest_threshold(p, y, thresholds, false_negative=1.0, false_positive=1.0):
    """The Threshold of lowest cost, the first of several (Elkan 2001); ValueError for
    none.
    """
    states = list(threshold_steps(p, y, thresholds, false_negative, false_positive))
    if not states:
        raise ValueError("thresholds is empty: give at least one to choose from")
    return states[first_smallest([state.cost for state in states])]


def auc(inside, outside):
    """Probability that a score of `inside` (n,) is above one of `outside` (m,); a tie
    counts one half.

    The Mann-Whitney form of the area under the ROC curve: .5 is guessing, 1 is
    certainty.
    """
    inside, outside = vector(inside, name="inside"), vector(outside, name="outside")
    if not len(inside) or not len(outside):
        raise ValueError("inside and outside need at least one score each")
    others = np.sort(outside)
    below, not_above = (np.searchsorted(others, inside, side)
                        for side in ("left", "right"))
    return float((below + not_above).mean() / (2 * len(others)))
