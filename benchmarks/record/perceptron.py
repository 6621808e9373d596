"""Record the perceptron on the 569 biopsies, thirty standardised columns, until it stops: more than a million mistakes.

python -m benchmarks.record.perceptron     (under a minute; writes data/perceptron_biopsies.json)
"""
import datetime
import json

import numpy as np
from dldm import datasets
from dldm.datasets import DATA
from dldm.ground import add_intercept
from dldm.nn import signs


def next_mistake(signed, w, row):
    """(row of the next mistake at or after `row`, passes begun on the way); None if a whole pass has none."""
    wrong = np.flatnonzero(signed[row:] @ w <= 0)
    if wrong.size:
        return row + wrong[0], 0
    wrong = np.flatnonzero(signed[:row] @ w <= 0)
    return (wrong[0], 1) if wrong.size else None


def to_the_end(X, s):
    """(w, mistakes, pass of the last one) of `dldm.perceptron.perceptron`, jumping over the rows that are right."""
    signed = signs(s, len(X))[:, None] * add_intercept(X)
    w, mistakes, epoch, row = np.zeros(signed.shape[1]), 0, 1, 0
    while (found := next_mistake(signed, w, row)) is not None:
        row, begun = found
        w, mistakes, epoch, row = w + signed[row], mistakes + 1, epoch + begun, row + 1
    return w, mistakes, epoch


def main():
    data = datasets.biopsies()
    Z = (data.X - data.X.mean(axis=0)) / data.X.std(axis=0)
    w, mistakes, epoch = to_the_end(Z, 2 * data.y - 1)
    record = {"recorded": str(datetime.date.today()), "numpy": np.__version__, "mistakes": mistakes,
              "last_epoch": epoch, "w": w.tolist()}
    print(mistakes, epoch)
    (DATA / "perceptron_biopsies.json").write_text(json.dumps(record) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
