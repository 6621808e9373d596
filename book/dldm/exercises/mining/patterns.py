"""Exercises on sequential patterns: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
import math
from collections import Counter
from functools import lru_cache
from itertools import combinations, product

from ...datasets.sequences import calls
from ...mining.sequences.prefixspan import contains, prefixspan
from ..kinds import Exercise, Hint, Trap, call, choice, function, near, number, plain


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
        "overlap": counts(part=lambda p, e: bool(p & e)), "turned": counts(part=lambda p, e: e <= p), "proper": counts(part=set.__lt__),
        "often": counts(of=int), "any-order": counts(fits=int.__ne__),
        "sets": [sum(set().union(*p) <= set().union(*s) for s in ROWS) for p in ASKED],
    }


def _slip(name):
    return lambda result: near(result, _wrong()[name], rel=1e-9)


def _told(sequence):
    return " ".join("".join(sorted(element)) for element in sequence)


def _first_pattern(result):
    """Show the first pattern with another count."""
    k = next(k for k, (n, right) in enumerate(zip(result, _wrong()["right"])) if n != right)
    return f"You count {result[k]:g} for the pattern `{_told(ASKED[k])}` in the eight sequences `{'`, `'.join(map(_told, ROWS))}`. Go through them by hand: an element is written as its letters, and the parts of a pattern stand in one element each."


I2 = Exercise(
    "ch05-5-i2", {"my_count": function}, _slip("right"),
    (
        Trap("same", _slip("same"), "One element serves two parts of the pattern: in your count `a` then `b` is contained in a single element `a b`. After a find, go on with the *next* element."),
        Trap("near", _slip("near"), "You allow no gaps. In `a d d b` the pattern `a` then `b` is contained."),
        Trap("equal", _slip("equal"), "You ask that an element *equals* the part. It is enough that it holds it: `c` lies in `b c`."),
        Trap("overlap", _slip("overlap"), "You accept an element that shares *some* item with the part. It must hold all of them: `ab` does not lie in `bc`."),
        Trap("turned", _slip("turned"), "You ask that the part holds the element. It is the other way round: the element must hold the part."),
        Trap("proper", _slip("proper"), "You ask for an element that holds the part and something more. An element that equals the part holds it as well: `<=`, not `<`."),
        Trap("often", _slip("often"), "You count occurrences. A sequence counts once, however often the pattern occurs in it."),
        Trap("any-order", _slip("any-order"), "Your parts lie in different elements, but in any order. `b a` does not contain `a` then `b`."),
        Trap("sets", _slip("sets"), "You compare the items and forget the order: that is the count of an itemset, as in chapter 5.4."),
        Trap("share", lambda result: near(result, [n / len(ROWS) for n in _wrong()["right"]], rel=1e-9), "That is the support, a share. The question is for the number of sequences."),
        Trap("too-few", lambda result: all(n <= m for n, m in zip(result, _wrong()["right"])), "You miss some sequences. If a part does not fit an element, does your search go on with the next element, or does it give up?"),
    ),
    why="each part takes the earliest element that holds it, the next part starts behind that, and a sequence counts once.",
    fallback=_first_pattern,
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
        Trap("no-repeat", _p1("no-repeat"), "Three is the number of those whose items are all different, and also of those with exactly two events. An item may come back, a alone is a pattern too, and after two events a third may follow: what is left after the first a of each line?", ""),
        Trap("adjacent", _p1("adjacent"), "You looked at events next to each other. A pattern may skip what lies between.", ""),
        Trap("one-short", lambda a: near(a, _begin_with_a()["right"] - 1, rel=0), "Almost. a alone is a pattern too, an item may come back, and the search does not stop at two events.", ""),
        Trap("all", _p1("all"), "These are all frequent patterns. How many of them *begin* with a?", ""),
    ),
    why="project onto a: what is left after the first a of each line is `b c a`, `c a`, `c b`, `d a`. In these, a and b and c are frequent; and after c, a is, too.",
    fallback="Cut each line after its first a. Which events are in at least two of these rests? Each makes a pattern of two; then cut again.",
    prepare=_begin_with_a,
)

P2 = choice(
    "ch05-5-p2", "f68ee6a14a7e",
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
    """What the function finds in each case, up to the first that is not right; the empty pattern left out."""
    results = []
    for (_, sequences, least), right in zip(CASES, _wanted()):
        found = call(f, sequences, least)
        if not isinstance(found, dict) or not all(isinstance(p, tuple) for p in found):
            raise Hint("shape")
        if any(isinstance(item, tuple | list) for p in found for item in p):
            raise Hint("nested")
        results.append({p: n for p, n in found.items() if p})
        if results[-1] != right:
            break
    return results


@lru_cache
def _wanted():
    return [flat(prefixspan(sequences, least)) for _, sequences, least in CASES]


def _runs(sequences, least):
    """The patterns if only events next to each other counted."""
    counts = Counter(run for s in sequences for run in {tuple(s[i:j]) for i, j in combinations(range(len(s) + 1), 2)})
    return {run: n for run, n in counts.items() if n >= least}


def _cut_late(lines, least):
    """The patterns if each match were the last one of its item."""
    patterns, waiting = {}, [((), lines)]
    while waiting:
        before, tails = waiting.pop()
        for name in set().union(*tails):
            cut = [tail[len(tail) - tail[::-1].index(name):] for tail in tails if name in tail]
            if least <= len(cut):
                patterns[before + (name,)] = len(cut)
                waiting.append((before + (name,), cut))
    return patterns


def _is_case(k, wrong):
    """Test of a trap: the answer to case k, the first that is not right, is what `wrong` makes of it."""
    return lambda got: len(got) == k + 1 and got[k] == wrong(*CASES[k][1:])


def _last_case(compare):
    return lambda got: compare(got[-1], _wanted()[len(got) - 1])


def _first_difference(got):
    """Name the first case that is not right, and a pattern that tells."""
    (name, lines, _), found, right = CASES[len(got) - 1], got[-1], _wanted()[len(got) - 1]
    pattern = min((p for p in found.keys() | right.keys() if found.get(p) != right.get(p)), key=lambda p: (len(p), str(p)))
    where = name if len(lines) > 9 else f"{name} ({', '.join('`' + ' '.join(line) + '`' for line in lines)})"
    told = f"has the count {found[pattern]}" if pattern in found else "is missing"
    return f"In {where}: in your dict {' → '.join(pattern)} {told}. Go through the lines by hand: which of them hold it?"


I1 = Exercise(
    "ch05-5-i1", {"my_patterns": function}, lambda got: got == _wanted(),
    (
        Trap("none", lambda got: not got[-1], "Your dictionary is empty. Is the search called, and does it write what it finds into the dictionary that you return?", ""),
        Trap("adjacent", _is_case(0, _runs), "You count runs of neighbouring events. `a b c a` holds a → c as well.", ""),
        Trap("more-than", lambda got: got[0] == {p: n for p, n in _wanted()[0].items() if n > 2}, "You keep patterns *above* the least count. One that reaches it exactly is frequent: `>=`.", ""),
        Trap("share", lambda got: got[0].keys() == _wanted()[0].keys() and all(near(n, _wanted()[0][p] / len(FIVE), rel=1e-9) for p, n in got[0].items()), "These are shares of the lines. The question is for counts.", ""),
        Trap("last-match", lambda got: _is_case(0, _cut_late)(got) or _is_case(1, _cut_late)(got), "You cut each line at the *last* match. What lies between the first and the last is lost: after the first x of `x x x` there are two more.", ""),
        Trap("per-event", _last_case(lambda found, right: any(n > len(FIVE) for n in found.values()) and len(right) < 20), "One of your counts is larger than the number of lines. A sequence counts once, however often it holds the pattern.", ""),
        Trap("no-repeats", lambda got: got[0] == {p: n for p, n in _wanted()[0].items() if len(set(p)) == len(p)}, "All that you found is right, and every pattern in which an item comes back is missing. An item may follow itself.", ""),
        Trap("same-event", lambda got: ("d", "d") in got[0] or ("b", "b") in got[0], "b → b or d → d is frequent in your list, and no line has two of it. What follows must lie *after* the match, and not on it.", "ITER"),
        Trap("missing", _last_case(lambda found, right: found.items() < right.items()), "Some patterns are missing, and the others are right. Do you cut at the *earliest* match, and do you go on with every pattern that is frequent?", ""),
        Trap("too-many", _last_case(lambda found, right: found.items() > right.items()), "You have patterns that are not frequent. Take one of them, and count by hand the lines that hold it.", ""),
    ),
    why="the same patterns with the same counts in all three databases, the last of them 2557 functions.",
    fallback=_first_difference,
    run=_patterns,
    prepare=_wanted,
    says={"shape": "return a dict {pattern: count}, each pattern a tuple of items such as ('open', 'close').",
          "nested": "each of your keys is a tuple of elements, such as (('open',), ('close',)). Here every element has one item, so a key is a tuple of items: ('open', 'close')."},
)

V1 = choice(
    "ch05-5-v1", "6b4fc553a598",
    {
        "a": ("raw", "140 is more than 128, but how much more would chance bring? Look at what the shuffles reach without any order.", "AVG"),
        "c": ("unrelated", "A shuffle inside each sequence leaves every basket as it was. Can it say anything about whether the two occur *together*?", "CONF"),
    },
    why="the shuffles, which keep every basket, reach 138 on average and 149 at most. The two may well go together; in which order, these counts do not say.",
)


def _not_in_order(p, q, size):
    """Probability that in `size` independent draws no a comes before a b, drawn with p and q."""
    return (1 - p)**size + sum((1 - p)**t * p * (1 - q)**(size - 1 - t) for t in range(size))


@lru_cache
def _split_append():
    """How many functions hold split → append, and append → split, and both names, and would hold split → append on average if
    shuffled inside, and if the calls of all functions were shuffled together; and how often it occurs, in order and not."""
    functions = calls()
    counts = [(row.count("split"), row.count("append")) for row in functions]
    there, back = (sum(contains(row, pair) for row in functions) for pair in (["split", "append"], ["append", "split"]))
    shares = [sum(column) / sum(map(len, functions)) for column in zip(*counts)]
    return {"there": there, "back": back, "both": sum(n > 0 < m for n, m in counts),
            "mean": sum(1 - 1 / math.comb(n + m, n) for n, m in counts), "mixed": sum(1 - _not_in_order(*shares, len(row)) for row in functions),
            "times": sum(row[i:].count("append") for row in functions for i, name in enumerate(row) if name == "split"),
            "half": sum(n * m for n, m in counts) / 2}


def _quotient(over, under, within=0.06):
    """Test of an answer: it is that quotient."""
    return lambda a: abs(a - _split_append()[over] / _split_append()[under]) < within


V2 = Exercise(
    "ch05-5-v2", {"answer_v2": number}, _quotient("there", "mean"),
    (
        Trap("count", lambda a: a == _split_append()["there"], "That many functions hold it. How many of them would, if nobody had cared for the order?", "AVG"),
        Trap("mean", lambda a: abs(a - _split_append()["mean"]) < 2, "That is about the mean of the shuffles. Divide the real count by it."),
        Trap("inverse", _quotient("mean", "there", 0.02), "Your quotient is upside down: the real count stands above."),
        Trap("share", _quotient("there", "both", 0.01), "That is the share of the functions with both names that hold them in this order. A long function holds many pairs in both orders: what does chance give?", "CONF"),
        Trap("reverse", _quotient("there", "back", 0.02), "You divided by the count of the reverse. A function may hold both orders, so the reverse is not what chance gives."),
        Trap("times", _quotient("times", "half", 0.03), "It looks as if you count every pair of places. A function counts once, however often it holds the pattern, in the real order and in each shuffle."),
        Trap("mixed", _quotient("there", "mixed", 0.02), "It looks as if your shuffles moved calls from one function to another. That destroys the baskets, too: shuffle inside each function."),
    ),
    why="69 functions against 52 in the mean. That the two names go together the shuffles keep; a third more is the order's part.",
    fallback="Two numbers: the functions with a split somewhere before an append, and the mean of that number over shuffled copies of all functions. A function counts once.",
    prepare=_split_append,
)

EXERCISES = {ex.id: ex for ex in (P1, P2, I1, I2, V1, V2)}
