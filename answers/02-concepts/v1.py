import numpy as np
from dldm.datasets import biopsies
from dldm.ground import standardise
from dldm.nn import neuron_steps
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

data = biopsies()
X_train, _, y_train, _ = train_test_split(data.X, data.y, test_size=0.25, stratify=data.y, random_state=1)
X_train = standardise(X_train)[0]
goal = LogisticRegression(tol=1e-12, max_iter=10_000).fit(X_train, y_train).coef_[0]


def count(rate):
    for state in neuron_steps(X_train, y_train, 1 / len(X_train), 50_000, rate):
        if np.abs(state.w - goal).max() < 1e-5:
            return state.t


answer_v1 = (count(None), count(8))
