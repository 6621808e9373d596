"""Kernels: inner products of rows in some space, for all pairs at once."""
import numpy as np

from ...ground.checks import positive


def linear_kernel(A, B):
    """Inner products of the rows: (N, d), (M, d) -> (N, M)."""
    return A @ B.T


def rbf_kernel(A, B, gamma=1.0):
    """exp(-gamma |a - b|^2) for all pairs of rows: (N, d), (M, d) -> (N, M); gamma >
    0.
    """
    positive("gamma", gamma)
    square = (A * A).sum(axis=1)[:, None] + (B * B).sum(axis=1) - 2 * A @ B.T
    return np.exp(-gamma * np.maximum(square, 0.0))
