"""Named wrong answers of chapter 5.2a: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


P1 = '''
from math import prod
below = {}
no = 5 / 14 * prod((c + 1) / (5 + m) for c, m in zip((0, 2, 1, 2), below))
yes = 9 / 14 * prod((c + 1) / (9 + m) for c, m in zip((4, 2, 6, 6), below))
answer_p1 = no / (no + yes)
'''

WRONG = {
    "i1": {"absent": spoilt("i1", (" + np.log(1 - theta).sum(axis=1)", "")),
           "present-only": spoilt("i1", (" + np.log(1 - theta).sum(axis=1)", ""), (" - np.log(1 - theta)).T", ").T")),
           "prior": spoilt("i1", ("np.log(n / n.sum()) + ", "")),
           "not-finite": spoilt("i1", (".sum(axis=0) for c in classes]) + alpha", ".sum(axis=0) for c in classes])"),
                                ("2 * alpha", "0 * alpha")),
           "alpha": spoilt("i1", ("2 * alpha", "1 * alpha")),
           "smoothed-prior": spoilt("i1", ("np.log(n / n.sum())", "np.log((n + alpha) / (n + alpha).sum())")),
           "swapped": spoilt("i1", ("return W, b", "return b, W")),
           "fallback": spoilt("i1", ("+ np.log(1 - theta).sum(axis=1)", "- np.log(1 - theta).sum(axis=1)")),
           "transposed": spoilt("i1", ("(np.log(theta) - np.log(1 - theta)).T", "np.log(theta) - np.log(1 - theta)"))},
    "i2": {"divided": spoilt("i2", ("rng.permutation(np.unique(groups))", "rng.permutation(len(groups))"), ("np.flatnonzero(np.isin(groups, names[turn::k]))", "names[turn::k]")),
           "sorted-only": """
import numpy as np

def group_folds(groups, k, rng):
    groups = np.asarray(groups)
    run = np.cumsum(np.append(0, groups[1:] != groups[:-1]))
    order = rng.permutation(run[-1] + 1)
    return [np.flatnonzero(np.isin(run, order[turn::k])) for turn in range(k)]
""",
           "uneven": spoilt("i2", ("np.isin(groups, names[turn::k])", "np.isin(groups, names[turn * (len(names) // k):(turn + 1) * (len(names) // k) if turn < k - 1 else None])")),
           "fixed": spoilt("i2", ("rng.permutation(np.unique(groups))", "np.unique(groups)")),
           "few-deals": spoilt("i2", ("rng.permutation(np.unique(groups))", "np.roll(np.unique(groups), rng.integers(9))")),
           "own-draws": spoilt("i2", ("rng.permutation", "np.random.default_rng().permutation")),
           "training": spoilt("i2", ("np.isin(groups, names[turn::k])", "~np.isin(groups, names[turn::k])")),
           "missing": spoilt("i2", ("names[turn::k]", "names[:len(names) // k * k][turn::k]")),
           "twice": spoilt("i2", ("names[turn::k]", "names[max(turn - 1, 0)::k]")),
           "outside": spoilt("i2", ("np.flatnonzero(np.isin(groups, names[turn::k]))", "1 + np.flatnonzero(np.isin(groups, names[turn::k]))")),
           "numbers": spoilt("i2", ("np.flatnonzero(np.isin(groups, names[turn::k]))", "names[turn::k]")),
           "shape": spoilt("i2", ("range(k)", "range(k - 1)"))},
    "p1": {"no-smoothing": "answer_p1 = 0", "yes": "answer_p1 = 1 - .0703", "two-values": P1.format("2, 2, 2, 2"),
           "not-below": P1.format("0, 0, 0, 0"), "once-below": P1.format("1, 1, 1, 1"),
           "no-prior": P1.format("3, 3, 2, 2").replace("5 / 14", "1").replace("9 / 14", "1"),
           "product": "answer_p1 = .00205",
           "percent": "answer_p1 = 7.03", "fallback": "answer_p1 = .3"},
    "p2": {"once": "answer_p2 = 6 / 7", "counts": "answer_p2 = .9", "odds": "answer_p2 = 36",
           "doubled": "answer_p2 = 12 / 13",
           "logarithm": "answer_p2 = 3.58", "other": "answer_p2 = 1 / 37", "percent": "answer_p2 = 97.3",
           "fallback": "answer_p2 = .5"},
    "v1": {"slogan": "answer_v1 = 'a'", "both": "answer_v1 = 'c'"},
    "v2": {"training-rows": "answer_v2 = .0508", "claimed": "answer_v2 = .001", "all-cases": "answer_v2 = .162",
           "share-sure": "answer_v2 = .508", "percent": "answer_v2 = 5.5", "thirty": "answer_v2 = .0321",
           "other-ten": "answer_v2 = .0201", "denominator": "answer_v2 = .0281", "fallback": "answer_v2 = .4"},
}
