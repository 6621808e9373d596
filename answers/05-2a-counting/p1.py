# counts of overcast, hot, normal, weak; each with 1 above and the number of values of its column below
no = 5 / 14 * (0 + 1) / (5 + 3) * (2 + 1) / (5 + 3) * (1 + 1) / (5 + 2) * (2 + 1) / (5 + 2)
yes = 9 / 14 * (4 + 1) / (9 + 3) * (2 + 1) / (9 + 3) * (6 + 1) / (9 + 2) * (6 + 1) / (9 + 2)
answer_p1 = no / (no + yes)
