"""Apriori: frequent itemsets, size by size."""
import itertools
from typing import NamedTuple

from .baskets import as_lists, least_count


class AprioriState(NamedTuple):
    """One round: size k, the itemsets joined from smaller ones, those of them that were
    pruned, and {frequent: count}.

    Itemsets are frozensets; joined minus pruned are the candidates, which are counted.
    """

    k: int
    joined: list
    pruned: list
    frequent: dict


def join(frequent, order):
    """All unions of two k-itemsets that share all but their last item.

    frequent: k-itemsets, sorted; order: {item: its number}, which says what comes last.
    """
    classes = {}
    for itemset in frequent:
        *prefix, last = sorted(itemset, key=order.get)
        classes.setdefault(tuple(prefix), []).append(last)
    return [frozenset((*prefix, a, b)) for prefix, lasts in classes.items()
            for a, b in itertools.combinations(lasts, 2)]


def has_infrequent_subset(itemset, frequent):
    """True if leaving out one item gives a set that is not among the frequent ones."""
    return any(itemset - {item} not in frequent for item in itemset)


def count_in(candidates, sets):
    """{candidate: number of the sets that hold it}."""
    return {itemset: sum(itemset <= basket for basket in sets)
            for itemset in candidates}


def apriori_steps(baskets, min_support):
    """Apriori (Agrawal & Srikant 1994): yield an AprioriState for the sizes 1, 2, ...
    until no candidate is left.

    baskets: iterable of iterables of hashable items; min_support: see `least_count`.
    ValueError for what `as_lists` and `least_count` refuse.
    """
    rows, items = as_lists(baskets)
    sets, order = list(map(frozenset, rows)), {item: i for i, item in enumerate(items)}
    least = least_count(min_support, len(sets))
    joined = [frozenset([item]) for item in items]
    pruned = []
    for k in itertools.count(1):
        gone = set(pruned)
        candidates = [itemset for itemset in joined if itemset not in gone]
        if not candidates:
            return
        counts = count_in(candidates, sets)
        frequent = {itemset: counts[itemset] for itemset in candidates
                    if counts[itemset] >= least}
        yield AprioriState(k, joined, pruned, frequent)
        joined = join(frequent, order)
        pruned = [itemset for itemset in joined
                  if has_infrequent_subset(itemset, frequent)]


def apriori(baskets, min_support):
    """{frozenset: count} of all frequent itemsets, by `apriori_steps`."""
    return {itemset: count for state in apriori_steps(baskets, min_support)
            for itemset, count in state.frequent.items()}
