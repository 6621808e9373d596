# Every unit has one weight for each of its inputs, and one bias.
answer_p1 = (30 + 1) * 20 + (20 + 1) * 10 + (10 + 1) * 1
