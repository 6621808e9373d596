# Both: a linear score, a penalty on the length of w, unseen rows; and subgradient descent runs both.
answer_p3 = "b"  # hinge against cross-entropy
