import numpy as np


def my_perceptron(X, y, epochs):
    A = np.column_stack([np.ones(len(X)), X])
    w, mistakes = np.zeros(A.shape[1]), 0
    for _ in range(epochs):
        clean = True
        for x, label in zip(A, y):
            s = 1 if label == 1 else -1
            if s * (w @ x) <= 0:
                w, mistakes, clean = w + s * x, mistakes + 1, False
        if clean:
            break
    return w, mistakes
