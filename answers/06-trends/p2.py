import numpy as np

K, values, q = np.array([[0, 1], [3, 0], [-1, 0]]), np.array([20, 10, 60]), np.array([0.6, 0.8])
largest_product = (K @ q).argmax()
nearest = ((K - q) ** 2).sum(axis=1).argmin()
answer_p2 = [values[largest_product], values[nearest], values.mean()]
