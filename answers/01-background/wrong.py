"""Named wrong answers of chapter 1: {exercise: {trap that must recognise it: code}}."""
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


def neighbour(size, svm):
    return f"answer_v2_from, answer_v2_svm = {size}, '{svm}'"


BATCH = (("        clean = True\n", "        clean, old = True, w\n"),
         ("(w @ x)", "(old @ x)"))
MEANS = ("votes[list(draw)]", "right[list(draw)]")
IMPORTS = """from itertools import combinations_with_replacement as bags, permutations, product
from numpy.random import default_rng
rng = default_rng(3)
"""


def redrawn(draws, number):
    """The solution of I3 with other draws, and their number."""
    return spoilt("i3", ("from itertools import product", IMPORTS), ("product(range(n), repeat=n)", draws),
                  ("n**n", number))


APART = """
import numpy as np

def count(rows):
    best = rows == rows.max(axis=-1, keepdims=True)
    return (best & (best.sum(axis=-1, keepdims=True) == 1)).sum(axis=-2)

def my_survey(right):
    (n, m), rng = right.shape, np.random.default_rng(3)
    named = count(right).argmax()
    totals = count(right[rng.integers(n, size=(5000, n, m)), np.arange(m)])
    share = np.mean(totals[:, named] > np.delete(totals, named, axis=1).max(axis=1))
    return named, share, share >= 0.95
"""
WRONG = {
    "p1": values("answer_p1", {"neuron": "'ad'", "hungry": "'bf'", "forest": "'bc'", "fallback": "'be'"}),
    "p2": values("answer_p2", {"every-row": 150, "looks": 600, "never": -1, "passes": 4, "rows": 2, "fallback": 12}),
    "p3": values("answer_p3", {"sum": [0, 1, 1], "difference": [0, 1, -1], "slopes": [0.25, 0.5, 0.5],
                               "fallback": [0, 0, 0]}),
    "i1": {
        "tie": spoilt("i1", ("<= 0", "< 0")),
        "labels": spoilt("i1", ("1 if label == 1 else -1", "label")),
        "bias-last": spoilt("i1", ("[np.ones(len(X)), X]", "[X, np.ones(len(X))]")),
        "turned": spoilt("i1", ("return w,", "return -w,")),
        "one-pass": spoilt("i1", ("range(epochs)", "range(1)")),
        "counted": spoilt("i1", ("return w, mistakes", "return w, mistakes - 1")),
        "low-tie": spoilt("i1", ("s * (w @ x) <= 0", "(w @ x > 0) != (label == 1)")),
        "high-tie": spoilt("i1", ("s * (w @ x) <= 0", "(w @ x >= 0) != (label == 1)")),
        "start": spoilt("i1", ("np.zeros(A.shape[1])", "np.ones(A.shape[1])")),
        "batch": spoilt("i1", *BATCH),
        "structure": spoilt("i1", ("return w, mistakes", "return w")),
        "no-bias": spoilt("i1", ("[np.ones(len(X)), X]", "[X]")),
        "mutates": spoilt("i1", ("    w, mistakes = np", "    X[:] = X - X.mean(axis=0)\n    w, mistakes = np")),
        "scaled": spoilt("i1", ("w + s * x,", "w + 0.5 * s * x,")),
        "bias-fixed": spoilt("i1", ("w + s * x,", "w + s * x * np.append(0, np.ones(len(x) - 1)),")),
        "shuffled": spoilt("i1", ("zip(A, y):", "[(A[i], y[i]) for i in np.random.permutation(len(A))]:")),
        "fallback": spoilt("i1", ("w + s * x,", "w + s * np.append(label, x[1:]),")),
    },
    "v1": values("answer_v1", {"percent": [3, 7.9], "ten": [10, 1], "two": [2, 0.079], "one": [1, 0],
                               "none": [3, 0], "guess": [3, 0.3],
                               "perfect": [3, 0.9], "fallback": [4, 0.2]}),
    "v2": {"svm": neighbour(1000, "yes"), "late": neighbour(4000, "no"), "early": neighbour(100, "no"),
           "no-size": neighbour(500, "no")},
    "p4": values("answer_p4", {"mining": "'34152'", "judging": "'43512'", "choosing": "'43251'", "mending": "'42153'"}),
    "p5": values("answer_p5", {"photographs": "'febacgd'", "perceptron": "'efbagdc'", "answer": "'fbeagdc'",
                               "databases": "'feabgdc'", "process": "'febdagc'", "margin": "'febgadc'"}),
    "p6": values("answer_p6", {"beyond": "'a'", "setting": "'b'", "elsewhere": "'d'"}),
    "i3": {
        "percent": spoilt("i3", ("return named, won / n**n", "return named, 100 * won / n**n")),
        "average": spoilt("i3", MEANS, ("votes.sum(axis=0).argmax()", "right.sum(axis=0).argmax()")),
        "means": spoilt("i3", MEANS),
        "always": spoilt("i3", ("won / n**n >= 0.95", "True")),
        "likely": spoilt("i3", (">= 0.95", "> 0.5")),
        "opposite": spoilt("i3", (">= 0.95", "< 0.95")),
        "reordered": redrawn("permutations(range(n))", "np.prod(range(1, n + 1))"),
        "old": spoilt("i3", ("total[named] > np.delete(total, named).max()", "votes[:, named].mean()")),
        "apart": APART,
        "level": spoilt("i3", ("total[named] >", "total[named] >=")),
        "lowest": spoilt("i3", ("total[named] > np.delete(total, named).max()", "total.argmax() == named")),
        "first": spoilt("i3", ("if len(best) == 1:", "if True:"), ("table, best]", "table, best[0]]")),
        "each": spoilt("i3", ("if len(best) == 1:", "if True:")),
        "majority": spoilt("i3", ("np.delete(total, named).max()", "n / 2")),
        "bags": redrawn("bags(range(n), n)", "len([*bags(range(n), n)])"),
        "wavers": redrawn("rng.integers(n, size=(20, n))", "20"),
        "structure": spoilt("i3", ("return named, won / n**n, ", "return ")),
        "fallback": redrawn("product(range(n), repeat=n - 1)", "n**(n - 1)"),
    },
    "i2": {
        "plain-error": spoilt("i2", (" + n_test / n_train", "")),
        "unpaired": spoilt("i2", ("d.std(ddof=1)", "np.hypot(np.std(a, ddof=1), np.std(b, ddof=1))")),
        "population": spoilt("i2", ("ddof=1", "ddof=0")),
        "upside-down": spoilt("i2", ("n_test / n_train", "n_train / n_test")),
        "turned": spoilt("i2", ("np.asarray(a) - np.asarray(b)", "np.asarray(b) - np.asarray(a)")),
        "no-ratio": spoilt("i2", ("d.mean() / error", "d.mean()")),
        "one-sided": spoilt("i2", (" / pairs / 2", " / pairs")),
        "one-question": spoilt("i2", (" / pairs / 2", " / 2")),
        "degrees": spoilt("i2", ("len(d) - 1)", "len(d))")),
        "normal": spoilt("i2", ("import t\n", "import norm\n"), ("t.ppf(1 - 0.05 / pairs / 2, len(d) - 1)",
                                                              "norm.ppf(1 - 0.05 / pairs / 2)")),
        "always": spoilt("i2", ('"no order" if abs(ratio) <= limit else ', "")),
        "one-way": spoilt("i2", ("abs(ratio) <= limit", "ratio <= limit")),
        "size-only": spoilt("i2", ("ratio > 0", "True")),
        "structure": spoilt("i2", ("return ratio, limit, ", "return ")),
        "fallback": spoilt("i2", ("np.sqrt(1 / len(d) + n_test / n_train)", "(1 / len(d) + n_test / n_train)")),
    },
}
