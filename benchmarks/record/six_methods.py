"""Record how the six methods of chapter 1 score on the biopsies under twenty sets of 25 cuts.

python -m benchmarks.record.six_methods     (some three minutes on one thread; writes data/six_methods.json)
"""
import datetime
import json
import platform

import numpy as np
import sklearn
from dldm.datasets import DATA, biopsies
from dldm.mining.methods import six_methods
from sklearn.model_selection import RepeatedStratifiedKFold

DEALS = 20


def deal(method, seed):
    """(its accuracies on the 25 cuts of this seed, how many of its five answers about each patient were right)."""
    cases = biopsies()
    cuts = RepeatedStratifiedKFold(n_splits=5, n_repeats=5, random_state=seed)
    accuracies, right = [], np.zeros(len(cases.y), dtype=int)
    for train, test in cuts.split(cases.X, cases.y):
        answers = method.fit(cases.X[train], cases.y[train]).predict(cases.X[test]) == cases.y[test]
        accuracies.append(round(float(answers.mean()), 5))
        right[test] += answers
    return accuracies, right


def main():
    scores, right = {}, {}
    for name, method in six_methods().items():
        accuracies, rights = zip(*(deal(method, seed) for seed in range(DEALS)))
        scores[name], right[name] = accuracies, sum(rights).tolist()
    record = {"recorded": str(datetime.date.today()),
              "versions": {"Python": platform.python_version(), "scikit-learn": sklearn.__version__},
              "folds": 5, "repeats": 5, "scores": scores, "right": right}
    (DATA / "six_methods.json").write_text(json.dumps(record) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
