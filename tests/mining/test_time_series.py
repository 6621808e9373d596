"""Time series and ARIMA: by hand, as statsmodels on random series, as recursion and as matrix, and every bad input."""
import math

import numpy as np
import pytest
from dldm.datasets import airline
from dldm.mining.time_series import (
    arima,
    autocorrelation,
    autoregression,
    difference,
    difference_steps,
    durbin_levinson_steps,
    fan_steps,
    forecast_steps,
    gauss_newton,
    gauss_newton_steps,
    innovations,
    lagged,
    local_level_log_likelihood,
    local_level_steps,
    polynomial,
    product,
    psi_weights,
)
from dldm.mining.time_series import lags as ts
from dldm.page import play
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.datasets import nile, sunspots
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.tsa.api import SARIMAX, AutoReg, SimpleExpSmoothing, acf, pacf
from statsmodels.tsa.arima_process import ArmaProcess
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.statespace.structural import UnobservedComponents

TOY = np.array([2, 5, 7, 6, 3, 1, 2, 6.0])
SPOTS = sunspots.load_pandas().data["SUNACTIVITY"].to_numpy()
NILE = nile.load_pandas().data["volume"].to_numpy(dtype=float)
seeds = pytest.mark.parametrize("seed", range(5))


def wave(seed, n=120):
    """A noisy stationary series."""
    rng = np.random.default_rng(seed)
    return 10 + np.sin(np.arange(n) * rng.uniform(0.3, 1)) + rng.normal(0, 0.6, n)


def take(steps, h):
    return np.array([value for value, _ in zip(steps, range(h))])


# ---------------------------------------------------------------- parts


def test_a_line_and_a_season_are_taken_apart_exactly():
    season, when = np.array([3.0, -1, -4, 2]), np.arange(20)
    trend, pattern, rest = ts.decompose(5 + 0.5 * when + season[when % 4], 4)
    assert trend[2:-2] == pytest.approx(5 + 0.5 * when[2:-2]) and np.isnan(trend[[0, 1, -2, -1]]).all()
    assert pattern == pytest.approx(season[when % 4]) and np.allclose(rest[2:-2], 0)
    assert ts.moving_mean(np.array([4.0, 8, 6, 2, 8]), 4)[2] == 5.5
    assert ts.moving_mean(np.array([1.0, 2, 6, 1]), 3)[1:3].tolist() == [3, 3]


@seeds
@pytest.mark.parametrize("season", [2, 3, 7, 12])
def test_the_parts_are_those_of_statsmodels_and_their_sum_is_the_series(seed, season):
    x = wave(seed, 24 + 5 * seed)
    theirs, ours = seasonal_decompose(x, period=season), ts.decompose(x, season)
    for part, peer in zip(ours, (theirs.trend, theirs.seasonal, theirs.resid)):
        assert np.allclose(part, peer, rtol=0, atol=1e-12, equal_nan=True)
    known = ~np.isnan(ours.trend)
    assert np.allclose(sum(ours)[known], x[known]) and np.isfinite(ours.pattern).all()


# ---------------------------------------------------------------- lags and correlations


def test_the_toy_series_by_hand():
    X, y = lagged(TOY, 2)
    assert X.tolist() == [[5, 2], [7, 5], [6, 7], [3, 6], [1, 3], [2, 1]] and y.tolist() == [7, 6, 3, 1, 2, 6]
    assert (8 * ts.autocovariance(TOY, 3)).tolist() == pytest.approx([36, 10, -17, -20])
    assert ts.autocovariance([1.0, 2.0], 1).tolist() == [0.25, -0.125] and ts.autocovariance([3.0], 0).tolist() == [0]
    first, second = durbin_levinson_steps(autocorrelation(TOY, 2))
    assert first.phi == pytest.approx([10 / 36]) and first.left == pytest.approx(1 - (10 / 36) ** 2)
    assert second.phi == pytest.approx([0.4431, -0.5953], abs=1e-4) and second.partial == second.phi[-1]
    assert take(ts.autoregression_forecast_steps([4, 1, -0.8], TOY), 2) == pytest.approx([8.4, 7.6])


