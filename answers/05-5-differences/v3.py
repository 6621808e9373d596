import numpy as np
from dldm.datasets import airline
from dldm.mining.time_series import gauss_newton, innovations, polynomial, product, psi_weights

growth = product(polynomial(-1), polynomial(-1, season=12))


def echoes(w):
    return product(polynomial(w[0]), polynomial(w[1], season=12))


fit = gauss_newton(lambda w: innovations(np.log(airline()), growth, echoes(w)), [0.0, 0.0])
psi = psi_weights(growth, echoes(fit.theta), 24)
errors = np.random.default_rng(1).normal(size=(4000, 4, 24))
missed = np.array([[np.convolve(e, psi)[:24] for e in four] for four in errors])
held = (np.abs(missed) < 2 * np.sqrt(np.cumsum(psi**2))).sum(axis=(1, 2))
print(f"four fans of the model's own hold 84 of 96 or fewer in {np.mean(held <= 84):.2f} of the draws")
answer_v3 = "c"  # the months of a fan go together, so there are four things to count
