# Odds in training are 19 times those in the clinic: correct them, then compare with 1 / (1 + 9).
answer_v1 = "c"  # s = .68 is the threshold on the uncorrected output
