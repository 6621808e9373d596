"""Named wrong answers of chapter 5: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


CARDS = ["clustering", "classification", "regression", "association", "sequence", "regression"]


def cards(place, word, label="future"):
    words = [*CARDS[:place], word, *CARDS[place + 1:]]
    return f"answer_p1 = {words}\nanswer_p1_label = {label!r}"


def folds(body):
    return f"import numpy as np\ndef stratified_folds(y, k):\n    {body}"


WRONG = {
    "p1": {"no-labels": cards(0, "classification"), "groups": cards(1, "clustering"), "numbers-as-names": cards(5, "classification"),
           "rows-or-items": cards(3, "clustering"), "order": cards(4, "clustering"), "no-label": cards(0, "clustering", "none"),
           "own-column": cards(0, "clustering", "column"), "points-as-names": cards(2, "classification"), "some-card": cards(2, "clustering"), "word": cards(0, "grouping")},
    "p2": {trap: f"answer_p2_before, answer_p2_inside = {a}, {b}" for trap, (a, b) in {
        "percent": (85, 50), "negative": (-.5, .5), "swapped": (.5, .85), "noise": (.5, .5), "leak-stays": (.85, .85),
        "below-chance": (.85, .1), "perfect": (1, .5)}.items()},
    "p3": values("answer_p3", {"sensitivity": .95, "joint": .0095, "positives": .059, "false-alarm": .839, "base": .01,
                               "odds": .192, "percent": 16.1, "fallback": .3}),
    "i1": {
        "outside": spoilt("i1", ("int(row)", "int(row) + 1")),
        "training": folds("return [[i for i in range(len(y)) if i % k != j] for j in range(k)]"),
        "twice": spoilt("i1", ("    return folds", "    folds[0] = folds[0] + folds[1][:1]\n    return folds")),
        "missing": folds("return [[int(r) for c in np.unique(y) for r in np.flatnonzero(y == c)[j * (np.sum(y == c) // k):(j + 1) * (np.sum(y == c) // k)]] for j in range(k)]"),
        "blocks": folds("return np.array_split(np.arange(len(y)), k)"),
        "sorted-only": folds("return [list(range(j, len(y), k)) for j in range(k)]"),
        "uneven": folds("return np.array_split(np.random.default_rng(0).permutation(len(y)), k)"),
        "shape": folds("return [[0]]"),
        "numbers": folds("return [[0.5]] * k"),
        "mutates": spoilt("i1", ("    return folds", "    y[0] = y[1]; y.sort(); y[:] = y[-1]\n    return folds")),
    },
    "v1": values("answer_v1", {"overfit": "'a'", "unpredictable": "'b'", "impossible": "'d'"}),
    "v2": values("answer_v2", {"half": "'a'", "formula": "'c'", "fewest-missed": "'d'"}),
}
