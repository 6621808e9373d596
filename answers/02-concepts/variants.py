"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p1": ['answer_p1 = "(b)"', "answer_p1 = 'B '"],
    "p2": ['answer_p2 = "data, objective, algorithm, model, algorithm, objective"',
           'answer_p2 = ("Data", "Objective", "Algorithm", "Model", "Algorithm", "Objective")'],
    "v1": ["answer_v1 = [12850, 490]", "answer_v1 = (12800.0, 488)"],
    "v2": ["answer_v2 = [0.0048, 1, 0.937]", "answer_v2 = (0.00477, 1.0, 134 / 143)"],
    "i1": [
        """
from dldm.nn import fit_neuron, neuron_rate

def my_neuron(X, y, C):
    decay = 1 / (C * len(X))
    end = fit_neuron(X, y, decay, n=10_000, rate=3 * neuron_rate(X, decay))
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
        """
import numpy as np

def my_neuron(X, y, C):
    w, b, dw, db = np.zeros(X.shape[1]), 0.0, 0.0, 0.0
    for t in range(6_000):
        delta = (1 / (1 + np.exp(-np.clip(X @ w + b, -500, 500))) - y) / len(X)
        dw, db = 0.9 * dw - 0.2 * (X.T @ delta + w / (C * len(X))), 0.9 * db - 0.2 * delta.sum()
        w, b = w + dw, b + db
    return w[None, :], [b]
""",
    ],
}
