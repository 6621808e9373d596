"""Named wrong answers of chapter 5.3, the solvers: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


SOLVE = "return np.linalg.solve(R[:-1, :-1], R[:-1, -1])"

WRONG = {
    "p1": values("answer_p1", {"swapped": [4.8, 10.4], "lost": [5.6, 11.2], "natural": [3.1, -9.8], "root": [10.4, 13.2], "same": [10.4, 10.4], "shorter": [9.4, 3.8], "first-only": [10.4, 5.6], "second-only": [13.2, 4.8], "fallback": [12, 8]}),
    "p2": values("answer_p2", {"swapped": [500, 5], "decay-itself": [.02, 500], "twice": [10, 500], "half": [2.5, 500], "divided": [8e-5, 500], "from-penalty": [5, 2], "no-rate": [5, 50], "product": [5, .002], "fallback": [7, 7]}),
    "p3": values("answer_p3", {"distance": [0, 1.6, -1], "inside": [.4, 2, -1.8], "sign": [0, -2, 1.4], "excess-sign": [0, -2, 2.6], "bound": [0, 2, -2], "edge-zero": [0, 2, 0], "same": [0, 2, -.6], "sum-sign": [0, 2, 1.4], "fallback": [0, 2, 9]}),
    "i1": {
        "six": "import numpy as np\ndef ols(X, y):\n    return np.linalg.lstsq(X, y, rcond=None)[0]",
        "last": spoilt("i1", (SOLVE, "return np.roll(np.linalg.solve(R[:-1, :-1], R[:-1, -1]), -1)")),
        "units": "import numpy as np\ndef ols(X, y):\n    Z = (X - X.mean(0)) / X.std(0)\n    return np.append(y.mean(), np.linalg.lstsq(Z, y - y.mean(), rcond=None)[0])",
        "typed-in": "from dldm.datasets import longley\ndef ols(X, y):\n    return longley().certified.coefficients",
        "origin": "import numpy as np\ndef ols(X, y):\n    return np.append(0, np.linalg.lstsq(X, y, rcond=None)[0])",
        "rounded": spoilt("i1", (SOLVE, "return np.linalg.solve(R[:-1, :-1], R[:-1, -1]).round(3)")),
        "squared": "import numpy as np\ndef ols(X, y):\n    A = np.column_stack([np.ones(len(X)), X])\n    return np.linalg.solve(A.T @ A, A.T @ y)",
        "centre": "import numpy as np\ndef ols(X, y):\n    Z = (X - X.mean(0)) / X.std(0)\n    return np.append(y.mean(), np.linalg.lstsq(Z, y - y.mean(), rcond=None)[0] / X.std(0))",
        "single": spoilt("i1", ("table =", "X, y = X.astype(np.float32), y.astype(np.float32)\n    table ="), ("np.ones(len(X))", "np.ones(len(X), np.float32)")),
        "shape": spoilt("i1", (SOLVE, "return np.ones(5)")),
        "mutates": spoilt("i1", ("table =", "X -= 1\n    table =")),
        "fallback": "import numpy as np\ndef ols(X, y):\n    return np.linspace(1, 2, 7) * y.mean()",
    },
    "v1": values("answer_v1", {"kernel": "'a'", "overfit": "'c'", "noise": "'d'"}),
}
