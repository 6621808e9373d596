# The next value is the label of the values before it, and time must not be shuffled.
answer_p2 = "c"
