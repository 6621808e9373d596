"""Principal components by the singular value decomposition, and the linear autoencoder
that finds their span.
"""
from typing import NamedTuple

import numpy as np

from ..ground.arrays import first_largest, last
from ..ground.checks import matrix, whole
from ..nn.optimizers import SGD


class Components(NamedTuple):
    """mean (d,), U (d, k) with one principal axis a column, and the variances (k,)
    along them, largest first.
    """

    mean: np.ndarray
    U: np.ndarray
    variances: np.ndarray


class AutoencoderState(NamedTuple):
    """Encoder W (d, k) and decoder V (k, d) after t steps."""

    t: int
    W: np.ndarray
    V: np.ndarray


def principal_components(X, k):
    """The k directions along which X (N, d) varies most (Pearson 1901): Components,
    with variances over N.

    The sign of an axis is arbitrary; here its largest entry is positive.  ValueError
    unless 1 <= k <= min(N, d).
    """
    X = matrix(X)
    whole("k", k, 1, min(X.shape))
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    U = Vt[:k].T
    largest = U[first_largest(np.abs(U), axis=0), np.arange(k)]
    return Components(mean, U * np.sign(largest), s[:k] ** 2 / len(X))


def reconstruction_loss(W, V, S):
    """Mean squared length of X - X W V for centred rows with covariance S = X^T X / N
    (d, d).
    """
    E = W @ V - np.eye(len(S))
    return np.sum(E * (S @ E))


def reconstruction_gradient(W, V, S):
    """(dL/dW, dL/dV) of `reconstruction_loss`: 2 S E V^T and 2 W^T S E, with E = W V -
    I.
    """
    SE = S @ (W @ V - np.eye(len(S)))
    return 2 * SE @ V.T, 2 * W.T @ SE


def autoencoder_steps(X, k, rng, n=1000, optimizer=None):
    """Train encoder and decoder on X (N, d), centred first, by gradient descent: yield
    AutoencoderState n + 1 times.

    optimizer: an object with `step`, by default SGD with momentum and a rate of .2 over
    the largest variance. Starts from small random weights (Baldi & Hornik 1989).
    ValueError unless 1 <= k <= d.
    """
    X = matrix(X)
    X = X - X.mean(axis=0)
    S, d = X.T @ X / len(X), X.shape[1]
    whole("k", k, 1, d)
    whole("n", n, 0)
    largest = np.linalg.norm(S, 2) or 1.0  # 1 for rows that are all the same
    optimizer = SGD(0.2 / largest, momentum=0.9) if optimizer is None else optimizer
    theta = rng.normal(0, 0.1, 2 * d * k)
    # views: the optimiser changes theta
    W, V = theta[:d * k].reshape(d, k), theta[d * k:].reshape(k, d)
    yield AutoencoderState(0, W.copy(), V.copy())
    for t in range(1, n + 1):
        dW, dV = reconstruction_gradient(W, V, S)
        optimizer.step(theta, np.concatenate([dW.ravel(), dV.ravel()]))
        yield AutoencoderState(t, W.copy(), V.copy())


def autoencoder(X, k, rng, n=1000, optimizer=None):
    """The AutoencoderState, encoder W (d, k) and decoder V (k, d), after n steps on the
    rows X (N, d).

    k: units between the two, from 1 to d; rng draws the start; optimizer as in
    `autoencoder_steps`, whose last state this is.
    """
    return last(autoencoder_steps(X, k, rng, n, optimizer))


def principal_angles(A, B):
    """Angles in degrees between the spans of the columns of A (d, k) and B (d, k),
    smallest first.

    All are 0 if and only if the two spans are one (Björck & Golub 1973).  Sine and
    cosine are both computed, so that small angles are as exact as large ones.
    ValueError for different shapes or columns that depend on each other.
    """
    A, B = matrix(A, "A"), matrix(B, "B")
    if A.shape != B.shape:
        raise ValueError(f"A has shape {A.shape} and B {B.shape}: compare spans of "
                         "equally many columns")
    for M, name in ((A, "A"), (B, "B")):
        if np.linalg.matrix_rank(M) < M.shape[1]:
            raise ValueError(f"the columns of {name} depend on each other: they span "
                             f"less than {M.shape[1]} dimensions")
    P, Q = np.linalg.qr(A)[0], np.linalg.qr(B)[0]
    cosines = np.linalg.svd(P.T @ Q, compute_uv=False)
    sines = np.linalg.svd(Q - P @ (P.T @ Q), compute_uv=False)[::-1]
    return np.degrees(np.arctan2(sines, cosines))


def components_within(X, V):
    """The principal axes (d, k) of the rows X (N, d) projected on the span of the
    decoder's rows V (k, d).
    """
    Q = np.linalg.qr(V.T)[0]
    return Q @ principal_components(X @ Q, len(V)).U
