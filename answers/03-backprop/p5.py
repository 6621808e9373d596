rate, beta_1, beta_2, g = 0.001, 0.9, 0.999, 1e-4

m = (1 - beta_1) * g                  # one tenth of g, because m began at 0
v = (1 - beta_2) * g**2               # one thousandth of g squared, likewise
m_hat = m / (1 - beta_1**1)           # corrected: g
v_hat = v / (1 - beta_2**1)           # corrected: g squared
answer_p5 = rate * m_hat / v_hat**0.5  # g cancels: the first step has the same size for every gradient
