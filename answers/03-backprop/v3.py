# Rounding, curvature and kinks all depend on h. Only b) does not: its gradient is wrong, by a factor of 2 or 1/2.
answer_v3 = "b"
