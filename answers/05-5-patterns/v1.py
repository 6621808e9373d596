# 140 lies well inside what shuffled sequences reach.
answer_v1 = "b"
