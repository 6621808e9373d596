"""Neural networks in NumPy under Keras' names: `Sequential` over the layers and
optimisers of this package.
"""
import math
import time
from types import SimpleNamespace

import numpy as np

from ..ground.checks import binary, finite, known, matrix, numbers, whole
from .layers import Dense, backward_steps, forward, output_loss
from .optimizers import SGD, Adam

OPTIMIZERS = {"sgd": SGD, "adam": Adam}


class History:
    """What `fit` returns: `history["loss"]` and, if asked for, `history["accuracy"]`,
    one number an epoch.
    """

    def __init__(self):
        self.history = {}

    def __repr__(self):
        epochs = len(self.history.get("loss", []))
        return f"<History of {epochs} epochs: {', '.join(self.history)}>"

    def add(self, **numbers):
        """Append one epoch's numbers."""
        for name, value in numbers.items():
            self.history.setdefault(name, []).append(float(value))


class Sequential:
    """A stack of `Dense` layers whose parameters lie in one flat vector `theta`, their
    gradient in `grad`.

    The first layer needs `input_shape=(d,)`.  `rng` draws the initial weights and
    shuffles the rows; without it every model differs, as in Keras without a seed.
    """

    def __init__(self, layers, rng=None):
        shape = getattr(layers[0], "input_shape", None) if layers else None
        if not shape:
            raise ValueError("Sequential needs at least one layer, the first with "
                             "input_shape=(number of features,)")
        if not isinstance(shape, tuple | list) or len(shape) != 1:
            raise ValueError(f"input_shape is {shape!r}: give a tuple with the number "
                             "of features, for instance (4,)")
        whole("input_shape[0]", shape[0], 1)
        self.layers, self.n_features = list(layers), shape[0]
        self.rng = np.random.default_rng() if rng is None else rng
        widths = [self.n_features] + [layer.units for layer in layers]
        ends = np.cumsum([(d_in + 1) * d_out
                          for d_in, d_out in zip(widths, widths[1:])])
        self.theta, self.grad = np.zeros(ends[-1]), np.zeros(ends[-1])
        for layer, d_in, end in zip(layers, widths, ends):
            part = slice(end - (d_in + 1) * layer.units, end)
            layer.build(d_in, self.theta[part], self.grad[part])
            layer.W[...] = layer.draw(self.rng, d_in, layer.units)
        self.optimizer = None

    def compile(self, optimizer="adam", loss="mse", metrics=()):
        """Choose the optimiser (a name or an object with `step`), the loss by name, and
        perhaps ["accuracy"].
        """
        if isinstance(optimizer, str):
            known("optimizer", optimizer, OPTIMIZERS)
            optimizer = OPTIMIZERS[optimizer]()
        for metric in metrics:
            known("metric", metric, ("accuracy",))
        self.value, self.delta = output_loss(loss, self.layers[-1].activation)
        self.optimizer, self.loss, self.metrics = optimizer, loss, tuple(metrics)

    def fit(self, X, y, epochs=1, batch_size=32, shuffle=True, verbose=1):
        """Train on X (N, d) and y (N,) or (N, K); returns a `History`.  Bad input
        raises ValueError before any step.
        """
        X, y = self._checked(X, y)
        for name, value in (("epochs", epochs), ("batch_size", batch_size)):
            whole(name, value, 1)
        history = History()
        bar = _Bar(epochs, math.ceil(len(X) / batch_size)) if verbose else None
        for epoch in range(1, epochs + 1):
            for batch, (Z, t) in enumerate(self.epoch_steps(X, y, batch_size, shuffle),
                                           1):
                if bar:
                    bar.show(epoch, batch)
            history.add(**self._scores(Z, t))
            if bar:
                bar.close(epoch, history.history)
        return history

    def epoch_steps(self, X, y, batch_size=32, shuffle=True):
        """One pass over the rows: yield (Z, t) after every optimiser step.

        X is (N, d), y is (N, K).  Z holds the epoch's logits so far, each taken before
        its step, t their targets: Keras reports the training loss of these, not of the
        weights at the epoch's end.
        """
        order = self.rng.permutation(len(X)) if shuffle else slice(None)
        X, t = X[order], y[order]
        Z = np.empty((len(X), self.layers[-1].units))
        for start in range(0, len(X), batch_size):
            part = slice(start, start + batch_size)
            Z[part] = self.backpropagate(X[part], t[part])
            self.optimizer.step(self.theta, self.grad)
            yield Z, t

    def backpropagate(self, X, y):
        """Fill `grad` with dL/dtheta for the rows X and targets y (N, K); returns the
        logits (N, K).
        """
        H = forward(self.layers, X)
        for _ in backward_steps(self.layers, H, self.delta(H[-1], y)):
            pass
        return H[-1]

    def evaluate(self, X, y, verbose=1):
        """[loss, metrics ...] on the given rows."""
        X, y = self._checked(X, y)
        scores = self._scores(forward(self.layers, X)[-1], y)
        if verbose:
            print(" - ".join(f"{name}: {value:.4f}" for name, value in scores.items()))
        return [float(value) for value in scores.values()]

    def predict(self, X):
        """Outputs of the last layer, (N, K): probabilities after a sigmoid or
        softmax.
        """
        return self.layers[-1].f(forward(self.layers, self._rows(X))[-1])

    def count_params(self):
        """Number of weights and biases."""
        return self.theta.size

    def get_weights(self):
        """Copies of W_1, b_1, W_2, b_2, ..."""
        return [a.copy() for layer in self.layers for a in (layer.W, layer.b)]

    def set_weights(self, weights):
        """Overwrite W_1, b_1, W_2, b_2, ... with arrays of the same shapes."""
        own = [a for layer in self.layers for a in (layer.W, layer.b)]
        got, wanted = [np.shape(w) for w in weights], [a.shape for a in own]
        if got != wanted:
            raise ValueError(f"expected arrays of shapes {wanted}, got {got}")
        for a, w in zip(own, weights):
            a[...] = w

    def summary(self):
        """Print one line a layer: output shape and number of parameters."""
        for i, layer in enumerate(self.layers, 1):
            size = layer.W.size + layer.b.size
            print(f"dense_{i:<3} {layer.activation:<8} output (None, {layer.units:<4}) "
                  f"parameters {size:>7}")
        print(f"total parameters {self.count_params()}")

    def _scores(self, Z, y):
        scores = {"loss": self.value(Z, y)}
        if "accuracy" in self.metrics:  # a logit of 0 is a probability of one half
            one = Z.shape[1] == 1
            hits = (Z > 0) == (y > 0.5) if one else Z.argmax(axis=1) == y.argmax(axis=1)
            scores["accuracy"] = np.mean(hits)
        return scores

    def _rows(self, X):
        d = self.n_features
        return matrix(X, columns=d, because="the first layer was built with "
                                            f"input_shape=({d},)")

    def _checked(self, X, y):
        if self.optimizer is None:
            raise ValueError("call compile(optimizer=..., loss=...) first: the model "
                             "has no loss yet")
        X, y = self._rows(X), numbers(y, "y")
        y = y[:, None] if y.ndim == 1 else y
        wanted = (len(X), self.layers[-1].units)
        if y.shape != wanted:
            raise ValueError(f"y has shape {y.shape}, expected {wanted}: one row a row "
                             "of X, one column an output unit")
        finite(y, "y")
        if self.loss.endswith("crossentropy"):
            check_labels(self.loss, y)
        return X, y


