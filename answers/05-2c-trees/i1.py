import numpy as np


def gini(y):
    share = np.bincount(y) / len(y)
    return 1 - (share**2).sum()


def best_split(X, y):
    found = (np.inf, 0, 0.0)
    for j in range(X.shape[1]):
        values = np.unique(X[:, j])
        for t in (values[:-1] + values[1:]) / 2:
            left = X[:, j] <= t
            after = left.mean() * gini(y[left]) + (~left).mean() * gini(y[~left])
            found = min(found, (after, j, t))
    return found[1:]


def tree_predict(X, y, X_new, depth=2):
    if depth == 0 or gini(y) == 0:
        return np.full(len(X_new), np.bincount(y).argmax())
    j, t = best_split(X, y)
    left, new_left = X[:, j] <= t, X_new[:, j] <= t
    answer = np.zeros(len(X_new), dtype=int)
    answer[new_left] = tree_predict(X[left], y[left], X_new[new_left], depth - 1)
    answer[~new_left] = tree_predict(X[~left], y[~left], X_new[~new_left], depth - 1)
    return answer
