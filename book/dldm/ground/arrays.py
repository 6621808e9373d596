"""Arrays: the first of the largest, ranges, log-sum-exp, distances of all pairs,
standard columns, a column of ones.
"""
import numpy as np

from .checks import matrix


def last(steps):
    """The last of the states that a generator yields, at least one."""
    for state in steps:
        pass
    return state


def moved(X, origin):
    """X - origin, so that squares lose no digits; ValueError if they would overflow."""
    X = X - origin
    if np.abs(X).max(initial=0.0) > 1e150:
        raise ValueError("rows are so far apart that their squared distances overflow: "
                         "scale the columns")
    return X


def squared_distances(Q, K):
    """|q - k|^2 for all pairs of rows of Q (M, d) and K (N, d): (M, N), never below 0.

    Both are moved to the mean of K first: near the origin the squares lose no digits.
    ValueError for what `matrix` refuses, and for squares that overflow.
    """
    same = K is Q
    Q = matrix(Q, "Q")
    K = Q if same else matrix(K, "K", Q.shape[1], least=0)
    origin = K.mean(axis=0) if len(K) else 0.0
    Q, K = (moved(Q, origin),) * 2 if same else (moved(Q, origin), moved(K, origin))
    square = (Q * Q).sum(axis=1)[:, None] + (K * K).sum(axis=1) - 2 * Q @ K.T
    return np.maximum(square, 0.0)


def first_largest(values, axis=None, rtol=1e-9):
    """The place of the largest value (along an axis), of equals the first; values
    count as equal if they differ by no more than a share rtol of the largest.

    Values that should be equal come out of sums with other last digits on another
    processor: argmax would then choose another of them there.
    """
    values = np.asarray(values)
    top = values.max(axis=axis, keepdims=True)
    return (values >= top * (1 - rtol * np.sign(top))).argmax(axis=axis)


def first_smallest(values, axis=None, rtol=1e-9):
    """The place of the smallest value, of equals the first; see `first_largest`."""
    return first_largest(-np.asarray(values), axis, rtol)


def ranges(low, high):
    """low[0], ..., high[0] - 1, low[1], ...: the whole numbers of all ranges in one
    row.
    """
    sizes = (high - low).astype(np.intp, copy=False)
    return np.repeat(low - np.append(0, sizes.cumsum()[:-1]),
                     sizes) + np.arange(sizes.sum())


def log_sum_exp(scores):
    """log of the sum of exp(scores) along each row, (N, k) -> (N,), without
    overflow.
    """
    scores = np.asarray(scores, dtype=float)
    top = scores.max(axis=1)
    return top + np.log(np.exp(scores - top[:, None]).sum(axis=1))


def add_intercept(X):
    """X with a column of ones put before it: (N, d) -> (N, d + 1); its coefficient is
    then the intercept.
    """
    X = matrix(X)
    return np.column_stack([np.ones(len(X)), X])


def standardise(X):
    """(Z, mean, scale): each column of X (N, d) with mean 0 and standard deviation 1;
    mean and scale are (d,).

    ValueError for a constant column, which has no spread to divide by.
    """
    X = matrix(X)
    mean, scale = X.mean(axis=0), X.std(axis=0)
    constant = np.flatnonzero(np.ptp(X, axis=0) == 0)
    if len(constant):
        raise ValueError(f"column {constant[0]} of X is constant: it has no spread to "
                         "divide by, so drop it")
    return (X - mean) / scale, mean, scale
