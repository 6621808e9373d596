# 10 x 1 + 52 = 62 is less than 83, 79 and 79.
answer_v2 = "d"
