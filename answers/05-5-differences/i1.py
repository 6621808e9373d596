import numpy as np


def my_innovations(x, weights):
    errors = []
    for value in x:
        newest_first = errors[::-1]
        errors.append(value - sum(w * e for w, e in zip(weights, newest_first)))
    return np.array(errors)
