first = 100 * 40 * 2 / (40 + 10)               # mean square of z in the hidden layer: d_in V times that of the inputs
second = first / 2 * 10 * 2 / (10 + 2)         # the rectifiers halve it, then d_in V of the second layer
answer_p4 = second ** 0.5                      # 11.5
