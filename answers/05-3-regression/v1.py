# 4793 + about 400 is the limit; 4803 is below it, 5949 is not, and 1 is the simplest of those below.
answer_v1 = "b"
