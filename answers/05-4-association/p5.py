import numpy as np

confidence, lift = 60 / 100, 60 * 500 / (100 * 125)
# σ(W) is the confidence, and X the logarithm of the lift less that of k.
answer_p5 = [np.log(confidence / (1 - confidence)), np.log(lift) - np.log(5)]
