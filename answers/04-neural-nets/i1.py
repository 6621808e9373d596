import numpy as np


def gradients(X, y, weights):
    """Forward through three layers and back: the six gradients of the mean cross-entropy."""
    W1, b1, W2, b2, W3, b3 = weights
    H1 = np.maximum(X @ W1 + b1, 0)
    H2 = np.maximum(H1 @ W2 + b2, 0)
    delta3 = (1 / (1 + np.exp(-(H2 @ W3 + b3))) - y[:, None]) / len(y)
    delta2 = delta3 @ W3.T * (H2 > 0)
    delta1 = delta2 @ W2.T * (H1 > 0)
    pairs = (X, delta1), (H1, delta2), (H2, delta3)
    return [g for H, delta in pairs for g in (H.T @ delta, delta.sum(axis=0))]


def replay(initial, X, y, epochs):
    weights = [w.copy() for w in initial]
    m, v = [0 * w for w in weights], [0 * w for w in weights]  # these live through the whole run, and so does t
    t = 0
    for _ in range(epochs):
        for start in range(0, len(y), 32):
            rows = slice(start, start + 32)
            t += 1
            rate = 0.001 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
            for k, g in enumerate(gradients(X[rows], y[rows], weights)):
                m[k] = 0.9 * m[k] + 0.1 * g
                v[k] = 0.999 * v[k] + 0.001 * g**2
                weights[k] = weights[k] - rate * m[k] / (np.sqrt(v[k]) + 1e-7)
    return weights
