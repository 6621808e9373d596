"""Exercises of chapter 5.2: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache

import numpy as np

from ...mining.classification.naive_bayes import BernoulliNB
from ...mining.classification.svm import hinge, hinge_objective
from ...mining.classification.trees import DecisionTree, category_gain
from ...nn.layers import softmax
from ..kinds import (
    Exercise,
    Hint,
    Trap,
    call,
    choice,
    digest,
    function,
    letter,
    near,
    number,
    numbers,
)


def _gain(column, criterion="gini"):
    from ...datasets.tables import play_tennis
    mornings = play_tennis()
    return category_gain(mornings.X[:, column], mornings.y, criterion)


P1 = Exercise(
    "ch05-2-p1", {"answer_p1_root": letter("abcde"), "answer_p1_gain": number},
    lambda a: digest("ch05-2-p1", a[0]) == "962c402f4d2b" and near(a[1], _gain(0), rel=0, tiny=1e-3),
    (
        Trap("many-values", lambda a: a[0] == "e", "It gains most on these fourteen rows, since each of its answers holds one row; but which branch would the fifteenth morning follow? Compare the columns that a new morning has a value in."),
        Trap("column", lambda a: digest("ch05-2-p1", a[0]) != "962c402f4d2b", "Compute the gain of each of the four columns: another one leaves a value under which all mornings agree."),
        Trap("before", lambda a: near(a[1], 0.459, tiny=2e-3), "This is the impurity before any question. The gain is what a question takes away from it."),
        Trap("after", lambda a: near(a[1], 0.343, tiny=2e-3), "This is the mean impurity that is left after the question. By how much has it fallen?"),
        Trap("entropy", lambda a: near(a[1], _gain(0, "entropy"), tiny=1e-3), "This is the gain in entropy. The question asks for Gini impurity: one minus the sum of the squared shares."),
        Trap("ratio", lambda a: near(a[1], 0.156, tiny=2e-3), "This is the gain ratio, computed from entropies. The plain gain is asked for, and by Gini impurity."),
        Trap("root-only", lambda a: True, "The column is right. For its gain, weight the impurity of each value by its share of the fourteen rows, and subtract from the impurity of all."),
    ),
    why="every overcast morning was played, so one of three branches is settled at once. Gini and entropy choose the same first question here, though their gains are numbers of different kinds.",
    fallback="Start with the impurity of nine yes and five no.",
)

MARGINS = np.array([-1, 0, 0.5, 1, 2])
P2 = Exercise(
    "ch05-2-p2", {"answer_p2": numbers(5)}, lambda a: near(a, hinge(MARGINS)),
    (
        Trap("zero-one", lambda a: near(a, (MARGINS <= 0).astype(float)), "This counts mistakes, right or wrong. The hinge also asks by how much, and is not content with a margin of a half."),
        Trap("negative", lambda a: near(a, 1 - MARGINS), "A point that is right with room to spare does not earn credit for others: the loss is never below 0."),
        Trap("perceptron", lambda a: near(a, np.maximum(0, -MARGINS)), "This is the perceptron's loss, which is content as soon as a point is on its side. The hinge wants a margin of 1."),
        Trap("squared", lambda a: near(a, hinge(MARGINS)**2), "This is the squared hinge, which LinearSVC takes by default. It is another objective with another answer.", "OBJ"),
    ),
    why="it falls by 1 for each unit of margin until the margin is 1, and is 0 from there on. Rows in the flat part do not pull: they are the ones that are no support vectors.",
    fallback="Put each margin into the formula of section 5.2.2, one by one.",
)

P3 = choice(
    "ch05-2-p3", "fb0f9050443e",
    {
        "b": ("moves", "There are a thousand more terms, but how large is each of them at the old w and b? The hinge of a margin above 1 is a number that you know.", ""),
        "c": ("bias", "b follows from the rows whose margin is exactly 1. Is any of the new rows one of those? Look at the three kinds of rows under the conditions of Karush, Kuhn and Tucker.", ""),
    },
    why="the new rows get multipliers of 0. The old w and b still satisfy the conditions of Karush, Kuhn and Tucker, so they are still the optimum: the hinges of the new rows are 0 there, and no hinge is ever below 0.",
)


@lru_cache
def _digits():
    from ...datasets.images import digits
    images = digits()
    return (images.X > 0.5).astype(float)[:600], images.y[:600]


def _layer(f):
    """The answer's W and b, as arrays."""
    got = call(f, *_digits(), 0.7)
    if not (isinstance(got, tuple | list) and len(got) == 2):
        raise Hint("pair", "Return the two arrays W and b, in this order.")
    return tuple(np.asarray(part, dtype=float) for part in got)


