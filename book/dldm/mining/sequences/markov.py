"""Markov chains: counting steps, where a chain settles, and letters predicted from the
letters before them.
"""

import numpy as np

from ...ground import checks


def plain(x, name):
    """x as an array of truth values, whole or floating numbers; ValueError for sparse
    and masked arrays, text, dates, complex numbers and whatever else is none.
    """
    x = checks.array_of(x, name)
    if x.dtype.kind not in "buif":
        raise ValueError(f"{name} holds {x.dtype.name}: it must hold numbers, so code "
                         "text and dates as such")
    return x


def symbols(o, K):
    """o as an array (T,) of indices, whatever whole numbers they are;
    ValueError unless each is one of the K symbols 0 .. K-1.
    """
    checks.whole("K, the number of symbols,", K, 1)
    o = plain(o, "o")
    if o.ndim != 1 or o.dtype.kind == "f" and (np.floor(o) != o).any():
        raise ValueError(f"o has shape {o.shape} and type {o.dtype}: it must be one "
                         "row of whole numbers")
    # infinity is its own floor
    bad = np.flatnonzero((o < 0) | (o >= K))
    if len(bad):
        raise ValueError(f"o[{bad[0]}] is {o[bad[0]]}: the symbols are 0 to {K - 1}")
    return o.astype(np.intp)


def count_steps(o, K):
    """N (K, K): N[i, j] is how often symbol j follows symbol i in o (T,), symbols
    0 .. K-1; ValueError for what `symbols` refuses.
    """
    o = symbols(o, K)
    return np.bincount(o[:-1] * K + o[1:], minlength=K * K).reshape(K, K)


def transitions(N, add=0.0):
    """A (K, K) from counts N: the most probable one for add = 0 (Markov 1913); add:
    made-up visits for every cell.

    ValueError for counts below 0, and for a symbol that is never left if nothing is
    added.
    """
    N = checks.matrix(N, "N")
    if N.shape[0] != N.shape[1] or N.min() < 0:
        raise ValueError(f"N has shape {N.shape} and least entry {N.min():g}: it must "
                         "be a square table of counts")
    checks.not_negative("add", add)
    total = (N + add).sum(axis=1, keepdims=True)
    if not total.all():
        raise ValueError(f"symbol {int(np.argmin(total))} is never left: give add a "
                         "value above 0")
    return (N + add) / total


def log_prob(pi, A, o):
    """Log probability of the symbols o (T,): pi (K,) is that of the first, A (K, K) of
    each step.
    """
    pi, A = chain(pi, A)
    o = symbols(o, len(pi))
    with np.errstate(divide="ignore"):
        return float(np.log(pi[o[0]]) + np.log(A[o[:-1],
                                                 o[1:]]).sum()) if len(o) else 0.0


def mix_steps(pi, A):
    """Yield pi, pi A, pi A^2, ..., the distributions (K,) of a chain at the times 0, 1,
    2, ..., without an end.
    """
    pi, A = chain(pi, A)
    while True:
        yield pi
        pi = pi @ A


def stationary(A):
    """The distribution (K,) with pi A = pi (Markov 1906), A (K, K) of each step;
    ValueError if there is more than one.
    """
    K = len(np.atleast_1d(A))
    _, A = chain(np.full(K, 1 / K), A)
    equations = np.vstack([A.T - np.eye(K), np.ones(K)])
    if np.linalg.matrix_rank(equations) < K:
        raise ValueError("the chain has parts that cannot reach each other: each has a "
                         "stationary distribution")
    return np.linalg.lstsq(equations, np.eye(K + 1)[K], rcond=None)[0]


def contexts(o, K, k, start=None):
    """c (T - start,): the k symbols before each place from `start` (by default k) on,
    as one number to the base K.
    """
    o = symbols(o, K)
    start = k if start is None else start
    checks.whole("k, the order,", k, 0, min(start, int(62 / np.log2(max(K, 2))) - 1))
    checks.whole("the length of o", len(o), start + 1)
    # numbers below 2^62 need 64 bits, even where an index has 32
    c = np.zeros(len(o) - start, dtype=np.int64)
    for lag in range(k, 0, -1):
        c = c * K + o[start - lag:len(o) - lag]
    return c


def order_bits(train, test, K, k, add=0.1, start=None, back_off=False):
    """Bits a symbol of `test` under a chain of order k: log2 loss, counts of `train`
    with made-up visits.

    train, test: whole numbers 0 .. K-1; start: the first place of test that is
    predicted, at least k; add: visits a cell on average; they go to all cells alike, or
    with back_off as the next shorter context says (MacKay & Peto 1995).
    """
    checks.positive("add", add)
    checks.whole("k, the order,", k, 0)
    p, start = 1 / K, k if start is None else start
    for order in range(k + 1) if back_off else [k]:
        steps, places = tallies(train, test, K, order, start)
        p = (steps + add * K * p) / (places + add * K)
    return float(-np.log2(p).mean())


def tallies(train, test, K, k, start):
    """(steps, places), both (T - start,): how often train holds the context of k
    symbols before each place of test with the symbol that stands there, and how often
    with any symbol."""
    seen, asked = contexts(train, K, k), contexts(test, K, k, start)
    steps = seen * K + symbols(train, K)[k:], asked * K + symbols(test, K)[start:]
    return tuple(look_up(*np.unique(known, return_counts=True), wanted)
                 for known, wanted in (steps, (seen, asked)))


def look_up(keys, values, wanted):
    """The value of each wanted key, 0 where it is missing; keys are sorted."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], 0)


def continue_text(o, K, k, length, rng):
    """`length` symbols (length,) drawn one after another, each from those that follow
    the k symbols before it in o (T,), the first after o's first k (Shannon 1948).

    o: symbols 0 .. K-1; rng: a generator of random numbers.  Where the k symbols end o
    and stand nowhere else, any symbol of o is drawn.
    ValueError for what `symbols` refuses, for a length that is no whole number from 0,
    and unless o is longer than k.
    """
    checks.whole("length", length, 0)
    o, found = symbols(o, K), {}
    for context, symbol in zip(contexts(o, K, k).tolist(), o[k:].tolist()):
        found.setdefault(context, []).append(symbol)
    drawn = o[:k].tolist()
    for _ in range(length):
        context = sum(symbol * K**i
                      for i, symbol in enumerate(reversed(drawn[len(drawn) - k:])))
        drawn.append(rng.choice(found.get(context, o)))
    return np.array(drawn[k:], dtype=np.int64)


def chain(pi, A):
    """(pi, A) as checked arrays: the first state's probabilities (K,), and the
    transitions (K, K), row to column.
    """
    pi = checks.probabilities(pi, "pi")
    return pi, checks.probabilities(A, "A", (len(pi), len(pi)))