def check_labels(loss, y):
    """Raise ValueError unless the targets y (N, K) are what the cross-entropy `loss` is
    defined for.
    """
    binary(y.ravel(), name=f"y of {loss}")
    if loss == "categorical_crossentropy" and (y.sum(axis=1) != 1).any():
        raise ValueError(f"{loss} needs one-hot rows: make them with np.eye(K)[labels]")


class _Bar:
    """Progress of `fit`: one line an epoch, redrawn at most ten times a second."""

    def __init__(self, epochs, batches):
        self.epochs, self.batches, self.drawn = epochs, batches, time.monotonic()

    def show(self, epoch, batch):
        if time.monotonic() - self.drawn > 0.1:
            self.drawn = time.monotonic()
            print(self._line(epoch, batch), end="\r", flush=True)

    def close(self, epoch, history):
        scores = " - ".join(f"{name}: {values[-1]:.4f}"
                            for name, values in history.items())
        print(self._line(epoch, self.batches), scores)

    def _line(self, epoch, batch):
        done = 20 * batch // self.batches
        bar = "=" * done + "." * (20 - done)
        return f"Epoch {epoch}/{self.epochs} [{bar}] {batch}/{self.batches}"


# `from dldm import nn as tf`
keras = SimpleNamespace(Sequential=Sequential, layers=SimpleNamespace(Dense=Dense))
