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
}
