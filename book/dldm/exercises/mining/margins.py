"""Exercises of chapter 5.2b: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ...mining.classification.svm import SVC, hinge, hinge_objective
from ..kinds import Exercise, Hint, Trap, call, choice, function, near, number, numbers

MARGINS = np.array([-1, 0, 0.5, 1, 2])
P1 = Exercise(
    "ch05-2b-p1", {"answer_p1": numbers(5)}, lambda a: near(a, hinge(MARGINS)),
    (
        Trap("zero-one", lambda a: near(a, (MARGINS <= 0).astype(float)), "This counts mistakes, right or wrong. The hinge also asks by how much, and is not content with a margin of a half."),
        Trap("negative", lambda a: near(a, 1 - MARGINS), "A point that is right with room to spare does not earn credit for others: the loss is never below 0."),
        Trap("perceptron", lambda a: near(a, np.maximum(0, -MARGINS)), "This is the perceptron's loss, which is content as soon as a point is on its side. The hinge wants a margin of 1."),
        Trap("absolute", lambda a: near(a, np.abs(1 - MARGINS)), "This is the distance from margin 1 in either direction. A margin above 1 costs nothing.", "OBJ"),
        Trap("sign", lambda a: near(a, np.maximum(0, 1 + MARGINS)), "Here the loss grows with the margin. A margin is positive for a point on its right side: which of the five should cost most?"),
        Trap("squared", lambda a: near(a, hinge(MARGINS)**2), "This is the squared hinge, which LinearSVC takes by default. It is another objective with another answer.", "OBJ"),
    ),
    why="it falls by 1 for each unit of margin until the margin is 1, and is 0 from there on. Rows in the flat part do not pull: they are the ones that are no support vectors.",
    fallback="Put each margin into the formula of section 5.2.2, one by one.",
)

P2 = choice(
    "ch05-2b-p2", "8edd436d1de3",
    {
        "b": ("moves", "There are a thousand more terms, but how large is each of them at the old w and b? The hinge of a margin above 1 is a number that you know.", ""),
        "c": ("bias", "b follows from the rows whose margin is exactly 1. Is any of the new rows one of those? Look at the three kinds of rows under the conditions of Karush, Kuhn and Tucker.", ""),
    },
    why="the new rows get multipliers of 0. The old w and b still satisfy the conditions of Karush, Kuhn and Tucker, so they are still the optimum: the hinges of the new rows are 0 there, and no hinge is ever below 0.",
)


@lru_cache
def _rows():
    from sklearn.model_selection import train_test_split

    from ...datasets.tables import biopsies
    cases = biopsies()
    X, _, y, _ = train_test_split(cases.X, cases.y, test_size=0.25, stratify=cases.y, random_state=0)
    X, s = (X - X.mean(axis=0)) / X.std(axis=0), 2.0 * y - 1
    return X, s


LEAST = 15.734909  # the minimum of the objective on these rows
EIGHT = (np.array([[0, 0], [0.5, 2], [1, 0.5], [-1, 1.5], [2.8, 1.8], [3.5, 2.8], [2.4, -0.4], [5, 2]]),
         np.repeat([-1.0, 1.0], 4))
LEAST_OF_EIGHT, DECAYED_OF_EIGHT = 0.845051, 2.910064  # with C = 3; the second with b^2 / 2 beside it


def _machine(f, X, s, C):
    """The answer's (w, b) for these rows."""
    got = call(f, X, s, C)
    if not (isinstance(got, tuple | list) and len(got) == 2):
        raise Hint("pair", "Return w, of shape (d,), and b.")
    w = np.ravel(np.asarray(got[0], dtype=float))
    if w.shape != X.shape[1:]:
        raise Hint("pair", "Return w, of shape (d,), and b.")
    return w, number("b", got[1])


def _unit(f):
    """The answer's (w, b, objective) for the biopsies; for the eight points its objective without and with decay of b, and
    whether it answers the same with C = 3 and C = .1.
    """
    w, b = _machine(f, *_rows(), 1.0)
    few = _machine(f, *EIGHT, 3.0)
    cheap = _machine(f, *EIGHT, 0.1)
    value = hinge_objective(*few, *EIGHT, 3.0)
    same = np.allclose(few[0], cheap[0], atol=0.01) and abs(few[1] - cheap[1]) < 0.01
    return w, b, hinge_objective(w, b, *_rows(), 1.0), value, value + few[1]**2 / 2, same


