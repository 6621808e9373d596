# Two groups far apart, each with a point above the others. A pin above and a pin below, half-way: each centre serves a
# part of both groups and stays between them, since the other one is farther from its points.
answer_p4 = [[1, 1, 0], [2, 1.2, 0], [1.5, 4, 0], [8, 1, 0], [9, 1.2, 0], [8.5, 4, 0],
             [5, 0.5, 1], [5, 4.5, 1]]
