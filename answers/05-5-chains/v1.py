# The row that was not used for counting decides.
answer_v1 = "c"
