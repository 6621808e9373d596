c, phi_1, phi_2 = 14.2, 1.34, -0.65
first = c + phi_1 * 100 + phi_2 * 80
second = c + phi_1 * first + phi_2 * 100  # a step later the forecast is lag 1, and 100 is lag 2
answer_p1 = [first, second]
