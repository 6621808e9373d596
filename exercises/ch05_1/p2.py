import numpy as np
from dldm.clustering import kmeans
from dldm.datasets import penguins
from dldm.regression import standardise
from sklearn.metrics import silhouette_score

birds = standardise(penguins().X)[0]
groupings = {k: kmeans(birds, k, np.random.default_rng(0)).labels for k in range(2, 9)}
answer_p2 = max(groupings, key=lambda k: silhouette_score(birds, groupings[k]))
