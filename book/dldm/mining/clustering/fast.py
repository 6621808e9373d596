"""k-means and DBSCAN made fast: the same names, arguments and answers as the plain
ones, for large tables.

k-means takes the square apart, so that a matrix product does the work, a block of rows
at a time; DBSCAN finds neighbours on a grid and looks at equal rows once.
"""
import itertools
import math

import numpy as np

from ...ground.arrays import first_largest, last, ranges
from ...ground.checks import matrix, positive, whole
from .dbscan import DBSCANState, all_distances, euclidean
from .kmeans import KMeansState, paired

BLOCK = 2**16  # numbers held at a time: they stay in the processor's cache
PAIRS = 2**18  # pairs of rows held in memory at a time

# ---------------------------------------------------------------- k-means


def blocks(n, k):
    """Slices that cut n rows into parts small enough for the processor's cache, if each
    row needs k numbers.
    """
    step = max(64, BLOCK // k)
    return [slice(start, start + step) for start in range(0, n, step)]


def assign(X, centres):
    """(labels, d2) as the plain `assign` gives them; equal d2 but for rounding."""
    X, centres = paired(X, centres)
    origin = centres.mean(axis=0)  # near the origin the squares lose no digits
    X, centres = X - origin, centres - origin
    return _nearest(X, centres, np.einsum("ij,ij->i", X, X))


def _nearest(X, centres, square):
    """As `assign`, of X and centres that are near the origin, with |x|^2 of each row,
    (N,).
    """
    k, half = len(centres), (centres * centres).sum(axis=1)[:, None] / 2
    labels, nearest = np.empty(len(X), dtype=np.intp), np.empty(len(X))
    slack = 1e-12 * (square + half.max())  # what rounding may add to a score
    # the first of equals has the highest rank, in as few bytes as hold k
    ranks = np.arange(k, 0, -1).astype(np.min_scalar_type(-k - 1))[:, None]
    for part in blocks(len(X), k):
        # (k, rows): |x - c|^2 = |x|^2 + 2 (|c|^2 / 2 - c x)
        scores = centres @ X[part].T
        np.subtract(half, scores, out=scores)
        scores.min(axis=0, out=nearest[part])
        labels[part] = ((scores <= nearest[part] + slack[part]) * ranks).max(axis=0)
    return k - labels, np.maximum(square + 2 * nearest, 0.0)


def _means(X, labels, d2, k):
    """The means of the plain `update`, and the sizes (k,) of the groups."""
    sums, sizes = np.zeros((k, X.shape[1])), np.bincount(labels, minlength=k)
    small = np.min_scalar_type(-k - 1)  # bytes are compared faster than whole words
    names, short = np.arange(k, dtype=small)[:, None], labels.astype(small)
    for part in blocks(len(X), k):
        sums += (short[part] == names).astype(float) @ X[part]
    means = sums / np.maximum(sizes, 1)[:, None]
    if not sizes.all():
        means[sizes == 0] = X[first_largest(d2)]
    return means, sizes


def kmeans_steps(X, centres, n=10_000):
    """The states of the plain `kmeans_steps`, J and centres equal but for rounding."""
    X, centres = paired(X, centres)
    whole("k", len(centres), 1, len(X))
    whole("n", n, 1)
    origin = X.mean(axis=0)  # near the origin the squares lose no digits
    X, centres = np.asfortranarray(X - origin), centres - origin
    before, lowest = None, np.inf
    square = np.einsum("ij,ij->i", X, X)
    for _ in range(n):
        labels, d2 = _nearest(X, centres, square)
        J = d2.sum()
        yield KMeansState("assign", centres + origin, labels, J)
        if np.array_equal(labels, before) or lowest <= J:
            return
        before, lowest = labels, J * (1 - 1e-13)
        centres, sizes = _means(X, labels, d2, len(centres))
        # holds at the means, and only there
        J = square.sum() - sizes @ (centres * centres).sum(axis=1)
        yield KMeansState("update", centres + origin, labels, max(J, 0.0))
    raise ValueError(f"labels still change after {n} rounds: allow more rounds, or "
                     "take fewer centres")


def lloyd(X, centres):
    """The last of `kmeans_steps`: centres (k, d), labels (N,) and J, from which on no
    label changes.  ValueError as the plain `lloyd`.
    """
    return last(kmeans_steps(X, centres))


# ---------------------------------------------------------------- DBSCAN


def neighbours_by_metric(X, eps, metric):
    """near(rows), which yields (some of the rows, how many neighbours each has, their
    row numbers one after another), a block at a time; all rows in the best order if
    rows is None; near(rows, wanted) looks for the neighbours of which wanted (N,) is
    True, and may leave others out.

    By the distances of all pairs: any number of columns, time that grows with N
    squared.
    """
    def near(rows=None, wanted=None):
        rows = np.arange(len(X)) if rows is None else rows
        others = np.arange(len(X)) if wanted is None else np.flatnonzero(wanted)
        step = max(1, PAIRS // max(1, len(others)))
        for some in (rows[i:i + step] for i in range(0, len(rows), step)):
            if len(others):
                hits = all_distances(metric, X[some], X[others]) <= eps
                yield some, hits.sum(axis=1), others[np.nonzero(hits)[1]]

    return near


def _cells(column, side):
    """For each value of the column (N,) the number of its cell of that side, (N,): gaps
    wider than a cell count as one, so that no number is above 3 N.
    """
    order = np.argsort(column, kind="stable")
    values = column[order]
    begins = np.append(True, np.diff(values) > side)
    group = begins.cumsum() - 1
    # within a group no digit is lost, however far the group is from zero
    number = np.floor((values - values[begins][group]) / side).astype(np.int64)
    last_of = np.append(np.flatnonzero(begins)[1:], len(values)) - 1
    number += np.append(0, (number[last_of] + 2).cumsum()[:-1])[group]
    out = np.empty(len(column), dtype=np.int64)
    out[order] = number
    return out


def grid_keys(X, eps):
    """(keys, offsets): the number of each row's cell of side eps, and how the numbers
    of the 3^(d-1) rows of cells around it differ from it.  Cells that are neighbours
    along the last column have numbers that follow each other.
    """
    # a little more, so that rounding cannot put rows exactly eps apart two cells apart
    grid = np.stack([_cells(column, eps * (1 + 2**-20)) for column in X.T], axis=1)
    # an empty cell at either end keeps the neighbours apart from the next row of cells
    while np.prod(grid.max(axis=0) + 3.0) > 2.0**62:
        grid = grid[:, 1:]  # fewer columns tell less, but their numbers fit
    widths = [int(width) + 3 for width in grid.max(axis=0)]
    strides = np.array([math.prod(widths[j + 1:]) for j in range(len(widths))],
                       dtype=np.int64)
    offsets = [np.dot((*shift, 0), strides)
               for shift in itertools.product((-1, 0, 1), repeat=len(widths) - 1)]
    # these numbers need 64 bits, even where an index has 32
    return (grid + 1) @ strides, np.array(offsets, dtype=np.int64)


def _cuts(sizes):
    """Pairs (i, j) of places that cut the sizes into parts with sums of about PAIRS."""
    total = sizes.sum(dtype=np.int64)
    cuts = np.searchsorted(sizes.cumsum(dtype=np.int64), np.arange(0, total, PAIRS))
    return itertools.pairwise(np.unique(np.append(cuts, len(sizes))))


def neighbours_on_grid(X, eps):
    """near(rows) as `neighbours_by_metric` makes it, for up to three columns: each row
    is compared with those of the cells around its own.
    """
    keys, offsets = grid_keys(X, eps)
    order = np.argsort(keys, kind="stable")
    keys, columns = keys[order], X[order].T.copy()
    low, high = np.empty((2, len(X), len(offsets)), dtype=np.intp)  # by rows of cells
    low[order] = np.searchsorted(keys, keys[:, None] + offsets - 1, "left")
    high[order] = np.searchsorted(keys, keys[:, None] + offsets + 1, "right")

    def near(rows=None, wanted=None):
        rows = order if rows is None else rows
        candidates = (high[rows] - low[rows]).sum(axis=1)
        if wanted is not None and candidates.sum() > len(X):  # worth a look at all
            counts = np.append(0, wanted[order].cumsum())
            useful = (counts[high[rows]] > counts[low[rows]]).any(axis=1)
            rows, candidates = rows[useful], candidates[useful]
        for i, j in _cuts(candidates):
            some, many = rows[i:j], candidates[i:j]
            other = ranges(low[some].ravel(), high[some].ravel())
            d2 = sum((np.repeat(X[some, c], many) - column[other]) ** 2
                     for c, column in enumerate(columns))
            hits = np.sqrt(d2) <= eps  # as the plain version decides it
            sizes = np.add.reduceat(hits, many.cumsum() - many, dtype=np.intp)
            yield some, sizes, order[other[hits]]

    return near


def _search(X, eps, metric):
    """near(rows) of `neighbours_on_grid`, or by the metric.  X (N, d) of floats, eps >
    0 in the units of the distance.
    """
    if metric is euclidean and X.shape[1] <= 3:
        return neighbours_on_grid(X, eps)
    return neighbours_by_metric(X, eps, metric)


def all_neighbours(X, eps, metric=euclidean):
    """(starts, index): row i has the neighbours index[starts[i]:starts[i + 1]], all
    rows within eps, itself too.

    X (N, d); eps in the units of the distance.
    """
    X = matrix(X)
    positive("eps", eps)
    rows, sizes, index = map(np.concatenate, zip(*_search(X, eps, metric)()))
    starts, place = np.append(0, sizes.cumsum()), np.argsort(rows)
    return (np.append(0, sizes[place].cumsum()),
            index[ranges(starts[place], starts[place + 1])])


def _distinct(X):
    """(first, group, weights): the first row of each value, in order, to which of these
    each row of X (N, d) is equal, (N,), and how many rows are.
    """
    order = np.lexsort(X.T)
    new = np.append(True, (X[order[1:]] != X[order[:-1]]).any(axis=1))
    first, value = order[new], np.empty(len(X), dtype=np.intp)
    value[order] = new.cumsum() - 1
    place = np.argsort(np.argsort(first))  # in the order of the rows
    return np.sort(first), place[value], np.bincount(place[value])


def spread(labels, cluster, first, core, near, seen):
    """Give the number `cluster` to all that can be reached from the core row `first`
    over core rows; in place.

    near: as `neighbours_on_grid` makes it; seen (N,): room for numbers.
    """
    labels[first], frontier = cluster, np.array([first])
    while len(frontier):
        found = []
        for _, _, reached in near(frontier, labels < 0):
            reached = reached[labels[reached] < 0]
            turn = np.arange(len(reached))
            seen[reached] = turn
            reached = reached[seen[reached] == turn]  # each row once
            labels[reached] = cluster
            found.append(reached[core[reached]])
        frontier = np.concatenate([*found, frontier[:0]])


def _core_rows(near, weights, min_samples):
    """Whether each row has neighbours of together at least that weight, (N,)."""
    core = np.zeros(len(weights), dtype=bool)
    for rows, sizes, index in near():
        if weights.max() > 1:
            of_row = np.repeat(np.arange(len(rows)), sizes)
            sizes = np.bincount(of_row, weights[index], len(rows))
        core[rows] = sizes >= min_samples
    return core


def dbscan_steps(X, eps, min_samples=5, metric=euclidean):
    """The states of the plain `dbscan_steps`.  Equal rows are looked at once, with a
    weight, and neighbours a block at a time.
    """
    whole("min_samples", min_samples, 1)
    positive("eps", eps)
    X = matrix(X)
    first, group, weights = _distinct(X)
    near = _search(X[first], eps, metric)
    core, n_clusters = _core_rows(near, weights, min_samples), 0
    labels, seen = np.full(len(first), -1), np.zeros(len(first), dtype=np.intp)
    yield DBSCANState(labels[group], core[group], 0)
    for row in np.flatnonzero(core):
        if labels[row] < 0:
            spread(labels, n_clusters, row, core, near, seen)
            n_clusters += 1
            yield DBSCANState(labels[group], core[group], n_clusters)


def dbscan(X, eps, min_samples=5, metric=euclidean):
    """The last of `dbscan_steps`: labels (N,) with -1 for noise, core (N,) of bool,
    n_clusters.  ValueError as the plain `dbscan`.
    """
    return last(dbscan_steps(X, eps, min_samples, metric))
