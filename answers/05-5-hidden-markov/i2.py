import numpy as np


def m_step(gamma, counts, o, M):
    P = np.array([[gamma[o == m, k].sum() for m in range(M)] for k in range(gamma.shape[1])])
    return gamma[0], counts / counts.sum(axis=1, keepdims=True), P / P.sum(axis=1, keepdims=True)
