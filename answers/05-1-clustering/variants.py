"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p1": ["answer_p1 = [2.3, 13.3]", "import numpy as np\nanswer_p1 = np.array([13.25, 2.33])"],
    "p2": ["import numpy as np\nanswer_p2 = np.int64(2)"],
    "i1": [
        """
from dldm.mining.clustering import kmeans

def my_kmeans(X, k, rng):
    try:
        best = kmeans(X, k, rng, restarts=20)
    except ValueError:
        best = kmeans(X, k, rng)
    return [best.centres.tolist(), best.labels.tolist()]
""",
    ],
    "i2": [
        """
def online(X, centres, rng):
    C, visits = [list(c) for c in centres], [0] * len(centres)
    for _ in range(50):
        for i in rng.permutation(len(X)):
            far = [sum((a - b) ** 2 for a, b in zip(X[i], c)) for c in C]
            k = far.index(min(far))
            visits[k] += 1
            C[k] = [a + (b - a) / visits[k] for a, b in zip(C[k], X[i])]
    return C
""",
    ],
}
