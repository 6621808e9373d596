"""Exercises of chapter 6.2: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ..kinds import Exercise, Trap, call, choice, function, near, number, numbers

# ---------------------------------------------------------------- P1, P2


P1 = Exercise(
    "ch06s-p1", {"answer_p1": number}, lambda a: near(a, sum((30, 0, 26)) / sum((6, 0, 2))),
    (
        Trap("means", lambda a: near(a, 9), "That is the mean of the two machines' own means. But one of them speaks for six rows and the other for two: which numbers add up?", "AVG"),
        Trap("zero-mean", lambda a: near(a, 6), "You took the mean of three means, and counted a machine without rows as if its mean were 0. It has no mean; what does it add to the sum, and to the count?", "AVG"),
        Trap("machines", lambda a: near(a, 56 / 3), "The sums are added, but then divided by the number of machines. How many *rows* went into the sum?", "AVG"),
        Trap("sum", lambda a: near(a, 56), "That is the sum of all rows of this cluster. A centre is their mean."),
    ),
    why="the sums give 56, the counts 8. The machine without rows adds nothing to either, and needs no special case.",
    fallback="Add the sums, add the counts, and only then divide.",
)


@lru_cache
def _largest():
    """The largest count that a set can have which is too rare in every part."""
    return sum(max(count for count in range(size) if count * 1000 < 50 * size) for size in (250, 250, 500))


P2 = Exercise(
    "ch06s-p2", {"answer_p2": number}, lambda a: a == _largest(),
    (
        Trap("lemma", lambda a: a == 49, "The lemma says that the count must be below 50, so 49 is an upper bound. But can it be reached? Find the largest count that is too small in each part; a count is a whole number."),
        Trap("frequent", lambda a: a == 50, "With 50 the set is frequent, and by the lemma some part proposes it. Add up the largest counts that are still too small."),
        Trap("thresholds", lambda a: a == 51, "You added the counts from which the parts propose a set. What is the largest count *below* each?"),
        Trap("down", lambda a: a in (46, 47), "Is a set with 12 of the 250 baskets proposed? Compare 12 / 250 with 50 / 1,000: the local threshold is rounded up, not down."),
        Trap("one-part", lambda a: a in (12, 24), "That is the most that one part can hold without proposing the set. The set may be in all three parts."),
    ),
    why="the parts propose from 13, 13 and 25 baskets on, so a set can hide with 12, 12 and 24. That is less than 49: rounding up costs no frequent set, and spares some candidates.",
    fallback="Work out for each part from which count on it proposes a set, and stay one below.",
    prepare=_largest,
)

# ---------------------------------------------------------------- I1


@lru_cache
def _cases():
    """Pairs of parts of different sizes, the first to work out by hand, the last two with numbers near 10^9."""
    rng = np.random.default_rng(6)
    return [(np.array([1.0, 3]), np.array([8.0])), *((rng.normal(m, s, n), rng.normal(q, t, k)) for n, m, s, k, q, t in
            ((3, 2, 1, 5, 7, 2), (40, -3, 2, 10, 4, 1), (1, 5, 1, 6, -2, 3), (30, 1e9, 1, 50, 1e9 + 3, 2), (20, 1e9, 2, 7, 1e9, 1)))]


def _message(rows):
    return len(rows), float(rows.mean()), float(rows.var())


def _merged(f):
    """The function's answers and the right ones as arrays (cases, 3), and the two messages of each case."""
    pairs = [(_message(p), _message(q)) for p, q in _cases()]
    rows = [numbers(3)("the result", call(f, *pair)) for pair in pairs]
    right = [_message(np.concatenate(pair)) for pair in _cases()]
    return SimpleNamespace(got=np.array(rows), right=np.array(right), a=np.array([p for p, _ in pairs]), b=np.array([q for _, q in pairs]))


def _fits(r, column, wanted=None, cases=slice(None)):
    wanted = r.right[:, column] if wanted is None else wanted
    return near(r.got[cases, column], wanted[cases], rel=1e-6 if column == 2 else 1e-12)


def _within(r):
    return (r.a[:, 0] * r.a[:, 2] + r.b[:, 0] * r.b[:, 2]) / r.right[:, 0]


SMALL = slice(0, 4)  # the cases without numbers near 10^9


