"""ARIMA: differences, moving averages by conditional least squares, the local level,
forecasts with their spread.
"""
from collections import deque
from functools import reduce
from typing import NamedTuple

import numpy as np

from ...ground.checks import not_negative, positive, series, whole
from ..regression.linear import least_squares


def difference(x, lag=1):
    """(n - lag,): x_t - x_{t-lag}."""
    whole("lag", lag, 1)
    x = series(x, lag + 1)
    return x[lag:] - x[:-lag]


def difference_steps(x, lags):
    """Yield the series, and then what is left of it after each difference in turn, for
    example of the lags 1, 12.
    """
    x = series(x)
    yield x
    for lag in lags:
        x = difference(x, lag)
        yield x


# ---------------------------------------- a model is two polynomials in the backshift B


def polynomial(*coefficients, season=1):
    """1 + c_1 B^s + c_2 B^2s + ... as its list of coefficients, B^0 first; s is the
    season.
    """
    whole("season", season, 1)
    out = np.zeros(1 + season * len(coefficients))
    out[0], out[season::season] = 1.0, coefficients
    return out


def product(*polynomials):
    """The product of polynomials in B: one filter after another."""
    return reduce(np.convolve, polynomials, np.ones(1))


def innovation_steps(x, a, b):
    """Yield e_t = a(B) x_t - b_1 e_{t-1} - ... - b_q e_{t-q} for every t at which a(B)
    x_t is known.

    x (n,); a and b begin with 1.  Errors before the first are taken to be 0.  Box &
    Jenkins 1970.
    """
    if a[0] != 1 or b[0] != 1:
        raise ValueError(f"a begins with {a[0]:g} and b with {b[0]:g}: both must begin "
                         "with 1, the coefficient of B^0")
    x = series(x, len(a))
    past = deque([0.0] * (len(b) - 1), maxlen=len(b) - 1)
    for filtered in np.convolve(x, a)[len(a) - 1:len(x)]:
        e = filtered - sum(weight * old for weight, old in zip(b[1:], past) if weight)
        yield e
        past.appendleft(e)


def innovations(x, a, b):
    """(n - len(a) + 1,): the errors of `innovation_steps`; their squares' sum is the
    *conditional* sum of squares.
    """
    return np.array(list(innovation_steps(x, a, b)))


# --------------------------------------------------------- fit: nonlinear least squares


class Fit(NamedTuple):
    """A point of the search: parameters (k,), errors (n,) there, and the sum of their
    squares.
    """

    theta: np.ndarray
    errors: np.ndarray
    squares: float


def gauss_newton_steps(errors, theta, tolerance=1e-12):
    """Yield the Fit at the start and after each step, until a step gains less than that
    share of the squares.

    errors(theta) is (n,). A step is a regression of the errors on their slopes, halved
    until it helps (Gauss 1809).
    """
    def at(theta):
        # a step too far may explode; it is then halved
        with np.errstate(over="ignore", invalid="ignore"):
            e = errors(theta)
            return Fit(theta, e, float(e @ e))

    now = at(np.asarray(theta, dtype=float))
    yield now
    for _ in range(100):
        J = slopes(errors, now.theta)
        step = least_squares(J, -now.errors)
        tries = (at(now.theta + step / 2**i) for i in range(30))
        new = next((fit for fit in tries if fit.squares < now.squares), now)
        gained, now = now.squares - new.squares, new
        if gained <= tolerance * now.squares:
            return
        yield now


def slopes(errors, theta, h=1e-6):
    """(n, k): central differences of errors(theta) (n,) in every parameter."""
    return np.column_stack([(errors(theta + d) - errors(theta - d)) / (2 * h)
                            for d in h * np.eye(len(theta))])


def gauss_newton(errors, theta, tolerance=1e-12):
    """The last Fit of `gauss_newton_steps`."""
    for fit in gauss_newton_steps(errors, theta, tolerance):
        pass
    return fit


# --------------------------------------------------- smoothing, and the model behind it


def smoothing_steps(x, alpha, level):
    """Yield (forecast, error) of each x_t; then the level moves to the forecast + alpha
    error (Brown 1959).
    """
    if not 0 <= alpha <= 2:
        raise ValueError(f"alpha is {alpha}: outside 0 to 2 the forecasts run away")
    for value in series(x):
        error = value - level
        yield level, error
        level = level + alpha * error


def local_level_steps(x, noise, drift):
    """Yield (forecast, error, its variance, gain) of x_2, x_3, ...: a level that walks,
    seen through noise.

    noise: variance of x_t about the level, above 0; drift: variance of a step of the
    level.  Kalman 1960; nothing is known before x_1, which sets the level.
    """
    positive("noise", noise)
    not_negative("drift", drift)
    x = series(x, 2)
    level, variance = x[0], noise
    for value in x[1:]:
        spread = variance + drift + noise
        error, gain = value - level, (variance + drift) / spread
        yield level, error, spread, gain
        level, variance = level + gain * error, gain * noise


def local_level_log_likelihood(x, noise, drift):
    """Log density of x_2 .. x_n given x_1 under `local_level_steps`, minus log(2 pi) /
    2 for x_1.
    """
    _, e, F, _ = np.array(list(local_level_steps(x, noise, drift))).T
    return -0.5 * (len(x) * np.log(2 * np.pi) + np.sum(np.log(F) + e**2 / F))


# ---------------------------------------------------------------- forecasts


def forecast_steps(x, a, b):
    """Yield forecasts of x_{n+1}, x_{n+2}, ... without end: future errors are 0,
    forecasts stand in for values.
    """
    past_e = deque(innovations(x, a, b)[::-1][:len(b) - 1], maxlen=len(b) - 1)
    past_x = deque(series(x)[::-1][:len(a) - 1], maxlen=len(a) - 1)
    past_e.extend([0.0] * (len(b) - 1 - len(past_e)))
    while True:
        new = np.dot(b[1:], past_e) - np.dot(a[1:], past_x)
        yield float(new)
        past_x.appendleft(new)
        past_e.appendleft(0.0)


def psi_weights(a, b, h):
    """(h,): what one unit of error adds to x now, one step later, ...; the series b(B)
    / a(B) to h terms.
    """
    whole("h", h, 1)
    psi = np.zeros(h)
    for j in range(h):
        known = sum(a[i] * psi[j - i] for i in range(1, min(j, len(a) - 1) + 1))
        psi[j] = (b[j] if j < len(b) else 0.0) - known
    return psi


class Fan(NamedTuple):
    """Forecasts from one origin: its row, the means (h,) and their standard deviations
    (h,).
    """

    origin: int
    mean: np.ndarray
    deviation: np.ndarray


def fan_steps(x, fit, first, every, h):
    """Yield a Fan of h steps at the origins first, first + every, ...; fit(past)
    returns (a, b, error variance).
    """
    x = series(x, first + 1)
    whole("every", every, 1)
    for origin in range(first, len(x), every):
        a, b, variance = fit(x[:origin])
        mean = np.array([value
                         for value, _ in zip(forecast_steps(x[:origin], a, b),
                                             range(h))])
        yield Fan(origin, mean,
                  np.sqrt(variance * np.cumsum(psi_weights(a, b, h) ** 2)))
