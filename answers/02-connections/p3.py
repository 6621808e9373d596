# Cluster 0: pairs (1, 2), (1, 3), (2, 3); only the last is together. Cluster 1: 3 of 6 pairs. The worst counts.
answer_p3 = min(1 / 3, 3 / 6)