def _squared(a):
    """Whether w minimises the squared hinge with a decayed bias, as LinearSVC does by default."""
    X, s = _rows()
    pull = np.maximum(0, 1 - s * (X @ a[0] + a[1]))
    return np.abs(a[0] - 2 * (s * pull) @ X).max() < 0.01


def _logistic(a):
    """Whether w minimises the cross-entropy with the same decay: its gradient is 0 there."""
    X, s = _rows()
    pull = 1 / (1 + np.exp(s * (X @ a[0] + a[1])))
    return np.abs(a[0] - (s * pull) @ X).max() < 0.05


def _best_length(a):
    """By which factor the answer would have to be multiplied for the lowest objective."""
    factors = np.geomspace(0.1, 10, 81)
    values = [hinge_objective(f * a[0], f * a[1], *_rows(), 1.0) for f in factors]
    return factors[int(np.argmin(values))]


def _how_far(a):
    if a[2] <= LEAST * 1.001:
        return f"the biopsies are right. On the eight points of the page, with C = 3, your objective is {a[3]:.3f}, and the minimum is .845."
    return f"the objective of what you return is {a[2]:.2f}, and the minimum is 15.735. Is it still falling when you stop? Do your steps become shorter? Do you return the best iterate or the last?"


I1 = Exercise(
    "ch05-2b-i1", {"train_hinge": function}, lambda a: a[2] <= LEAST * 1.001 and a[3] <= LEAST_OF_EIGHT * 1.25,
    (
        Trap("objective", _squared, "This is the minimum of another objective: the squared hinge, which LinearSVC takes by default. Same model, other loss, other answer.", "OBJ"),
        Trap("logistic", _logistic, "This is the minimum of another objective: the cross-entropy with the same decay. Here a row with a margin above 1 must not pull at all.", "OBJ"),
        Trap("untouched", lambda a: not a[0].any(), "All weights are 0, where the objective is C N = 426. Is the step ever taken, and is what you return a later iterate than the first?"),
        Trap("no-bias", lambda a: a[1] == 0, "b is exactly 0, so the line has to go through the origin. Let b move with the rows that push, as w does, only without decay."),
        Trap("sign", lambda a: hinge_objective(-a[0], -a[1], *_rows(), 1.0) < 17, "Your unit puts nearly every row on the wrong side. Which sign has the pull of a row with margin below 1?"),
        Trap("ignores-C", lambda a: a[5], "On the eight points of the page you return the same line for C = 3 and for C = .1. Where does C enter your steps?"),
        Trap("decayed-bias", lambda a: a[2] <= LEAST * 1.001 and a[4] <= DECAYED_OF_EIGHT * 1.01, "The biopsies are right. On the eight points of the page b comes out too near 0, as if it were decayed like the weights. The columns of the biopsies have the mean 0, so nobody could see it there.", "OBJ"),
        Trap("few-steps", lambda a: LEAST * 1.001 < a[2] <= LEAST * 1.01, "Close: the objective is within a hundredth of the minimum, but not within a thousandth. More steps, and keep the best of all iterates, not the last."),
        Trap("too-short", lambda a: _best_length(a) > 1.5, "The direction may be right, but your w is too short: multiplied by 2, say, it would have a lower objective. Up to which margin does a row push in your program?"),
        Trap("too-long", lambda a: _best_length(a) < 0.7, "The direction may be right, but your w is too long: half of it, say, would have a lower objective. What in your step makes w shorter?"),
    ),
    run=_unit, prepare=_rows, why="one linear unit, hinge loss, weight decay: that is the whole linear support vector machine, and a subgradient is enough to train it.",
    fallback=_how_far,
    says={"pair": "Return w, of shape (d,), and b."},
)

P3 = Exercise(
    "ch05-2b-p3", {"answer_p3": numbers(2)}, lambda a: near(a, [0.4, 0.48]),
    (
        Trap("bound", lambda a: near(a[0], 0.5), "Slope over curvature is 2 over 4, that is right. Is alpha then still at most C?"),
        Trap("curvature", lambda a: near(a[0], 0.2), "You divided by K_ii + K_jj. The two rows are not perpendicular: which term of the curvature is missing?"),
        Trap("curvature-sign", lambda a: near(a[0], 0.125), "The curvature has the term -2 K_ij: it is the squared distance of the two rows."),
        Trap("slope", lambda a: near(a[0], 0.25), "At the start F = s, so the slope is F_i - F_j = 1 - (-1)."),
        Trap("half", lambda a: near(a, [0.4, 0.16]), "alpha is right. The quadratic term of the dual has the factor one half."),
        Trap("linear", lambda a: near(a, [0.4, 0.8]), "alpha is right. 0.8 is the first sum of the dual; what is subtracted from it?"),
        Trap("one-row", lambda a: near(a, [0.4, 0.08]), "alpha is right. Both rows have it now, and the first sum of the dual runs over both."),
    ),
    why="the peak is at 2/4 = .5, but C stops the step at .4; there the dual has risen from 0 to 2 (.4) - 4 (.16)/2 = .48.",
    fallback="F is s at the start. Slope: F_i - F_j. Curvature: K_ii + K_jj - 2 K_ij, with K_ij the product of the two numbers. And the step ends at the bounds.",
)


