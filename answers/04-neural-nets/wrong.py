"""Named wrong answers of chapter 4: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


def triples(wrong):
    return {trap: f"answer_v2_low, answer_v2_high, answer_v2_ari = {value}" for trap, value in wrong.items()}


ADAM = '''
import numpy as np

def replay(initial, X, y, epochs):
    P, t = [w.copy() for w in initial], 0
    m, v = [np.zeros_like(w) for w in P], [np.zeros_like(w) for w in P]
    for epoch in range(epochs):
        for i in range(0, len(y), 32):
            x, d = X[i:i + 32], None
            h1 = np.maximum(x @ P[0] + P[1], 0)
            h2 = np.maximum(h1 @ P[2] + P[3], 0)
            d3 = (1 / (1 + np.exp(-(h2 @ P[4] + P[5]))) - y[i:i + 32, None]) / len(x)
            d2 = d3 @ P[4].T * (h2 > 0)
            d1 = d2 @ P[2].T * (h1 > 0)
            G = [x.T @ d1, d1.sum(0), h1.T @ d2, d2.sum(0), h2.T @ d3, d3.sum(0)]
            t += 1
            for k, g in enumerate(G):
                m[k] = .9 * m[k] + .1 * g
                v[k] = .999 * v[k] + .001 * g * g
                rate = .001 * np.sqrt(1 - .999**t) / (1 - .9**t)
                P[k] = P[k] - rate * m[k] / (np.sqrt(v[k]) + 1e-7)
    return P
'''


def adam(*changes):
    """A hand-written replay (correct as it stands) with some text replaced."""
    code = ADAM
    for old, new in changes:
        assert old in code, old
        code = code.replace(old, new)
    return code


RATE, ROOT = "rate = .001 * np.sqrt(1 - .999**t) / (1 - .9**t)", "(np.sqrt(v[k]) + 1e-7)"

WRONG = {
    "p1": values("answer_p1", {
        "biases": 210, "input": 300, "input-dense": 341, "hidden": 220, "one-bias": 213, "units": 21, "arrays": 6,
        "product": 1000, "type": "'231'", "fallback": 17,
    }),
    "p2": values("answer_p2", {
        "last-batch": 130, "fraction": "426 / 32 * 10", "rounded": 133, "epoch": 10, "one-epoch": 14, "rows": 4260,
        "batch": 320, "all-rows": 180, "type": "[1, 2]", "fallback": 17,
    }),
    "p3": values("answer_p3", {
        "negative": -1, "small": 0.01, "half": 0.69, "learned": 0.3, "moderate": 4, "huge": 1e9, "type": "float('inf')",
    }),
    "i1": {
        "nan": adam((ROOT, "np.sqrt(v[k])")),
        "epochs": spoilt("i1", ("epochs=epochs", "epochs=10")).replace("epochs=10", "epochs=5"),
        "untrained": spoilt("i1", ("return model.get_weights()", "return initial")),
        "transposed": spoilt("i1", ("return model.get_weights()", "return [w.T for w in model.get_weights()]")),
        "correction": adam((RATE, "rate = .001")),
        "epsilon": adam((ROOT, "(np.sqrt(v[k]) + 1e-7 * np.sqrt(1 - .999**t))")),
        "epsilon-size": adam((ROOT, "(np.sqrt(v[k]) + 1e-8)")),
        "epsilon-root": adam((ROOT, "np.sqrt(v[k] + 1e-7)")),
        "restart": spoilt("i1", ('    model.compile(optimizer="adam", loss="binary_crossentropy")\n', ""), (
            "    model.fit(X, y, epochs=epochs", '    for _ in range(epochs):\n        model.compile("adam", "binary_crossentropy")\n'
            "        model.fit(X, y, epochs=1")),
        "sgd": spoilt("i1", ('"adam"', '"sgd"')),
        "full-batch": spoilt("i1", ("batch_size=32", "batch_size=len(y)")),
        "one-more": adam(("range(epochs)", "range(epochs + 1)")),
        "one-less": adam(("range(epochs)", "range(1, epochs)")),
        "start": spoilt("i1", ("    model.set_weights(initial)", "    # ")),
        "shuffled": spoilt("i1", ("shuffle=False, ", ""), (
            'Dense(1, "sigmoid")])', 'Dense(1, "sigmoid")], rng=__import__("numpy").random.default_rng(0))')),
        "close": adam((ROOT, "(np.sqrt(v[k]) + 1e-6)")),
        "mutates": adam(("[w.copy() for w in initial]", "initial"), ("P[k] = P[k] - rate", "P[k] -= rate")),
        "structure": spoilt("i1", ("model.get_weights()", "model.predict(X)")),
        "raises": spoilt("i1", ("model.set_weights(initial)", "model.set_weights([w.T for w in initial])")),
        "fallback": adam(("* (h1 > 0)", "")),
    },
    "i2": {
        "percent": spoilt("i2", ('"score": ', '"score": 100 * ')),
        "untrained": spoilt("i2", ("model.get_weights(),", "[],")),
        "no-split": spoilt("i2", ("test_size=0.25", "test_size=0.9")),
        "unseeded": spoilt("i2", ("        rng=np.random.default_rng(seed),\n", "")),
        "seed-ignored": spoilt("i2", ("    # Split first", "    seed = 0\n    # Split first")),
        "leak": spoilt("i2", ("X[train_rows].mean(axis=0), X[train_rows].std(axis=0)", "X.mean(axis=0), X.std(axis=0)")),
        "training-score": spoilt("i2", ("model.evaluate(X_test, y[test_rows], ", "model.evaluate(X_train, y[train_rows], ")),
        "all-rows-score": spoilt("i2", ("model.evaluate(X_test, y[test_rows], ", "model.evaluate((X - mean) / deviation, y, ")),
        "unscaled": spoilt("i2", ("X[train_rows].mean(axis=0), X[train_rows].std(axis=0)", "0.0, 1.0")),
        "coin": spoilt("i2", ("max(share, 1 - share)", "0.5")),
        "class-share": spoilt("i2", ("max(share, 1 - share)", "share")),
        "other-baseline": spoilt("i2", ("share = y[test_rows].mean()", "share = y.mean()")),
        "low": spoilt("i2", ("epochs=10", "epochs=1")),
        "high": spoilt("i2", ('"score": ', '"score": 0.6 + 0.4 * ')),
        "mutates": spoilt("i2", ("    # Scale with", "    X -= X[train_rows].mean(axis=0)\n    # Scale with")),
        "keys": spoilt("i2", ('"score"', '"accuracy"')),
        "rows": spoilt("i2", ('"test_rows": test_rows', '"test_rows": X_test')),
        "type": spoilt("i2", ("verbose=0)[1]", "verbose=0)")),
        "raises": spoilt("i2", ("X[train_rows] - mean", "X_train - mean")),
    },
    "v1": values("answer_v1", {"supported": "'a'", "reversed": "'c'", "overfit": "'d'", "type": 1}),
    "v2": triples({
        "percent": (9, 89, 72), "swapped": (0.89, 0.09, 0.72), "constant": (0.24, 0.24, 0.72), "ids": (0.09, 0.89, 0.24),
        "best-share": (0.09, 0.89, 0.89), "one-start": (0.09, 0.89, 0.73), "report": (0.09, 0.89, 0.5),
        "ari-only": (0.2, 0.3, 0.722), "fallback": (0.2, 0.3, 0.4),
    }),
    "v3": values("answer_v3", {
        "percent": 90.9, "training": 1.0, "average": 0.9545, "all-rows": 0.977, "other-seed": 0.916, "majority": 0.629,
        "fallback": 0.5,
    }),
}
