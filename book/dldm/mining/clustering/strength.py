"""Prediction strength: held-out rows judge a partition."""
import numpy as np

from ...ground.checks import labels, matrix, whole
from .kmeans import assign, kmeans


def prediction_strength(own, predicted):
    """How well one partition of some rows predicts another one: a number from 0 to 1.

    own (n,): the clusters that the rows form by themselves; predicted (n,): those in
    which centres from *other* rows put them.  For each cluster of `own`: which share of
    its pairs of rows is together in `predicted`, too?  The worst cluster counts; one of
    a single row has no pair and is passed over (Tibshirani and Walther 2005).
    """
    own = labels(own, name="own")
    predicted, worst = labels(predicted, len(own), "predicted"), 1.0
    for cluster in np.unique(own):
        theirs = predicted[own == cluster]
        n, together = len(theirs), (theirs[:, None] == theirs).sum()
        if n > 1:
            worst = min(worst, (together - n) / (n * (n - 1)))
    return float(worst)


def kmeans_strength(X, k, rng, restarts=10):
    """The prediction strength of k clusters by k-means in X (N, d), from one deal: half
    of the rows finds centres, the other half is clustered by itself and by them.

    ValueError unless 1 <= k <= N / 2.
    """
    X = matrix(X)
    whole("k", k, 1, len(X) // 2)
    deal = rng.permutation(len(X))
    train, held_out = X[deal[:len(X) // 2]], X[deal[len(X) // 2:]]
    own, given = (kmeans(rows, k, rng, restarts).centres for rows in (held_out, train))
    return prediction_strength(assign(held_out, own)[0], assign(held_out, given)[0])
