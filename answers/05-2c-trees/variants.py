"""Correct answers in another style than the reference solutions; they must pass as well."""
VARIANTS = {
    "p1": ["answer_p1_root, answer_p1_gain = 'A', .1163"],
    "i1": ['''
from sklearn.tree import DecisionTreeClassifier

def tree_predict(X, y, X_new):
    return DecisionTreeClassifier(max_depth=2, random_state=7).fit(X, y).predict(X_new).tolist()
''', '''
from dldm.mining.classification import grow_tree, leaf_at, majority

def tree_predict(X, y, X_new):
    tree = grow_tree(X, y, max_depth=2)
    return [majority(leaf_at(tree, x).y) for x in X_new]
'''],
    "p2": ["import numpy as np\nanswer_p2 = np.array([7 / 2, 8])", "answer_p2 = 3.5, 8.0"],
    "p4": ["""
import numpy as np
answer_p4 = np.array([[1, 7, 1], [4.5, 1, 1], [5.5, 3, 1], [3.24, 6.72, 1], [6, 4, 1], [7, .5, 1],
                      [.5, 4.5, 0], [1.5, 2.5, 0], [2.5, 6.5, 0], [3, 2, 0], [3.5, 5, 0], [7.5, 7.5, 0]])
"""],
    "p5": ["answer_p5_policy, answer_p5_cost = '(C)', 70.0"],
    "p3": ["answer_p3 = .143", "from fractions import Fraction\nanswer_p3 = Fraction(1, 7)"],
}
