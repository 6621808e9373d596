"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p1": ["answer_p1 = 12.5", "answer_p1 = sum(d * 0.92 ** (d - 1) * 0.08 for d in range(1, 2000))"],
    "p2": ["answer_p2 = 0.44", "answer_p2 = 0.6 * 0.6 + 0.4 * 0.2"],
    "p3": ["answer_p3 = '(d)'"],
    "p4": ["answer_p4 = -0.06", "import numpy as np\nanswer_p4 = np.float64(0.2) * (0.5 - 0.8)"],
    "p5": ["answer_p5 = 'aabbaa'", "answer_p5 = 'AA  aa'", "answer_p5 = 'aaccaccac'"],
    "p6": ["answer_p6 = 0.1008", "answer_p6 = 0.8 * 0.7 * 0.3 * 0.6", "answer_p6 = 0.101", "answer_p6 = 0.1"],
    "i1": [
        """
def my_chain(o, K, add):
    rows = []
    for i in range(K):
        after = [int(b) for a, b in zip(o[:-1], o[1:]) if a == i]
        rows.append([(after.count(j) + add) / (len(after) + K * add) for j in range(K)])
    return rows
""",
    ],
    "i2": [
        """
from dldm.mining.sequences import followers, next_prob

def my_mixture(o, context, K, add):
    tables = {k: followers(o, k) for k in range(len(context) + 1)}
    return [next_prob(x, tuple(context), tables, K, add) for x in range(K)]
""",
        """
import numpy as np

def my_mixture(o, context, K, add):
    below = my_mixture(o, context[1:], K, add) if len(context) else np.ones(K) / K
    visits, k = add * K * np.asarray(below), len(context)
    for t in range(k, len(o)):
        if tuple(o[t - k:t]) == tuple(context):
            visits[o[t]] += 1
    return visits / visits.sum()
""",
    ],
}
