"""Penalties on long weights: ridge charges for squares, the lasso for sizes."""
import numpy as np

from ...ground.arrays import last
from ...ground.checks import matrix, not_negative, positive, vector
from .linear import least_squares


def ridge(X, y, penalty):
    """(w, b) that minimise |y - b - X w|^2 + penalty |w|^2; w (d,), b a number that is
    not penalised.

    Solved as least squares with d more rows, sqrt(penalty) times the unit matrix (Hoerl
    & Kennard 1970). ValueError for penalty < 0 and for what `least_squares` refuses.
    """
    not_negative("penalty", penalty)
    X = matrix(X)
    y = vector(y, len(X))
    mean, d = X.mean(axis=0), X.shape[1]
    rows = np.sqrt(penalty) * np.eye(d) if penalty else np.zeros((0, d))
    w = least_squares(np.vstack([X - mean, rows]),
                      np.concatenate([y - y.mean(), np.zeros(len(rows))]))
    return w, y.mean() - mean @ w


def soften(z, limit):
    """z moved towards 0 by limit, and exactly 0 if it is no further away than that."""
    return np.sign(z) * np.maximum(np.abs(z) - limit, 0.0)


def lasso_steps(X, y, penalty, tol=1e-9, rounds=10_000):
    """Minimise |y - b - X w|^2 + penalty * (sum of the |w_j|), one weight at a time:
    yield w (d,) at the start and after each round through the columns.

    Stops when no weight moves the predictions by more than a share tol of y's spread.
    ValueError for penalty < 0, tol <= 0, a constant column, and if so many rounds are
    not enough (Tibshirani 1996; the rounds: Friedman et al. 2007).
    """
    A, r, squares = _centred(X, y, penalty, tol)
    w, enough = np.zeros(len(squares)), tol * np.linalg.norm(r)
    yield w.copy()
    for _ in range(rounds):
        before = w.copy()
        for j, column in enumerate(A.T):
            r += column * w[j]  # what is left for column j to explain
            w[j] = soften(column @ r, penalty / 2) / squares[j]
            r -= column * w[j]
        yield w.copy()
        if (np.abs(w - before) * np.sqrt(squares)).max() <= enough:
            return
    raise ValueError(f"the weights still move after {rounds} rounds: standardise the "
                     "columns, raise tol, or drop columns that are copies")


def lasso(X, y, penalty, tol=1e-9):
    """(w, b) that `lasso_steps` ends with; w (d,), b a number that is not penalised."""
    w = last(lasso_steps(X, y, penalty, tol))
    return w, np.mean(y) - np.mean(X, axis=0) @ w


def _centred(X, y, penalty, tol):
    """X (N, d) and y (N,) without their means, and the sum of squares of each column
    (d,); ValueError for what `lasso_steps` refuses.
    """
    not_negative("penalty", penalty)
    positive("tol", tol)
    X = matrix(X)
    y = vector(y, len(X))
    constant = np.flatnonzero(np.ptp(X, axis=0) == 0)
    if len(constant):
        raise ValueError(f"column {constant[0]} of X is constant: it cannot tell rows "
                         "apart, so drop it")
    A = X - X.mean(axis=0)
    return A, y - y.mean(), (A**2).sum(axis=0)
