# The share of the steps that start at q, times output minus target.
answer_p4 = 10 / 50 * (0.5 - 8 / 10)
