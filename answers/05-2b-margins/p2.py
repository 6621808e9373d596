# At the old w and b the new hinges are 0, so the objective is what it was; elsewhere they can only add to it.
answer_p2 = "a"
