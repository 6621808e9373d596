# A common trend is no connection; the changes show whether there is one.
answer_v2 = "b"
