"""Exercises of section 5.3, the solvers: verified by digits on a certified table, and by computing again."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...datasets.tables import longley
from ...mining.regression import correct_digits, least_squares
from ..kinds import Exercise, Trap, call, choice, function, near, numbers, plain

# ---------------------------------------------------------------- I1


@lru_cache
def _longley():
    data = longley()
    through_zero = least_squares(data.X, data.y)
    return data.X.copy(), data.y.copy(), data.certified.coefficients, through_zero


def _coefficients(f):
    """What the function returns on Longley's table, and on the same table with the target doubled."""
    X, y, _, _ = _longley()
    w, doubled = call(f, X, y), call(f, X, 2 * y)
    size = len(plain(w)) if isinstance(plain(w), list) else 0
    if size == 6:
        return SimpleNamespace(w=np.array(numbers(6)("the result", w)), doubled=None)
    return SimpleNamespace(w=np.array(numbers(7)("the result", w)), doubled=np.array(numbers(7)("the result", doubled)))


def _digits(w):
    return correct_digits(w, _longley()[2]).min()


I1 = Exercise(
    "ch05-3s-i1", {"ols": function}, lambda got: _digits(got.w) >= 10 and near(got.doubled, 2 * got.w, rel=1e-9),
    (
        Trap("six", lambda got: len(got.w) == 6, "You returned six numbers, and the certified model has seven. Which column lets the fit miss the origin?"),
        Trap("last", lambda got: _digits(np.roll(got.w, 1)) > 4, "The numbers are right and the order is not: the intercept comes first."),
        Trap("units", lambda got: near(got.w[1:], _longley()[2][1:] * _longley()[0].std(axis=0), rel=1e-6), "These are the slopes of the standardised columns, and the mean of y. One unit of a standardised column is one deviation of the raw one: what is the slope a raw unit, and where is the intercept then?", "SCALE"),
        Trap("typed-in", lambda got: near(got.doubled, got.w, rel=1e-6), "I doubled y and you returned the same coefficients. Compute them from what you are given."),
        Trap("origin", lambda got: got.w[0] == 0 and near(got.w[1:], _longley()[3], rel=1e-2), "Your fit goes through the origin: at year 0 nobody was employed? A zero in front is no intercept. Which column of X is multiplied by it?"),
        Trap("centre", lambda got: near(got.w[1:], _longley()[2][1:], rel=1e-6) and near(got.w[0], _longley()[1].mean(), rel=1e-6), "The six slopes are right, and your intercept is the mean of y. That is the prediction at the mean of the columns; the intercept is the prediction where all columns are 0."),
        Trap("rounded", lambda got: _digits(got.w) > 1 and (got.w == got.w.round(6)).all(), "You are close, but the numbers that you return end after a few decimals. A fixed number of decimals leaves little of a coefficient like −.036."),
        Trap("single", lambda got: (got.w == got.w.astype(np.float32)).all(), "Every number that you return fits into 32 bits, and those carry 7 digits to begin with. Which type do your arrays have?"),
        Trap("squared", lambda got: 5 <= _digits(got.w) < 10, "7 to 9 digits are right: that is what remains of 16 after the condition number of X has been squared. Where in your code is that square formed?"),
    ),
    why="every coefficient has at least 10 certified digits, and twice the target gives twice the coefficients. The raw X'X, with the square of the condition number, would not have left that many.",
    fallback="Print `correct_digits` of your result against the certified coefficients: which of the seven is worst, and by how much?",
    run=_coefficients,
    prepare=_longley,
    says={"shape": "Return seven numbers in one row: the intercept, then one coefficient a column.",
          "mutates": "your function changes X or y. Work on copies: the caller compares several methods on the same table."},
)


def _is(*wrong):
    """Test of a trap that is recognised by its values."""
    return lambda answer: near(answer, list(wrong), rel=4e-3)


def _close(answer, wanted):
    return max(abs(a - b) for a, b in zip(answer, wanted)) < 0.15


def _left(log):
    """Digits that QR and the normal equations leave of 16, for a condition number of 4e5."""
    return 16 - log(4e5), 16 - 2 * log(4e5)


P1 = Exercise(
    "ch05-3s-p1", {"answer_p1": numbers(2)}, lambda a: _close(a, _left(np.log10)),
    (
        Trap("swapped", lambda a: _close(a[::-1], _left(np.log10)), "The numbers are right and their order is not: first the digits that QR leaves, then those of the normal equations."),
        Trap("lost", lambda a: _close([16 - b for b in a], _left(np.log10)), "These are the digits that are lost. How many of the sixteen are left?"),
        Trap("natural", lambda a: _close(a, _left(np.log)), "A digit is a factor of ten: which logarithm counts them?"),
        Trap("root", lambda a: _close(a, (16 - np.log10(4e5), 16 - np.log10(4e5) / 2)), "You have halved the loss for the second route. X'X holds the squares of the singular values: what does a square do to a logarithm?"),
        Trap("same", lambda a: abs(a[0] - a[1]) < 0.01, "Both routes leave the same in your answer. One of them forms X'X: what is the condition number of that?"),
        Trap("shorter", lambda a: _close(a, (15 - np.log10(4e5), 15 - 2 * np.log10(4e5))), "You started from 15 digits; the question grants 16."),
        Trap("first-only", lambda a: abs(a[0] - _left(np.log10)[0]) < 0.15, "QR is right. Through X'X the condition number is squared, and its logarithm doubled: subtract that from 16."),
        Trap("second-only", lambda a: abs(a[1] - _left(np.log10)[1]) < 0.15, "The normal equations are right. QR never forms X'X: it loses one digit for every factor of ten in the condition number itself."),
    ),
    why="log10 of 4e5 is 5.6: QR keeps 16 − 5.6 = 10.4 digits, and the normal equations 16 − 11.2 = 4.8. It is the worst case; a lucky table keeps a digit or two more.",
    fallback="How many factors of ten are in 4e5? QR loses one digit for each of them.",
)

