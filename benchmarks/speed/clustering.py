"""The fast k-means and DBSCAN against scikit-learn: equal answers first, then times, taken alternately."""

import numpy as np
from dldm.mining.clustering.fast import dbscan, lloyd
from sklearn.cluster import DBSCAN, KMeans

from benchmarks import targets
from benchmarks.targets import ratio, report


def groups(n, d, k):
    """n rows around k centres that overlap a little."""
    rng = np.random.default_rng(n)
    return rng.normal(size=(n, d)) + 3 * rng.normal(size=(k, d))[rng.integers(0, k, n)]


def k_means(n, limit, repeats):
    """From the same start, without a tolerance, until no label changes."""
    X = groups(n, 10, 8)
    start = X[:8].copy()
    theirs = KMeans(8, init=start, n_init=1, tol=0, max_iter=1000, algorithm="lloyd")
    ours = lloyd(X, start)
    assert (theirs.fit(X).labels_ == ours.labels).all() and np.isclose(theirs.inertia_, ours.J)
    print(f"        {theirs.n_iter_} rounds")
    report(f"k-means, {n} rows", ratio(lambda: lloyd(X, start), lambda: theirs.fit(X), repeats), limit)


def density(n, eps, limit):
    """Twenty dense spots in sparse noise, two columns."""
    rng = np.random.default_rng(n)
    spots = rng.normal(rng.uniform(0, 20, (20, 2))[rng.integers(0, 20, 4 * n // 5)], 0.5)
    X = np.vstack([spots, rng.uniform(0, 20, (n - len(spots), 2))])
    theirs = DBSCAN(eps=eps, min_samples=10)
    assert (theirs.fit(X).labels_ == dbscan(X, eps, 10).labels).all()
    report(f"DBSCAN, {n} rows, eps {eps}", ratio(lambda: dbscan(X, eps, 10), lambda: theirs.fit(X), 3), limit)


if __name__ == "__main__":
    k_means(1_000, 1.0, 25)
    k_means(100_000, 1.5, 5)
    density(100_000, 0.05, 1.5)
    density(100_000, 0.1, 1.5)
    targets.finish()
