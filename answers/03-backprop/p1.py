import numpy as np

x, w, b, y = 2.0, 0.5, -1.0, 1.0

z = w * x + b                 # 0
p = 1 / (1 + np.exp(-z))      # the neuron says .5
delta = p - y                 # dL/dz: for sigmoid and cross-entropy the slope of the sigmoid has cancelled
answer_p1 = delta * x         # dz/dw = x: the same delta counts twice as much for an input twice as large
