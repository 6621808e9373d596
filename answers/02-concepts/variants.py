"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p2": ["answer_p2 = [21.0, 22]"],
    "i1": [
        """
from dldm.nn import fit_neuron

def my_neuron(X, y, C):
    end = fit_neuron(X, y, decay=1 / (C * len(X)), n=30_000)
    return end.w, end.b
""",
        """
import numpy as np
from scipy.optimize import minimize

def my_neuron(X, y, C):
    def f(v):
        z = X @ v[:-1] + v[-1]
        return 0.5 * v[:-1] @ v[:-1] + C * np.sum(np.logaddexp(0, z) - y * z)
    def g(v):
        e = C * (1 / (1 + np.exp(-(X @ v[:-1] + v[-1]))) - y)
        return np.append(X.T @ e + v[:-1], e.sum())
    v = minimize(f, np.zeros(X.shape[1] + 1), jac=g, method="BFGS", options=dict(gtol=1e-8)).x
    return list(v[:-1]), float(v[-1])
""",
    ],
    "i2": [
        """
import numpy as np
from dldm.bridges import autoencoder, principal_angles, principal_components, reconstruction_loss

def my_autoencoder(X, k):
    end = autoencoder(X, k, np.random.default_rng(1), 4000)
    pc, S = principal_components(X, k), np.cov(X.T, bias=True)
    ratio = reconstruction_loss(end.W, end.V, S) / (np.trace(S) - pc.variances.sum())
    return end.W, end.V.tolist(), principal_angles(end.V.T, pc.U)[-1], ratio
""",
    ],
}
