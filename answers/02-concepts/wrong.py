"""Named wrong answers of chapter 2: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


PENALTY = "1 / (C * n)"
FREE = "np.append(np.full(X.shape[1], 1 / (C * n)), 0.0)"
REPORT = "return W, V, principal_angles(V.T, best).max(), np.mean(mine**2) / np.mean(theirs**2)"
LAST = "theta = theta - np.linalg.solve(curvature, gradient)"
WRONG = {
    "p1": values("answer_p1", {"same-model": "'a'", "formula": "'c'"}),
    "p2": values("answer_p2", {"swapped": (22, 21), "as-many": (22, 22), "columns": (7, 22), "classes": (21, 2), "more": (21, 43), "fallback": (10, 11)}),
    "p3": values("answer_p3", {"hypothesis": "'a'", "search": "'c'", "evaluation": "'d'"}),
    "i1": {
        "one-over-C": spoilt("i1", (PENALTY, "1 / C")),
        "C": spoilt("i1", (PENALTY, "C")),
        "upside-down": spoilt("i1", (PENALTY, "C / n")),
        "no-C": spoilt("i1", (PENALTY, "1 / n")),
        "twice": spoilt("i1", (PENALTY, "2 / (C * n)")),
        "half": spoilt("i1", (PENALTY, "0.5 / (C * n)")),
        "bias": spoilt("i1", (FREE, "np.full(X.shape[1] + 1, 1 / (C * n))")),
        "no-penalty": spoilt("i1", (PENALTY, "0.001 / (C * n)")),
        "unfinished": spoilt("i1", ("range(50)", "range(5)")),
        "borrowed": "def my_neuron(X, y, C):\n    from sklearn.linear_model import LogisticRegression as L\n    m = L(C=C, tol=1e-10, max_iter=9999).fit(X, y)\n    return m.coef_[0], m.intercept_[0]",
        "pair": spoilt("i1", ("return theta[:-1], theta[-1]", "return theta")),
        "with-bias": spoilt("i1", ("return theta[:-1], theta[-1]", "return theta, theta[-1]")),
        "mutates": spoilt("i1", ("    for _", "    X -= X.mean(axis=0)\n    for _")),
        "fallback": spoilt("i1", ("return theta[:-1], theta[-1]", "return -theta[:-1], -theta[-1]")),
    },
    "i2": {
        "uncentred": spoilt("i2", ("    X = X - X.mean(axis=0)\n", ""), ("0.1 * SE", "0.02 * SE"), ("0.1 * W.T", "0.02 * W.T")),
        "columns": spoilt("i2", ("principal_angles(V.T, best).max()", "np.degrees(np.arccos(np.abs((V @ best).diagonal()) / np.linalg.norm(V, axis=1))).max()")),
        "below-one": spoilt("i2", ("np.mean(mine**2) / np.mean(theirs**2)", "np.mean(mine**2) / np.mean(X**2)")),
        "encoder": spoilt("i2", ("    best = principal", "    W = 0.9 * W\n    best = principal")),
        "ratio": spoilt("i2", ("np.mean(mine**2) / np.mean(theirs**2)", "np.mean(np.abs(mine)) / np.mean(np.abs(theirs)) + 1")),
        "decomposed": spoilt("i2", ("    mine, theirs", "    W, V = best, best.T\n    mine, theirs")),
        "unfinished": spoilt("i2", ("range(8000)", "range(250)")),
        "four": spoilt("i2", (REPORT, "return V, 0.0, 1.0")),
        "transposed": spoilt("i2", (REPORT, "return W, V.T, 0.0, 1.0")),
        "rank": spoilt("i2", (REPORT, "return W, V[[0] * k], 0.0, 1.0")),
        "mutates": spoilt("i2", ("    X = X - X", "    X -= X")),
        "fallback": spoilt("i2", ("range(8000)", "range(0)")),
    },
    "v1": values("answer_v1", {"hidden": "'a'", "explicit": "'b'"}),
    "v2": values("answer_v2", {"zero": (0, 1, 0.937), "order": (0.0048, 0.937, 1), "rises": (0.0048, 1, 0.99), "penalised": (0.0635, 0.991, 0.958), "shorter": (0.0185, 0.995, 0.951), "not-all": (0.0048, 0.998, 0.937), "test": (0.0048, 1, 0.95), "fallback": (0.0048, 0.9, 0.9)}),
}
