"""Named wrong answers of chapter 5.3: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


RETURN, MISSED = "return np.mean(missed**2)", "(y - Q @ (Q.T @ y)) / (1 - leverage)"
ROWS, ENDS = "rng.integers(len(y), size=len(y))", "return np.percentile(slopes, [2.5, 97.5])"
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

def pulled(square=(2.5, 9), first=(1, 2)):
    return f"answer_p6 = {[square, first, (1.5, 3.2), (2, 2.4), (3, 3.6), (3.5, 2.8), (4, 4)]}"


WRONG = {
    "p1": values("answer_p1", {"curve": "'a'", "line": "'b'", "degree": "'d'"}),
    "p2": values("answer_p2", {"no-penalty": 2, "zero": 0, "factor": 2 / 3, "mean": .8, "half": 1, "half-penalty": 1.6, "xx": 14, "negative": -1, "fallback": 7}),
    "p3": values("answer_p3", {"effect": "'a'", "error": "'b'", "important": "'d'"}),
    "p4": values("answer_p4", {"means": [5000, 3800, 4100], "signs": [5000, 1200, 900], "old-intercept": [3800, -1200, -900], "old-difference": [5000, -1200, 300], "swapped": [5000, -900, -1200], "unchanged": [3800, 300, 1200], "total": [6200, -1200, -900], "base-right": [5000, -300, -900], "fallback": [1, 2, 3]}),
    "p5": values("answer_p5", {"whole-penalty": [0, 0], "ridge": [.625, .357], "no-stop": [1, -.5], "no-penalty": [2.5, 2.5], "undivided": [4, 0], "after": [-3.5, -9.5], "swapped": [0, 1], "first-only": [1, .5], "second-only": [2, 0], "fallback": [7, 7]}),
    "p6": {"none": pulled(), "circles": pulled((12, 1), (1, 3)), "no-leverage": pulled((2.5, 0)), "no-miss": pulled((12, 5)),
           "too-far": pulled((11, 0.2)), "fallback": pulled((0, 9)), "shape": "answer_p6 = [12, 1]"},
    "i1": {
        "swapped": spoilt("i1", (ENDS, "return np.percentile(slopes, [97.5, 2.5])")),
        "own-draws": spoilt("i1", (ROWS, "np.random.default_rng().integers(len(y), size=len(y))")),
        "no-scatter": spoilt("i1", (ROWS, "rng.permutation(len(y))")),
        "ignores-j": spoilt("i1", ("[0][j]", "[0][1]")),
        "shifted-j": spoilt("i1", ("[0][j]", "[0][j - 1]")),
        "pairs": spoilt("i1", ("y[rows]", "y[rng.permutation(rows)]")),
        "formula": "import numpy as np\ndef interval(X, y, j, rng):\n    w, rest, *_ = np.linalg.lstsq(X, y, rcond=None)\n    e = np.sqrt(rest[0] / (len(y) - 3) * np.linalg.inv(X.T @ X)[j, j])\n    return w[j] - 1.96 * e, w[j] + 1.96 * e",
        "one-deviation": spoilt("i1", (ENDS, "return np.mean(slopes) - np.std(slopes), np.mean(slopes) + np.std(slopes)")),
        "ninety": spoilt("i1", (ENDS, "return np.percentile(slopes, [5, 95])")),
        "mean-error": spoilt("i1", (ENDS, "return np.mean(slopes) + 1.96 * np.std(slopes) / len(slopes)**.5 * np.array([-1, 1])")),
        "half-tables": spoilt("i1", (ROWS, "rng.integers(len(y), size=len(y) // 2)")),
        "shape": spoilt("i1", (ENDS, "return np.percentile(slopes, [2.5, 50, 97.5])")),
        "mutates": spoilt("i1", ("slopes = []", "slopes = []\n    y -= y.mean()")),
        "fallback": spoilt("i1", (ENDS, "return np.percentile(slopes, [2.5, 97.5]) + 9")),
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
    "i3": {
        "on-the-line": spoilt("i3", ("return line + rest * np.sqrt(wanted / (rest @ rest))", "return line")),
        "raw": spoilt("i3", ("np.sqrt(wanted / (rest @ rest))", "1"), ("rest = pattern - X @ np.linalg.lstsq(X, pattern, rcond=None)[0]", "rest = pattern")),
        "centred": spoilt("i3", ("rest = pattern - X @ np.linalg.lstsq(X, pattern, rcond=None)[0]", "rest = pattern - pattern.mean()")),
        "through-mean": spoilt("i3", ("X = np.column_stack([np.ones(len(x)), x])", "X = np.column_stack([np.ones(len(x)), x - x.mean()])")),
        "crossed": spoilt("i3", ("[intercept, slope]", "[slope, intercept]")),
        "mirrored": spoilt("i3", ("line + rest", "line - rest")),
        "other-shape": spoilt("i3", ("lstsq(X, pattern, rcond=None)[0]", "lstsq(X, pattern**2, rcond=None)[0]"), ("rest = pattern ", "rest = pattern**2 ")),
        "of-the-line": spoilt("i3", (" / r2 ", " ")),
        "share-left": spoilt("i3", ("(1 - r2) / r2", "r2 / (1 - r2)")),
        "no-root": spoilt("i3", ("np.sqrt(wanted / (rest @ rest))", "wanted / (rest @ rest)")),
        "correlation": spoilt("i3", ("(1 - r2) / r2", "(1 - r2**2) / r2**2")),
        "unscaled": spoilt("i3", ("rest * np.sqrt(wanted / (rest @ rest))", "rest")),
        "shape": spoilt("i3", ("return line + rest", "return (line + rest")).replace("(rest @ rest))", "(rest @ rest)))[:-1]"),
        "fallback": spoilt("i3", ("np.sqrt(wanted", "np.sqrt(2 * wanted")),
    },
    "v2": values("answer_v2", {"nothing": "'a'", "budget": "'c'", "lever": "'d'"}),
    "v1": values("answer_v1", {"mean": "'a'", "smallest": "'c'", "training": "'d'"}),
}
