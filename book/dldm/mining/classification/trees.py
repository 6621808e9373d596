"""Decision trees by their definition: the best question first, then each side by itself
(Breiman et al. 1984).
"""
from typing import NamedTuple

import numpy as np

from ...ground.checks import classes, known, labels, matrix, vector, whole

CRITERIA = ("gini", "entropy", "variance")


def impurity(counts, criterion="gini"):
    """Gini impurity, or entropy in bits, of the class counts (..., K); 0 for rows of
    one class.
    """
    known("criterion", criterion, CRITERIA[:2])
    counts = np.asarray(counts, dtype=float)
    n = counts.sum(axis=-1)
    if not (counts >= 0).all() or not (n > 0).all():
        raise ValueError("counts must hold no negative number, and at least one row: "
                         "nothing has no impurity")
    share = counts / n[..., None]
    if criterion == "gini":
        return 1 - (share * share).sum(axis=-1)
    return -(share * np.log2(np.where(share > 0, share, 1))).sum(axis=-1) + 0.0


def mixture(y, criterion="gini"):
    """How mixed the answers y (N,) are: by the impurity of their classes, or by the
    variance of numbers; 0 if all are equal.
    """
    if criterion == "variance":
        return np.var(y)
    return impurity(np.unique(y, return_counts=True)[1], criterion)


def category_gain(column, y, criterion="entropy"):
    """Impurity of y minus the mean impurity after one branch a value of the column
    (Quinlan 1986); both (N,).
    """
    column, y = labels(column, name="column"), labels(y, len(column))
    classes(y, len(y))
    branches = [y[column == value] for value in np.unique(column)]
    after = sum(len(part) / len(y) * mixture(part, criterion) for part in branches)
    return mixture(y, criterion) - after


def gain_ratio(column, y):
    """The entropy gain of a column over the entropy of the column itself (Quinlan
    1986); 0 for a constant column.
    """
    size = mixture(labels(column, name="column"), "entropy")
    return category_gain(column, y) / size if size else 0.0


def midpoints(column):
    """The thresholds worth trying: the middles between neighbouring values of a column
    (N,); where rounding lifts one to the upper value, the lower.
    """
    values = np.unique(column)
    low, high = values[:-1], values[1:]
    middle = low + (high - low) / 2
    return np.where(middle < high, middle, low)


def split_gains(column, y, criterion="gini", min_samples_leaf=1):
    """(thresholds, gains): how much less mixed the answers y (N,) are after "is it <=
    t?", for every midpoint t of the column (N,) that leaves enough rows on both sides.
    """
    known("criterion", criterion, CRITERIA)
    column, y = vector(column, name="column"), labels(y, len(column))
    thresholds, gains = [], []
    for t in midpoints(column):
        left = column <= t
        if min(left.sum(), (~left).sum()) >= min_samples_leaf:
            after = (left.mean() * mixture(y[left], criterion)
                     + (~left).mean() * mixture(y[~left], criterion))
            thresholds.append(t)
            gains.append(mixture(y, criterion) - after)
    return np.array(thresholds), np.array(gains)


def best_question(X, y, criterion="gini", min_samples_leaf=1):
    """(gain, column, threshold) of the question "is x_j <= t?" that gains most on the
    rows X (N, d) and answers y (N,), of equals the first; None where no cut may be.
    """
    found = [(gain, j, t) for j, column in enumerate(X.T)
             for t, gain in zip(*split_gains(column, y, criterion, min_samples_leaf))]
    best = max((gain for gain, _, _ in found), default=0.0)
    slack = 1e-12 * max(1.0, mixture(y, criterion))  # what rounding may add
    return next((q for q in found if q[0] >= best - slack), None)


class Node(NamedTuple):
    """The answers y of the rows that come here; and, of a node that asks, the column
    and the threshold of its question, and the nodes for yes (left) and no (right).
    """

    y: np.ndarray
    column: int | None = None
    threshold: float | None = None
    left: "Node | None" = None
    right: "Node | None" = None


def grow_tree(X, y, max_depth=None, min_samples_leaf=1, criterion="gini"):
    """The Node at the root of a tree on the rows X (N, d) and answers y (N,): classes,
    or numbers with the criterion "variance".

    A node asks its best question as long as its answers differ, at most max_depth
    questions stand one below the other (None: no limit), and some question leaves
    min_samples_leaf rows on both sides; even one that gains nothing, since the next
    may.  ValueError for what `matrix` and `labels` refuse, and limits below 0 and 1.
    """
    X, y = matrix(X), labels(y, len(X))
    whole("min_samples_leaf", min_samples_leaf, 1)
    if max_depth is not None:
        whole("max_depth", max_depth, 0)
    question = None
    if len(np.unique(y)) > 1 and max_depth != 0:
        question = best_question(X, y, criterion, min_samples_leaf)
    if question is None:
        return Node(y)
    _, j, t = question
    left, deeper = X[:, j] <= t, None if max_depth is None else max_depth - 1
    branches = [grow_tree(X[side], y[side], deeper, min_samples_leaf, criterion)
                for side in (left, ~left)]
    return Node(y, j, t, *branches)


def leaf_at(tree, x):
    """The leaf at which the row x (d,) arrives, a Node; its y says what to answer."""
    while tree.left is not None:
        tree = tree.left if x[tree.column] <= tree.threshold else tree.right
    return tree


def majority(answers):
    """The commonest of some answers (N,); of equals the first in order."""
    values, counts = np.unique(answers, return_counts=True)
    return values[counts.argmax()]
