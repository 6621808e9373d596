"""The bits of a chain of order k, counted on arrays: `order_bits` as in `markov`, for
long texts and many settings.
"""
import numpy as np

from ...ground import checks
from . import markov


def order_bits(train, test, K, k, add=0.1, start=None, mix=False):
    """Bits a symbol of `test` under a chain of order k: `markov.order_bits`, for all
    places at once.

    Contexts are numbers to the base K: ValueError if K^(k + 1) does not fit into 62
    binary digits.
    """
    train, test, start = markov.checked(train, test, K, k, add, start)
    checks.whole("k, the order,", k, 0, int(62 / np.log2(max(K, 2))) - 1)
    p = 1 / K
    for order in range(k + 1) if mix else [k]:
        steps, places = tallies(train, test, K, order, start)
        p = (steps + add * K * p) / (places + add * K)
    return float(-np.log2(p).mean())


def tallies(train, test, K, k, start):
    """(steps, places), both (T - start,): how often train holds the context of k
    symbols before each place of test with the symbol that stands there, and how often
    with any symbol.
    """
    seen, asked = contexts(train, K, k, k), contexts(test, K, k, start)
    steps = seen * K + train[k:], asked * K + test[start:]
    return tuple(look_up(*np.unique(known, return_counts=True), wanted)
                 for known, wanted in (steps, (seen, asked)))


def contexts(o, K, k, start):
    """c (T - start,): the k symbols before each place from `start` on, as one number to
    the base K.
    """
    # numbers below 2^62 need 64 bits, even where an index has 32
    c = np.zeros(len(o) - start, dtype=np.int64)
    for lag in range(k, 0, -1):
        c = c * K + o[start - lag:len(o) - lag]
    return c


def look_up(keys, values, wanted):
    """The value of each wanted key, 0 where it is missing; keys are sorted."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], 0)
