"""Regression: least squares, ridge, polynomials, and support vectors."""
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
    refuse_dependent,
    ridge,
    squared_gradient,
    squared_loss,
    stopped_descent,
)
from .polynomials import DegreeState, PolynomialRegression, degree_steps, powers
from .svr import SVR, Scaled, dual, epsilon_insensitive, primal, svr_steps
