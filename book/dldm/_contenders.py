"""The methods that chapter 1 compares, with every setting: one set for tables of measurements, one for pixels."""
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import BernoulliNB, GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from .nn import Adam, Dense, Sequential


class Network(ClassifierMixin, BaseEstimator):
    """The book's own network with one hidden layer, dressed as a scikit-learn classifier."""

    def __init__(self, units=20, epochs=50, seed=0):
        self.units, self.epochs, self.seed = units, epochs, seed

    def fit(self, X, y):
        """Train on rows X (N, d) and labels y (N,); returns itself."""
        self.classes_, index = np.unique(y, return_inverse=True)
        K = len(self.classes_)
        layers = [Dense(self.units, "relu", input_shape=(X.shape[1],)), Dense(K, "softmax")]
        self.net_ = Sequential(layers, rng=np.random.default_rng(self.seed))
        self.net_.compile(Adam(0.01), "categorical_crossentropy")
        self.net_.fit(X, np.eye(K)[index], epochs=self.epochs, batch_size=32, verbose=0)
        return self

    def predict(self, X):
        """The likeliest label of each row, (N,)."""
        return self.classes_[self.net_.predict(X).argmax(axis=1)]


def six_methods(seed=0):
    """{name: unfitted classifier} for a table whose columns have units of their own."""
    scaled = StandardScaler
    return {"naive Bayes": GaussianNB(),
            "tree": DecisionTreeClassifier(random_state=seed),
            "forest": RandomForestClassifier(30, random_state=seed),
            "logistic regression": make_pipeline(scaled(), LogisticRegression(max_iter=1000)),
            "SVM": make_pipeline(scaled(), SVC()),
            "network": make_pipeline(scaled(), Network(seed=seed))}


def pixel_methods(seed=0):
    """The same six families, and 3-NN, for pixels from 0 to 1, which share a unit already."""
    return {"naive Bayes": BernoulliNB(binarize=0.5),
            "tree": DecisionTreeClassifier(random_state=seed),
            "forest": RandomForestClassifier(100, random_state=seed),
            "logistic regression": LogisticRegression(C=0.05, max_iter=200),
            "SVM": SVC(C=5),
            "network": MLPClassifier(128, alpha=0.01, batch_size=32, max_iter=60, random_state=seed),
            "3-NN": KNeighborsClassifier(3)}