@seeds
def test_correlations_and_partial_ones_are_those_of_statsmodels(seed):
    x = wave(seed)
    assert np.allclose(autocorrelation(x, 15), acf(x, nlags=15, fft=False), rtol=0, atol=1e-12)
    assert np.allclose(ts.partial_autocorrelation(x, 15), pacf(x, 15, method="ldb"), rtol=0, atol=1e-12)
    Q = acorr_ljungbox(x, [12], model_df=2)["lb_stat"].iloc[0]
    assert ts.ljung_box(x, 12) == pytest.approx(Q, rel=1e-10)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), n=st.integers(5, 60), p=st.integers(1, 4))
def test_durbin_levinson_solves_yule_walker_and_is_always_stationary(seed, n, p):
    x = np.random.default_rng(seed).normal(size=n)
    rho = autocorrelation(x, p)
    *_, last = durbin_levinson_steps(rho)
    R = rho[np.abs(np.subtract.outer(range(p), range(p)))]
    assert np.allclose(R @ last.phi, rho[1:]) and last.left == pytest.approx(1 - last.phi @ rho[1:])
    assert 0 < last.left <= 1 and abs(ts.modes(last.phi)[0]) < 1


# ---------------------------------------------------------------- autoregression


@seeds
@pytest.mark.parametrize("p", [0, 1, 2, 5])
def test_autoregression_forecasts_and_roots_are_those_of_statsmodels(seed, p):
    x = wave(seed)
    fit = AutoReg(x, p).fit()
    own = autoregression(x, p)
    assert np.allclose(own, fit.params, rtol=0, atol=1e-10)
    assert np.allclose(ts.residuals(own, x), fit.resid, rtol=0, atol=1e-9)
    assert np.allclose(take(ts.autoregression_forecast_steps(own, x), 9), fit.forecast(9), rtol=0, atol=1e-8)
    assert np.allclose(np.sort(np.abs(ts.modes(own[1:]))), np.sort(1 / np.abs(fit.roots)), atol=1e-8)


def test_nine_lags_of_the_sunspots():
    assert np.allclose(autoregression(SPOTS, 9), AutoReg(SPOTS, 9).fit().params, rtol=0, atol=1e-8)
    yule = autoregression(SPOTS[49:225], 2)
    assert yule == pytest.approx([13.9406, 1.3359, -0.6499], abs=1e-4)
    assert ts.period(yule[1:]) == pytest.approx(10.575, abs=1e-3)
    criteria = dict(ts.order_steps(SPOTS, 20))
    assert min(criteria, key=criteria.get) == 9
    theirs = {p: AutoReg(SPOTS, p, hold_back=20).fit().aic for p in (2, 9, 15)}
    assert criteria[2] - criteria[9] == pytest.approx(theirs[2] - theirs[9])
    assert criteria[15] - criteria[9] == pytest.approx(theirs[15] - theirs[9])


def test_modes_and_period():
    assert np.abs(ts.modes([1.0, -0.8])) == pytest.approx([np.sqrt(0.8)] * 2)
    assert ts.period([1.0, -0.8]) == pytest.approx(2 * np.pi / np.arccos(1 / (2 * np.sqrt(0.8))))
    assert ts.period([0.5]) == ts.period([0.0]) == ts.period([-0.0]) == ts.period([]) == np.inf
    assert ts.period([-0.5]) == 2 and ts.period([0, -1.0]) == pytest.approx(4)
    beside = np.poly([0.9, *0.5 * np.exp([1j * np.pi / 3, -1j * np.pi / 3])]).real  # what does not swing is stronger
    assert ts.period(-beside[1:]) == pytest.approx(6)
    assert abs(ts.modes([1.0])[0]) == pytest.approx(1)


