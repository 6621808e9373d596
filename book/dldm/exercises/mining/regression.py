"""Exercises of section 5.3: verified by digits on a certified table, by leaving rows out, and by computing again."""
# ruff: noqa: E501 (a hint is one line)
from contextlib import ExitStack
from functools import lru_cache
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np

from ...datasets.tables import longley
from ...ground.arrays import standardise
from ...mining.regression import linear, polynomials
from ...mining.regression.linear import correct_digits, least_squares
from ..kinds import Exercise, Trap, call, choice, function, near, number, numbers, plain

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
    "ch05-3-i1", {"ols": function}, lambda got: _digits(got.w) >= 10 and near(got.doubled, 2 * got.w, rel=1e-9),
    (
        Trap("six", lambda got: len(got.w) == 6, "You returned six numbers, and the certified model has seven. Which column lets the fit miss the origin?"),
        Trap("last", lambda got: _digits(np.roll(got.w, 1)) > 4, "The numbers are right and the order is not: the intercept comes first."),
        Trap("units", lambda got: near(got.w[1:], _longley()[2][1:] * _longley()[0].std(axis=0), rel=1e-6), "These are the slopes of the standardised columns, and the mean of y. One unit of a standardised column is one deviation of the raw one: what is the slope a raw unit, and where is the intercept then?", "SCALE"),
        Trap("typed-in", lambda got: near(got.doubled, got.w, rel=1e-6), "I doubled y and you returned the same coefficients. Compute them from what you are given."),
        Trap("origin", lambda got: abs(got.w[0]) < 1 and near(got.w[1:], _longley()[3], rel=1e-2), "Your fit goes through the origin: at year 0 nobody was employed? A zero in front is no intercept. Which column of X is multiplied by it?"),
        Trap("rounded", lambda got: 1 < _digits(got.w) < 5 and near(got.w, _longley()[2], rel=0.05), "You are close, but only a few digits are right in the worst coefficient. Did you round? A fixed number of decimals leaves little of a coefficient like −.036."),
        Trap("squared", lambda got: 5 <= _digits(got.w) < 10, "7 to 9 digits are right: that is what remains of 16 after the condition number of X has been squared. Where in your code is that square formed?"),
    ),
    why="every coefficient has at least 10 certified digits, and twice the target gives twice the coefficients. The raw X'X, with the square of the condition number, would not have left that many.",
    fallback="Print `correct_digits` of your result against the certified coefficients: which of the seven is worst, and by how much?",
    run=_coefficients,
    prepare=_longley,
    says={"shape": "Return seven numbers in one row: the intercept, then one coefficient a column.",
          "mutates": "your function changes X or y. Work on copies: the caller compares several methods on the same table."},
)

# ---------------------------------------------------------------- I2

SOLVERS = [(np.linalg, name) for name in ("lstsq", "solve", "qr", "svd", "pinv", "inv")] + [
    (np, "polyfit"), (linear, "least_squares"), (polynomials.PolynomialRegression, "fit")]


@lru_cache
def _cases():
    """Two tables with the leave-one-out error by refitting, and what the known slips would give on the first."""
    from ...datasets.tables import cars
    data, rng = cars(), np.random.default_rng(53)
    x = rng.uniform(-1, 1, 12)
    cases = [(data.horsepower, data.y, 2), (x, x**3 + rng.normal(size=12), 3)]
    X = polynomials.powers(standardise(data.horsepower[:, None])[0][:, 0], 2)
    h = np.einsum("ij,ji->i", X, np.linalg.pinv(X))
    r = data.y - X @ least_squares(X, data.y)
    slips = {"training": np.mean(r**2), "unsquared": np.mean(r**2 / (1 - h)), "leverage": np.mean(r**2 / h**2),
             "average": np.mean(r**2) / (1 - 3 / len(r)) ** 2, "degrees": np.sum(r**2) / (len(r) - 3),
             "absolute": np.mean(np.abs(r) / (1 - h)), "line": _refitted(*cases[0][:2], 1)}
    return cases, [_refitted(*case) for case in cases], slips


def _refitted(x, y, degree):
    """The definition itself: as many fits as rows."""
    Z = standardise(x[:, None])[0][:, 0]
    X, everyone, total = polynomials.powers(Z, degree), np.arange(len(y)), 0.0
    for i in everyone:
        w = least_squares(X[everyone != i], y[everyone != i])
        total += (y[i] - X[i] @ w) ** 2
    return total / len(y)


def _error(f):
    """The function on both tables, and how often it called a solver on the first."""
    cases, calls = _cases()[0], []
    with ExitStack() as stack:
        for place, name in SOLVERS:
            real = getattr(place, name)
            stack.enter_context(patch.object(place, name, lambda *a, _real=real, **k: calls.append(1) or _real(*a, **k)))
        first = number("the result", call(f, *cases[0]))
    return SimpleNamespace(first=first, second=number("the result", call(f, *cases[1])), calls=len(calls))


def _slip(name, change=lambda v: v):
    return lambda got: near(got.first, change(_cases()[2][name]), rel=2e-5)


def _right(got):
    return near([got.first, got.second], _cases()[1], rel=1e-6)


I2 = Exercise(
    "ch05-3-i2", {"loocv": function}, lambda got: _right(got) and got.calls < 50,
    (
        Trap("refits", _right, "The number is right, but you fitted hundreds of times. The equation for left-out rows needs the residuals and the leverages of one single fit."),
        Trap("training", _slip("training"), "This is the training error: each car has helped to draw the curve that judges it. By what must its residual be divided?", "TRAIN"),
        Trap("unsquared", _slip("unsquared"), "You divided the squared residual by 1 − h. The residual itself is divided; the square comes after."),
        Trap("leverage", _slip("leverage"), "You divided by the leverage. A row that pulls strongly, with h near 1, should get a larger residual when it is left out."),
        Trap("average", _slip("average"), "You used the mean leverage for everybody. That is generalised cross-validation; here each row has its own."),
        Trap("degrees", _slip("degrees"), "Dividing by N − 3 estimates the noise of the model. That is another question than how a car is predicted that was left out."),
        Trap("absolute", _slip("absolute"), "The residuals are those of left-out rows, but you averaged their sizes. The question asks for the mean of the squares."),
        Trap("root", lambda got: near(got.first, _cases()[1][0] ** 0.5, rel=1e-5), "You took the root. The number asked for is in squared miles a gallon."),
        Trap("sum", lambda got: near(got.first, 392 * _cases()[1][0], rel=1e-6), "This is a sum over the cars. Which quantity does not grow when more of them are measured?"),
        Trap("line", _slip("line"), "You fitted a line: does your function use its third argument?"),
        Trap("cars-only", lambda got: near(got.first, _cases()[1][0], rel=1e-6), "Right for the cars and degree 2, and wrong for 12 other points and degree 3. Is a number or a degree written into your function?"),
    ),
    why="one fit, and the leverages on its hat matrix's diagonal, replace 392 fits. The check did it the long way, too.",
    fallback="Compare with three rows by hand: leave one out, fit the other rows, square the miss. Which factor is missing?",
    run=_error,
    prepare=_cases,
    says={"shape": "Return one number: the mean over all rows."},
)


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
