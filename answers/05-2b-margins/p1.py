answer_p1 = [max(0, 1 - margin) for margin in (-1, 0, 0.5, 1, 2)]
