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
    "v2": ["answer_v2 = .055", "answer_v2 = 16 / 289"],
    "p1": ["answer_p1 = .0703", '''
from dldm.datasets import play_tennis
from dldm.mining.classification import CategoricalNB

tennis = play_tennis()
answer_p1 = CategoricalNB(1).fit(tennis.X, tennis.y).predict_proba([["overcast", "hot", "normal", "weak"]])[0, 0]
'''],
    "p2": ["answer_p2 = .973", "from math import exp, log\nanswer_p2 = 1 / (1 + exp(-2 * log(6)))"],
}
