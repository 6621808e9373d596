import numpy as np


def loocv(x, y, degree):
    # Standardised powers span the same curves as raw ones, and lose fewer digits.
    z = (x - x.mean()) / x.std()
    Q, _ = np.linalg.qr(np.vander(z, degree + 1))
    leverage = (Q**2).sum(axis=1)                      # the diagonal of the hat matrix Q Q'
    missed = (y - Q @ (Q.T @ y)) / (1 - leverage)      # the residual that each row would have if left out
    return np.mean(missed**2)
