"""Support vector regression: the tube, its dual, the solver, and the machine."""
import numpy as np

from ...ground.arrays import last, standardise
from ...ground.checks import (
    fitted,
    kernel_matrix,
    matrix,
    not_negative,
    positive,
    vector,
)
from ..classification.kernels import linear_kernel
from ..classification.smo import SMOState, first_of


def epsilon_insensitive(residual, eps):
    """max(0, |residual| - eps), elementwise: errors inside the tube cost nothing
    (Vapnik 1995).
    """
    not_negative("eps", eps)
    return np.maximum(0.0, np.abs(residual) - eps)


def primal(beta, b, K, y, C, eps):
    """beta' K beta / 2 + C * sum of the tube's losses: what the machine minimises;
    beta, y (N,), K (N, N).
    """
    return 0.5 * beta @ K @ beta + C * epsilon_insensitive(y - K @ beta - b, eps).sum()


def dual(beta, K, y, eps):
    """y'beta - eps |beta|_1 - beta' K beta / 2: never above the primal, and equal to it
    at the best beta.
    """
    return y @ beta - eps * np.abs(beta).sum() - 0.5 * beta @ K @ beta


def svr_steps(K, y, C=1.0, eps=0.1, tol=1e-3, n=100_000):
    """Maximise `dual` with sum(beta) = 0 and |beta_i| <= C, two rows a step: beta_i
    rises and beta_j falls (Platt 1998, Keerthi et al. 2001).

    K (N, N) the kernel of the rows, y (N,). Yields an SMOState (beta is a copy) at the
    start and after every step; stops when no pair violates by more than tol. ValueError
    for C <= 0, eps < 0, tol <= 0, a K that is no kernel, and if n steps are not enough.
    """
    positive("C", C)
    not_negative("eps", eps)
    positive("tol", tol)
    K, beta = kernel_matrix(K, len(y)), np.zeros(len(y))
    for _ in range(n + 1):
        r = y - K @ beta
        rise = np.where(beta < C, r - np.where(beta < 0, -eps, eps), -np.inf)
        fall = np.where(beta > -C, r + np.where(beta > 0, -eps, eps), np.inf)
        i, j = first_of(rise, tol), first_of(-fall, tol)
        violation = rise[i] - fall[j]
        yield SMOState(beta.copy(), (i, j), violation, (rise[i] + fall[j]) / 2)
        if violation <= tol:
            return
        ends = 0.0 if beta[i] < 0 else C, 0.0 if beta[j] > 0 else -C  # kink or bound
        step = violation / max(K[i, i] + K[j, j] - 2 * K[i, j], 1e-12)
        step = min(step, ends[0] - beta[i], beta[j] - ends[1])
        for k, end, change in ((i, ends[0], step), (j, ends[1], -step)):
            beta[k] = end if abs(end - beta[k]) <= step else beta[k] + change
    raise ValueError(f"after {n} steps a pair of rows still violates the conditions by "
                     f"{violation:.2g}: scale the columns, lower C, or raise tol")


class SVR:
    """Support vector regression with any kernel, solved by `svr_steps`; it stores N x N
    numbers while it fits.

    After fit: support_ (row numbers), support_vectors_ (M, d), beta_ (M,), b_,
    n_steps_. fit raises ValueError for no rows, NaN or infinity, shapes that differ, C
    <= 0 or eps < 0. Primary source: Drucker et al. 1997.
    """

    def __init__(self, C=1.0, eps=0.1, kernel=linear_kernel, tol=1e-3):
        self.C, self.eps, self.kernel, self.tol = C, eps, kernel, tol

    def fit(self, X, y):
        """X (N, d), y (N,).  Returns the model."""
        X = matrix(X)
        y = vector(y, len(X))
        with np.errstate(over="ignore", invalid="ignore"):  # `svr_steps` looks at it
            K = self.kernel(X, X)
        self.n_steps_, state = last(enumerate(svr_steps(K, y, self.C, self.eps,
                                                        self.tol)))
        self.support_ = np.flatnonzero(state.beta)
        self.support_vectors_, self.beta_ = X[self.support_], state.beta[self.support_]
        self.b_ = state.b
        return self

    def predict(self, X):
        """sum of beta_i k(x_i, x) + b for each row of X: (M,)."""
        fitted(self, "b_")
        X = matrix(X, columns=self.support_vectors_.shape[1])
        return self.kernel(X, self.support_vectors_) @ self.beta_ + self.b_


class Scaled:
    """A model that is fitted on standardised columns and, if target, on a standardised
    y; it predicts y's units.

    model: anything with fit(X, y) and predict(X). fit raises ValueError for a constant
    column, or a constant target.
    """

    def __init__(self, model, target=True):
        self.model, self.target = model, target

    def fit(self, X, y):
        """X (N, d), y (N,).  Returns the model; mean and scale are those of these rows
        only.
        """
        Z, self.mean_, self.scale_ = standardise(X)
        y = vector(y, len(Z))
        self.offset_, self.unit_ = (y.mean(), y.std()) if self.target else (0.0, 1.0)
        positive("the deviation of y", self.unit_)
        self.model.fit(Z, (y - self.offset_) / self.unit_)
        return self

    def predict(self, X):
        """Predictions for the rows of X, in the units of y: (M,)."""
        fitted(self, "unit_")
        Z = (matrix(X, columns=len(self.mean_)) - self.mean_) / self.scale_
        return self.offset_ + self.unit_ * self.model.predict(Z)
