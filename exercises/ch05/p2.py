# Chosen on all rows, the columns know the labels of the tested rows; chosen inside the fold, they know nothing.
answer_p2_before = 0.85
answer_p2_inside = 0.5
