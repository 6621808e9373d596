"""Moving averages: the shocks behind a series, their sum of squares, exponential smoothing and the local level."""
import numpy as np

from . import _checks as checks
from .time_series import series


def lag_polynomial(*factors):
    """Coefficients of a product of polynomials in the lag operator, each (1, c_1, c_2, ...)."""
    product = np.ones(1)
    for factor in factors:
        product = np.convolve(product, factor)
    return product


def shock_steps(w, ar, ma):
    """Yield the shocks of an ARMA series w (T,) one by one: e_t = sum ar_k w_(t-k) - sum over k >= 1 of ma_k e_(t-k).

    ar, ma: lag polynomials that start with 1, so an autoregression with coefficient phi has ar = (1, -phi).  What came
    before the series counts as 0: the conditional form of Box & Jenkins 1970.
    """
    w = series(w, len(ar))
    if ar[0] != 1 or ma[0] != 1:
        raise ValueError("ar and ma must start with 1, the coefficient of the present")
    e = []
    for t in range(len(w)):
        now = sum(a * w[t - k] for k, a in enumerate(ar[:t + 1]))
        e.append(now - sum(m * e[t - k] for k, m in enumerate(ma[1:t + 1], 1)))
        yield e[-1]


def shocks(w, ar, ma):
    """All shocks (T,) by `shock_steps`."""
    return np.array(list(shock_steps(w, ar, ma)))


def conditional_sum_of_squares(w, ar, ma):
    """The mean square of the shocks after the first len(ar) - 1: what a fit by conditional least squares minimises."""
    return float((shocks(w, ar, ma)[len(ar) - 1:] ** 2).mean())


def smoothing_steps(y, alpha):
    """Exponential smoothing: yield the level after each value, moved by alpha of the error (Brown 1959)."""
    if not 0 <= alpha <= 1:
        raise ValueError(f"alpha is {alpha}: it must lie from 0 to 1")
    level, *rest = series(y)
    yield level
    for value in rest:
        level += alpha * (value - level)
        yield level


def level_steps(y, noise, drift):
    """Local level model: yield (level, variance, gain, log-likelihood so far) after each value (Kalman 1960).

    y = level + noise, and the level itself moves by a shock a step; noise and drift are the two variances.  Nothing
    is known of the level before the first value, which is therefore taken as it is.
    """
    checks.positive("noise", noise)
    checks.not_negative("drift", drift)
    level, *rest = series(y)
    variance, log_likelihood = noise, -0.5 * np.log(2 * np.pi)
    yield level, variance, 1.0, log_likelihood
    for value in rest:
        spread = variance + drift + noise
        error, gain = value - level, (variance + drift) / spread
        level, variance = level + gain * error, gain * noise
        log_likelihood -= 0.5 * (np.log(2 * np.pi * spread) + error**2 / spread)
        yield level, variance, gain, log_likelihood
