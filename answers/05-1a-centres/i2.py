import numpy as np


def online(X, centres, rng):
    centres, counts = centres.copy(), np.ones(len(centres))
    for _ in range(50):
        for x in rng.permutation(X):
            k = ((x - centres) ** 2).sum(axis=1).argmin()
            counts[k] += 1
            centres[k] += (x - centres[k]) / counts[k]
    return centres
