"""Chapter 5.5, own past: what its prose concludes from draws, repeated with fresh seeds."""
import numpy as np
import pytest
from dldm.datasets import carbon_dioxide, sunspots
from dldm.mining.time_series import autoregression, decompose, lagged, order_steps, residuals, rolling_forecasts
from exercise_tools import BOOK, notebook
from numpy.testing import assert_allclose

SUN = sunspots()
SPOTS = SUN.number
NINE = autoregression(SPOTS, 9)


@pytest.fixture(scope="module")
def page():
    """What the page's own cells define for the contest: rmse, fit_line, kept, rolled, the lags and the years."""
    wanted = ("c55s-bridge-imports", "c55s-rolling-imports", "c55s-contest-linear", "c55s-contest-choose")
    ns = {"np": np, "lagged": lagged, "year": SUN.year, "spots": SPOTS}
    exec("from dldm.mining import time_series", ns)
    for cell in notebook(BOOK / "05-5-own-past.ipynb").cells:
        if cell.id in wanted:
            exec(cell.source, ns)
    return ns | {"lags": ns["X11"][:, :9]}


def made_sun(rng):
    """309 years drawn from the AR(9) of the sunspots."""
    x = list(SPOTS[:9])
    for e in rng.normal(0, residuals(NINE, SPOTS).std(), 500):
        x.append(NINE[0] + NINE[1:] @ x[:-10:-1] + e)
    return np.array(x[-309:])


def test_a_useless_lag_costs_one_unit_of_the_criterion_on_average():
    """Orders ten and eleven behind the true nine: by 1 and 2, the latter from -1.7 to 3.8 in nine of ten."""
    rng, behind = np.random.default_rng(1000), []
    for _ in range(150):
        criterion = dict(order_steps(made_sun(rng), 11))
        behind.append((criterion[10] - criterion[9], criterion[11] - criterion[9]))
    one, two = np.mean(behind, axis=0)
    low, high = np.quantile(np.array(behind)[:, 1], [0.05, 0.95])
    assert 0.7 < one < 1.3 and 1.5 < two < 2.5 and -3.2 < low < -0.8 and 3.5 < high < 4.0


def test_no_clock_fits_the_sun_and_a_calendar_fits_carbon_dioxide_also_in_one_half():
    """.98 and .35 in all, and no clock takes half of the sunspots' variance in either half."""
    def share(x, season):
        trend, _, rest = decompose(x, season)
        return 1 - np.nanvar(rest) / np.nanvar(x - trend)

    ppm = carbon_dioxide().ppm
    assert min(share(ppm[:264], 12), share(ppm[264:], 12)) > 0.96
    clocks = [share(half, season) for half in (SPOTS[:154], SPOTS[154:]) for season in range(8, 15)]
    assert 0.3 < max(clocks) < 0.6


def test_other_starts_of_the_nets_beat_the_line_after_1950_most_often_and_their_mean_always(page):
    """Single nets from 16.3 to 18.8, other starts wider still, most of them ahead of 18.6; means of ten near 16.4."""
    truth = page["y11"][page["from_1950"]:]
    runs = np.array([page["rolled"]((20,), page["lags"], page["y11"], page["from_1950"], seed)[0]
                     for seed in range(100, 120)])
    single = np.array([page["rmse"](truth - run) for run in runs])
    line = page["rmse"](page["errors"]["AR(9)"])
    assert single.min() < 16.3 and 18.8 < single.max() < 21.5 and (single < line).mean() > 0.6
    for ten in (runs[:10], runs[10:]):
        assert 15.7 < page["rmse"](truth - ten.mean(axis=0)) < 17.3 < line


def test_where_the_line_is_true_the_bend_costs(page):
    """Ten per cent on average, nineteen of twenty nets behind the line."""
    rng, ratios = np.random.default_rng(77), []
    for seed in range(20):
        X, y = lagged(made_sun(rng), 11)
        X, late = X[:, :9], y[page["from_1950"]:]
        line = rolling_forecasts(X, y, page["fit_line"], page["from_1950"], 20)
        bent = page["rolled"]((20,), X, y, page["from_1950"], 200 + seed, every=20)[0]
        ratios.append(page["rmse"](late - bent) / page["rmse"](late - line))
    assert 1.04 < np.mean(ratios) < 1.16 and sum(r > 1 for r in ratios) >= 15


def test_next_year_from_other_starts_lies_between_none_and_sixty(page):
    """About twenty-five for the nets; forty starts in four means of ten."""
    newest = SPOTS[:-10:-1][None]
    starts = [page["kept"]((20,), page["lags"], page["y11"], newest, 300 + s)[0, 0] for s in range(40)]
    means = np.reshape(starts, (4, 10)).mean(axis=1)
    assert means.min() > 20 and means.max() < 32
    assert_allclose(page["fit_line"](page["lags"], page["y11"])(newest), 31, atol=1)
