# log10 of 4e5 is 5.6: once for QR, twice where the condition number is squared.
answer_p1 = [16 - 5.6, 16 - 2 * 5.6]
