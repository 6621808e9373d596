"""Eclat and FP-growth against mlxtend and, where it is installed, pyfim (in C): equal answers first, then times.

pyfim is met twice: the bare search, each program keeping its own form of the answer, and the whole way to the same
dictionary of frozensets, whose making costs both more than the search in C.

A dense table like UCI's mushrooms (8,000 baskets, 23 of 119 items in each) and a sparse one of 100,000 baskets after
the model of Agrawal & Srikant 1994 (T10.I4).
"""
import tracemalloc
from collections import deque

import numpy as np
import pandas as pd
from dldm.mining.association import item_table
from dldm.mining.association.fast import eclat, eclat_steps, fp_growth
from mlxtend.frequent_patterns import fpgrowth

from benchmarks import targets
from benchmarks.targets import ratio

try:
    import fim
except ImportError:
    fim = None

VALUES = (2, 6, 4, 10, 2, 9, 2, 2, 2, 12, 2, 5, 4, 4, 9, 9, 1, 4, 3, 5, 9, 6, 7)  # of 23 attributes: 119 in all


def dense(n=8000, kinds=4):
    """n baskets of 23 items: one value for each attribute, whose odds depend on a hidden kind."""
    rng = np.random.default_rng(0)
    kind, columns = rng.choice(kinds, n, p=rng.dirichlet(np.full(kinds, 9))), []
    for values, first in zip(VALUES, np.cumsum((0, *VALUES))):
        odds = rng.dirichlet(np.full(values, 0.1), kinds).cumsum(axis=1)
        columns.append(first + (rng.random(n)[:, None] > odds[kind][:, :-1]).sum(axis=1))
    return np.array(columns).T.tolist()


def sparse(n=100_000, items=870, patterns=2000):
    """n baskets of about ten items, filled with parts of patterns of about four items, some much commoner."""
    rng = np.random.default_rng(1)
    odds = rng.exponential(size=patterns).cumsum()
    stock, last = [], np.empty(0, dtype=int)
    for size in 1 + rng.poisson(3, patterns):
        kept = last[rng.random(len(last)) < 0.25]
        last = np.unique(np.append(kept, rng.integers(0, items, size)))[:size]
        stock.append(last)
    baskets = []
    for size in np.maximum(1, rng.poisson(10, n)):
        basket = set()
        while len(basket) < size:
            pattern = stock[np.searchsorted(odds, rng.random() * odds[-1])]
            basket.update(pattern[rng.random(len(pattern)) < 0.75].tolist())
        baskets.append(sorted(basket))
    return baskets


def peak(f):
    """The most memory that Python and NumPy held at a time while f ran, in megabytes."""
    tracemalloc.start()
    f()
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return most


def contest(name, baskets, share, repeats):
    """All miners on one set of baskets."""
    M, items = item_table(baskets)
    frame = pd.DataFrame(M.astype(bool), columns=items)
    least = int(np.ceil(share * len(baskets)))
    found = eclat(baskets, least)
    theirs = fpgrowth(frame, share, use_colnames=True)
    assert found == {s: round(p * len(baskets)) for s, p in zip(theirs.itemsets, theirs.support)}
    assert found == fp_growth(baskets, least)
    print(f"        {name}: {len(found)} itemsets at a count of {least}; peak memory "
          f"{peak(lambda: eclat(baskets, least)):.0f} MB (Eclat), {peak(lambda: fp_growth(baskets, least)):.0f} MB "
          f"(FP-growth), {peak(lambda: fpgrowth(frame, share)):.0f} MB (mlxtend's)")
    compare(f"Eclat, {name}", lambda: eclat(baskets, least), "mlxtend's fpgrowth", lambda: fpgrowth(frame, share),
            repeats, 1 / 3.5)
    compare(f"FP-growth, {name}", lambda: fp_growth(baskets, least), "mlxtend's fpgrowth",
            lambda: fpgrowth(frame, share), repeats, 1.0)
    if fim is None:
        print("        pyfim is not installed: the ratio to it is not measured")
    else:
        always = {s for s, count in found.items() if len(s) == 1 and count == len(baskets)}  # pyfim leaves these out
        assert in_c(baskets, least) == {s: count for s, count in found.items() if s not in always}
        compare(f"Eclat's search, {name}", lambda: deque(eclat_steps(baskets, least), 0), "pyfim's Eclat",
                lambda: fim.eclat(baskets, supp=-least, report="a"), repeats, 5.0)
        compare(f"Eclat to one dictionary, {name}", lambda: eclat(baskets, least), "pyfim's Eclat",
                lambda: in_c(baskets, least), repeats, 5.0)


def in_c(baskets, least):
    """The same dictionary {frozenset: count} by pyfim."""
    return {frozenset(itemset): count for itemset, count in fim.eclat(baskets, supp=-least, report="a")}


def compare(what, ours, peer, theirs, repeats, limit):
    """Print the medians, and their ratio beside the target."""
    own, other, over = ratio(ours, theirs, repeats)
    print(f"        {what}: ours {own:.4f} s, {peer} {other:.4f} s")
    targets.at_most(f"{what}: ours over {peer}", over, limit)


if __name__ == "__main__":
    contest("dense", dense(), 0.20, 3)
    contest("sparse", sparse(), 0.005, 3)
    targets.finish()
