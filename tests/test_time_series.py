"""Chapter 5.5's time series against statsmodels, SciPy's filter, solved equations and hand-worked cases."""
import itertools
import math

import numpy as np
import pytest
import statsmodels.api as sm
from dldm import arima, time_series
from dldm.arima import conditional_sum_of_squares, lag_polynomial, level_steps, shock_steps, shocks, smoothing_steps
from dldm.player import play
from dldm.regression import DEPENDENT
from dldm.series import airline
from dldm.time_series import (
    autocorrelation,
    autoregression,
    difference,
    forecast,
    lag_table,
    levinson_steps,
    partial_autocorrelation,
    response,
    rolling_steps,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import solve_toeplitz
from scipy.signal import lfilter
from statsmodels.tsa.ar_model import AutoReg

WATER = np.array([4.0, 6, 5, 1, 4, 8, 6, 2])
seeds = st.integers(0, 10_000)


def draw(seed, n=60):
    rng = np.random.default_rng(seed)
    return lfilter([1], [1, -0.6, 0.2], rng.normal(size=n)) + rng.normal()


def test_the_house_of_the_chapter():
    assert np.allclose(autocorrelation(WATER, 4), [1, -0.25 / 36, -27.5 / 36, -1.25 / 36, 15 / 36])
    assert difference(WATER).tolist() == [2, -1, -4, 3, 4, -2, -4] and difference(WATER, 4).tolist() == [0, 2, 1, 1]
    X, target = lag_table(WATER, 2)
    assert X[:2].tolist() == [[6, 4], [5, 6]] and target[:2].tolist() == [5, 1] and len(X) == 6
    zero, one, two = levinson_steps(autocorrelation(WATER, 2))
    partial = (-27.5 / 36 - (0.25 / 36) ** 2) / (1 - (0.25 / 36) ** 2)
    assert zero.left == 1 and one.phi[0] == pytest.approx(-0.25 / 36) and two.phi[1] == pytest.approx(partial)
    assert two.left == pytest.approx((1 - (0.25 / 36) ** 2) * (1 - partial**2))


@given(seeds, st.integers(1, 12))
@settings(max_examples=40)
def test_levinson_solves_the_equations_of_every_order(seed, lags):
    r = autocorrelation(draw(seed), lags)
    for p, state in enumerate(levinson_steps(r)):
        if p:
            assert np.allclose(state.phi, solve_toeplitz(r[:p], r[1:p + 1]), atol=1e-10)
            assert state.left == pytest.approx(1 - state.phi @ r[1:p + 1], abs=1e-10)


@given(seeds)
@settings(max_examples=20)
def test_correlations_and_fits_equal_statsmodels(seed):
    y = draw(seed)
    assert np.allclose(autocorrelation(y, 15), sm.tsa.acf(y, nlags=15), atol=1e-12)
    assert np.allclose(partial_autocorrelation(y, 15), sm.tsa.pacf(y, 15, method="ldb"), atol=1e-12)
    for p in (1, 2, 5):
        model = AutoReg(y, p).fit()
        w = autoregression(y, p)
        assert np.allclose(w, model.params, atol=1e-8)
        assert np.allclose(forecast(w, y, 7), model.predict(len(y), len(y) + 6), atol=1e-8)


def test_response_is_the_filter_of_a_pulse():
    phi = np.array([0.5, -0.3, 0.1])
    assert np.allclose(response(phi, 9), lfilter([1], [1, *-phi], np.eye(9)[0])) and response(phi, 1).tolist() == [1]


def test_the_origin_rolls_and_never_looks_ahead():
    y, changed = draw(3, 40), draw(3, 40)
    changed[30:] += 100
    pairs = list(zip(rolling_steps(y, 2, 25, 3), rolling_steps(changed, 2, 25, 3)))
    assert [one[0] for one, _ in pairs] == list(range(25, 38))
    for (origin, ahead, spread), (_, other, other_spread) in pairs:
        same = np.allclose(ahead, other) and np.allclose(spread, other_spread)
        assert same == (origin <= 30)
        assert np.allclose(ahead, forecast(autoregression(y[:origin], 2), y[:origin], 3))
        assert (np.diff(spread) > 0).all()


def test_spread_is_what_simulated_futures_have():
    rng, y = np.random.default_rng(0), draw(5, 400)
    _, ahead, spread = next(rolling_steps(y[:395], 2, 390, 5))
    w = autoregression(y[:390], 2)
    ends = []
    for _ in range(4000):
        past = list(y[388:390])
        for _ in range(5):
            past.append(w[0] + w[1] * past[-1] + w[2] * past[-2] + spread[0] * rng.normal())
        ends.append(past[2:])
    assert np.allclose(np.mean(ends, axis=0), ahead, atol=0.1) and np.allclose(np.std(ends, axis=0), spread, rtol=0.06)


@given(seeds)
@settings(max_examples=20)
def test_shocks_equal_scipys_filter(seed):
    rng = np.random.default_rng(seed)
    ar, ma = np.r_[1, rng.uniform(-0.5, 0.5, 2)], np.r_[1, rng.uniform(-0.5, 0.5, 3)]
    assert np.allclose(shocks(draw(seed), ar, ma), lfilter(ar, ma, draw(seed)), atol=1e-10)


def test_shocks_give_the_series_back():
    e = np.random.default_rng(2).normal(size=30)
    w = lfilter([1, 0.4, -0.2], [1, -0.5], e)
    assert np.allclose(shocks(w, [1, -0.5], [1, 0.4, -0.2]), e)
    assert conditional_sum_of_squares(w, [1, -0.5], [1, 0.4, -0.2]) == pytest.approx((e[1:] ** 2).mean())
    assert lag_polynomial([1, 0.5], [1, 0, -2]).tolist() == [1, 0.5, -2, -1] and lag_polynomial().tolist() == [1]


@given(seeds, st.floats(0.1, 10), st.floats(0, 10))
@settings(max_examples=20)
def test_local_level_has_statsmodels_likelihood(seed, noise, drift):
    y = draw(seed, 25)
    *_, last = level_steps(y, noise, drift)
    peer = sm.tsa.UnobservedComponents(y, "llevel", use_exact_diffuse=True)
    assert last[3] == pytest.approx(peer.loglike([noise, drift]), abs=1e-7)


def test_filter_smoothing_and_shocks_are_one_recursion():
    y, q = draw(4, 200), 0.3
    *_, (level, _, gain, _) = level_steps(y, 1.0, q)
    theta = (-(q + 2) + math.sqrt(q * q + 4 * q)) / 2
    assert gain == pytest.approx(1 + theta, abs=1e-12) and theta / (1 + theta**2) == pytest.approx(-1 / (q + 2))
    *_, smoothed = smoothing_steps(y, gain)
    assert smoothed == pytest.approx(level, abs=1e-6)
    levels = np.array(list(smoothing_steps(y, 1 + theta)))
    assert np.allclose(y[1:] - levels[:-1], shocks(difference(y), [1.0], [1, theta]))


@pytest.mark.parametrize("states", [
    lambda: list(levinson_steps(autocorrelation(WATER, 3))), lambda: list(rolling_steps(draw(1, 30), 2, 20, 4))])
def test_player_draws_the_trace(states):
    trace, drawn = states(), []
    player = play(trace, lambda ax, s: drawn.append(s), lambda s: "step", "t", "described")
    assert len(player) == len(trace) and all(a is b for a, b in zip(drawn, trace))


@pytest.mark.parametrize(("run", "words"), [
    (lambda: difference([1, 2], 2), "at least 3"), (lambda: difference([1, 2], 0), "lag"),
    (lambda: difference([1, math.nan]), "NaN"), (lambda: difference([[1, 2]]), "one row"),
    (lambda: autocorrelation([3, 3, 3], 1), "constant"), (lambda: autocorrelation(WATER, 8), "at least 9"),
    (lambda: autocorrelation(WATER, -1), "lags"), (lambda: lag_table(WATER, 0), "number of lags"),
    (lambda: autoregression(WATER, 4), "at least 10"), (lambda: autoregression(np.ones(20), 1), DEPENDENT[:30]),
    (lambda: forecast([0, 1, 0], [1], 1), "at least 2"), (lambda: forecast([0, 1], [1], 0), "steps"),
    (lambda: list(levinson_steps([1.0, 1.0, 1.0])), "predict everything"),
    (lambda: next(rolling_steps(WATER, 2, 3, 1)), "first"), (lambda: next(rolling_steps(WATER, 1, 8, 1)), "at least 9"),
    (lambda: shocks([1, 2], [2.0], [1]), "start with 1"), (lambda: shocks([1], [1, 0.5], [1]), "at least 2"),
    (lambda: list(smoothing_steps([1, 2], 1.5)), "alpha"), (lambda: list(smoothing_steps([1], 0.5)), "at least 2"),
    (lambda: next(level_steps([1, 2], 0, 1)), "noise"), (lambda: next(level_steps([1, 2], 1, -1)), "drift"),
    (lambda: next(shock_steps([1, math.inf], [1], [1])), "NaN or infinity")])
def test_bad_input(run, words):
    with pytest.raises(ValueError, match=words):
        run()


def test_input_stays_as_it_was():
    y = WATER.copy()
    for run in (autoregression, lag_table, autocorrelation):
        run(y, 2)
    list(level_steps(y, 1, 1))
    shocks(y, [1], [1, 0.3])
    list(itertools.chain(smoothing_steps(y, 0.3), rolling_steps(y, 1, 5, 2)))
    assert (y == WATER).all()


def test_airline_by_shocks_is_near_the_exact_fit():
    w = difference(difference(np.log(airline())), 12)
    ma = lag_polynomial([1, -0.377], [1, *[0] * 11, -0.572])
    here = conditional_sum_of_squares(w, [1.0], ma)
    for other in ((-0.30, -0.572), (-0.45, -0.572), (-0.377, -0.5), (-0.377, -0.65)):
        assert conditional_sum_of_squares(w, [1.0], lag_polynomial([1, other[0]], [1, *[0] * 11, other[1]])) > here
    assert time_series.series([1, 2]).dtype == float and arima.lag_polynomial([1, 2]).tolist() == [1, 2]
