"""Exercises of chapter 5.2c: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache

import numpy as np

from ...mining.classification.fast import DecisionTree
from ...mining.classification.trees import category_gain
from ..kinds import Exercise, Trap, call, digest, function, letter, near, number, numbers

def _gain(column, criterion="gini"):
    from ...datasets.tables import play_tennis
    mornings = play_tennis()
    return category_gain(mornings.X[:, column], mornings.y, criterion)


P1 = Exercise(
    "ch05-2c-p1", {"answer_p1_root": letter("abcde"), "answer_p1_gain": number},
    lambda a: digest("ch05-2c-p1", a[0]) == "3556c1d5c198" and near(a[1], _gain(0), rel=0, tiny=1e-3),
    (
        Trap("many-values", lambda a: a[0] == "e", "It gains most on these fourteen rows, since each of its answers holds one row; but which branch would the fifteenth morning follow? Compare the columns that a new morning has a value in."),
        Trap("column", lambda a: digest("ch05-2c-p1", a[0]) != "3556c1d5c198", "Compute the gain of each of the four columns: another one leaves a value under which all mornings agree."),
        Trap("before", lambda a: near(a[1], 0.459, tiny=2e-3), "This is the impurity before any question. The gain is what a question takes away from it."),
        Trap("after", lambda a: near(a[1], 0.343, tiny=2e-3), "This is the mean impurity that is left after the question. By how much has it fallen?"),
        Trap("entropy", lambda a: near(a[1], _gain(0, "entropy"), tiny=1e-3), "This is the gain in entropy. The question asks for Gini impurity: one minus the sum of the squared shares."),
        Trap("ratio", lambda a: near(a[1], 0.156, tiny=2e-3), "This is the gain ratio, computed from entropies. The plain gain is asked for, and by Gini impurity."),
        Trap("root-only", lambda a: True, "The column is right. For its gain, weight the impurity of each value by its share of the fourteen rows, and subtract from the impurity of all."),
    ),
    why="every overcast morning was played, so one of three branches is settled at once. Gini and entropy choose the same first question here, though their gains are numbers of different kinds.",
    fallback="Start with the impurity of nine yes and five no.",
)

@lru_cache
def _flowers():
    from ...datasets.tables import irises
    flowers = irises()
    between = np.array([[6, 3, 5, 1.72], [6, 3, 5, 1.78]])  # on both sides of the middle of 1.7 and 1.8
    return flowers.X, flowers.y, np.vstack([flowers.X, between])


TWELVE = np.arange(12.0)[:, None], np.array([1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0])  # weights decide about its root


def _answers(f):
    """The answer's classes of the 150 flowers, of the two between, and of the twelve rows of another table."""
    flowers = numbers(152)("what tree_predict returns", call(f, *_flowers()))
    return np.array(flowers + numbers(12)("what tree_predict returns", call(f, *TWELVE, TWELVE[0])))


@lru_cache
def _twelve():
    return DecisionTree(2).fit(*TWELVE).predict(TWELVE[0])


def _right_flowers(a):
    return int((a[:150] == _flowers()[1]).sum())


I1 = Exercise(
    "ch05-2c-i1", {"tree_predict": function},
    lambda a: _right_flowers(a) == 144 and a[150:152].tolist() == [1, 2] and (a[152:] == _twelve()).all(),
    (
        Trap("unweighted", lambda a: _right_flowers(a) == 144 and (a[152:] != _twelve()).any(), "The flowers are right, but on a table with the classes 1 0 0 0 0 1 1 1 0 0 0 0 in this order your first cut is not the best one. How much should the impurity of a side count that holds a single row?"),
        Trap("data-values", lambda a: _right_flowers(a) == 144, "The 150 flowers are right. I asked about petal widths of 1.72 and 1.78, between two measured values: a threshold belongs in the middle of the gap, not on a measured value."),
        Trap("deeper", lambda a: _right_flowers(a) > 144, "More flowers are right than two questions one after the other can sort. How deep is your tree?", "TRAIN"),
        Trap("stump", lambda a: _right_flowers(a) == 100, "This is one question. Ask each side a second one, chosen for that side alone."),
    ),
    run=_answers, prepare=_flowers, why="144 of 150 flowers, as scikit-learn has it. Which petal column your root names does not matter: two of them tie, and both trees answer alike.",
    fallback=lambda a: f"{_right_flowers(a)} of the 150 flowers are right, and it should be more with the best root and the best second questions. Is the impurity after a split weighted by the rows on each side?",
    says={"AssertionError": "If it demands a certain root: petal length and petal width have exactly the same gain there, and either is right."},
)

EXERCISES = {ex.id: ex for ex in (P1, I1)}
