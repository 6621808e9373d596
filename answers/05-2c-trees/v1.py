# The folds choose the size, the test rows judge it.
answer_v1 = "a"
