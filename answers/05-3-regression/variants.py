"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p1": ["answer_p1 = '(C)'"],
    "p2": ["import numpy as np\nanswer_p2 = np.float64(4 / 3)", "answer_p2 = 1.333"],
    "p4": ["import numpy as np\nanswer_p4 = np.array([5000.0, -1200.0, -900.0])", "answer_p4 = (5000, -1200, -900)"],
    "p5": ["answer_p5 = (1.0, -0.0)", "import numpy as np\nanswer_p5 = np.sign(10) * np.maximum(10 - np.array([12, 24]) / 2, 0) / 4"],
    "i1": [
        """
import numpy as np
from dldm.mining.regression import bootstrap

def interval(X, y, j, rng):
    drawn = np.sort(bootstrap(X, y, 2000, rng)[:, j])
    return drawn[49], drawn[1949]
""",
        """
import numpy as np

def interval(X, y, j, rng):
    drawn = []
    for _ in range(2000):
        rows = rng.choice(len(y), len(y))
        A, b = X[rows], y[rows]
        drawn.append(np.linalg.solve(A.T @ A, A.T @ b)[j])
    return [float(np.quantile(drawn, 0.025)), float(np.quantile(drawn, 0.975))]
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
        """
import numpy as np

def loocv(x, y, degree):
    A = np.vander((x - x.mean()) / x.std(), degree + 1)
    H = A @ np.linalg.pinv(A)
    missed = (y - H @ y) / (1 - np.diag(H))
    without = np.linalg.lstsq(A[:-1], y[:-1], rcond=None)[0]  # one refit, to be sure
    assert np.isclose(missed[-1], y[-1] - A[-1] @ without)
    return np.mean(missed**2)
""",
    ],
    "i3": [
        """
import numpy as np

def disguised(x, pattern, intercept, slope, r2):
    d = x - x.mean()
    rest = pattern - pattern.mean()
    rest = rest - d * (d @ rest) / (d @ d)
    factor = abs(slope) * np.std(x) / np.std(rest) * (1 / r2 - 1) ** 0.5
    return (intercept + slope * x + factor * rest).tolist()
""",
        """
import numpy as np
from sklearn.linear_model import LinearRegression

def disguised(x, pattern, intercept, slope, r2):
    model = LinearRegression().fit(x[:, None], pattern)
    rest, line = pattern - model.predict(x[:, None]), intercept + slope * x
    total = len(x) * line.var() / r2
    return line + rest / np.linalg.norm(rest) * np.sqrt(total - len(x) * line.var())
""",
    ],
    "p6": ["answer_p6 = (1, 2), (1.5, 3.2), (2, 2.4), (3, 3.6), (3.5, 2.8), (4, 4), (10.04, 2.123)",
           "import numpy as np\nanswer_p6 = np.array([[12, .5], [1, 2], [1.5, 3.2], [2, 2.4], [3, 3.6], [3.5, 2.8], [4, 4]])"],
}
