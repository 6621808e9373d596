"""Exercises of chapter 6.1b: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from ...challenges.fairness import bell_rates, rates
from ...datasets.tables import compas
from ..kinds import (
    Exercise,
    Hint,
    Trap,
    call,
    choice,
    function,
    near,
    number,
    numbers,
    plain,
)

# ---------------------------------------------------------------- P1, P2, P3

P1 = choice(
    "ch06f-p1", "06568323d93e",
    {
        "b": ("better", "Five copies of a row say what one says. Compare the impurities of a cut before and after multiplying all counts by five. And where does the teacher know more than the labels?", ""),
        "c": ("worse", "Which mistakes? On these rows the teacher made none, so its answers there are the labels. Mistakes, and knowledge, show on rows that it was not given.", ""),
    },
    why="the same tree. The answers are the labels, and every impurity is a ratio of counts, which five copies do not change. Only new rows could teach more.",
)

def _close(a, b):
    """Forgives rounding to two decimals."""
    return near(a, b, tiny=4e-3)


P2 = Exercise(
    "ch06f-p2", {"answer_p2": numbers(3)}, lambda a: _close(a, [4 / 15, 1 / 15, 3 / 7]),
    (
        Trap("percent", lambda a: max(a) > 1, "Rates lie between 0 and 1: divide by 100 if yours are in per cent."),
        Trap("misses", lambda a: _close(a[:2], [1 / 15, 1 / 60]), "You took the .2 for the share that is found. It is the share of the positives that is missed."),
        Trap("of-flagged", lambda a: _close(a[:2], [0.25, 0.25]), "A quarter of the *flagged* are flagged falsely. The false positive rate is a share of the negatives: how many are there in each group?", "CONF"),
        Trap("odds", lambda a: _close(a[:2], [2 / 15, 4 / 75]), "You multiplied by the base rate itself. In the identity stand its odds, p / (1 - p)."),
        Trap("swapped", lambda a: _close(a[:2], [1 / 15, 4 / 15]), "These are the two groups the other way round."),
        Trap("still-equal", lambda a: _close(a[:2], [4 / 15, 1 / 15]) and _close(a[2], 0.75), "The first two are right. With that precision the second group's false positive rate stays at 1/15: to bring it up to the other's, which of its rates has to give way?"),
        Trap("share-of-false", lambda a: _close(a[:2], [4 / 15, 1 / 15]) and _close(a[2], 4 / 7), "That is the share of the flagged who are flagged falsely. The precision is the rest."),
    ),
    why="odds 1 and 1/4, times a third, times .8; and with a rate of 4/15 in the second group 16 of 20 positives and 64/3 of 80 negatives are flagged, of whom three in seven are positive.",
    fallback="Take a hundred people of each group. How many are positive, how many of these are found, how many are then flagged falsely, and of how many negatives?",
)

P3 = Exercise(
    "ch06f-p3", {"answer_p3": numbers(3)}, lambda a: _close(a, [7 / 3, 1 / 3, 1 / 3]),
    (
        Trap("alone", lambda a: near(a, [2, 0, 0]), "That is what each column adds when it comes first. The 1 of the product has then gone to nobody."),
        Trap("last", lambda a: near(a, [3, 1, 1]), "That is what each column adds when it comes last. The three shares should add up to 3, and the product is paid out three times here."),
        Trap("one-order", lambda a: any(near(a, [2 + (k == 0), float(k == 1), float(k == 2)]) for k in range(3)), "That is what happens in some of the orders. In the others another column comes last: take the mean over all six."),
        Trap("equal", lambda a: near(a, [1, 1, 1]), "Equal shares for unequal work: without the first column nothing moves at all, and it adds 2 in every order."),
        Trap("halves", lambda a: near(a[1:], [0.5, 0.5]), "In the text two columns make a product, and each completes it in half of the orders. Here three do: in how many of the six orders does a column come last?"),
        Trap("sum", lambda a: not near(sum(a), 3, tiny=0.02), "Whatever the shares, they add up to f(x) - v(nothing) = 3. Yours do not."),
    ),
    why="the first earns its 2 alone, and the 1 of the product goes to the last of the three, who is each of them in two orders of six.",
    fallback="One order by hand: if 2 comes, then 1, then 3, column 2 adds 0, column 1 adds 2, column 3 adds 1. Five more, then the mean.",
)

# ---------------------------------------------------------------- P5

P5 = Exercise(
    "ch06f-p5", {"answer_p5": numbers(3)}, lambda a: _close(a, [4 / 3, 2, 3]),
    (
        Trap("no-x", lambda a: _close(a, [2 / 3, 1, 1.5]), "You started from b alone. The way to the border begins at the applicant's logit, w · x + b: put x in."),
        Trap("wrong-way", lambda a: _close(a[0], -4 / 3), "You went away from the border: there the logit is even lower. Which sign has minus the logit here?"),
        Trap("t", lambda a: _close(a[1], 2 / 3), "2/3 is t, the number of times that w is added. How long is t w?"),
        Trap("squared", lambda a: _close(a[:2], [4 / 3, 4]), "4 is the square of the distance, which was minimised. Take the root."),
        Trap("logit", lambda a: _close(a[1], 6), "6 is how far the *logit* is from 0. The distance of the points is smaller by the length of w."),
        Trap("share", lambda a: _close(a[:2], [4 / 3, 2]) and _close(a[2], 4 / 3), "That is the first column's part of a way on which all three go together. Alone it has to bring the whole logit to 0.", "XAI"),
        Trap("distance", lambda a: _close(a[:2], [4 / 3, 2]) and _close(a[2], 2), "The distance of the nearest point is what all three columns do together. One column alone has farther to go: how much does a step of 1 in it add to the logit?", "XAI"),
    ),
    why="the logit is −6 and w · w = 9, so t = 2/3: the changes 4/3, −2/3 and 4/3, together of length 2. The first alone adds 2 a step and needs 3. Its part of the joint way, 4/3, would not turn the answer.",
    fallback="First the logit w · x + b. Then t = minus logit over w · w, the changes t w, and their length. For the last number put 2 in the place of all w.",
)

# ---------------------------------------------------------------- P4

BASES, GAP = [rates(*counts).base for counts in compas().values()], 0.75
SHIFT = (np.log(BASES[0] / (1 - BASES[0])) - np.log(BASES[1] / (1 - BASES[1]))) / GAP  # from cut to cut at one probability
HAIR = 5e-4  # what the caption's third digit hides


class _Cuts(NamedTuple):
    """The two cuts, how far precision, FPR and FNR are apart, and the larger FNR."""

    first: float
    second: float
    ppv: float
    fpr: float
    fnr: float
    missed: float


def _cuts(answer):
    if max(map(abs, answer)) > 4:
        raise Hint("range")
    one, two = (bell_rates(base, cut, GAP) for base, cut in zip(BASES, answer))
    return _Cuts(*answer, *(abs(a - b) for a, b in zip(one[1:], two[1:])), max(one.fnr, two.fnr))


def _small(c):
    return max(c.ppv, c.fpr, c.fnr) <= 0.1 + HAIR


def _three_small(c):
    return _small(c) and c.missed <= 0.5 + HAIR


P4 = Exercise(
    "ch06f-p4", {"answer_p4": numbers(2)}, _three_small,
    (
        Trap("swapped", lambda c: _three_small(_cuts((c.second, c.first))), "The other way round it would do: first the cut of the first group, with the higher base rate."),
        Trap("one-threshold", lambda c: abs(c.first - c.second) < 0.01 and c.ppv > 0.1, "One threshold makes both error rates equal, and leaves the precisions more than .1 apart. The second group's flags are less often right: which way must its cut go?"),
        Trap("wrong-way", lambda c: c.first > c.second + 0.01 and c.ppv > 0.1, "At the same cut the second group's precision is already the lower one. With a lower cut of its own it falls further.", "CONF"),
        Trap("equal-precision", lambda c: c.ppv < 0.01 and max(c.fpr, c.fnr) > 0.1, "The precisions are equal to .01, and the error rates are far apart: one demand is met in full, at the cost of the two others. Go only a part of the way."),
        Trap("one-probability", lambda c: abs(c.second - c.first - SHIFT) < 0.01 and max(c.fpr, c.fnr) > 0.1, "One limit of probability for both: the precisions are near each other, but the error rates are more than .1 apart."),
        Trap("half", _small, "The three differences are small, but in one group more than half of those who are arrested again are not flagged. A score that flags hardly anybody treats all alike."),
    ),
    run=_cuts, says={"range": "Cuts on this score lie about 0: beyond 4, in either direction, everybody or nobody is flagged."},
    why="all three are never 0 together, and none of your differences is. If half of both groups are to be found, no pair of cuts brings all three below .087. The total hardly notices: with .5 and .7 there are 3 more wrong decisions in 1000 than at the least.",
    fallback=lambda c: f"The precisions differ by {c.ppv:.3f}, the false positive rates by {c.fpr:.3f}, the false negative rates by {c.fnr:.3f}; the larger false negative rate is {c.missed:.3f}. Move one cut, and see which of the four falls.",
)

# ---------------------------------------------------------------- I1


def _people(tn, fp, fn, tp):
    """(y, called) of so many people of each kind, in an order in which nothing is sorted."""
    y, called = (np.repeat(kind, (tn, fp, fn, tp)) for kind in ((0, 0, 1, 1), (0, 1, 0, 1)))
    order = np.random.default_rng(tn + fp).permutation(len(y))
    return y[order], called[order]


COUNTS = ((9, 1, 2, 8), (3, 7, 4, 6), (40, 5, 17, 11))  # of three groups


def _told(f):
    """The learner's four rates for each group."""
    found = []
    for counts in COUNTS:
        result = plain(call(f, *_people(*counts)))
        if not isinstance(result, list) or len(result) != 4:
            raise Hint("shape", "return four numbers: base rate, precision, false positive rate, false negative rate.")
        found.append([number("a rate", value) for value in result])
    return SimpleNamespace(rates=found)


