# every season counts once: the first and the fifth quarter are the same season, so half each
x = [4, 8, 6, 2, 10]
answer_p2 = (x[0] / 2 + x[1] + x[2] + x[3] + x[4] / 2) / 4
