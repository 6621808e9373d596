"""Exercises of chapter 2: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace
from unittest import mock

import numpy as np

from ...bridges.pca import principal_angles, principal_components, reconstruction_loss
from ...datasets.images import digits
from ...datasets.tables import biopsies
from ...nn.neuron import neuron_curvature, neuron_gradient
from ..kinds import (
    Exercise,
    Hint,
    Trap,
    call,
    choice,
    digest,
    function,
    near,
    number,
    numbers,
    plain,
)

# ---------------------------------------------------------------- P1 to P3

P1 = choice(
    "ch02-p1", "107559d1330d",
    {
        "a": ("same-model", "The model is the same, but is the objective? With a hundred copies write down both sums of losses, and what stands beside each. C = 1 is a penalty, and it was not copied.", "OBJ"),
        "c": ("formula", "Give both the same w and b: do their probabilities differ for any row? The formula is one and the same. Look at what is minimised instead.", "OBJ"),
    },
    why="the sum of losses grows a hundredfold while the penalty stays, as if C were 100: the weights move towards the unpenalised ones. The neuron's mean loss does not change at all.",
)

P2 = Exercise(
    "ch02-p2", {"answer_p2": numbers(2)}, lambda a: digest("ch02-p2", [int(v) if v == int(v) else v for v in a]) == "3ca129000564",
    (
        Trap("swapped", lambda a: a == [22, 21], "Which layer tests, and which combines the tests? Rows meet the questions first."),
        Trap("as-many", lambda a: a == [22, 22], "Count the inner nodes. Start from a single leaf and ask one question: how many leaves are there now, and how many after each further question?"),
        Trap("columns", lambda a: a[0] in (7, 30), "A unit of the first layer is a question and not a column: \"x <= 2\" and \"x <= 3\" are two units that read the same column."),
        Trap("classes", lambda a: a[1] == 2 or a[0] == 2, "The classes come last, in the rows of V. The two hidden layers stand for what the tree has between its root and its answers."),
        Trap("more", lambda a: a[1] > 22 or a[0] > 22, "Too many: each unit of the second layer stands for one leaf, and the tree has as many as the exercise says. How many questions make so many leaves?"),
    ),
    why="every question turns one leaf into two, so 22 leaves need 21 questions, whichever columns they ask about.",
    fallback="Draw a tree with three leaves, count its questions and its leaves; then add one question.",
)

P3 = choice(
    "ch02-p3", "3194ae9b2936",
    {
        "a": ("hypothesis", "Both say yes where Xw + b is above zero: every line of the one is a line of the other. What differs is how a line is judged.", "OBJ"),
        "c": ("search", "Both can be run by (sub)gradient descent, with hardly another line of code, and both by other searches. So this entry may differ, but need not.", ""),
        "d": ("evaluation", "Both are judged on unseen rows. Nothing in either method asks for another test.", ""),
    },
    why="hinge instead of cross-entropy; both have a linear score and a penalty on the length of w, and both can be descended.",
)

# ---------------------------------------------------------------- I1


def _newton(X, y, decay, on_bias=0.0):
    """(w, b) at the minimum of the neuron's loss, with `on_bias` / 2 times the squared bias added."""
    theta = np.zeros(X.shape[1] + 1)
    for _ in range(60):
        w, b = theta[:-1], theta[-1]
        H, (dw, db) = neuron_curvature(w, b, X, decay), neuron_gradient(w, b, X, y, decay)
        H[-1, -1] += on_bias
        move = np.linalg.solve(H, np.append(dw, db + on_bias * b))
        theta = theta - move * min(1.0, 3 / np.abs(move).max())  # a long step is cut: far out Newton overshoots
        if np.abs(move).max() < 1e-12:
            break
    return theta


@lru_cache
def _tables():
    """[(X, y, C), ...]: the standardised biopsies with C = 1, and a small table of other units with C = .3."""
    data, rng = biopsies(), np.random.default_rng(21)
    X = rng.normal([1, -1, 0.5], [1, 2, 0.5], (40, 3))
    y = (X @ [1, 0.5, -1] + rng.normal(size=40) > 0.5).astype(float)
    return [((data.X - data.X.mean(axis=0)) / data.X.std(axis=0), data.y.astype(float), 1.0), (X, y, 0.3)]


