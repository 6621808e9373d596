"""Polynomial regression of one column: least squares on its powers, and what each
further degree buys.
"""
from typing import NamedTuple

import numpy as np

from ...ground.arrays import standardise
from ...ground.checks import fitted, vector, whole
from ..evaluation import fold_errors
from .linear import least_squares


def powers(x, degree):
    """The columns 1, x, x^2, ... x^degree of a vector: (N,) -> (N, degree + 1)."""
    whole("degree", degree, 0)
    x = vector(x, name="x")
    if not len(x):
        raise ValueError("x holds no numbers: at least one row is needed")
    return x[:, None] ** np.arange(degree + 1)


class PolynomialRegression:
    """Least squares on the powers of one standardised column; after fit: coef_ (degree
    + 1,), mean_, scale_.

    fit raises ValueError as `least_squares` does, for a degree < 0, and for an x that
    never varies.
    """

    def __init__(self, degree):
        self.degree = degree

    def fit(self, x, y):
        """x (N,), y (N,).  Returns the model."""
        x = powers(x, 1)[:, 1:]
        Z, mean, scale = np.zeros((len(x), 1)), [0], [1]
        if self.degree:
            Z, mean, scale = standardise(x)
        self.mean_, self.scale_ = mean[0], scale[0]
        self.coef_ = least_squares(powers(Z[:, 0], self.degree), y)
        return self

    def predict(self, x):
        """Values of the polynomial at x (M,)."""
        fitted(self, "coef_")
        z = (vector(x, name="x") - self.mean_) / self.scale_
        return powers(z, self.degree) @ self.coef_


class DegreeState(NamedTuple):
    """A degree, the model fitted on all rows, its mean squared error on them, and the
    errors on the folds (k,).
    """

    degree: int
    model: PolynomialRegression
    training: float
    folds: np.ndarray


def degree_steps(x, y, degrees, folds):
    """Yield a DegreeState for each degree; x, y (N,), folds as `evaluation.kfold` gives
    them.
    """
    for degree in degrees:
        model = PolynomialRegression(degree).fit(x, y)
        training = np.mean((y - model.predict(x)) ** 2)
        yield DegreeState(degree, model, training,
                          fold_errors(PolynomialRegression(degree), x, y, folds))
