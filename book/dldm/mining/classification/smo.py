"""Sequential minimal optimisation: the dual of the support vector classifier, two
coefficients a step.
"""
from typing import NamedTuple

import numpy as np

from ...ground.checks import kernel_matrix, positive


class SMOState(NamedTuple):
    """beta (N,), the pair (i, j) that moves next, by how much it violates the
    conditions, and the offset b.
    """

    beta: np.ndarray
    pair: tuple
    violation: float
    b: float


def first_of(values, tol):
    """The place of the largest value (N,); of equals but for rounding, a millionth of
    tol, the first.
    """
    return int((values >= values.max() - 1e-6 * tol).argmax())


def svc_steps(K, s, C=1.0, tol=1e-3, n=100_000):
    """Sequential minimal optimisation: yield an SMOState at the start and after every
    step (Platt 1998, Keerthi et al. 2001).

    K (N, N) the kernel of the rows, s (N,) their signs; beta_i = alpha_i s_i stays
    between 0 and C s_i.  Stops when no pair violates by more than tol; ValueError for C
    <= 0, tol <= 0, a K that is no kernel, and if n steps are not enough.
    """
    positive("C", C)
    positive("tol", tol)
    K, low, high = kernel_matrix(K, len(s)), np.minimum(C * s, 0), np.maximum(C * s, 0)
    beta, F = np.zeros(len(s)), np.array(s, dtype=float)  # F = s - K beta, the slope
    for _ in range(n + 1):
        i = first_of(np.where(beta < high, F, -np.inf), tol)
        j = first_of(np.where(beta > low, -F, -np.inf), tol)
        slope = F[i] - F[j]
        yield SMOState(beta.copy(), (i, j), slope, (F[i] + F[j]) / 2)
        if slope <= tol:
            return
        peak = slope / max(K[i, i] + K[j, j] - 2 * K[i, j], 1e-12)
        step = min(peak, high[i] - beta[i], beta[j] - low[j])
        beta[i] += step
        beta[j] -= step
        F -= step * (K[i] - K[j])
    raise ValueError(f"after {n} steps a pair of rows still violates the conditions by "
                     f"{slope:.2g}, and tol is {tol:g}: scale the columns, lower C, or "
                     "raise tol")
