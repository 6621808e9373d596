"""Exercises of chapter 5.1b: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache

import numpy as np

from ...mining.clustering.dbscan import dbscan
from ..kinds import Exercise, Trap, choice, number

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

V1 = choice(
    "ch05-1b-v1", "2e9e4945335a",
    {
        "a": ("clusters", "A cluster is a connected component of the graph of the core rows. Does a component depend on where you begin to walk?", "CORE"),
        "b": ("cores", "Whether a row is core is a count of its neighbours. Does the count depend on the order in which they stand in the table?", "CORE"),
        "d": ("noise", "A row is noise if it is not core and no core row lies within ε. Does the order of the rows occur in this?", "CORE"),
    },
    why="a border row within ε of two clusters goes to the one that reaches it first. Core rows, noise, and which core rows belong together are counts and components: no order occurs in them.",
)

EXERCISES = {ex.id: ex for ex in (P1, V1)}
