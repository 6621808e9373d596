"""Exercises of chapter 5.2b: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache

import numpy as np

from ...mining.classification.svm import hinge, hinge_objective
from ..kinds import Exercise, Hint, Trap, call, choice, function, near, number, numbers

MARGINS = np.array([-1, 0, 0.5, 1, 2])
P1 = Exercise(
    "ch05-2b-p1", {"answer_p1": numbers(5)}, lambda a: near(a, hinge(MARGINS)),
    (
        Trap("zero-one", lambda a: near(a, (MARGINS <= 0).astype(float)), "This counts mistakes, right or wrong. The hinge also asks by how much, and is not content with a margin of a half."),
        Trap("negative", lambda a: near(a, 1 - MARGINS), "A point that is right with room to spare does not earn credit for others: the loss is never below 0."),
        Trap("perceptron", lambda a: near(a, np.maximum(0, -MARGINS)), "This is the perceptron's loss, which is content as soon as a point is on its side. The hinge wants a margin of 1."),
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


def _unit(f):
    """The answer's (w, b, objective)."""
    X, s = _rows()
    got = call(f, X, s, 1.0)
    if not (isinstance(got, tuple | list) and len(got) == 2):
        raise Hint("pair", "Return w, of shape (30,), and b.")
    w = np.ravel(np.asarray(got[0], dtype=float))
    if w.shape != (30,):
        raise Hint("pair", "Return w, of shape (30,), and b.")
    b = number("b", got[1])
    return w, b, hinge_objective(w, b, X, s, 1.0)


def _squared(a):
    """Whether w minimises the squared hinge with a decayed bias, as LinearSVC does by default."""
    X, s = _rows()
    pull = np.maximum(0, 1 - s * (X @ a[0] + a[1]))
    return np.abs(a[0] - 2 * (s * pull) @ X).max() < 0.01


I1 = Exercise(
    "ch05-2b-i1", {"train_hinge": function}, lambda a: a[2] <= LEAST * 1.001,
    (
        Trap("objective", _squared, "This is the minimum of another objective: the squared hinge, which LinearSVC takes by default. Same model, other loss, other answer.", "OBJ"),
        Trap("untouched", lambda a: not a[0].any(), "All weights are 0, where the objective is C N = 426. Is the step ever taken, and is what you return a later iterate than the first?"),
        Trap("no-bias", lambda a: a[1] == 0, "b is exactly 0, so the line has to go through the origin. Let b move with the rows that push, as w does, only without decay."),
        Trap("sign", lambda a: hinge_objective(-a[0], -a[1], *_rows(), 1.0) < 17, "Your unit puts nearly every row on the wrong side. Which sign has the pull of a row with margin below 1?"),
        Trap("few-steps", lambda a: a[2] <= LEAST * 1.01, "Close: the objective is within a hundredth of the minimum, but not within a thousandth. More steps, and keep the best of all iterates, not the last."),
        Trap("stalls", lambda a: a[2] < 1000, "The objective stays above the minimum. A constant step jumps to and fro over the kinks for ever: let it shrink as 1/(lambda t), give it some thousand steps, and keep the best iterate."),
    ),
    run=_unit, prepare=_rows, why="one linear unit, hinge loss, weight decay: that is the whole linear support vector machine, and a subgradient is enough to train it.",
    fallback="Is the objective falling at all? Print it every hundred steps, and try a smaller first step.",
    says={"pair": "Return w, of shape (30,), and b."},
)


EXERCISES = {ex.id: ex for ex in (P1, P2, I1)}
