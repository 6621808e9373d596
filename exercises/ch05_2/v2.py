import numpy as np
from dldm.classification import GaussianNB
from dldm.datasets import biopsies
from sklearn.model_selection import StratifiedKFold

data = biopsies()
P = np.zeros((len(data.y), 2))
for train, test in StratifiedKFold(10).split(data.X, data.y):
    mean, deviation = data.X[train].mean(axis=0), data.X[train].std(axis=0)
    model = GaussianNB().fit((data.X[train] - mean) / deviation, data.y[train])
    P[test] = model.predict_proba((data.X[test] - mean) / deviation)
sure = P.max(axis=1) > 0.999
answer_v2 = (P.argmax(axis=1) != data.y)[sure].mean()       # 17 of 530
