import numpy as np


def group_folds(groups, k, rng):
    names = rng.permutation(np.unique(groups))       # deal the groups; the rows follow
    return [np.flatnonzero(np.isin(groups, names[turn::k])) for turn in range(k)]
