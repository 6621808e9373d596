"""Exercises of chapter 5.2a: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...mining.classification.naive_bayes import BernoulliNB
from ...nn.layers import softmax
from ..kinds import Exercise, Hint, Trap, call, choice, function, near, number, plain


def _morning(alpha, sizes=(3, 3, 2, 2)):
    """P(no) of an overcast, hot, normal, weak morning, by the counts of the fourteen."""
    no, yes = (0, 2, 1, 2), (4, 2, 6, 6)
    products = [n / 14 * np.prod([(c + alpha) / (n + alpha * m) for c, m in zip(counts, sizes)])
                for n, counts in ((5, no), (9, yes))]
    return products[0] / sum(products)


def _no_prior():
    odds = _morning(1) / (1 - _morning(1)) * 9 / 5
    return odds / (1 + odds)


P1 = Exercise(
    "ch05-2a-p1", {"answer_p1": number}, lambda a: near(a, _morning(1), rel=0, tiny=6e-4),
    (
        Trap("no-smoothing", lambda a: abs(a) < 1e-6, "On the fourteen mornings *overcast* never stood beside *no*. With alpha = 1 that count is not 0."),
        Trap("yes", lambda a: near(a, 1 - _morning(1), rel=0, tiny=6e-4), "This is P(yes). The question asks for the other one."),
        Trap("two-values", lambda a: near(a, _morning(1, (2, 2, 2, 2)), rel=0, tiny=6e-4), "Outlook and temperature have three values each: by how much does alpha raise what stands below the line?"),
        Trap("not-below", lambda a: near(a, _morning(1, (0, 0, 0, 0)), rel=0, tiny=6e-4), "alpha was added above the line only. The shares of a column must sum to 1 again."),
        Trap("once-below", lambda a: near(a, _morning(1, (1, 1, 1, 1)), rel=0, tiny=6e-4), "Below the line alpha comes once for each value of the column, not once in all."),
        Trap("no-prior", lambda a: near(a, _no_prior(), rel=0, tiny=6e-4), "The four words are right. Five mornings of fourteen were *no*, nine were *yes*: where is that?"),
        Trap("product", lambda a: 0.0015 < a < 0.0025 or 0.026 < a < 0.028, "This is a product for one class. Divide it by the sum of the two products."),
        Trap("percent", lambda a: a > 1, "Give it as a share between 0 and 1."),
    ),
    why="without the remedy a single 0 would have said that such a morning is impossible for *no*; with it, four words that are usual for *yes* still decide.",
    fallback="Two products of five shares: the class's own, and one for each word with 1 added above and the number of the column's values below. Then divide.",
)

P2 = Exercise(
    "ch05-2a-p2", {"answer_p2": number}, lambda a: near(a, 36 / 37, rel=0, tiny=1.5e-3),
    (
        Trap("once", lambda a: near(a, 6 / 7, tiny=2e-3), "The word stands in the text twice, and multinomial naive Bayes counts each occurrence."),
        Trap("counts", lambda a: near(a, 9 / 10, tiny=2e-3), "You compared the counts 30 and 10. Class B has twice as many words: compare shares."),
        Trap("odds", lambda a: near(a, 36, tiny=0.1) or near(a, 6, tiny=0.05), "These are odds, A against B. Which probability has such odds?"),
        Trap("doubled", lambda a: near(a, 12 / 13, tiny=2e-3), "Two occurrences multiply their ratios: six times six, not six plus six."),
        Trap("logarithm", lambda a: near(a, 2 * np.log(6), tiny=2e-2) or near(a, np.log(6), tiny=2e-2), "This is the sum of the log ratios, the score. Turn it into odds, and these into a probability."),
        Trap("other", lambda a: near(a, 1 / 37, tiny=1e-3), "This is the probability of B."),
        Trap("percent", lambda a: near(a, 97.3, tiny=0.2), "Give it as a share between 0 and 1."),
    ),
    why="the ratio of the shares is .03 to .005, that is 6; twice makes odds of 36 to 1. The second occurrence was hardly news, and was counted in full.",
    fallback="Shares first: 30 of 1000, 10 of 2000. Their ratio, once for each occurrence. Then odds o to 1 are the probability o/(o + 1).",
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
    W, b = (np.asarray(part, dtype=float) for part in got)
    if W.ndim == 1 and b.ndim == 2:
        raise Hint("swapped", "The first of the two has one axis and the second two. Return W first, then b.")
    return W, b


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


def _other_total(times):
    """W with alpha added to the total not twice but another number of times; infinite where a pixel is always dark."""
    model, n = _model(), np.bincount(_digits()[1])[:, None]
    theta = model.theta_ * (n + 2 * model.alpha) / (n + times * model.alpha)
    with np.errstate(divide="ignore"):
        return (np.log(theta) - np.log(np.maximum(1 - theta, 0))).T


def _smooth_prior():
    """The logarithms of the classes' shares, with alpha added to each count."""
    counts = np.bincount(_digits()[1]) + _model().alpha
    return np.log(counts / counts.sum())


