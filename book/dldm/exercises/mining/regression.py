"""Exercises of section 5.3: verified by drawing rows, by leaving rows out, and by computing again."""
# ruff: noqa: E501 (a hint is one line)
import sys
from functools import lru_cache
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from ...ground.arrays import standardise
from ...mining.regression import least_squares, powers, standard_errors
from ..kinds import Exercise, Hint, Trap, call, choice, function, near, number, numbers

# ---------------------------------------------------------------- I1


@lru_cache
def _scattered():
    """A table whose errors grow with x, its 95 % interval by 20,000 draws for each coefficient, and scales of the slips."""
    rng = np.random.default_rng(531)
    x = np.linspace(-1, 2, 60) ** 2
    X = np.column_stack([np.ones(60), x, rng.normal(size=60)])
    y = 1 + 2 * x + rng.uniform(-2, 2, size=60) * (0.1 + x)
    drawn = np.array([np.linalg.lstsq(X[rows], y[rows], rcond=None)[0] for rows in rng.integers(60, size=(20_000, 60))])
    return SimpleNamespace(X=X, y=y, ends=np.percentile(drawn, [2.5, 97.5], axis=0), deviation=drawn.std(axis=0),
                           w=least_squares(X, y), formula=standard_errors(X, y))


def _interval(f):
    """The interval of coefficients 1 and 2, in deviations of the bootstrap from the fitted coefficient."""
    case = _scattered()
    found = np.array([numbers(2)("the result", call(lambda X, y, j: f(X, y, j, np.random.default_rng(j)), case.X, case.y, j)) for j in (1, 2, 2)])
    if not near(found[1], found[2], rel=1e-9):
        raise Hint("own-draws", "Given two generators with the same seed, your function returns two different intervals. Draw from the rng that you are given: only then can somebody repeat your result.")
    found = found[:2]
    return SimpleNamespace(z=(found - case.w[1:, None]) / case.deviation[1:, None], ends=found,
                           width=(found[:, 1] - found[:, 0]) / case.deviation[1:])


def _wide(low, high):
    """Test of a trap: both intervals are about centred, and this many deviations wide."""
    return lambda got: (np.abs(got.z.sum(axis=1)) < 0.35 * got.width + 0.3).all() and low < got.width.min() <= got.width.max() < high


def _covers(got):
    """The 95 % ends, within the noise of 2,000 draws."""
    case = _scattered()
    return (np.abs(got.ends.T - case.ends[:, 1:]) < 0.25 * case.deviation[1:]).all()


def _formula(got):
    return near(got.width, 3.92 * _scattered().formula[1:] / _scattered().deviation[1:], rel=0.05)


I1 = Exercise(
    "ch05-3-i1", {"interval": function}, _covers,
    (
        Trap("swapped", lambda got: (got.width < 0).all(), "The upper end stands first: give the lower one, then the upper."),
        Trap("no-scatter", lambda got: (np.abs(got.width) < 1e-6).all(), "Both ends are equal: every draw gave the same coefficient. Did each draw hold all rows once, in another order?"),
        Trap("ignores-j", lambda got: near(got.ends[0], got.ends[1], rel=0.1), "You return the same interval for coefficient 1 and for coefficient 2. Is j used?"),
        Trap("shifted-j", lambda got: np.abs(got.ends[1] - _scattered().ends[:, 1]).max() < 0.5 * _scattered().deviation[1], "For j = 2 you return the interval of coefficient 1. The intercept is number 0."),
        Trap("pairs", lambda got: (np.abs(got.ends.mean(axis=1)) < 0.6 * _scattered().deviation[1:]).all() and abs(_scattered().w[1]) > 4 * _scattered().deviation[1], "Your interval for coefficient 1 lies around 0, far from the fitted slope. Does each drawn row of X keep its own y?"),
        Trap("formula", _formula, "This is the width that the formula gives, which takes all errors to be of one size. The question asks what drawn rows show; here the errors grow with x."),
        Trap("one-deviation", _wide(1.7, 2.3), "Your interval is about half as wide as it should be. Which percentiles hold 95 % of the draws between them? And does each drawn table have as many rows as the given one?"),
        Trap("ninety", _wide(3.0, 3.5), "Your interval holds about 90 % of the draws: 5 % are left out on each side."),
        Trap("mean-error", _wide(0, 0.5), "Your interval says how well the mean of all draws is known. The question is how far a single table's coefficient scatters: do not divide by the number of draws."),
        Trap("half-tables", _wide(4.7, 7.5), "Your interval is a fifth too wide or more. Does each drawn table have as many rows as the given one? And which percentiles hold 95 % of the draws between them?"),
    ),
    why="the ends agree with those of 20,000 other draws. The formula for one size of errors would have given another width here, since these errors grow with x.",
    fallback=lambda got: f"For j = 1 you return {got.ends[0, 0]:.3g} to {got.ends[0, 1]:.3g}, and the fitted coefficient is {_scattered().w[1]:.3g}. Print a few of your drawn coefficients: how do they lie around it?",
    run=_interval,
    prepare=_scattered,
    says={"shape": "Return two numbers: the lower end, then the upper one."},
)

