rate, mu = 0.1, 0.5
w, v = 2.0, 0.0

for step in (1, 2):
    v = mu * v - rate * 3 * w     # -.6, then .5 * (-.6) - .1 * 4.2 = -.72: the gradient is taken where w stands now
    w = w + v                     # 1.4, then .68
answer_p6 = w
