"""Eclat: frequent itemsets by intersecting the sets of baskets in which the items
occur.
"""
from typing import NamedTuple

import numpy as np

from ...ground.arrays import ranges
from .baskets import number_items


class EclatState(NamedTuple):
    """A prefix class: a prefix, a tuple of items, and the frequent items that extend
    it, with what they extend it to.

    rows: the numbers of the baskets that the bits stand for, bit 0 first; extensions:
    [(item, bits, count), ...], a bit is 1 where the basket holds the prefix and the
    item, and count is how many of them are.
    """

    prefix: tuple
    rows: np.ndarray
    extensions: list

    def baskets(self, bits):
        """The numbers of the baskets whose bits are 1."""
        return [int(row) for i, row in enumerate(self.rows) if bits >> i & 1]


def bitsets(held):
    """Rows of truth values, (m, n), as m whole numbers; bit j is column j."""
    packed = np.packbits(held, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def vertical(flat, sizes, n_items):
    """The baskets turned on their side: for each item its baskets, and the parts of
    `flat` that follow it in them.

    flat, sizes: the baskets as `number_items` gives them.  Returns three lists
    with an array an item: the baskets' numbers, and the starts and ends of what follows
    the item.
    """
    order = np.argsort(flat, kind="stable")
    cuts = np.cumsum(np.bincount(flat, minlength=n_items))[:-1]
    basket = np.repeat(np.arange(len(sizes)), sizes)[order]
    return [np.split(column, cuts)
            for column in (basket, order + 1, np.cumsum(sizes)[basket])]


def projected(flat, start, end, least, items):
    """[(item, bits, count), ...]: the frequent items among flat[start[i]:end[i]], a bit
    for each i.
    """
    later = flat[ranges(start, end)]
    row = np.repeat(np.arange(len(start)), end - start)
    counts = np.bincount(later, minlength=len(items))
    kept = np.flatnonzero(counts >= least)
    place = np.full(len(items), -1)
    place[kept] = np.arange(len(kept))
    held = np.zeros((len(kept), len(start)), dtype=bool)
    inside = place[later] >= 0
    held[place[later[inside]], row[inside]] = True
    return list(zip([items[j] for j in kept], bitsets(held), counts[kept].tolist()))


def eclat_steps(baskets, min_support):
    """Eclat (Zaki 2000): yield an EclatState for every prefix class that holds a
    frequent itemset, depth first.

    baskets: iterable of iterables of hashable items; min_support: see
    `association.least_count`.  Items are taken from the rarest to the commonest.  Bits
    run over the baskets of the prefix's first item only.  ValueError for what
    `as_lists` and `least_count` refuse.
    """
    items, flat, sizes, least = number_items(baskets, min_support)
    ends = sizes.cumsum()
    yield EclatState((), np.arange(len(sizes)),
                     projected(flat, ends - sizes, ends, least, items))
    for item, baskets_of, start, end in zip(items, *vertical(flat, sizes, len(items))):
        first = projected(flat, start, end, least, items)
        stack = [((item,), first)] if first else []
        while stack:
            prefix, extensions = stack.pop()
            yield EclatState(prefix, baskets_of, extensions)
            for i in range(len(extensions) - 2, -1, -1):
                other, own, _ = extensions[i]
                narrower = [(name, both, count) for name, bits, _ in extensions[i + 1:]
                            if (count := (both := own & bits).bit_count()) >= least]
                if narrower:
                    stack.append(((*prefix, other), narrower))


def eclat(baskets, min_support):
    """{frozenset: count} of all frequent itemsets, by `eclat_steps`."""
    found = {}
    for prefix, _, extensions in eclat_steps(baskets, min_support):
        prefix = frozenset(prefix)
        found.update((prefix | {item}, count) for item, _, count in extensions)
    return found
