"""`forward_backward` and `viterbi` for long sequences: cut into pieces that run side by
side, and divided at each step in the place of logarithms.
"""
import numpy as np

from ...ground import checks
from ...ground.arrays import first_largest
from ..sequences.markov import chain
from . import inference
from .inference import Posterior, checked_lengths, evidence

# added where a sum may be 0: far below anything that counts, it turns 0/0 into 0
TINY = 1e-300
# products of four numbers above it are still numbers that count
SMALL = 1e-60
# with more states Viterbi's pieces, of which each is run once a state, do not pay
MANY = 16


def steps_side_by_side(prior, A, B):
    """`forward_steps` for R runs side by side: prior (K, R), A (K, K) and at each time
    b (K, R).
    """
    for b in B:
        joint = prior * b
        # a sum over the states; `joint.sum` takes longer to call
        c = np.add.reduce(joint) + TINY
        alpha = joint / c
        yield prior, alpha, c
        prior = A.T @ alpha


def sweep(prior, A, B):
    """The three lists of `steps_side_by_side` as arrays, time first."""
    return tuple(map(np.array, zip(*steps_side_by_side(prior, A, B))))


def forward_backward(pi, A, log_B, lengths=None, chunk=None):
    """The Posterior of `inference.forward_backward`.

    chunk: steps that one run takes; the runs go side by side. None: about sqrt(T). T:
    one observation after the other.
    """
    (pi, A), K = chain(pi, A), len(pi)
    log_B, top = evidence(log_B, K)
    lengths = checked_lengths(lengths, len(log_B))
    chunk = int(np.ceil(np.sqrt(len(log_B)))) if chunk is None else chunk
    alpha, beta, ahead, c, low = passes(pi, A, log_B - top, lengths, chunk)
    if low < SMALL or c.min() < SMALL**3:
        return inference.forward_backward(pi, A, log_B, lengths)
    norm = np.einsum("tk,tk->t", alpha, beta)[:, None]
    # no step leads into a first observation
    ahead[np.cumsum(lengths) - lengths] = 0
    counts = A * ((alpha / norm)[:-1].T @ ahead[1:])
    return Posterior(np.log(c).sum() + top.sum(), alpha, alpha * beta / norm, counts)


def passes(pi, A, log_B, lengths, chunk):
    """(alpha, beta, ahead, c, low): the forward and the backward pass, (T, K), each
    step divided by its sum; c: these sums forward.

    log_B (T, K): the largest of each row is 0.  low: the smallest probability above 0
    on the way.  Below `SMALL` something that counts later may have been lost.  Where
    every step is possible nothing is: each state is soon reached again from those that
    are left, so low is 1 and not looked for.
    """
    B, K, watched = np.exp(log_B), len(pi), A.min() < SMALL
    index, opens = pieces(lengths, chunk)
    # (chunk, K, runs)
    side_by_side = np.ascontiguousarray(np.vstack([B, np.ones(K)])[index]
                                        .transpose(0, 2, 1))
    first, last, low = doors(pi, A, side_by_side, opens, watched)
    _, alpha, c = sweep(first, A, side_by_side)
    beta, ahead, _ = (part[::-1] for part in sweep(last, A.T, side_by_side[::-1]))
    if watched:
        faintest = np.exp(log_B.min(where=log_B > -np.inf, initial=0.0))
        low = min(low, faintest, smallest(pi, A, first, alpha, ahead))
    # run after run, without what fills them up
    order = np.flatnonzero(index.T.ravel() >= 0)
    return *(part.transpose(2, 0, 1).reshape(-1, K).take(order, axis=0)
             for part in (alpha, beta, ahead)), c, low


def smallest(*arrays):
    """The smallest number above 0 in the arrays, 1 if there is none below it."""
    return min(array.min(where=array > 0, initial=1.0) for array in arrays)


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


def doors(pi, A, B, opens, watched):
    """(first, last, low): what is known at the doors between the pieces, priors of
    their first states and betas of their last, (K, runs); low as in `passes`.

    Each piece is run K times, once for each state that may stand in its door; a K x K
    product leads on to the next.
    """
    K, runs = B.shape[1:]
    first, last = np.tile(pi, (runs, 1)), np.ones((runs, K))
    if opens.all():
        return first.T, last.T, 1.0
    through, low = passages(A, B, watched)
    for run in np.flatnonzero(~opens):
        onward = first[run - 1] @ through[run - 1]
        first[run] = onward / (np.add.reduce(onward) + TINY)
    ahead = np.ones(K)
    for run in range(runs - 1, 0, -1):
        goes_on = run + 1 < runs and not opens[run + 1]
        ahead = through[run] @ ahead if goes_on else through[run].sum(axis=1)
        ahead = ahead / (np.add.reduce(ahead) + TINY)
        low = min(low, smallest(ahead)) if watched else low
        if not opens[run]:
            last[run - 1] = A @ ahead
    return first.T, last.T, low


