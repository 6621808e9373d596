# 1: estimated, then copied; the log-odds of two Gaussians with one covariance are linear, so the neuron answers alike.
# 2: the same function and loss, one minimum, and the descent arrives. 3: the softmax puts all weight on the nearest
# key only in the limit. 4: no loss, a count. 5: 1 - (1 - rate s^2)^t is not s^2 / (s^2 + penalty) for two different s.
answer_p3 = "welxn"
