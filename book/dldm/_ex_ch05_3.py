"""Exercises of chapter 5.3: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache

import numpy as np

from ._ex_ch05_3_code import I1, I2
from .exercises import Exercise, Trap, choice, near, number


def _is(wrong):
    """Test of a trap that is recognised by its value."""
    return lambda answer: near(answer, wrong)


P1 = choice(
    "ch05-3-p1", "da24c5bef8b3",
    {
        "a": ("curve", "The fitted curve is bent, but ask what the word refers to. Write the prediction as a product of a table and a vector: which of the two is unknown?", "LIN"),
        "b": ("line", "Over a small range any smooth curve looks like a line; that cannot be what the word means. Two of the numbers in the formula are multiplied by an unknown weight without being changed by it. What kind of sum is that?", "LIN"),
        "d": ("degree", "The data do not decide it. Even where the best coefficient of sin x happens to be far from 0, the same method finds it in one solve. What makes one solve enough?", "LIN"),
    },
    why="the prediction is X w with the columns 1, log x, sin x. Linear regression is linear in the weights; what you compute from x to fill the columns is your choice. That is why one solve finds the best curve of this kind. With sin(w x) it would not: there the unknown sits inside the sine.",
)


@lru_cache
def _best_weight():
    """The minimum of the sum of squares plus penalty on a fine grid: the check needs no formula."""
    w = np.linspace(-1, 3, 40001)
    squares = ((np.outer([1, 2, 3], w) - [[2], [4], [6]]) ** 2).sum(axis=0)
    return w[(squares + 14 * w**2).argmin()]


P2 = Exercise(
    "ch05-3-p2", {"answer_p2": number}, lambda a: near(a, _best_weight()),
    (
        Trap("no-penalty", _is(2.0), "This is the slope that fits all three points exactly. What does a weight that long cost in the second term? Set the derivative of the whole sum to 0."),
        Trap("zero", lambda a: abs(a) < 1e-3, "At w = 0 the penalty has slope 0 and the squared errors do not. A squared penalty shrinks a weight; it hardly ever makes it vanish. That is what the lasso's |w| does."),
        Trap("mean", _is(0.5), "You divided the squared errors by 3, as a mean, but the question adds them. Then 14 w² weighs less than you let it."),
        Trap("half", _is(2 / 3), "You halved the squared errors but not the penalty. Both terms of the question stand without a factor 1/2."),
        Trap("half-penalty", _is(4 / 3), "Check the derivative of 14 w²: where has its factor 2 gone?"),
        Trap("xx", _is(14.0), "This is the sum of the x². The weight is a quotient: what stands above, and what is added to the sum below?"),
        Trap("negative", lambda a: a < 0, "y rises with x, and shrinking a weight towards 0 does not change its sign."),
    ),
    why="28 / (14 + 14) = 1: with Σx² = 14, a penalty of 14 halves the weight 2. The check did not use that formula; it tried 40,001 weights.",
    fallback="Write out Σ(y − wx)² + 14w², differentiate by w, and set the result to 0. Three sums are all you need.",
    prepare=_best_weight,
)

P3 = choice(
    "ch05-3-p3", "c7d7cbf797b6",
    {
        "a": ("effect", "No year ever passed with prices, GNP, unemployed, armed forces and population standing still. The coefficient compares years of these sixteen that agree in those five, and there are hardly any. What would the sentence have to hold still?", "CAUSE"),
        "b": ("error", "The certified digits agree, so nothing was computed wrongly. A coefficient answers a question about the other columns as well: what does \"with the other five held fixed\" do to its size?", "COEF"),
        "d": ("important", "Size depends on the unit: counted in centuries, the year would have a coefficient a hundred times as large. The price index, in other units, could be made the largest.", "COEF"),
    },
    why="+717 alone and +1829 beside five columns that rise with the year are both correct answers, to different questions about sixteen rows. Employment itself rose by 682 a year, since the other columns never stood still; and neither number says what anything would create.",
)

V1 = choice(
    "ch05-3-v1", "618d9c9deb95",
    {
        "a": ("mean", "Degree 0 predicts the mean for everybody. Is 5949 within about 400 of the smallest error?", ""),
        "c": ("smallest", "Compare 4793 with the errors of the simpler degrees, and the differences with the standard error of about 400. Would other folds give the same winner?", "AVG"),
        "d": ("training", "The training error can only fall when a column is added, so its minimum says how many columns you tried. Which numbers were measured on patients that the curve had not seen?", "TRAIN"),
    },
    why="the simplest degree whose mean lies within one standard error of the best: the line. Degree 4 is better by 10 here, while the means themselves are uncertain by about 400.",
)

V2 = choice(
    "ch05-3-v2", "61b5cca80632",
    {
        "a": ("kernel", "The kernel sees the columns only, and they have not changed; with the target at deviation 1 it reached .46. What was measured in the unit of y?", "SCALE"),
        "c": ("overfit", "Then it would fit its own rows well. Print its predictions for them: are there two different ones?", "OVF"),
        "d": ("noise", "The same columns gave .46 before the target was divided by 100, and no information is lost by a division. Which two numbers of the machine have the unit of y?", ""),
    },
    why="an error below .1 costs nothing, and all errors are: the flattest function wins, a constant in the middle of the target's range, without a single support vector. With the raw target C was too small, here the tube is too wide: both carry the unit of y.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, I2, V1, V2)}
