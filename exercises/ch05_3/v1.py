# Within one standard error of the best, and the simplest of those.
answer_v1 = "b"
