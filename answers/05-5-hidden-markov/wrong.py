"""Named wrong answers on hidden Markov models: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


PLAIN = """
    h = pi * B[0]
    for seen in B[1:]:
        h = seen * (A.T @ h)
"""
BY_PRODUCTS = """

def by_products(pi, A, B):
    best, came_from = pi * B[0], []
    for row in B[1:]:
        ways = best[:, None] * A
        came_from.append(ways.argmax(axis=0))
        best = ways.max(axis=0) * row
    path = [best.argmax()]
    for arrows in reversed(came_from):
        path.append(arrows[path[-1]])
    return path[::-1]
"""
HEAD = ("    expected, log_p = pi, 0.0\n", PLAIN.lstrip("\n") + "    expected, log_p = pi, 0.0\n")


def each_day(part):
    return f"import numpy as np\nfrom dldm.mining.hidden_markov import forward_backward\ndef decode(pi, A, B):\n    with np.errstate(divide='ignore'):\n        p = forward_backward(pi, A, np.log(B))\n    return p.log_likelihood, p.{part}.argmax(axis=1)"


WRONG = {
    "p1": values("answer_p1", {"not-looked": 0.627, "sensor-only": 0.111, "day-1": 0.818, "no-step": 0.36, "two-umbrellas": 0.883, "not-divided": 0.0627, "dry": 0.826, "two-digits": 0.17, "impossible": 2, "fallback": 0.5}),
    "p5": values("answer_p5", {"no-six": "'1234'", "other-way": "'66166111'", "agree": "'6666'", "filtered": "'6111'", "long": "'11166111166'",
                               "type": "'67'", "fallback": "'11611'"}),
    "p2": values("answer_p2", {"swapped": "2.1, 2.3", "story": "2.3, 0.38", "three-stories": "2.3, 1.14", "product": "0.432, 0.288", "share": "0.767, 0.7", "same": "2.1, 2.1", "fallback": "3, 3"}),
    "p4": values("answer_p4", {"certain": 0.01, "filtered": 0.0019, "not-log": 0.0001055, "dry": 0.00693, "share": 0.307, "sign": -0.00307, "fallback": 0.005}),
    "i1": {
        "shape": spoilt("i1", ("return log_p, path[::-1]", "return log_p")),
        "not-log": spoilt("i1", ("return log_p,", "return np.exp(log_p),")),
        "underflow": spoilt("i1", HEAD, ("return log_p,", "return np.log(h.sum()),")),
        "late-start": spoilt("i1", ("expected, log_p = pi,", "expected, log_p = A.T @ pi,")),
        "transposed": spoilt("i1", ("expected = A.T @", "expected = A @")),
        "best-for-all": spoilt("i1", ("return log_p,", "return best.max(),")),
        "outside": spoilt("i1", ("return log_p, path[::-1]", "return log_p, np.full(len(B), 7)")),
        "best-states": each_day("gamma"),
        "filtered": each_day("alpha"),
        "reversed": spoilt("i1", ("path[::-1]", "path")),
        "products": spoilt("i1", ("return log_p, path[::-1]", "return log_p, by_products(pi, A, B)")) + BY_PRODUCTS,
        "mutates": spoilt("i1", ("    expected, log_p = pi, 0.0\n", "    pi += 0.1\n    expected, log_p = pi, 0.0\n")),
        "fallback": spoilt("i1", ("return log_p,", "return 2 * log_p,")),
    },
    "v1": values("answer_v1", {"library": "'a'", "mean": "'b'", "higher": "'d'"}),
    "v2": values("answer_v2", {"training": "'a'", "hair": "'b'", "truth": "'d'"}),
    "p3": values("answer_p3", {"optima": "'a'", "mean": "'c'"}),
    "i2": {
        "shape": spoilt("i2", ("return gamma[0], ", "return ")),
        "unseen": spoilt("i2", ("range(M)", "sorted(set(o))")),
        "mean-start": spoilt("i2", ("return gamma[0],", "return gamma.mean(axis=0),")),
        "all-days": spoilt("i2", ("counts / counts.sum(axis=1, keepdims=True)", "counts / gamma.sum(axis=0)[:, None]")),
        "turned": spoilt("i2", ("counts / counts.sum(axis=1, keepdims=True)", "(counts / counts.sum(axis=1, keepdims=True)).T")),
        "broadcast": spoilt("i2", ("counts / counts.sum(axis=1, keepdims=True)", "counts / counts.sum(axis=1)")),
        "all-steps": spoilt("i2", ("counts / counts.sum(axis=1, keepdims=True)", "counts / counts.sum()")),
        "days-apart": spoilt("i2", ("    P = np.array(", "    counts = gamma[:-1].T @ gamma[1:]\n    P = np.array(")),
        "last-day": spoilt("i2", ("return gamma[0],", "return gamma[-1],")),
        "columns": spoilt("i2", ("counts / counts.sum(axis=1, keepdims=True)", "counts / counts.sum(axis=0)")),
        "not-divided": spoilt("i2", ("P / P.sum(axis=1, keepdims=True)", "P")),
        "over-states": spoilt("i2", ("P / P.sum(axis=1, keepdims=True)", "P / P.sum(axis=0)")),
        "best-state": spoilt("i2", ("    P = np.array(", "    gamma = np.eye(gamma.shape[1])[gamma.argmax(axis=1)]\n    P = np.array(")),
        "fallback": spoilt("i2", ("return gamma[0],", "return gamma[1],")),
    },
}
