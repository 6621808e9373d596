"""Exercises of chapter 2, connections: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from ...bridges.pca import principal_angles, principal_components, reconstruction_loss
from ...datasets.images import digits
from ...mining.clustering.strength import prediction_strength
from ...nn.layers import Dense
from ...nn.optimizers import Adam
from ...nn.sequential import Sequential
from ..guard import unwatched
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

P1 = Exercise(
    "ch02c-p1", {"answer_p1": numbers(2)}, lambda a: digest("ch02c-p1", [int(v) if v == int(v) else v for v in a]) == "33ea1829dd0a",
    (
        Trap("swapped", lambda a: a == [22, 21], "Which layer tests, and which combines the tests? Rows meet the questions first."),
        Trap("as-many", lambda a: a == [22, 22], "Count the inner nodes. Start from a single leaf and ask one question: how many leaves are there now, and how many after each further question?"),
        Trap("columns", lambda a: a[0] in (7, 30), "A unit of the first layer is a question and not a column: \"x <= 2\" and \"x <= 3\" are two units that read the same column."),
        Trap("classes", lambda a: a[1] == 2 or a[0] == 2, "The classes come last, in the rows of V. The two hidden layers stand for what the tree has between its root and its answers."),
        Trap("more", lambda a: a[1] > 22 or a[0] > 22, "Too many: each unit of the second layer stands for one leaf, and the tree has as many as the exercise says. How many questions make so many leaves?"),
    ),
    why="every question turns one leaf into two, so 22 leaves need 21 questions, whichever columns they ask about.",
    fallback=lambda a: f"{a[0]:g} and {a[1]:g} are not the two sizes. Draw a tree with three leaves, count its questions and its leaves; then add one question.",
)

LEAF = {(1, 1): 0, (1, -1): 0, (-1, 1): 1, (-1, -1): 2}  # (answer to each question, yes is 1): the leaf


def _lit(a):
    """{answers: what the three units of the second layer say} for weights in two rows and biases in the third."""
    a = np.array(a)
    return {h: (h @ a[:2] + a[2] > 0).astype(int).tolist() for h in LEAF}


def _fits(a):
    return all(units == [int(i == LEAF[h]) for i in range(3)] for h, units in _lit(a).items())


def _with(a, column=None, biases=None, sign=1):
    """The answer with the second question dropped from the first leaf, other biases, or other signs."""
    a = np.array(a) * [[sign], [sign], [1]]
    if column is not None:
        a[1, column] = 0
    if biases is not None:
        a[2] = biases(np.abs(a[:2]).sum(axis=0))
    return a


def _case(a):
    h, units = next((h, u) for h, u in _lit(a).items() if u != [int(i == LEAF[h]) for i in range(3)])
    words = " and ".join(f"{'yes' if x > 0 else 'no'} to the {n}" for x, n in zip(h, ("first", "second")))
    return f"For a row that says {words} question your three units say {units}. Exactly one of them should say 1: which leaf is it?"


P2 = Exercise(
    "ch02c-p2", {"answer_p2": numbers(3, 3)}, _fits,
    (
        Trap("signs", lambda a: _fits(_with(a, sign=-1)), "Everything is there with the opposite sign: a unit of the first layer says +1 for yes. Which sign must a leaf have that needs the answer yes?"),
        Trap("not-asked", lambda a: a[1][0] != 0 and _fits(_with(a, 0, lambda q: 1 - q)), "Your first leaf listens to the second question, which is never asked on the way to it. What is its weight for an answer that must not matter?"),
        Trap("all-of-q", lambda a: _fits(_with(a, biases=lambda q: 1 - q)) and (np.array(a[2]) <= -np.abs(a[:2]).sum(axis=0)).any(), "The weights are right. With all q answers as required the weighted sum is q, and your bias takes away q or more, so that nothing is left above 0. One wrong answer takes away 2: put the threshold in between."),
        Trap("any", lambda a: _fits(_with(a, biases=lambda q: 1 - q)), "The weights are right, and the biases let a leaf fire with a wrong answer on its path: that is an OR, or a vote. For an AND *all* answers must be as required."),
        Trap("transposed", lambda a: _fits([[a[0][0], a[1][0], a[2][0]], [a[0][1], a[1][1], a[2][1]], [a[0][2], a[1][2], a[2][2]]]), "These are the right numbers with rows and columns exchanged: a row a question, a column a leaf, and the biases in the last row.", "SHAPE"),
    ),
    why="each of the four pairs of answers makes exactly its own leaf fire, whichever of the biases that do you have chosen.",
    fallback=_case,
)

OWN, GIVEN = [0, 0, 0, 1, 1, 1, 1], [0, 1, 1, 1, 1, 1, 0]

P3 = Exercise(
    "ch02c-p3", {"answer_p3": number}, lambda a: near(a, prediction_strength(OWN, GIVEN), rel=0.011),
    (
        Trap("mean", lambda a: near(a, 5 / 12, rel=0.01), "That is the mean of the two clusters. Strength is asked of the weakest part."),
        Trap("best", lambda a: near(a, 1 / 2, rel=0.01), "That is the better one of the two clusters. Which of them counts?"),
        Trap("pooled", lambda a: near(a, 4 / 9, rel=0.01), "That takes the nine pairs of both clusters together, so that a large cluster can hide a bad small one. One share a cluster first."),
        Trap("rows", lambda a: near(a, 4 / 7, rel=0.01), "That compares row by row whether the numbers of the clusters agree. The numbers are names: the other half of the data may have given them in another order. Compare *pairs* of rows.", "CLU"),
        Trap("itself", lambda a: near(a, 5 / 9, rel=0.01), "Have you counted every row as a pair with itself? It cannot be separated from itself, so such pairs say nothing."),
        Trap("swapped", lambda a: near(a, prediction_strength(GIVEN, OWN), rel=0.01), "Which partition is judged, and which judges? The clusters are those that the held-out rows form by themselves, and their pairs are looked up in the other one."),
        Trap("percent", lambda a: near(a, 100 / 3, rel=0.02), "As a share between 0 and 1, please."),
        Trap("pairs", lambda a: a in (1, 3, 4, 9), "That is a number of pairs. Which share of its cluster's pairs is it?"),
    ),
    why="of the three pairs of the first cluster one is together, of the six of the second three: the worst is one third.",
    fallback=lambda a: f"{a:.4g} is not it. Write down the three pairs of the first cluster and the six of the second, and tick those that have one number in the other line.",
)

# ---------------------------------------------------------------- P4


def _rows(name, value):
    """Kind of six to nine rows [x, y, class]."""
    value = plain(value)
    many = len(value) if isinstance(value, list) else 0
    if not 6 <= many <= 9:
        raise Hint("shape", f"`{name}` should be a list of six to nine rows [x, y, class].")
    return numbers(many, 3)(name, value)


class _Painted(NamedTuple):
    """Whether one or two units separate the points from one of the picture's starts, two from another; three: from how many."""

    one: bool
    two: bool
    others: bool
    three: int


