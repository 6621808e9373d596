import numpy as np


def features(X):
    N, d = X.shape
    columns = [np.ones(N)] + [np.sqrt(2) * X[:, j] for j in range(d)] + [X[:, j]**2 for j in range(d)]
    columns += [np.sqrt(2) * X[:, i] * X[:, j] for i in range(d) for j in range(i)]
    return np.column_stack(columns)
