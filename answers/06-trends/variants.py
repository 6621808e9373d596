"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p1": ["answer_p1 = (0.12, 0.71)"],
    "p2": ["import numpy as np\nanswer_p2 = np.array([10, 20, 30.0])"],
    "p3": ["from fractions import Fraction\nanswer_p3 = [Fraction(7, 40), 150]", "answer_p3 = (.175, 150.0)"],
    "v3": ['answer_v3 = ["x", "e", "f", "c", "f"]', 'answer_v3 = "X, E, F, C, F"'],
    "i1": [
        """
import numpy as np

def my_attention(Q, K, V, tau):
    out = np.zeros((len(Q), V.shape[1]))
    for m, q in enumerate(Q):
        s = [q @ k / tau for k in K]
        e = [np.exp(v - max(s)) for v in s]
        out[m] = sum(a * v for a, v in zip(e, V)) / sum(e)
    return out
""",
        """
from scipy.special import softmax

def my_attention(Q, K, V, tau):
    return (softmax(Q @ K.T / tau, axis=-1) @ V).tolist()
""",
    ],
}