def _pair_of_rows():
    draw = np.random.default_rng(7)
    return draw.integers(-2, 3, (6, 2)).astype(float), draw.normal(size=(5, 3))


def _features(f):
    """The answer's features of a table with two columns, and of one with three."""
    found = []
    for X in _pair_of_rows():
        phi = np.asarray(call(f, X), dtype=float)
        if phi.ndim != 2 or len(phi) != len(X):
            raise Hint("shape", f"For a table of shape {X.shape} the result has shape {phi.shape}: one row of features for each row is needed.")
        found.append(phi)
    return found


def _is_kernel(k):
    """A test: are the inner products of the features this function of the rows' inner products and the rows?"""
    return lambda a: all(near(phi @ phi.T, k(X @ X.T, X), rel=1e-9, tiny=1e-9) for phi, X in zip(a, _pair_of_rows()))


def _first_pair(a):
    for phi, X in zip(a, _pair_of_rows()):
        wrong = np.argwhere(~np.isclose(phi @ phi.T, (1 + X @ X.T)**2))
        if len(wrong):
            x, z = X[wrong[0][0]].round(2).tolist(), X[wrong[0][1]].round(2).tolist()
            return f"for the rows {x} and {z} the product of your features is {(phi @ phi.T)[tuple(wrong[0])]:.3g}. Multiply (1 + x'z)^2 out for them, term by term."
    return "look at the products of your features once more."


I2 = Exercise(
    "ch05-2b-i2", {"features": function}, _is_kernel(lambda G, X: (1 + G)**2),
    (
        Trap("root-two", _is_kernel(lambda G, X: 1 + G + ((X**2) @ (X**2).T + G**2) / 2), "Every term is there. But in (1 + x'z)^2 the mixed terms come twice, and a feature is multiplied with itself: by which factor must it be larger?"),
        Trap("no-cross", _is_kernel(lambda G, X: 1 + 2 * G + (X**2) @ (X**2).T), "The products of two different columns are missing: (x_1 z_1 + x_2 z_2)^2 has a term with all four."),
        Trap("homogeneous", _is_kernel(lambda G, X: G**2), "These are the features of (x'z)^2. The 1 in the kernel adds the columns themselves and a constant."),
        Trap("no-constant", _is_kernel(lambda G, X: (1 + G)**2 - 1), "Only the constant is missing."),
        Trap("no-linear", _is_kernel(lambda G, X: 1 + G**2), "The columns themselves are missing: 2 x'z stands in the square of 1 + x'z."),
        Trap("linear-plain", _is_kernel(lambda G, X: 1 + G + G**2), "The columns themselves come with the factor 2 in (1 + x'z)^2, so as features they come with its root."),
        Trap("linear", _is_kernel(lambda G, X: 1 + G), "These are a constant and the columns. Where are the squares?"),
    ),
    run=_features, prepare=_pair_of_rows,
    why="a function is a kernel if such features exist, and with them its table has no negative eigenvalue. For d columns there are (d + 1)(d + 2)/2 of them, and the kernel needs none.",
    fallback=_first_pair,
    says={"shape": "One row of features for each row of X is needed."},
)

PAIRS = [(10, 0.001), (10, 0.5), (10, 200)]


@lru_cache
def _two_tables():
    """Two noisy discs whose columns have units of their own, each as (X, y, X_new, y_new, pairs); in the first every new row
    comes twice, and in the second the new rows lie elsewhere.
    """
    rng, tables = np.random.default_rng(525), []
    for unit, times, shift, pairs in (([1, 2000], 2, 0, PAIRS), ([0.01, 30], 1, 1, PAIRS[1:] + PAIRS[:1])):
        P = rng.normal(size=(320, 2))
        q = ((P**2).sum(axis=1) + 0.2 * rng.normal(size=320) < 1.4).astype(int)
        X = P * unit + [5, 700]
        X_new = np.tile(X[160:] + shift * np.array(unit), (times, 1))
        tables.append((X[:160], q[:160], X_new, np.tile(q[160:], times), pairs))
    return tables


