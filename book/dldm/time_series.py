"""Time series: differences, autocorrelation, autoregression, and forecasts that start anew at each origin."""
from typing import NamedTuple

import numpy as np

from . import _checks as checks
from .regression import add_intercept, least_squares


def series(y, least=2, name="y"):
    """y as a float array (T,); ValueError unless it is one row of at least `least` finite numbers."""
    y = np.asarray(y, dtype=float)
    if y.ndim != 1:
        raise ValueError(f"{name} has shape {y.shape}: a time series is one row of numbers")
    if len(y) < least:
        raise ValueError(f"{name} has {len(y)} values, and at least {least} are needed: take fewer lags, or more data")
    checks.finite(y, name)
    return y


def difference(y, lag=1):
    """y_t - y_(t - lag), of length T - lag (Box & Jenkins 1970)."""
    checks.whole("lag", lag, 1)
    y = series(y, lag + 1)
    return y[lag:] - y[:-lag]


def autocorrelation(y, lags):
    """r (lags + 1,) with r_0 = 1: how y goes with itself `lag` steps before, sums divided by T at every lag."""
    checks.whole("lags", lags, 0)
    y = series(y, lags + 1)
    z = y - y.mean()
    if not z.any():
        raise ValueError("y is constant: it has no variation that lags could explain")
    return np.array([z[k:] @ z[:len(z) - k] for k in range(lags + 1)]) / (z @ z)


class LevinsonState(NamedTuple):
    """The best prediction from p lags: coefficients phi (p,), and the share of the variance that is left."""

    phi: np.ndarray
    left: float


def levinson_steps(r):
    """Durbin's and Levinson's recursion: yield a LevinsonState for p = 0, 1, ..., from autocorrelations r (p + 1,).

    Each order takes one new number, the partial autocorrelation phi[-1] (Durbin 1960).
    """
    r = series(r, 1, "r")
    phi, left = np.zeros(0), 1.0
    yield LevinsonState(phi, left)
    for p in range(1, len(r)):
        if left <= 1e-12:
            raise ValueError(f"{p - 1} lags predict everything: take fewer of them")
        partial = (r[p] - phi @ r[p - 1:0:-1]) / left
        phi = np.append(phi - partial * phi[::-1], partial)
        left *= 1 - partial**2
        yield LevinsonState(phi, left)


def partial_autocorrelation(y, lags):
    """(lags + 1,): for p = 0, 1, ... the last coefficient of the best prediction from p lags; the first is 1."""
    states = list(levinson_steps(autocorrelation(y, lags)))
    return np.array([1.0] + [state.phi[-1] for state in states[1:]])


def lag_table(y, p):
    """(X, target): row t of X (T - p, p) holds the p values before target[t], the latest one first."""
    checks.whole("p, the number of lags,", p, 1)
    y = series(y, p + 1)
    X = np.column_stack([y[p - k:len(y) - k] for k in range(1, p + 1)])
    return X, y[p:]


def autoregression(y, p):
    """w (p + 1,), the intercept first: least squares of y_t on its p predecessors (Yule 1927)."""
    checks.whole("p, the number of lags,", p, 1)
    X, target = lag_table(series(y, 2 * p + 2), p)
    return least_squares(add_intercept(X), target)


def forecast(w, y, steps):
    """The next `steps` values (steps,) of an autoregression w (p + 1,): each forecast becomes a lag of the next."""
    p = len(w) - 1
    checks.whole("steps", steps, 1)
    past = list(series(y, p)[len(y) - p:])
    for _ in range(steps):
        past.append(w[0] + np.dot(w[1:], past[:-p - 1:-1]))
    return np.array(past[p:])


def response(phi, steps):
    """psi (steps,): what a shock of 1 at time 0 adds to the series at 0, 1, 2, ..."""
    psi = np.zeros(steps + len(phi))
    psi[len(phi)] = 1.0
    for t in range(len(phi) + 1, len(psi)):
        psi[t] = np.dot(phi, psi[t - len(phi):t][::-1])
    return psi[len(phi):]


def rolling_steps(y, p, first, horizon):
    """Rolling origin: yield (origin, forecasts, deviations), fitted anew on y[:origin] for each origin from `first` on.

    forecasts (horizon,) are of y[origin:], deviations (horizon,) of their errors, were the shocks independent.
    """
    y = series(y, first + horizon)
    checks.whole("first, the first origin,", first, 2 * p + 2)
    for origin in range(first, len(y) - horizon + 1):
        past = y[:origin]
        w = autoregression(past, p)
        X, target = lag_table(past, p)
        noise = np.sqrt(((target - w[0] - X @ w[1:]) ** 2).sum() / (len(target) - p - 1))
        yield origin, forecast(w, past, horizon), noise * np.sqrt(np.cumsum(response(w[1:], horizon) ** 2))
