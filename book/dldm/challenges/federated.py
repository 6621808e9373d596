"""Learning from data that stay where they are: federated averaging, and what a gradient
tells about its row.
"""
import numpy as np

from ..ground.arrays import first_largest
from ..ground.checks import matrix, positive, vector, whole
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
    whole("local_steps", local_steps, 1)
    positive("rate", rate)
    share = np.array([len(y) for _, y in clients], dtype=float)
    share /= share.sum()
    w = np.array(w, dtype=float)
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
    """The last w of `federated_steps`."""
    for last in federated_steps(clients, w, rounds, local_steps, rate, gradient):
        pass
    return last


def row_from_gradient(dW, db):
    """The row x (d,) that a layer was trained on, from the gradients dW (d, units) and
    db (units,) of that one row.

    dW is x times the delta and db is the delta, so any unit with a delta that is not
    zero gives x away.
    """
    dW, db = np.asarray(dW, dtype=float), np.asarray(db, dtype=float)
    if dW.ndim != 2 or db.shape != dW.shape[1:]:
        raise ValueError(f"dW has shape {dW.shape} and db {db.shape}, expected (d, "
                         "units) and (units,)")
    unit = first_largest(np.abs(db))
    if db[unit] == 0:
        raise ValueError("every delta is zero: this gradient tells nothing about the "
                         "row")
    return dW[:, unit] / db[unit]