def _like(rule):
    """Test of a trap: in each group the rates are what `rule` makes of the four counts, None where anything may stand."""
    def test(got):
        return all(wanted is None or near(mine, wanted, rel=1e-9) for told, counts in zip(got.rates, COUNTS)
                   for mine, wanted in zip(told, rule(*counts)))
    return test


def _first_group(got):
    k, j = next((k, j) for k, (told, counts) in enumerate(zip(got.rates, COUNTS))
                for j in range(4) if not near(told[j], rates(*counts)[j], rel=1e-9))
    tn, fp, fn, tp = COUNTS[k]
    name = ("base rate", "precision", "false positive rate", "false negative rate")[j]
    return f"A group of {tn + fp + fn + tp}: {fn + tp} positives, of whom {tp} are called, and {tn + fp} negatives, of whom {fp} are called. As its {name} you return {got.rates[k][j]:.4f}. A share of whom is it?"


I1 = Exercise(
    "ch06f-i1", {"my_rates": function}, _like(rates),
    (
        Trap("recall", _like(lambda tn, fp, fn, tp: (None, tp / (fn + tp), None, None)), "Your precision is the share of the *positives* who are called. It should be the share of the *called* who are positive.", "CONF"),
        Trap("discovery", _like(lambda tn, fp, fn, tp: (None, None, fp / (fp + tp), None)), "Your false positive rate is a share of the *called*, 1 minus the precision. It should be a share of the negatives: that is what an innocent person risks.", "CONF"),
        Trap("omission", _like(lambda tn, fp, fn, tp: (None, None, None, fn / (tn + fn))), "Your false negative rate is a share of those who are *not called*. It should be a share of the positives.", "CONF"),
        Trap("of-all", _like(lambda tn, fp, fn, tp: (None, None, fp / (tn + fp + fn + tp), fn / (tn + fp + fn + tp))), "You divide the two errors by all people of the group. Each is a share of those to whom it can happen.", "AVG"),
        Trap("called-base", _like(lambda tn, fp, fn, tp: ((fp + tp) / (tn + fp + fn + tp), None, None, None)), "Your base rate is the share of the called. It should be the share of the positives, whoever was called."),
        Trap("exchanged", _like(lambda tn, fp, fn, tp: (None, None, fn / (fn + tp), fp / (tn + fp))), "Your last two are exchanged: false *positives* are people who were called."),
    ),
    why="four counts, four shares, each with its own denominator; most quarrels about fairness are quarrels about which one.",
    fallback=_first_group,
    run=_told,
    says={"shape": "return four numbers, in the order of the docstring.", "ZeroDivisionError": "Every group here has positives, negatives and called people: which of your counts is zero?"},
)

# ---------------------------------------------------------------- V1

V1 = choice(
    "ch06f-v1", "5ede8533bea9",
    {
        "a": ("useless", "Then how can the forest be right in nearly all cases? The measure asks what is lost while all the *other* columns stay, the twin among them.", "XAI"),
        "c": ("ignores", "The three growers have similar numbers of wines, so that ignoring the data would be right in four cases of ten. Shuffle all copies of all columns together, and see.", "XAI"),
    },
    why="redundancy. Shuffle each column together with its twin, and the importances come back.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P5, P4, I1, V1)}
