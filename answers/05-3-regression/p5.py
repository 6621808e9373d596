# z = 10 moved towards 0 by half the penalty, and divided by q = 4.
answer_p5 = [max(10 - 12 / 2, 0) / 4, max(10 - 24 / 2, 0) / 4]
