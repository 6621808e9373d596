first = 10 + 1.2 * 40 - 0.5 * 60
answer_p1 = [first, 10 + 1.2 * first - 0.5 * 40]
