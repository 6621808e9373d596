"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

REPORT = """
def my_report(X, W, V):
    from scipy.linalg import subspace_angles
    from sklearn.decomposition import PCA
    pca = PCA(len(V)).fit(X)
    C = X - X.mean(axis=0)
    error = [np.sum((C - R) ** 2) for R in (C @ W @ V, pca.inverse_transform(pca.transform(X)) - X.mean(axis=0))]
    return [np.degrees(subspace_angles(V.T, pca.components_.T)[0]), error[0] / error[1]]
"""
VARIANTS = {
    "p1": ["answer_p1 = [21.0, 22]", "import numpy as np\nanswer_p1 = np.array([21, 22])"],
    "p2": ["answer_p2 = [[1, -1, -1], [0, 1, -1], [0.5, -1.5, -1.1]]",
           "import numpy as np\nanswer_p2 = np.array([[2.0, -1, -3], [0, 1, -3], [0, -1, -3]])"],
    "p3": ["answer_p3 = 0.33", "from fractions import Fraction\nanswer_p3 = float(Fraction(1, 3))"],
    "p4": ["""
import numpy as np
angles = np.arange(6) * np.pi / 3
ring = 1.3 * np.array([np.cos(angles), np.sin(angles)]).T
answer_p4 = np.column_stack([np.vstack([ring, [0, 0]]), [0, 1, 0, 1, 0, 1, 0]])
""", "answer_p4 = [[-1.5, -1.5, 1], [1.5, -1.5, 1], [0, 1.5, 1], [0, -1.5, 0], [.8, 0, 0], [-.8, 0, 0], [0, -.4, 1]]"],
    "i1": [
        """
import numpy as np
from dldm.bridges import autoencoder, principal_angles, principal_components, reconstruction_loss

def my_autoencoder(X, k):
    end = autoencoder(X, k, np.random.default_rng(1), 4000)
    return end.W, end.V.tolist()

def my_report(X, W, V):
    pc, S = principal_components(X, len(V)), np.cov(X.T, bias=True)
    ratio = reconstruction_loss(W, V, S) / (np.trace(S) - pc.variances.sum())
    return principal_angles(V.T, pc.U)[-1], ratio
""",
        """
import numpy as np

def my_autoencoder(X, k):
    C = X - X.mean(axis=0)
    V = np.random.default_rng(5).normal(size=(k, X.shape[1]))
    for _ in range(500):  # alternating least squares
        H = C @ np.linalg.pinv(V)
        V = np.linalg.lstsq(H, C, rcond=None)[0]
    return np.linalg.pinv(V), V
""" + REPORT,
    ],
}
