"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

FOURTEEN = [[1.5, 2.3], [1.7, 3.1], [2.5, 2.7], [2.3, 1.9], [3.1, 2.3], [2.9, 1.6], [4, 3.6], [4.4, 2.1], [5, 2.7], [5.2, 2], [4.9, 1.3], [6.1, 2.3], [5.7, 1.2], [7.3, 0.6]]

VARIANTS = {
    "p1": ["answer_p1_core, answer_p1_noise = 3, 1", "answer_p1_core, answer_p1_noise = len([1, 2, 8]), len([20])"],
    "p2": [f"answer_p2 = {FOURTEEN + [[3.6, 2.0]]}", f"import numpy as np\nanswer_p2 = np.array({[[3.9, 2.9]] + FOURTEEN[::-1]})", "answer_p2 = (3.5, 1.8)"],
    "p3": ["answer_p3 = [4, 'None', 2]", "answer_p3 = (16.9, 'none', 6.9)", "answer_p3 = ['10', 'none ', '4.5']"],
    "p4": ["answer_p4_weights, answer_p4_loss = (3.0, 16.0), 22.0", """
import numpy as np
x, code = np.array([0, 4, 5, 14, 16, 18]), np.repeat(np.eye(2), 3, axis=0)
answer_p4_weights, loss, *_ = np.linalg.lstsq(code, x, rcond=None)
answer_p4_loss = loss
"""],
    "p5": ["answer_p5_own, answer_p5_shared = 84, 42", "answer_p5_own, answer_p5_shared = 83.0, 41.0"],
    "i1": ["""
import math

def em_round(x, weights, means, variances):
    k, R = len(weights), []
    for value in x.tolist():
        log = [math.log(w) - 0.5 * math.log(2 * math.pi * v) - (value - m) ** 2 / 2 / v
               for w, m, v in zip(weights, means, variances)]
        top = max(log)
        part = [math.exp(one - top) for one in log]
        R.append([p / sum(part) for p in part])
    n = [sum(r[j] for r in R) for j in range(k)]
    m = [sum(r[j] * v for r, v in zip(R, x)) / n[j] for j in range(k)]
    s = [sum(r[j] * v * v for r, v in zip(R, x)) / n[j] - m[j] ** 2 for j in range(k)]
    return [a / len(x) for a in n], m, s
""", """
import numpy as np
from scipy.special import logsumexp
from scipy.stats import norm

def em_round(x, weights, means, variances):
    log = np.log(weights)[:, None] + norm.logpdf(x, means[:, None], np.sqrt(variances)[:, None])
    R = np.exp(log - logsumexp(log, axis=0))
    m = np.array([np.average(x, weights=r) for r in R])
    return np.array([R.mean(axis=1), m, [np.average((x - c) ** 2, weights=r) for r, c in zip(R, m)]])
""", """
import numpy as np
from dldm.mining.clustering import log_densities, m_step

def em_round(x, weights, means, variances):
    log = log_densities(x[:, None], means[:, None], variances[:, None, None]) + np.log(weights)
    R = 1 / np.exp(np.clip(log[:, None, :] - log[:, :, None], None, 700)).sum(axis=2)
    a, b, c = m_step(x[:, None], R / R.sum(axis=1, keepdims=True), 1e-12)
    return a, b.ravel(), c.ravel()
"""],
    "i2": ["""
import math

def my_dbscan(X, eps, min_samples):
    rows = [tuple(row) for row in X.tolist()]
    near = [[j for j, b in enumerate(rows) if math.dist(a, b) <= eps] for a in rows]
    core = [len(some) >= min_samples for some in near]
    parent = list(range(len(rows)))

    def root(i):
        return i if parent[i] == i else root(parent[i])

    for i, some in enumerate(near):
        for j in some:
            if core[i] and core[j]:
                parent[root(i)] = root(j)
    # a border row goes with the last core row near it; the numbers have gaps
    return [root(max((j for j in some if core[j]), default=i)) if any(core[j] for j in some) else -1
            for i, some in enumerate(near)]
""", """
import numpy as np

def my_dbscan(X, eps, min_samples):
    # from the last row to the first, and whoever comes later takes the border rows: numbers from 1
    labels, new = np.full((len(X), 1), -1), 0
    neighbours = [np.flatnonzero(np.linalg.norm(X - x, axis=1) <= eps) for x in X]
    for row in range(len(X))[::-1]:
        if len(neighbours[row]) >= min_samples and labels[row] == -1:
            new, queue, seen = new + 1, [row], {row}
            while queue:
                i = queue.pop(0)
                labels[i] = new
                if len(neighbours[i]) >= min_samples:
                    queue += [j for j in neighbours[i] if j not in seen]
                    seen |= set(neighbours[i])
    return labels.ravel()
""", """
import numpy as np

def my_dbscan(X, eps, min_samples):
    # the smallest number of all core rows near, again and again
    near = np.sqrt(np.square(X[:, None] - X).sum(-1)) <= eps
    core = near.sum(0) >= min_samples
    numbers = np.where(core, np.arange(len(X)), len(X))
    for _ in X:
        numbers = np.where(core, np.where(near & core, numbers, len(X)).min(1), len(X))
    best = np.where(near & core, numbers, len(X)).min(1)
    return np.where(best < len(X), best, -1).tolist()
""", """
from dldm.mining.clustering import dbscan

def my_dbscan(X, eps, min_samples):
    return dbscan(X[::-1], eps, min_samples).labels[::-1].astype(float)
"""],
    "v1": ["answer_v1 = '(c)'", "answer_v1 = 'C.'"],
}