@lru_cache
def _optima():
    """{slip: the optimum of both tables under it}; decay is a function of C and N."""
    slips = {"right": lambda C, n: 1 / (C * n), "one-over-C": lambda C, n: 1 / C, "C": lambda C, n: C,
             "upside-down": lambda C, n: C / n, "twice": lambda C, n: 2 / (C * n), "half": lambda C, n: 0.5 / (C * n),
             "no-C": lambda C, n: 1 / n}
    found = {name: [_newton(X, y, decay(C, len(X))) for X, y, C in _tables()] for name, decay in slips.items()}
    return found | {"bias": [_newton(X, y, *[1 / (C * len(X))] * 2) for X, y, C in _tables()]}


@lru_cache
def _library():
    """scikit-learn's class, imported before the clock starts."""
    from sklearn.linear_model import LogisticRegression
    return LogisticRegression


def _borrowed(*_, **__):
    raise Hint("borrowed")


def _fitted(f):
    """[(w..., b) of the function on each table], while scikit-learn's own class refuses to fit."""
    thetas = []
    for X, y, C in _tables():
        with mock.patch.object(_library(), "fit", _borrowed):
            result = call(f, X, y, C)
        if not isinstance(result, (list, tuple)) or len(result) != 2:
            raise Hint("pair")
        w, b = plain(result[0]), number("the bias", result[1])
        if isinstance(w, list) and len(w) == 1 and isinstance(w[0], list):
            w = w[0]
        if not isinstance(w, list) or len(w) == X.shape[1] + 1:
            raise Hint("with-bias")
        thetas.append(np.append(numbers(X.shape[1])("the weights", w), b))
    return thetas


def _close(got, name, to=1e-5):
    return all(np.abs(g - o).max() <= to for g, o in zip(got, _optima()[name]))


I1 = Exercise(
    "ch02-i1", {"my_neuron": function}, lambda got: _close(got, "right"),
    (
        Trap("one-over-C", lambda got: _close(got, "one-over-C", 0.01), "Your w is far too short: the penalty is too strong. C multiplies the *sum* of the losses, and your loss is their mean. Divide the objective of `LogisticRegression` by what makes a mean of the sum.", "OBJ"),
        Trap("C", lambda got: _close(got, "C", 0.01), "Your w is far too short, and a larger C makes it shorter still: in `LogisticRegression` it stands before the losses. Divide its objective until the losses are a mean; what stands before the penalty then?", "OBJ"),
        Trap("upside-down", lambda got: _close(got, "upside-down", 0.01), "Right for C = 1 and wrong for others: you penalise more as C grows. C stands before the losses, so what does a large C do to the penalty's share?", "OBJ"),
        Trap("no-C", lambda got: _close(got, "no-C", 0.01), "Right for C = 1 only: your penalty does not depend on C.", "OBJ"),
        Trap("twice", lambda got: _close(got, "twice", 0.01), "Your penalty is twice too strong. The squared length has a factor ½ in the objective, so what is the derivative of that term?", "OBJ"),
        Trap("half", lambda got: _close(got, "half", 0.01), "Your penalty is half of what it should be. Was the factor ½ of the squared length used up by the derivative, and then once more?", "OBJ"),
        Trap("bias", lambda got: _close(got, "bias", 0.01), "Everything is nearly right, but the intercept is pulled towards zero, and the weights make up for it. Which parameters does the penalty in the objective contain?", "OBJ"),
        Trap("no-penalty", lambda got: all(np.linalg.norm(g) > 1.2 * np.linalg.norm(o) for g, o in zip(got, _optima()["right"])), "Your w is too long on both tables, as if nothing held it back. The model is right; which term of the objective is missing?", "OBJ"),
        Trap("unfinished", lambda got: _close(got, "right", 0.3), "You are on the way to the right minimum, but not there: the gap is above .00001. Is the step too small, or are the steps too few? Flat directions take long; Newton's method does not mind them."),
    ),
    why="all weights within .00001 on both tables. Same loss and same penalty, the one minimum, whichever way you went down.",
    fallback="Compare with `LogisticRegression(C=C, tol=1e-10, max_iter=10000)` on a table of your own with three columns. Is your w longer or shorter? Does the difference depend on C?",
    run=_fitted,
    prepare=lambda: (_optima(), _library()),
    says={"borrowed": "that is scikit-learn's own fit, so the comparison would be of a thing with itself. Minimise the objective by a search of your own.",
          "pair": "return a pair: the weights, one a column, and the bias.",
          "with-bias": "the weights should be an array with one entry a column of X; the bias comes apart from them."},
)

