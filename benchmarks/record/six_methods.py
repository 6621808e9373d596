"""Record how the six methods of chapter 1 score on the biopsies under twenty sets of 25 cuts.

python -m benchmarks.record.six_methods     (some five minutes on one thread; writes data/six_methods.json)
"""
import datetime
import json
import platform

import sklearn
from dldm.datasets import DATA, biopsies
from dldm.mining.methods import six_methods
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score

DEALS = 20


def deal(seed):
    """{method: its 25 accuracies on the cuts of this seed}."""
    cases = biopsies()
    cuts = RepeatedStratifiedKFold(n_splits=5, n_repeats=5, random_state=seed)
    return {name: cross_val_score(method, cases.X, cases.y, cv=cuts).round(5).tolist()
            for name, method in six_methods().items()}


def main():
    deals = [deal(seed) for seed in range(DEALS)]
    record = {"recorded": str(datetime.date.today()),
              "versions": {"Python": platform.python_version(), "scikit-learn": sklearn.__version__},
              "folds": 5, "repeats": 5, "scores": {name: [d[name] for d in deals] for name in deals[0]}}
    (DATA / "six_methods.json").write_text(json.dumps(record) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
