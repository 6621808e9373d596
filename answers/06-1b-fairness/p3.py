# 2 x1 belongs to column 1 whenever it comes; the product pays whoever of the three comes last, in a third of the orders each
answer_p3 = [2 + 1 / 3, 1 / 3, 1 / 3]
