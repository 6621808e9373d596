# Times 2N the half mean is the sum of squares, and lambda / 2 becomes N lambda; then 1 / (rate x steps) = lambda.
answer_p2 = [250 * 0.02, 1 / (0.1 * 0.02)]
