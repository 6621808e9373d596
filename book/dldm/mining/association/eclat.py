"""Eclat: frequent itemsets by intersecting the sets of baskets in which the items
occur.
"""
from typing import NamedTuple

from .baskets import as_lists, least_count


class EclatState(NamedTuple):
    """A prefix class: a prefix, a tuple of items, and the frequent items that extend
    it.

    extensions: [(item, tids), ...]; tids: the numbers of the baskets that hold the
    prefix and the item.
    """

    prefix: tuple
    extensions: list


def tidsets(rows):
    """{item: the set of the numbers of the baskets that hold it}."""
    tids = {}
    for number, row in enumerate(rows):
        for item in row:
            tids.setdefault(item, set()).add(number)
    return tids


def extend(prefix, extensions, least):
    """Yield this prefix class, and then those of its items, depth first."""
    yield EclatState(prefix, extensions)
    for i, (item, tids) in enumerate(extensions):
        both = [(later, tids & own) for later, own in extensions[i + 1:]]
        narrower = [(later, shared) for later, shared in both if len(shared) >= least]
        if narrower:
            yield from extend((*prefix, item), narrower, least)


def eclat_steps(baskets, min_support):
    """Eclat (Zaki 2000): yield an EclatState for every prefix class that holds a
    frequent itemset, depth first.

    baskets: iterable of iterables of hashable items; min_support: see
    `association.least_count`.  Items are taken from the rarest to the commonest.
    ValueError for what `as_lists` and `least_count` refuse.
    """
    rows, items = as_lists(baskets)
    least, tids = least_count(min_support, len(rows)), tidsets(rows)
    frequent = [(item, tids[item]) for item in items[::-1] if len(tids[item]) >= least]
    yield from extend((), sorted(frequent, key=lambda pair: len(pair[1])), least)


def eclat(baskets, min_support):
    """{frozenset: count} of all frequent itemsets, by `eclat_steps`."""
    return {frozenset((*state.prefix, item)): len(tids)
            for state in eclat_steps(baskets, min_support)
            for item, tids in state.extensions}
