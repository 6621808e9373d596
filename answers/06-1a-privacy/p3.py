# 20 counts share the budget of 1: each may lose .05, and its noise has the mean size 1 / .05.
# A step with the noise 40 costs a quarter of one with 20.
answer_p3 = [1 / (1 / 20), 100 * 40**2 / 20**2]
