import numpy as np
from dldm.datasets import diabetes
from dldm.ground import standardise
from dldm.mining.classification import rbf_kernel
from dldm.mining.regression import SVR

data = diabetes()
inputs, outcome = standardise(data.X)[0], (data.y - data.y.mean()) / data.y.std() / 100
machine = SVR(C=1.0, eps=0.1, kernel=lambda A, B: rbf_kernel(A, B, 0.1)).fit(inputs, outcome)
print(len(machine.support_), "support vectors, deviation of the predictions", np.ptp(machine.predict(inputs)))
answer_v1 = "b"     # every row lies inside the tube
