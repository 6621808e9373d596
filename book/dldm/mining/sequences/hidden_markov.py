"""Hidden Markov models whose probabilities are known: filtering, smoothing, likelihood
and the most probable path.
"""
from typing import NamedTuple

import numpy as np

from ...ground import checks
from ...ground.arrays import first_largest
from .markov import chain

# added where a sum may be 0: far below anything that counts, it turns 0/0 into 0
TINY = 1e-300


def evidence(log_B, K):
    """(log_B, its largest entry in each row): checked arrays (T, K) and (T, 1), minus
    infinity allowed.

    ValueError for another shape, for NaN, and if an observation is impossible in every
    state.
    """
    log_B = np.asarray(log_B, dtype=float)
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


def forward_steps(prior, A, B):
    """Yield (prior, alpha, c) at each observation: the states expected, the states
    after seeing it, its probability.

    prior: (K,), of the first state; A: (K, K); B: at each time the probabilities (K,)
    of what was seen. prior and B may be (K, R): R runs side by side. Rabiner 1989,
    section V.A.
    """
    for b in B:
        joint = prior * b
        # a sum over the states; `joint.sum` takes longer to call
        c = np.add.reduce(joint) + TINY
        alpha = joint / c
        yield prior, alpha, c
        prior = A.T @ alpha


def sweep(prior, A, B):
    """The three lists of `forward_steps` as arrays, time first."""
    return tuple(map(np.array, zip(*forward_steps(prior, A, B))))


class Posterior(NamedTuple):
    """What the observations say: log P(o), filtered alpha, backward beta and smoothed
    gamma (T, K), counts (K, K).
    """

    log_likelihood: float
    alpha: np.ndarray
    beta: np.ndarray
    gamma: np.ndarray
    counts: np.ndarray


def forward_backward(pi, A, log_B, lengths=None, chunk=None):
    """Posterior of the hidden states, for one sequence or for several that stand in
    log_B one after the other.

    pi (K,), A (K, K), log_B (T, K): log probabilities of each observation given each
    state. lengths: of the sequences.
    chunk: steps that one run takes; the runs go side by side. None: about sqrt(T). T:
    one observation after the other. Raises ValueError for bad shapes or probabilities,
    and for observations that are impossible. Baum and others 1970.
    """
    (pi, A), K = chain(pi, A), len(pi)
    log_B, top = evidence(log_B, K)
    lengths = checked_lengths(lengths, len(log_B))
    index, opens = pieces(lengths, chunk or int(np.ceil(np.sqrt(len(log_B)))))
    B = np.vstack([np.exp(log_B - top), np.ones(K)])
    # (chunk, K, runs)
    side_by_side = np.ascontiguousarray(B[index].transpose(0, 2, 1))
    first, last = doors(pi, A, side_by_side, opens)
    _, alpha, c = sweep(first, A, side_by_side)
    beta, ahead, _ = (part[::-1] for part in sweep(last, A.T, side_by_side[::-1]))
    # run after run, without what fills them up
    order = np.flatnonzero(index.T.ravel() >= 0)
    alpha, beta, ahead = (part.transpose(2, 0, 1).reshape(-1, K).take(order, axis=0)
                          for part in (alpha, beta, ahead))
    norm = np.einsum("tk,tk->t", alpha, beta)[:, None]
    if not (c.min() > 2 * TINY and norm.min() > 0):
        raise ValueError("the sequence is impossible, or nearly so, under this model: "
                         "its probability is 0")
    # no step leads into a first observation
    ahead[np.cumsum(lengths) - lengths] = 0
    counts = A * ((alpha / norm)[:-1].T @ ahead[1:])
    return Posterior(np.log(c).sum() + top.sum(), alpha, beta, alpha * beta / norm,
                     counts)


