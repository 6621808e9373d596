import numpy as np

w, b, x = np.array([2.0, -1, 2]), -3.0, np.array([0.0, 1, -1])
logit = w @ x + b
change = -logit / (w @ w) * w
answer_p5 = [(x + change)[0], np.linalg.norm(change), -logit / w[0]]
