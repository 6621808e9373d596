import numpy as np
from dldm.datasets import irises
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

flowers = irises()
partitions = [KMeans(3, n_init=1, random_state=seed).fit(flowers.X).labels_ for seed in range(10)]

# Ids are names given in the order in which the clusters were started: comparing them with species is a lottery.
shares = [(labels == flowers.y).mean() for labels in partitions]
answer_v2_low, answer_v2_high = min(shares), max(shares)

# The adjusted Rand index asks of every pair of flowers whether they are together; names do not matter.
answer_v2_ari = np.mean([adjusted_rand_score(flowers.y, labels) for labels in partitions])

# So k-means is not wrong about irises.  The share was the wrong question: from .09 to .89 for two partitions that
# differ in one flower, while the index stays at .716 or .730.
