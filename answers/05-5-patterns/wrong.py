"""Named wrong answers on sequential patterns: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


RUNS = """
from collections import Counter

def my_patterns(sequences, least):
    counts = Counter()
    for s in sequences:
        counts.update({tuple(s[i:j]) for i in range(len(s)) for j in range(i + 1, len(s) + 1)})
    return {p: n for p, n in counts.items() if n >= least}
"""
FITS = "pattern[next_part] <= element"
WAYS = """
from itertools import product

def my_count(pattern, sequences):
    def ways(s):
        return [w for w in product(range(len(s)), repeat=len(pattern))
                if all(i < j for i, j in zip(w, w[1:])) and all(p <= s[i] for p, i in zip(pattern, w))]
    return sum(bool(ways(s)) for s in sequences)
"""
WRONG = {
    "p1": values("answer_p1", {"no-repeat": 3, "adjacent": 2, "one-short": 4, "all": 12, "fallback": 9}),
    "p2": values("answer_p2", {"no-labels": "'a'", "shuffled": "'b'"}),
    "i1": {
        "none": spoilt("i1", ("return found", "return {}")),
        "shape": spoilt("i1", ("return found", "return list(found)")),
        "adjacent": RUNS,
        "more-than": spoilt("i1", (">= least", "> least")),
        "nested": "from dldm.mining.sequences import prefixspan\ndef my_patterns(sequences, least):\n    return prefixspan(sequences, least)",
        "share": spoilt("i1", ("= len(shorter)", "= len(shorter) / len(sequences)")),
        "last-match": spoilt("i1", ("rest[rest.index(item) + 1:]", "rest[len(rest) - rest[::-1].index(item):]")),
        "per-event": spoilt("i1", ("found[(*pattern, item)] = len(shorter)", "found[(*pattern, item)] = sum(rest.count(item) for rest in rests)")),
        "no-repeats": spoilt("i1", ("for item in {item for rest in rests for item in rest}:", "for item in {item for rest in rests for item in rest} - set(pattern):")),
        "same-event": spoilt("i1", ("rest.index(item) + 1:]", "rest.index(item):]"), ("                search(", "                if len(pattern) < 2: search(")),
        "missing": spoilt("i1", ("                search(", "                if not pattern: search(")),
        "too-many": spoilt("i1", ("if len(shorter) >= least:", "if len(shorter) >= min(least, 59) - (least < 3):")),
        "fallback": spoilt("i1", ("= len(shorter)", "= -len(shorter)")),
    },
    "i2": {
        "same": WAYS.replace("i < j", "i <= j"),
        "near": WAYS.replace("i < j", "j == i + 1"),
        "equal": WAYS.replace("p <= s[i]", "p == s[i]"),
        "often": WAYS.replace("bool(ways(s))", "len(ways(s))"),
        "any-order": WAYS.replace("i < j", "i != j"),
        "sets": "def my_count(pattern, sequences):\n    return sum(set().union(*pattern) <= set().union(*s) for s in sequences)",
        "share": spoilt("i2", ("for sequence in sequences)", "for sequence in sequences) / len(sequences)")),
        "too-few": spoilt("i2", ("            next_part += 1", "            next_part += 1\n        else:\n            break\n        #")),
        "shape": spoilt("i2", ("return sum(fits(pattern, sequence) for", "return list(fits(pattern, sequence) for")),
        "mutates": spoilt("i2", ("    return sum(", "    sequences.pop()\n    return sum(")),
        "overlap": spoilt("i2", (FITS, "pattern[next_part] & element")),
        "turned": spoilt("i2", (FITS, "element <= pattern[next_part]")),
        "proper": spoilt("i2", (FITS, "pattern[next_part] < element")),
        "fallback": spoilt("i2", ("next_part = 0", "next_part = 1")),
    },
    "v1": values("answer_v1", {"raw": "'a'", "unrelated": "'c'"}),
    "v2": values("answer_v2", {"count": 69, "mean": 52.6, "inverse": 0.758, "share": 0.92, "reverse": 3.45, "times": 1.52, "mixed": 0.72, "fallback": 1.0}),
}
