rows, slopes = (20, 30, 50), (4, -2, 2)
gradient = sum(n * slope for n, slope in zip(rows, slopes)) / sum(rows)  # 120 / 100
answer_p4 = 3 - 0.5 * gradient
