"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p1": ["answer_p1 = (10.4, 4.8)", "import numpy as np\nanswer_p1 = 16 - np.log10(4e5) * np.array([1, 2])"],
    "p2": ["answer_p2 = (5.0, 500)", "from fractions import Fraction\nanswer_p2 = [Fraction(2, 100) * 250, 1 / (Fraction(1, 10) * Fraction(2, 100))]"],
    "p3": ["import numpy as np\nanswer_p3 = np.array([0.0, 2.0, -1.4])", "answer_p3 = (-0.0, 2, -7 / 5)"],
    "v1": ["answer_v1 = '(b)'", "answer_v1 = 'B'"],
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
}
