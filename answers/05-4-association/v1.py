# .23 of nine baskets is 2.07, so three are needed; 2/9 needs two.
answer_v1 = "b"  # the six sets are those with a count of at least 3
