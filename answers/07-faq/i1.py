from itertools import combinations

import numpy as np


def medoids_card(X, k):
    distances = np.sqrt(((X[:, None] - X) ** 2).sum(axis=2))
    candidates = list(combinations(range(len(X)), k))
    losses = [distances[:, list(medoids)].min(axis=1).sum() for medoids in candidates]
    return {"hypothesis": candidates, "loss": losses,
            "search": candidates[int(np.argmin(losses))], "evaluation": "null data"}
