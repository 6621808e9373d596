"""Mining in parts: each part of the data gives a summary, and the summaries add up to
that of the whole.

Every algorithm takes `each(f, parts, **given)`, which applies f to all parts, here or
on the machines of a cluster.
"""
import functools
import operator
from typing import NamedTuple

import numpy as np

from ..ground.checks import matrix, whole
from ..mining.association.baskets import as_sets, in_one_order
from ..mining.association.fast import count_in, eclat
from ..mining.clustering.kmeans import assign
from ..nn.layers import binary_crossentropy, sigmoid


class Moments(NamedTuple):
    """n: number of rows; sums and squares (d,): the columns' sums, and the sums of
    their squares.
    """

    n: int
    sums: np.ndarray
    squares: np.ndarray


class ClusterSums(NamedTuple):
    """sizes (k,): rows nearest to each centre; sums (k, d): their sums; J: their
    squared distances from it, added.
    """

    sizes: np.ndarray
    sums: np.ndarray
    J: float


class KMeansRound(NamedTuple):
    """The centres (k, d) that the parts were sent, the ClusterSums that came back, and
    their total.
    """

    centres: np.ndarray
    summaries: list
    total: ClusterSums


class LogisticSums(NamedTuple):
    """n: number of rows; loss: their cross-entropies, added; gradient (d + 1,): its
    derivative, the bias last.
    """

    n: int
    loss: float
    gradient: np.ndarray


class Partition(NamedTuple):
    """local: the sets frequent in each part; candidates: all of them; frequent:
    {itemset: count in all baskets}.
    """

    local: list
    candidates: list
    frequent: dict


def split(rows, k):
    """The rows in their order, cut into k parts whose sizes differ by at most one;
    rows: a list or an array.
    """
    whole("k", k, 1, len(rows))
    cuts = [len(rows) * i // k for i in range(k + 1)]
    return [rows[start:end] for start, end in zip(cuts, cuts[1:])]


def in_turn(f, parts, **given):
    """[f(part, **given) for each part]: one machine does them all, one after the other;
    given: what all parts are given besides, by its name.
    """
    return [f(part, **given) for part in parts]


def add(summaries):
    """The total of the parts' summaries (named tuples of one kind): entry by entry,
    from the first part to the last.
    """
    if not summaries:
        raise ValueError("there are no summaries to add: the data have no parts")
    return type(summaries[0])(*[functools.reduce(operator.add, column)
                                for column in zip(*summaries)])


def moments(part):
    """The Moments of the rows of a part (n, d): they add up, and give mean and variance
    of the whole.
    """
    part = matrix(part, "part")
    return Moments(len(part), part.sum(axis=0), (part * part).sum(axis=0))


def cluster_sums(part, centres):
    """The ClusterSums of a part (n, d), each row with its nearest centre; centres (k,
    d).
    """
    part = matrix(part, "part")
    centres = matrix(centres, "centres", part.shape[1], "one row a centre, the columns "
                                                        "of the part")
    labels, d2 = assign(part, centres)
    member = (labels == np.arange(len(centres))[:, None]).astype(float)
    return ClusterSums(np.bincount(labels, minlength=len(centres)), member @ part,
                       d2.sum())


def kmeans_rounds(parts, centres, each=in_turn):
    """Lloyd's algorithm in parts: yield a KMeansRound until the centres (k, d) stay
    where they are.

    A centre without rows stays too.  Two positions are the same if they differ by
    rounding only, since the parts may be on different kinds of machine.
    """
    while True:
        summaries = each(cluster_sums, parts, centres=centres)
        total = add(summaries)
        yield KMeansRound(centres, summaries, total)
        filled = total.sizes[:, None] > 0
        means = np.where(filled, total.sums / np.maximum(total.sizes, 1)[:, None],
                         centres)
        if np.abs(means - centres).max() <= 1e-13 * np.abs(means).max():
            return
        centres = means


def logistic_sums(part, w):
    """The LogisticSums of a part (n, d + 1), whose last column is y, 0 or 1; w (d +
    1,): weights, the bias last.
    """
    part = matrix(part, "part", len(w), "one column a weight, and the labels in the "
                                        "last")
    X, y = part[:, :-1], part[:, -1]
    if not np.isin(y, (0, 1)).all():
        raise ValueError("the last column of the part holds the labels: each must be 0 "
                         "or 1")
    z = X @ w[:-1] + w[-1]
    error = sigmoid(z) - y
    return LogisticSums(len(part), len(part) * binary_crossentropy(z, y),
                        np.append(error @ X, error.sum()))


def mean_gradient(w, parts, each=in_turn):
    """Gradient (d + 1,) of the mean cross-entropy of all rows at w, from the
    `logistic_sums` of the parts.
    """
    total = add(each(logistic_sums, parts, w=w))
    return total.gradient / total.n


def local_sets(part, least, n):
    """The itemsets in at least the share least / n of the baskets of a part: a set of
    frozensets.
    """
    return set(eclat(part, -(-least * len(part) // n)))  # rounded up, in whole numbers


def count_sets(part, candidates):
    """How many baskets of a part hold each of the candidates, frozensets: counts (m,)
    in their order.
    """
    sets, counts = as_sets(part), {}
    for size in {len(itemset) for itemset in candidates}:
        of_size = [itemset for itemset in candidates if len(itemset) == size]
        counts.update(count_in(of_size, sets))
    return np.array([counts[itemset] for itemset in candidates], dtype=int)


def partition(parts, least, each=in_turn):
    """Partition (Savasere, Omiecinski & Navathe 1995): all sets in at least `least`
    baskets, in two passes.

    parts: lists of baskets, which are iterables of hashable items; least: a whole
    number of baskets, from 1.  The candidates stand in order of size, then of their
    items.  ValueError for baskets that the miners refuse.
    """
    whole("least", least, 1)
    n = sum(each(len, parts))
    local = each(local_sets, parts, least=least, n=n)
    candidates = set().union(*local)
    order = {item: i
             for i, item in enumerate(in_one_order(frozenset().union(*candidates)))}
    candidates = sorted(candidates, key=lambda itemset: (len(itemset), sorted(
        map(order.get, itemset))))
    counts = sum(each(count_sets, parts, candidates=candidates))
    frequent = {itemset: int(count)
                for itemset, count in zip(candidates, counts) if count >= least}
    return Partition(local, candidates, frequent)
