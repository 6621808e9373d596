import numpy as np
from dldm.bridges import principal_angles, principal_components


def my_autoencoder(X, k):
    X = X - X.mean(axis=0)
    S = X.T @ X / len(X)
    d = len(S)
    draw = np.random.default_rng(0)
    W, V = draw.normal(0, 0.1, (d, k)), draw.normal(0, 0.1, (k, d))
    go_W, go_V = np.zeros((d, k)), np.zeros((k, d))
    for _ in range(8000):
        SE = S @ (W @ V - np.eye(d))
        go_W = 0.9 * go_W - 0.1 * SE @ V.T
        go_V = 0.9 * go_V - 0.1 * W.T @ SE
        W, V = W + go_W, V + go_V
    return W, V


def my_report(X, W, V):
    X = X - X.mean(axis=0)
    axes = principal_components(X, len(V)).U
    mine, best = X - X @ W @ V, X - X @ axes @ axes.T
    return principal_angles(V.T, axes).max(), np.mean(mine**2) / np.mean(best**2)
