"""Exercises of chapter 6.1a: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...challenges.attacks import fgsm
from ...challenges.privacy import group_sizes, true_class_probability
from ...datasets.images import digits
from ...datasets.tables import voters
from ...mining.evaluation import auc
from ...nn.layers import softmax
from ..kinds import Exercise, Trap, call, choice, function, near, number, numbers

# ---------------------------------------------------------------- P1 to P4

P1 = Exercise(
    "ch06c-p1", {"answer_p1": number}, lambda a: near(a, 0.35),
    (
        Trap("percent", lambda a: a > 1, "A share lies between 0 and 1: divide by 100 if yours is in per cent."),
        Trap("answers", lambda a: near(a, 0.4), "That is the share of the answers, not of the truths. One person in six said yes because of the die.", "PROB"),
        Trap("forced", lambda a: near(a, 0.6), "You divided by the share who told the truth, but some of the yes came from the die. Subtract them first.", "PROB"),
        Trap("undivided", lambda a: near(a, 0.4 - 1 / 6, 0.01), "You subtracted the forced yes. What is left are the true ones among those who told the truth: a share of whom, not of all."),
        Trap("coins", lambda a: near(a, 0.3), "That would be right for the two coins. How many of six faces tell the truth here, and how many force a yes?"),
    ),
    why="of 60 answers 24 are yes; 10 of them are forced, and 14 come from the 40 who told the truth.",
    fallback="60 people; suppose that each face comes up ten times. How many of them must say yes? How many tell the truth?",
)


@lru_cache
def _alone():
    """Share of the voters who are alone by age, education and party."""
    return (group_sizes(voters().X[:, [0, 1, 3]]) == 1).mean()


@lru_cache
def _confused():
    """What other counts give: groups of size one among the groups, groups a person, alone by all four columns."""
    sizes = group_sizes(voters().X[:, [0, 1, 3]])
    groups = (1 / sizes).sum()
    return {"of-groups": (sizes == 1).sum() / groups, "groups": groups / len(sizes), "four": (group_sizes(voters().X) == 1).mean()}


P2 = Exercise(
    "ch06c-p2", {"answer_p2": number}, lambda a: abs(a - _alone()) < 0.02,
    (
        Trap("few", lambda a: abs(a - 0.107) < 0.005, "That many are alone without the party. A column with seven values cuts every group in up to seven parts: cells multiply.", "ANON"),
        Trap("all", lambda a: 0.99 <= a <= 1, "Not everybody: some agree even in the party. Count the groups of size one instead of guessing.", "ANON"),
        Trap("income", lambda a: abs(a - 0.782) < 0.005, "That is about the share with the income, which has 24 values. Use column 3 and not column 2."),
        Trap("percent", lambda a: a > 1, "A share lies between 0 and 1: divide by the 944 people, or by 100 if you have per cent."),
        Trap("of-groups", lambda a: near(a, _confused()["of-groups"], rel=2e-3), "That is the share of the *groups* that have one member. Asked is the share of the people: a large group is one group and many people.", "AVG"),
        Trap("groups", lambda a: near(a, _confused()["groups"], rel=2e-3), "You divided the number of groups by the number of people. How many people are in a group of one?", "AVG"),
        Trap("four", lambda a: near(a, _confused()["four"], rel=2e-3), "That is the share with all four columns. Leave out the income, column 2."),
        Trap("formula", lambda a: abs(a - 0.762) < 0.003, "That is the guess by the formula, for boxes equally likely. People crowd into some of them: now compute."),
    ),
    why="seven times as many boxes, and more than half of the people are alone. The formula says .76; real boxes are not equally likely.",
    fallback="`group_sizes` on the columns 0, 1 and 3; then the share of ones.",
    prepare=_alone,
)

P3 = Exercise(
    "ch06c-p3", {"answer_p3": numbers(2)}, lambda a: near(a, [20, 400]),
    (
        Trap("alone", lambda a: near(a[0], 1), "One is the error of a single count that spends the whole budget. Twenty counts share it, and their losses add up."),
        Trap("epsilon", lambda a: near(a[0], 0.05), "That is what each count may spend. Its error is the scale of the noise: one over that."),
        Trap("root", lambda a: near(a[0], 20**0.5), "Losses of pure epsilon add up as they are, without a root: each of twenty counts gets a twentieth."),
        Trap("linear", lambda a: near(a, [20, 200]), "The first is right. In the second a step costs 1 / (2 sigma^2): what does twice the noise do to a square?"),
        Trap("same", lambda a: near(a, [20, 100]), "The first is right. For the second: the same hundred steps with twice the noise cost less, so that some of the price is left for more of them."),
        Trap("inverse", lambda a: near(a, [20, 25]) or near(a, [20, 50]), "The first is right. For the second: with more noise a step is cheaper. Are there more steps to be had, or fewer?"),
    ),
    why="each count may lose 1/20, and its noise has the mean size 20; a step with twice the noise costs a quarter, so four times as many cost the same.",
    fallback="Divide the budget by the number of counts, and take the mean error of Laplace noise. For the second, write the whole price of 100 steps down, and solve for the number of steps at the other noise.",
)

P4 = Exercise(
    "ch06c-p4", {"answer_p4": numbers(2)}, lambda a: near(a, [6, 2]),
    (
        Trap("swapped", lambda a: near(a, [2, 6]), "These are the two ends the other way round. With which number of local steps does a strong wish count more?"),
        Trap("plain-mean", lambda a: near(a[1], 4), "That is the mean of two clients. The server weighs each by its number of rows."),
        Trap("no-rows", lambda a: near(a[0], 7.2), "You weighed the wishes by their strengths and not by the rows. Both count: the error is a mean over *rows*.", "AVG"),
        Trap("no-strength", lambda a: near(a[0], 2), "You weighed the wishes by the rows and not by the strengths. With one local step the steep loss pulls harder: its gradient is larger."),
        Trap("no-drift", lambda a: near(a, [6, 6]), "The first is right. The second differs: after very many local steps each client has arrived at its own wish, however strong or weak it is."),
    ),
    why="(30·1·0 + 10·9·8) / (30·1 + 10·9) = 6 is the minimum over all rows; with every c near 1 it is (30·0 + 10·8) / 40 = 2, whatever the rows say.",
    fallback="Put the numbers into the formula of the fixed point: once with c proportional to a, once with all c equal to 1.",
)

# ---------------------------------------------------------------- P5

P5 = Exercise(
    "ch06c-p5", {"answer_p5": numbers(2)}, lambda a: near(a, [6, 25]),
    (
        Trap("swapped", lambda a: near(a, [25, 6]), "These are the two directions the other way round. The confidence of a → b divides by the baskets that hold a."),
        Trap("both", lambda a: near(a, [9, 30]), "You began from no basket that holds both, and there are two."),
        Trap("count", lambda a: near(a[0], 4), "Four fakes bring the confidence to 6/10. But the rule must also hold in 8 baskets: how many hold both by then?"),
        Trap("eight", lambda a: near(a[0], 8), "Eight baskets must hold both, and two do already."),
        Trap("old-count", lambda a: near(a, [6, 10]), "The first is right. In the second you divided by the 20 true baskets: each fake holds b as well, and makes that number larger."),
        Trap("count-only", lambda a: near(a, [6, 6]), "The first is right. With six fakes the second rule has its 8 baskets, too, but how large is its confidence?"),
        Trap("inverse", lambda a: near(a[0], 6) and a[1] < 6, "The first is right. Item b is in more true baskets than a. Are fewer fakes needed there, or more?"),
    ),
    why="a → b has its confidence after 4 fakes, and its eighth basket after 6. For b → a, (2 + m) / (20 + m) reaches .6 at m = 25: the commoner item dilutes the fakes.",
    fallback="With m fakes 2 + m baskets hold both, 6 + m hold a and 20 + m hold b. Find the smallest m that meets both demands, in each direction.",
)

# ---------------------------------------------------------------- I1

LABELS = np.array([3, 4, 6, 7, 9, 12, 13, 17, 18, 20])

class _Victim:
    """A fitted classifier that is its own copy, so that a changed argument is told from a copied model."""

    def __init__(self, model):
        self.predict, self.predict_proba, self.score = model.predict, model.predict_proba, model.score
        self.classes_ = model.classes_

    def __deepcopy__(self, memo):
        return self


@lru_cache
def _victims():
    """[(model, X_in, y_in, X_out, y_out), ...]: a full tree, a forest, a stump, on digits with a fifth of the labels random.

    The labels have gaps, and the second of them does not occur among the others.
    """
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import train_test_split
    from sklearn.tree import DecisionTreeClassifier

    rng, data = np.random.default_rng(6), digits()
    y = LABELS[np.where(rng.random(1797) < 0.2, rng.integers(0, 10, 1797), data.y)]
    X_in, X_out, y_in, y_out = train_test_split(data.X, y, train_size=200, test_size=150, stratify=y, random_state=1)
    X_out, y_out = X_out[y_out != LABELS[1]], y_out[y_out != LABELS[1]]
    kinds = (DecisionTreeClassifier(random_state=0), RandomForestClassifier(20, random_state=0),
             DecisionTreeClassifier(max_depth=1, random_state=0))
    return [(_Victim(kind.fit(X_in, y_in)), X_in, y_in, X_out, y_out) for kind in kinds]


def _scored(score_of, ties=0.5):
    """AUCs of another score on the three victims."""
    found = []
    for model, X_in, y_in, X_out, y_out in _victims():
        inside, outside = score_of(model, X_in, y_in), score_of(model, X_out, y_out)
        found.append((inside[:, None] > outside).mean() + ties * (inside[:, None] == outside).mean())
    return found


def _surest(model, X, y):
    return model.predict_proba(X).max(axis=1)


def _own_classes(model, X, y):
    return model.predict_proba(X)[np.arange(len(y)), np.unique(y, return_inverse=True)[1]]


def _pairs():
    """How many pairs of a member and another row there are."""
    return len(_victims()[0][2]) * len(_victims()[0][4])


def _right_or_wrong(model, X, y):
    return (model.predict(X) == y).astype(float)


@lru_cache
def _zipped():
    """What comes out if the k-th member is compared with the k-th of the others only."""
    pairs = [(true_class_probability(m, A, a), true_class_probability(m, B, b)) for m, A, a, B, b in _victims()]
    return [np.mean([(i > o) + 0.5 * (i == o) for i, o in zip(*pair)]) for pair in pairs]


def _first_victim(got):
    """Say at which victim the number is not right."""
    right = [auc(true_class_probability(m, A, a), true_class_probability(m, B, b)) for m, A, a, B, b in _victims()]
    k = next(k for k, (mine, wanted) in enumerate(zip(got, right)) if not near(mine, wanted, rel=1e-6))
    name = ("a tree grown to its end", "a forest, though the tree is right", "a stump, though tree and forest are right")[k]
    return f"Your number is {got[k]:.4f} for {name}. Take three members and two others, write down the probability that the model gives to each row's *own* label, and count the six pairs by hand."


def _attacked(f):
    """The learner's AUC on each of the victims."""
    return [number("the result", call(f, *victim)) for victim in _victims()]


