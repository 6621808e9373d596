"""Named wrong answers of chapter 4: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


def triples(wrong):
    return {trap: f"answer_v2_low, answer_v2_high, answer_v2_ari = {value}" for trap, value in wrong.items()}


SEQUENTIAL = '''
from dldm.nn import SGD, Adam, Dense, Sequential

def replay(initial, X, y, epochs):
    model = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")])
    model.set_weights(initial)
    model.compile(optimizer=Adam(), loss="binary_crossentropy")
    model.fit(X, y, epochs=epochs, batch_size=32, shuffle=False, verbose=0)
    return model.get_weights()
'''


def library(*changes):
    """The replay with `Sequential` (correct as it stands) with some text replaced."""
    code = SEQUENTIAL
    for old, new in changes:
        assert old in code, old
        code = code.replace(old, new)
    return code


ROOT = "(np.sqrt(v[k]) + 1e-7)"
RNG = ('Dense(1, "sigmoid")])', 'Dense(1, "sigmoid")], rng=__import__("numpy").random.default_rng(0))')

WRONG = {
    "p1": values("answer_p1", {
        "biases": 810, "input": 871, "input-dense": 1771, "hidden": 830, "one-bias": 813, "units": 31, "arrays": 6,
        "product": 6000, "article": 231, "type": "'841'", "fallback": 17,
    }),
    "p2": values("answer_p2", {
        "last-batch": 30, "fraction": "426 / 64 * 5", "rounded": 33, "epoch": 5, "one-epoch": 7, "rows": 2130,
        "batch": 320, "all-rows": 45, "article": 140, "type": "[1, 2]", "fallback": 17,
    }),
    "p3": values("answer_p3", {
        "negative": -1, "small": 0.01, "half": 0.69, "learned": 0.3, "moderate": 4, "huge": 1e9, "type": "float('inf')",
    }),
    "p4": values("answer_p4", {
        "square": 133.3, "no-rectifier": 16.33, "inputs-halved": 8.16, "one-layer": 12.65, "fan-in": 7.07, "he": 14.14,
        "fan-out": 31.6, "bound": 34.6, "half-variance": 5.77, "unit-inputs": 1.15, "kept": 10, "type": "'11.5'", "fallback": 100,
    }),
    "i1": {
        "nan": spoilt("i1", (ROOT, "np.sqrt(v[k])")),
        "random": library(("shuffle=False, ", "")),
        "epochs": library(("epochs=epochs", "epochs=5")),
        "untrained": spoilt("i1", ("return weights\n", "return initial\n")),
        "start": library(("    model.set_weights(initial)\n", ""), RNG),
        "transposed": library(("return model.get_weights()", "return [w.T for w in model.get_weights()]")),
        "correction": spoilt("i1", (" * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)", "")),
        "by-epoch": spoilt("i1", ("            t += 1\n", ""), ("    for _ in range(epochs):\n", "    for _ in range(epochs):\n        t += 1\n")),
        "epsilon": spoilt("i1", (ROOT, "(np.sqrt(v[k]) + 1e-7 * np.sqrt(1 - 0.999**t))")),
        "epsilon-size": spoilt("i1", (ROOT, "(np.sqrt(v[k]) + 1e-8)")),
        "epsilon-root": spoilt("i1", (ROOT, "np.sqrt(v[k] + 1e-7)")),
        "restart": library(("    model.fit(X, y, epochs=epochs", '    for _ in range(epochs):\n        model.compile("adam", "binary_crossentropy")\n        model.fit(X, y, epochs=1')),
        "beta": library(("Adam()", "Adam(beta_2=0.99)")),
        "rate": library(("Adam()", "Adam(0.01)")),
        "sgd": library(("Adam()", "SGD()")),
        "sum": spoilt("i1", (" - y[:, None]) / len(y)", " - y[:, None])")),
        "full-batch": library(("batch_size=32", "batch_size=len(y)")),
        "batch-16": library(("batch_size=32", "batch_size=16")),
        "equal-parts": spoilt("i1", ("for start in range(0, len(y), 32)", "for rows in np.array_split(np.arange(len(y)), -(-len(y) // 32))"), ("            rows = slice(start, start + 32)\n", "")),
        "dropped": spoilt("i1", ("range(0, len(y), 32)", "range(0, len(y) - 31, 32)")),
        "one-more": spoilt("i1", ("range(epochs)", "range(epochs + 1)")),
        "one-less": spoilt("i1", ("range(epochs)", "range(epochs - 1)")),
        "batches": library(("shuffle=False, ", ""), RNG),
        "close": spoilt("i1", (ROOT, "(np.sqrt(v[k]) + 1e-6)")),
        "mutates": spoilt("i1", ("[w.copy() for w in initial]", "list(initial)"), ("weights[k] = weights[k] - rate", "weights[k] -= rate")),
        "structure": library(("model.get_weights()", "model.predict(X)")),
        "raises": library(("model.set_weights(initial)", "model.set_weights([w.T for w in initial])")),
        "fallback": spoilt("i1", (" * (H1 > 0)", "")),
    },
    "i2": {
        "percent": spoilt("i2", ('"score": ', '"score": 100 * ')),
        "untrained": spoilt("i2", ("model.get_weights(),", "[],")),
        "net": spoilt("i2", ('Dense(10, activation="relu"), Dense(1', 'Dense(20, activation="relu"), Dense(1')),
        "activation": spoilt("i2", ('activation="relu"', 'activation="tanh"')),
        "no-split": spoilt("i2", ("test_size=0.25", "test_size=0.9")),
        "unseeded": spoilt("i2", ("        rng=np.random.default_rng(seed),\n", "")),
        "seed-ignored": spoilt("i2", ("    # Split first", "    seed = 0\n    # Split first")),
        "tail": spoilt("i2", ("test_size=0.25, stratify=y, random_state=seed", "test_size=0.25, shuffle=False")),
        "same-split": spoilt("i2", ("random_state=seed", "random_state=0")),
        "epochs": spoilt("i2", ("epochs=epochs", "epochs=100")),
        "leak": spoilt("i2", ("X[train_rows].mean(axis=0), X[train_rows].std(axis=0)", "X.mean(axis=0), X.std(axis=0)")),
        "unscaled": spoilt("i2", ("X[train_rows].mean(axis=0), X[train_rows].std(axis=0)", "0.0, 1.0")),
        "training-score": spoilt("i2", ("model.evaluate(X_test, y[test_rows], ", "model.evaluate(X_train, y[train_rows], ")),
        "all-rows-score": spoilt("i2", ("model.evaluate(X_test, y[test_rows], ", "model.evaluate((X - mean) / deviation, y, ")),
        "no-share": spoilt("i2", ('verbose=0)[1]', 'verbose=0)[0]')),
        "test-unscaled": spoilt("i2", ("model.evaluate(X_test,", "model.evaluate(X[test_rows],")),
        "own-scale": spoilt("i2", ("(X[test_rows] - mean) / deviation", "(X[test_rows] - X[test_rows].mean(axis=0)) / X[test_rows].std(axis=0)")),
        "unmoved": spoilt("i2", ('"score": model.evaluate(X_test, y[test_rows], verbose=0)[1]', '"score": 1.0')),
        "coin": spoilt("i2", ("max(share, 1 - share)", "0.5")),
        "class-share": spoilt("i2", ("max(share, 1 - share)", "share")),
        "other-baseline": spoilt("i2", ("share = y[test_rows].mean()", "share = y.mean()")),
        "high": spoilt("i2", ("model.evaluate(X_test, y[test_rows], verbose=0)[1]", "min(1.0, model.evaluate(X_test, y[test_rows], verbose=0)[1] + 14 / len(test_rows))")),
        "selected": spoilt("i2", ("    model.fit(X_train, y[train_rows], epochs=epochs, batch_size=32, verbose=0)\n", "    best = 0\n    for _ in range(epochs):\n        model.fit(X_train, y[train_rows], epochs=1, verbose=0)\n        best = max(best, model.evaluate(X_test, y[test_rows], verbose=0)[1])\n"), ('"score": model.evaluate(X_test, y[test_rows], verbose=0)[1]', '"score": best')),
        "farther": spoilt("i2", ("batch_size=32", "batch_size=16")),
        "less-far": spoilt("i2", ("batch_size=32", "batch_size=64")),
        "uneven": spoilt("i2", ('optimizer="adam"', 'optimizer=__import__("dldm.nn").nn.SGD(0.0014)')),
        "low": spoilt("i2", ('"score": model', '"score": 1 - model')),
        "mutates": spoilt("i2", ("    # Scale with", "    X -= X[train_rows].mean(axis=0)\n    # Scale with")),
        "keys": spoilt("i2", ('"score"', '"accuracy"')),
        "rows": spoilt("i2", ('"test_rows": test_rows', '"test_rows": X_test')),
        "type": spoilt("i2", ("verbose=0)[1]", "verbose=0)")),
        "raises": spoilt("i2", ("X[train_rows] - mean", "X_train - mean")),
    },
    "v1": values("answer_v1", {"supported": "'a'", "reversed": "'c'", "overfit": "'d'", "type": 1}),
    "v2": triples({
        "percent": (9, 89, 72), "swapped": (0.89, 0.09, 0.72), "constant": (0.24, 0.24, 0.72), "ids": (0.09, 0.89, 0.24),
        "best-share": (0.09, 0.89, 0.89), "one-start": (0.09, 0.89, 0.716), "report": (0.09, 0.89, 0.5),
        "ari-only": (0.2, 0.3, 0.722), "fallback": (0.2, 0.3, 0.4),
    }),
    "v3": values("answer_v3", {
        "percent": 90.9, "training": 1.0, "average": 0.9545, "all-rows": 0.977, "other-seed": 0.916, "cross-validated": 0.921, "majority": 0.629,
        "fallback": 0.5,
    }),
}
