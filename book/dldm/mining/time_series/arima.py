"""ARIMA: differences, moving averages by conditional least squares, the local level,
forecasts with their spread.
"""
from collections import deque
from functools import reduce
from typing import NamedTuple

import numpy as np

from ...ground.arrays import last
from ...ground.checks import not_negative, positive, series, vector, whole
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
    """A point of the search: parameters (k,), errors (n,) there, the sum of their
    squares, and whether no step would lower it: then the search has converged.
    """

    theta: np.ndarray
    errors: np.ndarray
    squares: float
    converged: bool = False


def gauss_newton_steps(errors, theta, tolerance=1e-12, n=100):
    """Yield the Fit at the start theta (k,) and after each step: a regression of
    errors(theta), of shape (n,), on their slopes, halved until it helps (Gauss 1809).

    The end is where a step could gain no more than the share `tolerance` of the
    squares, where no step helps, or n steps; the last Fit says whether it converged.
    """
    now = _start(errors, theta)
    for _ in range(n):
        J = slopes(errors, now)
        step = _regression(J, now)
        gain = np.sum((J @ step) ** 2)  # if the errors are as straight as their slopes
        new = _halved(errors, now, step) if gain > tolerance * now.squares else None
        if new is None:
            yield now._replace(converged=_small(gain, tolerance, now))
            return
        yield now
        now = new
    yield now


def slopes(errors, fit, h=1e-6):
    """(n, k): how fast each error changes with each parameter at the Fit; central
    differences, one column a parameter.
    """
    return np.column_stack([_slope(errors, fit, d) for d in h * np.eye(len(fit.theta))])


def _slope(errors, fit, d):
    """(n,): the column of slopes for a small step d (k,) of theta; of one side where
    the other lies outside the range of errors.
    """
    sides = _at(errors, fit.theta - d), fit, _at(errors, fit.theta + d)
    known = [side for side in sides if np.isfinite(side.squares)]
    width = np.sum(known[-1].theta - known[0].theta)
    return (known[-1].errors - known[0].errors) / (width or 1.0)


def _start(errors, theta):
    """The Fit at theta; ValueError where errors refuses it, and if they overflow."""
    now = _at(errors, vector(theta, name="theta"))
    if not len(now.errors):
        errors(now.theta)  # here a ValueError is the caller's
    if not np.isfinite(now.squares):
        raise ValueError("the errors overflow at the start: begin nearer to 0")
    return now


def _at(errors, theta):
    """The Fit at theta; its squares are infinite outside the range of errors."""
    with np.errstate(over="ignore", invalid="ignore"):
        try:
            e = np.asarray(errors(theta), dtype=float)
        except ValueError:
            return Fit(theta, np.zeros(0), np.inf)
        squares = float(e @ e)
    return Fit(theta, e, squares if np.isfinite(squares) else np.inf)


def _regression(J, fit):
    """The step (k,) that least squares of minus the errors on their slopes asks for."""
    try:
        return least_squares(J, -fit.errors)
    except ValueError:
        raise ValueError(f"at theta = {fit.theta} the slopes of the errors depend on "
                         "one another: drop a parameter, or begin elsewhere") from None


def _halved(errors, now, step):
    """The first Fit with fewer squares after the step, half of it, a quarter, ...; None
    if there is none.
    """
    tries = (_at(errors, now.theta + step / 2**i) for i in range(30))
    return next((fit for fit in tries if fit.squares < now.squares), None)


def _small(gain, tolerance, fit):
    """Is the gain so small a share of the squares that rounding could hide it?"""
    return bool(gain <= max(tolerance, 1e-9) * fit.squares)


def gauss_newton(errors, theta, tolerance=1e-12):
    """The Fit, theta (k,), errors (n,) and squares, at which the sum of the squares of
    errors(theta) is lowest near the start theta (k,).

    tolerance: the share of the squares for which a step is worth taking.  ValueError
    for a start that overflows, slopes that depend on one another, and a search that
    ends without having converged.
    """
    fit = last(gauss_newton_steps(errors, theta, tolerance))
    if not fit.converged:
        raise ValueError(f"the search ended at theta = {fit.theta.round(4)} with "
                         f"squares {fit.squares:.3g}, which is no minimum: begin "
                         "nearer to one, or take fewer parameters")
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