# ---------------------------------------------------------------- rolling origin


def test_rolling_origin_never_sees_the_future_and_leaves_no_row_out():
    X, y, seen = np.arange(23.0)[:, None], np.arange(23.0), []

    def fit(X, y):
        seen.append(len(y))
        assert X.max() == len(y) - 1
        return lambda rows: rows[:, 0] + 0.5

    origins = list(ts.rolling_origin_steps(X, y, fit, 8, 5))
    assert [(o.start, o.stop) for o in origins] == [(8, 13), (13, 18), (18, 23)] and seen == [8, 13, 18]
    assert ts.rolling_forecasts(X, y, fit, 8, 5).tolist() == (y[8:] + 0.5).tolist()


# ---------------------------------------------------------------- differences, polynomials, innovations


def test_differences_and_polynomials():
    assert difference([3, 5, 8, 12, 17]).tolist() == [2, 3, 4, 5]
    assert [w.tolist() for w in difference_steps([3, 5, 8, 12, 17], (1, 1))][-1] == [1, 1, 1]
    x = wave(0, 40)
    (*_, both), (*_, other) = difference_steps(x, (1, 12)), difference_steps(x, (12, 1))
    filtered = np.convolve(x, product(polynomial(-1), polynomial(-1, season=12)), "valid")
    assert np.allclose(both, other) and np.allclose(both, filtered)
    assert polynomial().tolist() == [1] and polynomial(2, 3, season=2).tolist() == [1, 0, 2, 0, 3]


def test_innovations_by_hand_and_back_again():
    assert innovations([3, -1, 2], polynomial(), polynomial(0.5)) == pytest.approx([3, -2.5, 3.25])
    e = np.random.default_rng(0).normal(size=50)
    x = e.copy()
    for t in range(1, 50):
        x[t] += 0.6 * x[t - 1] + 0.4 * e[t - 1]
    found = innovations(np.append(0, x), polynomial(-0.6), polynomial(0.4))
    assert np.allclose(found, e, rtol=0, atol=1e-12)


@seeds
def test_gauss_newton_descends_and_on_a_linear_problem_is_least_squares(seed):
    x = wave(seed)
    X, y = lagged(x, 2)
    fit = gauss_newton(lambda w: y - w[0] - X @ w[1:], np.zeros(3))
    assert np.allclose(fit.theta, autoregression(x, 2), rtol=0, atol=1e-6)
    steps = list(gauss_newton_steps(lambda w: innovations(x, polynomial(-1), polynomial(w[0])), [0.0]))
    assert all(b.squares < a.squares for a, b in zip(steps, steps[1:])) and len(steps) > 2
    best = steps[-1]
    for nudge in (-1e-3, 1e-3):
        e = innovations(x, polynomial(-1), polynomial(best.theta[0] + nudge))
        assert e @ e > best.squares


def test_a_start_that_explodes_is_halved_into_a_fit():
    x = np.cumsum(np.random.default_rng(1).normal(size=200))
    fit = gauss_newton(lambda w: innovations(x, polynomial(-1), polynomial(w[0])), [0.9])
    assert abs(fit.theta[0]) < 1 and np.isfinite(fit.squares)


def test_conditional_and_exact_estimates_meet_on_a_long_series():
    e = np.random.default_rng(2).normal(size=4001)
    x = np.cumsum(e[1:] - 0.6 * e[:-1])
    own = gauss_newton(lambda w: innovations(x, polynomial(-1), polynomial(w[0])), [0.0]).theta[0]
    exact = SARIMAX(x, order=(0, 1, 1), simple_differencing=True).fit(disp=0).params[0]
    assert own == pytest.approx(exact, abs=2e-3) and own == pytest.approx(-0.6, abs=0.05)


# ---------------------------------------------------------------- the Nile under four names


