# Nine rows: .67 against .86 and .87. Sixty rows: .96 for all three. What costs rows are the 39 variances.
answer_v1 = "b"
