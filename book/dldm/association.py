"""Frequent itemsets by Apriori, and what is made of them: association rules, closed and maximal sets, chance."""
import itertools
import math
from collections import Counter
from typing import NamedTuple

import numpy as np

from ._checks import whole


class AprioriState(NamedTuple):
    """One round: size k, the itemsets joined from smaller ones, those of them that were pruned, and {frequent: count}.

    Itemsets are frozensets; joined minus pruned are the candidates, which are counted.
    """

    k: int
    joined: list
    pruned: list
    frequent: dict


class Rule(NamedTuple):
    """An association rule `left` -> `right` (frozensets); the measures have no unit.

    count: baskets that hold both sides; support, confidence and leverage are shares, lift and conviction ratios.
    """

    left: frozenset
    right: frozenset
    count: int
    support: float
    confidence: float
    lift: float
    leverage: float
    conviction: float


def as_lists(baskets):
    """(rows, items): the baskets as lists, and the set of all items; ValueError if there are no baskets, or if an item
    cannot be in a set.
    """
    try:
        baskets = list(baskets)
        if any(isinstance(basket, str) for basket in baskets):
            raise ValueError("a basket is a text: give lists or sets of items, as [['tea', 'milk'], ['tea']]")
        rows = list(map(list, baskets))
        items = set().union(*rows)
    except TypeError as error:
        raise ValueError(f"baskets must hold items that are hashable, as text and numbers are ({error})") from None
    if not rows:
        raise ValueError("there are no baskets")
    return rows, items


def as_sets(baskets):
    """The baskets as a list of frozensets; see `as_lists`."""
    return [frozenset(row) for row in as_lists(baskets)[0]]


def least_count(min_support, n, of="baskets"):
    """The smallest count that is frequent among n baskets.

    min_support: a whole number of baskets from 1, or a fraction (a float) above 0 and at most 1, rounded up.
    of: what an error calls the baskets.
    """
    if not isinstance(min_support, float | np.floating):
        whole(f"min_support as a count of {of}", min_support, 1)
        return int(min_support)
    if not 0 < min_support <= 1:
        raise ValueError(f"min_support is {min_support}: a share of the {of} lies above 0 and is at most 1")
    return max(1, math.ceil(min_support * n - 1e-9))  # 2/9 of 9 baskets is 2, though floats round


def numbered(baskets, min_support):
    """(items, flat, sizes, least): the frequent items from the rarest to the commonest, and the baskets, one after the
    other in one array (sum of sizes,), each as the increasing places of its items in that order; sizes (n,).

    Ties follow the items' text, so that the order never depends on chance.
    """
    rows, items = as_lists(baskets)
    least, code = least_count(min_support, len(rows)), {item: i for i, item in enumerate(items)}
    sizes = np.array([len(row) for row in rows])
    flat = np.fromiter(map(code.get, itertools.chain.from_iterable(rows)), dtype=np.int64, count=sizes.sum())
    row_of = np.repeat(np.arange(len(rows)), sizes)
    row_of, flat = in_order(row_of, flat, len(items))
    new = np.append(True, (np.diff(row_of) != 0) | (np.diff(flat) != 0))[:len(flat)]  # an item counts once a basket
    counts = np.bincount(flat[new], minlength=len(items))
    frequent = sorted((item for item in items if counts[code[item]] >= least), key=str, reverse=True)
    frequent.sort(key=lambda item: counts[code[item]])
    place = np.full(len(items), -1)
    place[[code[item] for item in frequent]] = np.arange(len(frequent))
    kept = new & (place[flat] >= 0) if len(flat) else new
    row_of, flat = in_order(row_of[kept], place[flat[kept]], len(frequent))
    return frequent, flat, np.bincount(row_of, minlength=len(rows)), least


def in_order(row_of, flat, n_items):
    """The pairs (row, item number) sorted by row, then by item."""
    return np.divmod(np.sort(row_of * max(1, n_items) + flat), max(1, n_items))


def join(frequent):
    """All unions of two k-itemsets that share all but their last item, in the order of the items' text."""
    classes = {}
    for itemset in frequent:
        *prefix, last = sorted(itemset, key=str)
        classes.setdefault(tuple(prefix), []).append(last)
    return [frozenset((*prefix, a, b)) for prefix, lasts in sorted(classes.items(), key=str)
            for a, b in itertools.combinations(sorted(lasts, key=str), 2)]


