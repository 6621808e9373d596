import numpy as np
from dldm.time_series import autoregression, forecast


def my_backtest(y, p, first):
    errors = [y[t] - forecast(autoregression(y[:t], p), y[:t], 1)[0] for t in range(first, len(y))]
    return np.sqrt(np.mean(np.square(errors)))
