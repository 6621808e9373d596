"""Named wrong answers of chapter 5.2b: {exercise: {trap that must recognise it: code}}."""
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def points(moved=()):
    """The eight points of the page, some of them moved, as an answer."""
    places = [(0, 0), (0.5, 2), (1, 0.5), (-1, 1.5), (2.8, 1.8), (3.5, 2.8), (2.4, -0.4), (5, 2)]
    rows = [[*dict(moved).get(i, place), int(i > 3)] for i, place in enumerate(places)]
    return f"answer_p5 = {rows}"


SQUARED = '''
import numpy as np
from sklearn.svm import LinearSVC

def train_hinge(X, s, C):
    model = LinearSVC(C=C, max_iter=100000, random_state=0).fit(X, s)
    return model.coef_[0], model.intercept_[0]
'''

LOGISTIC = '''
from sklearn.linear_model import LogisticRegression

def train_hinge(X, s, C):
    model = LogisticRegression(C=C, tol=1e-8, max_iter=5000).fit(X, s)
    return model.coef_[0], model.intercept_[0]
'''

DECAYED = '''
from sklearn.svm import LinearSVC

def train_hinge(X, s, C):
    model = LinearSVC(loss="hinge", C=C, tol=1e-8, max_iter=1000000, random_state=0).fit(X, s)
    return model.coef_[0], model.intercept_[0]
'''

SCALED_BY_ALL = '''
import numpy as np
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC

def tuned(X_train, y_train, X_test, y_test, pairs):
    rows = np.vstack([X_train, X_test])
    Z_train = (X_train - rows.mean(axis=0)) / rows.std(axis=0)
    Z_test = (X_test - rows.mean(axis=0)) / rows.std(axis=0)
    best = max(pairs, key=lambda pair: cross_val_score(SVC(C=pair[0], gamma=pair[1]), Z_train, y_train).mean())
    return best, SVC(C=best[0], gamma=best[1]).fit(Z_train, y_train).score(Z_test, y_test)
'''

