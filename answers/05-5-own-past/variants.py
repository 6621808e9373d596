"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p1": ["import numpy as np\nanswer_p1 = np.array([96.2, 78.1])"],
    "p2": ["answer_p2 = (4 / 2 + 8 + 6 + 2 + 10 / 2) / 4"],
    "p4": ["answer_p4 = (0.48, 0.2)"],
    "p5": ["answer_p5 = (0.39, -2.2)",
           "import numpy as np\nanswer_p5 = 200 * np.log(np.array([4960, 4800]) / 5000) + [2, 6]"],
    "i1": [
        """
from statsmodels.tsa.ar_model import AutoReg

def my_autoregression(x, p):
    return AutoReg(x, p).fit().params
""",
        """
import numpy as np

def my_autoregression(x, p):
    rows = np.array([x[t - p:t][::-1] for t in range(p, len(x))])
    mean, target = rows.mean(axis=0), x[p:].mean()
    phi = np.linalg.lstsq(rows - mean, x[p:] - target, rcond=None)[0]
    return [target - phi @ mean, *phi]
""",
    ],
    "i2": [
        """
import numpy as np

def my_backtest(x, p, first):
    total = 0.0
    for t in range(first, len(x)):
        known = x[:t]
        X = np.array([[1.0] + [known[s - k] for k in range(1, p + 1)] for s in range(p, t)])
        w, *_ = np.linalg.lstsq(X, known[p:], rcond=None)
        total += (x[t] - w[0] - sum(w[k] * known[t - k] for k in range(1, p + 1))) ** 2
    return (total / (len(x) - first)) ** 0.5
""",
    ],
    "v2": ["answer_v2 = 52 / 59"],
}
