# The same rows and columns give the same tree a hundred times.
answer_v2 = "a"
