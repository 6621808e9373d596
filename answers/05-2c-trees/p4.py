# The square at the left top goes to the right, until four circles in a row stand at the left edge. To cut these off
# gains .25, more than the .222 of the cut at 4. But on the other side circles are left in two places, and one cut
# cannot reach both. The cut at 4 and one more on each side would still be right on all twelve.
answer_p4 = [[.5, 4.5, 0], [1.5, 2.5, 0], [2.5, 6.5, 0], [3, 2, 0], [3.5, 5, 0], [7.5, 7.5, 0],
             [3.2, 7, 1], [4.5, 1, 1], [5.5, 3, 1], [6, 4, 1], [6.5, 6, 1], [7, .5, 1]]
