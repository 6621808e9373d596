rows, strength, wish = (30, 10), (1, 9), (0, 8)


def compromise(weights):
    return sum(c * w for c, w in zip(weights, wish)) / sum(weights)


# one local step: c is proportional to the strength; very many: every c is 1
answer_p4 = [compromise([n * a for n, a in zip(rows, strength)]), compromise(rows)]
