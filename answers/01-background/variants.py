"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p1": ["answer_p1 = 'B, A'"],
    "p3": ["import numpy as np\nanswer_p3 = np.array([0.5, 1e-16, -1e-16])"],
    "i1": ["""
def my_perceptron(X, y, epochs):
    rows = [[1.0, *map(float, row)] for row in X]
    w, count = [0.0] * len(rows[0]), 0
    for epoch in range(epochs):
        before = count
        for row, label in zip(rows, y):
            score = sum(a * b for a, b in zip(w, row))
            if label == 1 and score <= 0:
                w, count = [a + b for a, b in zip(w, row)], count + 1
            elif label == 0 and score >= 0:
                w, count = [a - b for a, b in zip(w, row)], count + 1
        if count == before:
            return w, count
    return w, count
""", """
import numpy as np
from dldm.nn import perceptron_steps

def my_perceptron(X, y, epochs):
    *_, last = perceptron_steps(X, np.where(np.array(y) > 0, 1, -1), epochs)
    return [last.w, last.mistakes]
"""],
    "v1": ["answer_v1 = (3, 0.079)", "answer_v1 = [3, 0.08]"],
    "v2": ["answer_v2_from, answer_v2_svm = 1000, 'No'"],
    "p4": ["answer_p4 = [4, 3, 1, 5, 2]", "answer_p4 = '4, 3, 1, 5, 2'"],
    "p5": ["answer_p5 = 'F E B A G D C'", "answer_p5 = [*'febagdc']"],
    "i2": ["""
from math import sqrt
from statistics import mean, stdev
from scipy import stats

def my_verdict(a, b, n_train, n_test, pairs):
    differences = [p - q for p, q in zip(a, b)]
    M = len(differences)
    ratio = mean(differences) / stdev(differences) / sqrt(1 / M + n_test / n_train)
    limit = stats.t(M - 1).isf(0.025 / pairs)
    if -limit < ratio < limit:
        return [ratio, limit, "no order"]
    return [ratio, limit, ("second", "first")[int(ratio > 0)]]
""", """
import numpy as np
from scipy.stats import t

def my_verdict(a, b, n_train, n_test, pairs):
    rho = n_test / (n_test + n_train)
    d = np.subtract(a, b)
    variance = np.var(d, ddof=1) * (1 / d.size + rho / (1 - rho))
    ratio, limit = np.mean(d) / variance**0.5, -t.ppf(0.05 / (2 * pairs), d.size - 1)
    side = int(np.sign(ratio) * (abs(ratio) > limit))
    return round(ratio, 4), round(limit, 4), {1: "First", -1: "Second", 0: "No order"}[side]
"""],
}
