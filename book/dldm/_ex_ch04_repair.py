"""Exercise ch04-i2, repairing the first listing: verified by what the function does when its input is tampered with."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from .exercises import Exercise, Hint, Trap, call, function, number

KEYS = ("score", "baseline", "test_rows", "weights")
SEEDS = range(5)


@lru_cache
def _rows():
    from .datasets import biopsies
    cases = biopsies()
    return cases.X[:, :10].copy(), cases.y.copy()


def _test_rows(value, n):
    rows = np.asarray(value)
    rows = np.flatnonzero(rows) if rows.dtype == bool else rows
    if rows.ndim != 1 or rows.dtype.kind not in "iu" or len(set(rows.tolist())) != len(rows) or not ((rows >= 0) & (rows < n)).all():
        raise Hint("rows", "\"test_rows\" should be the row numbers of the held-out rows in X: different whole numbers from 0 to len(X) − 1.")
    return rows


def _run(f, X, y, seed):
    """One call, with the parts of its answer brought into their kinds."""
    got = call(f, X, y, seed)
    if not isinstance(got, dict) or any(key not in got for key in KEYS):
        raise Hint("keys", "Return a dict with the four keys \"score\", \"baseline\", \"test_rows\" and \"weights\".")
    weights = got["weights"]
    weights = np.concatenate([np.ravel(np.asarray(w, dtype=float)) for w in weights]) if len(weights) else np.zeros(0)
    return SimpleNamespace(score=number("score", got["score"]), baseline=number("baseline", got["baseline"]),
                           rows=_test_rows(got["test_rows"], len(X)), weights=weights)


def _repaired(f):
    """The function on five seeds; twice on one; with the held-out rows mirrored; in other units; with the classes' names swapped."""
    X, y = _rows()
    runs = [_run(f, X, y, seed) for seed in SEEDS]
    mirrored = X.copy()
    mirrored[runs[0].rows] = 2 * X.mean(axis=0) - X[runs[0].rows]
    units = np.full(X.shape[1], 1024.0)  # a power of two: rescaling then rounds nothing
    return SimpleNamespace(y=y, runs=runs, again=_run(f, X, y, 0), mirrored=_run(f, mirrored, y, 0),
                           units=_run(f, X * units, y, 0), swapped=_run(f, X, 1 - y, 0))


def _differ(a, b, tolerance=1e-9):
    """Whether two runs trained to different weights."""
    return a.weights.shape != b.weights.shape or not np.allclose(a.weights, b.weights, rtol=0, atol=tolerance)


def _majority(y, rows):
    return max(np.mean(y[rows]), 1 - np.mean(y[rows]))


def _drop(got):
    return got.runs[0].score - got.mirrored.score


TRAPS = (
    Trap("percent", lambda got: any(r.score > 1 or r.baseline > 1 for r in got.runs), "Give score and baseline as shares between 0 and 1. (If the score is a loss, look at the order in what `evaluate` returns.)"),
    Trap("untrained", lambda got: got.runs[0].weights.size < 11, "\"weights\" should hold the trained network's weights, as `get_weights()` returns them."),
    Trap("no-split", lambda got: not 0.1 <= len(got.runs[0].rows) / len(got.y) <= 0.5, "Hold out about a quarter of the rows: enough to measure with, and enough left to learn from."),
    Trap("unseeded", lambda got: _differ(got.runs[0], got.again) or got.runs[0].rows.tolist() != got.again.rows.tolist(), "I called your function twice with the same seed and got two different answers. Three things are random here: the split, the first weights, the shuffling. Which of them does not know the seed?", "SEED"),
    Trap("seed-ignored", lambda got: not _differ(got.runs[0], got.runs[1]), "Your function trains to the same weights for every seed. A fixed seed inside hides how much the answer depends on luck: use the argument.", "SEED"),
    Trap("leak", lambda got: _differ(got.runs[0], got.mirrored), "I changed nothing but the held-out rows, and the trained weights changed. So something saw these rows before the test. Two places to look: which rows is the scaler fitted on, and which does `fit` receive?", "LEAK"),
    Trap("unscaled", lambda got: _differ(got.runs[0], got.units, 1e-6), "I gave you the same biopsies in other units, and the net trained differently. Bring every column to mean 0 and deviation 1 first.", "SCALE"),
    Trap("training-score", lambda got: abs(_drop(got)) < 1e-9, "I replaced the held-out rows by their mirror images, and your score did not move. Which rows is it computed on?", "TRAIN"),
    Trap("all-rows-score", lambda got: _drop(got) < 0.3, "I replaced the held-out rows by their mirror images, and your score fell only a little. It must be computed mostly on rows that the net was trained on.", "TRAIN"),
    Trap("coin", lambda got: abs(got.runs[0].baseline - 0.5) < 1e-9, "A coin is too weak a rival: a rule that names the commoner class for everybody is right more often than that."),
    Trap("class-share", lambda got: abs(got.swapped.baseline - np.mean(1 - got.y[got.swapped.rows])) < 1e-9, "I swapped the names of the classes, and your baseline fell below one half. The majority is the larger class, not always class 1."),
    Trap("other-baseline", lambda got: any(abs(r.baseline - _majority(got.y, r.rows)) > 1e-9 for r in got.runs), "The baseline has to answer the same question as the score: which share of the held-out rows would the majority rule get right?"),
    Trap("low", lambda got: np.mean([r.score for r in got.runs]) < 0.74, "Everything is in its place, but over five seeds the mean score is below .74. Is it the accuracy, the second number of `evaluate`? Do you train for 10 epochs with batches of 32?"),
    Trap("high", lambda got: np.mean([r.score for r in got.runs]) > 0.95, "Over five seeds the mean score is above .95, more than this net reaches in ten epochs. Did you change the net or the epochs, or does the score come from somewhere else?"),
)

I2 = Exercise(
    "ch04-i2", {"repaired": function}, lambda got: not any(trap.test(got) for trap in TRAPS), TRAPS,
    why="the same seed gives the same answer, the weights do not know the held-out rows, other units change nothing, and the score stands beside the share that the majority rule would get. Over seeds it scatters, so quote the range, not one number.",
    fallback="Your function ran, but its answer could not be compared. Check that all arrays hold plain numbers.",
    run=_repaired,
    prepare=_rows,
    says={
        "mutates": "your function changes X or y. Scale into new arrays, so that the caller can use the data again.",
        "NameError": "The listing uses `X_train` without ever making it: which line has to come first?",
    },
)
