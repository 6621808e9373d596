"""Support vector machines: the hinge loss by subgradients, its dual one coordinate at a
time, kernels by SMO.
"""
import numpy as np

from ...ground.arrays import first_smallest, last
from ...ground.checks import classes, fitted, matrix, not_negative, positive, whole
from .kernels import linear_kernel
from .smo import svc_steps


def signed_labels(y, n):
    """(classes, s): the two labels in order, and s (n,) with -1 for the first and +1
    for the second.
    """
    labels, index = classes(y, n)
    if len(labels) > 2:
        raise ValueError(f"y holds {len(labels)} classes: a support vector machine "
                         "separates two")
    return labels, 2.0 * index - 1


def hinge(margins):
    """max(0, 1 - margin), elementwise: zero only for a row that is right with room to
    spare.
    """
    return np.maximum(0.0, 1.0 - margins)


def hinge_objective(w, b, X, s, C):
    """|w|^2 / 2 + C * sum of hinge(s (X w + b)); w (d,), X (N, d), s (N,) of -1 and
    +1.
    """
    return 0.5 * w @ w + C * hinge(s * (X @ w + b)).sum()


def subgradient_steps(X, y, C=1.0, n=5000, offset=100):
    """One linear unit with hinge loss and weight decay, all rows a step: yield (w, b,
    objective) n + 1 times.

    X (N, d), y (N,) of two labels.  The rate 1 / (lambda (t + offset)) with lambda = 1
    / (C N) is that of Pegasos (Shalev-Shwartz et al. 2007); a subgradient step may go
    uphill, so the caller keeps the best.  C > 0.
    """
    X = matrix(X)
    s = signed_labels(y, len(X))[1]
    positive("C", C)
    whole("n", n, 0)
    not_negative("offset", offset)
    w, b, decay = np.zeros(X.shape[1]), 0.0, 1 / (C * len(X))
    for t in range(n + 1):
        yield w, b, hinge_objective(w, b, X, s, C)
        # rows on the wrong side of their margin
        pushing = np.where(s * (X @ w + b) < 1, s, 0.0)
        rate = 1 / (decay * (t + 1 + offset))
        w = w - rate * (decay * w - pushing @ X / len(X))
        # nothing decays b, so a large rate would throw it about
        b = b + min(rate, 1.0) * pushing.mean()


def hinge_neuron(X, y, C=1.0, n=5000):
    """The best (w, b, objective) of `subgradient_steps`."""
    states = list(subgradient_steps(X, y, C, n))
    return states[first_smallest([objective for *_, objective in states])]


def dual_coordinate_steps(X, y, C=1.0, rng=None, n=1000, tol=1e-10):
    """Linear SVM without a bias through its dual, one alpha at a time (Hsieh et al.
    2008): yield (w, alpha) a pass.

    X (N, d): give it a column of ones for a bias, which is then decayed like a weight.
    alpha (N,) stays between 0 and C, and w = sum alpha_i s_i x_i after every step.
    Stops after n passes, or when none changes by > tol.
    """
    X = matrix(X)
    s = signed_labels(y, len(X))[1]
    positive("C", C)
    whole("n", n, 1)
    rng = np.random.default_rng() if rng is None else rng
    rows, square = s[:, None] * X, (X * X).sum(axis=1)
    w, alpha = np.zeros(X.shape[1]), np.zeros(len(X))
    for _ in range(n):
        moved = 0.0
        for i in rng.permutation(np.flatnonzero(square)):
            change = min(max(alpha[i] + (1 - rows[i] @ w) / square[i], 0.0),
                         C) - alpha[i]
            alpha[i] += change
            w += change * rows[i]
            moved = max(moved, abs(change))
        yield w.copy(), alpha.copy()
        if moved <= tol:
            return


def dual_coordinate_descent(X, y, C=1.0, rng=None, n=1000, tol=1e-10):
    """(w, alpha) of the linear SVM without a bias: weights (d,), and the multipliers
    (N,) between 0 and C that make them up.

    X (N, d), y (N,) of two labels; the last state of `dual_coordinate_steps`, which
    takes at most n passes over the rows.  ValueError for what `matrix` refuses, other
    than two classes, C <= 0, n < 1.
    """
    return last(dual_coordinate_steps(X, y, C, rng, n, tol))


class SVC:
    """Kernel SVM of two classes, solved by `svc_steps`; it stores the kernel of all
    pairs, N x N numbers.

    After fit: support_ (row numbers), support_vectors_ (M, d), beta_ (M,) = alpha s,
    b_, n_steps_.  fit raises ValueError for no rows, NaN, infinity, shapes that differ,
    other than two classes, C <= 0, a kernel that gives no numbers, and where 100,000
    steps do not bring the violation down to tol.
    """

    def __init__(self, C=1.0, kernel=linear_kernel, tol=1e-3):
        self.C, self.kernel, self.tol = C, kernel, tol

    def fit(self, X, y):
        """X (N, d), y (N,) of two labels.  Returns the classifier."""
        X = matrix(X)
        self.classes_, s = signed_labels(y, len(X))
        with np.errstate(over="ignore", invalid="ignore"):  # `svc_steps` looks at it
            K = self.kernel(X, X)
        self.n_steps_, state = last(enumerate(svc_steps(K, s, self.C, self.tol)))
        self.support_ = np.flatnonzero(state.beta)
        self.support_vectors_, self.beta_ = X[self.support_], state.beta[self.support_]
        self.b_ = state.b
        return self

    def decision_function(self, X):
        """sum of beta_i k(x_i, x) + b for each row, (N,): one hidden layer of kernels,
        then one linear unit.
        """
        fitted(self, "b_")
        X = matrix(X, columns=self.support_vectors_.shape[1])
        return self.kernel(X, self.support_vectors_) @ self.beta_ + self.b_

    def predict(self, X):
        """The label on whose side each row lies, (N,)."""
        fitted(self, "b_")
        return self.classes_[(self.decision_function(X) > 0).astype(int)]
