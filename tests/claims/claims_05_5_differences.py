"""Chapter 5.5, differences: what its prose concludes from draws, repeated with fresh seeds."""
import numpy as np
import statsmodels.api as sm
from dldm.datasets import airline
from dldm.mining.time_series import (
    autocorrelation,
    difference,
    gauss_newton,
    innovations,
    ljung_box,
    polynomial,
    product,
    psi_weights,
)
from scipy.stats import chi2
from scipy.stats import t as student

GROWTH = product(polynomial(-1), polynomial(-1, season=12))
PASSENGERS = airline()


def echoes(w):
    return product(polynomial(w[0]), polynomial(w[1], season=12))


def airline_errors():
    return gauss_newton(lambda w: innovations(np.log(PASSENGERS), GROWTH, echoes(w)), [0.0, 0.0])


def halves(e, cut=65):
    return e[cut:].std() / e[:cut].std()


def test_beside_two_large_bars_about_three_others_leave_the_band():
    """Series of the airline model: of the 34 other bars three are outside on average, four or more in three of ten."""
    rng, b = np.random.default_rng(4), echoes(airline_errors().theta)
    drawn = [abs(autocorrelation(np.convolve(rng.normal(size=144), b, "valid"), 36)) for _ in range(1000)]
    outside = np.sum(np.delete(drawn, [0, 1, 12], axis=1) > 2 / np.sqrt(131), axis=1)
    assert 2.5 < outside.mean() < 3.4 and 0.25 < np.mean(outside >= 4) < 0.37


def test_the_errors_become_smaller_more_than_shuffled_ones_do():
    """.7, where 95 of 100 shuffles lie between .75 and 1.33."""
    e, rng = airline_errors().errors, np.random.default_rng(5)
    low, high = np.quantile([halves(rng.permutation(e)) for _ in range(2000)], [0.025, 0.975])
    assert 0.72 < low < 0.78 and 1.28 < high < 1.39 and halves(e) < low


def test_exact_errors_agree_about_the_halves_and_another_cut_may_not():
    """.69; a cut a year earlier says the same, a year later stands at the edge, at two thirds says nothing."""
    model = sm.tsa.SARIMAX(np.log(PASSENGERS), order=(0, 1, 1), seasonal_order=(0, 1, 1, 12), simple_differencing=True)
    e, rng, shares = model.fit(disp=0).filter_results.standardized_forecasts_error[0], np.random.default_rng(10), {}
    for cut in (53, 65, 77, 87):
        dealt = np.log([halves(rng.permutation(e), cut) for _ in range(2000)])
        shares[cut] = np.mean(abs(dealt) >= abs(np.log(halves(e, cut))))
    assert abs(halves(e) - 0.69) < 0.005 and max(shares[53], shares[65]) < 0.02
    assert 0.03 < shares[77] < 0.1 and 0.25 < shares[87] < 0.4


def test_the_root_corrects_least():
    """Ratios 1.33, .90 and .60, in series of the airline model whose size is constant from .74 to 1.36."""
    seen = [halves(difference(difference(x, 1), 12)) for x in (PASSENGERS, np.sqrt(PASSENGERS), np.log(PASSENGERS))]
    rng, b = np.random.default_rng(6), echoes(airline_errors().theta)
    drawn = [halves(np.convolve(rng.normal(size=144), b, "valid")) for _ in range(1000)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert seen[2] < low < seen[1] < high and abs(np.log(seen[1])) < abs(np.log(seen[0])) < abs(np.log(seen[2]))


def test_two_fitted_weights_take_two_degrees_of_freedom():
    """Errors drawn again from those of the airline: Q of 24 lags is 22 on average, and 5 of 100 exceed its quantile."""
    fit, rng, Q = airline_errors(), np.random.default_rng(7), []
    b = echoes(fit.theta)
    for _ in range(150):
        x = np.convolve(rng.choice(fit.errors, 144), b, "valid")
        again = gauss_newton(lambda w, x=x: innovations(x, polynomial(), echoes(w)), fit.theta, 1e-6)
        Q.append(ljung_box(again.errors, 24))
    assert 20.5 < np.mean(Q) < 23.5 and 0.01 <= np.mean(np.array(Q) > chi2.ppf(0.95, 22)) < 0.12


def test_fans_of_a_true_model_hold_as_many_months_as_ours():
    """Errors drawn again from those of the airline: 71 of 72 in more than half, 57 or fewer in one of twenty;
    sixteen fans hold .985 of their months in one of eight."""
    fit, rng = airline_errors(), np.random.default_rng(9)
    psi = psi_weights(GROWTH, echoes(fit.theta), 24)
    limit = 2 * fit.errors.std() * np.sqrt(np.cumsum(psi**2))
    inside = []
    for _ in range(16 * 1500):
        missed = np.convolve(rng.choice(fit.errors - fit.errors.mean(), 24), psi)[:24]
        inside.append(np.mean(np.abs(missed) < limit))
    three, sixteen = np.reshape(inside, (-1, 3)).mean(axis=1), np.reshape(inside, (-1, 16)).mean(axis=1)
    assert 0.5 < np.mean(three > 70.5 / 72) < 0.62 and 53 < 72 * np.quantile(three, 0.05) < 60
    assert 0.1 < np.mean(sixteen >= 0.985) < 0.2 and 0.88 < np.quantile(sixteen, 0.05) < 0.92


def test_walks_seem_related_and_more_so_the_longer_they_are():
    """.76 of the pairs at a hundred moments, .92 at a thousand, .05 of their differences."""
    rng, share = np.random.default_rng(8), {}
    for n in (100, 1000):
        steps = rng.normal(size=(2, 2000, n))
        for name, (A, B) in (("walks", steps.cumsum(axis=2)), ("steps", steps)):
            A, B = (M - M.mean(axis=1, keepdims=True) for M in (A, B))
            r = (A * B).sum(axis=1) / np.sqrt((A**2).sum(axis=1) * (B**2).sum(axis=1))
            share[name, n] = np.mean(np.abs(r) * np.sqrt((n - 2) / (1 - r**2)) > student.ppf(0.975, n - 2))
    assert 0.73 < share["walks", 100] < 0.80 and 0.90 < share["walks", 1000] < 0.945
    assert 0.035 < share["steps", 100] < 0.065 and 0.035 < share["steps", 1000] < 0.065
