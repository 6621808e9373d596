import numpy as np
from scipy.stats import t


def my_verdict(a, b, n_train, n_test, pairs):
    d = np.asarray(a) - np.asarray(b)
    error = d.std(ddof=1) * np.sqrt(1 / len(d) + n_test / n_train)
    ratio, limit = d.mean() / error, t.ppf(1 - 0.05 / pairs / 2, len(d) - 1)
    return ratio, limit, "no order" if abs(ratio) <= limit else "first" if ratio > 0 else "second"