def has_infrequent_subset(itemset, frequent):
    """True if leaving out one item gives a set that is not among the frequent ones."""
    return any(itemset - {item} not in frequent for item in itemset)


def count_in(candidates, sets):
    """{candidate: number of the sets that hold it}, for candidates of one size."""
    counts, k = dict.fromkeys(candidates, 0), len(candidates[0])
    useful = frozenset().union(*candidates)
    for basket in sets:
        basket &= useful
        if math.comb(len(basket), k) < len(candidates):
            for itemset in map(frozenset, itertools.combinations(basket, k)):
                if itemset in counts:
                    counts[itemset] += 1
        else:
            for itemset in candidates:
                counts[itemset] += itemset <= basket
    return counts


def apriori_steps(baskets, min_support):
    """Apriori (Agrawal & Srikant 1994): yield an AprioriState for the sizes 1, 2, ... until no candidate is left.

    baskets: iterable of iterables of hashable items; min_support: see `least_count`.
    """
    sets = as_sets(baskets)
    least = least_count(min_support, len(sets))
    joined = [frozenset([item]) for item in sorted(frozenset().union(*sets), key=str)]
    pruned = []
    for k in itertools.count(1):
        gone = set(pruned)
        candidates = [itemset for itemset in joined if itemset not in gone]
        if not candidates:
            return
        frequent = {itemset: count for itemset, count in count_in(candidates, sets).items() if count >= least}
        yield AprioriState(k, joined, pruned, frequent)
        joined = join(frequent)
        pruned = [itemset for itemset in joined if has_infrequent_subset(itemset, frequent)]


def apriori(baskets, min_support):
    """{frozenset: count} of all frequent itemsets, by `apriori_steps`."""
    return {itemset: count for state in apriori_steps(baskets, min_support)
            for itemset, count in state.frequent.items()}


def measure(left, right, frequent, n):
    """The Rule left -> right with its measures (Agrawal et al. 1993, Piatetsky-Shapiro 1991, Brin et al. 1997).

    frequent: {itemset: count} with both sides and their union; n: number of baskets.
    """
    both, a, b = (frequent[s] / n for s in (left | right, left, right))
    conviction = a * (1 - b) / (a - both) if a > both else math.inf
    return Rule(left, right, frequent[left | right], both, both / a, both / a / b, both - a * b, conviction)


def rules(frequent, n, min_confidence=0.0, right_sides=None):
    """All rules of at least min_confidence from frequent itemsets, the most confident first, then by count and text.

    frequent: {frozenset: count}, closed downwards as the miners return it; n: number of baskets;
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
    return sorted(kept, key=lambda r: (-r.confidence, -r.count, sorted(map(str, r.left)), sorted(map(str, r.right))))


def parents(frequent):
    """For each itemset the largest count among the frequent sets with one item more, 0 if there is none."""
    best = dict.fromkeys(frequent, 0)
    for itemset, count in frequent.items():
        for smaller in (itemset - {item} for item in itemset if len(itemset) > 1):
            best[smaller] = max(best[smaller], count)
    return best


def closed(frequent):
    """The itemsets that no larger one matches in count: from them all counts can be told (Pasquier et al. 1999)."""
    best = parents(frequent)
    return {itemset: count for itemset, count in frequent.items() if best[itemset] < count}


def maximal(frequent):
    """The itemsets that no larger frequent one contains: from them all frequent sets can be told (Bayardo 1998)."""
    best = parents(frequent)
    return {itemset: count for itemset, count in frequent.items() if not best[itemset]}


def table(baskets, items=None):
    """(M, items): M (n, items) with 1 where the basket holds the item; the columns by falling count, then text."""
    sets = as_sets(baskets)
    counts = Counter(itertools.chain.from_iterable(sets))
    items = sorted(sorted(counts, key=str), key=counts.get, reverse=True) if items is None else list(items)
    return np.array([[item in basket for item in items] for basket in sets], dtype=float), items


def independent(M, rng):
    """M (n, items) with every column shuffled by itself: the items keep their counts, and nothing else."""
    return rng.permuted(M, axis=0)


def pair_lifts(M):
    """(counts, lifts), both (items, items), of all pairs of columns of the 0/1 table M (n, items)."""
    counts, share = M.T @ M, M.mean(axis=0)
    return counts, counts / len(M) / np.outer(share, share)
