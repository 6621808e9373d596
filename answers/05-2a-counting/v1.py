# Nine rows: own variances below .65, the other three near .88.
answer_v1 = "b"
