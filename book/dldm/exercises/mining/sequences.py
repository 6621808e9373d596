"""Two more exercises of chapter 5.5: two steps of a chain, and the count of a pattern of sets."""
# ruff: noqa: E501 (a hint is one line)
from collections import Counter
from functools import lru_cache
from itertools import combinations, product

import numpy as np

from ...datasets.sequences import calls
from ...mining.sequences.markov import count_steps, transitions
from ...mining.sequences.prefixspan import contains, prefixspan
from ..kinds import Exercise, Hint, Trap, call, choice, function, near, number, plain


def _is(value):
    return lambda a: near(a, value, rel=5e-3)


P4 = Exercise(
    "ch05-5-p4", {"answer_p4": number}, _is(0.44),
    (
        Trap("wet-way", _is(0.36), "That is rain on both days. Tomorrow may also be dry: which other way leads to a wet day after tomorrow?"),
        Trap("dry-way", _is(0.08), "That is the way through a dry tomorrow. There is a second way; add it."),
        Trap("one-step", _is(0.6), "That is tomorrow. One step more: what if tomorrow is wet, and what if it is dry?", "ITER"),
        Trap("stationary", _is(1 / 3), "That is where the chain settles in the long run. After two steps it still remembers today."),
        Trap("dry", _is(0.56), "That is the probability of a dry day after tomorrow."),
        Trap("wrong-row", _is(0.48), "For the way through a dry tomorrow you multiplied by .6. From today's rain to a dry day it is 1 − .6, and from there to rain .2."),
        Trap("impossible", lambda a: not 0 <= a <= 1, "A probability lies between 0 and 1."),
    ),
    why=".6 · .6 + .4 · .2 = .44, one entry of the matrix squared. It lies between tomorrow's .6 and the long run's .333.",
    fallback="Two ways: wet, wet, wet and wet, dry, wet. Multiply along each, and add.",
)


def _sets(text):
    return [set(element) for element in text.split()]


ROWS = [_sets(text) for text in ("a b c", "ab c", "b a", "a d d b", "abc abc", "c ab ab ab", "a bc", "bc d a")]
ASKED = [_sets(text) for text in ("a b", "ab", "a a", "b c", "a b c", "ab ab", "c a", "bc", "d", "a bc")]


def _counted(f):
    result = []
    for pattern in ASKED:
        n = plain(call(f, pattern, ROWS))
        if isinstance(n, bool) or not isinstance(n, int | float):
            raise Hint("shape")
        result.append(n)
    return result


def _places(sequence, pattern, part, fits):
    """All ways to give each part of the pattern a place in the sequence, with `fits` between neighbours."""
    ways = product(range(len(sequence)), repeat=len(pattern))
    return sum(all(part(p, sequence[j]) for p, j in zip(pattern, way)) and all(map(fits, way, way[1:])) for way in ways)


@lru_cache
def _wrong():
    """What each slip would count."""
    def counts(part=set.issubset, fits=int.__lt__, of=bool):
        return [sum(of(_places(s, p, part, fits)) for s in ROWS) for p in ASKED]

    return {
        "right": [sum(contains(s, p) for s in ROWS) for p in ASKED],
        "same": counts(fits=int.__le__), "near": counts(fits=lambda i, j: j == i + 1), "equal": counts(part=set.__eq__),
        "often": counts(of=int), "any-order": counts(fits=int.__ne__),
        "sets": [sum(set().union(*p) <= set().union(*s) for s in ROWS) for p in ASKED],
    }


def _slip(name):
    return lambda result: near(result, _wrong()[name], rel=1e-9)


I3 = Exercise(
    "ch05-5-i3", {"my_count": function}, _slip("right"),
    (
        Trap("same", _slip("same"), "One element serves two parts of the pattern: in your count `a` then `b` is contained in a single element `a b`. After a find, go on with the *next* element."),
        Trap("near", _slip("near"), "You allow no gaps. In `a d d b` the pattern `a` then `b` is contained."),
        Trap("equal", _slip("equal"), "You ask that an element *equals* the part. It is enough that it holds it: `c` lies in `b c`."),
        Trap("often", _slip("often"), "You count occurrences. A sequence counts once, however often the pattern occurs in it."),
        Trap("any-order", _slip("any-order"), "Your parts lie in different elements, but in any order. `b a` does not contain `a` then `b`."),
        Trap("sets", _slip("sets"), "You compare the items and forget the order: that is the count of an itemset, as in chapter 5.4."),
        Trap("share", lambda result: near(result, [n / len(ROWS) for n in _wrong()["right"]], rel=1e-9), "That is the support, a share. The question is for the number of sequences."),
        Trap("too-few", lambda result: all(n <= m for n, m in zip(result, _wrong()["right"])), "You miss some sequences. If a part does not fit an element, does your search go on with the next element, or does it give up?"),
    ),
    why="each part takes the earliest element that holds it, the next part starts behind that, and a sequence counts once.",
    fallback="Test `a` then `b` by hand on `a d d b`, on `a b` in one element, and on `b a`: yes, no, no.",
    run=_counted,
    prepare=_wrong,
    says={"shape": "return one number, the count of sequences."},
)

