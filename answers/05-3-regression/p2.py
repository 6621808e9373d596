# d/dw [sum (y - w x)^2 + 7 w^2] = -2 * 28 + 2 * 14 w + 2 * 7 w = 0
answer_p2 = 28 / (14 + 7)
