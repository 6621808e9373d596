ratio = (30 / 1000) / (10 / 2000)    # 6, for each occurrence
answer_p2 = ratio**2 / (ratio**2 + 1)
