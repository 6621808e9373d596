"""Hidden Markov models learnt from observations: three kinds of emission, and Baum and
Welch's algorithm.
"""
import math
from typing import NamedTuple

import numpy as np

from ...ground import checks
from .hidden_markov import checked_lengths, forward_backward
from .markov import chain


class Categorical:
    """Each state shows symbol m with probability P[state, m]; P (K, M), rows sum to 1.
    Symbols are 0 .. M-1.
    """

    def __init__(self, P):
        self.P = checks.probabilities(np.atleast_2d(P), "P")
        self.K = len(self.P)

    def log_prob(self, o):
        """Log probability (T, K) of each symbol in each state; ValueError for an
        unknown symbol.
        """
        o = np.asarray(o)
        if o.ndim != 1 or o.size and o.dtype.kind not in "iu":
            raise ValueError("symbols must be a list of whole observations, one an "
                             "observation")
        unknown = np.flatnonzero((o < 0) | (o >= self.P.shape[1]))
        if len(unknown):
            raise ValueError(f"unknown symbol {o[unknown[0]]} at place {unknown[0]}: "
                             f"the model knows 0 to {self.P.shape[1] - 1}")
        with np.errstate(divide="ignore"):
            return np.log(self.P.T)[o.astype(np.intp)]

    def update(self, o, gamma):
        """The Categorical that maximises the expected log probability under gamma (T,
        K).
        """
        o = np.asarray(o, dtype=np.intp)
        counts = np.array([np.bincount(o, weights, self.P.shape[1])
                           for weights in np.ascontiguousarray(gamma.T)])
        return Categorical(shares(counts, self.P))


class Gaussian:
    """Each state shows a number, normal with mean (K,) and deviation sd (K,); `shared`:
    one sd for all states.
    """

    def __init__(self, mean, sd, shared=False):
        self.mean = np.atleast_1d(np.asarray(mean, dtype=float))
        self.sd = np.broadcast_to(np.asarray(sd, dtype=float), self.mean.shape)
        self.K, self.shared = len(self.mean), shared
        checks.finite(np.append(self.mean, self.sd), "the means and deviations")
        checks.positive("the smallest deviation",
                        self.sd.min(initial=np.inf) if self.K else 1.0)

    def log_prob(self, y):
        """Log density (T, K) of each number in each state; ValueError for NaN."""
        z = (observations(y)[:, None] - self.mean) / self.sd
        return -0.5 * z**2 - np.log(self.sd) - 0.5 * math.log(2 * math.pi)

    def update(self, y, gamma):
        """The Gaussian that maximises the expected log density under gamma (T, K); a
        deviation never falls to 0.
        """
        y, total = observations(y), gamma.sum(axis=0) + 1e-300
        mean = y @ gamma / total
        squares = (gamma * (y[:, None] - mean)**2).sum(axis=0)
        variance = squares.sum() / total.sum() if self.shared else squares / total
        return Gaussian(mean, np.sqrt(np.maximum(variance, 1e-6 * y.var() + 1e-12)),
                        self.shared)


class Poisson:
    """Each state shows a count, Poisson with rate (K,)."""

    def __init__(self, rate):
        self.rate = np.atleast_1d(np.asarray(rate, dtype=float))
        self.K = len(self.rate)
        checks.finite(self.rate, "rate")
        checks.positive("the smallest rate",
                        self.rate.min(initial=np.inf) if self.K else 1.0)

    def log_prob(self, y):
        """Log probability (T, K) of each count in each state; ValueError unless all are
        whole and not negative.
        """
        y = observations(y)
        if (y < 0).any() or (y % 1).any():
            raise ValueError("counts must be whole observations, 0 or more")
        log_factorial = np.array([math.lgamma(n + 1) for n in y])
        return y[:, None] * np.log(self.rate) - self.rate - log_factorial[:, None]

    def update(self, y, gamma):
        """The Poisson that maximises the expected log probability under gamma (T, K); a
        rate never falls to 0.
        """
        rate = observations(y) @ gamma / (gamma.sum(axis=0) + 1e-300)
        return Poisson(np.maximum(rate, 1e-9))


def observations(y):
    """y as a float array (T,); ValueError for another shape, NaN or infinity."""
    y = np.asarray(y, dtype=float)
    if y.ndim != 1:
        raise ValueError(f"observations have shape {y.shape}, expected (T,): one "
                         "number an observation")
    checks.finite(y, "the sequence")
    return y


def shares(counts, otherwise):
    """Each row divided by its sum; a row of zeros, a state that was never there, is
    taken from `otherwise`.
    """
    total = counts.sum(axis=1, keepdims=True)
    return np.where(total > 0, counts / (total + (total == 0)), otherwise)


class HMM(NamedTuple):
    """A hidden Markov model: pi (K,) of the first state, A (K, K) of the transitions,
    and what each state shows.
    """

    pi: np.ndarray
    A: np.ndarray
    emission: object


def smooth(model, o, lengths=None, chunk=None):
    """`forward_backward` of a model and its observations; ValueError if its parts have
    different numbers of states.
    """
    pi, A = chain(model.pi, model.A)
    if len(pi) != model.emission.K:
        raise ValueError(f"pi has {len(pi)} states, but the emission has "
                         f"{model.emission.K}")
    return forward_backward(pi, A, model.emission.log_prob(o), lengths, chunk)


def reestimate(model, o, posterior, lengths):
    """M step: the model that makes the expected counts of the posterior most
    probable.
    """
    first = posterior.gamma[np.cumsum(lengths) - lengths]
    return HMM(first.mean(axis=0), shares(posterior.counts, model.A),
               model.emission.update(o, posterior.gamma))


def baum_welch_steps(model, o, lengths=None):
    """Yield (model, log likelihood) before every step of expectation and maximisation,
    without end.

    model: the start; o: observations, several sequences one after the other; lengths:
    of these sequences. Raises ValueError for what `forward_backward` and the emission
    refuse. Baum and others 1970.
    """
    lengths = checked_lengths(lengths, len(o))
    while True:
        posterior = smooth(model, o, lengths)
        yield model, posterior.log_likelihood
        model = reestimate(model, o, posterior, lengths)


def baum_welch(model, o, lengths=None, steps=500, tol=1e-6):
    """(model, log likelihood) where a step gains less than tol, or after that many
    steps.
    """
    checks.whole("steps", steps, 1)
    before = -np.inf
    for count, (learnt, now) in enumerate(baum_welch_steps(model, o, lengths)):
        if now - before < tol or count == steps:
            return learnt, now
        before = now
