"""FP-growth: frequent itemsets without candidates, from a tree in which baskets share
their beginnings.
"""
from collections import Counter, defaultdict
from typing import NamedTuple

from .baskets import number_items


class FPTree:
    """A prefix tree of baskets.  Node 0 is the root; `item`, `count`, `parent` are
    lists with one entry a node.

    nodes: {item: its nodes}, the header table; children: {(parent, item): node}.
    Baskets must name their items in one order, the commonest first.
    """

    def __init__(self):
        self.item, self.count, self.parent = [None], [0], [0]
        self.children, self.nodes = {}, defaultdict(list)

    def insert(self, basket, count=1):
        """Walk from the root along the basket, adding `count` to every node and new
        nodes where there are none.
        """
        node = 0
        for item in basket:
            child = self.children.get((node, item))
            if child is None:
                child = self.children[node, item] = len(self.item)
                self.item.append(item)
                self.count.append(0)
                self.parent.append(node)
                self.nodes[item].append(child)
            node = child
            self.count[node] += count

    def path(self, node):
        """The items above the node, from its parent up to the root."""
        above, node = [], self.parent[node]
        while node:
            above.append(self.item[node])
            node = self.parent[node]
        return above

    def conditional(self, item, least):
        """The tree of the baskets that hold `item`, without it and without what is rare
        among them.
        """
        counts = self.counts_above(self.nodes[item])
        kept = {other for other, count in counts.items() if count >= least}
        tree = FPTree()
        for node in self.nodes[item] if kept else ():
            tree.insert([other for other in reversed(self.path(node)) if other in kept],
                        self.count[node])
        return tree

    def counts_above(self, nodes):
        """{item: its count on the ways from the nodes up to the root}."""
        items, parents, counts = self.item, self.parent, defaultdict(int)
        for node in nodes:
            count, node = self.count[node], parents[node]
            while node:
                counts[items[node]] += count
                node = parents[node]
        return counts

    def total(self, item):
        """In how many of the tree's baskets the item is."""
        return sum(self.count[node] for node in self.nodes[item])


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
    stack = [((), tree)]
    while stack:
        suffix, tree = stack.pop()
        for item in tree.nodes:
            narrower = tree.conditional(item, least)
            yield FPGrowthState((item, *suffix), tree.total(item), narrower)
            stack.append(((item, *suffix), narrower))


def fp_growth(baskets, min_support):
    """{frozenset: count} of all frequent itemsets, by `fp_growth_steps`."""
    return {frozenset(state.itemset): state.count
            for state in fp_growth_steps(baskets, min_support)}
