import numpy as np
from dldm.datasets import penguins
from dldm.ground import standardise
from dldm.mining.clustering import kmeans
from sklearn.metrics import silhouette_score

birds = standardise(penguins().X)[0]
by_k = {k: kmeans(birds, k, np.random.default_rng(0)).labels for k in range(2, 9)}
answer_p2 = max(by_k, key=lambda k: silhouette_score(birds, by_k[k]))
