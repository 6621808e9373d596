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
    "i2": ['''
def group_folds(groups, k, rng):
    names = sorted(set(groups.tolist()))
    rng.shuffle(names)
    fold_of = {name: turn % k for turn, name in enumerate(names)}
    folds = [[] for _ in range(k)]
    for row, name in enumerate(groups):
        folds[fold_of[name.item()]].append(row)
    return folds
''', '''
import numpy as np
from sklearn.model_selection import GroupKFold

def group_folds(groups, k, rng):
    dealer = GroupKFold(k, shuffle=True, random_state=int(rng.integers(2**31)))
    return [held for _, held in dealer.split(groups, groups=groups)]
''', '''
import numpy as np

def group_folds(groups, k, rng):
    names, number = np.unique(groups, return_inverse=True)
    turn = rng.permutation(np.arange(len(names)) % k)[number]
    return tuple(np.where(turn == fold)[0] for fold in range(k))
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
