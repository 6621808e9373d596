"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p1": ["answer_p1 = '(C)'"],
    "p2": ["import numpy as np\nanswer_p2 = np.float64(1)", "answer_p2 = 1.001"],
    "i1": [
        "import numpy as np\ndef ols(X, y):\n    return np.linalg.lstsq(np.insert(X, 0, 1, axis=1), y, rcond=None)[0].tolist()",
        """
import numpy as np

def ols(X, y):
    mean, scale = X.mean(0), X.std(0)
    Z = (X - mean) / scale
    slopes = np.linalg.solve(Z.T @ Z, Z.T @ (y - y.mean())) / scale
    return [y.mean() - slopes @ mean, *slopes]
""",
    ],
    "i2": [
        """
import numpy as np

def loocv(x, y, degree):
    V = np.vander((x - x.mean()) / x.std(), degree + 1)
    H = V @ np.linalg.pinv(V)
    return float(np.mean(((y - H @ y) / (1 - np.diag(H))) ** 2))
""",
        """
import numpy as np

def loocv(x, y, degree):
    z = (x - x.min()) / (x.max() - x.min())
    V = np.column_stack([z**p for p in range(degree + 1)])
    G = np.linalg.inv(V.T @ V)
    w, total = G @ V.T @ y, 0
    for row, target in zip(V, y):
        total += ((target - row @ w) / (1 - row @ G @ row)) ** 2
    return total / len(y)
""",
    ],
}
