# A scale says how much a difference weighs; measured, the agreement falls to about .5.
answer_v2 = "b"
