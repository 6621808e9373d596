# The three that can be read need all of (a) to (d). "no model" can be right as well: then the threshold and the parts
# are those of others, and (a) and (b) carry the proposal. A forest or a network cannot be read, and (h) does not help:
# the stand-in that is read is not the model that decides.
answer_v1_method = "short tree"
answer_v1_report = "abcd"
