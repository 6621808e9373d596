# each class against the rest, on all rows; each of the 7 * 6 / 2 pairs on its own rows
answer_p4 = [7, 7 * 300, 7 * 6 // 2, 2 * 300]