WRONG = {
    "p1": {"zero-one": "answer_p1 = [1, 1, 0, 0, 0]", "negative": "answer_p1 = [2, 1, .5, 0, -1]",
           "perceptron": "answer_p1 = [1, 0, 0, 0, 0]", "squared": "answer_p1 = [4, 1, .25, 0, 0]",
           "absolute": "answer_p1 = [2, 1, .5, 0, 1]", "sign": "answer_p1 = [0, 1, 1.5, 2, 3]",
           "fallback": "answer_p1 = [1, 1, 1, 0, 0]"},
    "p5": {"none": points(), "several": points({0: (-0.5, 0), 2: (0, 0.5)}), "mixed": points({2: (4, 2)}),
           "no-ring": points({7: (5.5, 3)}), "third": points({4: (4, 2)}), "second": points({6: (4, -0.4)}),
           "inwards": points({2: (1.4, 0.5)}), "classes": points().replace("[5, 2, 1]", "[5, 2, 0]"),
           "fallback": points({2: (0.8, 0.5)})},
    "p2": {"moves": "answer_p2 = 'b'", "bias": "answer_p2 = 'c'"},
    "i1": {"objective": SQUARED,
           "logistic": LOGISTIC,
           "ignores-C": spoilt("i1", ("N, d = X.shape", "(N, d), C = X.shape, 1")),
           "decayed-bias": DECAYED,
           "fallback": spoilt("i1", ("rate = 1 / (decay * (t + 100))", "rate = 5")),
           "too-short": spoilt("i1", ("np.where(margins < 1, s, 0)", "np.where(margins < .2, s, 0)"),
                              ("return best[1], best[2]", "return w, b")),
           "too-long": spoilt("i1", ("decay * w - X.T", "-X.T"), ("return best[1], best[2]", "return w, b")),
           "sign": spoilt("i1", ("return best[1], best[2]", "return -best[1], -best[2]")),
           "untouched": spoilt("i1", ("return best[1], best[2]", "return np.zeros(d), 0.0")),
           "no-bias": spoilt("i1", ("b = b + min(rate, 1) * push.mean()", "b = 0.0")),
           "few-steps": spoilt("i1", ("range(5000)", "range(2000)"))},
    "p3": {"bound": "answer_p3 = [.5, .5]", "curvature": "answer_p3 = [.2, .2]",
           "curvature-sign": "answer_p3 = [.125, .2]",
           "slope": "answer_p3 = [.25, .3]", "half": "answer_p3 = [.4, .16]", "linear": "answer_p3 = [.4, .8]",
           "one-row": "answer_p3 = [.4, .08]", "fallback": "answer_p3 = [1, 1]"},
    "p4": {"swapped": "answer_p4 = [21, 600, 7, 2100]", "ordered-pairs": "answer_p4 = [7, 2100, 42, 600]",
           "with-itself": "answer_p4 = [7, 2100, 28, 600]", "one-fewer": "answer_p4 = [6, 2100, 21, 600]",
           "own-rows": "answer_p4 = [7, 300, 21, 600]", "all-rows": "answer_p4 = [7, 2100, 21, 2100]",
           "one-class": "answer_p4 = [7, 2100, 21, 300]", "fallback": "answer_p4 = [7, 1800, 21, 600]"},
    "i2": {"root-two": spoilt("i2", ("np.sqrt(2) * ", "")),
           "no-cross": spoilt("i2", (" for i in range(d) for j in range(i)]", " for i in range(d) for j in range(0)]")),
           "homogeneous": spoilt("i2", ("[np.ones(N)] + [np.sqrt(2) * X[:, j] for j in range(d)] + ", "")),
           "no-constant": spoilt("i2", ("[np.ones(N)] + ", "")),
           "no-linear": spoilt("i2", ("[np.sqrt(2) * X[:, j] for j in range(d)] + ", "")),
           "linear-plain": spoilt("i2", ("[np.sqrt(2) * X[:, j] for j", "[X[:, j] for j")),
           "linear": "import numpy as np\ndef features(X): return np.hstack([np.ones((len(X), 1)), X])",
           "shape": "def features(X): return (1 + X @ X.T)[0]",
           "fallback": "def features(X): return (1 + X @ X.T)**2"},
    "i3": {"test-chooses": spoilt("i3", ("cross_val_score(machine, X_train, y_train, cv=5).mean()",
                                         "machine.fit(X_train, y_train).score(X_test, y_test)")),
           "memory": spoilt("i3", ("cross_val_score(machine, X_train, y_train, cv=5).mean()",
                                   "machine.fit(X_train, y_train).score(X_train, y_train)")),
           "no-promise": spoilt("i3", ("machines[best].fit(X_train, y_train).score(X_test, y_test)", "max(inner)")),
           "test-scales": SCALED_BY_ALL,
           "by-themselves": spoilt("i3", ("machines[best].fit(X_train, y_train).score(X_test, y_test)",
                                          "(machines[best].fit(X_train, y_train)[1].predict(StandardScaler()"
                                          ".fit_transform(X_test)) == y_test).mean()")),
           "other-pair": spoilt("i3", ("make_pipeline(StandardScaler(), SVC(C=C, gamma=gamma))",
                                       "SVC(C=C, gamma=gamma)")),
           "percent": spoilt("i3", ("score(X_test, y_test)", "score(X_test, y_test) * 100")),
           "two": spoilt("i3", ("return pairs[best], machines[best]", "return machines[best]")),
           "no-pair": spoilt("i3", ("return pairs[best]", "return (1, 1)")),
           "fallback": spoilt("i3", (".score(X_test, y_test)", ".score(X_test, 1 - y_test)"))},
    "v1": {"larger-C": "answer_v1 = 'b'", "narrower": "answer_v1 = 'c'", "longer": "answer_v1 = 'd'"},
}
