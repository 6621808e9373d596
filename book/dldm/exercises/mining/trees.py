"""Exercises of chapter 5.2c: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ...mining.classification.trees import (
    Node,
    category_gain,
    grow_tree,
    leaf_at,
    majority,
    midpoints,
    mixture,
)
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
    "ch05-2c-p1", {"answer_p1_root": letter("abcde"), "answer_p1_gain": number},
    lambda a: digest("ch05-2c-p1", a[0]) == "3556c1d5c198" and near(a[1], _gain(0), rel=0, tiny=1e-3),
    (
        Trap("many-values", lambda a: a[0] == "e", "It gains most on these fourteen rows, since each of its answers holds one row; but which branch would the fifteenth morning follow? Compare the columns that a new morning has a value in."),
        Trap("column", lambda a: digest("ch05-2c-p1", a[0]) != "3556c1d5c198", "Compute the gain of each of the four columns: another one leaves a value under which all mornings agree."),
        Trap("before", lambda a: near(a[1], 0.459, tiny=2e-3), "This is the impurity before any question. The gain is what a question takes away from it."),
        Trap("after", lambda a: near(a[1], 0.343, tiny=2e-3), "This is the mean impurity that is left after the question. By how much has it fallen?"),
        Trap("entropy", lambda a: near(a[1], _gain(0, "entropy"), tiny=1e-3), "This is the gain in entropy. The question asks for Gini impurity: one minus the sum of the squared shares."),
        Trap("ratio", lambda a: near(a[1], 0.156, tiny=2e-3), "This is the gain ratio, computed from entropies. The plain gain is asked for, and by Gini impurity."),
        Trap("root-only", lambda a: True, "The column is right. For its gain, weight the impurity of each value by its share of the fourteen rows, and subtract from the impurity of all."),
    ),
    why="every overcast morning was played, so one of three branches is settled at once. Gini and entropy choose the same first question here, though their gains are numbers of different kinds.",
    fallback="Start with the impurity of nine yes and five no.",
)

P2 = Exercise(
    "ch05-2c-p2", {"answer_p2": numbers(2)}, lambda a: near(a, [3.5, 8]),
    (
        Trap("gap", lambda a: near(a, [5.5, 12]), "At 5.5 the widest gap between two neighbours is cut, and one side is a single row. Add up the squared errors of both sides for this cut and for the others: a side counts by its rows."),
        Trap("data-value", lambda a: near(a[0], 3) or near(a[0], 4), "The chapter's code takes the middle of the gap. (A threshold of 3 divides the six rows as that does; one of 4 sends the row 4 to the left.)"),
        Trap("extrapolates", lambda a: near(a[0], 3.5) and a[1] > 12, "The threshold is right. Walk down with 100: in which leaf does it end, and which numbers are collected there?"),
        Trap("last", lambda a: near(a, [3.5, 12]), "The threshold is right. The leaf holds three rows, not only the last: which one number answers for them with the least squared error?"),
        Trap("median", lambda a: near(a, [3.5, 6]), "The threshold is right. 6 is the median of the leaf; what has the least sum of *squared* errors?"),
        Trap("all", lambda a: near(a, [3.5, 4.5]), "The threshold is right. 4.5 is the mean of all six rows, which the question has divided."),
        Trap("yes", lambda a: near(a, [3.5, 1]), "The threshold is right. Is 100 at most 3.5? Yes goes to the left."),
    ),
    why="the cut at 3.5 leaves 0 + 24 squared errors, the one at the widest gap 30 + 0. And 100 ends in the same leaf as 4: a tree repeats what it has seen.",
    fallback="For each of the five cuts: the mean of each side, the squared distances from it, their sum. The smallest sum is the best cut.",
)

P3 = Exercise(
    "ch05-2c-p3", {"answer_p3": number}, lambda a: near(a, 1 / 7, rel=0, tiny=3e-3),
    (
        Trap("free-when-right", lambda a: near(a, 3 / 23, tiny=2e-3), "You let the treatment of the sick cost nothing. Here it costs 2, also when it is right."),
        Trap("ratio", lambda a: near(a, 3 / 20, tiny=2e-3), "This is the ratio of two costs. Write down what each decision costs on average, as a function of p, and set the two equal."),
        Trap("half", lambda a: near(a, 0.5, tiny=1e-3), "At one half the likelier class changes. With these prices, is a mistake in either direction equally dear?"),
        Trap("other-side", lambda a: near(a, 6 / 7, rel=0, tiny=2e-3), "This is the probability of being healthy at which the decision turns. The question asks for that of being sick."),
        Trap("added", lambda a: near(a, 3 / 25, rel=0, tiny=2e-3), "Whoever is sick and treated costs 2 and no longer 20: the two never fall due together."),
        Trap("percent", lambda a: near(a, 100 / 7, rel=0, tiny=0.2), "Give it as a share between 0 and 1."),
    ),
    why="treating costs 2p + 3(1 - p) on average, sending home 20p. They are equal at 3 = 21p.",
    fallback="With p the probability of sickness: what does treating cost on average, what does sending home, and where do the two lines cross?",
)


DOZEN = np.array([[0.5, 4.5, 0], [1.5, 2.5, 0], [2.5, 6.5, 0], [3, 2, 0], [3.5, 5, 0], [7.5, 7.5, 0],
                  [1, 7, 1], [4.5, 1, 1], [5.5, 3, 1], [6, 4, 1], [6.5, 6, 1], [7, 0.5, 1]])


class _Baited(NamedTuple):
    """What an answer to P4 shows: how many points have moved, how many of the twelve greed's tree and the best tree with
    two levels have right, greed's tree, and whether its first question divides the eleven other points as before.
    """

    moved: int
    greed: int
    best: int
    tree: Node | None
    as_before: bool


def _right_rows(tree, X, y):
    return sum(majority(leaf_at(tree, x).y) == c for x, c in zip(X, y))


def _best_of_all(X, y):
    """How many rows the best of all trees with two levels has right: every first cut, then every second cut on each side."""
    def cuts(rows):
        return [(rows & (column <= t), rows & (column > t)) for column in X.T for t in midpoints(column[rows])]

    def most(rows):
        return np.bincount(y[rows]).max()

    def one_more(rows):
        return max((most(a) + most(b) for a, b in cuts(rows)), default=most(rows))

    everything = np.ones(len(y), bool)
    return int(max(one_more(a) + one_more(b) for a, b in cuts(everything)))


def _baited(rows):
    """Look at the twelve points as the picture does, in whatever order they are given."""
    table, rest = np.array(rows), np.array(rows)
    for row in DOZEN:
        same = abs(rest - row).max(axis=1) < 1e-3
        rest = np.delete(rest, same.argmax(), axis=0) if same.any() else rest
    if sorted(table[:, 2]) != sorted(DOZEN[:, 2]):
        raise Hint("classes")
    if len(rest) > 1:
        return _Baited(len(rest), 0, 0, None, False)
    X, y = table[:, :2], table[:, 2].astype(int)
    tree = grow_tree(X, y, 2)
    others = X[[not (row == rest).all(axis=1).any() for row in table]]
    asked = others[:, tree.column] <= tree.threshold
    return _Baited(len(rest), _right_rows(tree, X, y), _best_of_all(X, y), tree, (asked == (others[:, 0] <= 4)).all())


P4 = Exercise(
    "ch05-2c-p4", {"answer_p4": numbers(12, 3)}, lambda a: a.moved == 1 and a.greed < 12 and a.best == 12,
    (
        Trap("none", lambda a: not a.moved, "These are the twelve points as they were: greed's tree is right on all of them."),
        Trap("several", lambda a: a.moved > 1, "More than one point has moved. Put the others back: one is enough."),
        Trap("hopeless", lambda a: a.best < 12, "Greed makes a mistake now, but so does every tree with two levels: I have tried them all. The point has to stay where a first cut and one cut on each side can still sort all twelve."),
        Trap("same-question", lambda a: a.as_before, "Greed's first question still divides the other eleven points as before, because no other gains more. What would it take for another one to gain more than this?"),
    ),
    run=_baited,
    says={"classes": "The last column has changed: six points are of class 0, and six of class 1."},
    why="greed takes the question that gains most at once, and what this one leaves a cut on each side cannot sort. Another question, which gains no more, would have left nothing. To see that, one has to look two questions ahead.",
    fallback=lambda a: f"Greed asks another first question now, column {a.tree.column + 1} at {a.tree.threshold:.2f}, and its next two still sort all twelve. Look at what is left on its two sides: what could one cut not mend?",
)


@lru_cache
def _flowers():
    from ...datasets.tables import irises
    flowers = irises()
    between = np.array([[6, 3, 5, 1.72], [6, 3, 5, 1.78]])  # on both sides of the middle of 1.7 and 1.8
    return flowers.X, flowers.y, np.vstack([flowers.X, between])


WEIGHTS = np.arange(12.0)[:, None], np.array([1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0])  # weights decide about its root
# Gini, entropy, error rate, unweighted sides, one side split only, one and three levels: each answers otherwise here
THREE = (np.array([[3, 1], [1, 1], [3, 4], [4, 0], [1, 4], [1, 2], [4, 2], [3, 1], [2, 0], [0, 4], [3, 4], [1, 0]], dtype=float),
         np.array([1, 2, 2, 1, 1, 1, 2, 2, 1, 1, 0, 2]))
SMALL = ("one column 0 to 11 with the classes 1 0 0 0 0 1 1 1 0 0 0 0", WEIGHTS), ("a table of 12 rows, 2 columns and 3 classes", THREE)


def _error_rate(y):
    return 1 - np.unique(y, return_counts=True)[1].max() / len(y)


def _tree(X, y, Z, depth=2, mixed=mixture, weigh=True, sides=(True, False)):
    """The answers to the rows Z of a tree on X and y; the other arguments make the known mistakes."""
    answer = np.full(len(Z), majority(y))
    questions = [(j, t, X[:, j] <= t) for j in range(X.shape[1]) for t in midpoints(X[:, j])]
    if not depth or len(np.unique(y)) < 2 or not questions:
        return answer
    after = [np.average([mixed(y[left]), mixed(y[~left])], weights=[left.mean(), (~left).mean()] if weigh else None)
             for _, _, left in questions]
    j, t, left = next(q for q, a in zip(questions, after) if a <= min(after) + 1e-12)
    for side, rows, new in ((True, left, Z[:, j] <= t), (False, ~left, Z[:, j] > t)):
        deeper = depth - 1 if side in sides else 0
        answer[new] = _tree(X[rows], y[rows], Z[new], deeper, mixed, weigh)
    return answer


@lru_cache
def _says(key):
    """What a tree with a known mistake answers on the two small tables, one after the other."""
    mistakes = {"right": {}, "entropy": {"mixed": lambda y: mixture(y, "entropy")}, "error-rate": {"mixed": _error_rate},
                "unweighted": {"weigh": False}, "stump": {"depth": 1}, "deeper": {"depth": 3},
                "left-only": {"sides": (True,)}, "right-only": {"sides": (False,)}}
    return np.concatenate([_tree(X, y, X, **mistakes[key]) for _, (X, y) in SMALL])


def _prepare():
    _flowers()
    for key in ("right", "entropy", "error-rate", "unweighted", "stump", "deeper", "left-only", "right-only"):
        _says(key)


def _answers(f):
    """The answer's classes of the two small tables, and of the flowers and the two between."""
    read = "what tree_predict returns"
    small = [numbers(12)(read, call(f, X, y, X)) for _, (X, y) in SMALL]
    return np.concatenate(small), np.array(numbers(152)(read, call(f, *_flowers())))


