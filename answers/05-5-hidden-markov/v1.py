# Two points on one function.
answer_v1 = "c"