def _net(units, seed, X, y):
    """The net of section 2.6 from this start, after a hundred epochs."""
    net = Sequential([Dense(units, "tanh", input_shape=(2,)), Dense(1, "sigmoid")], np.random.default_rng(seed))
    net.compile(Adam(0.1), "binary_crossentropy")
    for _ in range(100):  # what `fit` does, without its record of the losses: the page waits for this
        next(net.epoch_steps(X, y[:, None]))
    return net


def _separates(units, seed, X, y):
    """Does every point get more than .6 for its class?"""
    return (np.abs(_net(units, seed, X, y).predict(X)[:, 0] - y) < 0.4).all()


def _painted(rows):
    """Train on the points, no longer than until it is clear what to say."""
    X, y = np.array(rows)[:, :2], np.array(rows)[:, 2]
    if set(y) != {0.0, 1.0}:
        raise Hint("classes")
    if np.abs(X).max() > 2:
        raise Hint("outside")
    if any((a == b).all() for a in X[y == 0] for b in X[y == 1]):
        raise Hint("same-place")
    with unwatched():
        two = any(_separates(2, seed, X, y) for seed in range(10))
        if two:
            return _Painted(any(_separates(1, seed, X, y) for seed in range(10)), two, False, 0)
        others = any(_separates(2, seed, X, y) for seed in range(10, 20))
        return _Painted(False, two, others, 0 if others else sum(_separates(3, seed, X, y) for seed in range(10)))


