"""Chapter 5.5, time series: what its prose concludes from draws, repeated with fresh seeds."""
import numpy as np
from dldm.datasets import sunspots
from dldm.mining.time_series import autoregression, order_steps, residuals


def test_a_useless_lag_costs_one_unit_of_the_criterion_on_average():
    """Orders ten and eleven behind the true nine: by 1 and 2, the latter from -1.7 to 3.8 in nine of ten."""
    spots, behind = sunspots().number, []
    nine, rng = autoregression(spots, 9), np.random.default_rng(1000)
    spread = residuals(nine, spots).std()
    for _ in range(150):
        x = list(spots[:9])
        for e in rng.normal(0, spread, 500):
            x.append(nine[0] + nine[1:] @ x[:-10:-1] + e)
        criterion = dict(order_steps(np.array(x[-309:]), 11))
        behind.append((criterion[10] - criterion[9], criterion[11] - criterion[9]))
    one, two = np.mean(behind, axis=0)
    low, high = np.quantile(np.array(behind)[:, 1], [0.05, 0.95])
    assert 0.7 < one < 1.3 and 1.5 < two < 2.5 and -3.2 < low < -0.8 and 3.5 < high < 4.0
