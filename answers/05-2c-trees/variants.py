"""Correct answers in another style than the reference solutions; they must pass as well."""
VARIANTS = {
    "p1": ["answer_p1_root, answer_p1_gain = 'A', .1163"],
    "i1": ['''
from sklearn.tree import DecisionTreeClassifier

def tree_predict(X, y, X_new):
    return DecisionTreeClassifier(max_depth=2, random_state=7).fit(X, y).predict(X_new).tolist()
'''],
}
