# Nine rows: .67 against .86 and .87. Sixty rows: .96 for all three. A class with one row has no variances of its own.
answer_v1 = "b"