def checked_lengths(lengths, T):
    """Lengths of the sequences as an array; ValueError unless they are at least 1 and
    add up to T.
    """
    lengths = np.array([T] if lengths is None else lengths)
    if lengths.ndim != 1 or lengths.dtype.kind not in "iu":
        raise ValueError("lengths must be a list of whole numbers, one a sequence")
    if not len(lengths) or lengths.min() < 1:
        raise ValueError("a sequence is empty: every length must be at least 1")
    if lengths.sum() != T:
        raise ValueError(f"the lengths add up to {lengths.sum()}, but there are {T} "
                         "observations")
    return lengths


def pieces(lengths, chunk):
    """Cut sequences into pieces: the place in log_B of each step of each run (chunk,
    runs), -1 beyond an end, and which runs open a sequence (runs,)."""
    checks.whole("chunk", chunk, 1)
    chunk = min(chunk, lengths.max())
    number_of = -(-lengths // chunk)
    end = np.repeat(np.cumsum(lengths), number_of)
    # 0, 1, 2 in each sequence
    number = np.arange(len(end)) - np.repeat(np.cumsum(number_of) - number_of,
                                             number_of)
    index = end - np.repeat(lengths,
                            number_of) + number * chunk + np.arange(chunk)[:, None]
    return np.where(index < end, index, -1), number == 0


def doors(pi, A, B, opens):
    """What is known at the doors between the pieces: priors of their first states and
    betas of their last, (K, runs).

    Each piece is run K times, once for each state that may stand in its door; a K x K
    product leads on to the next.
    """
    K, runs = B.shape[1:]
    first, last = np.tile(pi, (runs, 1)), np.ones((runs, K))
    if opens.all():
        return first.T, last.T
    log_weight, start = 0.0, np.repeat(np.eye(K), runs, axis=1)
    for _, alpha, c in forward_steps(start, A,
                                     (np.concatenate([b] * K, axis=1) for b in B)):
        log_weight = log_weight + np.log(c)
    weight = log_weight.reshape(K, runs)
    through = (A.T @ alpha).reshape(K, K, runs) * np.exp(weight - weight.max(axis=0))
    # (runs, state in this door, in the next)
    through = np.ascontiguousarray(through.transpose(2, 1, 0))
    for run in np.flatnonzero(~opens):
        onward = first[run - 1] @ through[run - 1]
        first[run] = onward / (np.add.reduce(onward) + TINY)
    ahead = np.ones(K)
    for run in range(runs - 1, 0, -1):
        goes_on = run + 1 < runs and not opens[run + 1]
        ahead = through[run] @ ahead if goes_on else through[run].sum(axis=1)
        ahead = ahead / (np.add.reduce(ahead) + TINY)
        if not opens[run]:
            last[run - 1] = A @ ahead
    return first.T, last.T


def viterbi_steps(pi, A, log_B):
    """Yield (delta, back) at each observation: log probability of the best path into
    each state, and its last step.

    pi (K,), A (K, K), log_B (T, K) as in `forward_backward`; back is None at the first.
    Viterbi 1967, Forney 1973.
    """
    with np.errstate(divide="ignore"):
        delta, log_A = np.log(pi) + log_B[0], np.log(A)
    yield delta, None
    for b in log_B[1:]:
        scores = delta[:, None] + log_A
        top = scores.max(axis=0)
        # of paths equally probable but for rounding the first
        back = (scores >= top - 1e-12 * np.abs(top)).argmax(axis=0)
        delta = top + b
        yield delta, back


def viterbi(pi, A, log_B):
    """(path, log probability): the most probable sequence of states (T,), and of it
    together with the observations.

    Raises ValueError for bad shapes or probabilities, and if every path is impossible.
    """
    pi, A = chain(pi, A)
    deltas, backs = zip(*viterbi_steps(pi, A, evidence(log_B, len(pi))[0]))
    state = first_largest(deltas[-1], rtol=1e-12)
    path, best = [state], deltas[-1][state]
    if best == -np.inf:
        raise ValueError("the sequence is impossible under this model: every path has "
                         "probability 0")
    for back in backs[:0:-1]:
        path.append(back[path[-1]])
    return np.array(path[::-1]), best
