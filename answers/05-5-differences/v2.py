from dldm.datasets import airline
from dldm.mining.time_series import gauss_newton, innovations, ljung_box, logarithm, polynomial, product
from scipy.stats import chi2

growth = product(polynomial(-1), polynomial(-1, season=12))
fit = gauss_newton(lambda w: innovations(logarithm(airline()), growth, polynomial(w[0])), [0.0])
Q = ljung_box(fit.errors, 24)
answer_v2 = [Q, chi2.sf(Q, 24 - 1)]  # one weight was fitted
