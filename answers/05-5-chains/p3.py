# A has the period 3, B two parts; C has rounds of two steps and of three.
answer_p3 = "d"