def _hit(got):
    return near(got, [auc(true_class_probability(m, A, a), true_class_probability(m, B, b)) for m, A, a, B, b in _victims()], rel=1e-6)


I1 = Exercise(
    "ch06c-i1", {"my_attack": function}, _hit,
    (
        Trap("surest", lambda got: near(got, _scored(_surest), rel=1e-6), "You score the class that the model believes in. A full tree is always sure, of members and of others, and so you get one half. Score the *true* class.", "DLONLY"),
        Trap("share", lambda got: near([a / _pairs() for a in got], _scored(true_class_probability), rel=1e-6), "An AUC is a share of pairs. Divide by the number of members times the number of others."),
        Trap("reference", lambda got: min(got) > 0.95, "Nearly 1, even against a stump that has learnt next to nothing? Then your score looks at the list of members itself. An attacker has the model and one record, not the list.", "LEAK"),
        Trap("ties", lambda got: near(got, _scored(true_class_probability, 1), rel=1e-6), "You count a tie as a success, and a tree's probabilities are nearly all ties. Count them one half."),
        Trap("no-ties", lambda got: near(got, _scored(true_class_probability, 0), rel=1e-6), "You count a tie as a failure, and a tree's probabilities are nearly all ties. Count them one half."),
        Trap("right-or-wrong", lambda got: near(got, _scored(_right_or_wrong), rel=1e-6), "Your score is whether the model is right. That is an attack, and a weak one: who is right with .6 and who is right with 1 score alike. Take the probability itself."),
        Trap("thresholded", lambda got: near(got, _scored(lambda m, X, y: true_class_probability(m, X, y) > 0.5), rel=1e-6), "You cut the probabilities at one half before you compare them. The AUC compares them as they are."),
        Trap("one-column", lambda got: near(got, _scored(lambda m, X, y: m.predict_proba(X)[:, 1]), rel=1e-6), "You take one and the same column for every row. Which column belongs to the row's own label?", "SHAPE"),
        Trap("own-classes", lambda got: near(got, _scored(_own_classes), rel=1e-6), "You number the labels that occur among *these* rows. One of them does not occur among the others, and all that follow slip by a column: `model.classes_` has the order of the columns.", "SHAPE"),
        Trap("side-by-side", lambda got: near(got, _zipped(), rel=1e-6), "You compare the first member with the first of the others, the second with the second, and so on. The AUC compares *every* member with *every* other row.", "SHAPE"),
        Trap("reversed", lambda got: near([1 - a for a in got], _scored(true_class_probability), rel=1e-6), "Exactly the wrong way round: you count the pairs in which the *other* row has the higher score."),
    ),
    why="the tree near .75, as its gap says; the forest far above it; the stump near one half.",
    fallback=_first_victim,
    run=_attacked, prepare=_victims,
    says={"IndexError": "The labels begin at 3 and have gaps: which column belongs to a label? `model.classes_` has their order."},
)

