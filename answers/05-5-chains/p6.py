import numpy as np
from dldm.mining.sequences import log_prob

town = np.array([[0.7, 0.3], [0.4, 0.6]])  # dry, wet
answer_p6 = np.exp(log_prob([0.8, 0.2], town, [0, 0, 1, 1]))
