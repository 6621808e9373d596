"""Chapter 7's five candidates with all their settings, and what is measured of each before one is chosen."""
from itertools import combinations

import numpy as np
from sklearn.base import clone
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from ._contenders import Network
from .decision import Candidate
from .evaluation import threshold_steps


class Scored(Network):
    """The network of chapter 1, which also tells its probabilities."""

    def predict_proba(self, X):
        """Probabilities (N, K) of the classes."""
        return self.net_.predict(X)


def five(seed=0):
    """{name: unfitted classifier}: a line, a tree cut short, a tree that is not, a forest and a network."""
    return {"logistic": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
            "short tree": DecisionTreeClassifier(max_leaf_nodes=8, min_samples_leaf=5, random_state=seed),
            "long tree": DecisionTreeClassifier(min_samples_leaf=5, random_state=seed),
            "forest": RandomForestClassifier(30, min_samples_leaf=3, random_state=seed),
            "network": make_pipeline(StandardScaler(), Scored(epochs=30, seed=seed))}


def reading(model):
    """(parts, main column) of a fitted candidate: leaves or weights, and the column with the first or largest say."""
    last = model[-1] if hasattr(model, "steps") else model
    if hasattr(last, "tree_"):
        return last.get_n_leaves(), last.tree_.feature[0]
    if hasattr(last, "coef_"):
        return last.coef_.size, np.abs(last.coef_[0]).argmax()
    if hasattr(last, "estimators_"):
        return sum(tree.get_n_leaves() for tree in last.estimators_), last.feature_importances_.argmax()
    return last.net_.count_params(), np.linalg.norm(last.net_.layers[0].W, axis=1).argmax()


def measure(methods, X, y, folds):
    """{name: (p on the test rows of each fold, mean parts, share of pairs of fits with the same main column)}."""
    found = {}
    for name, method in methods.items():
        fits = [clone(method).fit(X[train], y[train]) for train, _ in folds]
        parts, main = zip(*map(reading, fits))
        p = [fit.predict_proba(X[test])[:, 1] for fit, (_, test) in zip(fits, folds)]
        found[name] = p, np.mean(parts), np.mean([a == b for a, b in combinations(main, 2)])
    return found


def cost(p, y, miss):
    """Mean cost of 100 rows where a false alarm costs 1 and a miss `miss`; acts where p exceeds 1 / (1 + miss)."""
    return 100 * next(threshold_steps(p, y, [1 / (1 + miss)], miss)).cost / len(p)


def candidates(found, y, folds, miss):
    """([Candidate, ...], costs (folds,) without a model: those of acting on all rows or on none)."""
    tests = [y[test] for _, test in folds]
    row = [Candidate(name, np.array([cost(q, t, miss) for q, t in zip(p, tests)]), parts, stability)
           for name, (p, parts, stability) in found.items()]
    constant = [np.array([cost(np.full(len(t), p), t, miss) for t in tests]) for p in (0.0, 1.0)]
    return row, min(constant, key=np.mean)
