"""The methods that chapters 1 and 7 compare, with every setting, and what is measured
of each.
"""
from itertools import combinations

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import BernoulliNB, GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from ..ground.arrays import first_largest, first_smallest
from ..nn.layers import Dense
from ..nn.optimizers import Adam
from ..nn.sequential import Sequential
from .choosing import Candidate
from .evaluation import threshold_steps


class Network(ClassifierMixin, BaseEstimator):
    """The book's own network with one hidden layer, dressed as a scikit-learn
    classifier.
    """

    def __init__(self, units=20, epochs=50, seed=0):
        self.units, self.epochs, self.seed = units, epochs, seed

    def fit(self, X, y):
        """Train on rows X (N, d) and labels y (N,); returns itself."""
        self.classes_, index = np.unique(y, return_inverse=True)
        K = len(self.classes_)
        layers = [Dense(self.units, "relu", input_shape=(X.shape[1],)),
                  Dense(K, "softmax")]
        self.net_ = Sequential(layers, rng=np.random.default_rng(self.seed))
        self.net_.compile(Adam(0.01), "categorical_crossentropy")
        self.net_.fit(X, np.eye(K)[index], epochs=self.epochs, batch_size=32, verbose=0)
        return self

    def predict(self, X):
        """The likeliest label of each row, (N,)."""
        return self.classes_[self.net_.predict(X).argmax(axis=1)]


def six_methods(seed=0):
    """{name: unfitted classifier} for a table whose columns have units of their own."""
    scaled = StandardScaler
    return {"naive Bayes": GaussianNB(),
            "tree": DecisionTreeClassifier(random_state=seed),
            "forest": RandomForestClassifier(30, random_state=seed),
            "logistic regression": make_pipeline(scaled(),
                                                 LogisticRegression(max_iter=1000)),
            "SVM": make_pipeline(scaled(), SVC()),
            "network": make_pipeline(scaled(), Network(seed=seed))}


def pixel_methods(seed=0):
    """The same six families, and 3-NN, for pixels from 0 to 1, which share a unit
    already.
    """
    return {"naive Bayes": BernoulliNB(binarize=0.5),
            "tree": DecisionTreeClassifier(random_state=seed),
            "forest": RandomForestClassifier(100, random_state=seed),
            "logistic regression": LogisticRegression(C=0.05, max_iter=200),
            "SVM": SVC(C=5),
            "network": MLPClassifier(128, alpha=0.01, batch_size=32, max_iter=60,
                                     random_state=seed),
            "3-NN": KNeighborsClassifier(3)}


class Scored(Network):
    """The network of chapter 1, which also tells its probabilities."""

    def predict_proba(self, X):
        """Probabilities (N, K) of the classes."""
        return self.net_.predict(X)


def five(seed=0):
    """{name: unfitted classifier}: a line, a tree cut short, a tree that is not, a
    forest and a network.
    """
    return {"logistic": make_pipeline(StandardScaler(),
                                      LogisticRegression(max_iter=1000)),
            "short tree": DecisionTreeClassifier(max_leaf_nodes=8, min_samples_leaf=5,
                                                 random_state=seed),
            "long tree": DecisionTreeClassifier(min_samples_leaf=5, random_state=seed),
            "forest": RandomForestClassifier(15, min_samples_leaf=3, random_state=seed),
            "network": make_pipeline(StandardScaler(), Scored(epochs=15, seed=seed))}


def reading(model):
    """(parts, main column) of a fitted candidate: leaves or weights, and the column
    with the first or largest say.
    """
    last = model[-1] if hasattr(model, "steps") else model
    if hasattr(last, "tree_"):
        return last.get_n_leaves(), last.tree_.feature[0]
    if hasattr(last, "coef_"):
        return last.coef_.size, first_largest(np.abs(last.coef_[0]))
    if hasattr(last, "estimators_"):
        leaves = sum(tree.get_n_leaves() for tree in last.estimators_)
        return leaves, first_largest(last.feature_importances_)
    says = np.linalg.norm(last.net_.layers[0].W, axis=1)
    return last.net_.count_params(), first_largest(says)


def assess(methods, X, y, folds):
    """{name: (p on the test rows of each fold, mean parts, share of pairs of fits with
    the same main column)}.
    """
    found = {}
    for name, method in methods.items():
        fits = [clone(method).fit(X[train], y[train]) for train, _ in folds]
        parts, main = zip(*map(reading, fits))
        p = [fit.predict_proba(X[test])[:, 1] for fit, (_, test) in zip(fits, folds)]
        found[name] = p, np.mean(parts), np.mean([a == b
                                                  for a, b in combinations(main, 2)])
    return found


def mean_cost(p, y, miss):
    """Mean cost of 100 rows where a false alarm costs 1 and a miss `miss`; acts where p
    exceeds 1 / (1 + miss).
    """
    return 100 * next(threshold_steps(p, y, [1 / (1 + miss)], miss)).cost / len(p)


def candidates(found, y, folds, miss):
    """([Candidate, ...], costs (folds,) without a model: those of acting on all rows or
    on none).
    """
    tests = [y[test] for _, test in folds]
    row = [Candidate(name, np.array([mean_cost(q, t, miss) for q, t in zip(p, tests)]),
                     parts, stability)
           for name, (p, parts, stability) in found.items()]
    constant = [np.array([mean_cost(np.full(len(t), p), t, miss) for t in tests])
                for p in (0.0, 1.0)]
    return row, constant[first_smallest(np.mean(constant, axis=1))]
