"""Regression: least squares, ridge and lasso, polynomials, and support vectors."""
from .coefficients import bootstrap, dummies, standard_errors
from .linear import (
    METHODS,
    back_substitution,
    by_qr,
    by_svd,
    correct_digits,
    digits_lost_steps,
    householder_steps,
    least_squares,
    normal_equations,
    squared_gradient,
    squared_loss,
    stopped_descent,
)
from .penalties import lasso, lasso_steps, ridge, soften
from .polynomials import DegreeState, PolynomialRegression, degree_steps, powers
from .svr import SVR, Scaled, dual, epsilon_insensitive, primal, svr_steps
