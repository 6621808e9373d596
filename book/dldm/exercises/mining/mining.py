"""Exercises of chapter 5: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
import itertools
import math
from types import SimpleNamespace

import numpy as np

from ...mining.choosing import TASKS
from ..kinds import (
    Exercise,
    Hint,
    Trap,
    call,
    choice,
    digest,
    function,
    number,
    numbers,
    plain,
    row_of,
)

# ---------------------------------------------------------------- P1


def seven_tasks(name, value):
    """Kind of a list of seven names of tasks, or "none"."""
    value = plain(value)
    if not isinstance(value, list) or len(value) != 7:
        raise Hint("shape", f"`{name}` should be a list of seven words, one for each card.")
    if not all(isinstance(v, str) for v in value):
        raise Hint("type", f"`{name}` should hold words in quotes, and ... where you have not decided yet is not one.")
    words = [v.strip().lower() for v in value]
    if not set(words) <= {*TASKS, "none"}:
        raise Hint("word", f"Use only these words: {', '.join(TASKS)}, none.")
    return words


def source(name, value):
    """Kind of an answer about where the label comes from."""
    word = value.strip().lower() if isinstance(value, str) else ""
    if word not in ("column", "future", "none"):
        raise Hint("type", f"`{name}` should be \"column\", \"future\" or \"none\", in quotes.")
    return word


CARDS = ("425dd9ed06e3", "5548c2e05ba3", "c74e798480f9", "6a4312115168", "82d035fb5060", "1d63820f817e",
         "edbf5104a4e9")


def _off(words):
    """The numbers of the cards that have another word than the key."""
    return [n for n, (word, key) in enumerate(zip(words, CARDS), 1) if digest(f"ch05-p1-{n}", word) != key]


P1 = Exercise(
    "ch05-p1", {"answer_p1": seven_tasks, "answer_p1_label": source},
    lambda a: not _off(a[0]) and digest("ch05-p1-label", a[1]) == "4bce62fd0abf",
    (
        Trap("no-labels", lambda a: a[0][0] in ("classification", "regression"), "Card 1: which recorded group of a customer would you compare your answer with? As long as nobody has named the groups, there is nothing to be classified into.", "CLU"),
        Trap("groups", lambda a: a[0][1] == "clustering", "Card 2: the two groups are known, and each loan of the past carries its own. A grouping by likeness might not follow them at all.", "CLU"),
        Trap("points-as-names", lambda a: a[0][2] == "classification", "Card 3: are hundreds of different points as many classes? Ask whether predicting 150 where 152 comes is as wrong as predicting 25."),
        Trap("rows-or-items", lambda a: a[0][3] == "clustering", "Card 4 does not ask which baskets resemble each other. What are the things that it puts together?"),
        Trap("order", lambda a: a[0][4] != "sequence", "Card 5: shuffle the hours, and ask whether the question can still be answered. Which of the five tasks depends on that?", "SHUF"),
        Trap("numbers-as-names", lambda a: a[0][5] == "classification", "Card 6: the marks are whole numbers, but are they names? The card says how bad it is to be off by one, and by three."),
        Trap("forced", lambda a: a[0][6] != "none", "Card 7: which mistake do you fear there? Look for it in the last column of the task table, and if it is not there, say so."),
        Trap("no-label", lambda a: not _off(a[0]) and a[1] == "none", "Wait one day, and you can say how wrong the forecast was. Then there was something to learn from in the old record as well.", "NOLAB"),
        Trap("own-column", lambda a: not _off(a[0]) and a[1] == "column", "No second column was recorded. The value that an answer is compared with stands in the same column: where?", "NOLAB"),
    ),
    why="what decides is not the table but what counts as wrong. And a forecast has labels, although nobody wrote them: the later values of the same record. That is called self-supervised.",
    fallback=lambda a: f"Card {_off(a[0])[0]}: \"{a[0][_off(a[0])[0] - 1]}\" is not where the router ends. Put its questions to this card once more, beginning with the outcome.",
)

# ---------------------------------------------------------------- P2, P3

P2 = Exercise(
    "ch05-p2", {"answer_p2_before": number, "answer_p2_inside": number},
    lambda a: 0.7 < a[0] < 0.97 and 0.35 <= a[1] <= 0.65,
    (
        Trap("percent", lambda a: max(a) > 1, "Give both as shares between 0 and 1."),
        Trap("negative", lambda a: min(a) < 0, "An accuracy is a share: it cannot be negative."),
        Trap("swapped", lambda a: a[0] < 0.65 and a[1] > 0.7, "The two are swapped. In which of the two procedures did the choice of genes see the patients that are tested later?", "LEAK"),
        Trap("noise", lambda a: a[0] <= 0.7 and a[1] <= 0.7, "The genes are noise, but 10 of them were *chosen*, out of 2,000, because they agree with the diagnoses of these 60 patients. The patients of the test are among the 60.", "LEAK"),
        Trap("leak-stays", lambda a: a[1] > 0.65, "Inside each fold the 10 genes are chosen without a look at the tested patients. For these they are noise like the other 1,990. How often does noise guess a coin?", "LEAK"),
        Trap("below-chance", lambda a: a[1] < 0.35, "Worse than a coin by so much would be knowledge, too: you could turn every answer round. From noise you get neither."),
        Trap("perfect", lambda a: a[0] >= 0.97, "Nearly perfect is too much: each of the chosen genes agrees with two thirds of the patients or so, and ten such voices still err together."),
    ),
    why="about .86 for the leak and about .5 without it: fewer genes to choose from than in the exhibit, and fewer patients to agree with. Nothing but the order of two steps differs: select, then split; or split, then select. The code of both runs without a warning.",
    fallback="Think of one of the 10 chosen genes: does it agree with the diagnosis of a tested patient more often than a coin would, and why?",
)


ILL, FOUND, ALARMED = 0.1, 0.9, 0.2


def _posterior():
    """P(ill | positive), counted in a made-up town of 1,000 people."""
    ill, well = 1000 * ILL, 1000 - 1000 * ILL
    return ill * FOUND / (ill * FOUND + well * ALARMED)


def _is(value):
    """Whether an answer is this number, to three digits after the point or rounded to two."""
    return lambda a: abs(a - value) < 5e-4 or math.isclose(a, round(value, 2))


P3 = Exercise(
    "ch05-p3", {"answer_p3": number}, _is(_posterior()),
    (
        Trap("sensitivity", _is(FOUND), "This is how often the ill test positive. The question is the other way round: among the positives, how many are ill?", "PROB"),
        Trap("joint", _is(ILL * FOUND), "This is the share of people who are ill and positive. Divide it by the share of those who are positive for any reason.", "PROB"),
        Trap("base", _is(ILL), "This is the share before any test. The result must have moved it.", "PROB"),
        Trap("positives", _is(ILL * FOUND + (1 - ILL) * ALARMED), "This is the share of all people who test positive. How many of them are ill?"),
        Trap("false-alarm", _is(1 - _posterior()), "This is the share of the positives who are healthy."),
        Trap("odds", _is(ILL * FOUND / ((1 - ILL) * ALARMED)), "These are the odds, ill to healthy, among the positives. A probability divides by both together."),
        Trap("everybody", _is(ILL * FOUND / (ILL * FOUND + ALARMED)), "This would be right if a fifth of *all* people were alarmed as well. It is a fifth of the healthy ones, and they are fewer."),
        Trap("no-base", _is(FOUND / (FOUND + ALARMED)), "This would hold if half of the people were ill. How many healthy people are there for each ill one?", "PROB"),
        Trap("negatives", _is(ILL * FOUND / (ILL * FOUND + (1 - ILL) * (1 - ALARMED))), "This comes out if the healthy who test *negative* are counted below the line. Your test was positive: which of the healthy belong to it?"),
        Trap("percent", lambda a: _is(_posterior())(a / 100), "Give it as a probability between 0 and 1."),
        Trap("above-one", lambda a: a > 1, "A probability is never above 1. (If you meant per cent, write it as a share.) Those whom you count above the line must be counted below it as well."),
    ),
    why="of 1,000 people 90 of the ill and 180 of the healthy test positive, so 90 of 270 positives are ill. A test that seems good is mostly wrong when it says yes, as long as the ill are few.",
    fallback="Count in a town of 1,000: how many ill test positive, how many healthy test positive?",
)

# ---------------------------------------------------------------- P4

TRUE, SAID = np.array([10, 12, 17, 19, 19, 22]), np.array([11, 10, 18, 20, 21, 21])
PLACES = (slice(0, 3), slice(3, 6), slice(0, 6))


def _of_places(score):
    """`score(true values, predictions)` in the first place, in the second, and of all six rows."""
    return [float(score(TRUE[rows], SAID[rows])) for rows in PLACES]


def _r2(y, p, middle=None):
    return 1 - np.sum((y - p) ** 2) / np.sum((y - (y.mean() if middle is None else middle)) ** 2)


def _close(wanted, entries=(0, 1, 2)):
    return lambda a: all(abs(a[i] - wanted[i]) < 0.006 for i in entries)


RIGHT = _of_places(_r2)

P4 = Exercise(
    "ch05-p4", {"answer_p4": numbers(3)}, _close(RIGHT),
    (
        Trap("errors", _close(_of_places(lambda y, p: np.mean((y - p) ** 2))), "These are the squared errors of the model, the same three times. Each has still to be divided by the error of the mean of these rows, and subtracted from 1."),
        Trap("ratio", _close([1 - r for r in RIGHT]), "You have the error as a share of the baseline's. $R^2$ is what is left of 1."),
        Trap("one-mean", _close(_of_places(lambda y, p: _r2(y, p, TRUE.mean()))[:2], (0, 1)), "For the single places you have used the mean of all six days. The baseline knows the mean of the tested rows: those of one place."),
        Trap("mean-of-two", lambda a: _close(RIGHT, (0, 1))(a) and abs(a[2] - np.mean(a[:2])) < 0.006, "The third is not the mean of the first two. Put the six rows into one table: what is their mean, and how far are they from it?"),
        Trap("sample-variance", _close(_of_places(lambda y, p: 1 - np.mean((y - p) ** 2) / y.var(ddof=1))), "Your two errors are averaged differently: one is divided by the number of rows and the other by one less. Use the same for both."),
        Trap("roots", _close(_of_places(lambda y, p: 1 - np.sqrt(np.mean((y - p) ** 2)) / y.std())), "You have divided the roots. $R^2$ compares the squared errors themselves."),
        Trap("swapped", _close([RIGHT[1], RIGHT[0], RIGHT[2]]), "The two places have changed seats: A first, then B, then both."),
        Trap("percent", lambda a: _close(RIGHT)([v / 100 for v in a]), "Give shares of 1, not per cent."),
    ),
    why="the errors are 1, 2 and 1 degrees in both places. In A the temperatures differ more, so their mean is a poor rival, and the score is .77; in B it is 0; and both together, with a mean that lies between the places and far from most days, give .89. No forecast was any better.",
    fallback=lambda a: f"For {('A', 'B', 'both')[next(i for i in range(3) if not _close(RIGHT, (i,))(a))]} you have another number than we. Write down the six errors, then how far each true value is from the mean of the rows in question; square, add, divide.",
)

# ---------------------------------------------------------------- P5, P6, P7: the museum

LEAKS = ("def7d7b3272c", "be72301d4783", "2a2a627a68f4", "d8dc78cc92e6", "6ded62b7ec24")


def _exhibits(lines):
    """The exhibits whose leaks stand in these lines of the program."""
    return {n for n in (1, 2, 3) for line in lines if digest("ch05-p5", f"{line:g}-{n}") in LEAKS}


P5 = Exercise(
    "ch05-p5", {"answer_p5": numbers(3)}, lambda a: _exhibits(a) == {1, 2, 3},
    (
        Trap("outside", lambda a: any(line not in range(1, 11) for line in a), "Give the numbers of three lines, from 1 to 10."),
        Trap("same-line", lambda a: len(set(a)) < 3, "A line stands there twice. Three different leaks are wanted."),
        Trap("scaler", lambda a: bool({5.0, 6.0} & set(a)), "Line 5 learns means and deviations from the training rows alone, and line 6 applies them to the others. So it should be: that a step prepares the columns does not make it a leak.", "LEAK"),
        Trap("columns", lambda a: 1 not in _exhibits(a), "Something is learnt from y before there is any split, as in exhibit 1. You have not named that line.", "LEAK"),
        Trap("time", lambda a: 3 not in _exhibits(a), "The program is to forecast. Which hours lie next to a tested one, and are they known when a forecast is made? The line that mixes them up is not among yours.", "SHUF"),
        Trap("choice", lambda a: 2 not in _exhibits(a), "Five settings were tried, and one number is printed. On which rows was it chosen, and on which was it measured?", "LEAK"),
    ),
    why="line 2 chooses columns by all values of y, line 3 puts the hours before and after a tested one among the training rows, and line 10 reports the best of five on the rows by which it was chosen (line 9, if you like: it shows the test set to the choice). The scaler is fitted to training rows only. All of it runs without a warning.",
    fallback="Go through the lines with one question: would this be known when the forecast is made?",
)

STUDENTS, ROWS = 30, 50


def _best_coin():
    """The expected largest of so many shares of right coins."""
    below = np.cumsum([math.comb(ROWS, k) for k in range(ROWS + 1)]) / 2**ROWS
    return float(np.sum(1 - below**STUDENTS)) / ROWS


P6 = Exercise(
    "ch05-p6", {"answer_p6_report": number, "answer_p6_next": number},
    lambda a: abs(a[0] - _best_coin()) < 0.045 and abs(a[1] - 0.5) < 0.06,
    (
        Trap("percent", lambda a: max(a) > 1, "Give both as shares between 0 and 1."),
        Trap("negative", lambda a: min(a) < 0, "An accuracy is a share: it cannot be negative."),
        Trap("swapped", lambda a: a[0] < 0.56 and a[1] > 0.59, "The two are swapped. For which of them has somebody looked for the largest of thirty numbers?"),
        Trap("no-leak", lambda a: a[0] < 0.56 and a[1] < 0.56, "Each student alone is right for a half. But the report does not take each student: it takes the luckiest of thirty.", "LEAK"),
        Trap("talent", lambda a: a[1] > 0.56, "What does the coin of the winner know of the next 50 rows?", "LEAK"),
        Trap("below-chance", lambda a: a[1] < 0.44, "A coin does not make up for its luck: its next throws know nothing of the first ones."),
        Trap("one-deviation", lambda a: a[0] < _best_coin(), "One student deviates from .5 by some .07. That far up or farther comes one in six: how far comes the best of thirty?"),
        Trap("too-good", lambda a: a[0] > _best_coin(), "A single accuracy has the deviation .07. Your report lies three deviations or more above a half: one coin in seven hundred does that, and there are thirty."),
    ),
    why="about .64 and .5. The largest of thirty accuracies with the deviation .07 lies two deviations above the mean, and nothing of it is left on other rows. Nobody has shown the test set to a coin; the choice saw it.",
    fallback="An accuracy of a coin on 50 rows has the deviation .07. How many deviations above its mean is the largest of thirty?",
)

USES = ("28b7111e5ef2", "e1a72d863637", "cbf03921bac9", "fd7cc60bca8c", "827a7f140aef")


def _misplaced(letters):
    return next(n for n, (letter, key) in enumerate(zip(letters, USES), 1) if digest(f"ch05-p7-{n}", letter) != key)


P7 = Exercise(
    "ch05-p7", {"answer_p7": row_of("abc", 5, "use")},
    lambda a: all(digest(f"ch05-p7-{n}", letter) == key for n, (letter, key) in enumerate(zip(a, USES), 1)),
    (
        Trap("future-known", lambda a: a[0] == "a", "Use 1: dealt at random, a tested month has its neighbours of both sides among the training rows. Which of them will a forecaster have?", "SHUF"),
        Trap("gap", lambda a: a[1] == "c", "Use 2: when the gap is filled, is the month after it known? The test should be as kind as the use, and no harder.", "SHUF"),
        Trap("patients", lambda a: a[2] == "a", "Use 3: dealt at random, nine other pictures of a tested patient lie among the training rows. Will that be so for a patient who comes for the first time?", "LEAK"),
        Trap("new-tricks", lambda a: a[3] == "a", "Use 4: dealt at random, the model trains on this month's tricks and is tested on them. Which tricks will next year's mail have?", "SHUF"),
        Trap("by-lot", lambda a: a[4] != "a", "Use 5: how were the tested lamps taken from the store, and how would you take some of them for a test?"),
    ),
    why="a forecast and next year's mail are tested on later rows, new patients on whole patients, and a gap or the other lamps of a store on rows taken at random. The record of carbon dioxide stands there twice: not the table decides how it is split, but the use.",
    fallback=lambda a: f"Use {_misplaced(a)}: what will be known when the model is used, and what will not? The test rows should be new in the same way.",
)

# ---------------------------------------------------------------- I1


NO_ROWS = "A fold should hold row numbers, whole numbers from 0 to len(y) − 1, and not labels, masks or pairs."


def _cases():
    """(labels, folds): a few by hand, then sorted, shuffled, three unequal classes by name, and the sorted rows shuffled."""
    rng = np.random.default_rng(5)
    names, in_order = np.repeat(np.array(["red", "rose", "white"]), [23, 31, 9]), np.repeat([0, 1, 2], [59, 71, 48])
    return [(np.array(list("abcabacbac")), 3), (in_order, 5), (rng.permutation(np.repeat([0, 1], [40, 20])), 4),
            (rng.permutation(names), 7), (rng.permutation(in_order), 5)]


def _whole(rows):
    return all(isinstance(i, int) and not isinstance(i, bool) for i in rows)


def _rows(value, k):
    """The folds as lists of row numbers."""
    folds = plain(list(value)) if not isinstance(value, (int, float, str)) else None
    if not isinstance(folds, list) or len(folds) != k:
        raise Hint("shape", "Return a list of k folds, each a list or an array of row numbers.")
    if not all(isinstance(fold, list) for fold in folds):
        raise Hint("numbers", NO_ROWS)
    rows = [i for fold in folds for i in fold]
    if rows and all(isinstance(i, float) and i.is_integer() for i in rows):
        raise Hint("floats", "Your row numbers are floats, such as 3.0, and cannot be used as an index. An empty NumPy array is made of floats: begin with lists, or with dtype=int.")
    if not _whole(rows):
        raise Hint("numbers", NO_ROWS)
    return folds


def _folded(f):
    return [SimpleNamespace(y=y, k=k, folds=_rows(call(f, y, k), k)) for y, k in _cases()]


def _some(test):
    return lambda got: any(test(case, [i for fold in case.folds for i in fold]) for case in got)


def _counts(case):
    """{class: its rows in each fold}."""
    return {c: [int((case.y[fold] == c).sum()) for fold in case.folds] for c in np.unique(case.y).tolist()}


def _uneven(case):
    """The first class whose counts differ by more than 1 between the folds, and these counts; or None."""
    return next(((c, row) for c, row in _counts(case).items() if max(row) - min(row) > 1), None)


def _complements(case, rows):
    """Whether the rows that each fold does not hold are folds themselves."""
    left = [i for fold in case.folds for i in set(range(len(case.y))) - set(fold)]
    return len(rows) > len(case.y) and sorted(left) == list(range(len(case.y)))


def _last_takes_the_rest(case):
    return all(set(row[:-1]) == {sum(row) // case.k} for row in _counts(case).values())


def _spread(got):
    """Where the first uneven case is."""
    case = next(case for case in got if _uneven(case))
    name, row = _uneven(case)
    return (f"On a table of {len(case.y)} rows and with k = {case.k}, each row is in one fold, but class {name!r} has "
            f"{max(row)} rows in one fold and {min(row)} in another. They may differ by one.")


TRAPS = (
    Trap("outside", _some(lambda case, rows: not set(rows) <= set(range(len(case.y)))), "Some number is not a row of y: rows are counted from 0 to len(y) − 1."),
    Trap("training", _some(_complements), "These are the rows to train on. Return the others, those that each fold leaves out."),
    Trap("twice", _some(lambda case, rows: len(set(rows)) < len(rows)), "Some row is in two folds, so a model would be tested on it twice, and trained on it in between. Each row belongs to exactly one fold.", "LEAK"),
    Trap("missing", _some(lambda case, rows: len(rows) < len(case.y)), "Some rows are in no fold. Which rows of a class are they: the first, the last, or those that remain after a division by k?"),
    Trap("one-class", lambda got: any(all(len(set(case.y[fold].tolist())) < 2 for fold in case.folds) for case in got), "Each of your folds holds one class only, so a model is tested on a class of which it has not seen a single row. A fold should be a small copy of the table.", "SHUF"),
    Trap("blocks", lambda got: _uneven(got[1]) and all(np.ptp(fold) == len(fold) - 1 for fold in got[1].folds), "Your folds are blocks of consecutive rows. One of the tables I gave you is sorted by class, so that a block asks about one or two classes and not about all.", "SHUF"),
    Trap("rest", lambda got: any(map(_uneven, got)) and all(map(_last_takes_the_rest, got)), "All folds but the last get equally many rows of a class, and the last gets whatever remains, up to k − 1 more. Deal the remainder, too."),
    Trap("sorted-only", lambda got: not _uneven(got[1]) and _uneven(got[4]), "Right for a table that is sorted by class, and wrong for the same rows in another order. Deal each class separately.", "SHUF"),
)

I1 = Exercise(
    "ch05-i1", {"stratified_folds": function},
    lambda got: not any(trap.test(got) for trap in TRAPS) and not any(map(_uneven, got)), TRAPS,
    why="every row is in exactly one fold, and no class differs by more than one row between the folds, whatever the order of the table or the names of the classes.",
    fallback=_spread,
    run=_folded,
    says={"mutates": "your function changes y. Deal row numbers, and leave the labels as they are."},
)

# ---------------------------------------------------------------- I2

DRAWS = 600
BY_HAND = np.array(list("abaab"))
MANY, LARGE = 300, np.array(list("aaaaab" * 4))  # draws of a table with twenty rows of one group


def _order(value, n):
    """One order of n rows as a list."""
    order = plain(list(value)) if not isinstance(value, (int, float, str)) else None
    if not isinstance(order, list) or len(order) != n:
        raise Hint("shape", "Return one row number for each row of the table, in a list or an array.")
    if not _whole(order):
        raise Hint("numbers", "Return row numbers, whole numbers from 0 to N − 1, and not the groups or values that stand in the rows.")
    return order


def _twice(f):
    """Hint if two generators of one seed lead to two orders of forty rows."""
    first, second = (_order(call(lambda g: f(g, np.random.default_rng(3)), np.repeat([0, 1], 20)), 40) for _ in range(2))
    if first != second:
        raise Hint("own-draws", "Given two generators with the same seed, your function returns two different orders. Draw from the rng that you are given: only then can somebody repeat your test.")


def _shuffled(f):
    """[(groups, their orders), ...]: many draws of five rows, a table that is sorted and then scattered, a larger one."""
    _twice(f)
    rng = np.random.default_rng(11)
    tables = [(BY_HAND, DRAWS), (np.repeat([0, 1, 2], [5, 4, 6]), 20), (np.array([2, 0, 1, 0, 2, 2, 1, 0, 1, 2, 0, 2, 0, 1, 2]), 20),
              (LARGE, MANY)]
    return [(groups, [_order(call(lambda g: f(g, rng), groups), len(groups)) for _ in range(n)])
            for groups, n in tables]


def _leaves(groups, order):
    """Whether the order puts some row into a place of another group."""
    return (groups[order] != groups).any()


def _seldom(got):
    """(an order of the three rows of "a", how often it came), the one farthest from a sixth of the draws."""
    counts = {order: 0 for order in itertools.permutations((0, 2, 3))}
    for order in got[0][1]:
        counts[tuple(order[i] for i in (0, 2, 3))] += 1
    return max(counts.items(), key=lambda pair: abs(pair[1] - DRAWS / 6))


def _counted(got):
    """(20, 20): how often each of the rows of the large group came to each of its places."""
    at, counts = np.flatnonzero(LARGE == "a"), np.zeros((20, 20))
    for order in got[3][1]:
        counts[np.searchsorted(at, np.array(order)[at]), np.arange(20)] += 1
    return counts


def _any_partner(n=20):
    """(n, n): how likely each of n rows comes to each place if every row in turn changes places with any of the n."""
    chances = np.eye(n)
    for turn in range(n):
        step = np.eye(n) * (1 - 1 / n)
        step[:, turn] = step[turn] = 1 / n
        chances = chances @ step
    return chances


def _apart(got, expected):
    """How many deviations the counts' squared differences from the expected ones lie above those of chance."""
    return (((_counted(got) - expected) ** 2 / expected).sum() - 20 * 19) / (20 / 19 * np.sqrt(2 * 19**2))


