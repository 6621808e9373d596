import numpy as np


def my_autoregression(x, p):
    x = np.asarray(x, dtype=float)
    n = len(x)
    table = [np.ones(n - p)]
    for k in range(1, p + 1):
        table.append(x[p - k:n - k])  # the value k steps before x[p], x[p + 1], ...
    return np.linalg.lstsq(np.column_stack(table), x[p:], rcond=None)[0]
