"""Record how six methods and 3-NN score on handwritten digits as their training rows grow: several draws, one table.

python -m benchmarks.record.learning_curves     (half an hour on one thread; writes data/learning_curves.json)
"""
import datetime
import json
import platform
import warnings

import numpy as np
import sklearn
from dldm import datasets
from dldm.datasets import DATA
from dldm.mining.methods import pixel_methods

SETS = {"28 x 28": (datasets.digits_28, 1000, [100, 200, 400, 1000, 2000, 4000], 5),
        "28 x 28, few rows": (datasets.digits_28, 1000, [100, 400], 20),
        "8 x 8": (datasets.digits, 597, [50, 100, 200, 400, 800, 1200], 20)}


def scores(data, held_out, sizes, draws):
    """{method: [[accuracy on the held-out rows, one a size], one list a draw]}; each draw shuffles the rows anew."""
    table = {}
    for draw in range(draws):
        order = np.random.default_rng(draw).permutation(len(data.y))
        train, test = order[:-held_out], order[-held_out:]
        for name, method in pixel_methods(draw).items():
            row = [round(float(method.fit(data.X[train[:n]], data.y[train[:n]]).score(data.X[test], data.y[test])), 4)
                   for n in sizes]
            table.setdefault(name, []).append(row)
            print(draw, name, row, flush=True)
    return table


def main():
    warnings.simplefilter("ignore")  # networks that stop after the epochs that they are given
    record = {"recorded": str(datetime.date.today()),
              "versions": {"Python": platform.python_version(), "scikit-learn": sklearn.__version__}, "sets": {}}
    for name, (load, held_out, sizes, draws) in SETS.items():
        record["sets"][name] = {"sizes": sizes, "held_out": held_out, "scores": scores(load(), held_out, sizes, draws)}
    (DATA / "learning_curves.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
