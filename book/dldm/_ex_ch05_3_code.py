"""Exercises ch05-3-i1 and -i2: verified by digits on a certified table, and by leaving rows out one by one."""
# ruff: noqa: E501 (a hint is one line)
from contextlib import ExitStack
from functools import lru_cache
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np

from . import polynomials, regression
from .datasets import longley
from .exercises import Exercise, Trap, call, function, near, number, numbers, plain
from .regression import correct_digits, least_squares

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
    (np, "polyfit"), (regression, "least_squares"), (polynomials.PolynomialRegression, "fit")]


@lru_cache
def _cases():
    """Two tables with the leave-one-out error by refitting, and what the known slips would give on the first."""
    from .datasets import cars
    data, rng = cars(), np.random.default_rng(53)
    x = rng.uniform(-1, 1, 12)
    cases = [(data.horsepower, data.y, 2), (x, x**3 + rng.normal(size=12), 3)]
    X = polynomials.powers(regression.standardise(data.horsepower[:, None])[0][:, 0], 2)
    h = np.einsum("ij,ji->i", X, np.linalg.pinv(X))
    r = data.y - X @ least_squares(X, data.y)
    slips = {"training": np.mean(r**2), "unsquared": np.mean(r**2 / (1 - h)), "leverage": np.mean(r**2 / h**2),
             "average": np.mean(r**2) / (1 - 3 / len(r)) ** 2, "degrees": np.sum(r**2) / (len(r) - 3),
             "absolute": np.mean(np.abs(r) / (1 - h)), "line": _refitted(*cases[0][:2], 1)}
    return cases, [_refitted(*case) for case in cases], slips


def _refitted(x, y, degree):
    """The definition itself: as many fits as rows."""
    Z = regression.standardise(x[:, None])[0][:, 0]
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
