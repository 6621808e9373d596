"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p2": ["answer_p2_before, answer_p2_inside = .9, .45"],
    "p3": ["answer_p3 = .33", "from fractions import Fraction\nanswer_p3 = Fraction(90, 270)"],
    "p4": ["answer_p4 = .77, 0, .89", """
from sklearn.metrics import r2_score
true, said = [10, 12, 17, 19, 19, 22], [11, 10, 18, 20, 21, 21]
answer_p4 = [r2_score(true[a:b], said[a:b]) for a, b in ((0, 3), (3, 6), (0, 6))]
"""],
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
        """
import numpy as np

def stratified_folds(y, k):
    return [np.argsort(y, kind="stable")[j::k] for j in range(k)]
""",
    ],
    "i2": [
        """
import numpy as np

def shuffled_within(groups, rng):
    order = np.empty(len(groups), dtype=int)
    order[np.argsort(groups, kind="stable")] = np.lexsort((rng.random(len(groups)), groups))
    return order
""",
        """
def shuffled_within(groups, rng):
    groups = groups.tolist()
    waiting = {g: [i for i, other in enumerate(groups) if other == g] for g in groups}
    return [waiting[g].pop(rng.integers(len(waiting[g]))) for g in groups]
""",
    ],
}
