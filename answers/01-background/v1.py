# 500 zeros, 500 ones and 200 twos are in the first 1200 rows; 300 twos are among the other 3800.
answer_v1 = [3, 300 / 3800]  # every other test row shows a digit that was never seen
