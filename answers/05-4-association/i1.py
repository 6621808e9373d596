def grow_class(prefix, tidsets, least, found):
    """Eclat with sets: tidsets are those of the items that may extend the prefix."""
    for i, (item, tids) in enumerate(tidsets):
        itemset = prefix | {item}
        found[itemset] = len(tids)
        later = [(other, tids & more) for other, more in tidsets[i + 1:]]
        grow_class(itemset, [pair for pair in later if len(pair[1]) >= least], least, found)


def my_miner(baskets, least):
    tidsets, found = {}, {}
    for tid, basket in enumerate(baskets):
        for item in basket:
            tidsets.setdefault(item, set()).add(tid)
    grow_class(frozenset(), [pair for pair in tidsets.items() if len(pair[1]) >= least], least, found)
    return found
