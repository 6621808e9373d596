import numpy as np
from scipy.stats import t as student

rng = np.random.default_rng(seed=3)
A, B = rng.normal(size=(2, 2000, 1000)).cumsum(axis=2)
r = np.array([np.corrcoef(a, b)[0, 1] for a, b in zip(A, B)])
t = r * np.sqrt(998 / (1 - r**2))
answer_v1 = np.mean(np.abs(t) > student.ppf(0.975, 998))
