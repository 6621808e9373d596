"""Attention, and the kernel smoother of 1964 that it is."""
import numpy as np

from ..ground.arrays import squared_distances
from ..ground.checks import matrix, positive, vector
from ..nn.layers import softmax


def attention(Q, K, V, tau=1.0):
    """(output, weights): softmax(Q K^T / tau) V and the softmax (Vaswani et al. 2017,
    with tau = sqrt(d)).

    Q (M, d) queries, K (N, d) keys, V (N, c) values; weights (M, N), every row with the
    sum 1.
    """
    Q = matrix(Q, "Q")
    K = matrix(K, "K", Q.shape[1], "keys and queries are compared column by column")
    V = matrix(V, "V", because="one row for each key")
    if len(V) != len(K):
        raise ValueError(f"there are {len(K)} keys and {len(V)} values: each key needs "
                         "one value")
    positive("tau", tau)
    weights = softmax(Q @ K.T / tau)
    return weights @ V, weights


def kernel_regression(Q, K, V, h, leave_out=False):
    """(output, weights) of Nadaraya and Watson (1964): means of V (N, c), weighted by
    exp(-|q - k|^2 / 2 h^2).

    Q (M, d), K (N, d); h > 0 in the columns' unit.  leave_out: Q is K, and no row may
    use itself.
    """
    Q = matrix(Q, "Q")
    K = matrix(K, "K", Q.shape[1], "keys and queries are compared column by column")
    V = matrix(V, "V", because="one row for each key")
    if len(V) != len(K) or (leave_out and len(Q) != len(K)):
        raise ValueError(f"there are {len(Q)} queries, {len(K)} keys and {len(V)} "
                         "values: these must match")
    positive("h", h)
    scores = -squared_distances(Q, K) / (2 * h**2)
    if leave_out:
        np.fill_diagonal(scores, -np.inf)
    weights = softmax(scores)
    return weights @ V, weights


def leave_one_out_error(X, y, h):
    """Mean squared error of `kernel_regression` on X (N, d), y (N,), each row predicted
    from the others.
    """
    y = vector(y)
    return float(np.mean((kernel_regression(X, X, y[:, None], h,
                                            leave_out=True)[0][:, 0] - y) ** 2))
