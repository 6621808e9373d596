"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p2": ["answer_p2_before, answer_p2_inside = .9, .45"],
    "p3": ["answer_p3 = .161", "answer_p3 = .16"],
    "i1": [
        """
import numpy as np

def stratified_folds(y, k):
    place = np.empty(len(y), dtype=int)
    for label in set(y.tolist()):
        mine = np.random.default_rng(1).permutation(np.flatnonzero(y == label))
        place[mine] = np.arange(len(mine)) % k
    return tuple(np.flatnonzero(place == j) for j in range(k))
""",
        """
from sklearn.model_selection import StratifiedKFold

def stratified_folds(y, k):
    return [test for _, test in StratifiedKFold(k).split(y, y)]
""",
    ],
}
