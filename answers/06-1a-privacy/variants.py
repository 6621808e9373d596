"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p1": ["answer_p1 = 14 / 40"],
    "p2": ["""
from collections import Counter
from dldm.datasets import voters

keys = [(a, e, p) for a, e, _, p in voters().X.tolist()]
many = Counter(keys)
answer_p2 = sum(many[k] == 1 for k in keys) / len(keys)
"""],
    "p3": ["answer_p3 = (20, 400)"],
    "p4": ["answer_p4 = (720 / 120, 80 / 40)"],
    "p5": ["answer_p5 = (6.0, 25)", """
import math
answer_p5 = [max(8 - 2, math.ceil((0.6 * n - 2) / 0.4 - 1e-9)) for n in (6, 20)]
"""],
    "i1": [
        """
import numpy as np
from sklearn.metrics import roc_auc_score

def my_attack(model, X_in, y_in, X_out, y_out):
    X, y = np.vstack([X_in, X_out]), np.append(y_in, y_out)
    mine = (np.asarray(y)[:, None] == model.classes_)
    s = model.predict_proba(X)[mine]
    return roc_auc_score(np.arange(len(y)) < len(y_in), s)
""",
        """
def my_attack(model, X_in, y_in, X_out, y_out):
    def scores(X, y):
        place = list(model.classes_).index
        return [row[place(c)] for row, c in zip(model.predict_proba(X), y)]
    a, b = scores(X_in, y_in), scores(X_out, y_out)
    return sum((p > q) + (p == q) / 2 for p in a for q in b) / len(a) / len(b)
""",
    ],
    "i2": ["""
import numpy as np
from sklearn.preprocessing import label_binarize
from dldm.nn import softmax

def my_fgsm(W, b, X, y, eps):
    up = (softmax(X @ W + b) - label_binarize(y, classes=range(len(b)))) @ W.T > 0
    return np.clip(X + np.where(up, eps, -eps), 0, 1)  # where the loss does not change, down is as good
""", """
import numpy as np
from dldm.nn import softmax

def my_fgsm(W, b, X, y, eps):
    P = softmax(X @ W + b)
    P[np.arange(len(y)), y] -= 1
    up = np.einsum("nk,dk->nd", P, W)
    return np.minimum(1, np.maximum(0, np.where(up > 0, X + eps, np.where(up < 0, X - eps, X))))
"""],
}
