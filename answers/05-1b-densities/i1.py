import numpy as np


def em_round(x, weights, means, variances):
    # Logarithms of weight times density; what is the same for all groups cancels in the shares.
    log = np.log(weights) - np.log(variances) / 2 - (x[:, None] - means) ** 2 / (2 * variances)
    joint = np.exp(log - log.max(axis=1, keepdims=True))
    R = joint / joint.sum(axis=1, keepdims=True)
    n = R.sum(axis=0)
    new = (R * x[:, None]).sum(axis=0) / n
    return n / len(x), new, (R * (x[:, None] - new) ** 2).sum(axis=0) / n
