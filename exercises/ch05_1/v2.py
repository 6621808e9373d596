# A scale says how much a difference weighs.
answer_v2 = "c"