# ---------------------------------------------------------------- I2

REFITS = "All rows but one were picked out dozens of times, for a fit each. The equation for left-out rows needs the residuals and the leverages of one single fit."


class Watched(np.ndarray):
    """An array that tells whenever an array with one row less is made of it."""

    rows, tell = 0, print

    def __array_finalize__(self, parent):
        """Called for every array that is made of this one."""
        if self.ndim and len(self) == Watched.rows - 1:
            Watched.tell()


def _single_fit(f, x, y, degree):
    """What f returns; Hint if it picks out all rows but one, or hands them to a function, as often as refits do."""
    seen = []

    def tell():
        seen.append(1)
        if len(seen) > 50:
            raise Hint("refits", REFITS)

    def watch(frame, event, argument):
        if event == "call" and any(isinstance(v, np.ndarray) and v.ndim and len(v) == len(y) - 1
                                   for v in list(frame.f_locals.values())):
            tell()

    Watched.rows, Watched.tell = len(y), tell
    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        return number("the result", call(lambda *given: f(*(v.view(Watched) for v in given[:2]), given[2]), x, y, degree))
    finally:
        sys.setprofile(before)


@lru_cache
def _cases():
    """Two tables with the leave-one-out error by refitting, and what the known slips would give on the first."""
    from ...datasets.tables import cars
    data, rng = cars(), np.random.default_rng(53)
    x = rng.uniform(-1, 1, 12)
    cases = [(data.horsepower, data.y, 2), (x, x**3 + rng.normal(size=12), 3)]
    X = powers(standardise(data.horsepower[:, None])[0][:, 0], 2)
    h = np.einsum("ij,ji->i", X, np.linalg.pinv(X))
    r = data.y - X @ least_squares(X, data.y)
    slips = {"training": np.mean(r**2), "unsquared": np.mean(r**2 / (1 - h)), "leverage": np.mean(r**2 / h**2),
             "average": np.mean(r**2) / (1 - 3 / len(r)) ** 2, "degrees": np.sum(r**2) / (len(r) - 3),
             "absolute": np.mean(np.abs(r) / (1 - h)), "line": _refitted(*cases[0][:2], 1)}
    return cases, [_refitted(*case) for case in cases], slips


def _refitted(x, y, degree):
    """The definition itself: as many fits as rows."""
    Z = standardise(x[:, None])[0][:, 0]
    X, everyone, total = powers(Z, degree), np.arange(len(y)), 0.0
    for i in everyone:
        w = least_squares(X[everyone != i], y[everyone != i])
        total += (y[i] - X[i] @ w) ** 2
    return total / len(y)


def _error(f):
    """The function on both tables; on the first it may fit once only."""
    first, second = _cases()[0]
    return SimpleNamespace(first=_single_fit(f, *first), second=number("the result", call(f, *second)))


