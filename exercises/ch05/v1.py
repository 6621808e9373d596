# The rows are sorted by grower, and the folds were cut without shuffling.
answer_v1 = "c"
