"""Privacy measured: who is alone in a table, who was in the training rows, and answers
with noise.
"""
from typing import NamedTuple

import numpy as np

from ..ground.arrays import last
from ..ground.checks import array_of, binary, matrix, not_negative, positive, whole
from ..nn.layers import sigmoid

# ---------------------------------------------------------------- who is alone


def group_sizes(rows):
    """For each row of the table (N, d) the number of rows that agree with it in every
    column, (N,).

    The smallest of them is the k of k-anonymity (Sweeney 2002).  The entries may be
    words or numbers.
    """
    rows = array_of(rows, "rows")
    if rows.ndim != 2 or not rows.size:
        raise ValueError(f"rows has shape {rows.shape}, expected (people, columns) "
                         "with at least one of each")
    _, group, size = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
    return size[np.ravel(group)]


# --------------------------------------------------------- who was in the training rows


def true_class_probability(model, X, y):
    """What the model gives to the class that each row truly has, (N,).

    model: has predict_proba and classes_, as scikit-learn's classifiers do; X (N, d), y
    (N,) of labels.
    """
    column = np.searchsorted(model.classes_, y)
    unknown = np.setdiff1d(y, model.classes_)
    if len(unknown):
        raise ValueError(f"the model never saw the class {unknown[0]!r}, so it gives "
                         "it no probability")
    return model.predict_proba(X)[np.arange(len(y)), column]


# ---------------------------------------------------------------- answers with noise


def epsilon_of(keep):
    """Privacy loss of randomised response: log of P(yes | truth yes) / P(yes | truth
    no); keep from 0 to 1.
    """
    if not 0 <= keep < 1:
        raise ValueError(f"keep is {keep}: it must lie from 0 to 1, and 1 itself "
                         "protects nobody")
    return float(np.log((1 + keep) / (1 - keep)))


class Survey(NamedTuple):
    """A survey so far: n people asked, their share of yes, the estimated true share,
    and its standard error.
    """

    n: int
    said_yes: float
    estimate: float
    error: float


def randomised_response_steps(truth, keep, rng, sizes):
    """Ask people one after the other, and yield a Survey at each of the `sizes` (Warner
    1965, two-coin form).

    truth (N,) of 0 and 1.  With probability `keep` a person tells the truth, otherwise
    a fair coin answers.
    """
    truth = binary(truth, name="truth")
    if not 0 < keep <= 1:
        raise ValueError(f"keep is {keep}: it must lie above 0 and be at most 1")
    coin = rng.random(len(truth)) < 0.5
    said = np.where(rng.random(len(truth)) < keep, truth, coin)
    for n in sizes:
        whole("a size", n, 1, len(truth))
        share = said[:n].mean()
        yield Survey(n, float(share), float((share - (1 - keep) / 2) / keep),
                     float(np.sqrt(share * (1 - share) / n) / keep))


def laplace_mechanism(value, epsilon, rng, sensitivity=1.0):
    """The number, or array, plus Laplace noise of scale sensitivity / epsilon (Dwork,
    McSherry, Nissim & Smith 2006).

    sensitivity: by how much one person can change the value at most.
    """
    positive("epsilon", epsilon)
    positive("sensitivity", sensitivity)
    return value + rng.laplace(0, sensitivity / epsilon, np.shape(value))


# ---------------------------------------------------------------- training with noise


def clip_rows(G, clip):
    """Rows of G (N, d), each shortened to the length `clip` if it is longer."""
    return G / np.maximum(1.0, np.linalg.norm(G, axis=1, keepdims=True) / clip)


def noisy_descent_steps(X, y, clip, sigma, rate, steps, rng):
    """Logistic regression by gradients that are clipped a person and noised a step
    (Abadi et al. 2016): yield w (d,).

    X (N, d) with its column of ones, y (N,) of 0 and 1.  Every person's gradient is cut
    to the length `clip`; their sum gets normal noise of deviation sigma * clip in each
    of the d places.  All rows are used at every step.
    """
    X = matrix(X)
    y = binary(y, len(X))
    whole("steps", steps, 0)
    positive("clip", clip)
    not_negative("sigma", sigma)
    w = np.zeros(X.shape[1])
    yield w
    for _ in range(steps):
        total = clip_rows((sigmoid(X @ w) - y)[:, None] * X, clip).sum(axis=0)
        w = w - rate * (total + rng.normal(0, sigma * clip, len(w))) / len(X)
        yield w


def noisy_descent(X, y, clip, sigma, rate, steps, rng):
    """The weights w (d,) after so many `steps` of clipped and noised gradient descent
    on X (N, d), with its column of ones, and y (N,) of 0 and 1.

    clip: longest gradient that one person may add; sigma: deviation of the noise, in
    units of clip; rate: learning rate.  `epsilon_after` says what the steps cost.
    """
    return last(noisy_descent_steps(X, y, clip, sigma, rate, steps, rng))


def epsilon_after(steps, sigma, delta=1e-5):
    """(epsilon, delta)-privacy of `steps` full-batch steps of noise sigma (Bun &
    Steinke 2016); infinite without noise.

    One step costs 1 / (2 sigma^2) in zero-concentrated privacy, steps add up, and a sum
    of rho gives epsilon = rho + 2 sqrt(rho log 1/delta).
    """
    whole("steps", steps, 1)
    not_negative("sigma", sigma)
    if not 0 < delta < 1:
        raise ValueError(f"delta is {delta}: it must lie between 0 and 1, far below "
                         "one over the number of people")
    rho = steps / (2 * sigma**2) if sigma else np.inf
    return float(rho + 2 * np.sqrt(rho * np.log(1 / delta)))
