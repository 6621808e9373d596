"""Soft clusters: a mixture of Gaussians by expectation and maximisation, and k-means
with a temperature.
"""
from typing import NamedTuple

import numpy as np

from ...ground.arrays import last, log_sum_exp, moved
from ...ground.checks import matrix, positive, probabilities, whole
from ...nn.layers import softmax
from .kmeans import kmeans


class MixtureState(NamedTuple):
    """weights (k,), means (k, d), covariances (k, d, d), R (N, k) = P(component | row),
    log_likelihood of all rows.
    """

    weights: np.ndarray
    means: np.ndarray
    covariances: np.ndarray
    R: np.ndarray
    log_likelihood: float


class SoftState(NamedTuple):
    """variance (the temperature, in units of X squared), centres (k, d), R (N, k) =
    share of each row per centre.
    """

    variance: float
    centres: np.ndarray
    R: np.ndarray


def log_densities(X, means, covariances):
    """log N(x; mean_k, covariance_k) of each row under each component, (N, k).

    X (N, d), means (k, d), covariances (k, d, d), positive definite.  ValueError for
    other shapes, NaN, infinity.
    """
    X = matrix(X)
    means = matrix(means, "means", X.shape[1], "one row a component, the columns of X")
    if np.shape(covariances) != (len(means), X.shape[1], X.shape[1]):
        raise ValueError(f"covariances have shape {np.shape(covariances)}: one (d, d) "
                         "matrix a component is needed")
    columns = []
    for mean, covariance in zip(means, covariances):
        L = np.linalg.cholesky(covariance)
        # as many standard deviations, in uncorrelated directions
        z = np.linalg.solve(L, (X - mean).T)
        columns.append(-0.5 * (z * z).sum(axis=0) - np.log(L.diagonal()).sum())
    return np.stack(columns, axis=1) - 0.5 * X.shape[1] * np.log(2 * np.pi)


def m_step(X, R, ridge=1e-6):
    """(weights (k,), means (k, d), covariances (k, d, d)) that fit best if R (N, k)
    says how much of each row of X (N, d) a component owns.

    ridge: the share of each column's variance that is added to the component's.
    ValueError for bad X (N, d), and for an R whose rows are not shares: not negative,
    with the sum 1.
    """
    X = matrix(X)
    R = matrix(R, "R", because="one row a sample, one column a component")
    probabilities(R, "R", (len(X), R.shape[1]))
    floor, size = _floor(X, ridge), R.sum(axis=0) + 1e-15
    means = R.T @ X / size[:, None]
    covariances = []
    for r, n, mean in zip(R.T, size, means):
        apart = X - mean
        covariances.append((r * apart.T) @ apart / n + floor)
    return size / len(X), means, np.array(covariances)


def _floor(X, ridge):
    """(d, d): `ridge` times the variance of each column of X, so that units do not
    count; a constant column takes the largest.
    """
    variances = np.where(np.ptp(X, axis=0) > 0, X.var(axis=0), 0.0)
    return ridge * np.diag(np.where(variances > 0, variances, variances.max() or 1.0))


def em_steps(X, means, tol=1e-6, n=500, ridge=1e-6):
    """Expectation and maximisation (Dempster, Laird & Rubin 1977): yield a MixtureState
    after every E-step.

    X (N, d), means (k, d) to start from, with equal weights and the covariance of X.
    Stops after n rounds, or when the mean log-likelihood of a row rises by less than
    tol.  `ridge`, a share of each column's variance, keeps all variances above 0.
    ValueError for bad X or means, k > N,
    tol or ridge <= 0, n < 1.
    """
    X = matrix(X)
    means = matrix(means, "means", X.shape[1], "one row a component, the columns of X")
    positive("tol", tol)
    positive("ridge", ridge)
    whole("n", n, 1)
    k, before = len(means), -np.inf
    whole("k", k, 1, len(X))
    origin = X.mean(axis=0)
    X, means = moved(X, origin), moved(means, origin)
    whole_cloud = X.T @ X / len(X) + _floor(X, ridge)
    weights, covariances = np.full(k, 1 / k), np.array([whole_cloud] * k)
    for _ in range(n):
        joint = log_densities(X, means, covariances) + np.log(weights)
        now = log_sum_exp(joint).sum()
        R = softmax(joint)
        yield MixtureState(weights, means + origin, covariances, R, now)
        if now - before < tol * len(X):
            return
        before, (weights, means, covariances) = now, m_step(X, R, ridge)


def gaussian_mixture(X, k, rng):
    """A mixture of k Gaussians fitted to the rows X (N, d): the MixtureState, weights
    (k,), means (k, d), covariances (k, d, d), R (N, k) and log_likelihood.

    It is the last of `em_steps`, at most 500 rounds from the centres of `kmeans`, whose
    starts rng draws.  ValueError for bad X, and unless 1 <= k <= the number of
    different rows.
    """
    return last(em_steps(X, kmeans(X, k, rng).centres))


def soft_kmeans_steps(X, centres, variance, n=200):
    """EM with equal weights and covariance variance * I, both fixed: yield (centres,
    R), n + 1 times.

    X (N, d), centres (k, d), variance > 0 in units of X squared: the temperature.  R
    (N, k) is a softmax of the negative squared distances over 2 * variance.  ValueError
    for bad X or centres, variance <= 0, n < 0.
    """
    X = matrix(X)
    centres = matrix(centres, "centres", X.shape[1], "one row a centre, the columns of "
                                                     "X")
    positive("variance", variance)
    whole("n", n, 0)
    for _ in range(n + 1):
        d2 = ((X[:, None] - centres) ** 2).sum(axis=2)
        R = softmax(-d2 / (2 * variance))
        yield centres, R
        centres = R.T @ X / np.maximum(R.sum(axis=0), 1e-300)[:, None]


def soft_kmeans(X, centres, variance, n=200):
    """(centres (k, d), R (N, k)) after n rounds of k-means with soft shares R on the
    rows X (N, d), from the centres (k, d).

    variance: the temperature, above 0, in units of X squared; near 0 this is k-means.
    The last of `soft_kmeans_steps`; ValueError as there.
    """
    return last(soft_kmeans_steps(X, centres, variance, n))


def cooling_steps(X, centres, variances, n=200):
    """Soft k-means at one temperature after another (Rose 1998): yield a SoftState for
    each of `variances`.

    Every temperature starts from the same centres (k, d) and runs for n rounds; X (N,
    d).
    """
    for variance in variances:
        yield SoftState(variance, *soft_kmeans(X, centres, variance, n))


def mean_entropy(R):
    """Mean over the rows of the entropy of the shares R (N, k), in bits: 0 if every row
    belongs to one component.
    """
    R = probabilities(R, "R")
    return -(R * np.log2(np.maximum(R, 1e-300))).sum(axis=1).mean()
