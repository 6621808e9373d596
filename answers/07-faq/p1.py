# The neuron's loss is strictly convex, so every start that is trained to the end arrives at the one minimum.
# A network has many minima, k-means many places to rest, and a tree draws the order in which it tries the
# columns: of two splits that gain the same, the one tried first wins.
answer_p1 = "b"