I1 = Exercise(
    "ch05-2a-i1", {"nb_layer": function}, _bayes(lambda m: (m.W, m.b)),
    (
        Trap("transposed", lambda a: a[0].shape == (10, 64), "W should have one row a feature and one column a class, (d, K), so that X @ W is possible.", "SHAPE"),
        Trap("alpha", lambda a: any(near(_thetas(a[0]), _thetas(_other_total(m)), tiny=1e-9) for m in (1, 10, 64)), "alpha is added to the count of ones and to the count of zeros. By how much does that raise the total?"),
        Trap("smoothed-prior", _bayes(lambda m: (m.W, m.b - m.log_prior_ + _smooth_prior())), "W is right. You smoothed the shares of the classes as well; they are counted as they are."),
        Trap("not-finite", lambda a: not all(np.isfinite(part).all() for part in a), "There is an infinity or NaN among the weights: a pixel that is never dark in some class. What was alpha for? And add logarithms, never multiply probabilities."),
        Trap("present-only", _bayes(lambda m: (np.log(m.theta_).T, m.log_prior_)), "You listened to the dark pixels only. A pixel that is not dark is evidence as well: it contributes log(1 - theta)."),
        Trap("absent", _bayes(lambda m: (m.W, m.log_prior_)), "W is right. Each class also has a sum over all features of log(1 - theta), which differs from class to class: where did it go?"),
        Trap("prior", _bayes(lambda m: (m.W, m.b - m.log_prior_)), "Only the share of each class among the rows is missing."),
    ),
    run=_layer, prepare=_digits, why="the probabilities agree with naive Bayes to rounding: it is a softmax layer, and you wrote its weights down without a single training step.",
    fallback="Write the log of P(c) times the product for one row, and sort the terms: those with x_j go into W, the rest into b.",
    says={"pair": "Return the two arrays W and b, in this order.", "swapped": "The first of the two has one axis and the second two. Return W first, then b."},
)


V1 = choice(
    "ch05-2a-v1", "876a4f08e62c",
    {
        "a": ("slogan", "That is the slogan, and not the first row of the result. Which of its four numbers is the smallest? Then think of a class of which a single row has been drawn: what are its variances?", ""),
        "c": ("both", "Compare the first two numbers of the first row with each other. They differ in one thing only: which variances are fitted?", "AVG"),
    },
    why="with nine rows the naive Bayes with own variances has less than .65, the one with shared ones about .88 like the regressions. Of nine rows drawn at random the smallest class mostly has one or two, and the variance of one row is zero: the class becomes a needle that no other wine fits. So neither \"few rows\" nor \"naive Bayes\" is enough for the slogan.",
)

V2 = Exercise(
    "ch05-2a-v2", {"answer_v2": number}, lambda a: abs(a - 16 / 289) < 6e-4,
    (
        Trap("training-rows", lambda a: abs(a - 15 / 295) < 6e-4, "This is what the model says of the rows that it was fitted to. Each row is to be judged by a model that has not seen it: ten folds.", "TRAIN"),
        Trap("claimed", lambda a: 0 <= a <= 0.001, "That is what the model claims. Even ten columns are no ten independent witnesses: check the claim against the labels.", "PROB"),
        Trap("all-cases", lambda a: abs(a - 92 / 569) < 3e-3, "That is the share of errors over all cases. Keep only those for which the larger probability exceeds .999."),
        Trap("thirty", lambda a: abs(a - 17 / 530) < 6e-4, "That is the number for all thirty columns. Keep the middle ten."),
        Trap("other-ten", lambda a: abs(a - 10 / 498) < 6e-4 or abs(a - 12 / 470) < 6e-4, "That is the number for other ten columns. The middle ones are X[:, 10:20]."),
        Trap("denominator", lambda a: abs(a - 16 / 569) < 6e-4, "You counted the right errors, but divided by the number of all patients. Of how many is the model so sure?"),
        Trap("share-sure", lambda a: abs(a - 289 / 569) < 3e-3 or abs(a - 273 / 289) < 3e-3, "That is how often the model is so sure, or how often it is right. How often is it wrong when it is sure?"),
        Trap("percent", lambda a: a > 1, "Give it as a share between 0 and 1."),
    ),
    why="16 of 289, more than fifty times as often as it says. Radius, perimeter and area are among these ten, too. A score is not a probability until it has been checked against outcomes.",
    fallback="Among the rows with a largest probability above .999, take the mean of (guess differs from truth). The columns are data.X[:, 10:20].",
)

GENERATORS = 30
NO_ROWS = "A fold should hold row numbers, whole numbers from 0 to len(groups) - 1, and not the names of groups, masks or pairs."


