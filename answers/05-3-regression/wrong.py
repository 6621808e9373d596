"""Named wrong answers of chapter 5.3: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


SOLVE = "return np.linalg.solve(R[:-1, :-1], R[:-1, -1])"
RETURN, MISSED = "return np.mean(missed**2)", "(y - Q @ (Q.T @ y)) / (1 - leverage)"
REFITS = '''
import numpy as np

def loocv(x, y, degree):
    z = (x - x.mean()) / x.std()
    V, total = np.vander(z, degree + 1), 0.0
    for i in range(len(y)):
        rest = np.arange(len(y)) != i
        w = np.linalg.lstsq(V[rest], y[rest], rcond=None)[0]
        total += (y[i] - V[i] @ w) ** 2
    return total / len(y)
'''

WRONG = {
    "p1": values("answer_p1", {"curve": "'a'", "line": "'b'", "degree": "'d'"}),
    "p2": values("answer_p2", {"no-penalty": 2, "zero": 0, "mean": .5, "half": 2 / 3, "half-penalty": 4 / 3, "xx": 14, "negative": -1, "fallback": 7}),
    "p3": values("answer_p3", {"effect": "'a'", "error": "'b'", "important": "'d'"}),
    "i1": {
        "six": "import numpy as np\ndef ols(X, y):\n    return np.linalg.lstsq(X, y, rcond=None)[0]",
        "last": spoilt("i1", (SOLVE, "return np.roll(np.linalg.solve(R[:-1, :-1], R[:-1, -1]), -1)")),
        "units": "import numpy as np\ndef ols(X, y):\n    Z = (X - X.mean(0)) / X.std(0)\n    return np.append(y.mean(), np.linalg.lstsq(Z, y - y.mean(), rcond=None)[0])",
        "typed-in": "from dldm.datasets import longley\ndef ols(X, y):\n    return longley().certified.coefficients",
        "origin": "import numpy as np\ndef ols(X, y):\n    return np.append(0, np.linalg.lstsq(X, y, rcond=None)[0])",
        "rounded": spoilt("i1", (SOLVE, "return np.linalg.solve(R[:-1, :-1], R[:-1, -1]).round(3)")),
        "squared": "import numpy as np\ndef ols(X, y):\n    A = np.column_stack([np.ones(len(X)), X])\n    return np.linalg.solve(A.T @ A, A.T @ y)",
        "shape": spoilt("i1", (SOLVE, "return np.ones(5)")),
        "mutates": spoilt("i1", ("table =", "X -= 1\n    table =")),
        "fallback": "import numpy as np\ndef ols(X, y):\n    return np.linspace(1, 2, 7) * y.mean()",
    },
    "i2": {
        "refits": REFITS,
        "training": spoilt("i2", (MISSED, "y - Q @ (Q.T @ y)")),
        "unsquared": spoilt("i2", (RETURN, "return np.mean(missed**2 * (1 - leverage))")),
        "leverage": spoilt("i2", ("(1 - leverage)", "leverage")),
        "average": spoilt("i2", ("(1 - leverage)", "(1 - leverage.mean())")),
        "degrees": spoilt("i2", (RETURN, "return ((y - Q @ (Q.T @ y))**2).sum() / (len(y) - degree - 1)")),
        "absolute": spoilt("i2", (RETURN, "return np.mean(np.abs(missed))")),
        "root": spoilt("i2", (RETURN, "return np.sqrt(np.mean(missed**2))")),
        "sum": spoilt("i2", (RETURN, "return np.sum(missed**2)")),
        "line": spoilt("i2", ("degree + 1)", "2)")),
        "cars-only": spoilt("i2", ("degree + 1)", "3)")),
        "fallback": spoilt("i2", (RETURN, "return 3.0")),
    },
    "v1": values("answer_v1", {"mean": "'a'", "smallest": "'c'", "training": "'d'"}),
    "v2": values("answer_v2", {"kernel": "'a'", "overfit": "'c'", "noise": "'d'"}),
}
