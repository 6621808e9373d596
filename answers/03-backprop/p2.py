# The sum must run over the 32 rows: H turned puts the 32 next to the 32, where the product sums it away.
# That leaves input times unit, as in W. d.T @ H sums over the rows, too, but its entry (i, j) belongs to W[j, i].
answer_p2 = "c"
