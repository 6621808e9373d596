"""Named wrong answers of chapter 6: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


NORMED = "weights / weights.sum(axis=1, keepdims=True)"
SHIFTED = "    scores = scores - scores.max(axis=1, keepdims=True)\n"
WRONG = {
    "p1": values("answer_p1", {"share": [13, 71], "swapped": [0.7, 0.12], "low": [0, 0.6], "threshold": [0.8, 0.75], "falls": [0.12, 0.1], "between": [0.12, 0.45], "high": [0.4, 0.7], "fallback": [0.4, 0.3]}),
    "p2": values("answer_p2", {"nearest": [20, 20, 30], "kernel-dot": [10, 10, 30], "ends": [30, 30, 10], "sum": [10, 20, 90], "zero": [10, 20, 0], "fallback": [60, 20, 30]}),
    "p3": values("answer_p3", {"percent": [17.5, 150], "no-costs": [0.25, 150], "added": [0.325, 150], "loss-alone": [0.2333, 150], "likelier": [0.5, 150], "small-loan": [0.175, 50], "both-rates": [0.175, 37.5], "shape": 0.175, "fallback": [0.1, 100]}),
    "i1": {
        "overflow": spoilt("i1", (SHIFTED, "")),
        "finite": spoilt("i1", (SHIFTED, "    scores = np.clip(scores, -700, 700)\n")),
        "axis": spoilt("i1", ("weights.sum(axis=1", "weights.sum(axis=0"), (SHIFTED, "")),
        "all-pairs": spoilt("i1", (".sum(axis=1, keepdims=True)", ".sum()"), (SHIFTED, "")),
        "root-d": spoilt("i1", ("/ tau", "/ np.sqrt(Q.shape[1])")),
        "distance": spoilt("i1", ("Q @ K.T / tau", "-((Q[:, None] - K) ** 2).sum(axis=2) / (2 * tau**2)")),
        "cosine": spoilt("i1", ("Q @ K.T / tau", "Q @ K.T / np.linalg.norm(Q, axis=1)[:, None] / np.linalg.norm(K, axis=1) / tau")),
        "pair": spoilt("i1", ("return weights @ V", "return weights @ V, weights")),
        "no-tau": spoilt("i1", (" / tau", "")),
        "times-tau": spoilt("i1", ("/ tau", "* tau")),
        "not-normalised": spoilt("i1", (NORMED, "weights"), (SHIFTED, "")),
        "no-softmax": spoilt("i1", ("np.exp(scores)", "scores"), (NORMED, "weights"), (SHIFTED, "")),
        "weights": spoilt("i1", (NORMED, "2 * " + NORMED)),
        "shape": spoilt("i1", ("return weights @ V", "return weights")),
        "raises": spoilt("i1", ("Q @ K.T", "Q @ K")),
        "mutates": spoilt("i1", ("    scores = Q", "    Q *= 2\n    scores = Q")),
        "fallback": spoilt("i1", ("return weights @ V", "return V.mean(axis=0) + 0 * (weights @ V)")),
    },
    "v1": values("answer_v1", {"half": "'a'", "uncorrected": "'b'"}),
    "v3": values("answer_v3", {
        "type": "'xefc'", "empty": "'fefcf'", "promise": "'cefcf'", "small": "'xcfcf'", "measured": "'xffcf'", "extrapolated": "'xeecf'",
        "fails": "'xefcx'", "praise": "'xefef'", "present": "'xefff'", "dated": "'xefcc'",
    }),
    "v2": values("answer_v2", {"large": "'a'", "deeper": "'c'"}),
}
