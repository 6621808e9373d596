# The run ends each day with probability .08; the mean of 1, 2, 3, ... with the weights .92^(d-1) · .08 is 1 / .08.
answer_p1 = 1 / (1 - 0.92)
