# 2 x1 belongs to column 1 whenever it comes; the product goes to the last of the three, each in a third of the orders
answer_p3 = [2 + 1 / 3, 1 / 3, 1 / 3]
