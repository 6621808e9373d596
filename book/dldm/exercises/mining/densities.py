"""Exercises of chapter 5.1b: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...mining.clustering.dbscan import dbscan, euclidean
from ...mining.clustering.mixtures import log_densities, m_step
from ...nn.layers import softmax
from ..kinds import (
    Exercise,
    Hint,
    Trap,
    call,
    choice,
    function,
    near,
    number,
    numbers,
    plain,
)

EIGHT = np.array([[0.0], [1], [2], [3], [7], [8], [9], [20]])


@lru_cache
def _counts():
    state = dbscan(EIGHT, 1, 3)
    return int(state.core.sum()), int((state.labels < 0).sum())


def _pair(cores, noise):
    return lambda a: a == (cores, noise)


P1 = Exercise(
    "ch05-1b-p1", {"answer_p1_core": number, "answer_p1_noise": number}, lambda a: a == _counts(),
    (
        Trap("members", lambda a: a[0] == 7, "Seven rows are in a cluster, but a row may be in a cluster without being core: count who lies within 1 of the 0.", "CORE"),
        Trap("swapped", lambda a: a == _counts()[::-1], "The two numbers are right, but one has the other's name: which of them counts the core rows?"),
        Trap("not-itself", lambda a: a[0] == 0, "Look at the 1: it has the 0 and the 2 at a distance of exactly 1, which is within 1, and it counts itself. How many are that?", "CORE"),
        Trap("one-cluster", lambda a: a == (2, 1), "Core in the first cluster are two rows. Is there none in the second, among 7, 8 and 9?", "CORE"),
        Trap("not-found", lambda a: a[0] == 1, "There is more than one. Who lies within 1 of the 2?", "CORE"),
        Trap("border-is-noise", lambda a: a[0] == 3 and a[1] == 5, "The cores are right. But is a row noise if it is near a core row without being core itself?", "CORE"),
        Trap("no-noise", lambda a: a[0] == 3 and a[1] == 0, "The cores are right. Whom does the 20 have within 1?"),
        Trap("noise", lambda a: a[0] == 3, "The cores are right. Now go through the five others: which of them has none of the three cores within 1?", "CORE"),
    ),
    why="core are 1, 2 and 8. The 0 and the 3 are border rows of the first, 7 and 9 of the second cluster, and only the 20 is noise.",
    fallback="For each of the eight numbers count how many lie within 1 of it, itself included. Core are those with at least three.",
    prepare=_counts,
)

FOURTEEN = np.array([[1.5, 2.3], [1.7, 3.1], [2.5, 2.7], [2.3, 1.9], [3.1, 2.3], [2.9, 1.6], [4, 3.6],
                     [4.4, 2.1], [5, 2.7], [5.2, 2], [4.9, 1.3], [6.1, 2.3], [5.7, 1.2], [7.3, 0.6]])


def places(name, value):
    """Kind of a table of points, or of one point alone, which then stands in a table by itself."""
    value = plain(value)
    many = isinstance(value, list) and value and isinstance(value[0], list)
    return numbers(len(value), 2)(name, value) if many else [numbers(2)(name, value)]


def _bridge(rows):
    """What was done with the fourteen points, and what DBSCAN makes of the new one."""
    X = np.array(rows) if len(rows) > 1 else np.vstack([FOURTEEN, rows])
    apart = euclidean(X, FOURTEEN)
    got = SimpleNamespace(moved=(apart.min(axis=0) > 2e-3).any(), extra=len(X) - 14, joined=False)
    if got.moved or got.extra != 1:
        return got
    new, after = np.setdiff1d(np.arange(15), apart.argmin(axis=0))[0], dbscan(X, 1, 4)
    near = (euclidean(X[[new]], X)[0] <= 1) & (np.arange(15) != new)
    got.core, got.joined = after.core[new], after.n_clusters == 1
    got.reached = len(set(after.labels[after.core & near]))  # clusters with a core row within 1 of the new point
    return got


P2 = Exercise(
    "ch05-1b-p2", {"answer_p2": places}, lambda got: got.joined,
    (
        Trap("moved", lambda got: got.moved, "One of the fourteen points is not where it was. Put it back, or run the cell of the picture again, and only add."),
        Trap("none", lambda got: got.extra == 0, "These are the fourteen points as they were. Add one: with a click, or with the button."),
        Trap("several", lambda got: got.extra > 1, "You have added more than one point. A single one is enough."),
        Trap("border", lambda got: got.reached == 2 and not got.core, "Within 1 of your point lie core rows of both clusters, so either could have it. But it is not core itself, and a border row passes nothing on.", "CORE"),
        Trap("one-border", lambda got: got.reached == 1 and not got.core, "Your point is a border row of one cluster. It is not core, and no core row of the other cluster lies within 1 of it.", "CORE"),
        Trap("noise", lambda got: not got.core, "No core row lies within 1 of your point, and it is not core itself: it is noise."),
        Trap("inside", lambda got: got.reached == 1, "Your point is core, but the core rows within 1 of it all belong to one cluster. Whom of the other must the chain reach from it?"),
    ),
    run=_bridge,
    why="at least four rows lie within 1 of the new point, itself included, so it is core; and it has core rows of both clusters within 1. All of them are now one component of the graph of core rows.",
    fallback="Count the rows within 1 of your point, itself included, and then the core rows of each cluster among them.",
)

# ---------------------------------------------------------------- P3: a radius, or none

GROUPS = {  # table: (its groups, the rows of no group)
    "A": (((0, 1, 2, 3), (20, 24, 28, 32)), ()),
    "B": (((0, 1, 2, 3), (6, 7, 8, 9), (30, 34, 38, 42)), ()),
    "C": (((0, 2, 4, 6), (13, 15, 17, 19)), (30,)),
}


def radii(name, value):
    """Kind of three answers, each a radius or "none"; a number may stand in quotes."""
    value = plain(value)
    if not isinstance(value, list) or len(value) != 3:
        raise Hint("shape", f"`{name}` should be a list of three, for A, B and C: a radius, or \"none\".")
    read = []
    for one in value:
        word = one.strip().lower() if isinstance(one, str) else one
        try:
            read.append("none" if word == "none" else number(name, float(word) if isinstance(word, str) else word))
        except ValueError:
            raise Hint("word", f"`{name}` should hold radii, and \"none\" where no radius will do.") from None
    if any(r != "none" and r <= 0 for r in read):
        raise Hint("negative", "A radius is a distance, and above 0.")
    return read


def _grown(table, eps):
    """(some row of a group is noise, two groups are joined) in that table at that radius; (None, None) for "none"."""
    if eps == "none":
        return None, None
    groups, lonely = GROUPS[table]
    labels = dbscan(np.array([*sum(groups, ()), *lonely], dtype=float)[:, None], eps, 3).labels
    found = np.split(labels[:labels.size - len(lonely)], len(groups))
    return any((part < 0).any() for part in found), len(set(np.concatenate(found)) - {-1}) < len(groups)


def _tried(answers):
    return {table: _grown(table, eps) for table, eps in zip(GROUPS, answers)}


P3 = Exercise(
    "ch05-1b-p3", {"answer_p3": radii}, lambda got: got == {"A": (False, False), "B": (None, None), "C": (False, False)},
    (
        Trap("two-densities", lambda got: got["A"] == (None, None), "The groups of A differ in density, but is that enough to refuse? Which radius do the far four need at least, and at which one are the two groups joined?"),
        Trap("lonely", lambda got: got["C"] == (None, None), "Look at C again. What does DBSCAN do with a row that has nobody near it, and is that an obstacle here?"),
        Trap("forced", lambda got: got["B"] != (None, None), "Your radius does not find the three groups of B. Which one do the numbers from 30 on need at least? And what has happened to the first two groups by then?"),
        Trap("crumbs", lambda got: any(got[table][0] for table in "AC"), "In A or C some number of a group is noise at your radius. How far must a number see to have two others within it, or one that has?"),
        Trap("bridge", lambda got: any(got[table][1] for table in "AC"), "In A or C your radius joins two groups. How wide is the gap between them? It must not reach across."),
    ),
    run=_tried,
    why="A: 4 or more, and less than 17. C: 2 or more, and less than 7; the 30 is noise. In B the far group needs 4, and 3 joins the first two. What decides is not whether densities differ, but whether the widest step inside a group is shorter than the narrowest gap between two.",
    fallback="Write down, for each table, the widest step inside a group and the narrowest gap between two.",
)

# ---------------------------------------------------------------- P4: a network whose loss is J

SIX = np.array([0.0, 4, 5, 14, 16, 18])
WINNER = (SIX > 10).astype(int)


@lru_cache
def _twin():
    """(the two best weights, the smallest sum of squared errors)."""
    weights = [SIX[j == WINNER].mean() for j in (0, 1)]
    return weights, _lost(weights)


def _lost(weights):
    return float(((SIX - np.array(weights)[WINNER]) ** 2).sum())


def _weights_are(*pair):
    return lambda a: near(a[0], list(pair), rel=6e-3, tiny=0.02)


def _reads(a):
    """What the answer's own weights cost, and whether the answer says so."""
    own = _lost(a[0])
    return (f"With your two weights the sum of the squared errors is {own:.4g}"
            + (". Move one of them a little: can the sum be smaller?" if near(a[1], own, 6e-3)
               else f", and not {a[1]:.4g}. Which number does the network give back for each of the six?"))


