def forced(base, ppv, fnr):
    return base / (1 - base) * (1 - ppv) / ppv * (1 - fnr)


first, second = forced(0.5, 0.75, 0.2), forced(0.2, 0.75, 0.2)
# 100 people of the second group: 16 of its 20 positives, and this share of its 80 negatives
answer_p2 = [first, second, 16 / (16 + first * 80)]
