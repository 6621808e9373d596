# The hills are too narrow.
answer_v1 = "a"