def test_the_local_level_is_statsmodels_exact_diffuse_and_its_gain_settles_at_one_plus_theta():
    peer = UnobservedComponents(NILE, "llevel", use_exact_diffuse=True)
    for noise, drift in ((15098.5, 1469.2), (9000.0, 4000.0), (20000.0, 0.0)):
        assert local_level_log_likelihood(NILE, noise, drift) == pytest.approx(peer.loglike([noise, drift]), abs=1e-8)
    assert local_level_log_likelihood(NILE, 15098.52, 1469.18) == pytest.approx(-633.46456, abs=1e-4)
    *_, (_, _, spread, gain) = local_level_steps(NILE, 15098.52, 1469.18)
    q = 1469.18 / 15098.52
    theta = (-(q + 2) + np.sqrt(q * q + 4 * q)) / 2
    assert gain == pytest.approx(1 + theta, abs=1e-9) and theta == pytest.approx(-0.7329, abs=1e-4)
    assert spread == pytest.approx(-15098.52 / theta, rel=1e-6)  # the variance of the ARIMA's innovations


def test_smoothing_is_statsmodels_and_the_conditional_arima():
    def errors(alpha, level):
        return np.array([e for _, e in arima.smoothing_steps(NILE, alpha, level)])

    own = gauss_newton(lambda w: errors(*w), [0.3, 1000.0])
    peer = SimpleExpSmoothing(NILE, initialization_method="estimated").fit().params
    assert own.theta == pytest.approx([peer["smoothing_level"], peer["initial_level"]], rel=1e-2)
    assert np.allclose(errors(0.3, NILE[0])[1:], innovations(NILE, polynomial(-1), polynomial(-0.7)))


# ---------------------------------------------------------------- airline and forecasts


def airline_polynomials(theta, seasonal):
    growth = product(polynomial(-1), polynomial(-1, season=12))
    return growth, product(polynomial(theta), polynomial(seasonal, season=12))


def test_the_airline_model_has_the_published_numbers():
    x = ts.logarithm(airline())
    model = SARIMAX(x, order=(0, 1, 1), seasonal_order=(0, 1, 1, 12), simple_differencing=True)
    fit = model.fit(disp=0, cov_type="approx")
    assert fit.params[:2] == pytest.approx([-0.4018, -0.5569], abs=3e-4)
    assert fit.bse[:2] == pytest.approx([0.0896, 0.0731], abs=2e-4)
    own = gauss_newton(lambda w: innovations(x, *airline_polynomials(*w)), [0.0, 0.0])
    assert own.theta == pytest.approx([-0.3772, -0.5724], abs=1e-4)
    assert own.squares / len(own.errors) == pytest.approx(0.00139, abs=1e-5)


def test_forecasts_and_spread_are_those_of_statsmodels_at_equal_parameters():
    x = ts.logarithm(airline())
    a, b = airline_polynomials(-0.4, -0.56)
    peer = SARIMAX(x, order=(0, 1, 1), seasonal_order=(0, 1, 1, 12)).filter([-0.4, -0.56, 0.0014]).get_forecast(36)
    assert np.allclose(take(forecast_steps(x, a, b), 36), peer.predicted_mean, rtol=0, atol=2e-3)
    spread = np.sqrt(0.0014 * np.cumsum(psi_weights(a, b, 36) ** 2))
    assert np.allclose(spread, peer.se_mean, rtol=2e-3)


@seeds
def test_psi_weights_and_forecasts_of_arma(seed):
    rng = np.random.default_rng(seed)
    a, b = polynomial(*rng.uniform(-0.4, 0.4, 2)), polynomial(*rng.uniform(-0.5, 0.5, 2))
    assert np.allclose(psi_weights(a, b, 12), ArmaProcess(a, b).arma2ma(12))
    x, c = wave(seed), autoregression(wave(seed), 3)
    mean = c[0] / (1 - c[1:].sum())
    by_arima = mean + take(forecast_steps(x - mean, polynomial(*-c[1:]), polynomial()), 8)
    assert np.allclose(by_arima, take(ts.autoregression_forecast_steps(c, x), 8))