def _is_layer(W, b):
    """Test whether the answer gives the probabilities of this layer."""
    return lambda a: np.abs(softmax(_digits()[0] @ a[0] + a[1]) - softmax(_digits()[0] @ W + b)).max() < 1e-9


def _model():
    return BernoulliNB(0.7).fit(*_digits())


def _bayes(test):
    """A test that is given the fitted reference when it is first needed."""
    return lambda a: _is_layer(*test(_model()))(a)


def _thetas(W):
    """The shares that belong to weights, also to infinite ones."""
    return 1 / (1 + np.exp(-W))


def _half_smoothed():
    """W with alpha added only once to the total; infinite where a pixel is always dark."""
    model, n = _model(), np.bincount(_digits()[1])[:, None]
    theta = model.theta_ * (n + 2 * model.alpha) / (n + model.alpha)
    with np.errstate(divide="ignore"):
        return (np.log(theta) - np.log(np.maximum(1 - theta, 0))).T


I1 = Exercise(
    "ch05-2-i1", {"nb_layer": function}, _bayes(lambda m: (m.W, m.b)),
    (
        Trap("transposed", lambda a: a[0].shape == (10, 64), "W should have one row a feature and one column a class, (d, K), so that X @ W is possible.", "SHAPE"),
        Trap("alpha", lambda a: near(_thetas(a[0]), _thetas(_half_smoothed()), tiny=1e-9), "alpha is added to the count of ones and to the count of zeros. By how much does that raise the total?"),
        Trap("not-finite", lambda a: not all(np.isfinite(part).all() for part in a), "There is an infinity or NaN among the weights: a pixel that is never dark in some class. What was alpha for? And add logarithms, never multiply probabilities."),
        Trap("present-only", _bayes(lambda m: (np.log(m.theta_).T, m.log_prior_)), "You listened to the dark pixels only. A pixel that is not dark is evidence as well: it contributes log(1 - theta)."),
        Trap("absent", _bayes(lambda m: (m.W, m.log_prior_)), "W is right. Each class also has a sum over all features of log(1 - theta), which differs from class to class: where did it go?"),
        Trap("prior", _bayes(lambda m: (m.W, m.b - m.log_prior_)), "Only the share of each class among the rows is missing."),
    ),
    run=_layer, prepare=_digits, why="the probabilities agree with naive Bayes to rounding: it is a softmax layer, and you wrote its weights down without a single training step.",
    fallback="Write the log of P(c) times the product for one row, and sort the terms: those with x_j go into W, the rest into b.",
    says={"pair": "Return the two arrays W and b, in this order."},
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


I2 = Exercise(
    "ch05-2-i2", {"train_hinge": function}, lambda a: a[2] <= LEAST * 1.001,
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


I3 = Exercise(
    "ch05-2-i3", {"tree_predict": function},
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

V1 = choice(
    "ch05-2-v1", "2235eacc29e0",
    {
        "a": ("slogan", "That is the slogan, and not the first row of the result. Which of its three numbers is the smallest? Then think of a class of which a single row has been drawn: what are its variances?", ""),
        "c": ("never", "Look at the last row as well: with sixty rows, is the first number still more than a hundredth below the others?", "AVG"),
    },
    why="with nine rows naive Bayes has .67 and the regressions about .87; with sixty they are level. \"Few rows\" is not enough for the slogan: of nine rows drawn at random, the smallest class mostly has one or two. The variance of one row is zero, and so the class becomes a needle that no other wine fits. Give it shared_variance=True, and with nine rows it has .89.",
)

V2 = Exercise(
    "ch05-2-v2", {"answer_v2": number}, lambda a: abs(a - 10 / 498) < 1e-3,
    (
        Trap("claimed", lambda a: 0 <= a <= 0.001, "That is what the model claims. Even ten columns are no ten independent witnesses: check the claim against the labels.", "PROB"),
        Trap("all-cases", lambda a: 0.05 < a < 0.06, "That is the share of errors over all cases. Keep only those for which the larger probability exceeds .999."),
        Trap("thirty", lambda a: abs(a - 17 / 530) < 1e-3, "That is the number for all thirty columns. Keep the last ten."),
        Trap("denominator", lambda a: abs(a - 10 / 569) < 1e-3, "You counted the right errors, but divided by the number of all patients. Of how many is the model so sure?"),
        Trap("share-sure", lambda a: 0.8 < a <= 1, "That is how often the model is so sure, or how often it is right. How often is it wrong when it is sure?"),
        Trap("percent", lambda a: a > 1, "Give it as a share between 0 and 1."),
    ),
    why="10 of 498, twenty times as often as it says. The ten columns still repeat each other: radius, perimeter and area are among them. A score is not a probability until it has been checked against outcomes.",
    fallback="Among the rows with a largest probability above .999, take the mean of (guess differs from truth). The columns are data.X[:, 20:].",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, I2, I3, V1, V2)}
