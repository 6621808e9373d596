"""Correct answers in another style than the reference solutions; they must pass as well."""
VARIANTS = {
    "p1": ["answer_p1_root, answer_p1_gain = 'A', .1163"],
    "p2": ["import numpy as np\nanswer_p2 = np.array([2, 1, .5, 0, 0])"],
    "i1": ['''
import numpy as np
from sklearn.naive_bayes import BernoulliNB

def nb_layer(X, y, alpha):
    model = BernoulliNB(alpha=alpha).fit(X, y)
    absent = np.log1p(-np.exp(model.feature_log_prob_))
    return (model.feature_log_prob_ - absent).T, model.class_log_prior_ + absent.sum(axis=1)
'''],
    "i2": ['''
from sklearn.svm import SVC

def train_hinge(X, s, C):
    model = SVC(kernel="linear", C=C).fit(X, s)
    return model.coef_, model.intercept_
'''],
    "i3": ['''
from sklearn.tree import DecisionTreeClassifier

def tree_predict(X, y, X_new):
    return DecisionTreeClassifier(max_depth=2, random_state=7).fit(X, y).predict(X_new).tolist()
'''],
    "v2": ["answer_v2 = .02"],
}
