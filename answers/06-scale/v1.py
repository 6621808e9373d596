import numpy as np
from dldm.challenges import add, cluster_sums, in_turn, kmeans_rounds, split
from dldm.datasets import digits
from dldm.mining.clustering import lloyd, seed_centres

pixels = digits().X
shared_start = seed_centres(pixels, 10, np.random.default_rng(1))
last = []
for piece in split(pixels, 4):
    *_, final = kmeans_rounds([piece], shared_start)
    last.append(final.total)
averaged = add(last).sums / np.maximum(add(last).sizes, 1)[:, None]  # the means of the ends, weighted
shortcut, proper = add(in_turn(cluster_sums, [pixels], centres=averaged)).J, lloyd(pixels, shared_start).J
print(f"J of the shortcut {shortcut:.0f}, of k-means {proper:.0f}")
answer_v1 = "b"  # two machines in their second round no longer sum the same function of a row
