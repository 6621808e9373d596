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
        "b": ("line", "Plot the fit: it is no line over x. Two of the numbers in the formula are multiplied by an unknown weight without being changed by it. What kind of sum is that?", "LIN"),
        "d": ("degree", "The data do not decide it. Even where the best coefficient of x² happens to be far from 0, the same method finds it in one solve. What makes one solve enough?", "LIN"),
    },
    why="the prediction is X w with the columns 1, x, x². Linear regression is linear in the weights; what you compute from x to fill the columns is your choice. That is why one solve finds the best parabola.",
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
        "a": ("effect", "Nobody moved GNP and watched. The coefficient compares years of these sixteen that agree in the five other columns, and hardly any do. What would an intervention have to hold still?", "CAUSE"),
        "b": ("error", "The certified digits agree, so nothing was computed wrongly. A coefficient answers a question about the other columns as well: what does \"with the other five held fixed\" do to the sign?", "COEF"),
        "d": ("unimportant", "Size depends on the unit: in dollars instead of millions of dollars the coefficient would be a million times smaller. And compare it with its own scatter when a year is left out.", "COEF"),
    },
    why="alone GNP has the coefficient +.035, beside five columns that rise with it −.036. Both are correct answers to different questions about sixteen years, and neither is a question about what would happen if somebody changed GNP.",
)

V1 = choice(
    "ch05-3-v1", "618d9c9deb95",
    {
        "a": ("line", "Compare the line with the best degree, and the difference with the standard error. Is 24.2 within about 2.3 of 18.8?", ""),
        "c": ("smallest", "Compare 18.8 with 19.1, and then with the standard error of about 2.3. Would other folds give the same winner? You saw two more deals of the folds.", "AVG"),
        "d": ("training", "The training error can only fall when a column is added, so its minimum says how many columns you tried. Which numbers were measured on cars that the curve had not seen?", "TRAIN"),
    },
    why="the simplest degree whose mean lies within one standard error of the best. Degree 7 is better by .3 here, while the mean itself is uncertain by about 2.3; and beyond the data it predicts more than 1,400 miles a gallon for a car of 300 horsepower.",
)

V2 = choice(
    "ch05-3-v2", "61b5cca80632",
    {
        "a": ("kernel", "Keep the kernel, and divide only the target by its deviation: the score rises from .16 to about .46. What else was measured in the units of y?", "SCALE"),
        "c": ("overfit", "Then the training score would be high. It is .21: the machine does not even follow the rows that it has seen. Look at how far its predictions spread, compared with y.", "OVF"),
        "d": ("noise", "Least squares reaches .49 on the same folds, so there is something to be found. Which two numbers of the machine have the unit of y?", ""),
    },
    why="C bounds each row's pull on the curve, and 1 is nothing beside a target with a deviation of 77: nearly every row pulls with all that it has, and the predictions still spread only a fifth as far as y. Scale the target, or raise C and ε by the same factor.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, I2, V1, V2)}
