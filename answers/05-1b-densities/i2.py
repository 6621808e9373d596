import numpy as np


def my_dbscan(X, eps, min_samples):
    near = ((X[:, None] - X) ** 2).sum(axis=2) <= eps ** 2
    core = near.sum(axis=1) >= min_samples
    labels, cluster = np.full(len(X), -1), 0
    for row in np.flatnonzero(core):
        if labels[row] >= 0:
            continue
        # From all core rows that are reached on to their neighbours, until nobody new is.
        reached = near[row]
        while True:
            wider = near[reached & core].any(axis=0)
            if (wider == reached).all():
                break
            reached = wider
        # A border row stays with the first cluster that reaches it.
        labels[reached & (labels < 0)] = cluster
        cluster += 1
    return labels
