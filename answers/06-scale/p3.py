per_row, per_round, how_many = 0.002, 30, 100_000  # milliseconds, milliseconds, rows
pays = 2 * per_round / per_row  # a n = c + a n / 2
on_four = per_round + per_row * how_many / 4
limit = per_row * how_many / per_round  # c + a n / p falls towards c
answer_p3 = [pays, on_four, limit]  # 30,000 rows, 80 milliseconds, 6.67 times as fast