FIVE = [line.split() for line in ("a b c a", "b a c a", "a c b", "c a d a", "b d")]


def flat(found):
    """Patterns of single items as plain tuples."""
    return {tuple(item for (item,) in pattern): count for pattern, count in found.items()}


@lru_cache
def _begin_with_a():
    patterns = [p for p in flat(prefixspan(FIVE, 2)) if p[0] == "a"]
    adjacent = Counter(run for line in FIVE for run in {tuple(line[i:j]) for i, j in combinations(range(len(line) + 1), 2)})
    return {"right": len(patterns), "no-repeat": sum(len(set(p)) == len(p) for p in patterns),
            "adjacent": sum(run[0] == "a" and n >= 2 for run, n in adjacent.items()), "all": len(flat(prefixspan(FIVE, 2)))}


def _p1(name):
    return lambda a: near(a, _begin_with_a()[name], rel=0, tiny=1e-6)


P1 = Exercise(
    "ch05-5-p1", {"answer_p1": number}, _p1("right"),
    (
        Trap("no-repeat", _p1("no-repeat"), "You found those whose items are all different. In a sequence an item may come back: what follows the first a of each line?", ""),
        Trap("adjacent", _p1("adjacent"), "You looked at events next to each other. A pattern may skip what lies between.", ""),
        Trap("one-short", lambda a: near(a, _begin_with_a()["right"] - 1, rel=0), "Almost. a alone is a pattern too, an item may come back, and the search does not stop at two events.", ""),
        Trap("all", _p1("all"), "These are all frequent patterns. How many of them *begin* with a?", ""),
    ),
    why="project onto a: what is left after the first a of each line is `b c a`, `c a`, `c b`, `d a`. In these, a and b and c are frequent; and after c, a is, too.",
    fallback="Cut each line after its first a. Which events are in at least two of these rests? Each makes a pattern of two; then cut again.",
    prepare=_begin_with_a,
)

P2 = Exercise(
    "ch05-5-p2", {"answer_p2": number}, lambda a: near(a, 1 / (1 - 0.92), rel=6e-3),
    (
        Trap("after-the-first", lambda a: near(a, 0.92 / 0.08, rel=6e-3), "These are the days *after* the first one. The first day of the run belongs to it.", ""),
        Trap("median", lambda a: near(a, np.log(0.5) / np.log(0.92), rel=2e-2), "After that many days half of the runs are over. A few very long ones draw the mean above that.", "AVG"),
        Trap("mode", lambda a: a == 1, "One day is the most *probable* length. The question is for the mean.", "AVG"),
        Trap("probability", lambda a: 0 < a < 1, "This is a probability. How many days does a run last on average?", "PROB"),
    ),
    why="a run lasts exactly d days with probability .92^(d-1) · .08, and the mean of that is 1/.08.",
    fallback="Each day the run ends with the same probability. How often must you throw a coin that shows heads with that probability, until it does, on average?",
)

P3 = choice(
    "ch05-5-p3", "69b4e4f1faa1",
    {
        "a": ("no-labels", "Name the target of row t of the table that you would build from the column. Is it known?", "NOLAB"),
        "b": ("shuffled", "The rows overlap: the target of one is an input of the next. What would a shuffled fold know about its test rows?", "SHUF"),
    },
    why="the series labels itself: the target of each row is the next value. So there is a loss and a held-out score, and the test rows must lie after the training rows.",
)

CASES = (
    ("the five lines, least 2", FIVE, 2),
    ("a list that repeats, least 2", [["x", "x"], ["x", "y", "x"], ["y"], ["x", "x", "x"]], 2),
    ("the library's functions, least 60", calls(), 60),
)


def _patterns(f):
    """What the function finds in each case; keys as tuples, the empty pattern left out."""
    results = []
    for _, sequences, least in CASES:
        found = call(f, sequences, least)
        if not isinstance(found, dict) or not all(isinstance(p, tuple) for p in found):
            raise Hint("shape")
        results.append({p: n for p, n in found.items() if p})
    return results


@lru_cache
def _wanted():
    return [flat(prefixspan(sequences, least)) for _, sequences, least in CASES]


def _runs(sequences, least):
    """The patterns if only events next to each other counted."""
    counts = Counter(run for s in sequences for run in {tuple(s[i:j]) for i, j in combinations(range(len(s) + 1), 2)})
    return {run: n for run, n in counts.items() if n >= least}


def _some_case(compare):
    return lambda got: any(compare(found, right) for found, right in zip(got, _wanted()))


