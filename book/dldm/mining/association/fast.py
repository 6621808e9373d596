"""The miners for many baskets.  Eclat: a set of baskets is one whole number, a bit a
basket, and each item searches only the baskets that hold it.  FP-growth: a tree without
nodes, a table of paths.  `count_in`: a basket looks up its own subsets.
"""
import itertools
import math
from collections import Counter, defaultdict
from typing import NamedTuple

import numpy as np

from ...ground.arrays import ranges
from .baskets import number_items
from .fp_growth import grow, ordered


class BitState(NamedTuple):
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
    """Eclat (Zaki 2000): yield a BitState for every prefix class that holds a
    frequent itemset, depth first.

    baskets: iterable of iterables of hashable items; min_support: see
    `association.least_count`.  Items are taken from the rarest to the commonest.  Bits
    run over the baskets of the prefix's first item only.  ValueError for what
    `as_lists` and `least_count` refuse.
    """
    items, flat, sizes, least = number_items(baskets, min_support)
    ends = sizes.cumsum()
    yield BitState((), np.arange(len(sizes)),
                     projected(flat, ends - sizes, ends, least, items))
    for item, baskets_of, start, end in zip(items, *vertical(flat, sizes, len(items))):
        first = projected(flat, start, end, least, items)
        stack = [((item,), first)] if first else []
        while stack:
            prefix, extensions = stack.pop()
            yield BitState(prefix, baskets_of, extensions)
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


class PathTree:
    """An FP-tree as tables: a node is known by the path above it.

    nodes: {item: {path from the root to above the item: count}}, the header table and
    the conditional baskets in one.  baskets: {tuple of items: count}, which name their
    items in one order, the commonest first.
    """

    def __init__(self, baskets):
        self.nodes = defaultdict(lambda: defaultdict(int))
        for basket, count in baskets.items():
            for depth, item in enumerate(basket):
                self.nodes[item][basket[:depth]] += count

    def total(self, item):
        """In how many of the tree's baskets the item is."""
        return sum(self.nodes[item].values())

    def conditional(self, item, least):
        """The tree of the baskets that hold `item`, without it and without what is rare
        among them.
        """
        counts, narrower = defaultdict(int), defaultdict(int)
        for path, count in self.nodes[item].items():
            for other in path:
                counts[other] += count
        kept = {other for other, count in counts.items() if count >= least}
        for path, count in self.nodes[item].items() if kept else ():
            narrower[tuple([other for other in path if other in kept])] += count
        return PathTree(narrower)


def fp_growth_steps(baskets, min_support):
    """`fp_growth.fp_growth_steps` with trees of paths."""
    rows, least = ordered(baskets, min_support)
    yield from grow(PathTree(Counter(map(tuple, rows))), (), least)


def fp_growth(baskets, min_support):
    """{frozenset: count} of all frequent itemsets, by `fp_growth_steps`."""
    return {frozenset(state.itemset): state.count
            for state in fp_growth_steps(baskets, min_support)}


def count_in(candidates, sets):
    """{candidate: number of the sets that hold it}, for candidates of one size.

    A basket lists its own subsets of that size and looks them up, where they are fewer.
    """
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
