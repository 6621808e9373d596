# lasso(Z, y, 10_000): s4 gets 0 beside all columns, 5.7 without s5, and 21.8 alone.
answer_v2 = "b"
