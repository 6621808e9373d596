import numpy as np


def interval(X, y, j, rng):
    slopes = []
    for _ in range(2000):
        rows = rng.integers(len(y), size=len(y))       # as many rows, and a row may come twice
        slopes.append(np.linalg.lstsq(X[rows], y[rows], rcond=None)[0][j])
    return np.percentile(slopes, [2.5, 97.5])
