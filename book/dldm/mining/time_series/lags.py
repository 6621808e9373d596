"""Time series: lags, autocorrelation, autoregression by least squares, Durbin and
Levinson, rolling origin.
"""
from typing import NamedTuple

import numpy as np

from ...ground.checks import matrix, series, varying, vector, whole
from ..regression.linear import least_squares


def logarithm(x):
    """Natural logarithms (n,) of a series; ValueError names the first value that is not
    above 0.
    """
    x = series(x)
    bad = np.flatnonzero(x <= 0)
    if len(bad):
        raise ValueError(f"x is {x[bad[0]]:g} at place {bad[0]}: a logarithm needs "
                         "values above 0")
    return np.log(x)


# ------------------------------------------------------------- a series and its parts


class Parts(NamedTuple):
    """A series taken apart, each (n,): the trend, the pattern that comes back every
    season, and the rest. Their sum is the series.
    """

    trend: np.ndarray
    pattern: np.ndarray
    rest: np.ndarray


def moving_mean(x, season):
    """(n,): the mean of the season that lies around each moment of x (n,); NaN for the
    half season at either end.

    An even season has no middle: one moment more is taken, and the two ends count half.
    """
    whole("season", season, 2)
    weights = np.ones(season + 1 - season % 2)
    x = series(x, len(weights))
    if season % 2 == 0:
        weights[[0, -1]] = 0.5
    half = len(weights) // 2
    trend = np.full(len(x), np.nan)
    trend[half:len(x) - half] = np.convolve(x, weights / season, mode="valid")
    return trend


def decompose(x, season):
    """The Parts of a series x (n,) whose pattern comes back after `season` steps.

    Trend: `moving_mean`. Pattern: for January, say, the mean of what all Januaries have
    above the trend. ValueError for fewer than two seasons.
    """
    trend = moving_mean(x, season)
    left = series(x, 2 * season) - trend
    pattern = np.array([np.nanmean(left[k::season]) for k in range(season)])
    pattern = (pattern - pattern.mean())[np.arange(len(left)) % season]
    return Parts(trend, pattern, left - pattern)


# --------------------------------------------------------------- a series beside itself


def lagged(x, p):
    """(X, y): a row of X (n - p, p) holds x_{t-1}, ..., x_{t-p}, the nearest first, and
    y (n - p,) holds x_t.
    """
    whole("p", p, 0)
    windows = np.lib.stride_tricks.sliding_window_view(series(x, p + 1), p + 1)[:, ::-1]
    return windows[:, 1:].copy(), windows[:, 0].copy()


def autocovariance(x, lags):
    """(lags + 1,): mean products of deviations k apart, k = 0 .. lags; all sums are
    divided by n, not by n - k.
    """
    whole("lags", lags, 0)
    x = series(x, lags + 1)
    z = x - x.mean()
    return np.array([z[k:] @ z[:len(z) - k] for k in range(lags + 1)]) / len(z)


def autocorrelation(x, lags):
    """rho (lags + 1,): autocovariances divided by the variance; ValueError for a
    constant series.
    """
    gamma = autocovariance(varying(x), lags)
    return gamma / gamma[0]


class Order(NamedTuple):
    """Best prediction from k lags: phi (k,), its last entry `partial`, and the share
    `left` of the variance.
    """

    phi: np.ndarray
    partial: float
    left: float


def durbin_levinson_steps(rho):
    """Yield the Order for k = 1, 2, ... lags, from autocorrelations rho (m + 1,) that
    begin with 1.

    ValueError if no series can have these autocorrelations.  Levinson 1946, Durbin
    1960.
    """
    rho = series(rho)
    if rho[0] != 1:
        raise ValueError(f"rho begins with {rho[0]:g}, expected 1: a series correlates "
                         "perfectly with itself")
    phi, left = np.zeros(0), 1.0
    for k in range(1, len(rho)):
        partial = (rho[k] - phi @ rho[k - 1:0:-1]) / left
        if abs(partial) >= 1:
            raise ValueError(f"no series has these autocorrelations: at lag {k} the "
                             f"partial one is {partial:.3g}")
        phi = np.append(phi - partial * phi[::-1], partial)
        left *= 1 - partial**2
        yield Order(phi, partial, left)


