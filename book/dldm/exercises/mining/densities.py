"""Exercises of chapter 5.1b: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...mining.clustering.dbscan import dbscan, euclidean
from ..kinds import Exercise, Trap, choice, number, numbers, plain

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

V1 = choice(
    "ch05-1b-v1", "2e9e4945335a",
    {
        "a": ("clusters", "A cluster is a connected component of the graph of the core rows. Does a component depend on where you begin to walk?", "CORE"),
        "b": ("cores", "Whether a row is core is a count of its neighbours. Does the count depend on the order in which they stand in the table?", "CORE"),
        "d": ("noise", "A row is noise if it is not core and no core row lies within ε. Does the order of the rows occur in this?", "CORE"),
    },
    why="a border row within ε of two clusters goes to the one that reaches it first. Core rows, noise, and which core rows belong together are counts and components: no order occurs in them.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, V1)}
