"""Exercises of chapter 2, concepts: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from unittest import mock

import numpy as np

from ...datasets.tables import biopsies
from ...ground.arrays import standardise
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

PARTS = ("data", "model", "objective", "algorithm")


def _parts(name, value):
    """Kind of a list of six of the words of PARTS; one text with commas will do."""
    value = value.split(",") if isinstance(value, str) else plain(value)
    if not isinstance(value, list) or len(value) != 6:
        raise Hint("shape", f"`{name}` should be a list of six words, one a change.")
    words = [word.strip().strip(".'\"").lower() if isinstance(word, str) else "" for word in value]
    if not set(words) <= set(PARTS):
        raise Hint("type", f"every word of `{name}` should be one of these four, in quotes: {', '.join(PARTS)}.")
    return words


P2 = Exercise(
    "ch02-p2", {"answer_p2": _parts}, lambda a: digest("ch02-p2", a) == "aef0a9d49295",
    (
        Trap("rows", lambda a: a[0] != "data", "The first change brings more patients. No formula and no program is touched by that; what is?"),
        Trap("penalty", lambda a: a[1] in ("model", "data"), "C stands before a sum of losses. With another C the neuron can still say exactly what it could say before; what changes is which of these answers counts as best.", "OBJ"),
        Trap("knob", lambda a: a[1] == "algorithm", "C is a knob that you set, and so is the learning rate; but run to the end, another rate finds the same weights, and another C other ones. In which part does a knob stand that moves the minimum?", "OBJ"),
        Trap("newton", lambda a: a[2] != "algorithm", "Newton's method and gradient descent walk on one and the same surface, with another step. What names the way of walking?"),
        Trap("layer", lambda a: a[3] != "model", "With a hidden layer, can the network draw borders that the neuron could not draw with any weights? Then which of the four has changed?"),
        Trap("rate", lambda a: a[4] != "algorithm", "Another rate changes neither what the neuron can express nor which weights are best: only how fast they are reached."),
        Trap("hinge", lambda a: a[5] != "objective", "The hinge gives another price to the same answers of the same neuron. Which of the four holds the prices?", "OBJ"),
    ),
    why="of the six, only the two changes of the algorithm leave the minimum where it was: run to the end, they give the same weights. Each of the other four asks another question.",
    fallback="Read the six changes once more, and ask of each: could the neuron say something else now, is something else the best, or is it only found in another way?",
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
    return found | {"bias": [_newton(X, y, *[1 / (C * len(X))] * 2) for X, y, C in _tables()],
                    "standardised": [_standardised(X, y, 1 / (C * len(X))) for X, y, C in _tables()]}


@lru_cache
def _free():
    """The optimum of the second table, whose classes overlap, without a penalty."""
    return _newton(*_tables()[1][:2], 0.0)


@lru_cache
def _library():
    """What every estimator of scikit-learn calls when it is fitted, imported before the clock starts."""
    import sklearn.linear_model
    return sklearn.base.BaseEstimator


def _borrowed(*_, **__):
    raise Hint("borrowed")


def _standardised(X, y, decay):
    """The optimum with columns that are standardised first, its weights then converted to the columns of X."""
    Z, mean, deviation = standardise(X)
    theta = _newton(Z, y, decay)
    w = theta[:-1] / deviation
    return np.append(w, theta[-1] - mean @ w)


def _fitted(f):
    """[(w..., b) of the function on each table], while no estimator of scikit-learn can be fitted."""
    thetas = []
    for X, y, C in _tables():
        with mock.patch.object(_library(), "_validate_params", _borrowed):
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


def _stopped(theta, table):
    """True at the optimum, and where the right gradient is small, but no squared penalty on w makes it zero."""
    X, y, C = table
    w, b = theta[:-1], theta[-1]
    free, right = (np.append(*neuron_gradient(w, b, X, y, decay)) for decay in (0.0, 1 / (C * len(X))))
    start = np.linalg.norm(np.append(*neuron_gradient(0 * w, 0.0, X, y)))
    rest = free - np.append(w, 0) * (free[:-1] @ w) / (w @ w)
    small = np.linalg.norm(right) < 0.02 * start
    return bool(np.linalg.norm(right) < 1e-5 * start or (small and np.linalg.norm(rest) > 1e-3 * np.linalg.norm(free)))


def _disagreement(got):
    """The first table on which the weights differ, and how."""
    for theta, best, (X, _, C) in zip(got, _optima()["right"], _tables()):
        if (gap := np.abs(theta - best).max()) > 1e-5:
            longer = "longer" if np.linalg.norm(theta[:-1]) > np.linalg.norm(best[:-1]) else "shorter"
            return (f"On the table with {len(X)} rows and {X.shape[1]} columns, C = {C:g}, the largest gap in a weight or the bias is {gap:.2g}, "
                    f"and your w is {longer} than it should be. Compare on a table of your own, column by column, for two values of C.")
    return "All weights agree."


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
        Trap("no-penalty", lambda got: np.abs(got[1] - _free()).max() < 0.01, "On the second table these are the weights without any penalty. The model is right; which term of the objective is missing?", "OBJ"),
        Trap("standardised", lambda got: _close(got, "standardised", 0.001), "The second table is fitted as if its columns had been standardised first: converted back, that is another penalty, for it shrinks each weight by the scale of its column. `LogisticRegression` takes the columns as they are.", "OBJ"),
        Trap("stopped", lambda got: all(map(_stopped, got, _tables())), "At your weights the gradient is small, but not zero, and no penalty on the squared length of w would make it zero there. Was the search stopped on its way? Along flat directions descent is slow; Newton's method does not mind them."),
    ),
    why="all weights within .00001 on both tables. Same loss and same penalty, the one minimum, whichever way you went down.",
    fallback=_disagreement,
    run=_fitted,
    prepare=lambda: (_optima(), _free(), _library()),
    says={"borrowed": "something of scikit-learn is fitted in there, so the comparison might be of a thing with itself. Minimise the objective by a search of your own.",
          "pair": "return a pair: the weights, one a column, and the bias.",
          "with-bias": "the weights should be an array with one entry a column of X; the bias comes apart from them."},
)

# ---------------------------------------------------------------- V1 and V2

V1 = Exercise(
    "ch02-v1", {"answer_v1": numbers(2)}, lambda a: near(a, [12826, 490], rel=0.006),
    (
        Trap("swapped", lambda a: near(a, [490, 12826], rel=0.006), "Both numbers are right, in the other order: first the default rate, then the rate 8."),
        Trap("all-patients", lambda a: near(a, [13078, 494], rel=0.003), "These are the counts with columns standardised by *all* patients. Mean and deviation are part of the fit: take them from the training rows alone.", "LEAK"),
        Trap("split", lambda a: near(a[0], 13611, rel=0.01) or near(a[1], 517, rel=0.01), "One of these belongs to the split of the chapter. Here it is dealt anew: `random_state=1`.", "SEED"),
        Trap("thousands", lambda a: near(a[0], 12.854, rel=0.05), "In steps, please, and not in thousands of them."),
        Trap("free", lambda a: a[0] >= 20_000 and a[1] >= 20_000, "Neither of them arrived. Is `decay` set to one over the number of training rows, and are the weights compared with those under the same penalty?", "OBJ"),
        Trap("same", lambda a: a[0] == a[1], "Both rates after the same number of steps? Is the rate handed on to `neuron_steps`?"),
        Trap("product", lambda a: near(a[0], 12854, rel=0.03) and near(a[1], 12854 * 8, rel=0.05), "A larger rate makes larger steps. Are there more of them now, or fewer?"),
    ),
    why="some 12,800 steps and 490, give or take where the goal comes from. The rates differ by a factor of 27 and the steps by 26: in the flattest direction each step takes away a share of rate times curvature, so that steps times rate is what the valley asks for.",
    fallback=lambda a: f"{a[0]:g} and {a[1]:g} are not the two counts. Count the steps until *every* weight is within .00001 of `LogisticRegression(tol=1e-12, max_iter=10_000)` on the same training rows, standardised by their own mean and deviation.",
)

V2 = Exercise(
    "ch02-v2", {"answer_v2": numbers(3)},
    lambda a: 0.0040 < a[0] < 0.0055 and near(a[1], 1, rel=1e-4) and 0.930 < a[2] < 0.9445,
    (
        Trap("zero", lambda a: abs(a[0]) < 1e-6, "The loss cannot be 0: every row still adds log(1 + e^-|z|), which is above 0. The rows are separable, so the loss only tends to 0 as the length of w grows; how far is it after 200,000 steps?"),
        Trap("percent", lambda a: max(a[1:]) > 1.5, "Accuracies as shares between 0 and 1, please, and not in per cent."),
        Trap("order", lambda a: near(a[2], 1, rel=1e-4) and near(a[1], 0.937, rel=1e-3), "Is that the order asked for? Loss, then the training rows, then the test rows."),
        Trap("test-loss", lambda a: near(a[0], 0.46679, rel=0.02), "That is the cross-entropy of the *test* rows. It is worth a look beside the other one; asked for was that of the training rows."),
        Trap("summed", lambda a: near(a[0], 2.03, rel=0.02), "That is the sum over the 426 rows. This book's losses are means."),
        Trap("rises", lambda a: a[2] > 0.9655, "You let the test accuracy rise with the training accuracy. Here it does not: print it at 300, 10,000 and 200,000 steps. This is overfitting in the proper sense.", "OVF"),
        Trap("penalised", lambda a: near(a[0], 0.06352, rel=0.01) or near(a[0], 0.04835, rel=0.01), "That is the loss with the decay 1/N in place. Here nothing holds the weights: `decay` is 0.", "OBJ"),
        Trap("default", lambda a: near(a[0], 0.00772, rel=0.01), "That is where the default rate is after 200,000 steps. Asked for was 1.9 times that rate."),
        Trap("shorter", lambda a: near(a[0], 0.01846, rel=0.01) or near(a[0], 0.0232, rel=0.01), "That is the loss after 20,000 steps. Ten times as many were asked for."),
        Trap("test", lambda a: 0.0040 < a[0] < 0.0055 and near(a[1], 1, rel=1e-4), "Loss and training accuracy are right. Is the last number the share of right answers among the 143 *test* rows, standardised by the training rows' mean and deviation?"),
    ),
    why="loss .0048, every training row right, and .937 of the test rows. At step 300 it was .965, but that is four patients; the test loss, .09 at its best and .47 now, says it more clearly: ever surer, also where it is wrong.",
    fallback=lambda a: f"Loss {a[0]:.4g}, accuracies {a[1]:.4g} and {a[2]:.4g} are not all three right. `s = fit_neuron(...)`, then `neuron_loss(s.w, s.b, X_train, y_train)`, then the share of rows where `X @ s.w + s.b > 0` agrees with the label.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, V1, V2)}
