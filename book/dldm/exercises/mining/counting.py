"""Exercises of chapter 5.2a: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache

import numpy as np

from ...mining.classification.naive_bayes import BernoulliNB
from ...nn.layers import softmax
from ..kinds import Exercise, Hint, Trap, call, choice, function, near, number

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
    "ch05-2a-i1", {"nb_layer": function}, _bayes(lambda m: (m.W, m.b)),
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


V1 = choice(
    "ch05-2a-v1", "876a4f08e62c",
    {
        "a": ("slogan", "That is the slogan, and not the first row of the result. Which of its three numbers is the smallest? Then think of a class of which a single row has been drawn: what are its variances?", ""),
        "c": ("never", "Look at the last row as well: with sixty rows, is the first number still more than a hundredth below the others?", "AVG"),
    },
    why="with nine rows naive Bayes has .67 and the regressions about .87; with sixty they are level. \"Few rows\" is not enough for the slogan: of nine rows drawn at random, the smallest class mostly has one or two. The variance of one row is zero, and so the class becomes a needle that no other wine fits. Give it shared_variance=True, and with nine rows it has .89.",
)

V2 = Exercise(
    "ch05-2a-v2", {"answer_v2": number}, lambda a: abs(a - 10 / 498) < 1e-3,
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

EXERCISES = {ex.id: ex for ex in (I1, V1, V2)}
