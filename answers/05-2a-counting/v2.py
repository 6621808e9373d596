import numpy as np
from dldm.datasets import biopsies
from dldm.mining.classification import GaussianNB
from sklearn.model_selection import StratifiedKFold

data = biopsies()
middle, claimed = data.X[:, 10:20], np.zeros((len(data.y), 2))
for rows, others in StratifiedKFold(10).split(middle, data.y):
    mean, deviation = middle[rows].mean(axis=0), middle[rows].std(axis=0)
    naive = GaussianNB().fit((middle[rows] - mean) / deviation, data.y[rows])
    claimed[others] = naive.predict_proba((middle[others] - mean) / deviation)
certain = claimed.max(axis=1) > 0.999
answer_v2 = (claimed.argmax(axis=1) != data.y)[certain].mean()    # 16 of 289
