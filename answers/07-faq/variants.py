"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p1": ["answer_p1 = ['b']"],
    "i1": ["""
import math

def medoids_card(X, k):
    n, sets = len(X), [()]
    for _ in range(k):
        sets = [(*s, i) for s in sets for i in range(s[-1] + 1 if s else 0, n)]
    def loss(s):
        return sum(min(math.dist(x, X[m]) for m in s) for x in X)
    return dict(hypothesis=sets[::-1], loss=[loss(s) for s in sets[::-1]], search=min(sets, key=loss),
                evaluation="null data")
""", """
import numpy as np

def medoids_card(X, k):
    def loss(rows):
        return np.linalg.norm(X[:, None] - X[list(rows)], axis=2).min(1).sum()
    n = len(X)
    grid = np.array(np.meshgrid(*[np.arange(n)] * k)).reshape(k, -1).T
    sets = grid[(np.diff(grid, axis=1) > 0).all(axis=1)]
    losses = np.array([loss(s) for s in sets])
    return {"hypothesis": sets, "loss": losses, "search": sets[losses.argmin()], "evaluation": "null data"}
"""],
    "v1": ["answer_v1_method, answer_v1_report = 'long tree', 'd c b a'",
           "answer_v1_method, answer_v1_report = 'Logistic', ['a', 'b', 'c', 'd']",
           "answer_v1_method, answer_v1_report = 'no model', 'b, a'",
           "answer_v1_method, answer_v1_report = 'No model ', 'abcd'"],
    "v2": ["answer_v2 = {'b', 'f', 'd'}", "answer_v2 = 'B D F'"],
    "p3": ["answer_p3 = ['w', 'e', 'l', 'x', 'n']", "answer_p3 = 'W, E, L, X, N'"],
}
