import numpy as np

x, target = np.array([[1.0, 2.0]]), 3.0
W1, b1 = np.array([[1.0, -1.0], [2.0, 0.5]]), np.array([0.0, -1.0])
W2 = np.array([[1.0], [-2.0]])

z = x @ W1 + b1               # (5, -1): the second unit is off
h = np.maximum(z, 0)          # (5, 0)
o = h @ W2                    # 5, which is 2 too much

delta2 = o - target           # slope of half the squared error: 2
dh = delta2 @ W2.T            # (2, -4): both units would hear of it ...
delta1 = dh * (h > 0)         # (2, 0): ... but ReLU is flat where its unit is off
answer_p3 = x.T @ delta1      # input i times delta j
