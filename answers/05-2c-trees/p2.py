# Squared errors after the cuts at 1.5, 2.5, ... 5.5; the least is at 3.5, with 0 on the left.
leaf = [6, 6, 12]
answer_p2 = [3.5, sum(leaf) / 3]    # the mean of the leaf, also for 100