P4 = Exercise(
    "ch05-1b-p4", {"answer_p4_weights": numbers(2), "answer_p4_loss": number},
    lambda a: _weights_are(*_twin()[0])(a) and near(a[1], _twin()[1], 6e-3),
    (
        Trap("zero", lambda a: abs(a[1]) < 1e-9, "A loss of 0 would mean that each number comes back as it was. But the narrow layer says which unit has won and nothing else: which numbers can come back at all?", "DEEP"),
        Trap("mean", lambda a: _weights_are(*_twin()[0])(a) and near(a[1], _twin()[1] / 6, 6e-3), "The weights are right, and so is the mean of the squared errors. The question is about their sum."),
        Trap("absolute", lambda a: _weights_are(*_twin()[0])(a) and near(a[1], 10, 6e-3), "The weights are right, and 10 is the sum of the errors without their signs. The loss adds their squares.", "OBJ"),
        Trap("swapped", lambda a: _weights_are(*_twin()[0][::-1])(a), "The two weights have changed seats. The first one is heard when the first unit wins: for which numbers is that?"),
        Trap("medians", _weights_are(4, 16), "4 and 16 are the middle numbers of the two groups. Which number has the smallest sum of *squared* distances to 0, 4 and 5?", "OBJ"),
        Trap("one-mean", _weights_are(SIX.mean(), SIX.mean()), "Both of your weights are the mean of all six numbers. But the first weight is heard for three of them only."),
    ),
    why="for each number the network gives back the weight of the unit that has won. So the two weights are two centres, the loss is J of k-means, and it is smallest at the means, 3 and 16: 22. This network does exactly as well as k-means, because its loss is the same. Whoever wants other groups from a network must give it another loss.",
    fallback=_reads, prepare=_twin,
)

