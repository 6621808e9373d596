"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p1": ["answer_p1 = [2.3, 13.3]", "import numpy as np\nanswer_p1 = np.array([13.25, 2.33])"],
    "p2": ["import numpy as np\nanswer_p2 = np.int64(2)", "answer_p2 = 2.0"],
    "p3": ["import numpy as np\nanswer_p3 = np.var([0, 2, 10, 12])", "answer_p3 = 25 + 1"],
    "p4": [
        # three clumps: the middle one goes with the farther neighbour
        "import numpy as np\nanswer_p4 = np.array([[0, 0, 0], [0, .1, 0], [3.2, 0, 0], [3.2, .1, 0], [9.4, 0, 0], [9.4, .1, 0], [0, 0, 1], [6, 0, 1]])",
        # the pins first, all points in one line but for a hair
        "answer_p4 = [(5, 2.4, 1), (5, 2.6, 1), *[(x, 2.5 + d, 0) for x in (0, 10) for d in (-.1, .1, .11)]]",
    ],
    "v1": ["answer_v1 = '(c)'", "answer_v1 = 'C '"],
    "v2": ["answer_v2 = '(b)'", "answer_v2 = 'B'"],
    "v3": ["answer_v3 = '(c)'", "answer_v3 = 'C'"],
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
        """
import numpy as np

def my_kmeans(X, k, rng):
    best = (np.inf, None, None)
    for _ in range(12):
        C = X[rng.integers(0, len(X), k)] + 0.01 * rng.normal(size=(k, X.shape[1]))
        for _ in range(30):
            D = np.stack([np.linalg.norm(X - c, axis=1) for c in C])
            labels = D.argmin(axis=0)
            for j in range(k):
                if np.any(labels == j):
                    C[j] = np.mean(X[labels == j], axis=0)
        J = (D.min(axis=0) ** 2).sum()
        if J < best[0]:
            best = (J, C, labels)
    return best[1], best[2]
""",
        # starts at rows that differ, of which there must be k
        """
import numpy as np

def my_kmeans(X, k, rng):
    places, best = np.unique(X, axis=0), (np.inf, None, None)
    for _ in range(10):
        C, J = places[rng.choice(len(places), k, replace=False)], np.inf
        while True:
            D = ((X[:, None] - C) ** 2).sum(axis=2)
            labels, before, J = D.argmin(axis=1), J, D.min(axis=1).sum()
            if J >= before:
                break
            C = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else C[j] for j in range(k)])
        if J < best[0]:
            best = (J, C, labels)
    return best[1], best[2]
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
        """
import numpy as np

def online(X, centres, rng):
    C, n = centres.astype(float), 0
    for epoch in range(50):
        for i in rng.permutation(len(X)):
            j = np.argmin(np.linalg.norm(C - X[i], axis=1))
            n += 1
            C[j] += 0.1 / (1 + epoch) * (X[i] - C[j])
    return C
""",
        """
import numpy as np

def online(X, centres, rng):
    C, n = centres.astype(float), 0
    for epoch in range(50):
        for i in np.argsort(rng.random(len(X))):
            j = np.argmin(np.linalg.norm(C - X[i], axis=1))
            n += 1
            C[j] += 0.05 * (1 - n / (50 * len(X) + 1)) * (X[i] - C[j])
    return C
""",
        """
import numpy as np

def online(X, centres, rng):
    C, seen, rows = centres.copy(), np.zeros(len(centres)), list(range(len(X)))
    for _ in range(50):
        rng.shuffle(rows)
        for i in rows:
            j = np.argmin(((C - X[i]) ** 2).sum(axis=1))
            seen[j] += 1
            C[j] += (X[i] - C[j]) / (10 + seen[j])
    return C
""",
    ],
}
