"""DBSCAN: clusters grow from core points, by the distances of all pairs of rows."""
from typing import NamedTuple

import numpy as np

from ...ground.arrays import last
from ...ground.checks import matrix, positive, whole


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
    B = matrix(B, "B", A.shape[1])
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


def all_distances(metric, A, B):
    """metric(A, B) as an array (n, m); ValueError for another shape, or NaN."""
    D = metric(A, B)
    if np.shape(D) != (len(A), len(B)) or np.isnan(D).any():
        raise ValueError(f"metric of {len(A)} and {len(B)} rows gave NaN, or shape "
                         f"{np.shape(D)}: it must return one distance for each pair, "
                         "(n, m)")
    return np.asarray(D)


def spread(labels, cluster, first, core, near):
    """Give the number `cluster` to all that can be reached from the core row `first`
    over core rows; in place.

    labels (N,), -1 where no cluster has arrived; core (N,) of bool; near (N, N) of
    bool: which rows are neighbours.
    """
    labels[first], waiting = cluster, [first]
    while waiting:
        reached = np.flatnonzero(near[waiting.pop()] & (labels < 0))
        labels[reached] = cluster
        waiting.extend(reached[core[reached]])


def dbscan_steps(X, eps, min_samples=5, metric=euclidean):
    """DBSCAN (Ester et al. 1996): yield a DBSCANState before the first and after every
    cluster.

    A row with at least min_samples rows within eps, itself included, is core.  Clusters
    are complete one by one, in the order of their first core row; a border row stays
    with the first cluster that reaches it.  metric: function (n, d), (m, d) ->
    distances (n, m).
    """
    X = matrix(X)
    positive("eps", eps)
    whole("min_samples", min_samples, 1)
    near = all_distances(metric, X, X) <= eps
    core = near.sum(axis=1) >= min_samples
    labels, n_clusters = np.full(len(X), -1), 0
    yield DBSCANState(labels.copy(), core, n_clusters)
    for row in np.flatnonzero(core):
        if labels[row] < 0:
            spread(labels, n_clusters, row, core, near)
            n_clusters += 1
            yield DBSCANState(labels.copy(), core, n_clusters)


def dbscan(X, eps, min_samples=5, metric=euclidean):
    """The DBSCANState of all clusters: labels (N,) with -1 for noise, core (N,) of
    bool, n_clusters.

    X (N, d); eps: radius of a neighbourhood, above 0, in the units of the distance;
    min_samples: rows within eps, itself included, that make a row core.  Time and
    memory grow with N squared (`fast` needs less).  It is the last of `dbscan_steps`;
    ValueError for bad X or numbers, and a metric that gives no distances.
    """
    return last(dbscan_steps(X, eps, min_samples, metric))