# ---------------------------------------------------------------- I2


@lru_cache
def _layer():
    """(W, b, X, y, gradient) of a softmax layer on the digits, and dL/dX on new rows."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split

    data = digits()
    X, X_new, y, y_new = train_test_split(data.X, data.y, test_size=0.3, stratify=data.y, random_state=0)
    model = LogisticRegression(max_iter=5000).fit(X, y)
    W, b = model.coef_.T.copy(), model.intercept_.copy()
    return W, b, X_new, y_new, (softmax(X_new @ W + b) - np.eye(10)[y_new]) @ W.T


def _moved(f):
    """What the learner's attack makes of the new rows with eps = .1, and the accuracy left; `less` with eps = .05."""
    W, b, X, y, gradient = _layer()
    moved, less = (np.array(numbers(*X.shape)("the result", call(f, W, b, X, y, eps))) for eps in (0.1, 0.05))
    return SimpleNamespace(X=moved, less=less, start=X, accuracy=np.mean((moved @ W + b).argmax(axis=1) == y), gradient=gradient)


def _equals(got, wanted):
    return bool(np.abs(got.X - wanted).max() < 1e-9)


@lru_cache
def _other_gradients():
    """Gradients of the known slips: another target, another delta, no b, the weights of the true class alone."""
    W, b, X, y, _ = _layer()
    Z, one_hot = X @ W + b, np.eye(10)[y]
    return {"predicted": (softmax(Z) - np.eye(10)[Z.argmax(axis=1)]) @ W.T, "sigmoid": (1 / (1 + np.exp(-Z)) - one_hot) @ W.T,
            "no-b": (softmax(X @ W) - one_hot) @ W.T, "true-class": -W.T[y]}


