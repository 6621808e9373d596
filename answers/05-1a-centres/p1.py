# 1, 2, 4 against 10, 11, 12, 20.
answer_p1 = [7 / 3, 53 / 4]
