"""Exercises of chapter 1: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from itertools import combinations_with_replacement, product
from types import SimpleNamespace

import numpy as np

from ...datasets.records import learning_curves
from ...datasets.tables import irises
from ...ground.arrays import add_intercept
from ...nn.perceptron import perceptron
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
)

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
        Trap("forest", lambda a: "c" in a, "You expect the forest down there. Each of its trees asks about one pixel at a time, but thirty of them ask different questions. What does a mean of thirty answers do to the errors of one?"),
    ),
    why="naive Bayes .84 and the tree .86, all others above .95. One takes pixels for independent, the other has a single chain of questions about single pixels.",
    fallback="One of your two combines all 64 pixels in every answer. Which method takes them for independent, and which sees but a few of them for each answer?",
)


@lru_cache
def _setosa():
    """The perceptron on all four measurements, setosa against the rest: a Perceptron."""
    data = irises()
    return perceptron(data.X, np.where(data.y == 0, 1, -1))


P2 = Exercise(
    "ch01-p2", {"answer_p2": number}, lambda a: a == _setosa().mistakes,
    (
        Trap("every-row", lambda a: a == 150, "That would be a change for every flower. Which flowers change the weights, and what happens at the others?"),
        Trap("looks", lambda a: a in (600, 450), "You have counted looks. Most of them are right, and a right answer leaves the weights alone."),
        Trap("never", lambda a: a < 0, "For ever only if no plane separates the classes. Two of the four columns were enough to separate setosa; can two more take that away?", "LIN"),
        Trap("passes", lambda a: a == _setosa().epochs, "Four is what two columns needed, and with four columns it is the number of passes. Run it with all four columns, and count the changes of the weights.", "ITER"),
        Trap("rows", lambda a: a == 2, "Two is the number of *different* flowers at which the weights change. One flower can be wrong again in a later pass.", "ITER"),
    ),
    why="five changes, at only two flowers, the first setosa and the first versicolor, in four passes; the other 595 looks changed nothing.",
    fallback="Not that many. To compare: in the first pass, which begins at w = 0 with the first flower of the file, the weights change twice. How often do they change in yours?",
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
        Trap("slopes", lambda a: abs(a[1]) > 0.01 or abs(a[2]) > 0.01, "Your plane rises along one of the inputs. Average the two targets with x1 = 0, then the two with x1 = 1: is there anything to rise to?", "LIN"),
    ),
    why="the plane is flat and says one half at every corner: the best linear answer to XOR is not to know.",
    fallback="With both slopes 0 only the height is left. Which constant is nearest to two zeros and two ones, in squares?",
    prepare=_plane,
)

# ---------------------------------------------------------------- I1

POINTS = np.array([[2, 5], [3, 3], [5, 0], [1, 3], [5, 1], [1, 4.0]]), np.array([1, 0, 0, 1, 0, 1])


@lru_cache
def _cases():
    """[(X, y, epochs), ...], small ones first: six points, the corners of AND, all measurements of the irises, two kinds that overlap."""
    data = irises()
    late = data.y > 0
    return [(*POINTS, 50), (np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([0, 0, 0, 1]), 50),
            (data.X, (data.y == 0).astype(int), 50), (data.X[late], (data.y[late] == 1).astype(int), 20)]


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


def _slip(wrong=lambda z, s, y: s * z <= 0, step=lambda x, s, y: s * x, old=False):
    """Weights of a case if a row counts as wrong by `wrong`, is added as `step` says, and is judged, if `old`, by the weights at the start of the pass."""

    def weights(case, _):
        A, y, epochs = add_intercept(case[0]), case[1], case[2]
        w = np.zeros(A.shape[1])
        for _epoch in range(epochs):
            start = before = w
            for row, label in zip(A, y):
                s = 2 * label - 1
                if wrong((start if old else w) @ row, s, label):
                    w = w + step(row, s, label)
            if (w == before).all():
                break
        return w

    return weights


def _bias_kept_at_zero(x, s, y):
    return s * np.append(0, x[1:])


def _shuffles(got):
    """True if the same rows give other weights when they are given once more."""
    X, y, epochs = _cases()[3]
    again = [np.array(call(got.f, X, y, epochs)[0], dtype=float) for _ in range(3)]
    return any(not near(w, got.w[3], rel=1e-6, tiny=1e-6) for w in again)


def _starts_elsewhere(got):
    """True if it returns other weights than zero after no pass, and after one pass what the rule makes of these."""
    X, y, _ = _cases()[0]
    start, end = (np.array(call(got.f, X, y, epochs)[0], dtype=float) for epochs in (0, 1))
    w = start
    for x, s in zip(add_intercept(X), 2 * y - 1):
        w = w + s * x * (s * (w @ x) <= 0)
    after_one = perceptron(X, 2 * y - 1, 1).w
    return bool(start.any()) and np.array_equal(w, end) and not np.array_equal(start, after_one)


def _is_scaled(got):
    """True if the weights of all cases are one multiple of the right ones."""
    factor = got.w[0][1] / got.wanted[0].w[1]
    return abs(factor - 1) > 1e-6 and factor > 0 and _all(got, lambda _, right: factor * right.w)


def _first_difference(got):
    """The first case that disagrees, told without its right answer."""
    names = ("the six points of section 1.5", "the corners of AND", "setosa, four columns", "versicolor and virginica, 20 passes")
    for name, w, count, right in zip(names, got.w, got.counts, got.wanted):
        if not near(w, right.w, rel=1e-6, tiny=1e-6) or count != right.mistakes:
            return f"On {name} you return w = {np.round(w, 2).tolist()} and {count:.0f} mistakes. Follow the rule there by hand, row by row: where do you leave it?"
    return ""


def _right(_, right):
    return right.w


I1 = Exercise(
    "ch01-i1", {"my_perceptron": function},
    lambda got: _all(got, _right) and got.counts == [right.mistakes for right in got.wanted],
    (
        Trap("tie", lambda got: all(count == 0 for count in got.counts) and not any(w.any() for w in got.w), "Not one mistake was made, and the weights are still zero. With w = 0 every score is exactly 0: is that a right answer?", "ITER"),
        Trap("labels", lambda got: _all(got, _slip(lambda z, s, y: y * z <= 0, lambda x, s, y: y * x)), "The rows of label 0 never change your weights. In the rule a class is +1 or -1; what does a label of 0 add?"),
        Trap("bias-last", lambda got: _all(got, lambda _, right: np.roll(right.w, -1)), "The weights are right, but the bias stands last. Put it first."),
        Trap("turned", lambda got: _all(got, lambda _, right: -right.w), "Your weights point the other way: a score above 0 should mean the label 1."),
        Trap("scaled", _is_scaled, "Your weights are a multiple of the right ones: a wrong row is added or subtracted as it is, without a factor."),
        Trap("one-pass", lambda got: _all(got, lambda case, _: perceptron(case[0], 2 * case[1] - 1, 1).w), "Those are the weights after one pass. A later correction can spoil an earlier one: go on until a whole pass is clean.", "ITER"),
        Trap("counted", lambda got: _all(got, _right), "The weights are right in all cases, the count is not. Count every change of the weights, in every pass."),
        Trap("low-tie", lambda got: _all(got, _slip(lambda z, s, y: (z > 0) != (y == 1))), "A row of label 0 with a score of exactly 0 counts as right with you. The rule takes an undecided row for wrong, whichever class it is of.", "ITER"),
        Trap("high-tie", lambda got: _all(got, _slip(lambda z, s, y: (z >= 0) != (y == 1))), "A row of label 1 with a score of exactly 0 counts as right with you. An undecided row is wrong by the rule, whichever its label.", "ITER"),
        Trap("bias-fixed", lambda got: _all(got, _slip(step=_bias_kept_at_zero)), "Your bias is 0 in all cases: it is never learnt. A correction adds the whole row, and with it the 1 that stands before the measurements."),
        Trap("shuffled", _shuffles, "Twice the same rows, and your weights differ. The rows are to be taken in the order in which they are given.", "SEED"),
        Trap("start", _starts_elsewhere, "Your weights do not begin at zero. From another start the rule makes other corrections; which start does section 1.5 prescribe?", "SEED"),
        Trap("batch", lambda got: _all(got, _slip(old=True)), "Your rows are judged by the weights from the start of the pass. The rule judges a row by the weights as they are *now*, after the last correction.", "ITER"),
    ),
    why="four corrections on the points, eighteen on AND, five on setosa, and no rest where the kinds overlap.",
    fallback=_first_difference,
    run=_tried, prepare=_cases,
    says={"structure": "return two things: the weights and the number of mistakes.",
          "no-bias": "your weights have one entry a column, so every line goes through the origin. Where is the bias?"},
)

# ---------------------------------------------------------------- I2


@lru_cache
def _comparisons():
    """[(a, b, n_train, n_test, pairs), ...]: by hand, the second ahead, clear for one pair and not for fifteen, unclear."""
    rng = np.random.default_rng(7)
    near_, far = (rng.normal(mean, 0.02, 25) for mean in (0.024, -0.06))
    base = 0.9 + rng.normal(0, 0.02, 25)
    return [(np.array([0.9, 0.7, 0.8, 0.8]), np.array([0.8, 0.7, 0.6, 0.7]), 60, 20, 1),
            (np.array([0.5, 0.6, 0.7]), np.array([0.8, 0.8, 0.9]), 90, 10, 1),
            (base + near_, base, 450, 50, 1), (base + near_, base, 450, 50, 15),
            (base + far, base, 400, 100, 15), (base, base + far, 400, 100, 15)]


def _read(a, b, n_train, n_test, pairs, *, ddof=1, sides=2, divide=True, lost=1):
    """(ratio, limit) of a comparison; the keywords are the slips that the traps know."""
    from scipy.stats import t as student

    d = a - b
    error = d.std(ddof=ddof) * np.sqrt(1 / len(d) + n_test / n_train)
    return d.mean() / error, student.ppf(1 - 0.05 / (pairs if divide else 1) / sides, len(d) - lost)


def _verdict(ratio, limit):
    return "first" if ratio > limit else "second" if ratio < -limit else "no order"


def _wanted():
    """The right triples for all comparisons."""
    return [(ratio, limit, _verdict(ratio, limit)) for ratio, limit in (_read(*case) for case in _comparisons())]


def _triples(f):
    """What the function returns for all comparisons: [(ratio, limit, verdict), ...]."""
    found = []
    for case in _comparisons():
        result = call(f, *case)
        if not isinstance(result, (tuple, list)) or len(result) != 3 or not isinstance(result[2], str):
            raise Hint("structure")
        found.append((number("ratio", result[0]), number("limit", result[1]), result[2].strip().lower()))
    return found


def _ratios(found, other):
    """True if every ratio is what `other` makes of the comparison."""
    return all(near(row[0], other(*case), rel=1e-6) for row, case in zip(found, _comparisons()))


def _limits(found, other):
    """True if every limit is what `other` makes of the comparison."""
    return all(near(row[1], other(*case), rel=1e-6) for row, case in zip(found, _comparisons()))


def _plain(a, b, *_):
    return (a - b).mean() / ((a - b).std(ddof=1) / np.sqrt(len(a)))


def _unpaired(a, b, n_train, n_test, _):
    return (a - b).mean() / np.sqrt((a.var(ddof=1) + b.var(ddof=1)) * (1 / len(a) + n_test / n_train))


def _normal(a, b, n_train, n_test, pairs):
    from scipy.stats import norm

    return norm.ppf(1 - 0.025 / pairs)


def _right_ratio(*case):
    return _read(*case)[0]


def _numbers_right(found):
    return _ratios(found, _right_ratio) and _limits(found, lambda *case: _read(*case)[1])


def _first_triple(found):
    """The first comparison that disagrees, told without its right answer."""
    for case, row, right in zip(_comparisons(), found, _wanted()):
        if not near(row[:2], right[:2], rel=1e-3) or row[2] != right[2]:
            a, b, n_train, n_test, pairs = case
            given = f"a = {a.tolist()}, b = {b.tolist()}" if len(a) < 9 else f"25 accuracies of mean {a.mean():.3f} and {b.mean():.3f}"
            return f"For {given}, {n_train} and {n_test} rows, pairs = {pairs} you return {row[0]:.3f}, {row[1]:.3f} and \"{row[2]}\". Do that one on paper."
    return ""


I2 = Exercise(
    "ch01-i2", {"my_verdict": function},
    lambda found: all(near(row[:2], right[:2], rel=1e-3) and row[2] == right[2] for row, right in zip(found, _wanted())),
    (
        Trap("plain-error", lambda got: _ratios(got, _plain), "Your error is that of independent differences. The training sets of the cuts overlap: which term allows for that?", "AVG"),
        Trap("unpaired", lambda got: _ratios(got, _unpaired), "You have put together the spread of `a` and the spread of `b`. On a hard cut both are low: take the spread of the differences.", "AVG"),
        Trap("population", lambda got: _ratios(got, lambda *case: _read(*case, ddof=0)[0]), "Your standard deviation divides by M. That of a sample divides by M - 1: see `ddof`."),
        Trap("upside-down", lambda got: _ratios(got, lambda a, b, n_train, n_test, pairs: _read(a, b, n_test, n_train, pairs)[0]), "Your correction is the number of training rows over that of test rows. It is the other way round: large test parts mean that the training sets share less."),
        Trap("turned", lambda got: _ratios(got, lambda a, b, *rest: _read(b, a, *rest)[0]), "Your ratio has the other sign: it is the first minus the second."),
        Trap("no-ratio", lambda got: _ratios(got, lambda a, b, *_: (a - b).mean()), "The first thing you return is the mean difference itself. It still has to be divided by its error.", "AVG"),
        Trap("one-sided", lambda got: _ratios(got, _right_ratio) and _limits(got, lambda *case: _read(*case, sides=1)[1]), "Your limit leaves the whole level at one end. Either method may turn out ahead, so half of it belongs to each end."),
        Trap("one-question", lambda got: _ratios(got, _right_ratio) and _limits(got, lambda *case: _read(*case, divide=False)[1]), "Your limit is the same whether one pair is compared or fifteen. How many false alarms do you expect among fifteen pairs of equals?", "AVG"),
        Trap("degrees", lambda got: _ratios(got, _right_ratio) and _limits(got, lambda *case: _read(*case, lost=0)[1]), "Your limit has M degrees of freedom. One is used up by the mean of the M differences."),
        Trap("normal", lambda got: _ratios(got, _right_ratio) and _limits(got, _normal), "Your limit is that of the normal curve. With few differences the error is itself uncertain, and Student's t allows for it."),
        Trap("always", lambda got: _numbers_right(got) and all(row[2] == ("first" if row[0] > 0 else "second") for row in got), "Both numbers are right, but your verdict names the better mean each time. When do the data not support an order?", "AVG"),
        Trap("one-way", lambda got: _numbers_right(got) and all(row[2] == ("first" if row[0] > row[1] else "no order") for row in got), "Both numbers are right, but you never say that the second is better. What does a ratio of -9 mean?"),
        Trap("size-only", lambda got: _numbers_right(got) and all(row[2] == ("first" if abs(row[0]) > row[1] else "no order") for row in got), "Both numbers are right, and you see that the ratio is large, but not on which side of zero it lies."),
    ),
    why="what looks like a lead is one only if it stands out from its own error, and from all the other questions that were asked.",
    fallback=_first_triple, run=_triples, prepare=_wanted,
    says={"structure": "return three things: a ratio, a limit, and one of \"first\", \"second\" and \"no order\"."},
)

# ---------------------------------------------------------------- I3

SURVEYS = [np.array(rows) for rows in (  # right answers, a row a table and a column a method
    [[60, 50], [70, 70]],  # by hand: a vote, and a table with two best methods
    [[10, 80, 20], [90, 80, 70], [90, 80, 70], [30, 20, 40]],  # the best mean has not the most votes
    [[40, 50, 30], [80, 80, 90], [55, 56, 20], [10, 60, 60], [30, 20, 20]],
    [[51, 50], [71, 70], [91, 90], [31, 30]],  # the tables differ much, and one method is ahead on each
    [[40, 60, 30], [50, 60, 70], [80, 70, 85], [35, 30, 36], [55, 70, 60]])]
NOISE = 0.03  # of a share of 5,000 draws, whose standard deviation is .007 at most


def _votes(right, tied=0):
    """The votes of the tables, (n, m): 1 for the best method; if several are best, each gets as much as `tied` says."""
    best = right == right.max(axis=1, keepdims=True)
    return np.where(best.sum(axis=1, keepdims=True) == 1, best, best * tied)


def _ahead(totals, named, than=np.greater):
    """Share of the surveys, rows of totals (., m), in which the named method has more than every other."""
    return float(than(totals[:, named], np.delete(totals, named, axis=1).max(axis=1)).mean())


def _apart(right):
    """Total votes in 5,000 surveys that draw the tables of each method for themselves."""
    rng = np.random.default_rng(0)
    drawn = [np.take_along_axis(right, rng.integers(len(right), size=right.shape), axis=0) for _ in range(5000)]
    return _votes(np.concatenate(drawn)).reshape(5000, *right.shape).sum(axis=1)


def _polled(right):
    """{reading: (named method, share)} of one survey: "wanted", and the slips that the traps know."""
    n, votes = len(right), _votes(right)
    named, by_mean = int(votes.sum(axis=0).argmax()), int(right.sum(axis=0).argmax())
    draws, bags = (np.array([*pick]) for pick in (product(range(n), repeat=n), combinations_with_replacement(range(n), n)))
    totals, means = votes[draws].sum(axis=1), right[draws].sum(axis=1)
    first = np.eye(right.shape[1])[right.argmax(axis=1)]
    shares = {"wanted": _ahead(totals, named), "level": _ahead(totals, named, np.greater_equal),
              "first": _ahead(first[draws].sum(axis=1), named), "each": _ahead(_votes(right, 1)[draws].sum(axis=1), named),
              "lowest": (totals.argmax(axis=1) == named).mean(), "majority": (totals[:, named] > n / 2).mean(), "bags": _ahead(votes[bags].sum(axis=1), named),
              "apart": _ahead(_apart(right), named), "means": _ahead(means, named),
              "old": votes[:, named].mean(), "reordered": 1.0}
    return {name: (named, share) for name, share in shares.items()} | {"average": (by_mean, _ahead(means, by_mean))}


@lru_cache
def _polls():
    """What each reading makes of all surveys: {reading: [(named method, share), ...]}."""
    polled = [_polled(right) for right in SURVEYS]
    return {name: [poll[name] for poll in polled] for name in polled[0]}


def _surveyed(f):
    """What the function says of all surveys, [(named, share, verdict), ...], and the function."""
    found = []
    for right in SURVEYS:
        result = call(f, right)
        if not isinstance(result, (tuple, list)) or len(result) != 3 or not isinstance(result[2], (bool, np.bool_)):
            raise Hint("structure")
        found.append((number("method", result[0]), number("share", result[1]), bool(result[2])))
    return SimpleNamespace(f=f, found=found)


def _is_poll(name):
    """Test whether every method and every share is what that reading makes of the survey."""
    return lambda got: all(row[0] == named and abs(row[1] - share) < NOISE
                           for row, (named, share) in zip(got.found, _polls()[name]))


def _says(rule):
    """Test whether methods and shares are right, and all verdicts are what the rule makes of the share."""
    return lambda got: _is_poll("wanted")(got) and all(row[2] == rule(row[1]) for row in got.found)


def _names_too_soon(got):
    """True if methods and shares are right, and a best one is named at a share that is too small."""
    return _is_poll("wanted")(got) and any(row[2] and row[1] < 0.95 for row in got.found)


def _wavers(got):
    """True if the same survey, given again, gets a share that differs by more than the noise of 5,000 draws."""
    return any(abs(float(call(got.f, SURVEYS[2])[1]) - got.found[2][1]) > NOISE for _ in range(5))


def _first_survey(got):
    """The first survey that disagrees, told without its right answer."""
    for right, row, (named, share) in zip(SURVEYS, got.found, _polls()["wanted"]):
        if row[0] != named or abs(row[1] - share) >= NOISE or row[2] != (share >= 0.95):
            return f"For right = {right.tolist()} you return {row[0]:.0f}, {row[1]:.3f} and {row[2]}. Write down the votes, then a few of the surveys that can be drawn."
    return ""


I3 = Exercise(
    "ch01-i3", {"my_survey": function}, _says(lambda share: share >= 0.95),
    (
        Trap("percent", lambda got: any(row[1] > 1 for row in got.found), "One of your shares is above 1. Divide the number of surveys that the method wins by the number that were drawn."),
        Trap("wavers", _wavers, "The same survey, given to your function again, gets a share that differs by more than .03. Take more draws, or all of them."),
        Trap("average", _is_poll("average"), "You name the method with the highest mean, in the survey and in what is drawn from it. One table on which it is far ahead can decide that; here each table has one vote.", "AVG"),
        Trap("means", _is_poll("means"), "You name by votes, but in the surveys that you draw the means decide. Let the drawn tables vote, too.", "AVG"),
        Trap("always", _says(lambda share: True), "Method and share are right, but you name a best one each time, even where half of the draws elect another, or none.", "AVG"),
        Trap("opposite", _says(lambda share: share < 0.95), "Method and share are right, and your verdict is turned round: True means that a best method may be named."),
        Trap("likely", _names_too_soon, "Method and share are right, but you name a best one at a share below .95. What happens in the other surveys that could have been drawn?", "AVG"),
        Trap("reordered", _is_poll("reordered"), "The named method wins all that you draw, each time. Has each as many tables as the survey, and can a table come twice in it, and another not at all? If each came exactly once, it would be the old survey in another order."),
        Trap("old", _is_poll("old"), "Your share is that of the tables which voted for the method, in the one survey that there is. The question is how often it wins when the tables are drawn again.", "AVG"),
        Trap("apart", _is_poll("apart"), "Your shares are those of methods whose tables are drawn for each of them apart. On a hard table all do badly: draw whole tables, with all their methods.", "AVG"),
        Trap("level", _is_poll("level"), "You count a survey as won where another method has as many votes. The named one must have more than any other."),
        Trap("lowest", _is_poll("lowest"), "Where several methods have equally many votes in a drawn survey, the one with the lowest number wins with you. There the named one has not more than any other."),
        Trap("first", _is_poll("first"), "A table with several best methods votes for the first of them with you. It abstains."),
        Trap("each", _is_poll("each"), "A table with several best methods gives its vote, or parts of it, to all of them with you. It abstains."),
        Trap("majority", _is_poll("majority"), "You ask for more than half of the tables. More votes than any other method is enough."),
        Trap("bags", _is_poll("bags"), "You count each *collection* of tables once. But two different tables can be drawn in two orders, and the same one twice in a single order: the collections are not equally likely."),
    ),
    why="three votes against two of five tables win again in .68 of the surveys, and four against one in .94: not even that names a best method. And another count, the mean, may name another one in the same survey.",
    fallback=_first_survey, run=_surveyed, prepare=_polls,
    says={"structure": "return three things: the number of a method, a share, and True or False."},
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
        Trap("percent", lambda a: a[1] > 1, "Your second number is above 1. An accuracy is a share between 0 and 1, not a number of rows or of per cent."),
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
        Trap("no-size", lambda a: a[0] not in learning_curves().sizes, "That is none of the recorded numbers of training rows. Print `learning_curves().sizes`."),
        Trap("late", lambda a: a[0] > _neighbour()[0], "3-NN is ahead there, but not there for the first time. Simple methods need no great number of rows: read the columns before that one.", "DEEP"),
        Trap("early", lambda a: 100 <= a[0] < _neighbour()[0], "At that size logistic regression is still ahead on average. Put the two rows of means below each other.", "AVG"),
    ),
    why="3-NN is behind up to 400 rows and ahead from 1000 on, where flat cuts gain less and less from more rows. It stays well behind the SVM.",
    fallback="Put the two rows of means below each other, and read from the left.",
    prepare=_neighbour,
)

# ---------------------------------------------------------------- P4 and P5


def sequence(letters):
    """Kind of an answer that holds each of these characters once, in an order; spaces and commas do not count."""

    def read(name, value):
        text = "".join(c for c in str(value).lower() if c.isalnum()) if isinstance(value, (str, list, tuple, int)) else ""
        if sorted(text) != sorted(letters):
            raise Hint("type", f"`{name}` should hold each of {', '.join(letters)} once, in one pair of quotes.")
        return text

    return read


def _misplaced(i, key):
    """Test whether the character at place i of P4 is another than the one with this digest."""
    return lambda a: digest(f"ch01-p4{i}", a[i]) != key


P4 = Exercise(
    "ch01-p4", {"answer_p4": sequence("12345")}, lambda a: digest("ch01-p4", a) == "037f7d8302cc",
    (
        Trap("mining", _misplaced(0, "3a748117c3c9"), "Look at a) again. To fit a forest is to let an algorithm produce a model from the data: how is the step called in which this happens?"),
        Trap("judging", _misplaced(3, "bc4b7f3b1e06"), "Look at d) again. The surgeon fits nothing and changes no row; she says what a pattern is worth. Which of the four words of the definition does she deny it?"),
        Trap("choosing", _misplaced(2, "b95a321b6011"), "Look at c) again. Nothing in the rows is altered there: it is decided which of them belong to the question at all."),
        Trap("mending", lambda a: True, "b) and e) have changed places. One mends what is wrong in the data, the other says the same data in other columns."),
    ),
    why="selection, preprocessing and transformation come before the mining, and in practice take most of the time; the last step is the only one that no program ends.",
    fallback="Go through the figure of section 1.3 once more, arrow by arrow.",
)


def _before(a, first, second):
    return a.index(first) < a.index(second)


P5 = Exercise(
    "ch01-p5", {"answer_p5": sequence("abcdefg")}, lambda a: digest("ch01-p5", a) == "91c9238de8df",
    (
        Trap("photographs", lambda a: a[-1] != "c", "The deep network on photographs is not the last with you. It is the only one of this century among the seven."),
        Trap("perceptron", lambda a: a[0] != "f", "The perceptron is not the first with you. All the others answer it, limit it, or come from the age of databases."),
        Trap("answer", lambda a: _before(a, "b", "e"), "You let backpropagation come before the book on what one layer cannot do. Which of the two answers the other?"),
        Trap("databases", lambda a: not _before(a, "b", "a"), "You let Apriori come before backpropagation. Tables of shopping baskets that were worth mining are younger than hidden layers that learn."),
        Trap("process", lambda a: not (_before(a, "a", "d") and _before(a, "g", "d")), "The description of KDD as a process looks back on methods that existed. It comes after both Apriori and the soft margin."),
        Trap("margin", lambda a: _before(a, "g", "a"), "Apriori and the soft margin have changed places; only a year lies between them."),
    ),
    why="1958, 1969, 1986, then 1994, 1995 and 1996 in a row, and 2012. What did not happen in between, such a list cannot tell.",
    fallback="The two of the 1960s and 1980s are where they belong; look at the three of the 1990s.",
)

# ---------------------------------------------------------------- P6

P6 = choice(
    "ch01-p6", "80788be6251c",
    {
        "a": ("beyond", "Ten thousand rows lie beyond the last point. The gain of the network's last doubling was .023 and the SVM's .017; what the next one brings to either, nobody has measured.", ""),
        "b": ("setting", "The comparison behind this was made at one penalty of logistic regression. Look at the lines with C = 1: what has become of the lead at fifty rows?", "CAUSE"),
        "d": ("elsewhere", "Both files show digits. A curve speaks of data like those on which it was measured; photographs are other data.", "DEEP"),
    },
    why="in each of the five shuffles 3-NN gained more, .015 to .027 against at most .015. How these methods with these settings fare on such data is what a curve can show.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, P6, I1, I2, I3, V1, V2)}
