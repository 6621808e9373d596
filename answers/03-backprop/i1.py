import numpy as np


def gradients(X, y, weights, biases):
    # Forward: keep what every layer receives, the way back needs it.
    H = [X]
    for W, b in zip(weights[:-1], biases[:-1]):
        H.append(np.maximum(H[-1] @ W + b, 0))
    Z = H[-1] @ weights[-1] + biases[-1]
    p = 1 / (1 + np.exp(-Z))

    # Sigmoid with cross-entropy: dL/dZ = p - y.  The loss is a mean, hence 1/N; here, once, it serves all layers.
    # y[:, None] has shape (N, 1) as p has: without it, p - y would be (N, N).
    delta = (p - y[:, None]) / len(y)

    result = []
    for l in range(len(weights) - 1, -1, -1):
        result.insert(0, (H[l].T @ delta, delta.sum(axis=0)))      # shapes of W and b; the sum runs over the rows
        if l > 0:
            delta = delta @ weights[l].T * (H[l] > 0)              # back through W, then through ReLU
    return result
