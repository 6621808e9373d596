"""DBSCAN: neighbours within a radius, on a grid or by any metric, and clusters that
grow from core points.
"""
import itertools
from typing import NamedTuple

import numpy as np

from ...ground.arrays import ranges
from ...ground.checks import matrix, positive, whole

BLOCK = 2**18  # distances held in memory at a time


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
    return np.sqrt(sum((a[:, None] - b) ** 2 for a, b in zip(A.T, B.T)))


def great_circle(A, B):
    """Distances in km along the globe (haversine, radius 6371.0088 km), (n, 2), (m, 2)
    -> (n, m).

    Rows are longitude and latitude in degrees; ValueError for another shape, NaN, or a
    latitude beyond 90.
    """
    for places in (A, B):
        places = matrix(places, "places", 2, "longitude and latitude in degrees")
        if np.abs(places[:, 1]).max() > 90:
            raise ValueError("a latitude is beyond 90 degrees: the longitude comes "
                             "first, then the latitude")
    A, B = np.radians(A), np.radians(B)
    lon, lat = B[:, 0] - A[:, :1], B[:, 1] - A[:, 1:2]
    h = np.sin(lat / 2) ** 2 + np.cos(A[:,
                                        1:2]) * np.cos(B[:, 1]) * np.sin(lon / 2) ** 2
    return 2 * 6371.0088 * np.arcsin(np.sqrt(np.minimum(h, 1.0)))


def neighbours_by_metric(X, eps, metric):
    """As `all_neighbours`, by the distances of all pairs: any number of columns, time
    that grows with N squared.
    """
    def near(rows):
        distances = metric(rows, X)
        if np.shape(distances) != (len(rows), len(X)) or np.isnan(distances).any():
            raise ValueError(f"metric of {len(rows)} and {len(X)} rows gave NaN, or "
                             f"shape {np.shape(distances)}: "
                             "it must return one distance for each pair, (n, m)")
        return np.nonzero(distances <= eps)

    step = max(1, BLOCK // len(X))
    found = [near(X[i:i + step]) for i in range(0, len(X), step)]
    sizes = np.concatenate([np.bincount(rows, minlength=len(X[i:i + step]))
                            for (rows, _), i in zip(found, range(0, len(X), step))])
    return np.append(0,
                     sizes.cumsum()), np.concatenate([columns for _, columns in found])


def grid_keys(X, eps):
    """(keys, offsets): the number of each row's cell of side eps, and how the numbers
    of the 3^(d-1) rows of cells around it differ from it.  Cells that are neighbours
    along the last column have numbers that follow each other.
    """
    # a little more, so that rounding cannot put rows exactly eps apart two cells apart
    side = eps * (1 + 2**-20)
    cells = np.floor((X - X.min(axis=0)) / side)
    # an empty cell at either end keeps the neighbours apart from the next row of cells
    widths = cells.max(axis=0) + 3
    strides = np.append(np.cumprod(widths[:0:-1])[::-1], 1.0)
    if strides[0] * widths[0] > 2**52:
        raise ValueError(f"eps is {eps}: too small for columns that spread over "
                         f"{np.ptp(X, axis=0).max():g}")
    offsets = [np.dot((*shift, 0), strides)
               for shift in itertools.product((-1, 0, 1), repeat=X.shape[1] - 1)]
    # these numbers need 64 bits, even where an index has 32
    return ((cells + 1) @ strides).astype(np.int64), np.array(offsets, dtype=np.int64)


def neighbours_on_grid(X, eps):
    """As `all_neighbours`, for up to three columns: each row is compared with those of
    the cells around its own.
    """
    keys, offsets = grid_keys(X, eps)
    order = np.argsort(keys, kind="stable")
    keys, columns, n = keys[order], X[order].T.copy(), len(X)
    # (N, rows of cells)
    low = np.searchsorted(keys, keys[:, None] + offsets - 1, "left")
    high = np.searchsorted(keys, keys[:, None] + offsets + 1, "right")
    sizes, parts = np.zeros(n, dtype=np.intp), []
    candidates = (high - low).sum(axis=1)
    pairs = candidates.cumsum(dtype=np.int64)
    cuts = np.searchsorted(pairs, np.arange(0, pairs[-1], BLOCK))
    for i, j in itertools.pairwise(np.unique(np.append(cuts, n))):
        other = ranges(low[i:j].ravel(), high[i:j].ravel())
        d2 = sum((np.repeat(column[i:j], candidates[i:j]) - column[other]) ** 2
                 for column in columns)
        near = d2 <= eps * eps
        sizes[i:j] = np.add.reduceat(near, np.append(0, candidates[i:j].cumsum()[:-1]),
                                     dtype=np.intp)
        parts.append(order[other[near]])
    starts, place = np.append(0, sizes.cumsum()), np.argsort(order)
    index = np.concatenate(parts)
    return (np.append(0, sizes[place].cumsum()),
            index[ranges(starts[place], starts[place + 1])])


def all_neighbours(X, eps, metric=None):
    """(starts, index): row i has the neighbours index[starts[i]:starts[i + 1]], all
    rows within eps, itself too.

    X (N, d); eps in the units of the distance.  Without a metric the distance is
    Euclidean.
    """
    X = matrix(X)
    positive("eps", eps)
    if metric is None and X.shape[1] <= 3:
        return neighbours_on_grid(X, eps)
    return neighbours_by_metric(X, eps, metric or euclidean)


def spread(labels, cluster, first, core, starts, index, seen):
    """Give the number `cluster` to all that can be reached from the core row `first`
    over core rows; in place.
    """
    labels[first], frontier = cluster, np.array([first])
    while len(frontier):
        reached = index[ranges(starts[frontier], starts[frontier + 1])]
        reached = reached[labels[reached] < 0]
        turn = np.arange(len(reached))
        seen[reached] = turn
        frontier = reached[seen[reached] == turn]  # each row once
        labels[frontier] = cluster
        frontier = frontier[core[frontier]]


def dbscan_steps(X, eps, min_samples=5, metric=None):
    """DBSCAN (Ester et al. 1996): yield a DBSCANState before the first and after every
    cluster.

    A row with at least min_samples rows within eps, itself included, is core.  Clusters
    are complete one by one, in the order of their first core row; a border row stays
    with the first cluster that reaches it.  The next step changes the labels that were
    yielded: copy to keep.  metric: function (n, d), (m, d) -> distances (n, m).
    """
    whole("min_samples", min_samples, 1)
    starts, index = all_neighbours(X, eps, metric)
    core = np.diff(starts) >= min_samples
    labels, seen, n_clusters = np.full(len(core),
                                       -1), np.zeros(len(core), dtype=np.intp), 0
    yield DBSCANState(labels, core, 0)
    for first in np.flatnonzero(core):
        if labels[first] < 0:
            spread(labels, n_clusters, first, core, starts, index, seen)
            n_clusters += 1
            yield DBSCANState(labels, core, n_clusters)


def dbscan(X, eps, min_samples=5, metric=None):
    """The last DBSCANState of `dbscan_steps`: labels (N,) with -1 for noise."""
    for state in dbscan_steps(X, eps, min_samples, metric):
        pass
    return state
