"""Chapter 5.5, patterns: what its prose concludes from shuffled functions, with other shuffles."""
import itertools
from collections import Counter

import numpy as np
from dldm.datasets import calls

FUNCTIONS = calls()


def pairs(sequences):
    return Counter(p for s in sequences for p in set(itertools.combinations(s, 2)) if p[0] != p[1])


def shuffles(seed, n=21):
    rng = np.random.default_rng(seed)
    return [pairs([list(rng.permutation(s)) for s in FUNCTIONS]) for _ in range(n)]


def outside(library, others, sign, asked=None):
    """How many of the pairs (those of the library that thirty functions hold) lie above or below all the others."""
    asked = asked or [p for p, n in library.items() if n >= 30]
    return sum(all(sign * (library[p] - other[p]) > 0 for other in others) for p in asked)


REAL, DRAWN = pairs(FUNCTIONS), [shuffles(seed) for seed in range(1000, 1005)]


def test_seven_in_ten_of_the_frequent_pairs_lie_outside_and_most_of_them_above():
    above, below = ([outside(REAL, drawn[:20], sign) for drawn in DRAWN] for sign in (1, -1))
    assert sum(n >= 30 for n in REAL.values()) == 124
    assert min(above) >= 62 and max(above) <= 72 and min(below) >= 14 and max(below) <= 21


def test_of_pairs_that_were_chosen_without_the_order_more_lie_below():
    for drawn in DRAWN:
        asked = [p for p, n in drawn[20].items() if n >= 30]
        above, below = (outside(REAL, drawn[:20], sign, asked) for sign in (1, -1))
        assert 28 <= above <= 46 < below + 6 and above < below <= 58 and 0.6 < (above + below) / len(asked) < 0.8


def test_a_handful_lie_outside_by_accident_in_groups():
    above, below = ([[outside(drawn[i], drawn[:i] + drawn[i + 1:], sign) for i in range(21)] for drawn in DRAWN]
                    for sign in (1, -1))
    assert 6 < np.mean(above) < 8 and 11 <= np.max(above) <= 17 and 1.5 < np.mean(below) < 4.5


def test_the_pairs_that_lean_most_on_their_order_are_the_same():
    for drawn in DRAWN:
        lean = {p: n / np.mean([null[p] for null in drawn]) for p, n in REAL.items() if n >= 30}
        ranked = sorted(lean, key=lambda p: -lean[p])
        assert ranked[0] == ("super", "__init__") and {("set", "add"), ("type", "TypeError")} <= set(ranked[:8])
        assert set(ranked[-2:]) == {("join", "len"), ("TypeError", "isinstance")}
