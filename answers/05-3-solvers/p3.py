# Inside 0, above C, and the sum over all four rows is 0.
answer_p3 = [0, 2, -(0 + 2 - 0.6)]
