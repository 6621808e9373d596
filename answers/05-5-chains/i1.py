import numpy as np


def my_chain(o, K, add):
    counts = np.full((K, K), add)
    for now, then in zip(o, o[1:]):
        counts[now, then] += 1
    return counts / counts.sum(axis=1, keepdims=True)