def _says(number, pair, new=lambda Z: Z):
    """What the machine with this pair answers to the standardised training rows of a table, and to its new rows."""
    from sklearn.svm import SVC as Peer
    X, y, X_new, *_ = _two_tables()[number]
    Z, Z_new = ((rows - X.mean(axis=0)) / X.std(axis=0) for rows in (X, X_new))
    model = Peer(C=pair[0], gamma=pair[1]).fit(Z, y)
    return model.predict(Z), model.predict(new(Z_new))


def _by_themselves(Z):
    return (Z - Z.mean(axis=0)) / Z.std(axis=0)


@lru_cache
def _shares():
    """How often the fitting hills are right on the new rows of both tables, and of the second scaled by themselves."""
    runs = (0, lambda Z: Z), (1, lambda Z: Z), (1, _by_themselves)
    return [(_says(number, PAIRS[1], new)[1] == _two_tables()[number][3]).mean() for number, new in runs]


@lru_cache
def _changed():
    """The first table with test labels on which the fitting hills are always wrong, and with a few test rows far away."""
    X, y, X_new, y_new, pairs = _two_tables()[0]
    far = X_new.copy()
    far[::20] += 40 * X.std(axis=0)
    return (X, y, X_new, 1 - _says(0, PAIRS[1])[1], pairs), (X, y, far, y_new, pairs)


def _pair_and_share(value):
    """((C, gamma), share) of what the answer returns."""
    if not (isinstance(value, tuple | list) and len(value) == 2):
        raise Hint("two", "Return the pair that you chose, (C, gamma), and then the share.")
    pair = tuple(numbers(2)("the pair", value[0]))
    if pair not in PAIRS:
        raise Hint("no-pair", "The pair that you return is none of those that you were given.")
    return pair, number("the share", value[1])


def _tuned(f):
    """The answer's (pair, share) on both tables, and on the first with other test labels and with other test rows."""
    return [_pair_and_share(call(f, *table)) for table in (*_two_tables(), *_changed())]


I3 = Exercise(
    "ch05-2b-i3", {"tuned": function},
    lambda a: all(pair == PAIRS[1] for pair, _ in a) and near([share for _, share in a[:2]], _shares()[:2], rel=0, tiny=0.01),
    (
        Trap("percent", lambda a: any(share > 1 for _, share in a), "Give the share as a number between 0 and 1."),
        Trap("test-chooses", lambda a: a[0][0] != a[2][0], "I called your function twice, and only the *labels* of the test rows were others; you chose another pair. So the test rows have had a say, and what they then tell of the choice is too good.", "TRAIN"),
        Trap("test-scales", lambda a: a[0][0] != a[3][0], "I called your function twice, and only a few test *rows* were others; you chose another pair. With other labels you did not. From which rows do you take the means and deviations?", "LEAK"),
        Trap("memory", lambda a: all(pair == PAIRS[2] for pair, _ in a), "You chose the narrowest hills, which are right on nearly all rows that they were fitted to. Which rows can show whether they have learnt anything else?", "TRAIN"),
        Trap("other-pair", lambda a: any(pair != PAIRS[1] for pair, _ in a), "In one of my two tables another pair is right on a tenth more of the training rows that folds leave out. The deviations of the two columns differ by a factor of thousands: what do hills see of the smaller one? And do you take the largest score?"),
        Trap("no-promise", lambda a: a[0][1] == a[2][1], "The pair is right. But with other labels of the test rows your share stays the same: it is a number of the training rows, which have chosen the pair. Let the chosen machine answer rows that have had no say.", "TRAIN"),
        Trap("by-themselves", lambda a: near(a[1][1], _shares()[2]), "The pair is right. But in one of my tables the test rows lie elsewhere, and your share is that of test rows that were brought to mean 0 by themselves. The machine has learnt in the units of the training rows."),
    ),
    run=_tuned, prepare=lambda: (_shares(), _changed()),
    why="the folds of the training rows choose, and neither other test rows nor other test labels change the choice. Only then does the share on the test rows promise something: it is that of one machine on rows that have had no say.",
    fallback=lambda a: f"the pairs are right. On my first table you return the share {a[0][1]:.3f}, on the second {a[1][1]:.3f}; the machine with this pair, fitted to all training rows in the units of these, has another share of the test rows right in one of them.",
    says={"two": "Return the pair that you chose, (C, gamma), and then the share.", "no-pair": "The pair that you return is none of those that you were given."},
)

