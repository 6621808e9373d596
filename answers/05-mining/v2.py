# 3 x 20 + 70 = 130 is less than 245, 160 and 210.
answer_v2 = "b"
