"""Many small networks trained side by side: for each what its own `fit` would do, with
one call of NumPy for all where `fit` makes one for each.
"""
from copy import copy

import numpy as np

from ..ground.checks import whole
from .layers import backward_steps, forward
from .sequential import History


class Place:
    """The layers of S networks at one place: W is (S, d_in, units), b (S, 1, units).

    Their numbers are views of the first columns of `theta` and `grad`, (S, numbers).
    """

    def __init__(self, layer, theta, grad):
        self.f, self.slope = layer.f, layer.slope
        shape, cut = (len(theta), *layer.W.shape), layer.W.size
        self.size = cut + layer.b.size
        self.W, self.dW = theta[:, :cut].reshape(shape), grad[:, :cut].reshape(shape)
        self.b, self.db = theta[:, None, cut:self.size], grad[:, cut:self.size]

    def affine(self, X):
        """Z = X W + b for rows X (S, N, d_in)."""
        Z = X @ self.W
        Z += self.b
        return Z

    def store_gradient(self, X, delta):
        """Write X^T delta and the column sums of delta (S, N, units) of each network
        into dW and db.
        """
        np.matmul(X.swapaxes(1, 2), delta, out=self.dW)
        np.add.reduce(delta, axis=1, out=self.db)

    def pass_back(self, delta):
        """dL/dX = delta W^T, of shape (S, N, d_in)."""
        return delta @ self.W.swapaxes(1, 2)


class SideBySide:
    """S networks of one kind: row s of `theta` and of `grad` holds the numbers of
    network s, and `optimizer` moves all rows.
    """

    def __init__(self, nets):
        self.nets, self.places = nets, []
        self.theta = np.stack([net.theta for net in nets])
        self.grad = np.zeros_like(self.theta)
        start = 0
        for layer in nets[0].layers:
            place = Place(layer, self.theta[:, start:], self.grad[:, start:])
            self.places.append(place)
            start += place.size
        self.optimizer = copy(nets[0].optimizer)
        for name in _arrays(self.optimizer):
            setattr(self.optimizer, name,
                    np.stack([getattr(net.optimizer, name) for net in nets]))

    def epoch(self, X, y, batch_size, shuffle):
        """One pass over the rows of X (S, N, d) and y (S, N, K), shuffled by each
        network's own generator; returns the logits and their targets, (S, N, K).
        """
        if shuffle:
            order = np.stack([net.rng.permutation(X.shape[1]) for net in self.nets])
            X, y = (np.take_along_axis(a, order[:, :, None], 1) for a in (X, y))
        Z = np.empty(y.shape)
        for start in range(0, X.shape[1], batch_size):
            part = slice(start, start + batch_size)
            Z[:, part] = self.backpropagate(X[:, part], y[:, part])
            self.optimizer.step(self.theta, self.grad)
        return Z, y

    def backpropagate(self, X, y):
        """Fill `grad` for the rows X (S, N, d) and targets y (S, N, K); returns the
        logits (S, N, K).
        """
        H = forward(self.places, X)
        rows = [a.reshape(-1, y.shape[2]) for a in (H[-1], y)]
        delta = len(y) * self.nets[0].delta(*rows)  # of a mean over the S * N rows
        for _ in backward_steps(self.places, H, delta.reshape(y.shape)):
            pass
        return H[-1]

    def hand_back(self):
        """Give every network its numbers, and its optimiser's."""
        for s, net in enumerate(self.nets):
            net.theta[...], net.grad[...] = self.theta[s], self.grad[s]
            vars(net.optimizer).update(
                {name: value[s] if isinstance(value, np.ndarray) else value
                 for name, value in vars(self.optimizer).items()})


def fit_all(nets, X, y, epochs=1, batch_size=32, shuffle=True):
    """Train every network as its own `fit` would, all side by side; returns a list of
    `History`, one a network.

    nets: networks of one kind, with the same layers, loss and settings of the
    optimiser, which have made equally many steps.  X (N, d) and y (N,) or (N, K): one
    table for all; or lists of them, one a network.  ValueError for nets that differ or
    share a generator, and for what `Sequential.fit` refuses.
    """
    tables = _tables(nets, X, y)
    _check_nets(nets)
    for name, value in (("epochs", epochs), ("batch_size", batch_size)):
        whole(name, value, 1)
    histories, sizes = [History() for _ in nets], [len(X) for X, _ in tables]
    for size in dict.fromkeys(sizes):   # a stack needs tables of one length
        group = [s for s, n in enumerate(sizes) if n == size]
        together = SideBySide([nets[s] for s in group])
        X, y = (np.stack([tables[s][k] for s in group]) for k in (0, 1))
        for _ in range(epochs):
            for s, *scored in zip(group, *together.epoch(X, y, batch_size, shuffle)):
                histories[s].add(**nets[s]._scores(*scored))
        together.hand_back()
    return histories


def _tables(nets, X, y):
    """The checked (rows, targets) of each network; ValueError unless all have some."""
    if not isinstance(X, list):
        X, y = [X] * len(nets), [y] * len(nets)
    if not len(nets) == len(X) == len(y) > 0:
        raise ValueError(f"{len(nets)} networks, {len(X)} tables and {len(y)} targets: "
                         "give one of each a network, or one table for all")
    return [net._checked(*table) for net, *table in zip(nets, X, y)]


def _arrays(optimizer):
    """Names of what an optimiser remembers of its steps, number by number."""
    return [name for name, a in vars(optimizer).items() if isinstance(a, np.ndarray)]


def _kind(net):
    """What networks must have in common to be trained side by side."""
    arrays = _arrays(net.optimizer)
    numbers = {name: a for name, a in vars(net.optimizer).items() if name not in arrays}
    return ([(layer.W.shape, layer.activation) for layer in net.layers], net.loss,
            type(net.optimizer), arrays, numbers)


def _check_nets(nets):
    """Raise ValueError unless the networks are of one kind and share nothing."""
    for s, net in enumerate(nets):
        if _kind(net) != _kind(nets[0]):
            raise ValueError(f"network {s} differs from network 0: all need the same "
                             "layers, loss, optimiser and number of steps so far")
    for name in ("rng", "optimizer"):
        if len({id(getattr(net, name)) for net in nets}) < len(nets):
            raise ValueError(f"two networks share their {name}: give each its own, or "
                             "the result would depend on which comes first")
