"""Decision trees made fast: the same trees as `trees.grow_tree`, grown level by level
on columns that are sorted once.
"""
from dataclasses import dataclass

import numpy as np

from ...ground.arrays import last
from ...ground.checks import classes, fitted, known, matrix, whole


def gini_purity(counts, n):
    """n (1 - Gini impurity) of n rows with these counts a class: the sum of counts^2 /
    n.
    """
    return sum(count * count for count in counts) / n


def entropy_purity(counts, n):
    """-n times the entropy in bits of n rows with these counts a class."""
    return sum(_x_log_x(count) for count in counts) - _x_log_x(n)


def _x_log_x(count):
    return count * np.log2(np.maximum(count, 1))


MOST = 1000  # classes: each node counts every one

PURITY = {"gini": gini_purity, "entropy": entropy_purity}


class Nodes:
    """The nodes of a level that may still be split: counts (S, K), and where their rows
    lie among all rows.
    """

    def __init__(self, counts):
        self.counts, self.sizes = counts, counts.sum(axis=1)
        self.stops = self.sizes.cumsum()
        self.starts = self.stops - self.sizes
        self.of_row = np.repeat(np.arange(len(counts)), self.sizes)
        self.n_left = np.arange(1, len(self.of_row) + 1) - self.starts[self.of_row]
        self.n_right = self.sizes[self.of_row] - self.n_left
        self.slack = 1e-12 * self.sizes  # what rounding may add to a purity


def split_scores(values, labels, nodes, criterion, min_samples_leaf):
    """Purity left plus purity right of a cut behind each place, -inf where no cut may
    be; all (columns, rows).

    values and labels lie in node after node, sorted by value within each: the counts
    are running sums.
    """
    # squares of counts need 64 bits, even where a count has 32
    before = nodes.counts.cumsum(axis=0, dtype=np.int64) - nodes.counts
    left = [np.cumsum(labels == k, axis=1, dtype=np.int32) - before[nodes.of_row, k]
            for k in range(nodes.counts.shape[1] - 1)]
    left.append(nodes.n_left - sum(left, 0 * labels))  # the last class is the rest
    right = [nodes.counts[nodes.of_row, k] - count for k, count in enumerate(left)]
    purity, n_right = PURITY[criterion], np.maximum(nodes.n_right, 1)
    scores = purity(left, nodes.n_left) + purity(right, n_right)
    np.copyto(scores[:, :-1], -np.inf, where=values[:, :-1] == values[:, 1:])
    few = (nodes.n_left < min_samples_leaf) | (nodes.n_right < min_samples_leaf)
    scores[:, few] = -np.inf
    return scores


