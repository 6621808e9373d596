# Leverage is had far from the circles, at the right end. There the square lies well below the line of the circles, so
# that it turns the line, but no farther: with a leverage of .92 it keeps 8 % of that distance as its residual.
answer_p6 = [[11.5, 1.5], [1, 2], [1.5, 3.2], [2, 2.4], [3, 3.6], [3.5, 2.8], [4, 4]]
