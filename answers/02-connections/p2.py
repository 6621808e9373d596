# A column a leaf: which answers it needs, +1 for yes and -1 for no; a threshold that only all of them together pass.
answer_p2 = [[1, -1, -1], [0, 1, -1], [0, -1, -1]]  # first question, second question, biases
