"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p1": ["import numpy as np\nanswer_p1 = np.array([28, 23.6])"],
    "p2": ["answer_p2 = -0.441"],
    "i1": [
        """
import numpy as np

def my_autoregression(y, p):
    X = np.column_stack([np.ones(len(y) - p)] + [np.roll(y, k)[p:] for k in range(1, p + 1)])
    Q, R = np.linalg.qr(X)
    return np.linalg.solve(R, Q.T @ y[p:])
""",
    ],
    "i2": [
        """
import numpy as np

def my_backtest(y, p, first):
    total, n = 0.0, 0
    for t in range(first, len(y)):
        known = y[:t]
        X = np.array([[1.0] + [known[s - k] for k in range(1, p + 1)] for s in range(p, t)])
        w, *_ = np.linalg.lstsq(X, known[p:], rcond=None)
        guess = w[0] + sum(w[k] * known[t - k] for k in range(1, p + 1))
        total, n = total + (y[t] - guess) ** 2, n + 1
    return (total / n) ** 0.5
""",
    ],
}
