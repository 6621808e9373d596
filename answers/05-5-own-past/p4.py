rho_1, rho_2 = 0.6, 0.488
last = (rho_2 - rho_1**2) / (1 - rho_1**2)  # what is new in lag 2, and how much of the variance was left
answer_p4 = [rho_1 - last * rho_1, last]
