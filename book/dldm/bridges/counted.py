"""Units and layers that are shown rows, one by one, and end at what mining counts or
solves for.
"""
import numpy as np

from ..ground.checks import matrix, not_negative, positive, vector, whole
from ..mining.association.chance import zeros_and_ones
from ..nn.layers import sigmoid, softmax


def layer_steps(seen, wanted, activation, n, rate):
    """Train one layer on one-hot rows seen (P, K), wanted (P, K): yield its outputs
    (K, K), a row a symbol, n + 1 times.  A step averages the gradient over the rows in
    which a symbol is seen.
    """
    mean = seen / np.maximum(seen.sum(axis=0), 1)
    W = np.zeros((seen.shape[1], wanted.shape[1]))
    for _ in range(n + 1):
        yield activation(W)
        W = W - rate * mean.T @ (activation(seen @ W) - wanted)


def next_symbol_steps(codes, K, n, rate=3.9):
    """Train a softmax layer that sees one symbol and must name the next: yield its
    outputs (K, K), a row a symbol seen, n + 1 times.

    codes (N,): the text, whole numbers from 0 to K - 1.
    """
    codes = np.asarray(codes)
    whole("K", K, 1)
    whole("n", n, 0)
    if codes.ndim != 1 or not np.isin(codes, np.arange(K)).all():
        raise ValueError(f"codes must be a row of whole numbers from 0 to {K - 1}")
    one_hot = np.eye(K)[codes]
    yield from layer_steps(one_hot[:-1], one_hot[1:], softmax, n, rate)


def whole_basket_steps(M, n, rate=4.0):
    """Train a sigmoid layer that sees one item of a basket and must name all of it:
    yield its outputs (d, d), a row an item seen, n + 1 times.

    M (N, d) of 0 and 1: a row a basket, a column an item.
    """
    M = zeros_and_ones(M)
    whole("n", n, 0)
    basket, item = np.nonzero(M)
    yield from layer_steps(np.eye(M.shape[1])[item], M[basket], sigmoid, n, rate)


def labelled_pairs(M, k):
    """(pairs (P, 2), labels (P,), weights (P,)): two items of one basket, labelled 1;
    an item of one basket and an item of any, labelled 0 and weighing k / N each.

    M (N, d) of 0 and 1; k: how many pairs by chance stand against what one would
    expect of true ones (Mikolov et al. 2013).
    """
    M = zeros_and_ones(M)
    positive("k", k)
    basket, item = np.nonzero(M)
    true = [(i, j) for a, i in zip(basket, item) for b, j in zip(basket, item)
            if a == b and i != j]
    chance = [(i, j) for i in item for j in item if i != j]
    label = np.repeat([1, 0], [len(true), len(chance)])
    return np.array(true + chance), label, np.where(label == 1, 1, k / len(M))


def discriminator_steps(pairs, label, weight, d, n, rate=0.5):
    """Train one weight a pair of d items to tell true pairs from chance: yield the
    logits (d, d) n + 1 times.

    pairs (P, 2), label (P,), weight (P,) as `labelled_pairs` returns them.
    """
    whole("n", n, 0)
    one_hot = np.eye(d * d)[pairs @ [d, 1]]
    V = np.zeros(d * d)
    for _ in range(n + 1):
        yield V.reshape(d, d)
        V = V - rate * (weight * (sigmoid(one_hot @ V) - label)) @ one_hot


def tube_steps(X, y, C, eps, n, rate=60.0):
    """Train a linear unit whose loss forgives errors up to eps, with weight decay:
    yield (w (d,), b) n + 1 times.

    X (N, d), y (N,); C: price of what lies outside the tube, as in support vector
    regression. A row outside pulls with the same force at any distance, so the rate
    falls with the root of the step.
    """
    X = matrix(X)
    y = vector(y, len(X), "y")
    positive("C", C)
    not_negative("eps", eps)
    whole("n", n, 0)
    w, b = np.zeros(X.shape[1]), 0.0
    for step in range(1, n + 2):
        yield w, b
        r = y - X @ w - b
        pull = np.sign(r) * (np.abs(r) > eps)
        w = w - rate / step**0.5 * (w / (C * len(X)) - pull @ X / len(X))
        b = b + rate / step**0.5 * pull.mean()