def _raised(got, X, eps):
    """Whether every pixel on which the loss depends has moved as it should; the others may move either way, or stay."""
    wrong = np.abs(X - fgsm(got.start, got.gradient, eps)) > 1e-9
    allowed = np.abs(X - got.start).max() < eps + 1e-9 and X.min() >= 0 and X.max() <= 1
    return bool(allowed and not wrong[got.gradient != 0].any())


def _step(name):
    """Test of a trap: the attack goes along the signs of that gradient."""
    return lambda got: _equals(got, fgsm(got.start, _other_gradients()[name], 0.1))


def _along(got, direction):
    step = got.start + 0.1 * direction
    return _equals(got, step) or _equals(got, np.clip(step, 0, 1))


def _unsigned(got):
    """Whether the step is eps times the gradient itself, or times the gradient divided by its largest entry or its length."""
    largest = np.abs(got.gradient).max(axis=1, keepdims=True)
    length = np.linalg.norm(got.gradient, axis=1, keepdims=True)
    return any(_along(got, got.gradient / scale) for scale in (1, largest, length, largest.max()))


def _step_alone(got):
    signs = np.sign(got.gradient)
    return _equals(got, 0.1 * signs) or _equals(got, np.clip(0.1 * signs, 0, 1)) or _equals(got, signs)


