# The forest finds a pattern, the sums say the same in other columns, the hospital chooses the rows,
# the surgeon judges, and the pen's slip is mended.
answer_p4 = "43152"
