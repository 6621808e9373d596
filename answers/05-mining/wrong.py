"""Named wrong answers of chapter 5: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


CARDS = ["clustering", "classification", "regression", "association", "sequence", "regression", "none"]


def cards(place, word, label="future"):
    words = [*CARDS[:place], word, *CARDS[place + 1:]]
    return f"answer_p1 = {words}\nanswer_p1_label = {label!r}"


def folds(body, solution=None):
    before = spoilt(solution) + "right = stratified_folds\n" if solution else ""
    return f"{before}import numpy as np\ndef stratified_folds(y, k):\n    {body}"


def within(body):
    return f"import numpy as np\ndef shuffled_within(groups, rng):\n    {body}"


WRONG = {
    "p1": {"no-labels": cards(0, "classification"), "groups": cards(1, "clustering"), "numbers-as-names": cards(5, "classification"),
           "rows-or-items": cards(3, "clustering"), "order": cards(4, "clustering"), "no-label": cards(0, "clustering", "none"),
           "own-column": cards(0, "clustering", "column"), "points-as-names": cards(2, "classification"), "fallback": cards(2, "clustering"), "word": cards(0, "grouping"), "forced": cards(6, "regression"), "shape": "answer_p1 = ['clustering']\nanswer_p1_label = 'future'"},
    "p2": {trap: f"answer_p2_before, answer_p2_inside = {a}, {b}" for trap, (a, b) in {
        "percent": (85, 50), "negative": (-.5, .5), "swapped": (.5, .85), "noise": (.5, .5), "leak-stays": (.85, .85),
        "below-chance": (.85, .1), "perfect": (1, .5),
        "type": ("'.85'", "'.5'")}.items()},
    "p3": values("answer_p3", {"sensitivity": .9, "joint": .09, "positives": .27, "false-alarm": .667, "base": .1,
                               "odds": .5, "everybody": .31, "no-base": ".9 / 1.1", "negatives": .111, "percent": 33.3,
                               "above-one": ".9 / .27", "fallback": .2, "type": "'.333'"}),
    "p4": values("answer_p4", {
        "errors": [2, 2, 2], "ratio": [.231, 1, .114], "one-mean": [.904, .86, .886], "mean-of-two": [.77, 0, .385],
        "sample-variance": [.846, .333, .905], "roots": [.52, 0, .663], "swapped": [0, .769, .886],
        "percent": [76.9, 0, 88.6], "fallback": [1, 0, .89], "shape": [.77, 0]}),
    "p5": values("answer_p5", {"outside": [2, 3, 11], "same-line": [2, 2, 3], "scaler": [2, 3, 5], "columns": [1, 3, 10],
                               "time": [2, 7, 10], "choice": [2, 3, 4], "shape": [2, 3]}),
    "p6": {trap: f"answer_p6_report, answer_p6_next = {a}, {b}" for trap, (a, b) in {
        "percent": (64, 50), "negative": (-.1, .5), "swapped": (.5, .64), "no-leak": (.5, .5), "talent": (.64, .64),
        "below-chance": (.64, .36), "one-deviation": (.57, .5), "too-good": (.8, .5), "type": ("'.64'", "'.5'")}.items()},
    "p7": values("answer_p7", {"future-known": "'aabca'", "gap": "'ccbca'", "patients": "'caaca'", "new-tricks": "'cabaa'",
                               "by-lot": "'cabcb'", "fallback": "'babca'", "type": "'cab'"}),
    "i1": {
        "outside": spoilt("i1", ("int(row)", "int(row) + 1")),
        "training": folds("return [[i for i in range(len(y)) if i not in fold] for fold in right(y, k)]", "i1"),
        "twice": spoilt("i1", ("    return folds", "    folds[0] = folds[0] + folds[1][:1]\n    return folds")),
        "missing": folds("return [[int(r) for c in np.unique(y) for r in np.flatnonzero(y == c)[j * (np.sum(y == c) // k):(j + 1) * (np.sum(y == c) // k)]] for j in range(k)]"),
        "one-class": folds("return [np.flatnonzero(y == c) for c in np.unique(y)][:k] + [np.array([], dtype=int)] * (k - len(np.unique(y)))"),
        "blocks": folds("return np.array_split(np.arange(len(y)), k)"),
        "rest": folds("return [[int(r) for c in np.unique(y) for r in np.flatnonzero(y == c)[j * (np.sum(y == c) // k):None if j == k - 1 else (j + 1) * (np.sum(y == c) // k)]] for j in range(k)]"),
        "sorted-only": folds("return [list(range(j, len(y), k)) for j in range(k)]"),
        "fallback": folds("return np.array_split(np.random.default_rng(0).permutation(len(y)), k)"),
        "shape": folds("return [[0]]"),
        "numbers": folds("return [[0.5]] * k"),
        "floats": folds("return [np.append([], fold) for fold in right(y, k)]", "i1"),
        "mutates": spoilt("i1", ("    return folds", "    y[0] = y[1]; y.sort(); y[:] = y[-1]\n    return folds")),
    },
    "i2": {
        "outside": spoilt("i2", ("return order", "return order + 1")),
        "twice": spoilt("i2", ("rng.permutation(place)", "rng.choice(place, len(place))")),
        "sorted-only": within("return np.concatenate([rng.permutation(np.flatnonzero(groups == g)) for g in np.unique(groups)])"),
        "across": within("return rng.permutation(len(groups))"),
        "nothing": spoilt("i2", ("rng.permutation(place)", "place")),
        "own-draws": spoilt("i2", ("rng.permutation", "np.random.permutation")),
        "fixed": spoilt("i2", ("rng.permutation", "np.random.default_rng(0).permutation")),
        "still": spoilt("i2", ("np.unique(groups)", "np.unique(groups)[:-1]")),
        "any-partner": within("order = np.arange(len(groups))\n    for g in np.unique(groups):\n        at = np.flatnonzero(groups == g)\n"
                              "        for i in at:\n            j = rng.choice(at)\n            order[[i, j]] = order[[j, i]]\n    return order"),
        "fallback": spoilt("i2", ("rng.permutation(place)", "np.roll(place, rng.integers(len(place)))")),
        "numbers": within("return groups[rng.permutation(len(groups))]"),
        "shape": within("return [rng.permutation(np.flatnonzero(groups == g)) for g in np.unique(groups)]"),
        "mutates": within("rng.shuffle(groups); return np.arange(len(groups))"),
    },
    "v1": values("answer_v1", {"overfit": "'a'", "unpredictable": "'b'", "impossible": "'d'"}),
    "v2": values("answer_v2", {"half": "'a'", "formula": "'c'", "fewest-missed": "'d'"}),
    "v3": values("answer_v3", {"always": "'a'", "equal": "'b'", "more-deals": "'d'"}),
}