def _like_any_partner(got):
    """Whether the counts lie far from fair ones in the direction of that fault, first or last row first, and near it."""
    way = _any_partner() - 1 / 20
    far = 5 * np.sqrt(MANY / 19 * (way**2).sum())
    return any((_counted(got) * side).sum() > far and _apart(got, MANY * (side + 1 / 20)) < 5 for side in (way, way[::-1, ::-1]))


def _uneven_places(got):
    return _apart(got, MANY / 20)


def _kept_pairs(got):
    """How many of the 190 pairs of rows of the large group stand in their old order, on average."""
    at = np.flatnonzero(LARGE == "a")
    places = np.array([np.array(order)[at] for order in got[3][1]])
    return sum((places[:, [i]] < places[:, i + 1:]).sum() for i in range(19)) / MANY


def _unfair(got):
    """Whether the small group's orders, the large one's places or its pairs come as no fair shuffle has them."""
    deviation = np.sqrt(20 * 19 * 45 / 72 / MANY)
    return abs(_seldom(got)[1] - DRAWS / 6) >= 40 or _uneven_places(got) >= 5 or abs(_kept_pairs(got) - 95) >= 5 * deviation


def _any_order(test):
    return lambda got: any(test(groups, order) for groups, orders in got for order in orders)


def _still(groups, orders):
    """Whether the rows of some group of several rows are in their own places in every draw."""
    places = [np.flatnonzero(groups == g) for g in np.unique(groups)]
    return any(len(at) > 1 and all((np.array(order)[at] == at).all() for order in orders) for at in places)


