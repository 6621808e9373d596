"""Two more exercises of chapter 5.5: two steps of a chain, and the count of a pattern of sets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from itertools import product

from .exercises import Exercise, Hint, Trap, call, function, near, number, plain
from .prefixspan import contains


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
