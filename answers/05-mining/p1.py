# Ask of each card what an answer could be compared with.
answer_p1 = ["clustering", "classification", "regression", "association", "sequence", "regression", "none"]
answer_p1_label = "future"  # tomorrow's values of the same record
