"""Named wrong answers of chapter 5.4: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


RESULT = "in_both, in_both / in_left, in_both / (in_left * in_right)"
WRONG = {
    "p1": values("answer_p1", {"joined": 3, "all": 10, "four-items": 4, "one": 1, "fallback": 6}),
    "p2": values("answer_p2", {"confident": "'a'", "support": "'c'"}),
    "p3": values("answer_p3", {"unshared": 16, "header": 4, "one-more": 9, "merged": 7, "fallback": 12}),
    "p4": {**values("answer_p4", {"many": "'ab ab ab bc bc bc ac ac ac'", "triple": "'abc abc abc ab bc'", "at-two": "'abc ab bc ac'",
                                  "no-triple": "'ab ab bc bc ac'", "items": "'ab ab ab ab ab'", "fallback": "'abc abc ab ac'"}),
           "type": "answer_p4 = 5"},
    "p5": values("answer_p5", {"swapped": [-0.734, 0.405], "output": [0.6, -0.734], "log": [-0.511, -0.734], "turned": [-0.08, -0.734], "no-k": [0.405, 0.875],
                               "plus": [0.405, 2.485], "no-log": [0.405, 2.4], "share": [0.405, 0.324], "fallback": [0.405, -0.9], "shape": [0.405]}),
    "i1": {
        "shape": spoilt("i1", ("return found", "return list(found)")),
        "none": spoilt("i1", ("return found", "return {}")),
        "strict": spoilt("i1", (">= least", "> least")),
        "empty": spoilt("i1", ("return found", "return {frozenset(): len(baskets)} | found")),
        "pairs": spoilt("i1", ("return found", "return {s: n for s, n in found.items() if len(s) == 2}")),
        "no-singles": spoilt("i1", ("return found", "return {s: n for s, n in found.items() if len(s) > 1}")),
        "no-triples": spoilt("i1", ("return found", "return {s: n for s, n in found.items() if len(s) < 3}")),
        "maximal": spoilt("i1", ("return found", "return {s: n for s, n in found.items() if not any(s < t for t in found)}")),
        "closed": spoilt("i1", ("return found", "return {s: n for s, n in found.items() if not any(s < t and m == n for t, m in found.items())}")),
        "counts": spoilt("i1", ("= len(tids)", "= len(tids) + 1")),
        "missing": spoilt("i1", ("tidsets[i + 1:]", "tidsets[i + 1:i + 2]")),
        "rare": spoilt("i1", ("return found", "return found | {frozenset([item]): len(t) for item, t in tidsets.items()}")),
        "mutates": spoilt("i1", ("tidsets, found = {}, {}", "tidsets, found = {}, {}\n    baskets.append([])")),
        "fallback": spoilt("i1", ("tidsets[i + 1:]", "tidsets[i + 1:i + 2]"), ("return found", "return found | {frozenset(['nobody']): least}")),
    },
    "i2": {
        "count": spoilt("i2", (RESULT, "in_both * n, in_both / in_left, in_both / in_left / in_right")),
        "left-only": spoilt("i2", ("return in_both,", "return in_left,")),
        "nothing": spoilt("i2", ("left | right <=", "left & right <=")),
        "swapped": spoilt("i2", (RESULT, "in_both / in_left, in_both, in_both / (in_left * in_right)")),
        "lift-of-counts": spoilt("i2", ("in_both / (in_left * in_right)", "in_both / (in_left * in_right) / n")),
        "any": spoilt("i2", ("return in_both,", "return in_left + in_right - in_both,")),
        "wrong-base": spoilt("i2", ("in_both / in_left,", "in_both / in_right,")),
        "asymmetric": spoilt("i2", ("in_both / (in_left * in_right)", "in_both / in_left / in_left")),
        "rounded": spoilt("i2", (RESULT, "[round(x, 3) for x in (in_both, in_both / in_left, in_both / (in_left * in_right))]")),
        "leverage": spoilt("i2", ("in_both / (in_left * in_right)", "in_both - in_left * in_right")),
        "shape": spoilt("i2", (RESULT, "in_both, in_both / in_left")),
        "mutates": spoilt("i2", ("    sets, n", "    baskets.sort()\n    sets, n")),
        "fallback": spoilt("i2", ("in_both / (in_left * in_right)", "1.0")),
    },
    "v1": values("answer_v1", {"library": "'a'", "fp-growth": "'c'"}),
    "v2": values("answer_v2", {"agrees": "'a'", "mistake": "'c'"}),
    "v3": values("answer_v3", {"none": 0, "columns": 0.18, "complement": 0.39, "number": 62, "fallback": 0.95}),
}
