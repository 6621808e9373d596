answer_p3 = "a"     # w is a sum of alpha_i s_i x_i, and the deleted rows have alpha_i = 0