def _slip(name, change=lambda v: v):
    return lambda got: near(got.first, change(_cases()[2][name]), rel=2e-5)


def _right(got):
    return near([got.first, got.second], _cases()[1], rel=1e-6)


def _first_difference(got):
    """The first table on which the result is another than by refitting."""
    k = 0 if not near(got.first, _cases()[1][0], rel=1e-6) else 1
    table = ("the cars and degree 2", "12 other points and degree 3")[k]
    return (f"For {table} you return {(got.first, got.second)[k]:.6g}, and leaving out each row in turn gives "
            "another number. Try three points and a line by hand: leave one out, fit the others, square the miss.")


I2 = Exercise(
    "ch05-3-i2", {"loocv": function}, _right,
    (
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
    fallback=_first_difference,
    run=_error,
    prepare=_cases,
    says={"shape": "Return one number: the mean over all rows."},
)


# ---------------------------------------------------------------- I3

TABLES = [  # x, a pattern, and the intercept, the slope and the R squared that are asked for
    ([0, 1, 2, 3, 4], [0, 0, 6, 0, 0], 3, 0.5, 0.8),
    ([3, 1, 4, 1, 5, 9, 2, 6], [1, 2, 4, 8, 16, 32, 64, 128], -2, 1.5, 0.4),
    ([10, 12, 15, 11, 19, 14], [7, 3, 9, 1, 4, 30], 100, -4, 0.9),
]


def _line_of(x, y):
    """Intercept, slope, R squared and residuals of the least-squares line."""
    X = powers(x, 1)
    w = least_squares(X, y)
    rest = y - X @ w
    return w[0], w[1], 1 - rest @ rest / max(np.sum((y - y.mean())**2), 1e-30), rest


def _cosine(a, b):
    return a @ b / max(np.sqrt(a @ a) * np.sqrt(b @ b), 1e-30)


def _disguised(f):
    """For each table the asked and the found numbers, what stands over the asked line, and what a line leaves of the pattern."""
    found = []
    for x, pattern, *asked in TABLES:
        x, pattern = np.array(x, dtype=float), np.array(pattern, dtype=float)
        y = np.array(numbers(len(x))("the result", call(f, x, pattern, *asked)))
        *got, rest = _line_of(x, y)
        line = asked[0] + asked[1] * x
        found.append(SimpleNamespace(x=x, pattern=pattern, asked=asked, got=got, rest=rest, over=y - line, y=y,
                                     through=np.sum((line - line.mean())**2), left=_line_of(x, pattern)[3]))
    return found


def _always(test):
    return lambda got: all(test(case) for case in got)


def _same_line(case):
    return near(case.got[:2], case.asked[:2], rel=1e-6, tiny=1e-6)


def _shaped(case):
    return _same_line(case) and _cosine(case.rest, case.left) > 1 - 1e-9


def _scaled(share):
    """A test: the line and the shape are right, and the R squared is this function of the one asked for."""
    return _always(lambda case: _shaped(case) and near(case.got[2], share(case), rel=1e-6))


def _without_root(case):
    """R squared of a table whose rest was multiplied by the square of the right factor."""
    factor = case.through * (1 - case.asked[2]) / case.asked[2] / (case.left @ case.left)
    return case.through / (case.through + factor**2 * (case.left @ case.left))


def _right_case(case):
    return _shaped(case) and near(case.got[2], case.asked[2], rel=1e-6)


def _what_differs(got):
    """The first table that is not as asked, with the numbers that it has."""
    case = next(case for case in got if not _right_case(case))
    a, b, r2 = (f"{v:.3g}" for v in case.got)
    return (f"For x = {case.x.astype(int).tolist()}, the pattern {case.pattern.astype(int).tolist()} and the numbers "
            f"{case.asked} that are asked for, your y has the intercept {a}, the slope {b} and R2 {r2}.")


I3 = Exercise(
    "ch05-3-i3", {"disguised": function}, _always(_right_case),
    (
        Trap("on-the-line", _always(lambda case: _same_line(case) and np.abs(case.rest).max() < 1e-9), "All your points lie on the line, with R2 = 1 and nothing left that could have a pattern."),
        Trap("raw", _always(lambda case: abs(_cosine(case.over, case.pattern)) > 1 - 1e-9), "You laid a multiple of the pattern itself over the line. The pattern has a mean and a slope of its own, and they move the line: what of it would least squares leave?"),
        Trap("centred", _always(lambda case: abs(_cosine(case.over, case.pattern - case.pattern.mean())) > 1 - 1e-9), "You took the mean out of the pattern, so the sum of what you add is 0. But the sum of x times it is not: the pattern rises or falls with x, and turns the line."),
        Trap("through-mean", _always(lambda case: near(case.got[1], case.asked[1], rel=1e-6) and near(case.y.mean(), case.asked[0], rel=1e-6)), "The slope is right. The intercept is the height of the line at x = 0, and not at the mean of x."),
        Trap("crossed", _always(lambda case: near(case.got[:2], case.asked[1::-1], rel=1e-6)), "Your line has the intercept for its slope and the slope for its intercept."),
        Trap("mirrored", _always(lambda case: _same_line(case) and _cosine(case.rest, case.left) < -1 + 1e-9), "The line is right, and what is left stands on its head: points that the pattern has high lie low."),
        Trap("other-shape", lambda got: all(map(_same_line, got)) and not all(map(_shaped, got)), "The line is right. But what is left over it is not what a line leaves of the pattern."),
        Trap("of-the-line", _scaled(lambda case: 1 / (2 - case.asked[2])), "Line and shape are right. You made the squares of the residuals 1 - R2 times those of the line. R2 is a share of the *total*, to which both of them belong."),
        Trap("share-left", _scaled(lambda case: 1 - case.asked[2]), "Line and shape are right. But what should be the share that is explained is the share that is left."),
        Trap("no-root", _scaled(_without_root), "Line and shape are right. R2 compares squares: if the squares of what you add are to grow by a factor, by which do you multiply it?"),
        Trap("correlation", _scaled(lambda case: case.asked[2]**2), "Line and shape are right. Your R2 is the square of the one that is asked for: it is a square already."),
        Trap("unscaled", _always(lambda case: _shaped(case) and near(case.rest, case.left, rel=1e-6)), "Line and shape are right. You added what a line leaves of the pattern as it is. How long must it be beside the line for the R2 that is asked for?"),
    ),
    why="intercept, slope and R2 are met for three patterns, and any other would do: least squares sees neither what is at a right angle to its columns nor which of its points is how far off. So no such table of numbers can tell a noise from a wave, a bend or one point astray. Draw the residuals.",
    fallback=_what_differs,
    run=_disguised,
    says={"shape": "Return one number for each number of x."},
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
    return w[(squares + 7 * w**2).argmin()]


P2 = Exercise(
    "ch05-3-p2", {"answer_p2": number}, lambda a: near(a, _best_weight(), rel=4e-3),
    (
        Trap("no-penalty", _is(2.0), "This is the slope that fits all three points exactly. What does a weight that long cost in the second term? Set the derivative of the whole sum to 0."),
        Trap("zero", lambda a: abs(a) < 1e-3, "At w = 0 the penalty has slope 0 and the squared errors do not. A squared penalty shrinks a weight; it hardly ever makes it vanish. That is what the lasso's |w| does."),
        Trap("factor", _is(2 / 3), "Σx²/(Σx² + 7) is the factor by which the penalty shrinks the weight. Which weight does it shrink?"),
        Trap("mean", _is(0.8), "Did you divide the squared errors by 3, as a mean? The question adds them, so 7 w² weighs less beside them."),
        Trap("half", _is(1.0), "Did you halve the squared errors but not the penalty? Both terms of the question stand without a factor 1/2."),
        Trap("half-penalty", _is(1.6), "Check the derivative of 7 w²: where has its factor 2 gone?"),
        Trap("xx", _is(14.0), "This is the sum of the x². The weight is a quotient: what stands above, and what is added to the sum below?"),
        Trap("negative", lambda a: a < 0, "y rises with x, and shrinking a weight towards 0 does not change its sign."),
    ),
    why="28 / (14 + 7) = 4/3: with Σx² = 14, a penalty of 7 leaves two thirds of the weight 2. The check did not use that formula; it tried 40,001 weights.",
    fallback="Write out Σ(y − wx)² + 7w², differentiate by w, and set the result to 0. Three sums are all you need.",
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

P4 = Exercise(
    "ch05-3-p4", {"answer_p4": numbers(3)}, lambda a: near(a, [5000, -1200, -900]),
    (
        Trap("means", lambda a: near(a, [5000, 3800, 4100]), "These are the means of the three kinds. The intercept is one of them; a dummy's coefficient says how far its kind lies from the base."),
        Trap("signs", lambda a: near(a, [5000, 1200, 900]), "The distances are right. Seen from the heaviest kind, do the others lie above or below?"),
        Trap("old-intercept", lambda a: near(a, [3800, -1200, -900]), "The intercept is still that of the old base. Whose rows have zeros in both dummy columns now?"),
        Trap("old-difference", lambda a: near(a, [5000, -1200, 300]) or near(a, [5000, -1200, -300]), "Blue's distance was measured from red. From green it is another one."),
        Trap("swapped", lambda a: near(a, [5000, -900, -1200]), "The last two are interchanged: red first, then blue."),
        Trap("unchanged", lambda a: near(a, [3800, 300, 1200]), "These are the old numbers. The predictions stay the same under another base; the coefficients do not."),
        Trap("total", lambda a: near(a[0], 6200) or near(a[0], 5300), "Your intercept adds a distance too often. What does the old table predict for a green animal?"),
        Trap("base-right", lambda a: near(a[0], 5000), "The intercept is right: 3800 + 1200. Now the prediction for red has to be 3800 still, and that for blue 4100."),
    ),
    why="3800 + 1200 = 5000 is green's mean; red lies 1200 below it, and blue, 300 above red, 900 below. The predictions are those of before, only told from another base.",
    fallback="Write down what the old table predicts for each colour. The new one predicts the same.",
)

P5 = Exercise(
    "ch05-3-p5", {"answer_p5": numbers(2)}, lambda a: near(a, [1, 0]),
    (
        Trap("whole-penalty", lambda a: near(a, [0, 0]), "You moved z by the whole penalty. Differentiate q w² − 2 z w + α w: what is left of α after dividing by 2?"),
        Trap("ridge", lambda a: near(a, [10 / 16, 10 / 28], rel=5e-3), "That is what ridge does: it adds the penalty below the line. The lasso's penalty has a constant slope: where does it enter?"),
        Trap("no-stop", lambda a: near(a, [1, -0.5]), "The second weight has crossed 0. For w < 0 the penalty's slope has the other sign: is the derivative still 0 there?"),
        Trap("no-penalty", lambda a: near(a, [2.5, 2.5]), "This is the weight without a penalty. Move z towards 0 first."),
        Trap("undivided", lambda a: near(a, [4, 0]), "You have moved z and not divided by the sum of squares of the column."),
        Trap("after", lambda a: near(a, [2.5 - 6, 2.5 - 12]), "You moved the weight instead of z: divide by q last."),
        Trap("swapped", lambda a: near(a, [0, 1]), "The larger penalty leaves the smaller weight: the penalty 12 comes first."),
        Trap("first-only", lambda a: near(a[0], 1), "The first is right. For the second compare z with half of the penalty."),
        Trap("second-only", lambda a: near(a[1], 0), "The second is 0, right. The first is not: move z = 10 by half of 12, then divide by q."),
    ),
    why="(10 − 6)/4 = 1; and half of 24 is 12, more than z = 10, so the weight is exactly 0. Ridge would have left 10/28.",
    fallback="Move z = 10 towards 0 by half of the penalty, stop at 0, and divide by q = 4.",
)

V2 = choice(
    "ch05-3-v2", "61b5cca80632",
    {
        "a": ("nothing", "That is how a dropped column is often read. Run it: take the column that is nearest to it out of the table, and look at its weight again.", "COEF"),
        "c": ("budget", "The penalty is a price that each column pays for its own weight, and no sum that the columns divide among themselves. Run it without `s5`: which weight does `s4` have there?", ""),
        "d": ("lever", "The weights are there. But they say which patients differ, not what would happen to a patient whose value somebody lowers. Has anybody changed it in this table?", "CAUSE"),
    },
    why="5.7 without s5, and 21.8 alone, where blood pressure has 22.7. s4 goes with the disease much as blood pressure does, but s3 and s5 say most of it already, and beside them it does not pay for its weight. Not chosen means: not beside these columns, not at this price.",
)

CIRCLES = np.array([[1, 2], [1.5, 3.2], [2, 2.4], [3, 3.6], [3.5, 2.8], [4, 4]])
SQUARE = np.array([2.5, 9])


class _Pulled(NamedTuple):
    """What an answer to P6 shows: how many circles have moved, where the square is, its leverage and residual in the line
    through all points, that line's slope, and the least residual with which a square at this x would level the line.
    """

    circles: int
    square: np.ndarray
    leverage: float
    residual: float
    slope: float
    least: float


def _pulled(rows):
    """Fit the lines through all seven points and through the circles alone, in whatever order the points are given."""
    rest = np.array(rows)
    for circle in CIRCLES:
        same = abs(rest - circle).max(axis=1) < 1e-3
        rest = np.delete(rest, same.argmax(), axis=0) if same.any() else rest
    if len(rest) > 1:
        return _Pulled(len(rest) - 1, *[np.nan] * 5)
    points = np.vstack([rest, CIRCLES])
    X, y = powers(points[:, 0], 1), points[:, 1]
    w, alone = least_squares(X, y), least_squares(X[1:], y[1:])
    leverage = X[0] @ np.linalg.solve(X.T @ X, X[0])
    residual, pull = y[0] - X[0] @ w, np.linalg.solve(X[1:].T @ X[1:], X[0])[1]
    return _Pulled(0, rest[0], leverage, residual, w[1], abs(alone[1] / pull) if pull else np.inf)


P6 = Exercise(
    "ch05-3-p6", {"answer_p6": numbers(7, 2)}, lambda a: not a.circles and a.slope < 0 and abs(a.residual) < 0.5,
    (
        Trap("circles", lambda a: a.circles > 0, "A circle has moved. Put the six circles back where they were: the square alone can do it."),
        Trap("none", lambda a: near(a.square, SQUARE), "These are the seven points as they were: the line rises, and the square lies 5.14 above it."),
        Trap("no-leverage", lambda a: a.slope >= 0 and a.leverage < 0.5, "The line still rises. At this x the square's leverage is below a half, however high or low it lies. What makes a leverage grow?"),
        Trap("no-miss", lambda a: a.slope >= 0, "The line still rises. The square has leverage, but what does it pull at? Compare its height with that of the dashed line."),
        Trap("too-far", lambda a: a.least < 0.499, "The line falls, but the square is .5 or more off it. At this x some heights would hide it: its residual is a fixed share of the distance from the dashed line, and this distance is larger than it need be."),
    ),
    run=_pulled,
    why="the leverage is above .85, so the square keeps less than a seventh of its distance from the dashed line. The largest residual now belongs to a circle: a search for large residuals would accuse the wrong point. Leave rows out, or look at the leverages.",
    fallback=lambda a: f"The line falls, but the square is {abs(a.residual):.2f} off it, and at this x no height would hide it: its leverage is {a.leverage:.2f}. Which share of its distance from the dashed line does it keep as its residual?",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, P6, I1, I2, I3, V1, V2)}
