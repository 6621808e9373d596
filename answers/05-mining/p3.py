# Bayes: ill and positive, divided by everybody who is positive.
answer_p3 = 0.01 * 0.95 / (0.01 * 0.95 + 0.99 * 0.05)
