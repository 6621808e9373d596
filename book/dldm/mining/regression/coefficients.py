"""Coefficients: columns for kinds, and how far a coefficient can be trusted."""
import numpy as np

from ...ground.checks import known, matrix, whole
from .linear import least_squares


def dummies(kinds, base):
    """(columns (N, k - 1), their names): one column of 0 and 1 for each of the k kinds
    but the base, in alphabetical order.

    kinds (N,) names, base the kind whose rows hold zeros only; a coefficient then says
    how far a kind lies from the base. ValueError for a base that does not occur.
    """
    kinds = np.asarray(kinds)
    names = [str(name) for name in np.unique(kinds)]
    known("base", base, names)
    others = [name for name in names if name != base]
    return (kinds[:, None] == np.array(others)).astype(float), others


def standard_errors(X, y):
    """How far each coefficient (d,) of least squares would scatter over tables with the
    same X (N, d) and other errors, all of one size and independent.

    ValueError for what `least_squares` refuses, and for no more rows than columns.
    """
    w, (n, d) = least_squares(X, y), np.shape(X)
    if n == d:
        raise ValueError(f"X has {n} rows and {d} columns: the fit is perfect, and "
                         "nothing is left to judge the errors by; collect more rows")
    r = y - X @ w
    variance = r @ r / (n - d)
    return np.sqrt(variance * np.diag(np.linalg.inv(X.T @ X)))


def bootstrap(X, y, draws, rng, fit=least_squares):
    """The coefficients (draws, d) of tables of N rows that are drawn from these N rows
    with replacement (Efron 1979).

    X (N, d), y (N,); fit(X, y) gives d numbers. ValueError for what fit refuses.
    """
    whole("draws", draws, 2)
    X, y = matrix(X), np.asarray(y)
    drawn = rng.integers(len(y), size=(draws, len(y)))
    return np.array([fit(X[rows], y[rows]) for rows in drawn])
