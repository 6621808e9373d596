"""Learning from data that stay where they are: federated averaging, and what a gradient
tells about its row.
"""
import numpy as np

from ..ground.arrays import first_largest, last
from ..ground.checks import matrix, numbers, positive, vector, whole
from ..mining.regression.linear import squared_gradient


def federated_steps(clients, w, rounds, local_steps, rate, gradient=squared_gradient):
    """Federated averaging (McMahan et al. 2017): yield the server's w (d,) before the
    first round and after each.

    clients: list of (X, y); each starts from w, takes `local_steps` descent steps on
    its own rows alone, and sends weights back, which are averaged in proportion to its
    number of rows.  gradient(w, X, y): of a mean loss.
    """
    if not clients:
        raise ValueError("clients is empty: give a list of (X, y)")
    clients = [(matrix(X), vector(y, len(X))) for X, y in clients]
    whole("rounds", rounds, 0)
    whole("local_steps", local_steps, 1)
    positive("rate", rate)
    share = np.array([len(y) for _, y in clients], dtype=float)
    share /= share.sum()
    w = vector(w, name="w").copy()
    yield w
    for _ in range(rounds):
        w = share @ [descend(w, X, y, local_steps, rate, gradient) for X, y in clients]
        yield w


def descend(w, X, y, steps, rate, gradient):
    """w after `steps` of gradient descent on X (N, d) and y (N,)."""
    for _ in range(steps):
        w = w - rate * gradient(w, X, y)
    return w


def federated_average(clients, w, rounds, local_steps, rate, gradient=squared_gradient):
    """The server's weights w (d,) after so many rounds of federated averaging, each of
    local_steps descent steps on every client's own rows.

    clients: list of (X, y); w (d,) to start from; rate: learning rate; gradient(w, X,
    y) of a mean loss.  ValueError for no clients, and numbers out of range.
    """
    return last(federated_steps(clients, w, rounds, local_steps, rate, gradient))


def row_from_gradient(dW, db):
    """The row x (d,) that a layer was trained on, from the gradients dW (d, units) and
    db (units,) of that one row.

    dW is x times the delta and db is the delta, so any unit with a delta that is not
    zero gives x away (Phong, Aono, Hayashi, Wang & Moriai 2018).
    """
    dW, db = numbers(dW, "dW"), numbers(db, "db")
    if dW.ndim != 2 or db.shape != dW.shape[1:]:
        raise ValueError(f"dW has shape {dW.shape} and db {db.shape}, expected (d, "
                         "units) and (units,)")
    unit = first_largest(np.abs(db))
    if db[unit] == 0:
        raise ValueError("every delta is zero: this gradient tells nothing about the "
                         "row")
    return dW[:, unit] / db[unit]
