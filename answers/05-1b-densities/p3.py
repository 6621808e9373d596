# A: the widest step inside a group is 4, and the gap 17. B: the far group needs 4, and 3 joins the first two.
# C: the widest step is 2, the gap 7; the 30 has nobody near it and is noise.
answer_p3 = [5, "none", 3]
