"""Support vector regression: the tube, its dual solved two coefficients at a time, and the machine that predicts."""
from typing import NamedTuple

import numpy as np

from ._checks import matrix, not_negative, positive, vector
from .kernels import linear_kernel
from .regression import standardise


def epsilon_insensitive(residual, eps):
    """max(0, |residual| - eps), elementwise: errors inside the tube cost nothing (Vapnik 1995)."""
    not_negative("eps", eps)
    return np.maximum(0.0, np.abs(residual) - eps)


def primal(beta, b, K, y, C, eps):
    """beta' K beta / 2 + C * sum of the tube's losses: what the machine minimises; beta, y (N,), K (N, N)."""
    return 0.5 * beta @ K @ beta + C * epsilon_insensitive(y - K @ beta - b, eps).sum()


def dual(beta, K, y, eps):
    """y'beta - eps |beta|_1 - beta' K beta / 2: never above the primal, and equal to it at the best beta."""
    return y @ beta - eps * np.abs(beta).sum() - 0.5 * beta @ K @ beta


class TubeState(NamedTuple):
    """beta (N,), the pair (i, j) that moves next, by how much it violates the conditions, and the offset b."""

    beta: np.ndarray
    pair: tuple
    violation: float
    b: float


def _room(beta, C):
    """How far each beta can rise and fall until its slope changes: the kink at 0 and the ends -C and C."""
    return np.where(beta < 0, -beta, C - beta), np.where(beta > 0, beta, C + beta)


def _moved(value, step, room, C):
    """value + step, exactly on the kink or on the end if it used all the room."""
    if abs(step) < room:
        return value + step
    return 0.0 if value * step < 0 else np.copysign(C, step)


def smo_steps(K, y, C=1.0, eps=0.1, tol=1e-3):
    """Maximise the dual with sum(beta) = 0 and |beta_i| <= C, one pair a step (Platt 1998, Fan et al. 2005).

    K (N, N) the kernel of all rows, y (N,). Yields a TubeState (beta is a copy) at the start and after every step;
    ends when no pair violates the conditions by more than tol. ValueError for C <= 0, eps < 0, tol <= 0.
    """
    positive("C", C)
    not_negative("eps", eps)
    positive("tol", tol)
    beta, F, diagonal = np.zeros(len(y)), np.array(y, dtype=float), K.diagonal()  # F = y - K beta
    while True:
        up, down = _room(beta, C)
        rise = np.where(up > 0, F - np.where(beta < 0, -eps, eps), -np.inf)
        fall = np.where(down > 0, F - np.where(beta > 0, eps, -eps), np.inf)
        i = int(rise.argmax())
        curvature = np.maximum(diagonal[i] + diagonal - 2 * K[i], 1e-12)
        j = int((np.maximum(rise[i] - fall, 0.0) ** 2 / curvature).argmax())  # the pair that gains most
        violation = rise[i] - fall.min()
        yield TubeState(beta.copy(), (i, j), violation, (rise[i] + fall.min()) / 2)
        if violation <= tol:
            return
        step = min((rise[i] - fall[j]) / curvature[j], up[i], down[j])
        beta[i], beta[j] = _moved(beta[i], step, up[i], C), _moved(beta[j], -step, down[j], C)
        F -= step * (K[i] - K[j])


class SVR:
    """Support vector regression with any kernel, solved by `smo_steps`; it stores N x N numbers while it fits.

    After fit: support_ (row numbers), support_vectors_ (M, d), beta_ (M,), b_, n_steps_. fit raises ValueError
    for no rows, NaN or infinity, shapes that differ, C <= 0 or eps < 0. Primary source: Drucker et al. 1997.
    """

    def __init__(self, C=1.0, eps=0.1, kernel=linear_kernel, tol=1e-3):
        self.C, self.eps, self.kernel, self.tol = C, eps, kernel, tol

    def fit(self, X, y):
        """X (N, d), y (N,).  Returns the model."""
        X = matrix(X)
        y = vector(y, len(X))
        for n_steps, state in enumerate(smo_steps(self.kernel(X, X), y, self.C, self.eps, self.tol)):
            pass
        self.n_steps_ = n_steps
        self.support_ = np.flatnonzero(state.beta)
        self.support_vectors_, self.beta_, self.b_ = X[self.support_], state.beta[self.support_], state.b
        return self

    def predict(self, X):
        """sum of beta_i k(x_i, x) + b for each row of X: (M,)."""
        X = matrix(X, columns=self.support_vectors_.shape[1])
        return self.kernel(X, self.support_vectors_) @ self.beta_ + self.b_


class Scaled:
    """A model that is fitted on standardised columns and, if target, on a standardised y; it predicts y's units.

    model: anything with fit(X, y) and predict(X). fit raises ValueError for a constant column, or a constant target.
    """

    def __init__(self, model, target=True):
        self.model, self.target = model, target

    def fit(self, X, y):
        """X (N, d), y (N,).  Returns the model; mean and scale are those of these rows only."""
        Z, self.mean_, self.scale_ = standardise(X)
        y = vector(y, len(Z))
        self.offset_, self.unit_ = (y.mean(), y.std()) if self.target else (0.0, 1.0)
        positive("the deviation of y", self.unit_)
        self.model.fit(Z, (y - self.offset_) / self.unit_)
        return self

    def predict(self, X):
        """Predictions for the rows of X, in the units of y: (M,)."""
        return self.offset_ + self.unit_ * self.model.predict((matrix(X) - self.mean_) / self.scale_)
