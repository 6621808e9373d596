# Rounding, curvature and kinks all depend on h. Only b) does not, so its gradient is wrong: a factor of 2 or 1/2
# would leave just this gap.
answer_v3 = "b"
