"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p1": ["answer_p1 = (2.0, -1 / 2)"],
    "p2": ["answer_p2 = (-0.667, 0.333)"],
    "p3": ["answer_p3 = 1 + 2 * 0.4**2"],
    "i1": [
        """
from scipy.signal import lfilter

def my_innovations(x, weights):
    return lfilter([1.0], [1.0, *weights], x)
""",
        """
import numpy as np

def my_innovations(x, weights):
    n, q = len(x), len(weights)
    e = np.zeros(n + q)
    for t in range(n):
        e[t + q] = x[t] - weights @ e[t:t + q][::-1]
    return e[q:]
""",
        """
from dldm.mining.time_series import innovations

def my_innovations(x, weights):
    return list(innovations(x, [1.0], [1.0, *weights]))
""",
    ],
    "v1": ["answer_v1 = 0.92"],
    "v2": ["answer_v2 = (53.3, 0.00034)"],
}
