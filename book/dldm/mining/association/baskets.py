"""Baskets as they are given, and as the miners need them: sets, counts, numbered
items.
"""
import itertools
import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np

from ...ground.checks import whole

FROM_TABLE = ("of 0 and 1 make lists of the columns' names, as [[name for name, has in "
              "zip(names, row) if has] for row in M]")


def as_rows(data, kind, item):
    """The data, baskets or sequences, as a list of lists; ValueError for what is none,
    with what to do.

    kind: what an error calls one of them; item: what one consists of.
    """
    refuse_other_kinds(data, kind, item)
    try:
        data = list(data)
        for row in data:
            refuse_other_kinds(row, kind, item)
        return list(map(list, data))
    except TypeError:
        raise ValueError(f"{kind}s must hold {item}s: give lists of {item}s, as "
                         "[['tea', 'milk'], ['tea']]") from None


def refuse_other_kinds(data, kind, item):
    """ValueError for a table, a text, bytes or a dictionary: lists could be made of its
    cells, letters or keys, but nobody means that.
    """
    if len(getattr(data, "shape", ())) > 1:
        raise ValueError(f"a table is no list of {kind}s: {FROM_TABLE}; if its entries "
                         f"are the {item}s themselves, give X.tolist()")
    if isinstance(data, str | bytes | bytearray):
        raise ValueError(f"a {kind} is a text: give lists of {item}s, as [['tea', "
                         "'milk'], ['tea']]; text.split() makes words, list(text) "
                         "letters")
    if isinstance(data, Mapping):
        raise ValueError(f"a {kind} is a dictionary: give lists of {item}s, as "
                         "list(d.values()) or, for its keys, list(d)")


def as_lists(baskets):
    """(rows, items): the baskets as lists, and all items in their one order, see
    `in_one_order`.

    ValueError for tables, texts and dictionaries, if there are no baskets, if an item
    cannot be in a set, and for None and NaN, which are no items.
    """
    rows = as_rows(baskets, "basket", "item")
    items = items_of(rows, "basket")
    if ({*items} <= {0, 1} and len({*map(len, rows)}) == 1
            and any(len(row) > len({*row}) for row in rows)):
        raise ValueError("the baskets are the rows of a table of 0 and 1: "
                         f"{FROM_TABLE}")
    return rows, items


def items_of(rows, kind):
    """All items of the rows in their one order; ValueError if there are no rows, for
    None and NaN, and for items that cannot be in a set.
    """
    if not rows:
        raise ValueError(f"there are no {kind}s")
    try:
        items = dict.fromkeys(itertools.chain.from_iterable(rows))
    except TypeError as error:
        raise ValueError(f"{kind}s must hold items that are hashable, as text and "
                         f"numbers are ({error})") from None
    # NaN is not equal to itself, and pandas' NA is neither equal nor unequal
    for item in items:
        if item is None or str(item == item) != "True":
            row = next(i for i, row in enumerate(rows)
                       if any(other is item for other in row))
            raise ValueError(f"{kind} {row} holds {item}, a missing value and no item: "
                             "leave it out")
    return in_one_order(items)


def in_one_order(items):
    """The items by their text; those that print alike, as 1 and "1", by their type;
    what is left stays as it comes.  The order never depends on chance.
    """
    def key(item):
        text = str(sorted(map(str, item)) if isinstance(item, frozenset) else item)
        return text, type(item).__name__, repr(item)

    return sorted(items, key=key)


def as_sets(baskets):
    """The baskets as a list of frozensets; see `as_lists`."""
    return [frozenset(row) for row in as_lists(baskets)[0]]


def as_float(share):
    """A share as a float: of small floats the one that prints alike, so that .8 in 32
    bits means .8 too.
    """
    return float(str(share) if isinstance(share, np.floating) else share)


def least_count(min_support, n, of="baskets"):
    """The smallest count that is frequent among n baskets.

    min_support: a whole number of baskets from 1, or a share above 0 and at most 1 (a
    float, Fraction or Decimal): the smallest count with count / n >= min_support.
    of: what an error calls the baskets.
    """
    if not isinstance(min_support, float | np.floating | Fraction | Decimal):
        whole(f"min_support as a count of {of}", min_support, 1)
        return int(min_support)
    share = as_float(min_support)
    if not 0 < share <= 1:
        raise ValueError(f"min_support is {min_support}: a share of the {of} lies "
                         "above 0 and is at most 1")
    # .07 * 100 is 7.000000000000001, but 7 / 100 is .07: a quotient is rounded once
    return next(count for count in itertools.count(max(1, math.floor(share * n)))
                if count / n >= share)


def number_items(baskets, min_support):
    """(items, flat, sizes, least): the frequent items from the rarest to the commonest,
    and the baskets, one after the other in one array (sum of sizes,), each as the
    increasing places of its items in that order; sizes (n,).

    Of equally frequent items the last in the one order comes first.
    """
    rows, items = as_lists(baskets)
    least, code = least_count(min_support, len(rows)), {item: i
                                                        for i, item in enumerate(items)}
    sizes = np.array([len(row) for row in rows])
    flat = np.fromiter(map(code.get, itertools.chain.from_iterable(rows)),
                       dtype=np.int64, count=sizes.sum())
    row_of = np.repeat(np.arange(len(rows)), sizes)
    row_of, flat = in_order(row_of, flat, len(items))
    # an item counts once a basket
    new = np.append(True, (np.diff(row_of) != 0) | (np.diff(flat) != 0))[:len(flat)]
    counts = np.bincount(flat[new], minlength=len(items))
    by_count = np.lexsort((-np.arange(len(items)), counts))
    frequent = by_count[counts[by_count] >= least]
    place = np.full(len(items), -1)
    place[frequent] = np.arange(len(frequent))
    kept = new & (place[flat] >= 0) if len(flat) else new
    row_of, flat = in_order(row_of[kept], place[flat[kept]], len(frequent))
    return ([items[i] for i in frequent], flat,
            np.bincount(row_of, minlength=len(rows)), least)


def in_order(row_of, flat, n_items):
    """The pairs (row, item number) sorted by row, then by item."""
    return np.divmod(np.sort(row_of * max(1, n_items) + flat), max(1, n_items))
