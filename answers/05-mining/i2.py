import numpy as np


def shuffled_within(groups, rng):
    order = np.arange(len(groups))
    for group in np.unique(groups):
        # The rows of one group change places among themselves.
        place = np.flatnonzero(groups == group)
        order[place] = rng.permutation(place)
    return order
