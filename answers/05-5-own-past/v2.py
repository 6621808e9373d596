import numpy as np
from dldm.datasets import sunspots
from dldm.mining.time_series import autoregression, residuals

sun = sunspots()
known, later = sun.number[sun.year < 1950], sun.number[sun.year >= 1948]  # two lags before 1950
weights = autoregression(known, 2)
errors = residuals(weights, later)
answer_v2 = np.mean(np.abs(errors) < 2 * residuals(weights, known).std())
