import numpy as np
from dldm.datasets import import_baskets
from dldm.mining.association import item_table, pair_lifts, shuffle_columns


def strong(M):
    counts, lifts = pair_lifts(M)
    return np.triu((counts >= 2) & (lifts >= 2), 1).sum()


modules, _ = item_table(import_baskets().baskets)
rng = np.random.default_rng(seed=5)
shuffled = np.mean([strong(shuffle_columns(modules, rng)) for _ in range(20)])
answer_v3 = shuffled / strong(modules)