def passages(A, B, watched):
    """(through, low): for each piece the probability (runs, K, K) of what is seen in it
    and of the next door's state, given the state in its own door, up to a factor a
    piece; low as in `passes`.
    """
    K, runs = B.shape[1:]
    low, log_weight, start = 1.0, 0.0, np.repeat(np.eye(K), runs, axis=1)
    for _, alpha, c in steps_side_by_side(
            start, A, (np.concatenate([b] * K, axis=1) for b in B)):
        log_weight = log_weight + np.log(c)
        low = min(low, smallest(alpha)) if watched else low
    weight = log_weight.reshape(K, runs)
    weight = np.exp(weight - weight.max(axis=0))
    possible = alpha.any(axis=0).reshape(K, runs)
    low = min(low, weight.min(where=possible, initial=1.0)) if watched else low
    through = (A.T @ alpha).reshape(K, K, runs) * weight
    # (runs, state in this door, in the next)
    return np.ascontiguousarray(through.transpose(2, 1, 0)), low


def best_steps(delta, log_A, log_B):
    """Yield (delta, scores) at each observation, for R runs side by side: log
    probability of the best path into each state (K, R), and of the best one from each
    state into each (K, K, R).  log_A is (K, K, 1), a row of log_B (K, R).
    """
    for b in log_B:
        scores = delta[:, None] + log_A
        # a maximum over the states; `scores.max` takes longer to call
        delta = np.maximum.reduce(scores) + b
        yield delta, scores


def viterbi(pi, A, log_B, chunk=None):
    """(path, log probability) of `inference.viterbi`.

    chunk: steps that one run takes; the runs go side by side.  None: about sqrt(T), or
    T where there are so many states that this does not pay.
    """
    (pi, A), K = chain(pi, A), len(pi)
    (log_B, _), T = evidence(log_B, K), len(log_B)
    with np.errstate(divide="ignore"):
        log_pi, log_A = np.log(pi), np.log(A)
    usual = int(np.ceil(np.sqrt(T))) if K <= MANY else T
    index, _ = pieces(np.array([T]), usual if chunk is None else chunk)
    # (chunk, K, runs)
    b = np.ascontiguousarray(np.vstack([log_B, np.zeros(K)])[index].transpose(0, 2, 1))
    delta = best_doors(log_pi, log_A, b) + b[0]
    steps = best_steps(delta, log_A[:, :, None], b[1:])
    deltas = np.array([delta, *[delta for delta, _ in steps]])
    deltas = deltas.transpose(2, 0, 1).reshape(-1, K)[:T]
    path = [int(first_largest(deltas[-1], rtol=1e-12))]
    if deltas[-1, path[0]] == -np.inf:
        raise ValueError("the sequence is impossible under this model: every path has "
                         "probability 0")
    for back in states_before(deltas[:-1], log_A)[::-1].tolist():
        path.append(back[path[-1]])
    path = np.array(path[::-1])
    steps = np.append(log_pi[path[0]], log_A[path[:-1], path[1:]])
    # added up in the order of time
    return path, np.column_stack([steps, log_B[np.arange(T), path]]).cumsum()[-1]


def states_before(deltas, log_A):
    """The state from which the best path comes, for each later time and state (T, K):
    deltas (T, K) of the earlier times; a block of times that fits into the cache each.
    """
    cuts = range(0, len(deltas), max(1, 2**15 // log_A.size))[1:]
    return np.concatenate([first_largest(part[:, None] + log_A.T, axis=2, rtol=1e-12)
                           for part in np.split(deltas, cuts)])


def best_doors(log_pi, log_A, log_B):
    """Log probability of the best path to each piece and on to each state (K, runs),
    without what is seen there; `doors` with a maximum for each sum.
    """
    K, runs = log_B.shape[1:]
    first = np.tile(log_pi, (runs, 1))
    if runs > 1:
        log_A = log_A[:, :, None]
        start = np.repeat(np.where(np.eye(K), 0.0, -np.inf), runs, axis=1)
        own = (np.concatenate([b] * K, axis=1) for b in log_B)
        delta = first_step = start + next(own)
        for delta, _ in best_steps(first_step, log_A, own):
            pass
        through = (delta[:, None] + log_A).max(axis=0).reshape(K, K, runs)
        for run in range(1, runs):
            first[run] = (first[run - 1] + through[:, :, run - 1]).max(axis=1)
    return first.T
