"""Baskets as they are given, and as the miners need them: sets, counts, numbered
items.
"""
import itertools
import math

import numpy as np

from ...ground.checks import whole


def as_lists(baskets):
    """(rows, items): the baskets as lists, and the set of all items; ValueError if
    there are no baskets, or if an item cannot be in a set.
    """
    try:
        baskets = list(baskets)
        if any(isinstance(basket, str) for basket in baskets):
            raise ValueError("a basket is a text: give lists or sets of items, as "
                             "[['tea', 'milk'], ['tea']]")
        rows = list(map(list, baskets))
        items = set().union(*rows)
    except TypeError as error:
        raise ValueError("baskets must hold items that are hashable, as text and "
                         f"numbers are ({error})") from None
    if not rows:
        raise ValueError("there are no baskets")
    return rows, items


def as_sets(baskets):
    """The baskets as a list of frozensets; see `as_lists`."""
    return [frozenset(row) for row in as_lists(baskets)[0]]


def least_count(min_support, n, of="baskets"):
    """The smallest count that is frequent among n baskets.

    min_support: a whole number of baskets from 1, or a fraction (a float) above 0 and
    at most 1, rounded up.
    of: what an error calls the baskets.
    """
    if not isinstance(min_support, float | np.floating):
        whole(f"min_support as a count of {of}", min_support, 1)
        return int(min_support)
    if not 0 < min_support <= 1:
        raise ValueError(f"min_support is {min_support}: a share of the {of} lies "
                         "above 0 and is at most 1")
    # 2/9 of 9 baskets is 2, though floats round
    return max(1, math.ceil(min_support * n - 1e-9))


def number_items(baskets, min_support):
    """(items, flat, sizes, least): the frequent items from the rarest to the commonest,
    and the baskets, one after the other in one array (sum of sizes,), each as the
    increasing places of its items in that order; sizes (n,).

    Ties follow the items' text, so that the order never depends on chance.
    """
    rows, items = as_lists(baskets)
    least, code = least_count(min_support, len(rows)), {item: i
                                                        for i, item in enumerate(items)}
    sizes = np.array([len(row) for row in rows])
    flat = np.fromiter(map(code.get, itertools.chain.from_iterable(rows)),
                       dtype=np.intp, count=sizes.sum())
    row_of = np.repeat(np.arange(len(rows)), sizes)
    row_of, flat = in_order(row_of, flat, len(items))
    # an item counts once a basket
    new = np.append(True, (np.diff(row_of) != 0) | (np.diff(flat) != 0))[:len(flat)]
    counts = np.bincount(flat[new], minlength=len(items))
    frequent = sorted((item for item in items if counts[code[item]] >= least), key=str,
                      reverse=True)
    frequent.sort(key=lambda item: counts[code[item]])
    place = np.full(len(items), -1)
    place[[code[item] for item in frequent]] = np.arange(len(frequent))
    kept = new & (place[flat] >= 0) if len(flat) else new
    row_of, flat = in_order(row_of[kept], place[flat[kept]], len(frequent))
    return frequent, flat, np.bincount(row_of, minlength=len(rows)), least


def in_order(row_of, flat, n_items):
    """The pairs (row, item number) sorted by row, then by item."""
    # a product of two counts needs 64 bits, even where an index has 32
    n = max(1, n_items)
    keys = np.sort(row_of.astype(np.int64) * n + flat)
    return [part.astype(np.intp, copy=False) for part in np.divmod(keys, n)]
