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
    "v1": ["answer_v1 = '(c)'", "answer_v1 = 'C.'"],
}
