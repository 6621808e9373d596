import numpy as np
from dldm.datasets import irises
from dldm.nn import perceptron

data = irises()
setosa = np.where(data.y == 0, 1, -1)
answer_p2 = perceptron(data.X, setosa).mistakes
