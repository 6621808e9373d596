answer_p6 = "c"