# ---------------------------------------------------------------- I2


@lru_cache
def _planes():
    """[(X, k, principal axes (d, k), the same without taking out the mean), ...]."""
    rng, cases = np.random.default_rng(22), []
    small = rng.normal(size=(60, 5)) * [1, 0.8, 0.3, 0.2, 0.2] @ np.linalg.qr(rng.normal(size=(5, 5)))[0] + [0, 1, 2, 0, 1]
    for X, k in ((digits().X[:600], 3), (small, 2)):
        pc = principal_components(X, k)
        raw = np.linalg.svd(X, full_matrices=False)[2][:k].T
        cases.append((X, k, pc.U, raw))
    return cases


def _trained(f):
    """For each table the report, and what is true: the angles to the principal plane and to that of the uncentred
    rows, the ratio of the errors, and whether the decoder's rows are the components themselves."""
    found = []
    for X, k, U, raw in _planes():
        result = call(f, X, k)
        if not isinstance(result, (list, tuple)) or len(result) != 4:
            raise Hint("four")
        V = np.array(plain(result[1]), dtype=float)
        if V.shape == U.shape:
            raise Hint("transposed")
        W = np.array(numbers(X.shape[1], k)("the encoder", result[0]))
        V = np.array(numbers(k, X.shape[1])("the decoder", result[1]))
        if np.linalg.matrix_rank(V) < k:
            raise Hint("rank")
        S, cosines = np.cov(X.T, bias=True), np.abs(V @ U) / np.linalg.norm(V, axis=1)[:, None]
        error = reconstruction_loss(W, V, S) / reconstruction_loss(U, U.T, S)
        found.append(SimpleNamespace(true=principal_angles(V.T, U).max(), raw=principal_angles(V.T, raw).max(),
                                     error=error, axes=cosines.max(axis=1).min() > 1 - 1e-10,
                                     angle=number("the angle", result[2]), ratio=number("the ratio", result[3])))
    return found


def _every(test):
    return lambda got: all(test(g) for g in got)


