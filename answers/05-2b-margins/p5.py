# Only the ringed points hold the street. Of the three the one at (1, 0.5) stands farthest towards the other class:
# it goes back behind its neighbours.
answer_p5 = [[0, 0, 0], [0.5, 2, 0], [-0.5, 0.5, 0], [-1, 1.5, 0],
             [2.8, 1.8, 1], [3.5, 2.8, 1], [2.4, -0.4, 1], [5, 2, 1]]
