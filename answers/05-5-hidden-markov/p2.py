answer_p2 = [0.9 + 0.6 + 0.8, 0.9 + 0.4 + 0.8]  # each day's best state, and the states of the path
