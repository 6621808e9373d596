sums, sizes = [30, 0, 26], [6, 0, 2]
answer_p1 = sum(sums) / sum(sizes)  # 56 / 8
