"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p1": ["answer_p1 = -1"],
    "p2": ["answer_p2 = '(C)'"],
    "p3": ["import numpy as np\nanswer_p3 = np.array([[2, 0], [4, 0]])"],
    "p4": ["answer_p4 = (.786, -.961, .175)"],
    "p5": ["answer_p5 = 9.694e-4", "answer_p5 = -.001"],
    "p6": ["answer_p6 = .68", "answer_p6 = [0.6800]"],
    "p7": ["answer_p7 = .167, -1.4", "import numpy as np\nanswer_p7 = np.array([[1 / 6], [-7 / 5]]).ravel()",
           "answer_p7 = [.167, -1.4]"],
    "i1": [
        '''
import numpy as np

def gradients(X, y, weights, biases):
    (W1, W2, W3), (b1, b2, b3), N = weights, biases, X.shape[0]
    Z1 = np.dot(X, W1) + b1
    A1 = np.where(Z1 > 0, Z1, 0)
    Z2 = np.dot(A1, W2) + b2
    A2 = A1 + np.where(Z2 > 0, Z2, 0)
    d3 = 1 / (1 + np.exp(-(np.dot(A2, W3) + b3))) - y.reshape(-1, 1)
    g2 = np.einsum("nk,jk->nj", d3, W3)
    d2 = g2.copy()
    d2[Z2 <= 0] = 0
    d1 = np.einsum("nk,jk->nj", d2, W2) + g2
    d1[Z1 <= 0] = 0
    return tuple((np.einsum("ni,nj->ij", A, d) / N, d.mean(0)) for A, d in ((X, d1), (A1, d2), (A2, d3)))
''',
        '''
from dldm.nn import Dense, Sequential, sigmoid_delta

def gradients(X, y, weights, biases):
    net = Sequential([Dense(w.shape[1], "relu", input_shape=w.shape[:1]) for w in weights])
    net.set_weights([a for pair in zip(weights, biases) for a in pair])
    one, two, three = net.layers
    H = one.f(one.affine(X))
    R = two.f(two.affine(H))
    delta = sigmoid_delta(three.affine(H + R), y[:, None])
    three.store_gradient(H + R, delta)
    g = three.pass_back(delta)
    two.store_gradient(H, g * two.slope(R))
    one.store_gradient(X, (g + two.pass_back(g * two.slope(R))) * one.slope(H))
    return [[layer.dW, layer.db] for layer in net.layers]
''',
        '''
import numpy as np

def gradients(X, y, weights, biases):
    """Row by row, with the plain chain rule."""
    sums = [(np.zeros_like(W), np.zeros_like(b)) for W, b in zip(weights, biases)]
    for x, t in zip(X, y):
        h = np.maximum(x @ weights[0] + biases[0], 0)
        r = np.maximum(h @ weights[1] + biases[1], 0)
        p = 1 / (1 + np.exp(-((h + r) @ weights[2] + biases[2])))
        d3 = (p - t) / len(X)
        d2 = (weights[2] @ d3) * (r > 0)
        d1 = (weights[2] @ d3 + weights[1] @ d2) * (h > 0)
        for (dW, db), into, d in zip(sums, (x, h, h + r), (d1, d2, d3)):
            dW += np.outer(into, d)
            db += d
    return sums
''',
    ],
    "v1": ["answer_v1 = 2.3e-7", "answer_v1 = .25**10"],
    "v2": ["answer_v2_accuracy, answer_v2_rank = .63, 1.0"],
    "v3": ["answer_v3 = '(B)'"],
}