P2 = Exercise(
    "ch05-3s-p2", {"answer_p2": numbers(2)}, _is(5, 500),
    (
        Trap("swapped", _is(500, 5), "The numbers are right and their order is not: first the penalty, then the steps."),
        Trap("decay-itself", lambda a: near(a[0], 0.02), "The penalty stands beside a sum of squares, the decay beside half their mean. By what must you multiply the whole loss to turn one into the other?", "OBJ"),
        Trap("twice", lambda a: near(a[0], 10), "You multiplied by 2N, but the decay has a factor 1/2 in front as well. What is left of λ/2 times 2N?", "OBJ"),
        Trap("half", lambda a: near(a[0], 2.5), "One factor 1/2 too many: λ/2 times 2N.", "OBJ"),
        Trap("divided", lambda a: near(a[0], 0.02 / 250, rel=0.02), "You divided by N. A sum over 250 rows is 250 times a mean: does the penalty beside it grow or shrink?", "OBJ"),
        Trap("from-penalty", lambda a: near(a, [5, 2]), "The penalty is right. For the steps compare s²/N with the decay λ, and not with the penalty."),
        Trap("no-rate", lambda a: near(a, [5, 50]), "The penalty is right. A step of half the rate goes half as far: where is the rate in your count of steps?"),
        Trap("product", lambda a: near(a, [5, 0.002]), "The penalty is right. Your second number is rate times decay; less than one step cannot be meant. A weaker decay lets the weights go further: more steps or fewer?"),
    ),
    why="times 2N the loss is the sum of squares plus Nλ|w|², so the penalty is 250 × .02 = 5; and 1/(rate × steps) = .02 gives 500 steps. The first is an identity, the second a rule of thumb.",
    fallback="Write the loss of the linear unit times 2N beside ridge's objective; then set 1/(rate × steps) equal to the decay.",
)

P3 = Exercise(
    "ch05-3s-p3", {"answer_p3": numbers(3)}, _is(0, 2, -1.4),
    (
        Trap("distance", lambda a: near(a[1], 1.6), "You let row 2 pull in proportion to its excess, as a square would. In the tube's loss the force outside does not grow with the distance."),
        Trap("inside", lambda a: abs(a[0]) > 1e-6, "Row 1 lies inside the tube: what does a small move of the line cost it?"),
        Trap("sign", _is(0, -2, 1.4), "Row 2 lies above the tube: does it pull the line up or down? And the rows below it?"),
        Trap("excess-sign", lambda a: near(a[1], -2), "Row 2 lies above the tube, and so it pulls upwards: with which sign does that count?"),
        Trap("bound", _is(0, 2, -2), "Row 4 lies on the edge, where any force from −C to 0 is possible. Which condition do all forces satisfy together?"),
        Trap("edge-zero", _is(0, 2, 0), "On the edge the force may be 0, but it need not. What must all four add up to?"),
        Trap("same", _is(0, 2, -0.6), "Two rows on the same edge need not pull alike. What must all four forces add up to?"),
        Trap("sum-sign", _is(0, 2, 1.4), "Add your four numbers, and the one that was given: the offset b is free only if they cancel."),
    ),
    why="inside 0, above the tube C = 2, and the four add up to 0: 0 + 2 − .6 + β = 0, so −1.4, which lies between −C and 0 as it must on the lower edge.",
    fallback="Inside the tube nothing pulls, outside every row pulls with C, on the edge with something between; and the sum of all is 0.",
)

V1 = choice(
    "ch05-3s-v1", "fca7593c727d",
    {
        "a": ("kernel", "The kernel sees the columns only, and they have not changed; with the target at deviation 1 it reached .45. What was measured in the unit of y?", "SCALE"),
        "c": ("overfit", "Then it would fit its own rows well. Print its predictions for them: are there two different ones?", "OVF"),
        "d": ("noise", "The same columns gave .45 before the target was divided by 100, and no information is lost by a division. Which two numbers of the machine have the unit of y?", ""),
    },
    why="an error below .1 costs nothing, and all errors are: the flattest function wins, a constant in the middle of the target's range, without a single support vector. With the raw target C was too small, here the tube is too wide: both carry the unit of y.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, V1)}
