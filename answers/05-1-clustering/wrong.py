"""Named wrong answers of chapter 5.1: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


def pair(cores, noise):
    return f"answer_p3_core = {cores}\nanswer_p3_noise = {noise}"


KEEP = "X[labels == j].mean(axis=0) if (labels == j).any() else centres[j]"
STEP = "centres[k] += (x - centres[k]) / counts[k]"
NO_CARE = """
import warnings
import numpy as np

def my_kmeans(X, k, rng):
    C = X[rng.choice(len(X), k, replace=False)]
    for _ in range(30):
        labels = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            C = np.array([X[labels == j].mean(axis=0) for j in range(k)])
    return C, labels
"""
WRONG = {
    "p1": values("answer_p1", {"one-pass": [1, 9.833], "medians": [2, 11.5], "no-outlier": [2.333, 11], "start": [1, 2], "two-groups": [5.667, 16], "fallback": [3, 12]}),
    "p2": values("answer_p2", {"species": 3, "most": 8, "one": 1, "fallback": 4}),
    "p3": {"members": pair(7, 1), "not-itself": pair(0, 8), "border-is-noise": pair(3, 5), "no-noise": pair(3, 0), "noise": pair(3, 2), "fallback": pair(4, 1)},
    "i1": {
        "shape": spoilt("i1", ("key=lambda run: run[0])[1:]", "key=lambda run: run[0])[1]")),
        "nan": NO_CARE,
        "old-labels": "import numpy as np\ndef my_kmeans(X, k, rng):\n    C = X[[0, 50, 100][:k]] if len(X) > 100 else X[-k:]\n    for _ in range(2):\n        labels = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)\n        C = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else C[j] for j in range(k)])\n    return C, labels",
        "rounds": "import numpy as np\ndef my_kmeans(X, k, rng):\n    C = X[[0, 50, 100][:k]] if len(X) > 100 else X[-k:]\n    for _ in range(2):\n        labels = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)\n        C = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else C[j] for j in range(k)])\n    return C, ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)",
        "local": spoilt("i1", ("range(20)", "range(1)")),
        "mutates": spoilt("i1", ("    runs =", "    X -= X.mean(axis=0)\n    runs =")),
        "fallback": "import numpy as np\ndef my_kmeans(X, k, rng):\n    C = X[:k]\n    return np.tile(X.mean(axis=0), (k, 1)), np.zeros(len(X), int)",
    },
    "i2": {
        "unmoved": "def online(X, centres, rng):\n    return centres.copy()",
        "away": spoilt("i2", (STEP, "centres[k] -= 0.001 * (x - centres[k])")),
        "one-order": spoilt("i2", ("rng.permutation(X)", "X")),
        "one-pass": spoilt("i2", ("range(50)", "range(1)")),
        "shared-count": spoilt("i2", ("counts[k] += 1", "counts += 1"), ("for _ in", "counts[:] = 1\n    for _ in")),
        "constant": spoilt("i2", (STEP, "centres[k] += 0.05 * (x - centres[k])")),
        "shape": spoilt("i2", ("return centres", "return centres[0]")),
        "mutates": spoilt("i2", ("centres, counts = centres.copy(),", "counts =")),
    },
    "v1": values("answer_v1", {"balanced": "'a'", "positive": "'b'", "threshold": "'d'"}),
    "v2": values("answer_v2", {"always": "'a'", "same-unit": "'c'"}),
}
