import numpy as np
from dldm.bridges import width_steps
from dldm.datasets import digits_28

data, shuffled = digits_28(), np.random.default_rng(1).permutation(5000)
seen, unseen = shuffled[:500], shuffled[4000:]
# 500 rows put the valley at the width itself; 250 rows put it at half of it
answer_p1 = [next(width_steps(data.X[rows], data.y[rows], data.X[unseen], data.y[unseen], [500],
                              np.random.default_rng(1))).new for rows in (seen, seen[:250])]
