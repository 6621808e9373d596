"""Named wrong answers of chapter 5.1a: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


SIX = [(1, 1), (2.5, 1.2), (2, 2.2), (6, 3), (7.5, 2.8), (7, 4)]
WIDE = [(1, 1), (2, 1.2), (1.5, 4), (8, 1), (9, 1.2), (8.5, 4)]


def led(points, pins, kinds=(0, 1)):
    """Six points and two pins as an answer."""
    return f"answer_p4 = {[[*place, kinds[0]] for place in points] + [[*place, kinds[1]] for place in pins]}"


STEP = "centres[k] += (x - centres[k]) / counts[k]"
WINNER = "k = ((x - centres) ** 2).sum(axis=1).argmin()"
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
TWO_ROUNDS = """
import numpy as np

def my_kmeans(X, k, rng):
    C = X[[0, 50, 100][:k]] if len(X) > 100 else X[:k]
    for _ in range(2):
        labels = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)
        C = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else C[j] for j in range(k)])
    return C, labels
"""
WRONG = {
    "p1": values("answer_p1", {"one-pass": [1, 9.833], "medians": [2, 11.5], "sums": [7, 53], "no-outlier": [2.333, 11], "start": [1, 2],
                               "other-end": [6.667, 20], "halves": [4.25, 14.333], "ends": [1, 20], "fallback": [3, 12]}),
    "p2": values("answer_p2", {"species": 3, "most": 8, "one": 1, "fallback": 4}),
    "p3": values("answer_p3", {"deviation": 5.1, "sample": 34.67, "within": 1, "sum": 104, "between": 25, "raw": 62, "half": 13, "double": 52, "fallback": 6}),
    "p4": {
        "as-shown": led(SIX, [(5, 0), (5, 5)]),
        "one-rest": led([(1, 1), (1.2, 1.5), (2, 2), (7, 3), (7.3, 4), (8, 3.5)], [(0, 5), (1, 5)]),
        "near-best": led([(1, 0), (1, 4), (2, 2), (5, 2), (6, 0), (6, 4)], [(3.5, 0), (3.5, 4)]),
        "idle": led(WIDE, [(5, 2), (100, 100)]),
        "pins": led(WIDE, [(1, 2), (9, 2)]),
        "flat": led([(1, 1)] * 3 + [(9, 4)] * 3, [(5, 0), (5, 5)]),
        "kinds": led(WIDE, [(5, 0.5), (5, 4.5)], (1, 0)),
    },
    "i1": {
        "shape": spoilt("i1", ("key=lambda run: run[0])[1:]", "key=lambda run: run[0])[1]")),
        "nan": NO_CARE,
        "farthest": spoilt("i1", ("return d2.min(axis=1).sum(), centres, labels", "return d2.min(axis=1).sum(), centres, d2.argmax(axis=1)")),
        "medians": spoilt("i1", ("].mean(axis=0)", "] @ np.eye(X.shape[1])"), ("X[labels == j] @ np.eye(X.shape[1])", "np.median(X[labels == j], axis=0)")),
        "units": spoilt("i1", ("    runs =", "    X = (X - X.mean(axis=0)) / X.std(axis=0)\n    runs =")),
        "city": spoilt("i1", ("((X[:, None] - centres) ** 2)", "np.abs(X[:, None] - centres)")),
        "old-labels": TWO_ROUNDS,
        "rounds": TWO_ROUNDS.replace("return C, labels", "return C, ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)"),
        "alike": spoilt("i1", ("X[rng.choice(len(X), k, replace=False)]", "X[:k]")),
        "local": spoilt("i1", ("range(20)", "range(1)")),
        "mutates": spoilt("i1", ("    runs =", "    X -= X.mean(axis=0)\n    runs =")),
        "fallback": "import numpy as np\ndef my_kmeans(X, k, rng):\n    return X[rng.choice(len(X), k, replace=False)], np.zeros(len(X), int)",
    },
    "i2": {
        "unmoved": "def online(X, centres, rng):\n    return centres.copy()",
        "away": spoilt("i2", (STEP, "centres[k] -= 0.001 * (x - centres[k])")),
        "all-move": spoilt("i2", (WINNER, "k = slice(None)"), ("/ counts[k]", "/ counts[0]")),
        "farthest": spoilt("i2", ("argmin()", "argmax()")),
        "no-draw": spoilt("i2", ("rng.permutation(X)", "X")),
        "one-order": spoilt("i2", ("    for _ in range(50):", "    rows = rng.permutation(X)\n    for _ in range(50):"), ("in rng.permutation(X)", "in rows")),
        "one-pass": spoilt("i2", ("range(50)", "range(1)")),
        "begins-anew": spoilt("i2", ("        for x in", "        counts[:] = 1\n        for x in")),
        "shared-count": spoilt("i2", ("counts[k] += 1", "counts += 1")),
        "constant": spoilt("i2", (STEP, "centres[k] += 0.05 * (x - centres[k])")),
        "shape": spoilt("i2", ("return centres", "return centres[0]")),
        "mutates": spoilt("i2", ("centres, counts = centres.copy(),", "counts =")),
        "fallback": spoilt("i2", ("/ counts[k]", "/ counts[k] ** 0.5")),
    },
    "v1": values("answer_v1", {"balanced": "'a'", "positive": "'b'", "threshold": "'d'"}),
    "v2": values("answer_v2", {"always": "'a'", "same-unit": "'c'"}),
    "v3": values("answer_v3", {"some-rows": "'a'", "half-way": "'b'", "tie": "'d'"}),
}
