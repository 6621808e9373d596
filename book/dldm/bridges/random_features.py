"""Random features and the least-squares fit of least length: the smallest model with a
double descent.
"""
from typing import NamedTuple

import numpy as np

from ..ground.checks import classes, labels, matrix, not_negative, whole
from ..nn.layers import relu


def random_features(X, R):
    """relu(X R), (N, width): a hidden layer with weights R (d, width) that are drawn
    and never trained (Rahimi & Recht 2007); X (N, d).
    """
    return relu(matrix(X, columns=len(R), because="one column for each row of R") @ R)


def minimum_norm(F, Y, penalty=0.0):
    """(W, s): W (width, K) minimises |F W - Y|^2 + penalty |W|^2, the shortest of
    equals; s the singular values of F.

    F (N, width), Y (N, K).  Without penalty W is the pseudoinverse's, and directions
    that F does not have stay zero.
    """
    F = matrix(F, "F")
    Y = matrix(Y, "Y", because="one row for each row of F, one column for each output")
    if len(F) != len(Y):
        raise ValueError(f"F has {len(F)} rows and Y has {len(Y)}: each row needs its "
                         "targets")
    not_negative("penalty", penalty)
    U, s, Vt = np.linalg.svd(F, full_matrices=False)
    kept = s > s[0] * max(F.shape) * np.finfo(float).eps
    shrunk = s[kept] / (s[kept] ** 2 + penalty)
    return Vt[kept].T @ (shrunk[:, None] * (U[:, kept].T @ Y)), s


class Width(NamedTuple):
    """A width tried: accuracy on the training and on new rows, length of W, smallest
    singular value of the features.
    """

    width: int
    train: float
    new: float
    norm: float
    smallest: float


def width_steps(X, y, X_new, y_new, widths, rng, penalty=0.0):
    """Fit the classes by `minimum_norm` on ever more random features: yield a Width for
    each of `widths`.

    X (N, d), y (N,) of any labels.  The features of a width are the first columns of
    one matrix, so that wider models contain the narrower ones (Belkin, Hsu, Ma & Mandal
    2019 with ReLU).
    """
    X, X_new = matrix(X), matrix(X_new, "X_new")
    names, index = classes(y, len(X))
    y, y_new = labels(y, len(X)), labels(y_new, len(X_new), "y_new")
    for width in widths:
        whole("a width", width, 1)
    R = rng.normal(0, 5 / np.sqrt(X.shape[1]), (X.shape[1], max(widths)))
    F, F_new = random_features(X, R), random_features(X_new, R)
    Y = np.eye(len(names))[index]
    Y = Y - Y.mean()
    for width in widths:
        W, s = minimum_norm(F[:, :width], Y, penalty)
        right = [np.mean(names[(A[:, :width] @ W).argmax(axis=1)] == t)
                 for A, t in ((F, y), (F_new, y_new))]
        yield Width(int(width), float(right[0]), float(right[1]),
                    float(np.linalg.norm(W)), float(s[-1]))
