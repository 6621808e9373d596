"""Named wrong answers of chapter 5.5, own past: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


RESULT = "np.linalg.lstsq(np.column_stack(table), x[p:], rcond=None)[0]"
YULE = """
import numpy as np

def my_autoregression(x, p):
    z = x - x.mean()
    g = np.array([z[k:] @ z[:len(z) - k] for k in range(p + 1)])
    phi = np.linalg.solve(g[np.abs(np.subtract.outer(range(p), range(p)))], g[1:])
    return np.append(x.mean() * (1 - phi.sum()), phi)
"""
WRONG = {
    "p1": values("answer_p1", {"lag-order": "[56.4, 24.8]", "constant": "[82.0, 44.9]", "stale": "[96.2, 91.1]", "same": "[96.2, 96.2]", "second": "[96.2, 88.4]", "fallback": "[148.2, 3.0]"}),
    "p2": values("answer_p2", {"early": 5, "late": 6.5, "five": 6, "sum": 23, "by-five": 4.6, "three": 5.333, "one-end": 6.25, "fallback": 8}),
    "p3": values("answer_p3", {"unsupervised": "'a'", "shuffle": "'b'", "same-hearts": "'c'"}),
    "p4": values("answer_p4", {"swapped": "[0.2, 0.48]", "plain": "[0.6, 0.488]", "undivided": "[0.523, 0.128]", "left": "[0.408, 0.32]", "unchanged": "[0.6, 0.2]", "sign": "[0.72, 0.2]", "fallback": "[0.3, 0.3]"}),
    "p5": values("answer_p5", {"free": "[-1.61, -8.16]", "one": "[-0.606, -5.16]", "once": "[0.394, -6.16]", "whole": "[6.39, 3.84]", "sign": "[-0.394, 2.16]", "step": "[0.394, -2.56]", "ten": "[1.302, 2.454]", "targets": "[1.992, 5.959]", "fallback": "[0.5, -2.16]"}),
    "i1": {
        "reversed": spoilt("i1", (RESULT, f"(lambda w: np.append(w[:1], w[:0:-1]))({RESULT})")),
        "intercept-last": spoilt("i1", (RESULT, f"np.roll({RESULT}, -1)")),
        "no-intercept": spoilt("i1", ("np.ones(n - p)", "np.zeros(n - p)")),
        "itself": spoilt("i1", ("x[p - k:n - k]", "x[p - k + 1:n - k + 1]")),
        "future": spoilt("i1", ("    n = len(x)", "    x, n = x[::-1], len(x)")),
        "yule-walker": YULE,
        "wrapped": "import numpy as np\n\ndef my_autoregression(x, p):\n    table = [np.ones(len(x)), *[np.roll(x, k) for k in range(1, p + 1)]]\n    return np.linalg.lstsq(np.column_stack(table), x, rcond=None)[0]",
        "row-lost": spoilt("i1", (RESULT, "np.linalg.lstsq(np.column_stack(table)[1:], x[p + 1:], rcond=None)[0]")),
        "demeaned": spoilt("i1", ("    n = len(x)", "    x, n = x - x.mean(), len(x)")),
        "centred": spoilt("i1", ("    n = len(x)", "    mean, x, n = x.mean(), x - x.mean(), len(x)"), ("table = [np.ones(n - p)]", "table = []"), ("return " + RESULT, "phi = " + RESULT)) + "    return np.append(mean * (1 - phi.sum()), phi)\n",
        "shape": spoilt("i1", (RESULT, RESULT + "[1:]")),
        "mutates": spoilt("i1", ("    x = np.asarray(x, dtype=float)\n", "    x -= x.mean()\n")),
        "fallback": spoilt("i1", (RESULT, RESULT + " * 2")),
    },
    "i2": {
        "type": spoilt("i2", ("return np.sqrt(np.mean(np.square(errors)))", "return np.square(errors)")),
        "fitted-once": spoilt("i2", ("autoregression(x[:t], p)", "autoregression(x, p)")),
        "all-rows": spoilt("i2", ("autoregression(x[:t], p)", "autoregression(x, p)"), ("range(first, len(x))", "range(p, len(x))")),
        "absolute": spoilt("i2", ("np.sqrt(np.mean(np.square(errors)))", "np.mean(np.abs(errors))")),
        "no-root": spoilt("i2", ("np.sqrt(np.mean(np.square(errors)))", "np.mean(np.square(errors))")),
        "early-only": spoilt("i2", ("autoregression(x[:t], p)", "autoregression(x[:first], p)")),
        "never-updated": spoilt("i2", ("    errors = []", "    errors, ahead = [], autoregression_forecast_steps(autoregression(x[:first], p), x[:first])"), ("next(autoregression_forecast_steps(weights, x[:t]))", "next(ahead)")),
        "spread": spoilt("i2", ("np.sqrt(np.mean(np.square(errors)))", "np.std(errors)")),
        "peek": spoilt("i2", ("autoregression(x[:t], p)", "autoregression(x[:t + 1], p)")),
        "stale": spoilt("i2", ("steps(weights, x[:t])", "steps(weights, x[:t - 1])")),
        "two-ahead": spoilt("i2", ("autoregression(x[:t], p)", "autoregression(x[:t - 1], p)"), ("steps(weights, x[:t])", "steps(weights, x[:t - 1])")),
        "oldest-first": spoilt("i2", ("next(autoregression_forecast_steps(weights, x[:t]))", "(weights[0] + weights[1:] @ x[t - p:t])")),
        "over-all": spoilt("i2", ("np.mean(np.square(errors))", "np.sum(np.square(errors)) / len(x)")),
        "sum": spoilt("i2", ("np.mean(", "np.sum(")),
        "one-late": spoilt("i2", ("range(first, len(x))", "range(first + 1, len(x))")),
        "fallback": spoilt("i2", ("return np.sqrt", "return 1.01 * np.sqrt")),
    },
    "v1": values("answer_v1", {"shuffle": "'a'", "future": "'b'", "no-test": "'d'"}),
    "v2": values("answer_v2", {"percent": 88, "promise": 0.95, "rounded": 0.88, "fifty-eight": "51 / 58", "one": 0.508, "seen": 0.944, "all": 0.915, "half": 0.932, "fallback": 0.7}),
}
