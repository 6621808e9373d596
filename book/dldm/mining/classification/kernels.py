"""Kernels: inner products of rows in some space, for all pairs at once."""
import numpy as np

from ...ground.arrays import squared_distances
from ...ground.checks import matrix, positive


def linear_kernel(A, B):
    """Inner products of the rows: (N, d), (M, d) -> (N, M)."""
    A, B = matrix(A, "A"), matrix(B, "B", least=0)
    return A @ B.T


def rbf_kernel(A, B, gamma=1.0):
    """exp(-gamma |a - b|^2) for all pairs of rows: (N, d), (M, d) -> (N, M); gamma >
    0.
    """
    positive("gamma", gamma)
    return np.exp(-gamma * squared_distances(A, B))
