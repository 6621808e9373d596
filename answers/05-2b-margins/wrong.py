"""Named wrong answers of chapter 5.2b: {exercise: {trap that must recognise it: code}}."""
from exercise_tools import spoiler

spoilt = spoiler(__file__)


SQUARED = '''
import numpy as np
from sklearn.svm import LinearSVC

def train_hinge(X, s, C):
    model = LinearSVC(C=C, max_iter=100000, random_state=0).fit(X, s)
    return model.coef_[0], model.intercept_[0]
'''

WRONG = {
    "p1": {"zero-one": "answer_p1 = [1, 1, 0, 0, 0]", "negative": "answer_p1 = [2, 1, .5, 0, -1]",
           "perceptron": "answer_p1 = [1, 0, 0, 0, 0]", "squared": "answer_p1 = [4, 1, .25, 0, 0]"},
    "p2": {"moves": "answer_p2 = 'b'", "bias": "answer_p2 = 'c'"},
    "i1": {"objective": SQUARED,
           "stalls": spoilt("i1", ("rate = 1 / (decay * (t + 100))", "rate = 5")),
           "sign": spoilt("i1", ("return best[1], best[2]", "return -best[1], -best[2]")),
           "untouched": spoilt("i1", ("return best[1], best[2]", "return np.zeros(d), 0.0")),
           "no-bias": spoilt("i1", ("b = b + min(rate, 1) * push.mean()", "b = 0.0")),
           "few-steps": spoilt("i1", ("range(5000)", "range(2000)"))},
}
