import numpy as np

n, sums, lags = 200, {2: 5000, 3: 4960, 5: 4800}, (3, 5)
answer_p5 = [n * np.log(sums[p] / sums[2]) + 2 * (p - 2) for p in lags]  # the gain, and 2 for each further weight