def best_columns(values, labels, nodes, criterion, min_samples_leaf):
    """For each node the column whose best cut is purest, of those equally pure but for
    rounding the first, and that score; both (S,).
    """
    columns, best = np.zeros(len(nodes.sizes),
                             dtype=int), np.full(len(nodes.sizes), -np.inf)
    # so many columns at a time as fit into the processor's cache
    block = max(1, 2**15 // values.shape[1])
    for j in range(0, len(values), block):
        scores = split_scores(values[j:j + block], labels[j:j + block], nodes,
                              criterion, min_samples_leaf)
        tops = np.maximum.reduceat(scores, nodes.starts, axis=1)
        top = tops.max(axis=0)
        purer = top > best + nodes.slack
        columns[purer] = j + (tops >= top - nodes.slack).argmax(axis=0)[purer]
        best = np.maximum(best, top)
    return columns, best


def best_cuts(values, labels, nodes, criterion, min_samples_leaf):
    """The place of each node's best cut, (S,), of equals the first, in the values and
    labels (rows,) of its best column.
    """
    scores = split_scores(values[None], labels[None], nodes, criterion,
                          min_samples_leaf)[0]
    least = np.maximum.reduceat(scores, nodes.starts) - nodes.slack
    hits = np.flatnonzero(scores >= least[nodes.of_row])
    return hits[np.searchsorted(hits, nodes.starts)]


def _between(sorted_values, places):
    """Midpoints of the values at and behind the places; where rounding lifts one to the
    upper value, the lower.
    """
    low, high = sorted_values[places], sorted_values[places + 1]
    middle = low + (high - low) / 2
    return np.where(middle < high, middle, low)


@dataclass
class Tree:
    """Nodes in the order of their making: feature (-1 in a leaf), threshold, left and
    right child, counts a class.
    """

    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    right: np.ndarray
    counts: np.ndarray
    depth: np.ndarray

    def leaf_of(self, X):
        """The number of the leaf in which each row of X (N, d) ends, (N,)."""
        node, rows = np.zeros(len(X), dtype=int), np.arange(len(X))
        while len(rows):
            rows = rows[self.feature[node[rows]] >= 0]
            here = node[rows]
            goes_left = X[rows, self.feature[here]] <= self.threshold[here]
            node[rows] = np.where(goes_left, self.left[here], self.right[here])
        return node

    def with_children(self, parents, features, thresholds, counts):
        """A larger tree: the parents (S,) ask their question, and 2 S leaves, left ones
        first, have these counts.
        """
        size, n = len(self.depth), len(parents)
        blank = np.full(2 * n, -1)
        parts = [np.append(self.feature, blank),
                 np.append(self.threshold, np.zeros(2 * n)),
                 np.append(self.left, blank), np.append(self.right, blank)]
        here = np.arange(size, size + n)
        for part, value in zip(parts, (features, thresholds, here, here + n)):
            part[parents] = value
        depth = np.append(self.depth, np.tile(self.depth[parents] + 1, 2))
        return Tree(*parts, np.vstack([self.counts, counts]), depth)


def sorted_columns(X):
    """(order, values), both (d, N): the row numbers of each column of X in the order of
    its values, and these.
    """
    order = np.argsort(X.T, axis=1, kind="stable").astype(np.int32)
    return order, np.take_along_axis(X.T, order, axis=1)


def keep_rows(side, order, values):
    """The columns without finished rows: those on side 1 first, then side 2, each still
    node by node and sorted.
    """
    where = side[order].ravel()
    places = np.hstack([np.flatnonzero(where == k).reshape(len(order), -1)
                        for k in (1, 2)])
    return order.ravel()[places], values.ravel()[places]


def grow_steps(X, index, max_depth=None, min_samples_leaf=1, criterion="gini"):
    """Grow a tree on X (N, d) and class numbers index (N,): yield the Tree after every
    level, the root alone first.

    A node is split at its purest cut as long as it is mixed, less deep than max_depth,
    and some cut leaves min_samples_leaf rows on both sides; even by a cut that gains
    nothing, since the next one may.
    """
    counts = np.bincount(index)[None]
    index = index.astype(np.int8 if counts.shape[1] < 128 else np.int32)
    tree = Tree(np.array([-1]), np.zeros(1), np.array([-1]), np.array([-1]), counts,
                np.array([0]))
    order, values = sorted_columns(X)
    active = np.array([0])
    while True:
        yield tree
        if not len(active) or tree.depth[-1] == max_depth:
            return
        tree, active, side = split_level(tree, active, order, values, index, criterion,
                                         min_samples_leaf)
        order, values = keep_rows(side, order, values)


def split_level(tree, active, order, values, index, criterion, min_samples_leaf):
    """Split the active nodes: (the larger tree, its active nodes, side of each row: 1
    left, 2 right, 0 finished).
    """
    labels, nodes = index[order], Nodes(tree.counts[active])
    columns, best = best_columns(values, labels, nodes, criterion, min_samples_leaf)
    # of each row, its place in its node's best column
    mine = columns[nodes.of_row], np.arange(values.shape[1])
    order, values, labels = order[mine], values[mine], labels[mine]
    cuts, splits = best_cuts(values, labels, nodes, criterion,
                             min_samples_leaf), np.isfinite(best)
    is_left = mine[1] <= cuts[nodes.of_row]
    # all left ones, then all right
    child = (splits.cumsum() - 1)[nodes.of_row] + np.where(is_left, 0, splits.sum())
    moves, K = splits[nodes.of_row], tree.counts.shape[1]
    counts = np.bincount(child[moves] * K + labels[moves],
                         minlength=2 * splits.sum() * K).reshape(-1, K)
    n = counts.sum(axis=1)
    mixed = (counts.max(axis=1) < n) & (n >= 2 * min_samples_leaf)
    side = np.zeros(len(index), dtype=np.int8)
    side[order[moves]] = np.where(mixed[child[moves]], np.where(is_left[moves], 1, 2),
                                  0)
    new = tree.with_children(active[splits], columns[splits],
                             _between(values, cuts[splits]), counts)
    return new, len(tree.depth) + np.flatnonzero(mixed), side


def grow(X, index, max_depth=None, min_samples_leaf=1, criterion="gini"):
    """The Tree (nodes in the order of their making) of the rows X (N, d), floats, and
    the class numbers index (N,), 0 .. K-1.

    The last state of `grow_steps`: no node is deeper than max_depth (None: no limit) or
    smaller than min_samples_leaf; criterion "gini" or "entropy".
    """
    return last(grow_steps(X, index, max_depth, min_samples_leaf, criterion))


class DecisionTree:
    """CART: `grow` behind fit and predict.  After fit: classes_ (K,), tree_.

    criterion is "gini" or "entropy".  fit raises ValueError for no rows, NaN, infinity,
    shapes that differ, one class only, an unknown criterion, max_depth < 1 or
    min_samples_leaf < 1.
    """

    def __init__(self, max_depth=None, min_samples_leaf=1, criterion="gini"):
        known("criterion", criterion, PURITY)
        for name, value in (("max_depth", max_depth),
                            ("min_samples_leaf", min_samples_leaf)):
            if value is not None:
                whole(name, value, 1)
        self.max_depth, self.criterion = max_depth, criterion
        self.min_samples_leaf = min_samples_leaf

    def fit(self, X, y):
        """X (N, d), y (N,) with any labels.  Returns the classifier."""
        X = matrix(X)
        self.classes_, index = classes(y, len(X))
        if len(self.classes_) > MOST:
            raise ValueError(f"y holds {len(self.classes_)} classes, more than {MOST}: "
                             "if it is a measured number, this is a regression")
        self.n_features_ = X.shape[1]
        self.tree_ = grow(X, index, self.max_depth, self.min_samples_leaf,
                          self.criterion)
        return self

    def predict_proba(self, X):
        """The share of each class among the training rows of the leaf, (N, K)."""
        fitted(self, "tree_")
        X = matrix(X, columns=self.n_features_)
        counts = self.tree_.counts[self.tree_.leaf_of(X)]
        return counts / counts.sum(axis=1, keepdims=True)

    def predict(self, X):
        """The commonest class of the leaf, (N,); of equals the first."""
        fitted(self, "tree_")
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
