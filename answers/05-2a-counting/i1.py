import numpy as np


def nb_layer(X, y, alpha):
    classes = np.arange(y.max() + 1)
    n = np.array([(y == c).sum() for c in classes])
    theta = np.array([X[y == c].sum(axis=0) for c in classes]) + alpha
    theta = theta / (n[:, None] + 2 * alpha)
    W = (np.log(theta) - np.log(1 - theta)).T
    b = np.log(n / n.sum()) + np.log(1 - theta).sum(axis=1)     # what an all-absent row would say
    return W, b
