# What comes back is the weight of the unit that has won: the means of 0, 4, 5 and of 14, 16, 18.
answer_p4_weights = [3, 16]
answer_p4_loss = 9 + 1 + 4 + 4 + 0 + 4
