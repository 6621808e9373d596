import numpy as np

coins = np.random.default_rng(2)
accuracies = coins.binomial(50, 0.5, (2000, 30)) / 50  # thirty students, in two thousand classes
answer_p6_report = accuracies.max(axis=1).mean()
answer_p6_next = 0.5  # the winner's next coins are coins
