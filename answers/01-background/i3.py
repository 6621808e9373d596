from itertools import product

import numpy as np


def my_survey(right):
    right, votes = np.asarray(right), np.zeros(np.shape(right), dtype=int)
    for table, row in enumerate(right):
        best = np.flatnonzero(row == row.max())
        if len(best) == 1:
            votes[table, best] = 1
    named, n = votes.sum(axis=0).argmax(), len(right)
    won = 0
    for draw in product(range(n), repeat=n):
        total = votes[list(draw)].sum(axis=0)
        won += total[named] > np.delete(total, named).max()
    return named, won / n**n, won / n**n >= 0.95
