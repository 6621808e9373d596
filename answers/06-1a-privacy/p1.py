# 40 % said yes. One sixth of all people had to; four sixths told the truth.
answer_p1 = (0.4 - 1 / 6) / (4 / 6)