def partial_autocorrelation(x, lags):
    """(lags + 1,): 1, then the last weight of every step of Durbin and Levinson on the
    series' autocorrelations.
    """
    return np.array([1.0,
                     *(step.partial
                       for step in durbin_levinson_steps(autocorrelation(x, lags)))])


# ---------------------------------------------------------------- autoregression


def autoregression(x, p):
    """(1 + p,): c, phi_1, ..., phi_p by least squares of x_t on 1, x_{t-1}, ...,
    x_{t-p} (Yule 1927).

    ValueError for p < 0, NaN, a constant series, and fewer than 2 p + 1 values.
    """
    whole("p", p, 0)
    X, y = lagged(varying(x, 2 * p + 1), p)
    return least_squares(np.column_stack([np.ones(len(y)), X]), y)


def residuals(coefficients, x):
    """(n - p,): what the autoregression with these coefficients (1 + p,) does not
    explain.
    """
    X, y = lagged(x, len(coefficients) - 1)
    return y - coefficients[0] - X @ coefficients[1:]


def autoregression_forecast_steps(coefficients, x):
    """Yield forecasts of x_{n+1}, x_{n+2}, ... without end; each is fed back as if it
    had been observed.
    """
    c, phi = coefficients[0], np.asarray(coefficients[1:], dtype=float)
    recent = series(x, len(phi))[::-1][:len(phi)]
    while True:
        new = c + phi @ recent
        yield float(new)
        recent = np.append(new, recent)[:len(phi)]


def modes(phi):
    """Complex (p,): eigenvalues of the companion matrix, the largest modulus first;
    stationary if all are below 1.
    """
    phi = vector(phi, np.size(phi), "phi")
    p = len(phi)
    companion = np.vstack([phi, np.eye(p)[:-1]]) if p else np.zeros((0, 0))
    values = np.linalg.eigvals(companion).astype(complex)
    # rounding must not decide which of two equal moduli comes first
    return values[np.argsort(-np.abs(values).round(9), kind="stable")]


def period(phi):
    """Steps of one turn of the strongest mode that swings: a complex one, or a negative
    one, which turns in two; infinity if there is none.
    """
    turning = [m for m in modes(phi) if m != 0 and abs(np.angle(m)) > 1e-9]
    return float(2 * np.pi / abs(np.angle(turning[0]))) if turning else np.inf


def order_steps(x, p_max):
    """Yield (p, Akaike's criterion) for p = 0 .. p_max, all on the same last n - p_max
    values (Akaike 1974).
    """
    whole("p_max", p_max, 0)
    x = varying(x, 2 * p_max + 2)
    for p in range(p_max + 1):
        part = x[p_max - p:]
        errors = residuals(autoregression(part, p), part)
        yield p, float(len(errors) * np.log(errors @ errors / len(errors))
                       + 2 * (p + 1))


def ljung_box(errors, lags):
    """Q = n (n + 2) sum of rho_k^2 / (n - k) over k = 1 .. lags: large if the errors
    are correlated.

    Under white noise about chi-squared, with `lags` minus the number of fitted lags as
    degrees.  Ljung & Box 1978.
    """
    n, rho = len(errors), autocorrelation(errors, lags)[1:]
    return float(n * (n + 2) * np.sum(rho**2 / (n - np.arange(1, lags + 1))))


# ------------------------------------------------------ evaluation in the order of time


class Origin(NamedTuple):
    """One stand of the forecaster: rows before `start` were known, `predicted` is for
    the rows start .. stop - 1.
    """

    start: int
    stop: int
    predicted: np.ndarray


def rolling_origin_steps(X, y, fit, first, every=1):
    """Yield an Origin for first, first + every, ...: fit on the rows before it, predict
    the next `every` rows.

    X (n, d), y (n,) in the order of time; fit(X, y) returns a function of rows.
    Tashman 2000.
    """
    X = matrix(X)
    y = vector(y, len(X))
    whole("every", every, 1)
    whole("first", first, 1, len(X) - 1)
    for start in range(first, len(X), every):
        stop = min(start + every, len(X))
        yield Origin(start, stop,
                     np.asarray(fit(X[:start], y[:start])(X[start:stop])).reshape(-1))


def rolling_forecasts(X, y, fit, first, every=1):
    """(n - first,): the predictions of `rolling_origin_steps`, one after the other."""
    return np.concatenate([origin.predicted
                           for origin in rolling_origin_steps(X, y, fit, first, every)])
