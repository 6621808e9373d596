import numpy as np


def my_autoregression(y, p):
    rows = [[1, *reversed(y[t - p:t])] for t in range(p, len(y))]
    return np.linalg.lstsq(np.array(rows), y[p:], rcond=None)[0]
