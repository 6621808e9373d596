# Shapes first: the gradient must look like W, (10, 1), and the sum must run over the 32 rows.
# H is (32, 10), d is (32, 1): turning H puts the 32 next to the 32, where the product sums it away.
answer_p2 = "c"
