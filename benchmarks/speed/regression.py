"""Least squares, ridge and support vector regression beside NumPy and scikit-learn, equal results first."""

import numpy as np
from dldm.datasets import diabetes
from dldm.ground import add_intercept, standardise
from dldm.mining.classification import rbf_kernel
from dldm.mining.regression import SVR, least_squares, ridge
from sklearn.linear_model import Ridge
from sklearn.svm import SVR as Theirs

from benchmarks import targets
from benchmarks.targets import ratio

if __name__ == "__main__":
    data, rng = diabetes(), np.random.default_rng(0)
    X = add_intercept(rng.normal(size=(20_000, 20)))
    y = X @ np.arange(21.0) + rng.normal(size=20_000)
    assert np.allclose(least_squares(X, y), np.linalg.lstsq(X, y, rcond=None)[0])
    targets.at_most("least squares by QR: time over numpy's lstsq",
                    ratio(lambda: least_squares(X, y), lambda: np.linalg.lstsq(X, y, rcond=None), 15)[2], 20)
    targets.at_most("least squares by normal equations: over lstsq",
                    ratio(lambda: least_squares(X, y, "normal"), lambda: np.linalg.lstsq(X, y, rcond=None), 15)[2], 1.5)
    assert np.allclose(ridge(X[:, 1:], y, 5.0)[0], Ridge(5.0).fit(X[:, 1:], y).coef_)
    peer = Ridge(5.0, solver="svd")
    targets.at_most("ridge: time over scikit-learn's svd solver",
                    ratio(lambda: ridge(X[:, 1:], y, 5.0), lambda: peer.fit(X[:, 1:], y), 15)[2], 20)
    Z = standardise(data.X)[0]
    ours = SVR(C=10, eps=20, kernel=lambda A, B: rbf_kernel(A, B, 0.02))
    theirs = Theirs(C=10, epsilon=20, gamma=0.02)
    assert np.allclose(ours.fit(Z, data.y).predict(Z), theirs.fit(Z, data.y).predict(Z), atol=0.05)
    targets.at_most("support vector regression: time over libsvm",
                    ratio(lambda: ours.fit(Z, data.y), lambda: theirs.fit(Z, data.y), 15)[2], 15)
    targets.finish()
