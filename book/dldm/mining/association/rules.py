"""What is made of frequent itemsets: association rules, closed and maximal sets."""
import math
from typing import NamedTuple

import numpy as np

from ...ground.checks import whole
from .apriori import join
from .baskets import as_float, in_one_order


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

    left, right: frozensets without a common item; frequent: {itemset: count} with both
    sides and their union; n: number of baskets.  Each measure is one quotient of whole
    numbers: independent sides have a lift of exactly 1.
    ValueError if a count is missing or no whole number, or contradicts another.
    """
    both, a, b = (count_of(s, frequent) for s in (left | right, left, right))
    whole(f"the count of {set(left | right)}", both, 0, min(a, b))
    whole("n", n, max(a, b, 1))
    n = int(n)
    conviction = a * (n - b) / (n * (a - both)) if a > both else math.inf
    return Rule(left, right, both, both / n, both / a, both * n / (a * b),
                (both * n - a * b) / n**2, conviction)


def count_of(itemset, frequent):
    """The itemset's count; ValueError if it is missing or no whole number from 1."""
    if itemset not in frequent:
        raise ValueError(f"frequent lacks {set(itemset)}: give all frequent itemsets "
                         "with their counts, as the miners return them")
    count = frequent[itemset]
    if not isinstance(count, int | np.integer) or count < 1:
        raise ValueError(f"frequent gives {count!r} for {set(itemset)}: give counts of "
                         "baskets, as round(share * n)")
    return int(count)


def checked_itemsets(frequent):
    """ValueError unless frequent is a dictionary {frozenset: count}."""
    if not isinstance(frequent, dict):
        raise ValueError("frequent must be a dictionary {frozenset: count}, as the "
                         "miners return it")
    for itemset in frequent:
        if not isinstance(itemset, frozenset):
            raise ValueError(f"{itemset!r} is no itemset: the keys of frequent are "
                             "frozensets, as frozenset(['tea', 'milk'])")
        count_of(itemset, frequent)


def rules(frequent, n, min_confidence=0.0, right_sides=None):
    """All rules of at least min_confidence from frequent itemsets, the most confident
    first, then by count and the items' order.

    frequent: {frozenset: count}, closed downwards as the miners return it; n: number of
    baskets; min_confidence: compared with count / count of the left side, where 4 of 5
    is .8; right_sides: keep rules to these itemsets only.
    ValueError for what these cannot be, and for a frequent set with a part missing.
    """
    checked_itemsets(frequent)
    whole("n", n, max(frequent.values(), default=1))
    least = as_float(min_confidence)
    if not 0 <= least <= 1:
        raise ValueError(f"min_confidence is {min_confidence}: it must lie from 0 to 1")
    order = {item: i
             for i, item in enumerate(in_one_order(frozenset().union(*frequent)))}
    wanted = None if right_sides is None else as_right_sides(right_sides)
    found = [measure(itemset - right, right, frequent, n) for itemset in frequent
             for right in confident_rights(itemset, frequent, least, order, wanted)]
    return sorted(found, key=lambda r: (-r.confidence, -r.count,
                                        sorted(map(order.get, r.left)),
                                        sorted(map(order.get, r.right))))


def as_right_sides(right_sides):
    """The right sides that rules are kept to, each once; ValueError for what is no
    list of sets.
    """
    if isinstance(right_sides, str) or not all(isinstance(right, set | frozenset)
                                               for right in right_sides):
        raise ValueError("right_sides must be a list of itemsets, as "
                         "[frozenset(['tea'])]")
    return list(dict.fromkeys(map(frozenset, right_sides)))


def confident_rights(itemset, frequent, least, order, wanted=None):
    """Yield the right sides of an itemset's rules of at least that confidence; wanted:
    these only.

    A right side grows only from smaller ones that pass: an item that moves from left to
    right makes the left side commoner and the rule no more confident (Agrawal & Srikant
    1994).
    """
    count = frequent[itemset]
    level = ([right for right in wanted if right and right < itemset]
             if wanted is not None else
             [frozenset([item]) for item in sorted(itemset, key=order.get)])
    while level and len(itemset) > 1:
        kept = [right for right in level
                if int(count) / count_of(itemset - right, frequent) >= least]
        yield from kept
        level = (join(kept, order)
                 if wanted is None and len(level[0]) + 1 < len(itemset) else [])


def parents(frequent):
    """For each itemset the largest count among the frequent sets with one item more, 0
    if there is none.

    ValueError for what is no {frozenset: count}, for a frequent set with a part
    missing, and for one that is commoner than a part.
    """
    checked_itemsets(frequent)
    best = dict.fromkeys(frequent, 0)
    for itemset, count in frequent.items():
        for smaller in (itemset - {item} for item in itemset if len(itemset) > 1):
            if count > count_of(smaller, frequent):
                raise ValueError(f"{set(itemset)} is counted more often than its part "
                                 f"{set(smaller)}: give counts of the same baskets")
            best[smaller] = max(best[smaller], count)
    return best


def closed(frequent):
    """The itemsets that no larger one matches in count: from them all counts can be
    told (Pasquier et al. 1999).

    frequent: {frozenset: count} as the miners return it; errors as in `parents`.
    """
    best = parents(frequent)
    return {itemset: count
            for itemset, count in frequent.items() if best[itemset] < count}


def maximal(frequent):
    """The itemsets that no larger frequent one contains: from them all frequent sets
    can be told (Bayardo 1998).

    frequent: {frozenset: count} as the miners return it; errors as in `parents`.
    """
    best = parents(frequent)
    return {itemset: count for itemset, count in frequent.items() if not best[itemset]}


def informative(found):
    """The rules (a list of Rule) that no simpler one makes needless: one with the same
    right side, fewer items on the left and at least the same confidence.
    """
    return [rule for rule in found
            if not any(other.left < rule.left and other.right == rule.right
                       and other.confidence >= rule.confidence for other in found)]
