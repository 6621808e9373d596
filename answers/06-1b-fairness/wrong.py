"""Named wrong answers of chapter 6.1b: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


WRONG = {
    "p1": values("answer_p1", {"better": "'b'", "worse": "'c'"}),
    "p2": values("answer_p2", {
        "percent": [26.7, 6.7, 42.9], "misses": [1 / 15, 1 / 60, 3 / 4], "of-flagged": [0.25, 0.25, 0.75], "odds": [2 / 15, 4 / 75, 0.5],
        "swapped": [1 / 15, 4 / 15, 3 / 7], "still-equal": [4 / 15, 1 / 15, 0.75], "share-of-false": [4 / 15, 1 / 15, 4 / 7], "fallback": [0.2, 0.1, 0.4],
    }),
    "p3": values("answer_p3", {
        "alone": [2, 0, 0], "last": [3, 1, 1], "one-order": [2, 0, 1], "equal": [1, 1, 1], "halves": [2, 0.5, 0.5], "sum": [2, 1 / 3, 1 / 3],
        "fallback": [1.5, 0.75, 0.75], "shape": [3],
    }),
    "p5": values("answer_p5", {
        "no-x": [2 / 3, 1, 1.5], "wrong-way": [-4 / 3, 2, 3], "t": [4 / 3, 2 / 3, 3], "squared": [4 / 3, 4, 3], "logit": [4 / 3, 6, 3],
        "share": [4 / 3, 2, 4 / 3], "distance": [4 / 3, 2, 2], "fallback": [1, 2, 3], "shape": [4 / 3, 2],
    }),
    "p4": values("answer_p4", {
        "swapped": [0.7, 0.5], "one-threshold": [0.55, 0.55], "wrong-way": [0.6, 0.2], "equal-precision": [0.1, 1.07], "one-probability": [0.1, 0.75],
        "half": [1, 1.25], "range": [50, 70], "fallback": [0.2, 0.9], "shape": 0.6,
    }),
    "i1": {
        "recall": spoilt("i1", ("positive[flagged].mean()", "flagged[positive].mean()")),
        "discovery": spoilt("i1", ("flagged[~positive].mean()", "1 - positive[flagged].mean()")),
        "omission": spoilt("i1", ("1 - flagged[positive].mean()", "positive[~flagged].mean()")),
        "of-all": spoilt("i1", ("flagged[~positive].mean(), 1 - flagged[positive].mean()", "(flagged & ~positive).mean(), (positive & ~flagged).mean()")),
        "called-base": spoilt("i1", ("return (positive.mean()", "return (flagged.mean()")),
        "exchanged": spoilt("i1", ("flagged[~positive].mean(), 1 - flagged[positive].mean()", "1 - flagged[positive].mean(), flagged[~positive].mean()")),
        "shape": spoilt("i1", ("return (positive.mean(), ", "return (")),
        "type": spoilt("i1", ("return (positive.mean(), ", "return (positive, ")),
        "mutates": spoilt("i1", ("    positive, flagged", "    y[0] = 1 - y[0]\n    positive, flagged")),
        "fallback": spoilt("i1", ("positive[flagged].mean()", "(positive == flagged).mean()")),
    },
    "v1": values("answer_v1", {"useless": "'a'", "ignores": "'c'"}),
}
