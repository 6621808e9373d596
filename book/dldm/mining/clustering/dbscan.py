"""DBSCAN: neighbours within a radius, on a grid or by any metric, and clusters that
grow from core points.
"""
import itertools
import math
from typing import NamedTuple

import numpy as np

from ...ground.arrays import last, ranges
from ...ground.checks import matrix, positive, whole

BLOCK = 2**18  # pairs of rows held in memory at a time


class DBSCANState(NamedTuple):
    """labels (N,), -1 where no cluster has arrived, core (N,) of bool, and how many
    clusters are complete.
    """

    labels: np.ndarray
    core: np.ndarray
    n_clusters: int


def euclidean(A, B):
    """Straight-line distances of all pairs of rows, (n, d), (m, d) -> (n, m), in the
    units of the columns.
    """
    A = matrix(A, "A")
    return _euclidean(A, matrix(B, "B", A.shape[1]))


def _euclidean(A, B):
    return np.sqrt(sum((a[:, None] - b) ** 2 for a, b in zip(A.T, B.T)))


def great_circle(A, B):
    """Distances in km along the globe (haversine, radius 6371.0088 km), (n, 2), (m, 2)
    -> (n, m).

    Rows are longitude and latitude in degrees; ValueError for another shape, NaN, or a
    latitude beyond 90.
    """
    A, B = (matrix(places, "places", 2, "longitude and latitude in degrees")
            for places in (A, B))
    if max(np.abs(A[:, 1]).max(), np.abs(B[:, 1]).max()) > 90:
        raise ValueError("a latitude is beyond 90 degrees: the longitude comes first, "
                         "then the latitude")
    A, B = np.radians(A), np.radians(B)
    lon, lat = B[:, 0] - A[:, :1], B[:, 1] - A[:, 1:2]
    across = np.cos(A[:, 1:2]) * np.cos(B[:, 1])
    h = np.sin(lat / 2) ** 2 + across * np.sin(lon / 2) ** 2
    return 2 * 6371.0088 * np.arcsin(np.sqrt(np.minimum(h, 1.0)))


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
        step = max(1, BLOCK // max(1, len(others)))
        for some in (rows[i:i + step] for i in range(0, len(rows), step)):
            if len(others):
                distances = metric(X[some], X[others])
                hits = _checked(distances, len(some), len(others)) <= eps
                yield some, hits.sum(axis=1), others[np.nonzero(hits)[1]]

    return near


def _checked(distances, n, m):
    """The distances as an array (n, m); ValueError for another shape, or NaN."""
    if np.shape(distances) != (n, m) or np.isnan(distances).any():
        raise ValueError(f"metric of {n} and {m} rows gave NaN, or shape "
                         f"{np.shape(distances)}: it must return one distance for each "
                         "pair, (n, m)")
    return np.asarray(distances)


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
    """Pairs (i, j) of places that cut the sizes into parts with sums of about BLOCK."""
    total = sizes.sum(dtype=np.int64)
    cuts = np.searchsorted(sizes.cumsum(dtype=np.int64), np.arange(0, total, BLOCK))
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
            hits = d2 <= eps * eps
            sizes = np.add.reduceat(hits, many.cumsum() - many, dtype=np.intp)
            yield some, sizes, order[other[hits]]

    return near


def _search(X, eps, metric=None):
    """near(rows) of `neighbours_on_grid`, or by the metric; without one the distance is
    Euclidean.  X (N, d) of floats, eps > 0 in the units of the distance.
    """
    if metric is None and X.shape[1] <= 3:
        return neighbours_on_grid(X, eps)
    return neighbours_by_metric(X, eps, metric or _euclidean)


def all_neighbours(X, eps, metric=None):
    """(starts, index): row i has the neighbours index[starts[i]:starts[i + 1]], all
    rows within eps, itself too.

    X (N, d); eps in the units of the distance.  Without a metric the distance is
    Euclidean.
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


def dbscan_steps(X, eps, min_samples=5, metric=None):
    """DBSCAN (Ester et al. 1996): yield a DBSCANState before the first and after every
    cluster.

    A row with at least min_samples rows within eps, itself included, is core.  Clusters
    are complete one by one, in the order of their first core row; a border row stays
    with the first cluster that reaches it.  Equal rows are looked at once, with a
    weight, and neighbours a block at a time.  metric: function (n, d), (m, d) ->
    distances (n, m).
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


def dbscan(X, eps, min_samples=5, metric=None):
    """The DBSCANState of all clusters: labels (N,) with -1 for noise, core (N,) of
    bool, n_clusters.

    X (N, d); eps: radius of a neighbourhood, above 0, in the units of the distance;
    min_samples: rows within eps, itself included, that make a row core; metric: by
    default Euclidean.  It is the last of `dbscan_steps`; ValueError for bad X or
    numbers, and a metric that gives no distances.
    """
    return last(dbscan_steps(X, eps, min_samples, metric))
