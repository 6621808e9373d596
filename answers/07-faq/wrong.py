"""Named wrong answers of chapter 7: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value!r}" for trap, value in wrong.items()}


def report(method, text):
    return f"answer_v1_method, answer_v1_report = {method!r}, {text!r}"


LOSS = "distances[:, list(medoids)].min(axis=1).sum()"
MEANS = "sum(abs(g - g.mean()).sum() for j in range(k) for g in [X[distances[:, list(medoids)].argmin(axis=1) == j]])"
WRONG = {
    "p1": values("answer_p1", {"all": "abcd", "network": "ab", "only-networks": "bcd", "centres": "bc", "ties": "bd", "none": "", "type": "bx"}),
    "p2": values("answer_p2", {"gap": "a", "depth": "b", "alike": "d"}),
    "p3": values("answer_p3", {"copied": "eelxn", "descends": "wwlxn", "no-line": "wnlxn", "finite": "wewxn", "arrives": "wenxn",
                               "counted": "welen", "stopped": "welxe", "far": "welxl", "other": "nelxn", "type": "welx"}),
    "i1": {
        "squares": spoilt("i1", ("np.sqrt(((X[:, None] - X) ** 2).sum(axis=2))", "((X[:, None] - X) ** 2).sum(axis=2)")),
        "means": spoilt("i1", (LOSS, MEANS)),
        "average": spoilt("i1", (".sum() for medoids", ".mean() for medoids")),
        "city-block": spoilt("i1", ("np.sqrt(((X[:, None] - X) ** 2).sum(axis=2))", "abs(X[:, None] - X).sum(axis=2)")),
        "some": spoilt("i1", ("list(combinations(range(len(X)), k))", "[c for c in combinations(range(len(X)), k) if c[0] > 0]")),
        "not-best": spoilt("i1", ("candidates[int(np.argmin(losses))]", "candidates[0]")),
        "worst": spoilt("i1", ("np.argmin", "np.argmax")),
        "all-medoids": spoilt("i1", (".min(axis=1).sum() for", ".sum() for")),
        "lists": spoilt("i1", ('"loss": losses', '"loss": dict(zip(candidates, losses))')),
        "fit": spoilt("i1", ("null data", "training loss")),
        "labels": spoilt("i1", ("null data", "unseen labels")),
        "rows": spoilt("i1", ('"hypothesis": candidates', '"hypothesis": [tuple(X[list(c), 0]) for c in candidates]')),
        "keys": spoilt("i1", ('"search"', '"best"')),
        "word": spoilt("i1", ("null data", "accuracy")),
        "mutates": spoilt("i1", ("    distances", "    X -= X.mean(axis=0)\n    distances")),
        "fallback": spoilt("i1", (".min(axis=1).sum() for", ".max(axis=1).sum() for")),
    },
    "v1": {
        "highest": report("short tree", "af"), "newest": report("logistic", "abcdg"), "own-rows": report("logistic", "abcde"),
        "unreadable": report("network", "abcdh"), "stand-in": report("short tree", "abcdh"),
        "interpretable": report("short tree", "abc"), "unstable": report("logistic", "abc"),
        "no-baseline": report("no model", "acd"), "no-interval": report("logistic", "bcd"), "no-threshold": report("long tree", "abd"),
        "type": report("boosting", "abcd"),
    },
    "v2": values("answer_v2", {"possible": "abdf", "clusters": "bcdf", "forecast": "bdef", "layer": "bdfg", "names": "df", "greedy": "bf", "both": "bd"}),
}
