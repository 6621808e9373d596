import numpy as np


def gradients(X, y, weights, biases):
    (W1, W2, W3), (b1, b2, b3) = weights, biases

    # Forward: keep what every layer receives, and what the second rectifier gave before H1 was added.
    H1 = np.maximum(X @ W1 + b1, 0)
    R = np.maximum(H1 @ W2 + b2, 0)
    H2 = H1 + R
    p = 1 / (1 + np.exp(-(H2 @ W3 + b3)))

    # Sigmoid with cross-entropy: dL/dZ = p - y. The loss is a mean, hence 1/N; here, once, it serves all layers.
    # y[:, None] has shape (N, 1) as p has: without it, p - y would be (N, N).
    delta3 = (p - y[:, None]) / len(y)
    arrives = delta3 @ W3.T                            # at H2; the add gate hands it to both of its inputs
    delta2 = arrives * (R > 0)                         # one of them: back through the second rectifier
    delta1 = (arrives + delta2 @ W2.T) * (H1 > 0)      # H1 was used twice: two shares, added
    pairs = (X, delta1), (H1, delta2), (H2, delta3)
    return [(H.T @ delta, delta.sum(axis=0)) for H, delta in pairs]
