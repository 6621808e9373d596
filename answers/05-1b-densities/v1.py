# What is counted or connected does not ask for an order; who comes first does.
answer_v1 = "c"