MOVES = (
    Trap("outside", _any_order(lambda groups, order: not set(order) <= set(range(len(groups)))), "Some number is not a row of the table: rows are counted from 0 to N − 1."),
    Trap("twice", _any_order(lambda groups, order: len(set(order)) < len(order)), "Some row comes twice, and another not at all. Drawing with replacement is the bootstrap; a null hypothesis about order keeps every row and moves it."),
    Trap("sorted-only", lambda got: not any(_leaves(got[1][0], o) for o in got[1][1]) and any(_leaves(got[2][0], o) for o in got[2][1]), "Right for a table that is sorted by group. In one that is not, your order puts rows into places of another group: the rows of a group must come back to the places where that group stands."),
    Trap("across", _any_order(_leaves), "Your order puts rows into places of another group, so the null loses the groups. The test is `groups[order] == groups`, in every place."),
    Trap("nothing", lambda got: all(order == list(range(len(groups))) for groups, orders in got for order in orders), "Every row stays where it was. Inside a group the rows should change places at random.", "SHUF"),
    Trap("fixed", lambda got: all(order == orders[0] for _, orders in got for order in orders), "Every call returns the same order, so that a thousand draws are one. Draw from the rng that you are given.", "SEED"),
    Trap("still", lambda got: any(_still(groups, orders) for groups, orders in got), "In some table the rows of one of the groups never move, while those of another do."),
    Trap("any-partner", _like_any_partner, "Twenty rows do not come to all of their places equally often, but as if each in turn changed places with any of the twenty. That makes $20^{20}$ equally likely ways, and so many cannot be shared evenly among $20!$ orders. With whom may a row still change, once those before it have been drawn?"),
)


