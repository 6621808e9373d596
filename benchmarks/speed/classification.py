"""Trees, Gaussian naive Bayes and SMO against scikit-learn: equal answers first, then times, taken alternately."""

import numpy as np
from dldm.mining.classification import SVC, DecisionTree, GaussianNB, rbf_kernel
from sklearn.naive_bayes import GaussianNB as PeerNB
from sklearn.svm import SVC as PeerSVC
from sklearn.tree import DecisionTreeClassifier as PeerTree

from benchmarks import targets
from benchmarks.targets import ratio, report


def data(n, d=20):
    """Rows in single precision, to which scikit-learn's trees round, and two overlapping classes."""
    rng = np.random.default_rng(n)
    X = rng.normal(size=(n, d)).astype(np.float32).astype(float)
    return X, (X[:, :5].sum(axis=1) + 1.5 * rng.normal(size=n) > 0).astype(int)


def trees(n, limit, repeats):
    """Large nodes have one best cut, so there the trees are the same; in small ones columns tie and seeds decide."""
    X, y = data(n)
    ours, theirs = DecisionTree(7).fit(X, y), PeerTree(max_depth=7, random_state=0).fit(X, y)
    cuts = [sorted(zip(f[f >= 0].tolist(), t[f >= 0].tolist())) for f, t in (
        (ours.tree_.feature, ours.tree_.threshold), (theirs.tree_.feature, theirs.tree_.threshold))]
    same = np.mean([a in set(cuts[1]) for a in cuts[0]])
    targets.at_least(f"tree, {n} rows: cuts of depth 7 that scikit-learn makes, too", same, 0.97)
    ours, theirs, other = DecisionTree(), PeerTree(random_state=0), PeerTree(random_state=1)
    assert all((model.fit(X, y).predict(X) == y).all() for model in (ours, theirs, other))
    new = data(n + 1)[0]
    agree, seeds = ((model.predict(new) == theirs.predict(new)).mean() for model in (ours, other))
    targets.at_least(f"tree, {n} rows: agreement on new rows (two of its seeds: {seeds:.3f})", agree, seeds - 0.02)
    report(f"tree, {n} rows", ratio(lambda: ours.fit(X, y), lambda: theirs.fit(X, y), repeats), limit)


def naive_bayes(n, limit):
    X, y = data(n)
    P, Q = (model.fit(X, y).predict_proba(X) for model in (GaussianNB(), PeerNB()))
    assert np.allclose(P, Q, rtol=1e-9, atol=1e-12)
    report(f"Gaussian naive Bayes, fit and predict, {n} rows",
           ratio(lambda: GaussianNB().fit(X, y).predict(X), lambda: PeerNB().fit(X, y).predict(X), 15), limit)


def smo(n, limit):
    X, y = data(n)
    ours, theirs = SVC(kernel=lambda A, B: rbf_kernel(A, B, 0.05)), PeerSVC(gamma=0.05, tol=1e-3)
    assert np.abs(ours.fit(X, y).decision_function(X) - theirs.fit(X, y).decision_function(X)).max() < 0.01
    report(f"SMO, RBF kernel, {n} rows", ratio(lambda: ours.fit(X, y), lambda: theirs.fit(X, y), 5), limit)


if __name__ == "__main__":
    trees(10_000, 1.5, 7)
    trees(100_000, 1.0, 3)
    for rows in (1_000, 10_000, 100_000):
        naive_bayes(rows, 1.1)
    smo(1_000, 13)
    smo(3_000, 13)
    targets.finish()
