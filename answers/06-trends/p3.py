r, loss, costs = 0.2, 0.6, 30
answer_p3 = [(r - costs / 500) / (r + loss), costs / r]
