# Go round: the class changes six times, and once more on the way to the middle. Two lines make four arcs at most.
answer_p4 = [[1, 0, 0], [0.5, 0.87, 1], [-0.5, 0.87, 0], [-1, 0, 1], [-0.5, -0.87, 0], [0.5, -0.87, 1], [0, 0, 1]]
