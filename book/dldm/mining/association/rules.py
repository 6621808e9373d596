"""What is made of frequent itemsets: association rules, closed and maximal sets, pairs
beside chance.
"""
import itertools
import math
from collections import Counter
from typing import NamedTuple

import numpy as np

from ...ground.checks import whole
from .baskets import as_sets


class Rule(NamedTuple):
    """An association rule `left` -> `right` (frozensets); the measures have no unit.

    count: baskets that hold both sides; support, confidence and leverage are shares,
    lift and conviction ratios.
    """

    left: frozenset
    right: frozenset
    count: int
    support: float
    confidence: float
    lift: float
    leverage: float
    conviction: float


def measure(left, right, frequent, n):
    """The Rule left -> right with its measures (Agrawal et al. 1993, Piatetsky-Shapiro
    1991, Brin et al. 1997).

    frequent: {itemset: count} with both sides and their union; n: number of baskets.
    """
    both, a, b = (frequent[s] / n for s in (left | right, left, right))
    conviction = a * (1 - b) / (a - both) if a > both else math.inf
    return Rule(left, right, frequent[left | right], both, both / a, both / a / b,
                both - a * b, conviction)


def rules(frequent, n, min_confidence=0.0, right_sides=None):
    """All rules of at least min_confidence from frequent itemsets, the most confident
    first, then by count and text.

    frequent: {frozenset: count}, closed downwards as the miners return it; n: number of
    baskets;
    right_sides: keep rules to these itemsets only.
    """
    whole("n", n, max(frequent.values(), default=1))
    if not 0 <= min_confidence <= 1:
        raise ValueError(f"min_confidence is {min_confidence}: it must lie from 0 to 1")
    found = []
    for itemset in frequent:
        for size in range(1, len(itemset)):
            for right in map(frozenset, itertools.combinations(itemset, size)):
                if right_sides is None or right in right_sides:
                    found.append(measure(itemset - right, right, frequent, n))
    kept = [rule for rule in found if rule.confidence >= min_confidence]
    return sorted(kept,
                  key=lambda r: (-r.confidence, -r.count, sorted(map(str, r.left)),
                                 sorted(map(str, r.right))))


def parents(frequent):
    """For each itemset the largest count among the frequent sets with one item more, 0
    if there is none.
    """
    best = dict.fromkeys(frequent, 0)
    for itemset, count in frequent.items():
        for smaller in (itemset - {item} for item in itemset if len(itemset) > 1):
            best[smaller] = max(best[smaller], count)
    return best


def closed(frequent):
    """The itemsets that no larger one matches in count: from them all counts can be
    told (Pasquier et al. 1999).
    """
    best = parents(frequent)
    return {itemset: count
            for itemset, count in frequent.items() if best[itemset] < count}


def maximal(frequent):
    """The itemsets that no larger frequent one contains: from them all frequent sets
    can be told (Bayardo 1998).
    """
    best = parents(frequent)
    return {itemset: count for itemset, count in frequent.items() if not best[itemset]}


def item_table(baskets, items=None):
    """(M, items): M (n, items) with 1 where the basket holds the item; the columns by
    falling count, then text.
    """
    sets = as_sets(baskets)
    counts = Counter(itertools.chain.from_iterable(sets))
    items = sorted(sorted(counts, key=str), key=counts.get,
                   reverse=True) if items is None else list(items)
    return np.array([[item in basket for item in items] for basket in sets],
                    dtype=float), items


def shuffle_columns(M, rng):
    """M (n, items) with every column shuffled by itself: the items keep their counts,
    and nothing else.
    """
    return rng.permuted(M, axis=0)


def pair_lifts(M):
    """(counts, lifts), both (items, items), of all pairs of columns of the 0/1 table M
    (n, items).
    """
    counts, share = M.T @ M, M.mean(axis=0)
    return counts, counts / len(M) / np.outer(share, share)
