import numpy as np
from dldm.datasets import penguins
from dldm.ground import standardise
from dldm.mining.clustering import kmeans
from sklearn.metrics import silhouette_score

birds = standardise(penguins().X)[0]
groupings = {k: kmeans(birds, k, np.random.default_rng(0)).labels for k in range(2, 9)}
answer_p2 = max(groupings, key=lambda k: silhouette_score(birds, groupings[k]))
