# w_t and w_(t-1) share e_(t-1), with the weights -.6 and 1; the variance is 1 + .6².
answer_p2 = -0.6 / (1 + 0.6**2)
