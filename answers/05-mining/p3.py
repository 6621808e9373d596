# Bayes: ill and positive, divided by everybody who is positive.
answer_p3 = 0.1 * 0.9 / (0.1 * 0.9 + (1 - 0.1) * 0.2)
