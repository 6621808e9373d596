# The mean is 6; the squared distances from it are 36, 16, 16 and 36.
answer_p3 = (36 + 16 + 16 + 36) / 4