P4 = Exercise(
    "ch02c-p4", {"answer_p4": _rows}, lambda p: not (p.two or p.others) and p.three >= 5,
    (
        Trap("line", lambda p: p.one, "One straight line separates these points, so that even a single unit can do it.", "LIN"),
        Trap("two", lambda p: p.two, "From one of the picture's ten starts at least, two units separate these points. Go round them: how often does the class change, and can two lines have a class between them?"),
        Trap("luck", lambda p: p.others, "In the picture two units fail from all ten starts, but of ten others at least one separates these points. Ten failures do not show that it cannot be done: make it harder for two lines.", "LOCAL"),
    ),
    run=_painted,
    says={"classes": "The last column should hold both classes, 0 and 1, and nothing else.", "outside": "The picture goes from −2 to 2 in both directions: all points should lie in it.",
          "same-place": "Two points of different classes lie at the same place. Nothing separates them, with three units or with three hundred."},
    why="two lines cut the plane into four parts at most, three lines into seven: with more changes of class the third is needed. Twenty failures alone would prove nothing about what two units can do, only about what the search finds.",
    fallback=lambda p: f"Two units do not separate these points, but three do so from {p.three} of the ten starts only. Fewer points, or more room between them?",
)

# ---------------------------------------------------------------- I1


@lru_cache
def _small():
    rng = np.random.default_rng(22)
    turn = np.linalg.qr(rng.normal(size=(5, 5)))[0]
    return rng.normal(size=(60, 5)) * [1, 0.8, 0.3, 0.2, 0.2] @ turn + [0, 1, 2, 0, 1]


def _angles(a, b):
    cosine = np.clip(np.abs(np.sum(a * b, axis=0)) / np.linalg.norm(a, axis=0) / np.linalg.norm(b, axis=0), 0, 1)
    return np.degrees(np.arccos(cosine))


def _truth(X, W, V):
    """What a report on W and V should say, and what it says after each known slip."""
    k, S, C = len(V), np.cov(X.T, bias=True), X - X.mean(axis=0)
    U, raw = principal_components(X, k).U, np.linalg.svd(X, full_matrices=False)[2][:k].T
    angles, error = principal_angles(V.T, U), reconstruction_loss(W, V, S)
    best = reconstruction_loss(U, U.T, S)
    angle = {"smallest": angles.min(), "mean-angle": angles.mean(), "radians": np.radians(angles.max()),
             "cosine": np.cos(np.radians(angles.max())), "columns": _angles(V.T, U).max(),
             "encoder": principal_angles(W, U).max(), "raw": principal_angles(V.T, raw).max()}
    ratio = {"root": (error / best) ** 0.5, "upside-down": best / error, "difference": error - best,
             "projected": reconstruction_loss(np.linalg.pinv(V), V, S) / best,
             "uncentred": np.mean((X - X @ W @ V) ** 2) / np.mean((C - C @ U @ U.T) ** 2),
             "absolute": np.mean(np.abs(C - C @ W @ V)) / np.mean(np.abs(C - C @ U @ U.T))}
    return SimpleNamespace(angle=angles.max(), ratio=error / best, angles=angle, ratios=ratio, error=error, best=best)


@lru_cache
def _unfinished():
    """[(X, W, V, truth), ...]: autoencoders that were stopped early, so that no number of the report is trivial."""
    X, rng, cases = _small(), np.random.default_rng(23), []
    for k in (2, 3):
        U = principal_components(X, k).U
        V = (U + 0.6 * rng.normal(size=U.shape)).T
        W = np.linalg.pinv(V) + 0.2 * rng.normal(size=U.shape)
        cases.append((X, W, V, _truth(X, W, V)))
    return cases