def _variance_is(wrong, cases=SMALL):
    """Test of a trap: the variances are those that `wrong` makes of the messages."""
    return lambda r: _fits(r, 2, wrong(r), cases)


def _apart(r):
    return (r.a[:, 1] - r.b[:, 1]) ** 2


def _first_merge(r):
    """Show the first case whose variance is not right."""
    k = next(k for k, (mine, right) in enumerate(zip(r.got[:, 2], r.right[:, 2])) if not near(mine, right, rel=1e-6))
    rows = "for the rows 1 and 3 in one part and 8 in the other" if k == 0 else f"for parts of {r.a[k, 0]:.0f} and {r.b[k, 0]:.0f} rows, though the first case is right"
    return f"Count and mean are right. Your variance is {r.got[k, 2]:.4f} {rows}. Work out the squared distances from the mean of *all* rows, and see what each part's message says about them."


I1 = Exercise(
    "ch06s-i1", {"my_merge": function}, lambda r: all(_fits(r, column) for column in range(3)),
    (
        Trap("count", lambda r: not _fits(r, 0), "The first number is wrong: how many rows have the two parts together?"),
        Trap("average", lambda r: _fits(r, 1, (r.a[:, 1] + r.b[:, 1]) / 2), "Your mean is half-way between the two means, whatever the sizes. A part with more rows must pull harder.", "AVG"),
        Trap("mean", lambda r: not _fits(r, 1), "The mean is wrong. From n and the mean you can get back the sum, and sums add."),
        Trap("within", lambda r: _fits(r, 2, _within(r)), "Your variance is the weighted mean of the two variances. Take two parts that are constant, one 0 and one 1: both variances are 0, but that of all rows is not. What is missing?", "AVG"),
        Trap("plain", lambda r: _fits(r, 2, (r.a[:, 2] + r.b[:, 2]) / 2), "Your variance is the plain mean of two variances: it takes no account of the sizes, nor of the distance between the two means.", "AVG"),
        Trap("summed", _variance_is(lambda r: r.a[:, 2] + r.b[:, 2]), "Your variance is the sum of the two variances. Take two parts that are alike: the variance of all rows is then that of one part, not twice it.", "AVG"),
        Trap("unweighted", _variance_is(lambda r: _within(r) + _apart(r)), "Right within the parts; then you add the whole squared distance of the two means. No row is that far from the common mean: how far is each part's mean from it, and for how many rows?"),
        Trap("half-way", _variance_is(lambda r: _within(r) + _apart(r) / 4), "Right within the parts; then you let the common mean lie half-way between the two. With unequal sizes it does not."),
        Trap("pooled", _variance_is(lambda r: _within(r) * r.right[:, 0] / np.maximum(r.right[:, 0] - 2, 1)), "That is the pooled variance of two groups, with n - 2. It leaves out how far the two means are apart."),
        Trap("scatter", _variance_is(lambda r: r.right[:, 2] * r.right[:, 0]), "That is the *sum* of the squared distances. The variance is their mean."),
        Trap("deviation", _variance_is(lambda r: np.sqrt(r.right[:, 2])), "That is the standard deviation. A message holds the variance."),
        Trap("sample", _variance_is(lambda r: r.right[:, 2] * r.right[:, 0] / (r.right[:, 0] - 1)), "You divide by n - 1. Here a variance is the mean of the squared distances, so it divides by n."),
        Trap("digits", lambda r: _fits(r, 2, cases=SMALL), "Right for small numbers, wrong near a thousand million. A difference of large squares loses all its digits. Use the square of a difference instead."),
    ),
    why="the squared distances within the parts, and n_a n_b / n times the squared distance of the means; nothing is subtracted that is large.",
    fallback=_first_merge,
    run=_merged,
    prepare=_cases,
)

# ---------------------------------------------------------------- V1

V1 = choice(
    "ch06s-v1", "8825fe46ccd6",
    {
        "a": ("add", "They may be added in any order as long as they are sums of the *same* function of a row. Which centres does machine 1 use in its second round, and which machine 2?", "AVG"),
        "c": ("equal", "Equal sizes make a plain mean a weighted one. But with what centres do two machines of equal size assign their rows in the second round?", "AVG"),
    },
    why="a sum over rows needs one function for all rows. On the digits this shortcut ends with another J, and a worse one. It costs one message and is no longer k-means.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, I1, V1)}
