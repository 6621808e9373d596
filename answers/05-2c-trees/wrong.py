"""Named wrong answers of chapter 5.2c: {exercise: {trap that must recognise it: code}}."""
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def pair(root, gain):
    return f"answer_p1_root, answer_p1_gain = {root!r}, {gain}"


DOZEN = [[.5, 4.5, 0], [1.5, 2.5, 0], [2.5, 6.5, 0], [3, 2, 0], [3.5, 5, 0], [7.5, 7.5, 0],
         [1, 7, 1], [4.5, 1, 1], [5.5, 3, 1], [6, 4, 1], [6.5, 6, 1], [7, .5, 1]]


def baited(moves):
    """The twelve points, some of them {number: [column 1, column 2, class]} moved."""
    return f"answer_p4 = {[moves.get(i, point) for i, point in enumerate(DOZEN)]}"


WRONG = {
    "p1": {"many-values": pair("e", 0.459), "before": pair("a", 0.459), "after": pair("a", 0.343),
           "entropy": pair("a", 0.2467), "ratio": pair("a", 0.156), "column": pair("c", 0.092),
           "root-only": pair("a", 0.3)},
    "p2": {"gap": "answer_p2 = [5.5, 12]", "data-value": "answer_p2 = [3, 8]", "extrapolates": "answer_p2 = [3.5, 250]",
           "last": "answer_p2 = [3.5, 12]", "median": "answer_p2 = [3.5, 6]", "all": "answer_p2 = [3.5, 4.5]",
           "yes": "answer_p2 = [3.5, 1]", "fallback": "answer_p2 = [2.5, 6]"},
    "p3": {"free-when-right": "answer_p3 = 3 / 23", "ratio": "answer_p3 = .15", "half": "answer_p3 = .5",
           "other-side": "answer_p3 = 6 / 7", "added": "answer_p3 = .12", "percent": "answer_p3 = 14.3",
           "fallback": "answer_p3 = .3"},
    "p4": {"none": baited({}), "several": baited({6: [3.2, 7, 1], 0: [1, 4, 0]}),
           "hopeless": baited({6: [3.2, 3.5, 1]}),
           "same-question": baited({6: [2, 7.5, 1]}), "classes": baited({6: [3.2, 7, 0]}),
           "fallback": baited({10: [3.4, 4.9, 1]}), "shape": "answer_p4 = [3.2, 7, 1]"},
    "i1": {"unweighted": spoilt("i1", ("left.mean() * gini(y[left]) + (~left).mean() * gini(y[~left])",
                                       "gini(y[left]) + gini(y[~left])")),
           "entropy": spoilt("i1", ("1 - (share**2).sum()", "-(share[share > 0] * np.log2(share[share > 0])).sum()")),
           "error-rate": spoilt("i1", ("1 - (share**2).sum()", "1 - share.max()")),
           "one-side": spoilt("i1", ("X_new[~new_left], depth - 1", "X_new[~new_left], 0")),
           "data-values": spoilt("i1", ("(values[:-1] + values[1:]) / 2", "values[:-1]")),
           "deeper": spoilt("i1", ("depth=2", "depth=3")),
           "stump": spoilt("i1", ("depth=2", "depth=1")),
           "fallback": spoilt("i1", ("found = min(found", "found = max(found"),
                             ("(np.inf, 0, 0.0)", "(-np.inf, 0, 0.0)")),
           "raises": spoilt("i1", ("    left, new_left", "    assert depth == 1 or j == 3\n    left, new_left"))},
    "v1": {"test-chooses": "answer_v1 = 'b'", "mixed": "answer_v1 = 'c'", "training-score": "answer_v1 = 'd'"},
    "v2": {"number": "answer_v2 = 'b'", "more-rows": "answer_v2 = 'c'", "bagging-only": "answer_v2 = 'd'"},
    "v3": {"needed": "answer_v3 = 'a'", "overfitted": "answer_v3 = 'c'", "lost": "answer_v3 = 'd'"},
    "p5": {key: f"answer_p5_policy, answer_p5_cost = {letter!r}, {cost}" for key, letter, cost in (
        ("accurate", "a", 79), ("of-the-two", "b", 76), ("grant", "d", 150), ("all", "c", 700), ("one", "c", 0.7),
        ("wrong-price", "c", 350), ("bad-ones", "c", 150), ("fallback", "c", 76))},
}
