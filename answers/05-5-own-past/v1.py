# What will be asked? Six months in a row, with both sides known. So lose six months in a row, and keep both sides.
answer_v1 = "c"
