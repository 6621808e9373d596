"""Markov chains: counting steps, where a chain settles, and letters predicted from the
letters before them.
"""
from collections import Counter, defaultdict

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
    if not len(o):
        return 0.0
    with np.errstate(divide="ignore"):
        return float(np.log(pi[o[0]]) + np.log(A[o[:-1], o[1:]]).sum())


def sample_path(pi, A, length, rng):
    """A path (length,) of the chain, state after state: the first is drawn from pi
    (K,), each other one from the row of A (K, K) of the state before it.

    rng: a generator of random numbers.
    """
    pi, A = chain(pi, A)
    checks.whole("length", length, 1)
    path = [rng.choice(len(pi), p=pi)]
    while len(path) < length:
        path.append(rng.choice(len(pi), p=A[path[-1]]))
    return np.array(path, dtype=np.intp)


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


def followers(o, k):
    """{context: Counter of the symbols that followed it}, for all contexts of k symbols
    in o, a list of symbols; a context is a tuple, the empty one for k = 0.
    """
    seen = defaultdict(Counter)
    for t in range(k, len(o)):
        seen[tuple(o[t - k:t])][o[t]] += 1
    return seen


def next_prob(symbol, context, tables, K, add):
    """The probability of a symbol after a context, a tuple of the symbols before it.

    tables: {order k: what followed the contexts of k symbols, by `followers`}, the
    shortest first; add: made-up visits a cell, on average.  The shortest order shares
    them out among the K symbols alike, each other one as the order before it says
    (MacKay & Peto 1995).
    """
    p = 1 / K
    for k, seen in tables.items():
        after = seen.get(context[len(context) - k:], Counter())
        p = (after[symbol] + add * K * p) / (after.total() + add * K)
    return p


def order_bits(train, test, K, k, add=0.1, start=None, mix=False):
    """Bits a symbol of `test` under a chain of order k: log2 loss, counts of `train`
    with made-up visits.

    train, test: whole numbers 0 .. K-1; start: the first place of test that is
    predicted, at least k (and k by default); add: as in `next_prob`; mix: use the
    shorter contexts, too, not order k alone.
    ValueError for what `symbols` refuses, and unless test is longer than start.
    """
    train, test, start = checked(train, test, K, k, add, start)
    train, test = train.tolist(), test.tolist()
    orders = range(k + 1) if mix else [k]
    tables = {order: followers(train, order) for order in orders}
    p = [next_prob(test[t], tuple(test[t - k:t]), tables, K, add)
         for t in range(start, len(test))]
    return float(-np.log2(p).mean())


def checked(train, test, K, k, add, start):
    """(train, test, start) of `order_bits`, both texts as arrays of symbols; ValueError
    for what it refuses.
    """
    checks.positive("add", add)
    checks.whole("k, the order,", k, 0)
    start = k if start is None else start
    checks.whole("start", start, k)
    train, test = symbols(train, K), symbols(test, K)
    checks.whole("the length of train", len(train), k + 1)
    checks.whole("the length of test", len(test), start + 1)
    return train, test, start


def continue_text(o, K, k, length, rng):
    """`length` symbols (length,) drawn one after another, each as often as it follows
    the k symbols before it in o (T,), the first after o's first k (Shannon 1948).

    o: symbols 0 .. K-1; rng: a generator of random numbers.  Where the k symbols end o
    and stand nowhere else, any symbol of o is drawn.
    ValueError for what `symbols` refuses, for a length that is no whole number from 0,
    and unless o is longer than k.
    """
    checks.whole("length", length, 0)
    checks.whole("k, the order,", k, 0)
    o = symbols(o, K).tolist()
    checks.whole("the length of o", len(o), k + 1)
    seen, drawn = followers(o, k), o[:k]
    for _ in range(length):
        after = seen.get(tuple(drawn[len(drawn) - k:])) or Counter(o)
        share = np.array(list(after.values())) / after.total()
        drawn.append(int(rng.choice(list(after), p=share)))
    return np.array(drawn[k:], dtype=np.int64)


def chain(pi, A):
    """(pi, A) as checked arrays: the first state's probabilities (K,), and the
    transitions (K, K), row to column.
    """
    pi = checks.probabilities(pi, "pi")
    return pi, checks.probabilities(A, "A", (len(pi), len(pi)))
