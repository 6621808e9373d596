import numpy as np

true = np.array([10, 12, 17, 19, 19, 22])
said = np.array([11, 10, 18, 20, 21, 21])

answer_p4 = []
for rows in (slice(0, 3), slice(3, 6), slice(0, 6)):  # place A, place B, both
    error = np.mean((true[rows] - said[rows]) ** 2)
    baseline = np.mean((true[rows] - np.mean(true[rows])) ** 2)
    answer_p4.append(1 - error / baseline)
