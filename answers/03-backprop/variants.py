"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p1": ["answer_p1 = -1"],
    "p2": ["answer_p2 = '(C)'"],
    "p3": ["import numpy as np\nanswer_p3 = np.array([[2, 0], [4, 0]])"],
    "p4": ["answer_p4 = (.786, -.961, .175)"],
    "p5": ["answer_p5 = 9.694e-4", "answer_p5 = -.001"],
    "i1": [
        '''
import numpy as np

def gradients(X, y, weights, biases):
    (W1, W2, W3), (b1, b2, b3), N = weights, biases, X.shape[0]
    Z1 = np.dot(X, W1) + b1
    A1 = np.where(Z1 > 0, Z1, 0)
    Z2 = np.dot(A1, W2) + b2
    A2 = np.where(Z2 > 0, Z2, 0)
    d3 = 1 / (1 + np.exp(-(np.dot(A2, W3) + b3))) - y.reshape(-1, 1)
    d2 = np.einsum("nk,jk->nj", d3, W3)
    d2[Z2 <= 0] = 0
    d1 = np.einsum("nk,jk->nj", d2, W2)
    d1[Z1 <= 0] = 0
    return tuple((np.einsum("ni,nj->ij", A, d) / N, d.mean(0)) for A, d in ((X, d1), (A1, d2), (A2, d3)))
''',
        '''
from dldm.nn import Dense, Sequential

def gradients(X, y, weights, biases):
    net = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")])
    net.compile("sgd", "binary_crossentropy")
    net.set_weights([a for pair in zip(weights, biases) for a in pair])
    net.backpropagate(X, y[:, None])
    return [[layer.dW, layer.db] for layer in net.layers]
''',
    ],
    "v1": ["answer_v1 = 6e-7"],
    "v2": ["answer_v2_accuracy, answer_v2_rank = .63, 1.0"],
}
