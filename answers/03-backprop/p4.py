import numpy as np

z = np.array([2.0, -1.0, 0.5])

p = np.exp(z) / np.exp(z).sum()       # (.786, .039, .175)
truth = np.array([0.0, 1.0, 0.0])     # class 1, counted from 0
answer_p4 = p - truth                 # the three numbers sum to 0: raising all logits alike changes nothing
