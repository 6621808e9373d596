import numpy as np


def my_neuron(X, y, C):
    n, ones = len(X), np.column_stack([X, np.ones(len(X))])
    penalty = np.append(np.full(X.shape[1], 1 / (C * n)), 0.0)  # the bias goes free
    theta = np.zeros_like(penalty)
    for _ in range(50):
        p = 1 / (1 + np.exp(-ones @ theta))
        gradient = ones.T @ (p - y) / n + penalty * theta
        curvature = (ones.T * (p * (1 - p))) @ ones / n + np.diag(penalty)
        theta = theta - np.linalg.solve(curvature, gradient)
    return theta[:-1], theta[-1]