def _seldom_seen(got):
    """What the counts of the small group say, or if they are fair, those of the large one."""
    order, times = _seldom(got)
    if abs(times - DRAWS / 6) >= 40:
        return (f"For the groups a b a a b the three rows of a (0, 2 and 3) can stand in six orders. In {DRAWS} calls the order "
                f"{', '.join(map(str, order))} came {times} times, and 100 would be fair.")
    if _uneven_places(got) < 5:
        return (f"In a table with twenty rows of one group, {_kept_pairs(got) / 190:.1%} of all pairs of them stand in their old order "
                "after your shuffle, and a half would be fair. Is there a tie in what you draw, or a coin that is not fair?")
    counts = _counted(got)
    row, place = np.unravel_index(np.abs(counts - MANY / 20).argmax(), counts.shape)
    return (f"In a table with twenty rows of one group, the {row + 1}. of them came to their {place + 1}. place "
            f"{counts[row, place]:.0f} times in {MANY} calls, and {MANY // 20} would be fair.")


I2 = Exercise(
    "ch05-i2", {"shuffled_within": function},
    lambda got: not any(trap.test(got) for trap in MOVES) and not _unfair(got), MOVES,
    why="each row stays in its group, the six orders of three rows came about equally often, twenty rows came to each of their places about equally often, and the groups may be scattered over the table. What such shuffles destroy is the order inside the groups, and nothing else.",
    fallback=_seldom_seen,
    run=_shuffled,
    says={"mutates": "your function changes `groups`. Shuffle row numbers, and leave the groups as they are."},
)

