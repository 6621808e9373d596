"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p3": ["import numpy as np\nanswer_p3 = np.array([2.333, 0.333, 0.333])", "answer_p3 = (2.33, .33, .33)"],
    "p5": ["answer_p5 = (1.33, 2, 3)",
           """
import numpy as np
from dldm.challenges import counterfactual

w, x = np.array([2.0, -1, 2]), np.array([0.0, 1, -1])
near, alone = counterfactual(x, w, -3.0), counterfactual(x, w, -3.0, free=[0])
answer_p5 = [near[0], np.linalg.norm(near - x), alone[0] - x[0]]
"""],
    "p2": ["answer_p2 = (0.2667, 0.0667, 0.4286)"],
    "p4": ["answer_p4 = (0.2, 0.45)",
           "import numpy as np\nanswer_p4 = np.array([0.53, 0.75])", "answer_p4 = [-0.2, 0.05]"],
    "i1": [
        """
from sklearn.metrics import confusion_matrix

def my_rates(y, called):
    tn, fp, fn, tp = confusion_matrix(y, called).ravel()
    return [(fn + tp) / len(y), tp / (fp + tp), fp / (fp + tn), fn / (fn + tp)]
""",
        """
import numpy as np

def my_rates(y, called):
    pairs = list(zip(y.tolist(), called.tolist()))
    def share(hits, of):
        chosen = [pair for pair in pairs if of(*pair)]
        return sum(hits(*pair) for pair in chosen) / len(chosen)
    return np.array([share(lambda a, b: a, lambda a, b: True), share(lambda a, b: a, lambda a, b: b),
                     share(lambda a, b: b, lambda a, b: not a), share(lambda a, b: not b, lambda a, b: a)])
""",
    ],
}
