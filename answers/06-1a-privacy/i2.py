import numpy as np


def my_fgsm(W, b, X, y, eps):
    Z = X @ W + b
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    delta = P - np.eye(len(b))[y]
    return np.clip(X + eps * np.sign(delta @ W.T), 0, 1)
