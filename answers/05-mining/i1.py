import numpy as np


def stratified_folds(y, k):
    folds = [[] for _ in range(k)]
    for label in np.unique(y):
        # Deal the rows of one class like cards, one to each fold in turn.
        for turn, row in enumerate(np.flatnonzero(y == label)):
            folds[turn % k].append(int(row))
    return folds
