"""Records of what takes minutes to compute, or needs a library that the book does not
install.
"""
import json
from types import SimpleNamespace

import numpy as np

from .files import DATA


def keras_fixture():
    """Recording of Keras training the article's network: a dict.

    "initial" and "final" weights (W, b of three layers), "loss" of each of the 10
    epochs, "p_test" (143,), and the versions "tf" and "keras".  Rows: the standardised
    `biopsies_ten`, in order, batches of 32.
    """
    record = json.loads((DATA / "keras_fixture.json").read_text(encoding="utf-8"))
    for name in ("initial", "final"):
        record[name] = [np.array(w) for w in record[name]]
    return record


def hmm_peers():
    """Seconds of one step of Baum-Welch, and of Viterbi, in the book's code and in
    hmmlearn: a dict.

    "rows": [states, observations, "log" or "scaling" or "viterbi", ours, hmmlearn's],
    and the versions.
    Source: benchmarks/speed/hidden_markov.py --record.
    """
    return json.loads((DATA / "hmm_peers.json").read_text(encoding="utf-8"))


def learning_curves(name="28 x 28"):
    """Recorded accuracies on held-out digits: sizes (S,), held_out rows, and scores
    {method: (draws, S)}.

    name: "28 x 28" for `digits_28` (5 draws), "28 x 28, few rows" for its two smaller
    jobs (20 draws), or "8 x 8" for `digits` (20 draws). ValueError for another name.
    Source: benchmarks/record/learning_curves.py.
    """
    text = (DATA / "learning_curves.json").read_text(encoding="utf-8")
    sets = json.loads(text)["sets"]
    if name not in sets:
        raise ValueError(f"unknown set {name!r}: choose one of "
                         f"{', '.join(map(repr, sets))}")
    part = sets[name]
    return SimpleNamespace(sizes=part["sizes"], held_out=part["held_out"],
                           scores={method: np.array(rows)
                                   for method, rows in part["scores"].items()})


def six_methods_record():
    """Recorded answers of the six methods on `biopsies`, twenty deals of 25 cuts each:
    scores {method: (20, 25)} and right {method: (569,)}.

    Deal i holds the 25 folds of RepeatedStratifiedKFold(n_splits=5, n_repeats=5,
    random_state=i). right: how many of the 100 answers that a patient got while hidden,
    five a deal, were right. Source: benchmarks/record/six_methods.py.
    """
    record = json.loads((DATA / "six_methods.json").read_text(encoding="utf-8"))
    return SimpleNamespace(**{part: {method: np.array(rows)
                                     for method, rows in record[part].items()}
                              for part in ("scores", "right")})


def perceptron_record():
    """Where the perceptron ended on the standardised `biopsies`: w (31,), bias first,
    mistakes, and last_epoch.

    last_epoch: the pass of the last mistake. Source: benchmarks/record/perceptron.py.
    """
    record = json.loads((DATA / "perceptron_biopsies.json").read_text(encoding="utf-8"))
    return SimpleNamespace(w=np.array(record["w"]), mistakes=record["mistakes"],
                           last_epoch=record["last_epoch"])


def speed_up_record():
    """Recorded seconds of a round of k-means in parts on one worker of a cluster and on
    two: machine, its name; sizes (S,), numbers of rows; alone and shared (S,), seconds.

    16 columns and 16 centres, a thread a worker, the smallest of 20 times. Source:
    benchmarks/record/speed_up.py.
    """
    record = json.loads((DATA / "speed_up.json").read_text(encoding="utf-8"))
    return SimpleNamespace(machine=record["machine"],
                           **{name: np.array(record[name])
                              for name in ("sizes", "alone", "shared")})
