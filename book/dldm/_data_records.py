"""Two records of chapter 1, of what takes minutes to compute; they are imported by `datasets`, which has the rules."""
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np

DATA = Path(__file__).resolve().parents[1] / "data"


def learning_curves(name="28 x 28"):
    """Recorded accuracies on held-out digits: sizes (S,), held_out rows, and scores {method: (draws, S)}.

    name: "28 x 28" for `digits_28`, or "8 x 8" for `digits`. ValueError for another name.
    Source: benchmarks/record_learning_curves.py.
    """
    sets = json.loads((DATA / "learning_curves.json").read_text(encoding="utf-8"))["sets"]
    if name not in sets:
        raise ValueError(f"unknown set {name!r}: choose one of {', '.join(map(repr, sets))}")
    part = sets[name]
    return SimpleNamespace(sizes=part["sizes"], held_out=part["held_out"],
                           scores={method: np.array(rows) for method, rows in part["scores"].items()})


def perceptron_record():
    """Where the perceptron ended on the standardised `biopsies`: w (31,), bias first, mistakes, and last_epoch.

    last_epoch: the pass of the last mistake. Source: benchmarks/record_perceptron.py.
    """
    record = json.loads((DATA / "perceptron_biopsies.json").read_text(encoding="utf-8"))
    return SimpleNamespace(w=np.array(record["w"]), mistakes=record["mistakes"], last_epoch=record["last_epoch"])
