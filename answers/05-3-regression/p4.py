# Means: red 3800, blue 4100, green 5000; the new base is green.
answer_p4 = [5000, 3800 - 5000, 4100 - 5000]
