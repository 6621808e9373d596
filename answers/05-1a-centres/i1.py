import numpy as np


def one_run(X, centres):
    labels = None
    while True:
        d2 = ((X[:, None] - centres) ** 2).sum(axis=2)
        if labels is not None and (d2.argmin(axis=1) == labels).all():
            return d2.min(axis=1).sum(), centres, labels
        labels = d2.argmin(axis=1)
        # A group without rows keeps its centre.
        centres = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else centres[j]
                            for j in range(len(centres))])


def my_kmeans(X, k, rng):
    runs = [one_run(X, X[rng.choice(len(X), k, replace=False)]) for _ in range(20)]
    return min(runs, key=lambda run: run[0])[1:]
