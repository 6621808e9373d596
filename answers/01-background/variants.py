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
    "p6": ["answer_p6 = 'C'", "answer_p6 = 'c)'"],
    "i3": ["""
import random
from collections import Counter

def my_survey(right):
    ballots = []
    for row in right:
        best = [j for j, number in enumerate(row) if number == max(row)]
        ballots.append(best[0] if len(best) == 1 else None)
    named = Counter(b for b in ballots if b is not None).most_common(1)[0][0]
    won = 0
    for _ in range(5000):
        drawn = Counter(b for b in random.choices(ballots, k=len(ballots)) if b is not None)
        won += all(drawn[named] > number for j, number in drawn.items() if j != named) and drawn[named] > 0
    return [named, won / 5000, won / 5000 >= 0.95]
""", """
import numpy as np

def my_survey(right):
    n = len(right)
    best = right == right.max(axis=1)[:, None]
    best[best.sum(axis=1) > 1] = False
    named = int(np.argmax(best.sum(axis=0)))
    picks = np.indices((n,) * n).reshape(n, -1).T
    totals = best[picks].sum(axis=1)
    rivals = totals.copy()
    rivals[:, named] = -1
    share = np.mean(totals[:, named] > rivals.max(axis=1))
    return named, round(share, 2), share >= 0.95
""", """
import numpy as np

def my_survey(right):
    m, rng = right.shape[1], np.random.default_rng(11)
    winners = [int(np.argmax(r)) if np.sum(r == max(r)) == 1 else m for r in right]
    named = np.bincount(winners, minlength=m + 1)[:m].argmax()
    chances = np.bincount(winners, minlength=m + 1) / len(right)
    drawn = rng.multinomial(len(right), chances, 20_000)[:, :m]
    best_two = np.sort(drawn, axis=1)[:, -2:]
    share = np.mean((drawn[:, named] == best_two[:, 1]) & (best_two[:, 0] < best_two[:, 1]))
    return named, share, bool(share > 0.95)
"""],
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
