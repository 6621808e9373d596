# Exchanging the inputs leaves XOR as it is, so w1 = w2; turning x1 round exchanges the targets, so w1 = -w1.
answer_p3 = [0.5, 0, 0]  # what is left is the mean of the targets