# ---------------------------------------------------------------- P5: what shapes cost

COLUMNS, COMPONENTS = 6, 3


def _sizes(weight=1, mean=COLUMNS, shape=COLUMNS * (COLUMNS + 1) // 2, fixed=0):
    """[numbers of a mixture with a shape for each group, with one shape for all]."""
    return [COMPONENTS * (weight + mean + shape) - fixed, COMPONENTS * (weight + mean) + shape - fixed]


def _counted(*ways):
    return lambda a: list(a) in ways


P5 = Exercise(
    "ch05-1b-p5", {"answer_p5_own": number, "answer_p5_shared": number}, _counted(_sizes(), _sizes(fixed=1)),
    (
        Trap("swapped", _counted(_sizes()[::-1]), "The two have changed seats: can a shape for each group cost less than one for all?"),
        Trap("both-triangles", _counted(_sizes(shape=COLUMNS**2)), "A covariance matrix of six columns has 36 entries. But the covariance of the second and the fifth column stands in it twice."),
        Trap("variances-only", _counted(_sizes(shape=COLUMNS)), "You have counted six variances a shape. Ellipses that lie aslant need the covariances as well."),
        Trap("no-variances", _counted(_sizes(shape=COLUMNS * (COLUMNS - 1) // 2)), "There are 15 pairs of different columns. Each column has a variance of its own as well."),
        Trap("no-weights", _counted(_sizes(weight=0)), "Means and shapes are there. What says how large a part of the rows a group has?"),
        Trap("no-means", _counted(_sizes(mean=0), _sizes(mean=1)), "Where does a group stand? Its mean has as many numbers as the table has columns."),
        Trap("per-group", lambda a: a[0] == _sizes()[0] / COMPONENTS, "That is one group with its shape. There are three."),
        Trap("same", lambda a: a[0] == a[1], "Three shapes and one shape cannot cost the same: count the numbers of a covariance matrix."),
        Trap("shared-all", lambda a: a[0] in (_sizes()[0], _sizes(fixed=1)[0]), "The first is right. Of the second: only the shape is shared, and the weights and means stay with the groups."),
        Trap("shared-right", lambda a: a[1] in (_sizes()[1], _sizes(fixed=1)[1]), "The second is right. For the first, how many shapes are there?"),
    ),
    why="a group has a weight, 6 means and 21 variances and covariances: 28, and 84 for three. With one shape for all there are 21 and 21, so 42. (Who has noticed that the weights sum to 1 may say 83 and 41.) Shapes grow with the square of the columns, and the rows that must tell them do not.",
    fallback="Begin with one group: a weight, a mean in six columns, and a symmetric matrix, six by six.",
)

# ---------------------------------------------------------------- I1: one round of EM

ROUNDS = [tuple(map(np.array, case)) for case in (
    ([0.0, 1, 3, 4, 6, 9], [0.3, 0.7], [1.0, 5], [1.0, 4]),
    ([-2.0, -1, 0, 1, 2, 5, 6, 8], [0.2, 0.5, 0.3], [-1.0, 1, 6], [0.5, 2, 3]),
    ([0.0, 1, 2, 3, 100], [0.5, 0.5], [0.0, 3], [1.0, 2]))]  # the last number has no density under either


def _next(x, weights, means, variances):
    """One round by the book's own code, in one column."""
    table = x[:, None]
    R = softmax(log_densities(table, means[:, None], variances[:, None, None]) + np.log(weights))
    shares, centres, spread = m_step(table, R, 0)
    return shares, centres[:, 0], spread[:, 0, 0]


def _shares(x, weights, means, variances, half=0.5, height=0.5):
    apart = (x[:, None] - means) ** 2 / variances
    return softmax(np.log(weights) - height * np.log(variances) - half * apart)


def _over_the_rows(*state):
    apart = (state[0][:, None] - state[2]) ** 2 / state[3]
    return softmax((np.log(state[1]) - np.log(state[3]) / 2 - apart / 2).T).T


def _averages(x, R, around=None, less=0.0):
    owned = R.sum(axis=0)
    means = R.T @ x / owned
    apart = x[:, None] - (means if around is None else around)
    return owned / len(x), means, (R * apart**2).sum(axis=0) / (owned - less)


def _hardened(R):
    return np.eye(R.shape[1])[R.argmax(axis=1)]


SLIPS = {  # what comes out if one thing is done in another way
    "stay": lambda x, *state: state,
    "no-weights": lambda x, w, m, v: _averages(x, _shares(x, np.ones_like(w), m, v)),
    "no-height": lambda x, *state: _averages(x, _shares(x, *state, height=0)),
    "no-half": lambda x, *state: _averages(x, _shares(x, *state, half=1)),
    "deviations-in": lambda x, w, m, v: _averages(x, _shares(x, w, m, v**2)),
    "hard": lambda x, *state: _averages(x, _hardened(_shares(x, *state))),
    "over-rows": lambda x, *state: _averages(x, _over_the_rows(x, *state)),
    "old-means": lambda x, w, m, v: _averages(x, _shares(x, w, m, v), m),
    "sample": lambda x, *state: _averages(x, _shares(x, *state), None, 1),
    "deviations-out": lambda x, *state: (*_next(x, *state)[:2], np.sqrt(_next(x, *state)[2])),
    "counts": lambda x, *state: (len(x) * _next(x, *state)[0], *_next(x, *state)[1:]),
    "kept-weights": lambda x, w, m, v: (w, *_next(x, w, m, v)[1:]),
}


def _triple(result, k):
    """The three arrays that were returned; NaN may stand in them."""
    parts = plain(list(result)) if isinstance(result, (tuple, list, np.ndarray)) else None
    if not isinstance(parts, list) or len(parts) != 3 or any(np.shape(part) != (k,) for part in parts):
        raise Hint("shape")
    return np.array(parts, dtype=float)


def _rounds(f):
    return [_triple(call(f, *case), len(case[1])) for case in ROUNDS]


def _agrees(got, way, cases=(0, 1)):
    return all(near(got[i], np.array(way(*ROUNDS[i])), rel=1e-6) for i in cases)


def _slip(name):
    return lambda got: _agrees(got, SLIPS[name])


def _first_other(got):
    at = next(i for i in range(3) if not _agrees(got, _next, (i,)))
    place = next(j for j in range(3) if not near(got[at][j], np.array(_next(*ROUNDS[at]))[j], rel=1e-6))
    x, *state = (f"{np.array2string(part, separator=', ')}" for part in ROUNDS[at])
    return (f"For x = {x} and the weights, means and variances {', '.join(state)} the first to differ are your "
            f"{('weights', 'means', 'variances')[place]}, {got[at][place].round(4).tolist()}. Print the shares of the first number: do they sum to 1?")


I1 = Exercise(
    "ch05-1b-i1", {"em_round": function}, lambda got: _agrees(got, _next, range(3)),
    (
        Trap("stay", _slip("stay"), "Your function returns what it was given. Which weighted averages take its place?", "ITER"),
        Trap("no-weights", _slip("no-weights"), "Your shares leave the weights out: a group that holds most of the rows should win the rows half-way. What stands before the density in Bayes' theorem?"),
        Trap("no-height", _slip("no-height"), "Your densities are all 1 at their means. A wide bell must be a low one: what does the density divide by?"),
        Trap("no-half", _slip("no-half"), "Your bells are too narrow, as if the 2 were missing in the exponent."),
        Trap("deviations-in", _slip("deviations-in"), "Your shares come out as if `variances` held standard deviations. It holds their squares."),
        Trap("hard", _slip("hard"), "You give each number to one group. That is k-means' choice; here each group takes its share of each number.", "CLU"),
        Trap("over-rows", _slip("over-rows"), "Your shares sum to 1 over the numbers. They should for each number, over the groups: which axis is that?", "SHAPE"),
        Trap("old-means", _slip("old-means"), "Your variances are measured from the means that were given. The formula has the means of this round in it.", "ITER"),
        Trap("sample", _slip("sample"), "Your variances divide by $n_j - 1$. The likelihood is largest with $n_j$."),
        Trap("deviations-out", _slip("deviations-out"), "The third that you return are standard deviations, and variances are asked."),
        Trap("counts", _slip("counts"), "Your weights are the sums $n_j$. They should be shares of all rows."),
        Trap("kept-weights", _slip("kept-weights"), "The means and variances are right, but the weights are still those that were given.", "ITER"),
        Trap("underflow", lambda got: _agrees(got, _next) and not np.isfinite(got[2]).all(), "Right where the numbers are near the groups. But for the number 100 both densities round to 0, and 0/0 is no share. Keep the logarithms, and subtract the larger one before you take `exp`."),
        Trap("nobody", lambda got: _agrees(got, _next) and abs(got[2][0].sum() - 1) > 1e-6, "Right where the numbers are near the groups. But your weights for 0, 1, 2, 3, 100 do not sum to 1: the 100 belongs to nobody. However small both densities are, one is larger, and the shares sum to 1."),
    ),
    run=_rounds, fallback=_first_other,
    why="shares by Bayes' theorem, then three weighted averages, and no share is lost where all densities round to 0. Call it again and again, and the log-likelihood rises to where `em_steps` ends.",
    says={"shape": "return three arrays, one number a group in each: the new weights, the new means, the new variances."},
)

# ---------------------------------------------------------------- I2: DBSCAN


def _column(*values):
    return np.array(values, dtype=float)[:, None]


TABLES = [  # (rows, eps, min_samples)
    (_column(4, 20, 0, 11, 6, 16, 2, 18), 2, 3),  # two clusters, and the 11
    (_column(3, 0, 6, 1, 5, 0, 6), 2, 4),  # the 3 lies between two clusters
    (_column(5, 3, 0, 1, 0), 2, 4),  # the 3 is border, and passes nothing on to the 5
    (_column(0, 12, 3, 15, 6, 9), 3, 2),  # one cluster, begun at both ends
    (_column(8, 2, 1), 1, 1),  # all are core, the lonely 8 as well
    (np.array([[0.0, 0], [9, 9], [3, 4], [9, 9]]), 5, 3),  # all noise
    (np.array([[9.0, 8], [6, 0], [27, 9], [20, 1], [0, 0], [3, 4], [20, 9], [23, 5], [6, 8]]), 5, 3),  # noise: 27, 9
    (np.random.default_rng(10).integers(0, 24, (60, 2)).astype(float), 3, 5)]
LARGE = "rows = np.random.default_rng(10).integers(0, 24, (60, 2))"


def _squares(X):
    return ((X[:, None] - X) ** 2).sum(axis=2)


def _closed(links):
    """Which rows a chain of links joins, (n, n) of bool: longer chains, until none is new."""
    longer = links @ links
    return links if (longer == links).all() else _closed(longer)


def _clusters(near, least, link=np.logical_and):
    """To which clusters a row may belong, (n, k) of bool; link(core, core) says which neighbours pass the number on."""
    core = near.sum(axis=1) >= least
    chains = _closed(near & link(core[:, None], core))
    first = core & ((chains & core).argmax(axis=1) == np.arange(len(core)))  # the first core row of each cluster
    return chains[:, first] | ((near & core) @ chains[:, first])


def _components(X, eps, least, link=np.logical_and):
    return _clusters(_squares(X) <= eps**2, least, link)


def _cores(X, eps, least):
    return (_squares(X) <= eps**2).sum(axis=1, keepdims=True) >= least


def _after_a_core(*table):
    """The clusters without the border rows that stand before their first core row: called noise, and for good."""
    may, core = _components(*table), _cores(*table)
    return may & (core | ((may & core).argmax(axis=0) < np.arange(len(may))[:, None]))


def _told(X, eps, least, once, over):
    """The clusters if core rows tell their neighbours a number in the order of the table, and nobody comes back to them.
    `once`: who has heard one tells none; `over`: the last number heard counts.
    """
    near, labels, n = _squares(X) <= eps**2, np.full(len(X), -1), 0
    for row in np.flatnonzero(_cores(X, eps, least)):
        if labels[row] < 0:
            labels[row], n = n, n + 1
        elif once:
            continue
        labels[near[row] & (over | (labels < 0))] = labels[row]
    return labels[:, None] == np.unique(labels[labels >= 0])


def _in_order(X, eps, least):
    """The clusters of the sorted numbers; None for rows of several columns, which can be sorted in many ways."""
    return _components(np.sort(X, axis=0), eps, least) if X.shape[1] == 1 else None


WAYS = {  # what comes out if one thing is read in another way
    "right": _components,
    "not-itself": lambda X, eps, least: _components(X, eps, least + 1),
    "strict": lambda X, eps, least: _clusters(_squares(X) < eps**2, least),
    "squared": lambda X, eps, least: _clusters(_squares(X) <= eps, least),
    "city": lambda X, eps, least: _clusters(np.abs(X[:, None] - X).sum(axis=2) <= eps, least),
    "chains": lambda *table: _components(*table, lambda core, other: True),
    "bridges": lambda *table: _components(*table, np.logical_or),
    "border-noise": lambda *table: _components(*table) & _cores(*table),
    "between": lambda *table: _components(*table) & (_components(*table).sum(axis=1, keepdims=True) == 1),
    "kept-noise": _after_a_core,
    "one-number": lambda *table: _components(*table).any(axis=1, keepdims=True)[:, :_components(*table).shape[1]],
    "neighbours": lambda *table: _told(*table, True, False),
    "neighbours-over": lambda *table: _told(*table, True, True),
    "sweep": lambda *table: _told(*table, False, False),
    "sweep-over": lambda *table: _told(*table, False, True),
    "sorted": _in_order,
}


@lru_cache
def _ways():
    """{name: what that way makes of each table}."""
    return {name: [way(*table) for table in TABLES] for name, way in WAYS.items()}


def _fits(labels, may):
    """True if each row has the number of a cluster to which it may belong, whatever the numbers, or -1 if of none;
    `may` is None for a table that is not looked at.
    """
    if may is None:
        return True
    sure = may & (may.sum(axis=1, keepdims=True) == 1)
    names = labels[sure.argmax(axis=0)]
    named = len(set(names)) == len(names) and (names >= 0).all()
    return named and np.where(may.any(axis=1), ((labels[:, None] == names) & may).any(axis=1), labels == -1).all()


def _as(*names):
    return lambda got: any(all(map(_fits, got, _ways()[name])) for name in names)


def _noise_renamed(got):
    """True if all is right but for what stands in place of -1."""
    def renamed(labels, may):
        noise = ~may.any(axis=1)
        return not set(labels[noise]) & set(labels[~noise]) and _fits(np.where(noise, -1, labels), may)
    return all(map(renamed, got, _ways()["right"]))


def _labels(result, n):
    """One whole number a row, from -1 up, as an array (n,)."""
    values = plain(result)
    if not isinstance(values, list) or len(values) != n:
        raise Hint("shape")
    if not all(isinstance(v, (int, float)) and v % 1 == 0 and v >= -1 for v in values):
        raise Hint("shape")
    return np.array(values, dtype=float)


def _first_table(got):
    """The first table whose labels are not right, and these."""
    at = next(i for i, may in enumerate(_ways()["right"]) if not _fits(got[i], may))
    (X, eps, least), labels = TABLES[at], got[at].astype(int)
    rows = (X if X.shape[1] > 1 else X.ravel()).astype(int).tolist()
    if len(X) < 20:
        seen = f"the rows {rows}, eps = {eps} and min_samples = {least} you return {labels.tolist()}"
    else:
        seen = (f"{LARGE}, eps = {eps} and min_samples = {least} your clusters are {len(set(labels) - {-1})}, "
                f"and {(labels < 0).sum()} rows are noise")
    return (f"For {seen}. Those labels cannot be right. Count for each row who lies within ε, itself included: "
            "who is core? Then follow the chains.")


I2 = Exercise(
    "ch05-1b-i2", {"my_dbscan": function}, _as("right"),
    (
        Trap("noise-number", _noise_renamed, "Your clusters are right. But the rows that belong to none do not bear −1, the label of noise."),
        Trap("sorted", _as("sorted"), "Where X has one column, your labels are those of its numbers in sorted order. The first label must be that of the first row, as it was handed in."),
        Trap("not-itself", _as("not-itself"), "Your core rows are those that have one row more within ε than `min_samples` says. At least so many: just as many will do, and the row itself is one of them."),
        Trap("strict", _as("strict"), "Your labels are those of a radius that is smaller by a hair. What does your code do with two rows whose distance is exactly ε?"),
        Trap("squared", _as("squared"), "Your labels come out as if the *squared* distance had to be at most ε. Square both, or neither."),
        Trap("city", _as("city"), "Your labels come out as if the differences in the columns were added up. The distance of two rows is the straight line between them."),
        Trap("passed-on", _as("chains", "bridges"), "Your clusters grow through border rows. Such a row joins a cluster, but what lies near it does not hear of the cluster from it.", "CORE"),
        Trap("border-noise", _as("border-noise"), "Your clusters consist of core rows alone. What becomes of a row that is not core, but within ε of a core row?", "CORE"),
        Trap("between", _as("between"), "Right, but for the rows that have core rows of two clusters within ε: you call them noise. Either cluster may have such a row, and one must."),
        Trap("kept-noise", _as("kept-noise"), "A border row of yours stays noise if it stands in the table before the core rows near it. When may you say that a row is noise?", "ITER"),
        Trap("one-number", _as("one-number"), "Which rows are noise is right. But all others bear one and the same number: where does the next cluster begin?"),
        Trap("neighbours", _as("neighbours", "neighbours-over"), "Each of your clusters ends at the neighbours of the row where it began. Some of these are core. What about their neighbours, and so on?", "ITER"),
        Trap("sweep", _as("sweep", "sweep-over"), "Your labels come out as if each core row told its neighbours once, in the order of the table, and nobody came back to it. Then two numbers can begin at two ends of one chain: what must happen where they meet?", "ITER"),
    ),
    run=lambda f: [_labels(call(f, *table), len(table[0])) for table in TABLES],
    why="who is core is a count, which core rows belong together is a matter of chains, and each row near a core row joins one of its clusters: with whichever you chose where there are two. The order of the rows decides nothing else.",
    fallback=_first_table, prepare=_ways,
    says={"shape": "return one whole number for each row of X, in its order, as a list or an array of shape (n,): from 0 up for a cluster, −1 for noise."},
)

V1 = choice(
    "ch05-1b-v1", "2e9e4945335a",
    {
        "a": ("clusters", "A cluster is a connected component of the graph of the core rows. Does a component depend on where you begin to walk?", "CORE"),
        "b": ("cores", "Whether a row is core is a count of its neighbours. Does the count depend on the order in which they stand in the table?", "CORE"),
        "d": ("noise", "A row is noise if it is not core and no core row lies within ε. Does the order of the rows occur in this?", "CORE"),
    },
    why="a border row within ε of two clusters goes to the one that reaches it first. Core rows, noise, and which core rows belong together are counts and components: no order occurs in them.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, I1, I2, V1)}
