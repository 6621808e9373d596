"""Record how long the peers take for one epoch of the article's network, and how far their weights end from ours.

python -m benchmarks.record.peers     (needs PyTorch, and TensorFlow for the Keras column; writes data/peers.json)
"""
import datetime
import json
import os
import platform
import statistics
import time

from dldm.datasets import DATA

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
from dldm import datasets
from dldm.nn import Adam, Dense, Sequential

ROWS, REPEATS = 100_000, 5


def own_net(weights, optimizer):
    net = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")])
    net.set_weights(weights)
    net.compile(optimizer, "binary_crossentropy")
    return net


class Ours:
    def __init__(self, weights, paper=True):
        self.net = own_net(weights, Adam(epsilon=1e-8, paper=paper))

    def epochs(self, X, y, n):
        self.net.fit(X, y, epochs=n, batch_size=32, shuffle=False, verbose=0)

    def weights(self):
        return self.net.get_weights()


class ScikitLearn:
    own_twin = dict(epsilon=1e-8)

    def __init__(self, weights):
        import sklearn
        from sklearn.neural_network import MLPClassifier

        self.version = sklearn.__version__
        self.net = MLPClassifier((10, 10), batch_size=32, alpha=0, shuffle=False, max_iter=1)
        self.start = weights

    def epochs(self, X, y, n):
        y = y.astype(int)
        if not hasattr(self.net, "coefs_"):  # the first call draws weights; ours replace them before the first step
            start, draw = self.start, self.net._initialize

            def initialize(*args, **kwargs):
                draw(*args, **kwargs)
                self.net.coefs_ = [w.copy() for w in start[::2]]
                self.net.intercepts_ = [b.copy() for b in start[1::2]]

            self.net._initialize = initialize
        for _ in range(n):
            self.net.partial_fit(X, y, classes=[0, 1])

    def weights(self):
        return [a for pair in zip(self.net.coefs_, self.net.intercepts_) for a in pair]


class PyTorch:
    own_twin = dict(epsilon=1e-8, paper=True)

    def __init__(self, weights):
        import torch

        torch.set_num_threads(1)
        torch.set_default_dtype(torch.float64)
        self.torch, self.version = torch, torch.__version__
        linear = [torch.nn.Linear(*w.shape) for w in weights[::2]]
        self.linear = linear
        self.net = torch.nn.Sequential(linear[0], torch.nn.ReLU(), linear[1], torch.nn.ReLU(), linear[2])
        with torch.no_grad():
            for layer, w, b in zip(linear, weights[::2], weights[1::2]):
                layer.weight.copy_(torch.from_numpy(w.T))
                layer.bias.copy_(torch.from_numpy(b))
        self.optimizer = torch.optim.Adam(self.net.parameters())
        self.loss = torch.nn.BCEWithLogitsLoss()

    def epochs(self, X, y, n):
        X, y = self.torch.from_numpy(X), self.torch.from_numpy(y.astype(float))[:, None]
        for _ in range(n):
            for start in range(0, len(X), 32):
                self.optimizer.zero_grad()
                self.loss(self.net(X[start:start + 32]), y[start:start + 32]).backward()
                self.optimizer.step()

    def weights(self):
        return [a.detach().numpy() for layer in self.linear for a in (layer.weight.T, layer.bias)]


class Keras:
    own_twin = dict(epsilon=1e-7)

    def __init__(self, weights):
        import keras

        keras.backend.set_floatx("float64")
        self.version = keras.__version__
        layers = [keras.layers.Dense(10, "relu"), keras.layers.Dense(10, "relu"), keras.layers.Dense(1, "sigmoid")]
        self.net = keras.Sequential([keras.Input((10,)), *layers])
        self.net.set_weights(weights)
        self.net.compile("adam", "binary_crossentropy")

    def epochs(self, X, y, n):
        self.net.fit(X, y.astype(float), epochs=n, batch_size=32, shuffle=False, verbose=0)

    def weights(self):
        return self.net.get_weights()


PEERS = {"scikit-learn": ScikitLearn, "PyTorch": PyTorch, "Keras": Keras}


def gap(peer, start, X, y):
    """Largest difference of the weights after 10 epochs from the same start, ours with the same form of Adam."""
    theirs, ours = peer(start), own_net(start, Adam(**peer.own_twin))
    theirs.epochs(X, y, 10)
    ours.fit(X, y, epochs=10, batch_size=32, shuffle=False, verbose=0)
    return max(float(abs(a - b).max()) for a, b in zip(theirs.weights(), ours.get_weights()))


def epoch_time(net, X, y):
    begin = time.perf_counter()
    net.epochs(X, y, 1)
    return time.perf_counter() - begin


def seconds(peers, start, X, y):
    """{name: median time of one epoch}; the peers take turns, so that a busy moment slows them all."""
    nets = {name: peer(start) for name, peer in peers.items()}
    for net in nets.values():
        net.epochs(X, y, 1)  # warm up
    turns = [{name: epoch_time(net, X, y) for name, net in nets.items()} for _ in range(REPEATS)]
    return {name: statistics.median(turn[name] for turn in turns) for name in nets}


def data():
    """Rows to time, rows to compare weights on, and the start of every network."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(ROWS, 10))
    y = (X[:, 0] + rng.normal(size=ROWS) > 0).astype(int)
    small, _, labels, _ = datasets.biopsies_ten()
    small = (small - small.mean(axis=0)) / small.std(axis=0)
    layers = [Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")]
    return X, y, small, labels, Sequential(layers, rng=rng).get_weights()


def main():
    X, y, small, labels, start = data()
    record = {"machine": f"{platform.machine()}, one thread", "recorded": str(datetime.date.today()), "rows": ROWS,
              "versions": {"Python": platform.python_version()}, "seconds_per_epoch": {},
              "largest weight difference after 10 epochs": {}}
    for name, peer in PEERS.items():
        record["largest weight difference after 10 epochs"][name] = gap(peer, start, small, labels)
        record["versions"][name] = peer(start).version
    record["versions"]["ours"] = f"NumPy {np.__version__}"
    record["seconds_per_epoch"] = seconds({"ours": Ours, **PEERS}, start, X, y)
    print(record["seconds_per_epoch"])
    (DATA / "peers.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
