"""Named wrong answers on Markov chains: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


WRONG = {
    "p1": values("answer_p1", {"after-the-first": 11.5, "median": 8.3, "mode": 1, "probability": 0.08, "fallback": 40}),
    "p5": values("answer_p5", {"one-letter": "'aaaa'", "order-1": "'abcabc'", "order-2": "'aabababb'", "end": "'aabba'", "long": "'aabbaabbaabba'",
                               "type": "'aa11'", "fallback": "'abracadabra'"}),
    "p2": values("answer_p2", {"wet-way": 0.36, "dry-way": 0.08, "one-step": 0.6, "stationary": 0.333, "dry": 0.56, "wrong-row": 0.48, "impossible": 1.2, "fallback": 0.5}),
    "p3": values("answer_p3", {"any-stationary": "'a'", "connected": "'b'", "loops": "'c'"}),
    "p4": values("answer_p4", {"sign": 0.06, "unweighted": -0.3, "both": 0.3, "no-output": -0.16, "log-only": -0.32, "per-visit": -0.006, "other-letter": 0.02, "fallback": 1}),
    "p6": values("answer_p6", {"no-start": 0.126, "wet-start": 0.0252, "transposed": 0.1344, "one-short": 0.168, "logarithm": -2.295, "not-a-path": 0.2352,
                               "sum": 2.4, "fallback": 0.25}),
    "i1": {
        "shape": spoilt("i1", ("counts / counts.sum(axis=1, keepdims=True)", "counts[0] / counts[0].sum()")),
        "counts": spoilt("i1", (" / counts.sum(axis=1, keepdims=True)", "")),
        "joint": spoilt("i1", ("counts.sum(axis=1, keepdims=True)", "counts.sum()")),
        "transposed": spoilt("i1", ("zip(o, o[1:])", "zip(o[1:], o)")),
        "columns": spoilt("i1", ("axis=1", "axis=0")),
        "broadcast": spoilt("i1", (", keepdims=True", "")),
        "occurrences": spoilt("i1", ("counts.sum(axis=1, keepdims=True)", "np.bincount(o, minlength=K)[:, None]")),
        "spread": spoilt("i1", ("(K, K), add)", "(K, K), add / K)")),
        "circle": spoilt("i1", ("zip(o, o[1:])", "zip(o, np.roll(o, -1))")),
        "ignored": spoilt("i1", ("np.full((K, K), add)", "np.zeros((K, K))")),
        "one-share": spoilt("i1", ("counts / counts.sum(axis=1, keepdims=True)", "counts / (counts.sum(axis=1, keepdims=True) - (K - 1) * add)")),
        "fallback": spoilt("i1", ("+= 1", "+= 1 + now")),
    },
    "i2": {
        "shape": spoilt("i2", ("return p", "return p[0]")),
        "plain": spoilt("i2", ("add * K * p[x]", "add")),
        "one-visit": spoilt("i2", ("add * K * p[x]) / (len(after) + add * K)", "add * p[x]) / (len(after) + add)")),
        "oldest": spoilt("i2", ("context[len(context) - k:]", "context[:k]")),
        "no-empty": spoilt("i2", ("range(len(context) + 1)", "range(1, len(context) + 1)")),
        "turned": spoilt("i2", ("range(len(context) + 1)", "range(len(context), -1, -1)")),
        "occurrences": spoilt("i2", ("(len(after) + add * K)", "(sum(list(o[t:t + k]) == end for t in range(len(o) - k + 1)) + add * K)")),
        "no-sum": spoilt("i2", ("(len(after) + add * K)", "(len(after) + add)")),
        "fallback": spoilt("i2", ("for x in range(K)]\n    return", "for x in range(K)][::-1]\n    return")),
    },
    "v1": values("answer_v1", {"training": "'a'", "no-gap": "'b'"}),
}