@lru_cache
def _planes():
    """[(X, k, principal axes (d, k), the same without taking out the mean), ...]."""
    return [(X, k, principal_components(X, k).U, np.linalg.svd(X, full_matrices=False)[2][:k].T)
            for X, k in ((_small(), 2), (digits().X[:600], 3))]


def _said(report):
    """[(angle, ratio, truth) of each unfinished autoencoder]."""
    found = []
    for X, W, V, truth in _unfinished():
        result = call(report, X, W, V)
        if not isinstance(result, (list, tuple)) or len(result) != 2:
            raise Hint("report-pair")
        found.append((number("the angle", result[0]), number("the ratio", result[1]), truth))
    return found


def _trained(f):
    """For each table the angle to the principal plane and to that of the uncentred rows, the error as a multiple of
    the best one, and whether the decoder's rows are the components themselves."""
    found = []
    for X, k, U, raw in _planes():
        result = call(f, X, k)
        if not isinstance(result, (list, tuple)) or len(result) != 2:
            raise Hint("pair")
        V = np.array(plain(result[1]), dtype=float)
        if V.shape == U.shape:
            raise Hint("transposed")
        W = np.array(numbers(X.shape[1], k)("the encoder", result[0]))
        V = np.array(numbers(k, X.shape[1])("the decoder", result[1]))
        if np.linalg.matrix_rank(V) < k:
            raise Hint("rank")
        S, cosines = np.cov(X.T, bias=True), np.abs(V @ U) / np.linalg.norm(V, axis=1)[:, None]
        found.append(SimpleNamespace(true=principal_angles(V.T, U).max(), raw=principal_angles(V.T, raw).max(),
                                     error=reconstruction_loss(W, V, S) / reconstruction_loss(U, U.T, S),
                                     axes=cosines.max(axis=1).min() > 1 - 1e-10, shape=X.shape))
    return found


def _both(functions):
    """The report is judged first, on autoencoders that the check brings along; then the training."""
    said = _said(functions[1])
    wrong = [not _reports(s) for s in said]
    return said, [] if any(wrong) else _trained(functions[0])


def _reports(s):
    return abs(s[0] - s[2].angle) < 0.01 and near(s[1], s[2].ratio, rel=1e-4)


def _slip(slot, kind):
    """A test: on both unfinished autoencoders the number of the report is what this slip gives, which is never the truth."""
    return lambda found: all(near(s[slot], vars(s[2])[("angles", "ratios")[slot]][kind], rel=2e-4) for s in found[0])


def _every(test):
    return lambda found: bool(found[1]) and all(test(g) for g in found[1])


def _first_disagreement(found):
    for angle, ratio, truth in found[0]:
        if abs(angle - truth.angle) >= 0.01:
            return f"You report {angle:.4g}° for an unfinished decoder, and its plane leans by another angle. Compute it once more from `V` and from the principal axes of the centred rows, by `principal_angles`."
        if not near(ratio, truth.ratio, rel=1e-4):
            return f"The angle is right, and the ratio {ratio:.4g} is not. Send the centred rows through `W` and `V`, and through the principal components; which two errors do you compare?"
    g = next(g for g in found[1] if g.true >= 0.01 or g.error >= 1.0001)
    return f"The report is right. On the table of {g.shape[0]} rows and {g.shape[1]} columns your decoder's plane leans {g.true:.3g}° against PCA's, and your error is {g.error:.5g} times PCA's. Print the loss every hundred steps: does it still fall?"


