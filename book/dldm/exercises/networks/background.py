"""Exercises of chapter 1: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...datasets.records import learning_curves
from ...datasets.tables import irises
from ...ground.arrays import add_intercept
from ...nn.perceptron import perceptron
from ..kinds import Exercise, Hint, Trap, call, digest, function, near, number, numbers

# ---------------------------------------------------------------- P1 to P3


def two_letters(name, value):
    """Kind of an answer of two different letters from a to f, returned in alphabetical order."""
    text = "".join(c for c in value.lower() if c.isalpha()) if isinstance(value, str) else ""
    if len(text) != 2 or text[0] == text[1] or not set(text) <= set("abcdef"):
        raise Hint("type", f"`{name}` should be two different letters from a to f in one pair of quotes, like \"cd\".")
    return "".join(sorted(text))


P1 = Exercise(
    "ch01-p1", {"answer_p1": two_letters}, lambda a: digest("ch01-p1", a) == "c40ea7808865",
    (
        Trap("neuron", lambda a: "d" in a, "You expect logistic regression down there. It is one layer of neurons, old and small, but is a flat cut through 64 pixels so bad? Size and age decide nothing; on the biopsies it came first.", "DEEP"),
        Trap("hungry", lambda a: "f" in a, "You expect the network down there, perhaps because networks \"need big data\". There are 1797 rows here, and 569 were enough for the biopsies. Which methods treat the pixels one by one?", "DEEP"),
    ),
    why="naive Bayes .84 and the tree .86, all others above .95. One takes pixels for independent, the other asks about one pixel at a time.",
    fallback="At least one of your two combines all 64 pixels in every answer. Which two methods look at them one by one?",
)


@lru_cache
def _setosa():
    """The perceptron on all four measurements, setosa against the rest: a Perceptron."""
    data = irises()
    return perceptron(data.X, np.where(data.y == 0, 1, -1))


P2 = Exercise(
    "ch01-p2", {"answer_p2": number}, lambda a: a == _setosa().mistakes,
    (
        Trap("every-row", lambda a: a == 150, "That would be a change for every flower. Which flowers change the weights, and what happens at the others?", "BPUPD"),
        Trap("looks", lambda a: a in (600, 450), "You have counted looks. Most of them are right, and a right answer leaves the weights alone.", "BPUPD"),
        Trap("never", lambda a: a < 0, "For ever only if no plane separates the classes. Two of the four columns were enough to separate setosa; can two more take that away?", "LIN"),
        Trap("passes", lambda a: a == _setosa().epochs, "Four is what two columns needed, and with four columns it is the number of passes. Run it with all four columns, and count the changes of the weights.", "ITER"),
    ),
    why="five changes, at only two flowers, the first setosa and the first versicolor, in four passes; the other 595 looks changed nothing.",
    fallback="`perceptron(flowers.X, setosa)` returns the number as its second entry.",
    prepare=_setosa,
)


@lru_cache
def _plane():
    """Least-squares coefficients (3,) for the four corners."""
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    return np.linalg.lstsq(add_intercept(corners), np.array([0.0, 1, 1, 0]), rcond=None)[0]


P3 = Exercise(
    "ch01-p3", {"answer_p3": numbers(3)}, lambda a: near(a, _plane(), tiny=2e-3),
    (
        Trap("sum", lambda a: near(a, [0, 1, 1]), "Right at three corners. Evaluate it at (1, 1): what does it say there, and what should it?", "LIN"),
        Trap("difference", lambda a: near(a, [0, 1, -1]) or near(a, [0, -1, 1]), "Right at three corners. Evaluate it at (0, 1) and at (1, 0): which of the two is far off?", "LIN"),
        Trap("slopes", lambda a: abs(a[1]) > 0.01 or abs(a[2]) > 0.01, "Your plane rises along one of the inputs. Average the two targets with $x_1 = 0$, then the two with $x_1 = 1$: is there anything to rise to?", "LIN"),
    ),
    why="the plane is flat and says one half at every corner: the best linear answer to XOR is not to know.",
    fallback="With both slopes 0 only the height is left. Which constant is nearest to two zeros and two ones, in squares?",
    prepare=_plane,
)

# ---------------------------------------------------------------- I1

POINTS = np.array([[2, 5], [3, 3], [5, 0], [1, 3], [5, 1], [1, 4.0]]), np.array([1, 0, 0, 1, 0, 1])


@lru_cache
def _cases():
    """[(X, y, epochs), ...]: all measurements of the irises, six points, two kinds that overlap, and the corners of AND."""
    data = irises()
    late = data.y > 0
    return [(data.X, (data.y == 0).astype(int), 50), (*POINTS, 50),
            (data.X[late], (data.y[late] == 1).astype(int), 20),
            (np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([0, 0, 0, 1]), 50)]


def _tried(f):
    """The function itself, its weights and counts, and the right ones, for the four cases."""
    weights, counts, wanted = [], [], []
    for X, y, epochs in _cases():
        result = call(f, X, y, epochs)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Hint("structure")
        w, mistakes = result
        if np.size(w) == X.shape[1]:
            raise Hint("no-bias")
        weights.append(np.array(numbers(X.shape[1] + 1)("w", w)))
        counts.append(number("mistakes", mistakes))
        wanted.append(perceptron(X, 2 * y - 1, epochs))
    return SimpleNamespace(f=f, w=weights, counts=counts, wanted=wanted)


def _all(got, other):
    """True if the weights of all cases are what `other` makes of the case and the right result."""
    return all(near(w, other(case, right), rel=1e-6, tiny=1e-6) for w, case, right in zip(got.w, _cases(), got.wanted))


def _one_pass(case, _):
    return perceptron(case[0], 2 * case[1] - 1, 1).w


def _says(one_if):
    """Where an undecided row counts as right for one of the classes: weights of a case if the answer is `one_if(score)`."""

    def weights(case, _):
        A, y, epochs = add_intercept(case[0]), case[1], case[2]
        w = np.zeros(A.shape[1])
        for x, label in [*zip(A, y)] * epochs:
            w = w + (label - int(one_if(w @ x))) * x
        return w

    return weights


def _starts_elsewhere(got):
    """True if no pass at all returns weights that are neither zero nor those of one pass."""
    X, y, _ = _cases()[1]
    none, one = (np.array(call(got.f, X, y, epochs)[0], dtype=float) for epochs in (0, 1))
    return bool(none.any()) and not np.array_equal(none, one)


I1 = Exercise(
    "ch01-i1", {"my_perceptron": function},
    lambda got: _all(got, lambda _, right: right.w) and got.counts == [right.mistakes for right in got.wanted],
    (
        Trap("tie", lambda got: all(count == 0 for count in got.counts), "Not one mistake was made, and the weights are still zero. With $w = 0$ every score is exactly 0: is that a right answer?", "ITER"),
        Trap("labels", lambda got: got.counts[0] > 1000, "On setosa it never comes to rest. In the rule a class is $+1$ or $-1$; what does a label of 0 add to the weights?"),
        Trap("bias-last", lambda got: _all(got, lambda _, right: np.roll(right.w, -1)), "The weights are right, but the bias stands last. Put it first."),
        Trap("turned", lambda got: _all(got, lambda _, right: -right.w), "Your weights point the other way: a score above 0 should mean the label 1."),
        Trap("one-pass", lambda got: _all(got, _one_pass), "Those are the weights after one pass. A later correction can spoil an earlier one: go on until a whole pass is clean.", "ITER"),
        Trap("counted", lambda got: _all(got, lambda _, right: right.w), "The weights are right in all cases, the count is not. Count every change of the weights, in every pass."),
        Trap("low-tie", lambda got: _all(got, _says(lambda z: z > 0)), "A row of label 0 with a score of exactly 0 counts as right with you. The rule takes an undecided row for wrong, whichever class it is of.", "ITER"),
        Trap("high-tie", lambda got: _all(got, _says(lambda z: z >= 0)), "A row of label 1 with a score of exactly 0 counts as right with you. An undecided row is wrong by the rule, whichever its label.", "ITER"),
        Trap("start", _starts_elsewhere, "Your weights do not begin at zero. From another start the rule makes other corrections; which start does section 1.5 prescribe?", "SEED"),
        Trap("batch", lambda got: got.counts[1] > 4 or got.counts[0] > 20, "It corrects more often than the rule does. Does it judge a row by the weights as they are *now*, after the last correction, or by those at the start of the pass?", "ITER"),
    ),
    why="five corrections on setosa, four on the points, eighteen on AND, and no rest where the kinds overlap.",
    fallback="Follow it on the six points of the chapter: after which row do its weights differ from the four lines printed there?",
    run=_tried, prepare=_cases,
    says={"structure": "return two things: the weights and the number of mistakes.",
          "no-bias": "your weights have one entry a column, so every line goes through the origin. Where is the bias?"},
)

# ---------------------------------------------------------------- V1 and V2


@lru_cache
def _sorted_rows():
    """[classes in the first 1200 rows, share of the others that belong to one of these] of 500 rows a class."""
    y = np.repeat(np.arange(10), 500)  # equals digits_28().y, which takes seconds to load
    seen = np.unique(y[:1200])
    return [len(seen), float(np.isin(y[1200:], seen).mean())]


V1 = Exercise(
    "ch01-v1", {"answer_v1": numbers(2)}, lambda a: a[0] == _sorted_rows()[0] and abs(a[1] - _sorted_rows()[1]) < 0.0015,  # .08 is rounded, not wrong
    (
        Trap("ten", lambda a: a[0] == 10, "All ten would be there after a shuffle. Print `np.unique(y[:1200])`.", "SHUF"),
        Trap("two", lambda a: a[0] == 2, "Two classes fill the first thousand rows. To which digit do the next two hundred belong?", "SHUF"),
        Trap("one", lambda a: a[0] == 1, "500 rows a class: count again how many classes have begun by row 1200.", "SHUF"),
        Trap("none", lambda a: a[0] == 3 and a[1] == 0, "The number of classes is right. But are all the images of the third one used up by the training rows?", "SHUF"),
        Trap("guess", lambda a: a[0] == 3 and (near(a[1], 0.1) or near(a[1], 0.3) or near(a[1], 1 / 3)), "The number of classes is right. Now count: how many of the 3800 test rows show a digit that the classifier knows?", "SHUF"),
        Trap("perfect", lambda a: a[0] == 3 and a[1] > 0.5, "The number of classes is right. But most test rows show digits of which the classifier has never seen one. How many are left?", "SHUF"),
    ),
    why="0, 1 and 2, and of the 3800 test rows only 300 show a 2: at best .079. A shuffle would have cost one line.",
    fallback="Five hundred rows a digit: write down digit by digit how many lie before row 1200, and how many after it.",
    prepare=_sorted_rows,
)


def yes_no(name, value):
    """Kind of an answer that is "yes" or "no"."""
    text = value.strip().lower() if isinstance(value, str) else ""
    if text not in ("yes", "no"):
        raise Hint("type", f"`{name}` should be \"yes\" or \"no\", in quotes.")
    return text


@lru_cache
def _neighbour():
    """(first size from which 3-NN stays ahead of logistic regression, "yes" or "no" for the SVM at the end)."""
    data = learning_curves()
    mean = {name: rows.mean(axis=0) for name, rows in data.scores.items()}
    behind = [i for i in range(len(data.sizes)) if mean["3-NN"][i] <= mean["logistic regression"][i]]
    return data.sizes[behind[-1] + 1], "yes" if mean["3-NN"][-1] > mean["SVM"][-1] else "no"


V2 = Exercise(
    "ch01-v2", {"answer_v2_from": number, "answer_v2_svm": yes_no}, lambda a: a == _neighbour(),
    (
        Trap("svm", lambda a: a[1] != _neighbour()[1], "Compare 3-NN with the SVM in the last column, mean with mean, and then look at the spread of each over the five shuffles.", "AVG"),
        Trap("late", lambda a: a[0] > _neighbour()[0], "3-NN is ahead there, but not there for the first time. Simple methods need no great number of rows: read the columns before that one.", "DEEP"),
        Trap("early", lambda a: 100 <= a[0] < _neighbour()[0], "At that size logistic regression is still ahead on average. Put the two rows of means below each other.", "AVG"),
    ),
    why="3-NN is behind up to 400 rows and ahead from 1000 on, where flat cuts gain less and less from more rows. It stays well behind the SVM.",
    fallback="The answer is one of the sizes in `learning_curves().sizes`.",
    prepare=_neighbour,
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, V1, V2)}
