"""k-means: Lloyd's two steps, seeding and restarts, and its online twin, vector
quantisation.
"""
from typing import NamedTuple

import numpy as np

from ...ground.arrays import first_largest, first_smallest, last, moved
from ...ground.checks import matrix, whole

BLOCK = 2**16  # numbers held at a time: they stay in the processor's cache


class KMeansState(NamedTuple):
    """step "assign" or "update", centres (k, d), labels (N,), J = sum of squared
    distances (units of X squared).
    """

    step: str
    centres: np.ndarray
    labels: np.ndarray
    J: float


class SeedState(NamedTuple):
    """centres (j, d) chosen so far, and chances (N,): the probability of each row to
    become the next one.
    """

    centres: np.ndarray
    chances: np.ndarray


def blocks(n, k):
    """Slices that cut n rows into parts small enough for the processor's cache, if each
    row needs k numbers.
    """
    step = max(64, BLOCK // k)
    return [slice(start, start + step) for start in range(0, n, step)]


def assign(X, centres):
    """(labels, d2), both (N,): the nearest centre of each row, of those equally near
    but for rounding the first, and its squared distance.

    X (N, d), centres (k, d).  ValueError for no rows, NaN, infinity, shapes that
    differ.
    """
    X = matrix(X)
    centres = matrix(centres, "centres", X.shape[1], "one row a centre, the columns of "
                                                     "X")
    origin = centres.mean(axis=0)  # near the origin the squares lose no digits
    X, centres = moved(X, origin), moved(centres, origin)
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


def update(X, labels, d2, k):
    """(means (k, d), sizes (k,)) of the clusters 0 .. k-1 of the rows X (N, d); one
    without rows moves to the row farthest from its centre.

    labels (N,): the cluster of each row, d2 (N,): its squared distance, as `assign`
    gives them.
    """
    sums, sizes = np.zeros((k, X.shape[1])), np.bincount(labels, minlength=k)
    small = np.min_scalar_type(-k - 1)  # bytes are compared faster than whole words
    names, short = np.arange(k, dtype=small)[:, None], labels.astype(small)
    for part in blocks(len(X), k):
        sums += (short[part] == names).astype(float) @ X[part]
    means = sums / np.maximum(sizes, 1)[:, None]
    empty = np.flatnonzero(sizes == 0)
    d2 = d2.copy() if len(empty) else d2
    for j in empty:
        row = first_largest(d2)
        means[j], d2[row] = X[row], -1.0
    return means, sizes


def kmeans_steps(X, centres, n=10_000):
    """Lloyd's algorithm (Lloyd 1982): yield a KMeansState after every half-step until
    no label changes.

    It also stops where a round lowers J by no more than rounding does: then rounding
    alone moves rows.  X (N, d), centres (k, d) to start from.  ValueError for no rows,
    NaN, infinity, shapes that differ, k > N, and labels that still change after n
    rounds.
    """
    X = matrix(X)
    centres = matrix(centres, "centres", X.shape[1], "one row a centre, the columns of "
                                                     "X")
    whole("k", len(centres), 1, len(X))
    origin = X.mean(axis=0)  # near the origin the squares lose no digits
    X, centres = np.asfortranarray(moved(X, origin)), moved(centres, origin)
    whole("n", n, 1)
    before, lowest = None, np.inf
    square = np.einsum("ij,ij->i", X, X)
    for _ in range(n):
        labels, d2 = _nearest(X, centres, square)
        J = d2.sum()
        yield KMeansState("assign", centres + origin, labels, J)
        if before is not None and (labels == before).all() or lowest <= J:
            return
        before, lowest = labels, J * (1 - 1e-13)
        centres, sizes = update(X, labels, d2, len(centres))
        # holds at the means, and only there
        J = square.sum() - sizes @ (centres * centres).sum(axis=1)
        yield KMeansState("update", centres + origin, labels, max(J, 0.0))
    raise ValueError(f"labels still change after {n} rounds: allow more rounds, or "
                     "take fewer centres")


def lloyd(X, centres):
    """k-means from given centres (k, d) on the rows X (N, d): the KMeansState, centres
    (k, d), labels (N,) and J, from which on no label changes.

    It is the last of `kmeans_steps`; a nearby optimum, not always the best (`kmeans`
    tries several starts).  ValueError for no rows, NaN, infinity, shapes that differ, k
    > N.
    """
    return last(kmeans_steps(X, centres))


def seed_steps(X, k, rng):
    """k-means++ (Arthur & Vassilvitskii 2007): yield a SeedState after each of the k
    choices.

    The first centre is any row; a row is the next with a probability in proportion to
    its squared distance from the nearest centre so far.  ValueError unless 1 <= k <=
    the number of different rows of X (N, d).
    """
    X = matrix(X)
    whole("k", k, 1, len(X))
    centres, chances, d2 = X[:0], np.full(len(X), 1 / len(X)), np.inf
    for _ in range(k):
        if not chances.any():
            raise ValueError(f"X has only {len(centres)} different rows: k = {k} "
                             "centres cannot all differ")
        row = X[rng.choice(len(X), p=chances)]
        centres, d2 = np.vstack([centres,
                                 row]), np.minimum(d2, ((X - row) ** 2).sum(axis=1))
        chances = d2 / d2.sum() if d2.any() else d2
        yield SeedState(centres, chances)


def seed_centres(X, k, rng):
    """k different rows (k, d) of X (N, d), far apart from one another: k-means++.

    They are the last of `seed_steps`; rng draws them.  ValueError unless 1 <= k <= the
    number of different rows.
    """
    return last(seed_steps(X, k, rng)).centres


def kmeans(X, k, rng, restarts=10):
    """The best KMeansState (smallest J) of so many runs of Lloyd's algorithm, each from
    its own k-means++ start.

    Runs that end in the same clusters, however numbered, differ in J by rounding: the
    first of them is returned.
    """
    whole("restarts", restarts, 1)
    runs = [lloyd(X, seed_centres(X, k, rng)) for _ in range(restarts)]
    return runs[first_smallest([run.J for run in runs])]


def vq_steps(X, centres, rng, epochs=1, rate=None):
    """Online vector quantisation (MacQueen 1967): yield the centres (k, d) after every
    epoch.

    One row after another pulls its nearest centre towards itself: by the share `rate`
    of the way, or, if rate is None, by 1 / n_j, where n_j counts the rows that centre j
    has met, its start included.  ValueError for bad X or centres, and for a rate that
    is no share, 0 < rate <= 1.
    """
    X = matrix(X)
    centres = matrix(centres, "centres", X.shape[1], "one row a centre, the columns of "
                                                     "X").copy()
    if rate is not None and not 0 < rate <= 1:
        raise ValueError(f"rate is {rate}: it must be a share of the way, above 0 and "
                         "at most 1")
    counts = np.ones(len(centres))
    for _ in range(epochs):
        for x in rng.permutation(X):
            apart = x - centres
            d2 = (apart * apart).sum(axis=1)
            j = (d2 <= d2.min() * (1 + 1e-9)).argmax()
            counts[j] += 1
            centres[j] += (rate or 1 / counts[j]) * apart[j]
        yield centres.copy()


def vector_quantisation(X, centres, rng, epochs=1, rate=None):
    """The centres (k, d) after so many passes, epochs >= 1, over the rows X (N, d) in
    random order, each of which pulls its nearest centre.

    rate: the share of the way, above 0 up to 1, or None for the running mean; the last
    of `vq_steps`.  ValueError as there.
    """
    whole("epochs", epochs, 1)
    return last(vq_steps(X, centres, rng, epochs, rate))
