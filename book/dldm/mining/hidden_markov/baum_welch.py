"""Hidden Markov models learnt from observations: three kinds of emission, and Baum and
Welch's algorithm.
"""
import math
from typing import NamedTuple

import numpy as np

from ...ground import checks
from ..sequences.markov import chain, plain, symbols
from .fast import forward_backward
from .inference import checked_lengths


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
        with np.errstate(divide="ignore"):
            return np.log(self.P.T)[symbols(o, self.P.shape[1])]

    def update(self, o, gamma):
        """The Categorical that maximises the expected log probability under gamma (T,
        K).
        """
        o = symbols(o, self.P.shape[1])
        counts = np.array([np.bincount(o, weights, self.P.shape[1])
                           for weights in np.ascontiguousarray(gamma.T)])
        return Categorical(shares(counts, self.P))


class Gaussian:
    """Each state shows a number, normal with mean (K,) and deviation sd, (K,) or one
    number, above 0; `shared`: one sd for all states.
    """

    def __init__(self, mean, sd, shared=False):
        self.mean, sd = a_state(mean, "mean"), a_state(sd, "sd")
        if len(sd) not in (1, len(self.mean)):
            raise ValueError(f"sd has {len(sd)} values and mean {len(self.mean)}: give "
                             "one a state, or one for all")
        self.sd, self.K = np.broadcast_to(sd, self.mean.shape), len(self.mean)
        self.shared = shared
        checks.positive("the smallest deviation", sd.min())

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
    """Each state shows a count, Poisson with rate (K,) above 0."""

    def __init__(self, rate):
        self.rate = a_state(rate, "rate")
        self.K = len(self.rate)
        checks.positive("the smallest rate", self.rate.min())

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


def a_state(values, name):
    """One number a state as a float array (K,); ValueError if there is none, for
    another shape, NaN or infinity.
    """
    values = np.atleast_1d(plain(values, name)).astype(float)
    if values.ndim != 1 or not values.size:
        raise ValueError(f"{name} has shape {values.shape}, expected (K,): one number "
                         "a state, and at least one state")
    checks.finite(values, name)
    return values


def observations(y):
    """y as a float array (T,); ValueError for another shape, NaN or infinity, and for
    what `plain` refuses.
    """
    y = plain(y, "the sequence").astype(float)
    if y.ndim != 1:
        raise ValueError(f"observations have shape {y.shape}, expected (T,): one "
                         "number an observation")
    checks.finite(y, "the sequence")
    return y


def shares(counts, otherwise):
    """Each row of counts (K, M), none below 0, divided by its sum: probabilities
    (K, M).  A row of zeros, a state that was never there, is taken from `otherwise`
    (K, M).
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


def smooth(model, o, lengths=None):
    """The Posterior of an HMM's hidden states (Baum and others 1970): what
    `forward_backward` makes of its pi, A and emission.

    o (T,): observations, several sequences one after the other; lengths: of these
    sequences.
    ValueError if the model's parts have different numbers of states, for observations
    that the emission does not know, and if they are impossible.
    """
    pi, A = chain(model.pi, model.A)
    if len(pi) != model.emission.K:
        raise ValueError(f"pi has {len(pi)} states, but the emission has "
                         f"{model.emission.K}")
    return forward_backward(pi, A, model.emission.log_prob(o), lengths)


def reestimate(model, o, posterior, lengths):
    """M step (Baum and others 1970): the HMM that makes the posterior's expected counts
    most probable.

    model: the HMM that the posterior was made with, kept where a state was never there;
    o (T,): the observations; posterior: a Posterior of them, gamma (T, K), counts
    (K, K); lengths: of the sequences in o, adding up to T.
    """
    lengths = checked_lengths(lengths, len(posterior.gamma))
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