def test_a_fan_is_fitted_on_the_past_only_and_widens():
    x, known = wave(3), []

    def fit(past):
        known.append(len(past))
        return polynomial(-1), polynomial(-0.5), 2.0

    fans = list(fan_steps(x, fit, 60, 20, 5))
    assert known == [60, 80, 100] == [fan.origin for fan in fans]
    assert fans[0].deviation == pytest.approx(np.sqrt(2 * (1 + 0.25 * np.arange(5))))
    assert np.ptp(fans[0].mean) == pytest.approx(0)


@pytest.mark.parametrize("steps", [
    lambda: durbin_levinson_steps(autocorrelation(SPOTS, 5)),
    lambda: difference_steps(airline(), (1, 12)),
    lambda: fan_steps(wave(0), lambda past: (polynomial(-1), polynomial(-0.5), 1.0), 60, 20, 5)])
def test_a_player_draws_the_trace(steps):
    trace, drawn = list(steps()), []
    player = play(trace, lambda ax, s: drawn.append(s), lambda s: "step", "t", "described")
    assert all(a is b for a, b in zip(drawn, trace)) and len(player) == len(trace) == len(drawn)


# ---------------------------------------------------------------- what a learner gets wrong


@pytest.mark.parametrize("call, words", [
    (lambda: lagged([1, 2, 3], 3), "x has 3 values and this needs at least 4: take fewer lags"),
    (lambda: lagged([1, 2, 3], -1), "p is -1: it must be a whole number of at least 0"),
    (lambda: lagged([1, 2, 3], 1.5), "p is 1.5"),
    (lambda: lagged([[1, 2, 3]], 1), r"x has shape \(1, 3\), expected \(n,\)"),
    (lambda: lagged([1, np.nan, 3], 1), "x holds NaN or infinity, first in place 1"),
    (lambda: ts.decompose(TOY, 1), "season is 1: it must be a whole number of at least 2"),
    (lambda: ts.decompose(TOY, 5), "x has 8 values and this needs at least 10"),
    (lambda: ts.moving_mean([1, 2], 3), "x has 2 values and this needs at least 3"),
    (lambda: autocorrelation([5, 5, 5, 5], 1), "x is constant at 5: it has no variation"),
    (lambda: autocorrelation([1, 2], 2), "x has 2 values and this needs at least 3"),
    (lambda: autocorrelation([1, 2], -1), "lags is -1"),
    (lambda: autoregression([5, 5, 5, 5, 5], 1), "x is constant at 5"),
    (lambda: autoregression([1, 2, 3, 5], 2), "x has 4 values and this needs at least 5"),
    (lambda: autoregression(TOY, -2), "p is -2"),
    (lambda: ts.logarithm([3, 0, 1]), "x is 0 at place 1: a logarithm needs values above 0"),
    (lambda: ts.logarithm([3, 2, -1]), "x is -1 at place 2"),
    (lambda: list(durbin_levinson_steps([2, 1])), "rho begins with 2, expected 1"),
    (lambda: list(durbin_levinson_steps([1, 1])), "at lag 1 the partial one is 1"),
    (lambda: list(durbin_levinson_steps([1, -1])), "at lag 1 the partial one is -1"),
    (lambda: list(durbin_levinson_steps([1, 0.9, 0.0])), "no series has these autocorrelations: at lag 2"),
    (lambda: list(ts.order_steps(TOY, 4)), "x has 8 values and this needs at least 10"),
    (lambda: next(ts.autoregression_forecast_steps([0, 1, 1], [1])), "x has 1 values and this needs at least 2"),
    (lambda: ts.ljung_box(TOY, 8), "x has 8 values and this needs at least 9"),
    (lambda: list(ts.rolling_origin_steps(np.ones((4, 1)), np.ones(4), None, 0)), "first is 0"),
    (lambda: list(ts.rolling_origin_steps(np.ones((4, 1)), np.ones(4), None, 4)), "first is 4"),
    (lambda: list(ts.rolling_origin_steps(np.ones((4, 1)), np.ones(3), None, 1)), "y has shape"),
    (lambda: difference([1, 2], 2), "x has 2 values and this needs at least 3"),
    (lambda: difference([1, 2], 0), "lag is 0: it must be a whole number of at least 1"),
    (lambda: polynomial(1, season=0), "season is 0"),
    (lambda: innovations([1, 2], [2, 1], [1]), "a begins with 2 and b with 1: both must begin with 1"),
    (lambda: innovations([1], [1, -1], [1]), "x has 1 values and this needs at least 2"),
    (lambda: list(arima.smoothing_steps(TOY, -0.1, 0)), "alpha is -0.1"),
    (lambda: list(local_level_steps(TOY, 0, 1)), "noise is 0: it must be a number above 0"),
    (lambda: list(local_level_steps(TOY, 1, -1)), "drift is -1"),
    (lambda: list(local_level_steps([1], 1, 1)), "x has 1 values and this needs at least 2"),
    (lambda: psi_weights([1], [1], 0), "h is 0"),
    (lambda: list(fan_steps(TOY, None, 9, 1, 1)), "x has 8 values and this needs at least 10"),
])
def test_bad_input_gets_one_clear_error(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_inputs_are_not_modified():
    x = TOY.copy()
    list(fan_steps(x, lambda past: (polynomial(-1), polynomial(0.3), 1.0), 4, 1, 3))
    autoregression(x, 2), ts.partial_autocorrelation(x, 3), list(local_level_steps(x, 1, 1))
    lagged(x, 2)[0][:] = 0
    next(difference_steps(x, (1,)))
    assert x.tolist() == TOY.tolist()


# ---------------------------------------------------------------- the search says whether it converged


def test_every_fit_of_the_search_says_whether_it_converged():
    steps = list(gauss_newton_steps(lambda w: innovations(NILE, polynomial(-1), polynomial(w[0])), [0.0]))
    assert [fit.converged for fit in steps] == [False] * (len(steps) - 1) + [True]
    *_, cut = gauss_newton_steps(lambda w: innovations(NILE, polynomial(-1), polynomial(w[0])), [0.0], n=2)
    assert not cut.converged


def test_a_step_outside_the_range_of_the_errors_is_halved():
    """log is defined above 0 only: from 9 the whole step would lead to 9 - 9 log 9 < 0, where math refuses."""
    fit = gauss_newton(lambda w: np.array([math.log(w[0])]), [9.0])
    assert fit.theta[0] == pytest.approx(1, abs=1e-6) and fit.converged
    at_the_edge = gauss_newton(lambda w: np.array([math.sqrt(w[0]) - 1, 0.0]), [1e-8])  # no slope to the left
    assert at_the_edge.theta[0] == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("errors, theta, words", [
    (lambda w: innovations(NILE, polynomial(-1), polynomial(w[0])), [1e9], "overflow at the start"),
    (lambda w: np.array([abs(w[0]) + 1]), [1e-9], "is no minimum: begin nearer"),
    (lambda w: np.array([w[0] + w[1], 2.0, 3]), [1.0, 1.0], "depend on one another: drop a parameter"),
    (lambda w: np.array([math.log(w[0])]), [-1.0], "math domain"), (lambda w: w, [np.nan], "theta holds NaN")])
def test_a_search_that_finds_nothing_is_an_error(errors, theta, words):
    with pytest.raises(ValueError, match=words):
        gauss_newton(errors, theta)


def test_perfect_errors_have_converged():
    assert gauss_newton(lambda w: np.array([w[0] - 2, 3 * (w[0] - 2)]), [2.0]).converged


def test_right_values_of_the_nile():
    exact = local_level_log_likelihood(NILE, 15098.5, 1469.2)
    assert exact == pytest.approx(-633.465, abs=1e-3)