@lru_cache
def _grouped():
    """(groups, folds): a few rows by hand, groups that stand together, scattered ones of all sizes, by number, and those that
    stood together, scattered."""
    rng = np.random.default_rng(52)
    names = np.array(["ast", "csv", "json", "math", "os", "re", "shutil", "socket", "ssl", "uuid", "zlib"])
    together = np.repeat(names, [1, 2, 40, 3, 25, 9, 4, 1, 17, 6, 12])
    return [(np.array(list("abacbdacdb")), 2), (together, 3), (rng.permutation(together), 4),
            (rng.permutation(np.repeat([70, 12, 5, 400, 33, 8, 61], [5, 2, 8, 1, 30, 4, 6])), 3), (rng.permutation(together), 3)]


def _group_rows(value, k):
    """The folds as lists of row numbers."""
    folds = plain(list(value)) if not isinstance(value, (int, float, str)) else None
    if not isinstance(folds, list) or len(folds) != k:
        raise Hint("shape", "Return a list of k folds, each a list or an array of row numbers.")
    if not all(isinstance(fold, list) and all(type(i) is int for i in fold) for fold in folds):
        raise Hint("numbers", NO_ROWS)
    return folds


def _group_folds(f):
    """The folds of each table, and how many different deals thirty generators make of the scattered one."""
    found = [SimpleNamespace(groups=g, k=k, folds=_group_rows(call(lambda *a: f(*a, np.random.default_rng(0)), g, k), k)) for g, k in _grouped()]
    groups, k = _grouped()[2]
    again = [_group_rows(call(lambda *a, s=s: f(*a, np.random.default_rng(s)), groups, k), k) for s in [0, *range(GENERATORS)]]
    if again[0] != again[1]:
        raise Hint("own-draws", "Given two generators with the same seed, your function returns different folds. Draw from the rng that you are given: only then can somebody repeat your split.")
    return SimpleNamespace(cases=found, deals=len({frozenset(frozenset(fold) for fold in folds) for folds in again}))


def _in_some(test):
    return lambda got: any(test(case, [i for fold in case.folds for i in fold]) for case in got.cases)


def _divided(case, *_):
    """The groups that have rows in more than one fold."""
    return [g for g in np.unique(case.groups).tolist() if sum(bool((case.groups[fold] == g).any()) for fold in case.folds) > 1]


def _dealt(case):
    """How many groups each fold holds."""
    return [len(np.unique(case.groups[fold])) for fold in case.folds]


def _left_out(case, rows):
    """Whether the rows that each fold does not hold are folds themselves."""
    left = [i for fold in case.folds for i in set(range(len(case.groups))) - set(fold)]
    return len(rows) > len(case.groups) and sorted(left) == list(range(len(case.groups)))


I2 = Exercise(
    "ch05-2a-i2", {"group_folds": function},
    lambda got: not any(trap.test(got) for trap in I2.traps),
    (
        Trap("outside", _in_some(lambda case, rows: not set(rows) <= set(range(len(case.groups)))), "Some number is not a row of the table: rows are counted from 0 to len(groups) - 1."),
        Trap("training", _in_some(_left_out), "These are the rows to train on. Return the others, those that each fold leaves out."),
        Trap("twice", _in_some(lambda case, rows: len(set(rows)) < len(rows)), "Some row is in more than one fold. Each row belongs to exactly one."),
        Trap("missing", _in_some(lambda case, rows: len(rows) < len(case.groups)), "Some rows are in no fold. Is there one for each group, whatever remains after a division by k?"),
        Trap("sorted-only", lambda got: not _divided(got.cases[1]) and _divided(got.cases[4]), "Right for a table in which the rows of a group stand together, and wrong for the same rows scattered: there some group has rows in two folds.", "LEAK"),
        Trap("divided", lambda got: any(map(_divided, got.cases)), "Some group has rows in two folds. When one of these folds is left out, siblings of its rows are among the rows to learn from, and the score is one of recognising groups. What is it that has to be dealt?", "LEAK"),
        Trap("uneven", lambda got: any(np.ptp(_dealt(case)) > 1 for case in got.cases), "No group is divided. But in one of my tables some fold has at least two groups more than another: they may differ by one, however many rows the groups have."),
        Trap("fixed", lambda got: got.deals == 1, "No group is divided. But thirty generators gave the same folds: who deals again learns nothing from it. Where does rng come in?"),
        Trap("few-deals", lambda got: got.deals < GENERATORS / 2, "No group is divided. But among the folds that thirty generators gave are the same ones again and again: any groups should be able to meet in a fold."),
    ),
    run=_group_folds, prepare=_grouped,
    why="every row is in one fold, and all rows of its group are with it, wherever they stand in the table. A score from such folds is one for groups that the model has never met: new modules, new patients, new cameras.",
    fallback="Deal the groups, and let the rows follow.",
    says={"shape": "Return a list of k folds, each a list or an array of row numbers.", "numbers": NO_ROWS},
)

EXERCISES = {ex.id: ex for ex in (P1, P2, I1, I2, V1, V2)}
