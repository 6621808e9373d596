"""Checks of what a function is given, shared by the modules: each raises one ValueError
that says what to do.
"""

import numpy as np


def known(kind, name, table):
    """ValueError unless `name` is a key of `table`."""
    if name not in table:
        raise ValueError(f"unknown {kind} {name!r}: choose one of "
                         f"{', '.join(map(repr, table))}")


def matrix(X, name="X", columns=None, because="one row a sample, one column a feature"):
    """X as a float array (rows, columns); ValueError for another shape, no rows, NaN or
    infinity.

    columns: how many a fitted model needs, any number if None; `because` ends the
    message about the shape.
    """
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or columns not in (None, X.shape[1]):
        raise ValueError(f"{name} has shape {X.shape}, expected (rows, "
                         f"{columns or 'columns'}): {because}")
    if not X.size:
        raise ValueError(f"{name} has no rows" if not len(X)
                         else f"{name} has no columns")
    finite(X, name)
    return X


def finite(A, name):
    """ValueError if the array holds NaN or infinity; says where the first one is."""
    if not np.isfinite(A).all():
        bad = np.argwhere(~np.isfinite(A))[0]
        where = f"row {bad[0]}, column {bad[1]}" if A.ndim == 2 else f"place {bad[0]}"
        raise ValueError(f"{name} holds NaN or infinity, first in {where}: fill or "
                         "drop such rows")


def vector(y, n, name="y"):
    """y as a float array (n,); ValueError for another shape, NaN or infinity."""
    y = np.asarray(y, dtype=float)
    if y.shape != (n,):
        raise ValueError(f"{name} has shape {y.shape}, expected ({n},): one number a "
                         "row of X")
    finite(y, name)
    return y


def probabilities(P, name, shape=None):
    """P as a float array of that shape whose last axis sums to 1; ValueError says which
    row does not.
    """
    P = np.asarray(P, dtype=float)
    if not P.size:
        raise ValueError(f"{name} is empty: at least one state or component is needed")
    if shape is not None and P.shape != shape:
        raise ValueError(f"{name} has shape {P.shape}, expected {shape}")
    finite(P, name)
    rows = np.atleast_2d(P)
    wrong = (rows.min(axis=1) < 0) | (np.abs(rows.sum(axis=1) - 1) > 1e-8)
    for row in np.flatnonzero(wrong)[:1]:
        raise ValueError(f"row {row} of {name} is {rows[row].round(4)} with sum "
                         f"{rows[row].sum():.4g}: "
                         "probabilities are not negative and sum to 1")
    return P


def classes(y, n):
    """(classes, index): the sorted class labels (K,), and for each of the n rows the
    number 0 .. K-1 of its class.

    ValueError for another shape, NaN, or fewer than two classes.
    """
    y = np.asarray(y)
    if y.shape != (n,):
        raise ValueError(f"y has shape {y.shape}, expected ({n},): "
                         "one label a row of X")
    if y.dtype.kind == "f":
        finite(y, "y")
    labels, index = np.unique(y, return_inverse=True)
    if len(labels) < 2:
        raise ValueError(f"y holds only the class {str(labels[0])!r}: a classifier "
                         "needs at least two")
    return labels, index


def positive(name, value):
    """ValueError unless value > 0 and finite."""
    if not 0 < value < np.inf:
        raise ValueError(f"{name} is {value}: it must be a number above 0")


def not_negative(name, value):
    """ValueError unless value >= 0 and finite."""
    if not 0 <= value < np.inf:
        raise ValueError(f"{name} is {value}: it must be 0 or a positive number")


def whole(name, value, low, high=None):
    """ValueError unless value is a whole number from low to high; without high, from
    low upwards.
    """
    high = np.inf if high is None else high
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or not low <= value <= high:
        wanted = f"from {low} to {high}" if high < np.inf else f"of at least {low}"
        raise ValueError(f"{name} is {value!r}: it must be a whole number {wanted}")


def series(x, least=1):
    """x as a float array (n,); ValueError for another shape, NaN or infinity, or fewer
    than `least` values.
    """
    x = np.asarray(x, dtype=float)
    if x.ndim != 1:
        raise ValueError(f"x has shape {x.shape}, expected (n,): one value a time")
    finite(x, "x")
    if len(x) < least:
        raise ValueError(f"x has {len(x)} values and this needs at least {least}: take "
                         "fewer lags or a longer series")
    return x


def varying(x, least=2):
    """`series(x, least)`, and ValueError if all its values are equal."""
    x = series(x, least)
    if np.ptp(x) == 0:
        raise ValueError(f"x is constant at {x[0]:g}: it has no variation that its "
                         "past could explain")
    return x
