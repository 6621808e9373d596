# 1/2 |w|^2 + C * 100 * (sum of the losses of N rows): as if C were 100. The mean over 100 N rows is that over N rows.
answer_p1 = "b"  # so the penalised weights move towards those without a penalty