# ---------------------------------------------------------------- V1, V2, V3

V1 = choice(
    "ch05-v1", "4bcf6427cfa8",
    {
        "a": ("overfit", "The same model, with the same number of weights, reached .99 on other cuts of the same rows. Its freedom did not change between the two. What did?", "OVF"),
        "b": ("unpredictable", "Leaving out one wine at a time it was .99. So the grape can be recognised. What do the three unshuffled folds contain?", ""),
        "d": ("impossible", "A third is what guessing gives, not a lower end. What can a model say about a class of which it has not seen a single row?", ""),
    },
    why="the rows are sorted by grape. The first fold holds all 59 wines of the first grape and one other, so the model has never seen what it is tested on. Shuffled or stratified folds answer another question: new wines of grapes that it knows. Which of the two you want depends on where the model will be used.",
)

V2 = choice(
    "ch05-v2", "f98678ec43cb",
    {
        "a": ("half", "At .5 the fewest people are judged wrongly, 17 in all, but twelve of the mistakes are missed cases at 20 each. Multiply and add.", "PROB"),
        "c": ("formula", "1/21, about .05, is the cheapest threshold for scores that *are* probabilities: there both mistakes cost the same on average. You have the counts themselves, so you need not rely on that: multiply and add.", "PROB"),
        "d": ("fewest-missed", "It misses the fewest, but each case that it finds beyond those of the line before costs 70 more false alarms. Is that less than 20?", ""),
    },
    why="3 times 20 and 70 make 130; the others cost 245, 160 and 210. Neither the fewest mistakes nor the fewest missed cases is cheapest, and the formula's 1/21 would be if a score of .05 meant 5 % of cases.",
)

V3 = choice(
    "ch05-v3", "32881a080f0b",
    {
        "a": ("always", "Each of the fifty deals asks the same 200 patients. What they have in common, they cannot show: how would it be for 200 others?", ""),
        "b": ("equal", "An interval that holds 0 does not say that the difference is 0. It holds 12 as well.", ""),
        "d": ("more-deals", "Another thousand deals of the folds would give the mean over deals to more digits. Would they tell you anything about patients who are not in the table?", ""),
    },
    why="dealing the folds again shows how much depends on the deal, and drawing the patients again how much depends on the patients. The claim is about patients, so the second interval decides, and it holds 0 and numbers on both sides. Only more patients would help.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, P6, P7, I1, I2, V1, V2, V3)}
