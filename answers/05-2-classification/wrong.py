"""Named wrong answers of chapter 5.2: {exercise: {trap that must recognise it: code}}."""
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def pair(root, gain):
    return f"answer_p1_root, answer_p1_gain = {root!r}, {gain}"


SQUARED = '''
import numpy as np
from sklearn.svm import LinearSVC

def train_hinge(X, s, C):
    model = LinearSVC(C=C, max_iter=100000, random_state=0).fit(X, s)
    return model.coef_[0], model.intercept_[0]
'''

WRONG = {
    "p1": {"many-values": pair("e", 0.459), "before": pair("a", 0.459), "after": pair("a", 0.343),
           "entropy": pair("a", 0.2467), "ratio": pair("a", 0.156), "column": pair("c", 0.092),
           "root-only": pair("a", 0.3)},
    "p2": {"zero-one": "answer_p2 = [1, 1, 0, 0, 0]", "negative": "answer_p2 = [2, 1, .5, 0, -1]",
           "perceptron": "answer_p2 = [1, 0, 0, 0, 0]", "squared": "answer_p2 = [4, 1, .25, 0, 0]"},
    "p3": {"moves": "answer_p3 = 'b'", "bias": "answer_p3 = 'c'"},
    "i1": {"absent": spoilt("i1", (" + np.log(1 - theta).sum(axis=1)", "")),
           "present-only": spoilt("i1", (" + np.log(1 - theta).sum(axis=1)", ""), (" - np.log(1 - theta)).T", ").T")),
           "prior": spoilt("i1", ("np.log(n / n.sum()) + ", "")),
           "not-finite": spoilt("i1", (".sum(axis=0) for c in classes]) + alpha", ".sum(axis=0) for c in classes])"),
                                ("2 * alpha", "0 * alpha")),
           "alpha": spoilt("i1", ("2 * alpha", "1 * alpha")),
           "transposed": spoilt("i1", ("(np.log(theta) - np.log(1 - theta)).T", "np.log(theta) - np.log(1 - theta)"))},
    "i2": {"objective": SQUARED,
           "stalls": spoilt("i2", ("rate = 1 / (decay * (t + 100))", "rate = 5")),
           "sign": spoilt("i2", ("return best[1], best[2]", "return -best[1], -best[2]")),
           "untouched": spoilt("i2", ("return best[1], best[2]", "return np.zeros(d), 0.0")),
           "no-bias": spoilt("i2", ("b = b + min(rate, 1) * push.mean()", "b = 0.0")),
           "few-steps": spoilt("i2", ("range(5000)", "range(2000)"))},
    "i3": {"unweighted": spoilt("i3", ("left.mean() * gini(y[left]) + (~left).mean() * gini(y[~left])",
                                       "gini(y[left]) + gini(y[~left])")),
           "data-values": spoilt("i3", ("(values[:-1] + values[1:]) / 2", "values[:-1]")),
           "deeper": spoilt("i3", ("depth=2", "depth=4")),
           "stump": spoilt("i3", ("depth=2", "depth=1")),
           "raises": spoilt("i3", ("    left, new_left", "    assert depth == 1 or j == 3\n    left, new_left"))},
    "v1": {"slogan": "answer_v1 = 'a'", "never": "answer_v1 = 'c'"},
    "v2": {"claimed": "answer_v2 = .001", "all-cases": "answer_v2 = .0545", "share-sure": "answer_v2 = .875",
           "percent": "answer_v2 = 2.0", "thirty": "answer_v2 = .032", "denominator": "answer_v2 = .0176"},
}