I2 = Exercise(
    "ch06c-i2", {"my_fgsm": function}, lambda got: _raised(got, got.X, 0.1) and _raised(got, got.less, 0.05),
    (
        Trap("not-sign", _unsigned, "You go along the gradient itself, so the pixels move by different amounts. The step is eps times the *sign* of the gradient, whatever its size."),
        Trap("step", _step_alone, "You return the step alone. Add it to the images."),
        Trap("descent", lambda got: _along(got, -np.sign(got.gradient)), "You went down the loss: the images are now easier than before. An attacker goes up."),
        Trap("fixed", lambda got: _raised(got, got.X, 0.1) and (np.abs(got.less - got.X) < 1e-9).all(), "Right for eps = .1. For eps = .05 your pixels move just as far: eps is an argument."),
        Trap("clip", lambda got: got.X.max() > 1 or got.X.min() < 0, "Some pixels leave the range from 0 to 1. No image has such pixels: cut them off."),
        Trap("predicted", _step("predicted"), "You raise the loss of the class that the model *predicts*. That is the true one for most rows, and not for those that it misreads: take y."),
        Trap("sigmoid", _step("sigmoid"), "You took a sigmoid for each class. This layer ends with a softmax: the ten probabilities of a row sum to 1.", "SOFTEL"),
        Trap("no-b", _step("no-b"), "You left out b. It shifts the probabilities, and with them the gradient's signs."),
        Trap("true-class", _step("true-class"), "You go against the weights of the true class. That lowers its score, but the loss also rises with the scores of the others: use the whole delta."),
        Trap("still", lambda got: _equals(got, got.start), "The images have not moved at all."),
        Trap("too-far", lambda got: np.abs(got.X - got.start).max() > 0.1001, "Some pixels move by more than eps."),
        Trap("random", lambda got: got.accuracy > 0.9, "The model still reads more than nine in ten; random signs do as little. Is yours the gradient of each row's loss by the row's own pixels?"),
    ),
    why="between .60 and .68 of the digits are still read, where random signs leave .95 or so. Nothing was needed but W and b.",
    fallback="The delta of a softmax with cross-entropy is probability minus one-hot target; the input's gradient is delta times W transposed.",
    run=_moved, prepare=_layer,
    says={"shape": "return an array of the shape of X, one attacked image a row."},
)

# ---------------------------------------------------------------- V1

V1 = choice(
    "ch06c-v1", "77e47e218b69",
    {
        "a": ("only-nets", "Look at the table of seven attacks: which kind leaked most? A tree, a forest, even the nearest neighbour keep their rows in another form.", "DLONLY"),
        "c": ("accurate", "Being right on new rows and remembering old ones do not exclude each other. A forest on 200 clean digits reads more than eight in ten new ones, and its members are told apart with an AUC of about .8.", "OVF"),
    },
    why="neither the kind of model nor its accuracy tells. And a failed attack is no proof: that takes a mechanism with an epsilon.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, I1, I2, V1)}
