"""Checks of what a function is given, shared by the modules: each raises one ValueError
that says what to do.
"""

from numbers import Number

import numpy as np


class NotFitted(ValueError, AttributeError):
    """A model was asked before it was fitted."""


def fitted(model, attribute):
    """NotFitted, a ValueError, unless `fit` has given the model that attribute."""
    if not hasattr(model, attribute):
        raise NotFitted(f"this {type(model).__name__} has learnt nothing yet: call "
                        "fit(X, y) first")


def known(kind, name, table):
    """ValueError unless `name` is a key of `table`."""
    if name not in table:
        raise ValueError(f"unknown {kind} {name!r}: choose one of "
                         f"{', '.join(map(repr, table))}")


def array_of(A, name):
    """A as an array of any type, a generator read to its end; ValueError for what is
    sparse, masked or ragged.
    """
    if isinstance(A, np.ndarray) and not isinstance(A, np.ma.MaskedArray):
        return A
    if hasattr(A, "toarray"):
        raise ValueError(f"{name} is a sparse matrix: give {name}.toarray() if it fits "
                         "into memory, or fewer columns")
    if isinstance(A, np.ma.MaskedArray):
        raise ValueError(f"{name} is a masked array: fill or drop what is masked")
    try:
        return np.asarray(list(A) if hasattr(A, "__next__") else A)
    except ValueError:
        raise ValueError(f"{name} is ragged: its rows have different lengths") from None


def numbers(A, name):
    """A as an array of floats, whatever type its numbers have; ValueError for text,
    dates and complex numbers.

    For a data frame it names the column, for other arrays the place.
    """
    heads = getattr(A, "columns", None)
    A = array_of(A, name)
    if A.dtype.kind in "biuf":
        return A.astype(float, copy=False)
    for place, value in np.ndenumerate(A):
        if value is not None and not _is_real(value):
            j = place[1] if len(place) > 1 else None
            where = (f"column {heads[j]!r}" if heads is not None and j is not None
                     else f"row {place[0]}, column {j}" if j is not None
                     else f"place {place[0]}" if place else "it")
            raise ValueError(f"{name} holds {value!s:.40}, {type(value).__name__}, in "
                             f"{where}: give numbers, text and dates coded as such")
    return A.astype(float)


def kernel_matrix(K, n):
    """The kernel K (n, n) of n rows as floats; ValueError for another shape, NaN or
    infinity.
    """
    K = numbers(K, "the kernel")
    if K.shape != (n, n):
        raise ValueError(f"the kernel of {n} rows has shape {K.shape}: it must give "
                         "one number for each pair of rows")
    if not np.isfinite(K).all():
        raise ValueError("the kernel gives NaN or infinity: scale the columns, or "
                         "mend the kernel")
    return K


def _is_real(value):
    """Whether float(value) is that number: no text, date or complex number."""
    return isinstance(value, Number | np.bool_) and not isinstance(
        value, complex | np.complexfloating | np.datetime64 | np.timedelta64)


def matrix(X, name="X", columns=None, because="one row a sample, one column a feature",
           least=1):
    """X as a float array (rows, columns); ValueError for another shape, fewer than
    `least` rows, NaN, infinity, and for what holds no numbers.

    columns: how many a fitted model needs, any number if None; `because` ends the
    message about the shape.
    """
    X = numbers(X, name)
    if X.ndim != 2 or columns not in (None, X.shape[1]):
        raise ValueError(f"{name} has shape {X.shape}, expected (rows, "
                         f"{columns or 'columns'}): {because}")
    if len(X) < least or not X.shape[1]:
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


def vector(y, n=None, name="y"):
    """y as a float array (n,), of any length if n is None; ValueError for another
    shape, NaN, infinity, and for what holds no numbers.
    """
    y = numbers(y, name)
    if y.ndim != 1 or n not in (None, len(y)):
        raise ValueError(f"{name} has shape {y.shape}, expected "
                         f"({'n' if n is None else n},): one number a row of X")
    finite(y, name)
    return y


def binary(y, n=None, name="y"):
    """y as a float array (n,) of 0 and 1; ValueError for any other label, or none."""
    y = vector(y, n, name)
    odd = y[(y != 0) & (y != 1)]
    if odd.size or not y.size:
        raise ValueError(f"{name} holds {f'{odd[0]:g}' if odd.size else 'no labels'}: "
                         "only the labels 0 and 1 are known here, so recode them")
    return y


def probabilities(P, name, shape=None):
    """P as a float array of that shape whose last axis sums to 1; ValueError says which
    row does not.
    """
    P = numbers(P, name)
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


def labels(y, n=None, name="y"):
    """y as an array (n,) of labels that can be told apart and sorted: all numbers, or
    all texts.

    ValueError for another shape, missing values, and numbers among texts, where 1 and
    "1" would become one class.
    """
    y = list(y) if hasattr(y, "__next__") else y
    values = array_of(y, name)
    if values.ndim != 1 or n not in (None, len(values)):
        raise ValueError(f"{name} has shape {values.shape}, expected "
                         f"({'n' if n is None else n},): one label a row of X")
    if values.dtype.kind == "f":
        finite(values, name)
    if values.dtype.kind in "biuf" or (values.dtype.kind == "U"
                                       and isinstance(y, np.ndarray)):
        return values
    y = list(y)
    texts = np.array([isinstance(label, str) for label in y])
    for row, label in enumerate(y):
        if not texts[row] and (not _is_real(label) or label != label):
            raise ValueError(f"{name} holds {label!r} in row {row}, which is no label: "
                             "fill or drop such rows")
    if texts.any() and not texts.all():
        raise ValueError(f"{name} holds numbers and texts, {y[texts.argmin()]!r} and "
                         f"{y[texts.argmax()]!r}: give every label one type")
    return np.array(y)


def classes(y, n):
    """(classes, index): the sorted class labels (K,), and for each of the n rows the
    number 0 .. K-1 of its class.

    ValueError for what `labels` refuses, or fewer than two classes.
    """
    names, index = np.unique(labels(y, n), return_inverse=True)
    if len(names) < 2:
        raise ValueError(f"y holds only the class {str(names[0])!r}: a classifier "
                         "needs at least two" if n else "y holds no labels")
    return names, index


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
    x = numbers(x, "x")
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
