"""Correct answers in another style than the reference solutions; they must pass as well."""
VARIANTS = {
    "p1": ["import numpy as np\nanswer_p1 = np.array([2, 1, .5, 0, 0])"],
    "i1": ['''
from sklearn.svm import SVC

def train_hinge(X, s, C):
    model = SVC(kernel="linear", C=C).fit(X, s)
    return model.coef_, model.intercept_
'''],
    "i3": ['''
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

def tuned(X_train, y_train, X_test, y_test, pairs):
    grid = [{"svc__C": [C], "svc__gamma": [gamma]} for C, gamma in pairs]
    search = GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=3).fit(X_train, y_train)
    return (search.best_params_["svc__C"], search.best_params_["svc__gamma"]), search.score(X_test, y_test)
''', '''
import numpy as np
from dldm.mining.classification import SVC, rbf_kernel

def tuned(X_train, y_train, X_test, y_test, pairs):
    def machine(X, y, X_new, pair):
        mean, deviation = X.mean(axis=0), X.std(axis=0, ddof=1)
        model = SVC(C=pair[0], kernel=lambda A, B: rbf_kernel(A, B, pair[1])).fit((X - mean) / deviation, y)
        return model.predict((X_new - mean) / deviation)

    order, scores = np.random.default_rng(0).permutation(len(y_train)), []
    old, new = order[:90], order[90:]
    for pair in pairs:
        scores.append((machine(X_train[old], y_train[old], X_train[new], pair) == y_train[new]).mean())
    best = list(pairs[int(np.argmax(scores))])
    return [best, np.mean(machine(X_train, y_train, X_test, best) == y_test)]
'''],
    "p3": ["answer_p3 = 2 / 5, 12 / 25", "import numpy as np\nanswer_p3 = np.array([.4, .48])"],
    "p5": ["import numpy as np\nanswer_p5 = np.array([[0, 0, 0], [.5, 2, 0], [-.2, -.6, 0], [-1, 1.5, 0],"
           " [2.8, 1.8, 1], [3.5, 2.8, 1], [2.4, -.4, 1], [5, 2, 1]])"],
    "p4": ["answer_p4 = 7, 2100, 21, 600"],
    "i2": ['''
import numpy as np

def features(X):
    Z = np.hstack([np.ones((len(X), 1)), X])
    return np.einsum("ni,nj->nij", Z, Z).reshape(len(X), -1)
''', '''
from sklearn.preprocessing import PolynomialFeatures
import numpy as np

def features(X):
    maker = PolynomialFeatures(2).fit(X)
    single = (maker.powers_ == 2).any(axis=1) | (maker.powers_.sum(axis=1) == 0)
    return maker.transform(X) * np.where(single, 1, np.sqrt(2))
'''],
}
