"""k-means: Lloyd's two steps, seeding and restarts, and its online twin, vector
quantisation.
"""
from typing import NamedTuple

import numpy as np

from ...ground.arrays import first_largest, first_smallest, last, moved
from ...ground.checks import matrix, whole


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


def paired(X, centres):
    """X (N, d) and centres (k, d) as arrays of floats with the same columns.

    ValueError for no rows, NaN, infinity, shapes that differ, and rows so far apart
    that their squared distances overflow.
    """
    X = matrix(X)
    centres = matrix(centres, "centres", X.shape[1], "one row a centre, the columns of "
                                                     "X")
    for rows in (X, centres):
        moved(np.array([rows.min(), rows.max()]), X[0, 0])
    return X, centres


def assign(X, centres):
    """(labels, d2), both (N,): the nearest centre of each row, of those equally near
    but for rounding the first, and its squared distance.

    X (N, d), centres (k, d).  ValueError for what `paired` refuses.
    """
    X, centres = paired(X, centres)
    d2 = np.stack([((X - c) ** 2).sum(axis=1) for c in centres], axis=1)
    return first_smallest(d2, axis=1), d2.min(axis=1)


def update(X, labels, d2, k):
    """The means (k, d) of the groups 0 .. k-1 of the rows X (N, d); the centre of a
    group without rows moves to the row farthest from its own centre.

    labels (N,): the group of each row, d2 (N,): its squared distance, as `assign` gives
    them.
    """
    X = matrix(X)
    return np.array([X[labels == j].mean(axis=0) if (labels == j).any()
                     else X[first_largest(d2)] for j in range(k)])


def kmeans_steps(X, centres, n=10_000):
    """Lloyd's algorithm (Lloyd 1982): yield a KMeansState after every half-step until
    no label changes.

    It also stops where a round lowers J by no more than rounding does: then rounding
    alone moves rows.  X (N, d), centres (k, d) to start from.  ValueError for what
    `paired` refuses, k > N, and labels that still change after n rounds.
    """
    X, centres = paired(X, centres)
    whole("k", len(centres), 1, len(X))
    whole("n", n, 1)
    before, lowest = None, np.inf
    for _ in range(n):
        labels, d2 = assign(X, centres)
        yield KMeansState("assign", centres, labels, d2.sum())
        if np.array_equal(labels, before) or d2.sum() >= lowest:
            return
        before, lowest = labels, d2.sum() * (1 - 1e-13)
        centres = update(X, labels, d2, len(centres))
        J = ((X - centres[labels]) ** 2).sum()
        yield KMeansState("update", centres, labels, J)
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
        centres = np.vstack([centres, row])
        d2 = np.minimum(d2, ((X - row) ** 2).sum(axis=1))
        chances = d2 / d2.sum() if d2.any() else d2
        yield SeedState(centres, chances)


def seed_centres(X, k, rng):
    """k different rows (k, d) of X (N, d), far apart from one another: k-means++.

    They are the last of `seed_steps`; rng draws them.  ValueError unless 1 <= k <= the
    number of different rows.
    """
    return last(seed_steps(X, k, rng)).centres


def kmeans(X, k, rng, restarts=10, run=lloyd):
    """The best KMeansState (smallest J) of so many runs of Lloyd's algorithm, each from
    its own k-means++ start.

    X (N, d), k groups, rng draws the starts; run: the `lloyd` to use, for large tables
    that of `fast`.  Runs that end in the same clusters, however numbered, differ in J
    by rounding: the first of them is returned.
    """
    whole("restarts", restarts, 1)
    runs = [run(X, seed_centres(X, k, rng)) for _ in range(restarts)]
    return runs[first_smallest([run.J for run in runs])]


def vq_steps(X, centres, rng, epochs=1, rate=None):
    """Online vector quantisation (MacQueen 1967): yield the centres (k, d) after every
    epoch.

    One row after another pulls its nearest centre towards itself: by the share `rate`
    of the way, or, if rate is None, by 1 / n_j, where n_j counts the rows that centre j
    has met, its start included.  ValueError for bad X or centres, no epoch, and a rate
    that is no share, 0 < rate <= 1.
    """
    X, centres = paired(X, centres)
    whole("epochs", epochs, 1)
    if rate is not None and not 0 < rate <= 1:
        raise ValueError(f"rate is {rate}: it must be a share of the way, above 0 and "
                         "at most 1")
    centres, counts = centres.copy(), np.ones(len(centres))
    for _ in range(epochs):
        for x in rng.permutation(X):
            d2 = ((x - centres) ** 2).sum(axis=1)
            j = (d2 <= d2.min() * (1 + 1e-9)).argmax()  # of equals the first
            counts[j] += 1
            centres[j] += (rate or 1 / counts[j]) * (x - centres[j])
        yield centres.copy()


def vector_quantisation(X, centres, rng, epochs=1, rate=None):
    """The centres (k, d) after so many passes, epochs >= 1, over the rows X (N, d) in
    random order, each of which pulls its nearest centre.

    rate: the share of the way, above 0 up to 1, or None for the running mean; the last
    of `vq_steps`.  ValueError as there.
    """
    return last(vq_steps(X, centres, rng, epochs, rate))
