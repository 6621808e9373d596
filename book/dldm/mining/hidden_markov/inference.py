"""Hidden Markov models whose probabilities are known: filtering, smoothing, likelihood
and the most probable path, as their definitions say.  `fast` has the same functions for
long sequences.
"""
from typing import NamedTuple

import numpy as np

from ...ground import checks
from ...ground.arrays import first_largest
from ..sequences.markov import chain, plain


def forward_steps(pi, A, B):
    """Yield (expected, alpha, c) at each observation: the states expected before it,
    the states after seeing it, and its probability given all before it.

    pi (K,): probabilities of the first state; A (K, K): of the next state, a row a
    state; B (T, K): at each time the probabilities of what was seen, one a state.
    ValueError for an observation that cannot follow. Rabiner 1989, section V.A.
    """
    expected = pi
    for t, b in enumerate(B):
        joint = expected * b
        c = joint.sum()
        if c == 0:
            raise ValueError(f"observation {t} is impossible after those before it")
        alpha = joint / c
        yield expected, alpha, c
        expected = alpha @ A


class Posterior(NamedTuple):
    """What the observations say: log P(o); filtered alpha and smoothed gamma (T, K);
    counts (K, K), how many steps from a state to another are expected.
    """

    log_likelihood: float
    alpha: np.ndarray
    gamma: np.ndarray
    counts: np.ndarray


def log_forward(log_pi, log_A, log_B):
    """log f (T, K): of everything seen up to t, and the state at t."""
    log_f = [log_pi + log_B[0]]
    for log_b in log_B[1:]:
        ways = log_f[-1][:, None] + log_A
        log_f.append(np.logaddexp.reduce(ways, axis=0) + log_b)
    return np.array(log_f)


def log_backward(log_A, log_B):
    """log g (T, K): of everything seen after t, given the state at t."""
    log_g = [np.zeros(len(log_A))]
    for log_b in log_B[:0:-1]:
        ways = log_A + log_b + log_g[-1]
        log_g.append(np.logaddexp.reduce(ways, axis=1))
    return np.array(log_g[::-1])


def both_passes(log_pi, log_A, log_B):
    """The Posterior of one sequence; ValueError if it is impossible."""
    log_f = log_forward(log_pi, log_A, log_B)
    log_g = log_backward(log_A, log_B)
    log_likelihood = np.logaddexp.reduce(log_f[-1])
    if log_likelihood == -np.inf:
        raise ValueError("the sequence is impossible under this model: its probability "
                         "is 0")
    alpha = np.exp(log_f - np.logaddexp.reduce(log_f, axis=1)[:, None])
    gamma = np.exp(log_f + log_g - log_likelihood)
    gamma /= gamma.sum(axis=1, keepdims=True)
    steps = log_f[:-1, :, None] + log_A + (log_B + log_g)[1:, None, :]
    steps = np.exp(steps - log_likelihood)
    # each day's probabilities sum to 1 but for rounding: over a long sequence it counts
    steps /= steps.sum(axis=(1, 2), keepdims=True)
    return Posterior(log_likelihood, alpha, gamma, steps.sum(axis=0))


def forward_backward(pi, A, log_B, lengths=None):
    """Posterior of the hidden states, for one sequence or for several that stand in
    log_B one after the other.

    pi (K,), A (K, K), log_B (T, K): log probabilities of each observation given each
    state. lengths: of the sequences. Raises ValueError for bad shapes or probabilities,
    and for observations that are impossible. Baum and others 1970.
    """
    (pi, A), K = chain(pi, A), len(pi)
    log_B, top = evidence(log_B, K)
    ends = np.cumsum(checked_lengths(lengths, len(log_B)))
    with np.errstate(divide="ignore"):
        log_pi, log_A = np.log(pi), np.log(A)
    parts = [both_passes(log_pi, log_A, part)
             for part in np.split(log_B - top, ends[:-1])]
    values, alpha, gamma, counts = zip(*parts)
    return Posterior(sum(values) + top.sum(), np.vstack(alpha), np.vstack(gamma),
                     sum(counts))


def viterbi_steps(pi, A, log_B):
    """Yield (delta, back) at each observation: log probability of the best path into
    each state, and its last step.

    pi (K,), A (K, K), log_B (T, K) as in `forward_backward`; back is None at the first.
    Viterbi 1967, Forney 1973.
    """
    with np.errstate(divide="ignore"):
        delta, log_A = np.log(pi) + log_B[0], np.log(A)
    yield delta, None
    for log_b in log_B[1:]:
        ways = delta[:, None] + log_A
        delta = ways.max(axis=0) + log_b
        # of paths equally probable but for rounding the first
        yield delta, first_largest(ways, axis=0, rtol=1e-12)


def viterbi(pi, A, log_B):
    """(path, log probability): the most probable sequence of states (T,), and of it
    together with the observations.

    Raises ValueError for bad shapes or probabilities, and if every path is impossible.
    """
    (pi, A), K = chain(pi, A), len(pi)
    deltas, backs = zip(*viterbi_steps(pi, A, evidence(log_B, K)[0]))
    path = [int(first_largest(deltas[-1], rtol=1e-12))]
    if deltas[-1][path[0]] == -np.inf:
        raise ValueError("the sequence is impossible under this model: every path has "
                         "probability 0")
    for back in backs[:0:-1]:
        path.append(int(back[path[-1]]))
    return np.array(path[::-1]), deltas[-1].max()


def evidence(log_B, K):
    """(log_B, its largest entry in each row): checked arrays (T, K) and (T, 1), minus
    infinity allowed.

    ValueError for another shape, for NaN, and if an observation is impossible in every
    state.
    """
    log_B = plain(log_B, "log_B").astype(float)
    if log_B.ndim != 2 or log_B.shape[1] != K:
        raise ValueError(f"log_B has shape {log_B.shape}, expected (T, {K}): one "
                         "column a state")
    if not len(log_B):
        raise ValueError("the sequence is empty: at least one observation is needed")
    checks.finite(np.where(log_B == -np.inf, 0.0, log_B), "log_B")
    # along long rows a maximum is found much faster
    top = np.ascontiguousarray(log_B.T).max(axis=0)
    impossible = np.flatnonzero(top == -np.inf)
    if len(impossible):
        raise ValueError(f"observation {impossible[0]} has probability 0 in every "
                         "state")
    return log_B, top[:, None]


def checked_lengths(lengths, T):
    """Lengths of the sequences as an array; ValueError unless they are at least 1 and
    add up to T.
    """
    lengths = plain([T] if lengths is None else lengths, "lengths")
    if lengths.ndim != 1 or (lengths % 1 != 0).any():
        raise ValueError("lengths must be a list of whole numbers, one a sequence")
    lengths = lengths.astype(np.intp)
    if not len(lengths) or lengths.min() < 1:
        raise ValueError("a sequence is empty: every length must be at least 1")
    if lengths.sum() != T:
        raise ValueError(f"the lengths add up to {lengths.sum()}, but there are {T} "
                         "observations")
    return lengths
