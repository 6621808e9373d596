"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p1": ["answer_p1 = 7"],
    "i1": [
        """
import numpy as np

def my_merge(a, b):
    n, mean, var = np.array([a, b], dtype=float).T
    m = np.average(mean, weights=n)
    return [n.sum(), m, np.average(var + (mean - m) ** 2, weights=n)]
""",
    ],
}