def _right_flowers(a):
    return int((a[1][:150] == _flowers()[1]).sum())


def _as(key):
    return lambda a: (a[0] == _says(key)).all()


def _first_difference(a):
    wrong = np.flatnonzero(a[0] != _says("right"))
    if not len(wrong):
        return f"the two small tables are right. Of the 150 irises your tree has {_right_flowers(a)} right, and it should be 144."
    text, (X, y) = SMALL[wrong[0] // 12]
    row = X[wrong[0] % 12].astype(int).tolist()
    return f"on {text} you answer {a[0][wrong[0]]:g} to the row {row}, and the tree of depth 2 does not. Its rows are {X.astype(int).tolist()}." if X.shape[1] > 1 \
        else f"on {text} you answer {a[0][wrong[0]]:g} to the value {row[0]}, and the tree of depth 2 does not."


I1 = Exercise(
    "ch05-2c-i1", {"tree_predict": function},
    lambda a: _as("right")(a) and _right_flowers(a) == 144 and a[1][150:].tolist() == [1, 2],
    (
        Trap("entropy", _as("entropy"), "On two small tables you answer exactly as a tree grown by entropy does. The exercise asks for the Gini impurity.", "OBJ"),
        Trap("error-rate", _as("error-rate"), "On two small tables you answer exactly as a tree does that counts the rows outside the majority. The Gini impurity is one minus the sum of the squared shares."),
        Trap("unweighted", _as("unweighted"), "On two small tables you answer exactly as a tree whose two sides count the same. How much should the impurity of a side count that holds a single row?"),
        Trap("stump", _as("stump"), "This is one question. Ask each side a second one, chosen for that side alone."),
        Trap("one-side", lambda a: _as("left-only")(a) or _as("right-only")(a), "One side of your first cut is asked a second question, and the other is not."),
        Trap("deeper", _as("deeper"), "This is a tree with three questions one below the other; two are asked for.", "TRAIN"),
        Trap("data-values", lambda a: _as("right")(a) and _right_flowers(a) == 144, "The small tables and the 150 flowers are right. I also asked about petal widths of 1.72 and 1.78, between two measured values: a threshold belongs in the middle of the gap, not on a measured value."),
    ),
    run=_answers, prepare=_prepare, why="144 of 150 flowers, as scikit-learn has it. Which petal column your root names does not matter: two of them tie, and both trees answer alike.",
    fallback=_first_difference,
    says={"AssertionError": "If it demands a certain root: petal length and petal width have exactly the same gain there, and either is right."},
)

V1 = choice(
    "ch05-2c-v1", "9be1c7828a62",
    {
        "b": ("test-chooses", "The size was then chosen by the test rows, and the same rows cannot judge it any more: the best of three numbers is too good.", "TRAIN"),
        "c": ("mixed", "The first half of this chooses by the test rows. And the number beside it judges another question: it was made by the rows that chose.", "TRAIN"),
        "d": ("training-score", "A tree with leaves of one row is right on all of its training rows whatever they say. What does that number promise about others?", "TRAIN"),
    },
    why="the folds of the training rows choose, and the test rows judge that one choice. That another size would have done better on these 1454 rows is noise or luck; nobody could have known it beforehand.",
)

V2 = choice(
    "ch05-2c-v2", "4cc6c600697f",
    {
        "b": ("number", "A hundred votes help if they differ. In what do a hundred trees differ that see the same rows and the same columns?", ""),
        "c": ("more-rows", "Each tree would see about half as many rows again, and be a little better alone. But what do a hundred equal voters decide that one does not?", "AVG"),
        "d": ("bagging-only", "Bagging draws new rows for each tree. Here nothing is drawn: which column would the second tree ask first?", ""),
    },
    why="growing is no game of chance: the same rows and columns give the same tree (but for ties), and a hundred equal votes are one. What a forest averages away is the difference between its trees.",
)

V3 = choice(
    "ch05-2c-v3", "7b6daceb60b4",
    {
        "a": ("needed", "That is what one expects of a column that decides. Run it: grow the tree again without the column, and look at which one takes its place, and how many patients it has right.", "XAI"),
        "c": ("overfitted", "Count the splits on which the tree without its root is worse. Which column a tree asks first is an accident of the sample; but is asking another one first better on nearly all splits?", "OVF"),
        "d": ("lost", "The tree is grown again, so no question waits for the answer to one that is not asked. Which of the other 29 columns gains nearly as much?", ""),
    },
    why="nothing is lost: .924 with and .927 without on the page's splits, better on eleven and worse on nine; another measurement of the size or the shape takes its place. That a column stands at the root says that it gained most on these rows, and not that the others know less.",
)

P5 = Exercise(
    "ch05-2c-p5", {"answer_p5_policy": letter("abcd"), "answer_p5_cost": number},
    lambda a: digest("ch05-2c-p5", a[0]) == "632ad0efe333" and near(a[1], 70),
    (
        Trap("accurate", lambda a: a[0] == "a", "It makes the fewest mistakes, 190 of 1000. How many of them cost 5?"),
        Trap("of-the-two", lambda a: a[0] == "b", "It is the cheaper one of the two. A classifier has other rivals, too, who never look at a form: what do they cost?"),
        Trap("grant", lambda a: a[0] == "d", "That is right for 700 of 1000. What do the other 300 cost?"),
        Trap("all", lambda a: near(a[1], 700), "The policy is right. This is its cost for the thousand; the question asks for a hundred applicants."),
        Trap("one", lambda a: near(a[1], 0.7), "The policy is right. This is its cost for one applicant; the question asks for a hundred."),
        Trap("wrong-price", lambda a: near(a[1], 350) or near(a[1], 3500), "The policy is right. Whom does it refuse wrongly, and which of the two prices is paid for that?"),
        Trap("bad-ones", lambda a: near(a[1], 30) or near(a[1], 150), "The policy is right. To refuse a bad applicant is no mistake: which mistakes are made?"),
    ),
    why="it costs 70, beside 79 and 76 for the two classifiers, the more accurate of which is the dearer one, and 150 for granting everybody. Accuracy counts all mistakes alike. It does not follow that forms are useless: both have decided by the likeliest class, and with these prices one should refuse from a sixth on.",
    fallback="The policy is right. For a hundred applicants: how many mistakes does it make, and what does each of them cost?",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, I1, V1, V2, V3)}
