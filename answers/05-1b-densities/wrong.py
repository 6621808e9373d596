"""Named wrong answers of chapter 5.1b: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


def pair(cores, noise):
    return f"answer_p1_core = {cores}\nanswer_p1_noise = {noise}"


FOURTEEN = [[1.5, 2.3], [1.7, 3.1], [2.5, 2.7], [2.3, 1.9], [3.1, 2.3], [2.9, 1.6], [4, 3.6], [4.4, 2.1], [5, 2.7], [5.2, 2], [4.9, 1.3], [6.1, 2.3], [5.7, 1.2], [7.3, 0.6]]


def table(*new, rows=FOURTEEN):
    return f"answer_p2 = {[*rows, *new]}"


def twin(weights, loss):
    return f"answer_p4_weights = {weights}\nanswer_p4_loss = {loss}"


def shapes(own, shared):
    return f"answer_p5_own = {own}\nanswer_p5_shared = {shared}"


LOG = "np.log(weights) - np.log(variances) / 2 - (x[:, None] - means) ** 2 / (2 * variances)"
SHARES = "R = joint / joint.sum(axis=1, keepdims=True)"
SCALED = "np.exp(log - log.max(axis=1, keepdims=True))"
LAST = "(R * (x[:, None] - new) ** 2).sum(axis=0) / n"

SQUARES = "((X[:, None] - X) ** 2).sum(axis=2)"
FREE = "reached & (labels < 0)"
NUMBERED = "    return labels\n"
SWEEP = """
import numpy as np

def my_dbscan(X, eps, min_samples):
    near = np.linalg.norm(X[:, None] - X, axis=2) <= eps
    core = near.sum(axis=1) >= min_samples
    labels, new = [-1] * len(X), 0
    for i in range(len(X)):
        if core[i]:
            if labels[i] == -1:
                labels[i], new = new, new + 1
            for j in range(len(X)):
                if near[i, j] and labels[j] == -1:
                    labels[j] = labels[i]
    return labels
"""

WRONG = {
    "p1": {"members": pair(7, 1), "swapped": pair(1, 3), "not-itself": pair(0, 8), "one-cluster": pair(2, 1), "not-found": pair(1, 1),
           "border-is-noise": pair(3, 5), "no-noise": pair(3, 0), "noise": pair(3, 2), "fallback": pair(4, 1)},
    "p2": {"moved": table([3.6, 2], rows=FOURTEEN[1:]), "none": table(), "several": table([3.6, 2], [3.8, 2]), "border": table([3.75, 2.2]),
           "one-border": table([3.5, 2.9]), "noise": table([6.5, 3.5]), "inside": table([2.3, 2.4]), "shape": "answer_p2 = [3.6]"},
    "p3": values("answer_p3", {
        "two-densities": ["none", "none", 3], "lonely": [5, "none", "none"], "forced": [5, 3.5, 3], "crumbs": [3, "none", 3],
        "bridge": [5, "none", 7], "shape": [5, 3], "word": [5, "no", 3], "negative": [5, "none", -3]}),
    "p4": {"zero": twin([3, 16], 0), "mean": twin([3, 16], 3.667), "absolute": twin([3, 16], 10), "swapped": twin([16, 3], 22),
           "medians": twin([4, 16], 25), "one-mean": twin([9.5, 9.5], 275.5), "fallback": twin([2.5, 16], 22.75), "shape": twin([3], 22)},
    "p5": {"swapped": shapes(42, 84), "both-triangles": shapes(129, 57), "variances-only": shapes(39, 27), "no-variances": shapes(66, 36),
           "no-weights": shapes(81, 39), "no-means": shapes(66, 24), "per-group": shapes(28, 42), "same": shapes(84, 84),
           "shared-all": shapes(84, 28), "shared-right": shapes(63, 42), "fallback": shapes(45, 15)},
    "i1": {
        "stay": spoilt("i1", (f"n / len(x), new, {LAST}", "weights.copy(), means.copy(), variances.copy()")),
        "no-weights": spoilt("i1", ("np.log(weights) - ", "-")),
        "no-height": spoilt("i1", (" - np.log(variances) / 2", "")),
        "no-half": spoilt("i1", ("(2 * variances)", "variances")),
        "deviations-in": spoilt("i1", (LOG, LOG.replace("variances", "(variances ** 2)"))),
        "hard": spoilt("i1", (SHARES, "R = 1.0 * (joint == joint.max(axis=1, keepdims=True))")),
        "over-rows": spoilt("i1", (SCALED, "np.exp(log)"), ("joint.sum(axis=1, keepdims=True)", "joint.sum(axis=0)")),
        "old-means": spoilt("i1", ("- new) ** 2", "- means) ** 2")),
        "sample": spoilt("i1", (LAST, LAST + " * n / (n - 1)")),
        "deviations-out": spoilt("i1", (LAST, f"np.sqrt({LAST})")),
        "counts": spoilt("i1", ("n / len(x), new", "n, new")),
        "kept-weights": spoilt("i1", ("n / len(x), new", "weights.copy(), new")),
        "underflow": spoilt("i1", (SCALED, "np.exp(log)")),
        "nobody": spoilt("i1", (SCALED, "np.exp(log)"), ("keepdims=True)\n", "keepdims=True).clip(1e-300)\n")),
        "fallback": spoilt("i1", ("new = (R * x[:, None]).sum(axis=0) / n", "new = (R * x[:, None]).sum(axis=0) / len(x)")),
        "shape": spoilt("i1", ("return n / len(x), new,", "return new,")),
        "mutates": spoilt("i1", ("    return n", "    means[:] = new\n    return n")),
    },
    "i2": {
        "noise-number": spoilt("i2", (NUMBERED, "    return labels + 1\n")),
        "sorted": spoilt("i2", ("    near =", "    X = np.sort(X, axis=0)\n    near =")),
        "not-itself": spoilt("i2", (">= min_samples", "> min_samples")),
        "strict": spoilt("i2", ("<= eps", "< eps")),
        "squared": spoilt("i2", ("eps ** 2", "eps")),
        "city": spoilt("i2", (f"{SQUARES} <= eps ** 2", "np.abs(X[:, None] - X).sum(axis=2) <= eps")),
        "passed-on": spoilt("i2", ("near[reached & core]", "near[reached]")),
        "border-noise": spoilt("i2", (FREE, "reached & core")),
        "between": spoilt("i2", (NUMBERED, "    torn = [not core[i] and len(set(labels[near[i] & core])) > 1 for i in range(len(X))]\n    labels[torn] = -1\n    return labels\n")),
        "kept-noise": spoilt("i2", (FREE, f"{FREE} & (core | (np.arange(len(X)) > row))")),
        "one-number": spoilt("i2", ("cluster += 1", "cluster = 0")),
        "neighbours": spoilt("i2", ("while True", "while False")),
        "sweep": SWEEP,
        "fallback": spoilt("i2", (f"{SQUARES} <= eps ** 2", "np.abs(X[:, None] - X).max(axis=2) <= eps")),
        "shape": spoilt("i2", (NUMBERED, "    return labels[core]\n")),
        "mutates": spoilt("i2", ("    near =", "    X -= X.mean(axis=0)\n    near =")),
    },
    "v1": values("answer_v1", {"clusters": "'a'", "cores": "'b'", "noise": "'d'"}),
}
