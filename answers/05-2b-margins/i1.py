import numpy as np


def train_hinge(X, s, C):
    N, d = X.shape
    w, b, decay, best = np.zeros(d), 0.0, 1 / (C * N), (np.inf, None, None)
    for t in range(5000):
        margins = s * (X @ w + b)
        objective = 0.5 * w @ w + C * np.maximum(0, 1 - margins).sum()
        best = min(best, (objective, w, b), key=lambda state: state[0])   # a step may go uphill
        push = np.where(margins < 1, s, 0)
        rate = 1 / (decay * (t + 100))
        w = w - rate * (decay * w - X.T @ push / N)
        b = b + min(rate, 1) * push.mean()
    return best[1], best[2]
