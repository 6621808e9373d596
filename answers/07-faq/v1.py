# Any of the methods can be right; what makes the proposal sound is what stands beside it. A short tree can be
# read, so no stand-in and no fidelity are needed; with a forest or a network (h) would have to be added.
answer_v1_method = "short tree"
answer_v1_report = "abcd"
