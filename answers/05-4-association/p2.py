# .405 / (.7 * .6) = .964: less butter than on receipts at random, of which 60 % hold some.
answer_p2 = "b"  # 57.9 % against 60 %
