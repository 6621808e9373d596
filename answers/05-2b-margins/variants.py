"""Correct answers in another style than the reference solutions; they must pass as well."""
VARIANTS = {
    "p1": ["import numpy as np\nanswer_p1 = np.array([2, 1, .5, 0, 0])"],
    "i1": ['''
from sklearn.svm import SVC

def train_hinge(X, s, C):
    model = SVC(kernel="linear", C=C).fit(X, s)
    return model.coef_, model.intercept_
'''],
}
