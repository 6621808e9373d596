import numpy as np
from dldm.association import independent, pair_lifts, table
from dldm.datasets import import_baskets


def strong(M):
    counts, lifts = pair_lifts(M)
    return np.triu((counts >= 2) & (lifts >= 2), 1).sum()


modules, _ = table(import_baskets().baskets)
rng = np.random.default_rng(seed=5)
shuffled = np.mean([strong(independent(modules, rng)) for _ in range(20)])
answer_v3 = shuffled / strong(modules)
