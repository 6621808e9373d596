# C and eps have the unit of y, and y has a deviation of 77.
answer_v2 = "b"
