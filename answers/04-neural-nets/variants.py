"""Correct answers in another style than the reference solutions; they must pass as well."""
import runpy
from pathlib import Path

SEQUENTIAL = runpy.run_path(str(Path(__file__).parent / "wrong.py"))["SEQUENTIAL"]  # what wrong.py spoils, unspoilt

VARIANTS = {
    "p1": ["answer_p1 = 841.0"],
    "p2": ["import numpy as np\nanswer_p2 = np.int64(35)"],
    "p3": ["answer_p3 = 12", "answer_p3 = 150"],
    "p4": ["answer_p4 = 11.5", "answer_p4 = 12", "import numpy as np\nanswer_p4 = np.array([11.6])"],
    "i1": [
        SEQUENTIAL,
        '''
import numpy as np
from dldm.nn import sigmoid

class Layer:
    def __init__(self, W, b):
        self.numbers, self.m, self.v = [W.copy(), b.copy()], [0.0, 0.0], [0.0, 0.0]

    def forward(self, X):
        self.X = X
        return X @ self.numbers[0] + self.numbers[1]

    def backward(self, delta):
        self.slopes = [self.X.T @ delta, delta.sum(axis=0)]
        return delta @ self.numbers[0].T

    def step(self, t):
        for k, g in enumerate(self.slopes):
            self.m[k] = self.m[k] + (g - self.m[k]) / 10
            self.v[k] = self.v[k] + (g**2 - self.v[k]) / 1000
            root = np.sqrt(self.v[k] / (1 - .999**t))
            self.numbers[k] -= .001 * self.m[k] / (1 - .9**t) / (root + 1e-7 / np.sqrt(1 - .999**t))

def replay(initial, X, y, epochs):
    layers, t = [Layer(*initial[k:k + 2]) for k in (0, 2, 4)], 0
    for _ in range(epochs):
        for i in range(0, len(y), 32):
            H, gates = X[i:i + 32], []
            for layer in layers:
                Z = layer.forward(H)
                gates.append(Z > 0)
                H = Z * gates[-1]
            back, t = (sigmoid(Z) - y[i:i + 32, None]) / len(Z), t + 1
            gates[-1] = 1
            for layer, gate in zip(layers[::-1], gates[::-1]):
                back = layer.backward(back * gate)
            for layer in layers:
                layer.step(t)
    return tuple(a for layer in layers for a in layer.numbers)
''',
    ],
    "i2": [
        '''
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
import warnings

def repaired(X, y, seed, epochs):
    mask = np.zeros(len(y), dtype=bool)
    mask[train_test_split(np.arange(len(y)), random_state=seed)[1]] = True
    net = MLPClassifier(hidden_layer_sizes=(10, 10), batch_size=32, max_iter=epochs, alpha=0, random_state=seed)
    model = make_pipeline(StandardScaler(), net)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(X[~mask], y[~mask])
    return dict(score=model.score(X[mask], y[mask]), baseline=np.bincount(y[mask]).max() / mask.sum(),
                test_rows=mask, weights=net.coefs_ + net.intercepts_)
''',
        '''
import numpy as np
from dldm.nn import Dense, Sequential

def repaired(X, y, seed, epochs):
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(y))
    test, train = order[:140], order[140:]
    low, high = X[train].min(0), X[train].max(0)
    X = (X - (low + high) / 2) / (high - low) * 6
    net = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")], rng=rng)
    net.compile("adam", "binary_crossentropy", ["accuracy"])
    net.fit(X[train], y[train], epochs=epochs)
    commoner = y[test].mean() > .5
    return {"weights": net.get_weights(), "test_rows": list(test), "score": net.evaluate(X[test], y[test])[1],
            "baseline": (y[test] == commoner).mean()}
''',
        '''
import numpy as np
from dldm.nn import Dense, Sequential
from sklearn.preprocessing import RobustScaler

def repaired(X, y, seed, epochs):
    rng = np.random.default_rng(seed)
    held = rng.random(len(y)) < .25
    S = RobustScaler().fit(X[~held]).transform(X)
    net = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")], rng=rng)
    net.compile("adam", "binary_crossentropy")
    for _ in range(epochs):
        net.fit(S[~held], y[~held], epochs=1, verbose=0)
    right = (net.predict(S[held])[:, 0] > .5) == y[held]
    return {"weights": net.get_weights(), "test_rows": np.flatnonzero(held), "score": right.mean(),
            "baseline": max(y[held].mean(), 1 - y[held].mean())}
''',
    ],
    "v1": ["answer_v1 = 'B'"],
    "v2": ["answer_v2_low, answer_v2_high, answer_v2_ari = .09, .89, .72"],
    "v3": ["answer_v3 = .909"],
}
