"""FP-growth: frequent itemsets without candidates, from a tree in which baskets share
their beginnings.
"""
from collections import Counter
from typing import NamedTuple

from .baskets import number_items


class Node:
    """An item in an FP-tree: how many baskets go through it, and the nodes above and
    below.
    """

    def __init__(self, item=None, parent=None):
        self.item, self.parent, self.count, self.children = item, parent, 0, {}

    def path(self):
        """The items above the node, from the root down."""
        above, node = [], self.parent
        while node.parent:
            above.append(node.item)
            node = node.parent
        return above[::-1]


class FPTree:
    """A prefix tree of baskets; nodes: {item: its nodes}, the header table.

    Baskets must name their items in one order, the commonest first.
    """

    def __init__(self):
        self.root, self.nodes = Node(), {}

    def insert(self, basket, count=1):
        """Walk from the root along the basket, adding `count` to every node and new
        nodes where there are none.
        """
        node = self.root
        for item in basket:
            if item not in node.children:
                node.children[item] = Node(item, node)
                self.nodes.setdefault(item, []).append(node.children[item])
            node = node.children[item]
            node.count += count

    def total(self, item):
        """In how many of the tree's baskets the item is."""
        return sum(node.count for node in self.nodes[item])

    def conditional(self, item, least):
        """The tree of the baskets that hold `item`, without it and without what is rare
        among them.
        """
        paths = [(node.path(), node.count) for node in self.nodes[item]]
        counts = Counter()
        for path, count in paths:
            for other in path:
                counts[other] += count
        tree = FPTree()
        for path, count in paths:
            tree.insert([other for other in path if counts[other] >= least], count)
        return tree


class FPGrowthState(NamedTuple):
    """A frequent itemset, a tuple of items, its count, and the conditional tree of the
    baskets that hold it.
    """

    itemset: tuple
    count: int
    tree: FPTree


def ordered(baskets, min_support):
    """(rows, least): the baskets' frequent items, the commonest first, and the smallest
    count that is frequent.
    """
    items, flat, sizes, least = number_items(baskets, min_support)
    names = [items[i] for i in flat]
    return [names[end - size:end][::-1]
            for end, size in zip(sizes.cumsum(), sizes)], least


def fp_tree_steps(baskets, min_support):
    """Yield the basket's items that entered the tree, and the FPTree, after each basket
    (the same tree, growing).
    """
    tree = FPTree()
    for entered in ordered(baskets, min_support)[0]:
        tree.insert(entered)
        yield entered, tree


def grow(tree, suffix, least):
    """Yield an FPGrowthState for each item of the tree, followed by those of its
    conditional tree.
    """
    for item in tree.nodes:
        narrower = tree.conditional(item, least)
        yield FPGrowthState((item, *suffix), tree.total(item), narrower)
        yield from grow(narrower, (item, *suffix), least)


def fp_growth_steps(baskets, min_support):
    """FP-growth (Han, Pei & Yin 2000): yield an FPGrowthState for every frequent
    itemset, depth first.

    baskets: iterable of iterables of hashable items; min_support: see
    `association.least_count`.  ValueError for what `as_lists` and `least_count` refuse.
    """
    rows, least = ordered(baskets, min_support)
    tree = FPTree()
    for row, count in Counter(map(tuple, rows)).items():
        tree.insert(row, count)
    yield from grow(tree, (), least)


def fp_growth(baskets, min_support):
    """{frozenset: count} of all frequent itemsets, by `fp_growth_steps`."""
    return {frozenset(state.itemset): state.count
            for state in fp_growth_steps(baskets, min_support)}
