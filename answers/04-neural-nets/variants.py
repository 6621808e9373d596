"""Correct answers in another style than the reference solutions; they must pass as well."""
import runpy
from pathlib import Path

ADAM = runpy.run_path(str(Path(__file__).parent / "wrong.py"))["ADAM"]  # the loop that wrong.py spoils, unspoilt

VARIANTS = {
    "p1": ["answer_p1 = 231.0"],
    "p2": ["import numpy as np\nanswer_p2 = np.int64(140)"],
    "p3": ["answer_p3 = 12", "answer_p3 = 150"],
    "i1": [ADAM],
    "i2": [
        '''
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
import warnings

def repaired(X, y, seed):
    mask = np.zeros(len(y), dtype=bool)
    mask[train_test_split(np.arange(len(y)), random_state=seed)[1]] = True
    net = MLPClassifier(hidden_layer_sizes=(10, 10), batch_size=32, max_iter=10, alpha=0, random_state=seed)
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

def repaired(X, y, seed):
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(y))
    test, train = order[:140], order[140:]
    low, high = X[train].min(0), X[train].max(0)
    X = (X - (low + high) / 2) / (high - low) * 6
    net = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")], rng=rng)
    net.compile("adam", "binary_crossentropy", ["accuracy"])
    net.fit(X[train], y[train], epochs=10)
    commoner = y[test].mean() > .5
    return {"weights": net.get_weights(), "test_rows": list(test), "score": net.evaluate(X[test], y[test])[1],
            "baseline": (y[test] == commoner).mean()}
''',
    ],
    "v1": ["answer_v1 = 'B'"],
    "v2": ["answer_v2_low, answer_v2_high, answer_v2_ari = .09, .89, .72"],
    "v3": ["answer_v3 = .909"],
}
