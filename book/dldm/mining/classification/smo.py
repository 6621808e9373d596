"""Sequential minimal optimisation: one dual problem behind both support vector
machines, two coefficients a step.
"""
from typing import NamedTuple

import numpy as np

from ...ground.checks import kernel_matrix, not_negative, positive, whole

UNSETTLED = ("a pair of rows still violates the conditions by {:.2g}, and tol is {:g}: "
             "scale the columns, lower C, or raise tol")


class SMOState(NamedTuple):
    """beta (N,), the pair (i, j) that moves next, by how much it violates the
    conditions, and the offset b.
    """

    beta: np.ndarray
    pair: tuple
    violation: float
    b: float


def moved(value, step, bound):
    """value + step, but no further than the bound, or than 0, where the slope of |beta|
    changes; exact at both.
    """
    stop = 0.0 if value * step < 0 else bound
    return stop if abs(step) >= abs(stop - value) else value + step


def _pair(rises, falls, slack):
    """(i, j): the pair that violates most; of equals but for rounding the first."""
    return (int((rises >= rises.max() - slack).argmax()),
            int((falls <= falls.min() + slack).argmax()))


def smo_steps(K, target, low, high, eps=0.0, tol=1e-3, n=100_000):
    """Maximise target'beta - eps |beta|_1 - beta'K beta / 2 with sum(beta) = 0 and low
    <= beta <= high, pair by pair.

    K (N, N) the kernel of all rows; target (N,); low <= 0 <= high (N,).  Yields an
    SMOState (beta is a copy) at the start and after every step; stops when no pair
    violates by more than tol (Platt 1998, Keerthi et al. 2001).  ValueError for a K
    that is no kernel, and if n steps are not enough.
    """
    not_negative("eps", eps)
    positive("tol", tol)
    whole("n", n, 1)
    K = kernel_matrix(K, len(target))
    beta, diagonal = np.zeros(len(target)), K.diagonal().copy()
    F = np.array(target, dtype=float)  # target - K beta
    # what |beta| adds to the slope F
    up, down = np.where(high > 0, -eps, -np.inf), np.where(low < 0, eps, np.inf)
    for _ in range(n + 1):
        i, j = _pair(F + up, F + down, 1e-6 * tol)
        rise, fall = F[i] + up[i], F[j] + down[j]
        yield SMOState(beta.copy(), (i, j), rise - fall, (rise + fall) / 2)
        if rise - fall <= tol:
            return
        step = (rise - fall) / max(diagonal[i] + diagonal[j] - 2 * K[i, j], 1e-12)
        step = min(step, -beta[i] if beta[i] < 0 else high[i] - beta[i],
                   beta[j] if beta[j] > 0 else beta[j] - low[j])
        for k, new in ((i, moved(beta[i], step, high[i])),
                       (j, moved(beta[j], -step, low[j]))):
            beta[k] = new
            up[k] = -np.inf if new == high[k] else -eps if new >= 0 else eps
            down[k] = np.inf if new == low[k] else eps if new <= 0 else -eps
        F -= step * (K[i] - K[j])
    raise ValueError(f"after {n} steps {UNSETTLED.format(rise - fall, tol)}")
