"""Linear regression: least squares three ways, ridge, and gradient descent on the same
loss.
"""
import numpy as np

from ...ground.arrays import add_intercept, last
from ...ground.checks import (
    known,
    matrix,
    not_negative,
    numbers,
    positive,
    vector,
    whole,
)

DEPENDENT = ("the columns of X are linearly dependent, so no single w is best: "
             "drop one of them, or use ridge")


# ---------------------------------------------------------------- least squares


def normal_equations(X, y):
    """w (d,) from X'X w = X'y, as Legendre (1805) and Gauss (1809) solved it: fast, but
    loses twice the digits.
    """
    refuse_dependent(_shares(np.linalg.qr(X, mode="r"), X), len(X))
    try:
        return np.linalg.solve(X.T @ X, X.T @ y)
    except np.linalg.LinAlgError:
        raise ValueError(DEPENDENT) from None


def householder_steps(A, columns):
    """Yield A (N, m) before and after each reflection that clears a column below the
    diagonal (Householder 1958).

    After the last, the first `columns` columns are upper triangular. Each state is a
    copy.
    """
    R = np.array(A, dtype=float)
    yield R.copy()
    for k in range(columns):
        v = R[k:, k].copy()
        # away from zero: a difference would cancel digits
        v[0] += np.copysign(np.linalg.norm(v), v[0])
        if v.any():
            R[k:, k:] -= np.outer(2 / (v @ v) * v, v @ R[k:, k:])
        R[k + 1:, k] = 0.0
        yield R.copy()


def back_substitution(R, c):
    """w (d,) with R w = c for an upper triangular R (d, d), the last unknown first."""
    w = np.zeros(len(c))
    for i in reversed(range(len(c))):
        w[i] = (c[i] - R[i, i + 1:] @ w[i + 1:]) / R[i, i]
    return w


def by_qr(X, y):
    """w (d,) by Householder reflections of the table [X y] and back-substitution (Golub
    1965).
    """
    d = X.shape[1]
    R = last(householder_steps(np.column_stack([X, y]), d))
    refuse_dependent(_shares(R[:, :d], X), len(X))
    return back_substitution(R[:d, :d], R[:d, d])


def by_svd(X, y):
    """w (d,) = V (U'y / s) from the singular value decomposition X = U diag(s) V'
    (Golub & Reinsch 1970).
    """
    lengths = _lengths(X)  # so that no column's unit counts
    U, s, Vt = np.linalg.svd(X / lengths, full_matrices=False)
    refuse_dependent(s, len(X))
    return Vt.T @ (U.T @ y / s) / lengths


def _lengths(X):
    """The length of each column of X (N, d), to the next power of two, so that dividing
    by it loses no digit; ValueError for a column of zeros.
    """
    lengths = np.linalg.norm(X / np.maximum(np.abs(X).max(axis=0), 1e-300), axis=0)
    if not lengths.all():
        raise ValueError(DEPENDENT)
    return 2.0 ** np.round(np.log2(lengths) + np.log2(np.abs(X).max(axis=0)))


def _shares(R, X):
    """How much of each column of X (N, d) the columns before it leave, (d,) from 0 to
    1: the diagonal of its triangle R beside the column's length.
    """
    return np.abs(np.diag(R)) / _lengths(X)


def refuse_dependent(sizes, n):
    """ValueError if the smallest of the d sizes is rounding error beside the
    largest.
    """
    if sizes.min() <= n * np.finfo(float).eps * sizes.max():
        raise ValueError(DEPENDENT)


METHODS = {"normal": normal_equations, "qr": by_qr, "svd": by_svd}


def least_squares(X, y, method="qr"):
    """The w (d,) that minimises |y - X w|^2; X (N, d) holds a column of ones if an
    intercept is wanted.

    method: "normal", "qr" or "svd". ValueError for no rows, NaN or infinity, shapes
    that differ, fewer rows than columns, and columns that depend on one another.
    """
    known("method", method, METHODS)
    X = matrix(X)
    y = vector(y, len(X))
    if len(X) < X.shape[1]:
        raise ValueError(f"X has {len(X)} rows and {X.shape[1]} columns: least squares "
                         "needs as many rows as columns, "
                         "so collect more rows, drop columns, or use ridge")
    return METHODS[method](X, y)


def correct_digits(estimate, certified):
    """How many leading decimal digits of each number are right: -log10 of its relative
    error, from 0 to 16.
    """
    estimate, certified = numbers(estimate, "estimate"), numbers(certified, "certified")
    if estimate.shape != certified.shape or not certified.all():
        raise ValueError("estimate and certified need the same shape, and no certified "
                         "value may be 0")
    error = np.abs(estimate - certified) / np.abs(certified)
    return np.clip(-np.log10(np.maximum(error, 1e-16)), 0, 16)


def digits_lost_steps(gaps, rng):
    """Yield (kappa, {method: correct digits of its worst coefficient}) as two columns
    come closer.

    The 40 rows have the columns 1, x and x + gap z, and y = X w with the true
    coefficients w (3,); x, z and w are drawn once from rng, standard normal. kappa is
    the condition number of the table. gaps: numbers > 0.
    """
    x, z = rng.normal(size=(2, 40))
    w = rng.normal(size=3)
    for gap in gaps:
        positive("gap", gap)
        X = add_intercept(np.column_stack([x, x + gap * z]))
        lost = {method: correct_digits(least_squares(X, X @ w, method), w).min()
                for method in METHODS}
        yield np.linalg.cond(X), lost


# ------------------------------------------------------------ ridge, and the road to it


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


def squared_loss(w, X, y, decay=0.0):
    """Mean of (y - X w)^2 / 2, plus decay |w|^2 / 2; w (d,), X (N, d), y (N,)."""
    return 0.5 * np.mean((X @ w - y) ** 2) + 0.5 * decay * w @ w


def squared_gradient(w, X, y, decay=0.0):
    """The gradient (d,) of `squared_loss`: of one linear neuron with weight decay."""
    return X.T @ (X @ w - y) / len(y) + decay * w


def stopped_descent(X, y, learning_rate, t):
    """The w (d,) of gradient descent on `squared_loss` from 0 after t steps, without
    taking them.

    Along a singular direction of X with curvature s^2 / N the error shrinks by 1 -
    learning_rate s^2 / N a step. ValueError for t < 0, a rate <= 0, and columns of X
    that depend on one another.
    """
    whole("t", t, 0)
    positive("learning_rate", learning_rate)
    X = matrix(X)
    y = vector(y, len(X))
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    refuse_dependent(np.linalg.svd(X / _lengths(X), compute_uv=False), len(X))
    reached = 1 - (1 - learning_rate * s**2 / len(X)) ** t
    return Vt.T @ (reached * (U.T @ y) / s)


