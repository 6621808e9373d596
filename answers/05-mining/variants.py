"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p2": ["answer_p2_before, answer_p2_inside = .9, .45", """
import numpy as np
from sklearn.linear_model import LogisticRegression

rng, found = np.random.default_rng(7), []
for _ in range(5):
    genes, ill = rng.normal(size=(60, 2000)), rng.permutation(60) % 2
    def best(rows):
        gap = genes[rows][ill[rows] == 1].mean(axis=0) - genes[rows][ill[rows] == 0].mean(axis=0)
        return np.argsort(-np.abs(gap))[:10]
    for test in np.array_split(rng.permutation(60), 5):
        train = np.setdiff1d(np.arange(60), test)
        found.append([LogisticRegression().fit(genes[train][:, kept], ill[train]).score(genes[test][:, kept], ill[test])
                      for kept in (best(np.arange(60)), best(train))])
answer_p2_before, answer_p2_inside = np.mean(found, axis=0)
"""],
    "p3": ["answer_p3 = .33", "from fractions import Fraction\nanswer_p3 = Fraction(90, 270)"],
    "p4": ["answer_p4 = .77, 0, .89", """
from sklearn.metrics import r2_score
true, said = [10, 12, 17, 19, 19, 22], [11, 10, 18, 20, 21, 21]
answer_p4 = [r2_score(true[a:b], said[a:b]) for a, b in ((0, 3), (3, 6), (0, 6))]
"""],
    "p5": ["answer_p5 = [10, 4, 2]", "answer_p5 = (2, 3, 9)"],
    "p6": ["answer_p6_report, answer_p6_next = .65, .5",
           "answer_p6_report = .5 + 2 * (.25 / 50) ** .5\nanswer_p6_next = .5"],
    "p7": ["answer_p7 = ['c', 'a', 'b', 'c', 'a']", "answer_p7 = 'C, A, B, C, A'"],
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
def shuffled_within(groups, rng):
    order = list(range(len(groups)))
    for g in set(groups.tolist()):
        at = [i for i in order if groups[i] == g]
        for last in range(len(at) - 1, 0, -1):
            i, j = at[last], at[rng.integers(last + 1)]
            order[i], order[j] = order[j], order[i]
    return order
""",
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
