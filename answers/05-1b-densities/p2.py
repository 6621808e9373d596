# Core: within 1 lie itself, (3.1, 2.3), (2.9, 1.6) and (4.4, 2.1), four rows. (3.1, 2.3) and (4.4, 2.1) are core rows
# of the two clusters. In the middle of the gap, farther right, (2.9, 1.6) is too far away.
answer_p2 = [3.6, 2.0]
