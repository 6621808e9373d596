"""Named wrong answers of chapter 2, concepts: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


def parts(place, word):
    right = ["data", "objective", "algorithm", "model", "algorithm", "objective"]
    return f"answer_p2 = {[word if i == place else r for i, r in enumerate(right)]}"


PENALTY = "1 / (C * n)"
FREE = "np.append(np.full(X.shape[1], 1 / (C * n)), 0.0)"
LAST = "theta = theta - np.linalg.solve(curvature, gradient)"
IMPORTED = "def my_neuron(X, y, C):\n    from sklearn.linear_model import {0}\n    m = {0}({1}).fit(X, y)\n    return m.coef_[0], m.intercept_[0]"
INSIDE = ("    n, ones", "    mean, scale, X = X.mean(axis=0), X.std(axis=0), (X - X.mean(axis=0)) / X.std(axis=0)\n    n, ones"), (
    "return theta[:-1], theta[-1]", "return theta[:-1] / scale, theta[-1] - mean @ (theta[:-1] / scale)")
WRONG = {
    "p1": values("answer_p1", {"same-model": "'a'", "formula": "'c'", "type": "'d'"}),
    "p2": {"rows": parts(0, "model"), "penalty": parts(1, "model"), "knob": parts(1, "algorithm"), "newton": parts(2, "model"),
           "layer": parts(3, "data"), "rate": parts(4, "objective"), "hinge": parts(5, "model"),
           "shape": "answer_p2 = ['data']", "type": "answer_p2 = ['loss'] * 6"},
    "p3": values("answer_p3", {"hypothesis": "'a'", "search": "'c'", "evaluation": "'d'", "type": "'loss'"}),
    "i1": {
        "one-over-C": spoilt("i1", (PENALTY, "1 / C")),
        "C": spoilt("i1", (PENALTY, "C")),
        "upside-down": spoilt("i1", (PENALTY, "C / n")),
        "no-C": spoilt("i1", (PENALTY, "1 / n")),
        "twice": spoilt("i1", (PENALTY, "2 / (C * n)")),
        "half": spoilt("i1", (PENALTY, "0.5 / (C * n)")),
        "bias": spoilt("i1", (FREE, "np.full(X.shape[1] + 1, 1 / (C * n))")),
        "no-penalty": spoilt("i1", (PENALTY, "1e-3 / (C * n)")),
        "standardised": spoilt("i1", *INSIDE),
        "stopped": spoilt("i1", ("range(50)", "range(2000)"), (LAST, "theta = theta - 0.1 * gradient")),
        "borrowed": IMPORTED.format("LogisticRegressionCV", "Cs=[C]"),
        "pair": spoilt("i1", ("return theta[:-1], theta[-1]", "return theta")),
        "with-bias": spoilt("i1", ("return theta[:-1], theta[-1]", "return theta, theta[-1]")),
        "mutates": spoilt("i1", ("    for _", "    X -= X.mean(axis=0)\n    for _")),
        "fallback": spoilt("i1", ("return theta[:-1], theta[-1]", "return -theta[:-1], -theta[-1]")),
    },
    "v1": values("answer_v1", {"all-patients": (13078, 494), "swapped": (489, 12854), "split": (13611, 517), "thousands": (12.9, 0.49), "free": (50_000, 50_000),
                               "same": (12_854, 12_854), "product": (12_854, 102_832), "fallback": (6_000, 250)}),
    "v2": values("answer_v2", {"zero": (0, 1, 0.937), "percent": (0.0048, 100, 93.7), "order": (0.0048, 0.937, 1), "test-loss": (0.467, 1, 0.937),
                               "summed": (2.03, 1, 0.937), "rises": (0.0048, 1, 0.99), "penalised": (0.0635, 0.991, 0.958), "default": (0.0077, 1, 0.937),
                               "shorter": (0.0185, 0.995, 0.951), "test": (0.0048, 1, 0.95), "fallback": (0.0048, 0.9, 0.9)}),
}
