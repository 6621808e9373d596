# (b) falls with a cosine of .88, (d) with thirty greedy trees, (f) with the tree that is a network (7.1).
# (a) and (c) claim a possibility, and one example is enough for it; (e) cannot be refuted by anything; (g) is right for
# one layer.
answer_v2 = "bdf"