I1 = Exercise(
    "ch02c-i1", {"my_autoencoder": function, "my_report": function},
    lambda found: all(map(_reports, found[0])) and _every(lambda g: not g.axes and g.true < 0.01 and g.error < 1.0001)(found),
    (
        Trap("columns", _slip(0, "columns"), "Your angle compares the first row of the decoder with the first component, the second with the second, and so on. The rows need not be the components: compare what the rows *span* with what the components span.", "SHAPE"),
        Trap("smallest", _slip(0, "smallest"), "That is the smallest of the principal angles: it says that the planes have a line in common, and not that they are one. Which of them is 0 only if all are?"),
        Trap("mean-angle", _slip(0, "mean-angle"), "That is the mean of the principal angles. The largest was asked for."),
        Trap("radians", _slip(0, "radians"), "The right angle, in radians. Degrees were asked for."),
        Trap("cosine", _slip(0, "cosine"), "That is the cosine of the angle. Degrees were asked for."),
        Trap("encoder-plane", _slip(0, "encoder"), "That is the angle of the *encoder's* plane. Reconstructions lie in what the decoder's rows span."),
        Trap("raw", _slip(0, "raw"), "Your principal axes are those of rows whose mean was not taken out: the first of them points at the mean. Centre the rows before you look for axes."),
        Trap("root", _slip(1, "root"), "That is the ratio of the roots of the mean squared errors. Asked for is that of the mean squared errors."),
        Trap("upside-down", _slip(1, "upside-down"), "The autoencoder's error over PCA's, please; yours is PCA's over the autoencoder's. A ratio below 1 would mean a plane that beats the best one."),
        Trap("difference", _slip(1, "difference"), "That is the difference of the two errors, and it depends on the units of the columns. Divide."),
        Trap("projected", _slip(1, "projected"), "Your report does not use the encoder: it measures the distance from the decoder's plane, and an unfinished encoder does worse than that. Send the rows through `W` *and* `V`."),
        Trap("uncentred", _slip(1, "uncentred"), "`W` and `V` are for rows whose mean was taken out, and in your report the raw rows go through them. Centre first, for both errors."),
        Trap("absolute", _slip(1, "absolute"), "That is the ratio of mean absolute errors. Square them."),
        Trap("components", _every(lambda g: g.axes), "The report is right. The rows of your decoder are the principal components, one by one; k units that are trained together from a random start do not arrive there, since the loss sees only what they span. Train all k at once."),
        Trap("tilted", _every(lambda g: g.raw < 0.5 <= g.true), "The report is right. Your decoder's plane is the best one through the *origin*: it tilts towards the mean, and its error cannot come down to that of PCA. What must be done to the rows before training?"),
        Trap("encoder", _every(lambda g: g.true < 0.01 and g.error >= 1.0001), "The report is right, and so is the decoder's plane; yet centred rows sent through your W and V come out worse than PCA's. Is the *encoder* trained to its end, and is it the one that goes with this decoder?"),
    ),
    why="your report finds the angle and the ratio of two autoencoders that were stopped early, and your own reaches the plane of PCA to a hundredth of a degree on both tables.",
    fallback=_first_disagreement,
    run=_both,
    prepare=lambda: (_planes(), _unfinished()),
    says={"pair": "`my_autoencoder` should return two things: the encoder W and the decoder V.",
          "report-pair": "`my_report` should return two things: the largest angle in degrees, and the ratio of the errors.",
          "transposed": "your decoder has shape (d, k). Rows are samples here: a code of shape (N, k) times the decoder must give (N, d).",
          "rank": "the rows of your decoder depend on each other, so that they span less than k dimensions. Did all units start from the same weights?",
          "TooSlow": "Or does one walk over the rows? Their covariance matrix is all that the gradient needs, and 8,000 steps with it take a second."},
)

# ---------------------------------------------------------------- V1

V1 = choice(
    "ch02c-v1", "4e83b1d169be",
    {
        "a": ("hidden", "Invert the conversion: `net_to_tree` never asks in which order the units stand. Compare the answers of the tree that it returns with those of the first one, on every image.", "HIDDEN"),
        "b": ("explicit", "It does come back. But read the 167 thresholds aloud, and then say what makes an image a 3. Does being written as rules make it explicit to you?", "HIDDEN"),
    },
    why="the recovered tree answers every image alike. One function as a tree, a net and a shuffled net: the words describe the reader's view of it.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, I1, V1)}
