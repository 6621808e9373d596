"""Named wrong answers of chapter 6.1a: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


RESULT = "np.mean((inside > outside) + 0.5 * (inside == outside))"
MOVED = "np.clip(X + eps * np.sign(delta @ W.T), 0, 1)"
DISTANCE = "-((X[:, None] - X_in) ** 2).sum(axis=2).min(axis=1)"
WRONG = {
    "p1": values("answer_p1", {"percent": 35, "answers": 0.4, "forced": 0.6, "undivided": 0.2333, "coins": 0.3, "fallback": 0.2}),
    "p2": values("answer_p2", {"few": 0.107, "all": 1, "income": 0.782, "percent": 56, "formula": 0.762, "of-groups": 0.7468, "groups": 0.7532, "four": 0.9428, "fallback": 0.3}),
    "p3": values("answer_p3", {"alone": [1, 400], "epsilon": [0.05, 400], "root": [20**0.5, 400], "linear": [20, 200], "same": [20, 100], "inverse": [20, 25], "fallback": [20, 300]}),
    "p4": values("answer_p4", {"swapped": [2, 6], "plain-mean": [6, 4], "no-rows": [7.2, 2], "no-strength": [2, 2], "no-drift": [6, 6], "fallback": [5, 1]}),
    "p5": values("answer_p5", {"swapped": [25, 6], "both": [9, 30], "count": [4, 25], "eight": [8, 25], "old-count": [6, 10], "count-only": [6, 6], "inverse": [6, 3], "shape": 6, "fallback": [7, 20]}),
    "i1": {
        "surest": spoilt("i1", ("p[column[label]] for p, label", "p.max() for p, _")),
        "reference": spoilt("i1", ("np.array([p[column[label]] for p, label in zip(model.predict_proba(X), y)])", DISTANCE)),
        "right-or-wrong": spoilt("i1", ("np.array([p[column[label]] for p, label in zip(model.predict_proba(X), y)])", "(model.predict(X) == y).astype(float)")),
        "thresholded": spoilt("i1", ("p[column[label]] for p", "p[column[label]] > 0.5 for p"), (RESULT, "np.mean((inside.astype(float) > outside) + 0.5 * (inside == outside))")),
        "one-column": spoilt("i1", ("p[column[label]] for p, label", "p[1] for p, _")),
        "own-classes": spoilt("i1", ("enumerate(model.classes_)", "enumerate(np.unique(y))")),
        "side-by-side": spoilt("i1", (RESULT, "np.mean([(i > o) + 0.5 * (i == o) for i, o in zip(inside[:, 0], outside)])")),
        "ties": spoilt("i1", ("0.5 * ", "")),
        "no-ties": spoilt("i1", (" + 0.5 * (inside == outside)", "")),
        "reversed": spoilt("i1", ("inside > outside", "inside < outside")),
        "share": spoilt("i1", ("np.mean", "np.sum")),
        "raises": spoilt("i1", ("column[label]", "label")),
        "mutates": spoilt("i1", ("    def score", "    X_in[0] = 0\n\n    def score")),
        "fallback": spoilt("i1", (RESULT, "0.75")),
    },
    "i2": {
        "clip": spoilt("i2", (MOVED, "X + eps * np.sign(delta @ W.T)")),
        "descent": spoilt("i2", ("X + eps", "X - eps")),
        "still": spoilt("i2", (MOVED, "np.clip(X, 0, 1)")),
        "not-sign": spoilt("i2", (MOVED, "np.clip(X + eps * (delta @ W.T), 0, 1)")),
        "fixed": spoilt("i2", ("eps * np", "0.1 * np")),
        "step": spoilt("i2", (MOVED, "eps * np.sign(delta @ W.T)")),
        "predicted": spoilt("i2", ("np.eye(len(b))[y]", "np.eye(len(b))[Z.argmax(axis=1)]")),
        "sigmoid": spoilt("i2", ("    P /= P.sum(axis=1, keepdims=True)\n", "    P = 1 / (1 + np.exp(-Z))\n")),
        "no-b": spoilt("i2", ("X @ W + b", "X @ W")),
        "true-class": spoilt("i2", ("np.sign(delta @ W.T)", "np.sign(-W.T[y])")),
        "too-far": spoilt("i2", ("eps * np", "2 * eps * np")),
        "random": spoilt("i2", ("delta @ W.T", "np.random.default_rng(0).normal(size=X.shape)")),
        "shape": spoilt("i2", (MOVED, "(delta @ W.T)[0]")),
        "mutates": spoilt("i2", ("    Z = ", "    X += 0.1\n    Z = ")),
        "fallback": spoilt("i2", ("delta @ W.T", "(delta - delta.mean(axis=0)) @ W.T * np.array([1, 1, 1, -1] * 16)")),
    },
    "v1": values("answer_v1", {"only-nets": "'a'", "accurate": "'c'"}),
}
