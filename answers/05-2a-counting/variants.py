"""Correct answers in another style than the reference solutions; they must pass as well."""
VARIANTS = {
    "i1": ['''
import numpy as np
from sklearn.naive_bayes import BernoulliNB

def nb_layer(X, y, alpha):
    model = BernoulliNB(alpha=alpha).fit(X, y)
    absent = np.log1p(-np.exp(model.feature_log_prob_))
    return (model.feature_log_prob_ - absent).T, model.class_log_prior_ + absent.sum(axis=1)
'''],
    "v2": ["answer_v2 = .02"],
}