I2 = Exercise(
    "ch02-i2", {"my_autoencoder": function},
    _every(lambda g: not g.axes and g.true < 0.01 and abs(g.angle - g.true) < 0.01
           and 1 - 1e-9 < g.ratio < 1.0001 and abs(g.ratio - g.error) < 5e-5),
    (
        Trap("decomposed", _every(lambda g: g.axes), "The rows of your decoder *are* the principal components, each of them. The loss sees only what they span, so descent from a random start has no reason to end there. Train the decoder."),
        Trap("uncentred", _every(lambda g: g.raw < 0.5), "Your decoder's plane passes through the origin and tilts towards the mean, so that its error cannot come down to that of PCA. What must be done to the rows first?"),
        Trap("columns", _every(lambda g: g.true < 0.01 and g.angle > 1), "Your decoder is right, and your report says it failed: its rows are not the components, and need not be. Compare what the rows *span* with what the components span.", "SHAPE"),
        Trap("below-one", _every(lambda g: g.true < 0.01 and g.ratio < 1 - 1e-9), "A ratio below 1 would mean a plane that beats the best plane. Are both errors those of the same rows, with the mean taken out in both?"),
        Trap("encoder", _every(lambda g: g.true < 0.01 and g.error >= 1.0001), "The decoder's plane is right, and yet centred rows sent through W and V come out worse than PCA's. Is the *encoder* trained to its end, and is it the one that goes with this decoder?"),
        Trap("ratio", _every(lambda g: g.true < 0.01 and abs(g.ratio - g.error) >= 5e-5), "Encoder and decoder are right, and your report of the errors is not. Does your reconstruction put the mean back, or leave it out on both sides? And which error is divided by which?"),
        Trap("unfinished", _every(lambda g: g.true < 45), "You are near the plane, but not within .01°. More steps, or a larger rate; the last hundredths of a degree cost almost nothing in the loss, so descent is slow there."),
    ),
    why="both planes are those of PCA to a hundredth of a degree, the errors agree, and your report compares spans and not columns.",
    fallback="Print the loss every hundred steps: does it fall, and to what, as a multiple of PCA's? If it explodes, the rate is too large; if it stalls, check the gradient by differences.",
    run=_trained,
    prepare=_planes,
    says={"four": "return four things: the encoder, the decoder, the largest angle in degrees, and the ratio of the errors.",
          "transposed": "your decoder has shape (d, k). Rows are samples here: a code of shape (N, k) times the decoder must give (N, d).",
          "rank": "the rows of your decoder depend on each other, so that they span less than k dimensions. Did all units start from the same weights?"},
)

# ---------------------------------------------------------------- V1 and V2

V1 = choice(
    "ch02-v1", "e4794d8028fb",
    {
        "a": ("hidden", "Invert the conversion: `net_to_tree` never asks in which order the units stand. Compare the answers of the tree that it returns with those of the first one, on every image.", "HIDDEN"),
        "b": ("explicit", "It does come back. But read the 167 thresholds aloud, and then say what makes an image a 3. Does being written as rules make it explicit to you?", "HIDDEN"),
    },
    why="the recovered tree answers every image alike. One function as a tree, a net and a shuffled net: the words describe the reader's view of it.",
)

V2 = Exercise(
    "ch02-v2", {"answer_v2": numbers(3)},
    lambda a: 0.0040 < a[0] < 0.0055 and near(a[1], 1, rel=1e-4) and 0.930 < a[2] < 0.9445,
    (
        Trap("zero", lambda a: abs(a[0]) < 1e-6, "The loss cannot be 0: every row still adds log(1 + e^-|z|), which is above 0. The rows are separable, so the loss only tends to 0 as the length of w grows; how far is it after 200,000 steps?"),
        Trap("order", lambda a: a[2] > 0.99 and a[1] < 0.99, "Is that the order asked for? Loss, then the training rows, then the test rows."),
        Trap("rises", lambda a: a[2] > 0.9655, "You let the test accuracy rise with the training accuracy. Here it does not: print it at 300, 10,000 and 200,000 steps. This is overfitting in the proper sense.", "OVF"),
        Trap("penalised", lambda a: a[0] > 0.03, "That loss is reached within a few thousand steps, or with a penalty in place. Was `decay` 0, and n = 200,000?"),
        Trap("shorter", lambda a: a[0] > 0.0055, "The loss is still on its way: were it 200,000 steps, at 1.9 times the default rate?"),
        Trap("not-all", lambda a: 0.99 < a[1] < 0.9999, "The loss is that of the last step, but one training row is not yet right in your count. Is the accuracy that of the same weights, on the training rows?"),
        Trap("test", lambda a: near(a[1], 1, rel=1e-4), "Loss and training accuracy are right. Is the last number the share of right answers among the 143 *test* rows, standardised by the training rows' mean and deviation?"),
    ),
    why="loss .0048, every training row right, and .937 of the test rows, after a best of .965: the fit went on improving what it was given, at the cost of what it was not.",
    fallback="`s = fit_neuron(...)`, then `neuron_loss(s.w, s.b, A, a)`, then the share of rows where `X @ s.w + s.b > 0` agrees with the label.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, I2, V1, V2)}
