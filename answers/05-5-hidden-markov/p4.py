import numpy as np
from dldm.mining.hidden_markov import forward_backward

pi, A = [0.5, 0.5], [[0.7, 0.3], [0.3, 0.7]]
B = np.array([[0.9, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.2], [0.9, 0.2]])
gamma = forward_backward(pi, A, np.log(B)).gamma
answer_p4 = 0.01 * gamma[2, 0]  # the share of P(o) that goes through rain on day 3