I1 = Exercise(
    "ch05-5-i1", {"my_patterns": function}, lambda got: got == _wanted(),
    (
        Trap("adjacent", lambda got: got[0] == _runs(FIVE, 2), "You count runs of neighbouring events. `a b c a` holds a → c as well.", ""),
        Trap("more-than", lambda got: got[0] == {p: n for p, n in _wanted()[0].items() if n > 2}, "You keep patterns *above* the least count. One that reaches it exactly is frequent: `>=`.", ""),
        Trap("per-event", lambda got: got[1].get(("x",), 0) > 3, "In your counts ('x',) is in more sequences than hold it. A sequence counts once, however often it holds the pattern.", ""),
        Trap("no-repeats", lambda got: ("x", "x") not in got[1] and ("x",) in got[1], "x → x is missing, though two lines hold it more than once. An item may follow itself.", ""),
        Trap("same-event", lambda got: ("y", "y") in got[1] or ("y", "y") in got[0], "y → y is frequent in your list, and no line has two of it. What follows must lie *after* the match, and not on it.", "ITER"),
        Trap("missing", _some_case(lambda found, right: found.keys() < right.keys()), "Some patterns are missing, and the others are right. Do you cut at the *earliest* match, and do you go on with every pattern that is frequent?", ""),
        Trap("too-many", _some_case(lambda found, right: found.keys() > right.keys()), "You have patterns that are not frequent. Take one of them, and count by hand the lines that hold it.", ""),
    ),
    why="the same patterns with the same counts in all three databases, the last of them 2557 functions.",
    fallback="Compare with the toy of the chapter: five patterns at a least count of 3.",
    run=_patterns,
    prepare=_wanted,
    says={"shape": "return a dict {pattern: count}, each pattern a tuple of items such as ('open', 'close')."},
)

LETTERS = np.array([0, 1, 1, 2, 0, 1, 2, 2, 1, 0, 0, 1])


def _tables(f):
    """The tables for add = 0 and add = .5."""
    tables = []
    for add in (0.0, 0.5):
        table = np.asarray(plain(call(f, LETTERS, 3, add)), dtype=float)
        if table.shape != (3, 3):
            raise Hint("shape")
        tables.append(table)
    return tables


def _table_is(which, build):
    return lambda got: near(got[which], build(count_steps(LETTERS, 3).astype(float)), rel=1e-6)


def _wrapped():
    return count_steps(np.append(LETTERS, LETTERS[0]), 3)


I2 = Exercise(
    "ch05-5-i2", {"my_chain": function}, lambda got: _table_is(0, transitions)(got) and _table_is(1, lambda N: transitions(N, 0.5))(got),
    (
        Trap("counts", _table_is(0, lambda N: N), "These are the counts. Divide each row by its sum.", "PROB"),
        Trap("joint", _table_is(0, lambda N: N / N.sum()), "You divided by all steps, which gives the probabilities of *pairs*. Each row must sum to 1 by itself.", "PROB"),
        Trap("transposed", lambda got: near(got[0], transitions(count_steps(LETTERS[::-1], 3)), rel=1e-6) or near(got[0], transitions(count_steps(LETTERS, 3)).T, rel=1e-6), "Rows and columns have changed places. Row i is now, column j is next.", "SHAPE"),
        Trap("columns", _table_is(0, lambda N: N / N.sum(axis=0)), "Your columns sum to 1. Given what is it a probability: the present symbol or the next?", "SHAPE"),
        Trap("circle", _table_is(0, lambda N: transitions(_wrapped())), "You count a step from the last symbol back to the first. A sequence of T symbols has T - 1 steps.", "ITER"),
        Trap("ignored", lambda got: _table_is(0, transitions)(got) and near(got[1], got[0], rel=1e-6), "Without made-up visits it is right; but your table does not change with `add`.", ""),
        Trap("one-share", lambda got: _table_is(0, transitions)(got) and not near(got[1].sum(axis=1), np.ones(3), rel=1e-6), "With `add` your rows no longer sum to 1. Each of the K cells of a row got a made-up visit: how many came to the row's total?", "PROB"),
    ),
    why="each row sums to 1, and with half a visit in every cell it moves towards thirds.",
    fallback="Count by hand: which symbols follow the symbol 2, and how often?",
    run=_tables,
    says={"shape": "return a table of shape (K, K), here (3, 3)."},
)

V1 = choice(
    "ch05-5-v1", "094f81cb8527",
    {
        "a": ("training", "Of course the training bits fall: a longer context only cuts the counts finer. Which row predicts letters that the chain has not counted?", "TRAIN"),
        "b": ("no-gap", "There the two rows agree, and both are bad. A gap is no fault by itself: which order has the smallest held-out loss?", "OVF"),
    },
    why="the held-out bits are smallest there. Below, the chain knows too little; above, its contexts are too rare.",
)

V2 = choice(
    "ch05-5-v2", "f374345b00f4",
    {
        "a": ("raw", "140 is more than 128, but how much more would chance bring? Look at what the shuffles reach without any order.", "AVG"),
        "c": ("unrelated", "A shuffle inside each sequence leaves every basket as it was. Can it say anything about whether the two occur *together*?", "CONF"),
    },
    why="the shuffles, which keep every basket, reach 138 on average and 149 at most. The two may well go together; in which order, these counts do not say.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, I1, I2, I3, V1, V2)}
