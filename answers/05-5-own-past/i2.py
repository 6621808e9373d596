import numpy as np
from dldm.mining.time_series import autoregression, autoregression_forecast_steps


def my_backtest(x, p, first):
    errors = []
    for t in range(first, len(x)):
        weights = autoregression(x[:t], p)  # fitted anew, to the past alone
        errors.append(x[t] - next(autoregression_forecast_steps(weights, x[:t])))
    return np.sqrt(np.mean(np.square(errors)))
