"""A decision tree as a network with two hidden layers of threshold units, and back
(Sethi 1990).
"""
from typing import NamedTuple

import numpy as np

from ..ground.checks import matrix, positive, probabilities
from ..mining.classification.fast import Tree


class TreeNet(NamedTuple):
    """W1 (d, m), b1 (m,): a unit a question; W2 (m, L), b2 (L,): a unit a leaf; V (L,
    K): what each leaf answers.
    """

    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: np.ndarray
    V: np.ndarray


class Firing(NamedTuple):
    """What the three layers say to N rows: H (N, m) of +1 and -1, A (N, L) of 1 and 0,
    and the output (N, K).
    """

    H: np.ndarray
    A: np.ndarray
    output: np.ndarray


def tree_nodes(model):
    """(feature, threshold, left, right, values, d) of a fitted tree of this package or
    of scikit-learn.

    left and right are -1 in a leaf; values (nodes, K) are shares of the classes, or
    (nodes, 1) means of a regression tree.  Raises ValueError for what is not a fitted
    tree with one output.
    """
    tree = getattr(model, "tree_", None)
    if isinstance(tree, Tree):
        shares = tree.counts / tree.counts.sum(axis=1, keepdims=True)
        return (tree.feature, tree.threshold, tree.left, tree.right, shares,
                model.n_features_)
    if not hasattr(tree, "children_left"):
        raise ValueError(f"{type(model).__name__} holds no tree_: give a fitted "
                         "decision tree")
    if tree.value.shape[1] != 1:
        raise ValueError(f"the tree has {tree.value.shape[1]} outputs: convert one "
                         "with a single output")
    return (tree.feature, tree.threshold, tree.children_left, tree.children_right,
            tree.value[:, 0, :],
            tree.n_features)


def tree_paths(left, right, node=0, path=()):
    """Yield (leaf, path) for every leaf below a node; the path is a tuple of (question,
    sign), +1 where the leaf lies on the side of yes and -1 on that of no.

    left and right hold the number of each node's children, -1 in a leaf.
    """
    if left[node] < 0:
        yield node, path
    else:
        yield from tree_paths(left, right, left[node], (*path, (node, 1)))
        yield from tree_paths(left, right, right[node], (*path, (node, -1)))


def tree_to_net(model):
    """The TreeNet that answers as the fitted tree does (see `tree_nodes`).

    A question "x_j <= t?" becomes the unit t - x_j; a leaf becomes an AND over the
    answers on its path. scikit-learn rounds X to 32-bit floats before it compares: do
    so as well to get its answers on every row.
    """
    feature, threshold, left, right, values, d = tree_nodes(model)
    questions, leaves = np.flatnonzero(left >= 0), np.flatnonzero(left < 0)
    W1 = np.zeros((d, len(questions)))
    W1[feature[questions], np.arange(len(questions))] = -1
    W2 = np.zeros((len(questions), len(leaves)))
    for leaf, path in tree_paths(left, right):
        for question, sign in path:
            W2[questions == question, leaves == leaf] = sign
    b2 = 1 - np.abs(W2).sum(axis=0)
    return TreeNet(W1, threshold[questions].copy(), W2, b2, values[leaves].copy())


def fire(net, X):
    """Run the rows X (N, d) through the threshold units of a TreeNet: a Firing.

    A unit of the first layer says +1 from 0 upwards, one of the second 1 above 0.
    """
    X = matrix(X, columns=len(net.W1), because="the tree was grown on so many columns")
    H = np.where(X @ net.W1 + net.b1 >= 0, 1.0, -1.0)
    A = (H @ net.W2 + net.b2 > 0).astype(float)
    return Firing(H, A, A @ net.V)


def net_to_tree(net):
    """The Tree that a TreeNet came from, whatever the order of its units; its counts
    are the net's V.

    The first question of some leaves is the only unit that all of them ask and on which
    they differ. Raises ValueError where there is no such unit, or where it weighs more
    than one column.
    """
    nodes = []

    def add(leaves, depth):
        node = len(nodes)
        nodes.append([-1, 0.0, -1, -1, net.V[leaves].mean(axis=0), depth])
        if len(leaves) > 1:
            unit = first_question(net.W2[:, leaves])
            columns = np.flatnonzero(net.W1[:, unit])
            if len(columns) != 1 or net.W1[columns[0], unit] != -1:
                raise ValueError(f"unit {unit} is not a question about one column: "
                                 "this is not the net of a tree")
            goes_left = net.W2[unit, leaves] > 0
            nodes[node][:2] = columns[0], net.b1[unit]
            nodes[node][2:4] = [add(leaves[side], depth + 1)
                                for side in (goes_left, ~goes_left)]
        return node

    add(np.arange(len(net.V)), 0)
    return Tree(*map(np.array, zip(*nodes)))


def first_question(signs):
    """The one row of signs (m, leaves) that has no 0 and both signs; ValueError if
    there is none, or more.
    """
    differ = signs.min(axis=1) < signs.max(axis=1)
    found = np.flatnonzero((signs != 0).all(axis=1) & differ)
    if len(found) != 1:
        raise ValueError(f"{len(found)} units could be the first question of some "
                         "leaves: this is no net of a tree")
    return found[0]


def soft_weights(net, sharpness, floor=0.01):
    """W_1, b_1, W_2, b_2, W_3, b_3 for layers of tanh, sigmoid and softmax units that
    do softly what the thresholds of the TreeNet do.

    The first two layers are the net's times a sharpness > 0: the larger, the closer to
    a step.  The last is log V, since the softmax of log V is V; shares below the floor
    count as the floor.  ValueError where V does not hold shares.
    """
    positive("sharpness", sharpness)
    positive("floor", floor)
    W3 = np.log(np.maximum(probabilities(net.V, "V"), floor))
    return [*(sharpness * a for a in net[:4]), W3, np.zeros(W3.shape[1])]
