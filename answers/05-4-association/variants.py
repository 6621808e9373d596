"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p1": ["import numpy as np\nanswer_p1 = np.array([2])"],
    "p4": ["answer_p4 = ['abc', 'bc', 'ab', 'ca', 'cab']", "answer_p4 = 'abcd abc ab ac bc'", "answer_p4 = 'X Y, X Z, Y Z, X Y Z, Z Y X'",
           "answer_p4 = [list('abc'), ['a', 'b'], ['b', 'c'], ('c', 'a'), ['b', 'a', 'c']]"],
    "p5": ["answer_p5 = 0.41, -0.73", "import math\nanswer_p5 = [math.log(60 / 40), math.log(60 / (5 * 100 * 125 / 500))]"],
    "i1": [
        """
from dldm.mining.association import fp_growth_steps

def my_miner(baskets, least):
    return {frozenset(state.itemset): state.count for state in fp_growth_steps(baskets, least)}
""",
        """
from itertools import combinations

def my_miner(baskets, least):
    sets = [frozenset(b) for b in baskets]
    level = {frozenset([i]) for s in sets for i in s}
    found = {}
    while level:
        counts = {c: sum(c <= s for s in sets) for c in level}
        good = {c: n for c, n in counts.items() if n >= least}
        found.update(good)
        size = len(next(iter(level))) + 1
        level = {a | b for a, b in combinations(good, 2) if len(a | b) == size}
        level = {c for c in level if all(c - {i} in good for i in c)}
    return found
""",
    ],
    "i2": [
        """
import numpy as np

def my_measures(left, right, baskets):
    has = np.array([[left <= set(b), right <= set(b)] for b in baskets])
    p = has.mean(axis=0)
    both = has.all(axis=1).mean()
    return [both, both / p[0], both / p.prod()]
""",
    ],
    "v3": ["answer_v3 = 0.6", "answer_v3 = 102 / 166"],
}
