"""Baskets as a table of 0 and 1, its pairs, and what chance makes of them."""
import itertools
from collections import Counter

import numpy as np

from ...ground.arrays import last
from ...ground.checks import matrix, whole
from .baskets import as_lists


def item_table(baskets, items=None):
    """(M, items): M (n, items) with 1 where the basket holds the item; the columns by
    falling count, then in the items' one order, or as `items` lists them.

    ValueError for baskets that `as_lists` refuses, an item listed twice, and a table of
    more than 100 million cells, 800 MB.
    """
    rows, known = as_lists(baskets)
    counts = Counter(itertools.chain.from_iterable(map(frozenset, rows)))
    items = (sorted(known, key=counts.get, reverse=True) if items is None
             else list(items))
    place = {item: j for j, item in enumerate(items)}
    if len(place) < len(items):
        raise ValueError("items holds an item twice: give each column once")
    if len(rows) * len(items) > 1e8:
        raise ValueError(f"{len(rows):,} baskets x {len(items):,} items are too many "
                         "cells to hold: name the columns that you need, as items=["
                         "...], or mine the baskets as they are")
    M = np.zeros((len(rows), len(items)))
    for i, row in enumerate(rows):
        M[i, [place[item] for item in row if item in place]] = 1
    return M, items


def shuffle_columns(M, rng):
    """M (n, items) with every column shuffled by itself: the items keep their counts,
    and nothing else.
    """
    return rng.permuted(M, axis=0)


def zeros_and_ones(M):
    """M as a float array (n, items), a row a basket; ValueError for another shape and
    for entries other than 0 and 1.
    """
    M = matrix(M, "M", because="one row a basket, one column an item")
    if ((M != 0) & (M != 1)).any():
        raise ValueError("M holds numbers other than 0 and 1: give "
                         "item_table(baskets)[0]")
    return M


def pair_lifts(M):
    """(counts, lifts), both (items, items), of all pairs of columns of the 0/1 table M
    (n, items); a lift is count * n / product of the columns' counts.

    ValueError for what `zeros_and_ones` refuses, and for a column without a 1, whose
    lifts would be 0 / 0.
    """
    M = zeros_and_ones(M)
    counts, totals = M.T @ M, M.sum(axis=0)
    if not totals.all():
        raise ValueError(f"column {int(np.argmin(totals))} of M holds no 1: leave out "
                         "items that are in no basket")
    return counts, counts * len(M) / np.outer(totals, totals)


def trade(first, second, rng):
    """Two baskets (sets) after a trade: what only one of them holds is put together,
    shuffled and dealt out again, to each as many as it gave (Strona et al. 2014).
    """
    shared, own = first & second, sorted(first ^ second)
    dealt = [own[i] for i in rng.permutation(len(own))]
    size = len(first) - len(shared)
    return shared | {*dealt[:size]}, shared | {*dealt[size:]}


def trade_steps(M, rng, trades):
    """Yield (i, j, baskets), two rows that traded and all rows as sets of columns,
    after each of so many trades; the list is the same, and changes.

    M (n, items): a table of 0 and 1; every row and every column keeps its sum.
    ValueError for what `zeros_and_ones` refuses, and for a single row.
    """
    whole("trades", trades, 1)
    baskets = [set(np.flatnonzero(row).tolist()) for row in zeros_and_ones(M)]
    if len(baskets) < 2:
        raise ValueError("M has one row: a trade needs two baskets")
    for _ in range(trades):
        i, j = rng.choice(len(baskets), 2, replace=False).tolist()
        baskets[i], baskets[j] = trade(baskets[i], baskets[j], rng)
        yield i, j, baskets


def shuffle_within_margins(M, rng, trades):
    """M after so many trades: items keep their counts and baskets their sizes."""
    shuffled = np.zeros_like(M)
    for row, basket in enumerate(last(trade_steps(M, rng, trades))[2]):
        shuffled[row, list(basket)] = 1
    return shuffled