P4 = Exercise(
    "ch05-2b-p4", {"answer_p4": numbers(4)}, lambda a: near(a, [7, 2100, 21, 600]),
    (
        Trap("swapped", lambda a: near(a, [21, 600, 7, 2100]), "You have exchanged the two ways."),
        Trap("ordered-pairs", lambda a: near(a[2], 42), "2 against 5 and 5 against 2 are the same machine."),
        Trap("with-itself", lambda a: near(a[2], 28) or near(a[2], 49), "No class has to be told from itself."),
        Trap("one-fewer", lambda a: near(a[0], 6), "Each class gets its machine, also the last: its value is compared with those of the others."),
        Trap("own-rows", lambda a: near(a[1], 300), "The machine of a class also needs the rest, from which it is to tell its class."),
        Trap("all-rows", lambda a: near(a[3], 2100), "A machine for two classes has no use for the rows of the other five."),
        Trap("one-class", lambda a: near(a[3], 300), "A machine for two classes sees the rows of both."),
    ),
    why="the pairs are more machines on fewer rows: 21 times 600 rows against 7 times 2100. As the time of a kernel machine grows faster than its rows, the pairs are often the quicker way.",
    fallback="How many classes, and how many pairs of different classes? Which rows does each machine see?",
)

V1 = choice(
    "ch05-2b-v1", "0c54081d167f",
    {
        "b": ("larger-C", "A larger C makes each training row count more. But the machine is right on all of them already.", "OVF"),
        "c": ("narrower", "Narrower hills leave even more room between the rows in which no hill speaks. In which direction was this table's trouble?", ""),
        "d": ("longer", "The solver has found the optimum; more steps end at the same place. The problem that it solves is not the one that you want solved.", "OVF"),
    },
    why="if every row carries a hill and the machine knows nothing between them, the hills are too narrow. Wider ones overlap, and rows that lie near each other speak together.",
)



class _Street(NamedTuple):
    """What an answer to P5 shows: which of the eight points moved, the street's width (0 where none fits)."""

    moved: tuple
    width: float


def _street(rows):
    """Look at the eight moved points as the picture does."""
    X, classes = np.array(rows)[:, :2], np.array(rows)[:, 2]
    if not np.array_equal(classes, (EIGHT[1] + 1) / 2):
        raise Hint("classes")
    machine = SVC(C=100, tol=1e-3).fit(X, classes)
    w = machine.beta_ @ machine.support_vectors_
    apart = (EIGHT[1] * (X @ w + machine.b_)).min() > 0.99
    return _Street(tuple(np.flatnonzero(abs(X - EIGHT[0]).max(axis=1) > 1e-3)), 2 / np.linalg.norm(w) if apart else 0.0)


def _only(*points):
    return lambda street: len(street.moved) == 1 and street.moved[0] in points


P5 = Exercise(
    "ch05-2b-p5", {"answer_p5": numbers(8, 3)}, lambda s: len(s.moved) == 1 and s.width >= 2.2,
    (
        Trap("none", lambda s: not s.moved, "These are the eight points as they were, and their street is 1.54 wide."),
        Trap("several", lambda s: len(s.moved) > 1, "More than one point has moved. Put the others back: one is enough."),
        Trap("mixed", lambda s: s.width == 0, "No line separates the classes any more, so there is no street that is empty of points."),
        Trap("no-ring", _only(0, 1, 3, 5, 7), "This point has no ring where it started. As long as it stays off the street nothing changes; on it, it can only make the street narrower."),
        Trap("third", _only(4), "This point has a ring, but two others hold the street nearly as narrow: with this one out of the way it is 1.62 wide at most."),
        Trap("second", lambda s: _only(6)(s) and s.width > 1.55, "With this point out of the way the street is 2.12 wide at most. Which of the other ringed points holds it back?"),
        Trap("inwards", lambda s: s.width < 1.53, "The street has become narrower. Which way is away from the other class?"),
    ),
    run=_street,
    says={"classes": "The last column has changed: the classes are 0, 0, 0, 0, 1, 1, 1, 1."},
    why="only the three ringed points hold the street. Without the one at (1, 0.5) it is 2.30 wide, and the rings go to others: new points decide.",
    fallback=lambda s: f"One point has moved, and the street is {s.width:.2f} wide. Can the same point give more room?",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, I1, I2, I3, V1)}
