# The rows are sorted by grape, and the folds were cut without shuffling.
answer_v1 = "c"
