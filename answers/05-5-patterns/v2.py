import numpy as np
from dldm.datasets import calls


def hold(functions):
    """How many have a split somewhere before an append."""
    return sum("append" in row[row.index("split"):] for row in functions)


both = [row for row in calls() if {"split", "append"} <= set(row)]  # the others hold it in no order
rng = np.random.default_rng(seed=1)
chance = [hold([rng.permutation(row).tolist() for row in both]) for _ in range(100)]
answer_v2 = hold(both) / np.mean(chance)
