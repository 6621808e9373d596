"""Linear regression: least squares three ways, and gradient descent on the same
loss.
"""
import numpy as np

from ...ground.arrays import add_intercept, last
from ...ground.checks import known, matrix, numbers, positive, vector, whole

DEPENDENT = ("the columns of X are linearly dependent, so no single w is best: "
             "drop one of them, or use ridge")


# ---------------------------------------------------------------- least squares


def normal_equations(X, y):
    """w (d,) from X'X w = X'y, as Legendre (1805) and Gauss (1809) solved it: short,
    but loses twice the digits.
    """
    return np.linalg.solve(X.T @ X, X.T @ y)


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
    return back_substitution(R[:d, :d], R[:d, d])


def by_svd(X, y):
    """w (d,) = V (U'y / s) from the singular value decomposition X = U diag(s) V'
    (Golub & Reinsch 1970).
    """
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    return Vt.T @ (U.T @ y / s)


METHODS = {"normal": normal_equations, "qr": by_qr, "svd": by_svd}


def least_squares(X, y, method="qr"):
    """The w (d,) that minimises |y - X w|^2; X (N, d) holds a column of ones if an
    intercept is wanted.

    method: "normal", "qr" or "svd". ValueError for no rows, NaN or infinity, shapes
    that differ, fewer rows than columns, and columns that depend on one another.
    """
    known("method", method, METHODS)
    X, y, unit = _independent(X, y)
    try:
        return METHODS[method](X, y) / unit
    except np.linalg.LinAlgError:
        raise ValueError(DEPENDENT) from None


def _independent(X, y):
    """(X (N, d), y (N,), unit (d,)): a table of independent columns, each divided by
    its unit, which is its length to the next power of two, so that no digit is lost.
    """
    X = matrix(X)
    y = vector(y, len(X))
    if len(X) < X.shape[1]:
        raise ValueError(f"X has {len(X)} rows and {X.shape[1]} columns: least squares "
                         "needs as many rows as columns, "
                         "so collect more rows, drop columns, or use ridge")
    R = np.linalg.qr(X, mode="r")  # its columns are as long as those of X
    top = np.abs(R).max(axis=0)
    if not top.all():
        raise ValueError(DEPENDENT)
    unit = 2.0 ** np.round(np.log2(np.linalg.norm(R / top, axis=0)) + np.log2(top))
    s = np.linalg.svd(R / unit, compute_uv=False)
    if s[-1] <= len(X) * np.finfo(float).eps * s[0]:
        raise ValueError(DEPENDENT)
    return X / unit, y, unit


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


def digits_lost_steps(gaps, rng, draws=20):
    """Yield (kappa, {method: correct digits of its worst coefficient}) as two columns
    come closer; each number is the median of that many drawn tables.

    A table has 40 rows, the columns 1, x and x + gap z, and y = X w with the true
    coefficients w (3,); x, z and w are drawn once for all gaps, standard normal. kappa
    is the condition number of the table; a table that a method refuses counts 0 digits.
    gaps: numbers > 0.
    """
    whole("draws", draws, 1)
    cases = [(*rng.normal(size=(2, 40)), rng.normal(size=3)) for _ in range(draws)]
    for gap in gaps:
        positive("gap", gap)
        tables = [(add_intercept(np.column_stack([x, x + gap * z])), w)
                  for x, z, w in cases]
        yield np.median([np.linalg.cond(X) for X, _ in tables]), {
            method: np.median([_digits_left(X, w, method) for X, w in tables])
            for method in METHODS}


def _digits_left(X, w, method):
    """Correct digits of the worst coefficient where y = X w; 0 if the table is
    refused.
    """
    try:
        return correct_digits(least_squares(X, X @ w, method), w).min()
    except ValueError:
        return 0.0


# ---------------------------------------------------------------- gradient descent


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
    X, y, unit = _independent(X, y)
    U, s, Vt = np.linalg.svd(X * unit, full_matrices=False)
    reached = 1 - (1 - learning_rate * s**2 / len(X)) ** t
    return Vt.T @ (reached * (U.T @ y) / s)


