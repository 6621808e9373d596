# For a thousand: A 150 * 5 + 40 = 790, B 130 * 5 + 110 = 760, granting everybody 300 * 5 = 1500.
answer_p5_policy = "c"              # refusing everybody is wrong 700 times, at a price of 1
answer_p5_cost = 700 / 1000 * 100
