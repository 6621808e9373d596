"""Named wrong answers of chapter 5.2c: {exercise: {trap that must recognise it: code}}."""
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def pair(root, gain):
    return f"answer_p1_root, answer_p1_gain = {root!r}, {gain}"


WRONG = {
    "p1": {"many-values": pair("e", 0.459), "before": pair("a", 0.459), "after": pair("a", 0.343),
           "entropy": pair("a", 0.2467), "ratio": pair("a", 0.156), "column": pair("c", 0.092),
           "root-only": pair("a", 0.3)},
    "i1": {"unweighted": spoilt("i1", ("left.mean() * gini(y[left]) + (~left).mean() * gini(y[~left])",
                                       "gini(y[left]) + gini(y[~left])")),
           "data-values": spoilt("i1", ("(values[:-1] + values[1:]) / 2", "values[:-1]")),
           "deeper": spoilt("i1", ("depth=2", "depth=4")),
           "stump": spoilt("i1", ("depth=2", "depth=1")),
           "raises": spoilt("i1", ("    left, new_left", "    assert depth == 1 or j == 3\n    left, new_left"))},
}
