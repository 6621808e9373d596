"""k-means: Lloyd's two steps, seeding and restarts, and its online twin, vector
quantisation.
"""
from typing import NamedTuple

import numpy as np

from ...ground.arrays import first_largest, first_smallest
from ...ground.checks import matrix, whole

BLOCK = 4096


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


def blocks(n):
    """Slices that cut n rows into parts small enough for the processor's cache."""
    return [slice(start, start + BLOCK) for start in range(0, n, BLOCK)]


def assign(X, centres, square=None):
    """(labels, d2), both (N,): the nearest centre of each row, of those equally near
    but for rounding the first, and its squared distance.

    square: |x|^2 of each row, (N,), if it is known already: then X and centres are
    taken as they are.  Without it ValueError for no rows, NaN, infinity, shapes that
    differ.
    """
    if square is None:
        X = matrix(X)
        centres = matrix(centres, "centres", X.shape[1], "one row a centre, the "
                                                         "columns of X")
        origin = centres.mean(axis=0)  # near the origin the squares lose no digits
        X, centres = X - origin, centres - origin
        square = np.einsum("ij,ij->i", X, X)
    half = (centres * centres).sum(axis=1)[:, None] / 2
    labels, nearest = np.empty(len(X), dtype=np.intp), np.empty(len(X))
    slack = 1e-12 * (square + half.max())  # what rounding may add to a score
    for part in blocks(len(X)):
        # (k, rows): |x - c|^2 = |x|^2 + 2 (|c|^2 / 2 - c x)
        scores = half - centres @ X[part].T
        scores.min(axis=0, out=nearest[part])
        labels[part] = (scores <= nearest[part] + slack[part]).argmax(axis=0)
    return labels, np.maximum(square + 2 * nearest, 0.0)


def update(X, labels, d2, k):
    """(means (k, d), sizes (k,)) of the clusters; one without rows moves to the row
    farthest from its centre.
    """
    sums, sizes = np.zeros((k, X.shape[1])), np.bincount(labels, minlength=k)
    for part in blocks(len(X)):
        sums += (labels[part] == np.arange(k)[:, None]).astype(float) @ X[part]
    means = sums / np.maximum(sizes, 1)[:, None]
    empty = np.flatnonzero(sizes == 0)
    d2 = d2.copy() if len(empty) else d2
    for j in empty:
        row = first_largest(d2)
        means[j], d2[row] = X[row], -1.0
    return means, sizes


def kmeans_steps(X, centres):
    """Lloyd's algorithm (Lloyd 1982): yield a KMeansState after every half-step until
    no label changes.

    It also stops where a round lowers J by no more than rounding does: then rounding
    alone moves rows. X (N, d), centres (k, d) to start from.  ValueError for no
    rows, NaN, infinity, shapes that differ, k > N.
    """
    X = matrix(X)
    centres = matrix(centres, "centres", X.shape[1], "one row a centre, the columns of "
                                                     "X")
    whole("k", len(centres), 1, len(X))
    origin = X.mean(axis=0)  # near the origin the squares lose no digits
    X, centres = np.asfortranarray(X - origin), centres - origin
    before, lowest = None, np.inf
    square = np.einsum("ij,ij->i", X, X)
    while True:
        labels, d2 = assign(X, centres, square)
        J = d2.sum()
        yield KMeansState("assign", centres + origin, labels, J)
        if before is not None and (labels == before).all() or J >= lowest:
            return
        before, lowest = labels, J * (1 - 1e-13)
        centres, sizes = update(X, labels, d2, len(centres))
        # holds at the means, and only there
        J = square.sum() - sizes @ (centres * centres).sum(axis=1)
        yield KMeansState("update", centres + origin, labels, max(J, 0.0))


def lloyd(X, centres):
    """The last KMeansState of `kmeans_steps`."""
    for state in kmeans_steps(X, centres):
        pass
    return state


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
    """The k centres (k, d) of the last `seed_steps`."""
    for state in seed_steps(X, k, rng):
        pass
    return state.centres


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
    """The last centres (k, d) of `vq_steps`; epochs >= 1."""
    whole("epochs", epochs, 1)
    for end in vq_steps(X, centres, rng, epochs, rate):
        pass
    return end
