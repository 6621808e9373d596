"""Exercises of chapter 5.1: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...datasets.tables import irises, penguins
from ...ground.arrays import standardise
from ...mining.clustering.dbscan import dbscan
from ...mining.clustering.kmeans import assign, kmeans, lloyd
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

# ---------------------------------------------------------------- P1 to P3

SEVEN = np.array([[1.0], [2], [4], [10], [11], [12], [20]])


@lru_cache
def _ends():
    """The two centres by the book's own code."""
    return sorted(lloyd(SEVEN, SEVEN[:2]).centres.ravel().tolist())


def _sorted_is(a, b):
    return lambda answer: near(sorted(answer), [a, b], rel=6e-3)


P1 = Exercise(
    "ch05-1-p1", {"answer_p1": numbers(2)}, lambda a: near(sorted(a), _ends(), rel=2e-2),
    (
        Trap("one-pass", _sorted_is(1, 59 / 6), "These are the centres after the first round. Ask every number again: to which of the two is the 2 nearer now? Go on until nobody changes.", "ITER"),
        Trap("medians", _sorted_is(2, 11.5), "The groups are right. You took the middle number of each; which point minimises the sum of *squared* distances?", "OBJ"),
        Trap("no-outlier", _sorted_is(7 / 3, 11), "You left the 20 out. k-means knows no noise: every number belongs to some centre, and pulls at it.", "CLU"),
        Trap("start", _sorted_is(1, 2), "That is the start. Which numbers are nearer to 2 than to 1, and what is their mean?", "ITER"),
        Trap("two-groups", _sorted_is(17 / 3, 16), "Only a better start could lead there, if at all. Follow the algorithm from 1 and 2, one half-step after another.", "LOCAL"),
    ),
    why="1, 2, 4 against 10, 11, 12, 20: three rounds, and the means are 7/3 and 53/4. The 20 drags its centre away from the three numbers where most of its group lies.",
    fallback="Write down, for each round, which numbers go to which centre, and then the means. It takes three rounds.",
    prepare=_ends,
)


@lru_cache
def _silhouettes():
    """{k: mean silhouette of the penguins in k groups}, from its definition."""
    Z = standardise(penguins().X)[0]
    D = np.sqrt(((Z[:, None] - Z) ** 2).sum(axis=2))
    scores = {}
    for k in range(2, 9):
        one_hot = np.eye(k)[kmeans(Z, k, np.random.default_rng(0), restarts=5).labels]
        sums, sizes = D @ one_hot, one_hot.sum(axis=0)
        own = (sums * one_hot).sum(axis=1) / (one_hot @ sizes - 1)
        other = np.where(one_hot > 0, np.inf, sums / sizes).min(axis=1)
        scores[k] = ((other - own) / np.maximum(own, other)).mean()
    return scores


def _best_k():
    return max(_silhouettes(), key=_silhouettes().get)


P2 = Exercise(
    "ch05-1-p2", {"answer_p2": number}, lambda a: a == _best_k(),
    (
        Trap("species", lambda a: a == 3, "Three is the number of species, which nobody told the silhouette. Compute it: which two species lie so close together that it would rather join them?", "CLU"),
        Trap("most", lambda a: a >= 7, "More groups make J smaller, but that is not what was asked. What happens to the distance to the nearest *other* group when you cut a group in two?", "KMIN"),
        Trap("one", lambda a: a == 1, "With a single group there is no other group to compare with: the silhouette begins at two."),
    ),
    why="k = 2, with .53 against .45 for three. Adelie and chinstrap penguins differ mainly in the length of the bill, and overlap; the gentoos stand apart. Clusters are not species.",
    fallback="Use `kmeans(standardise(penguins().X)[0], k, rng)` and `silhouette_score` in a loop over k.",
    prepare=_best_k,
)

EIGHT = np.array([[0.0], [1], [2], [3], [7], [8], [9], [20]])


@lru_cache
def _counts():
    state = dbscan(EIGHT, 1, 3)
    return int(state.core.sum()), int((state.labels < 0).sum())


def _pair(cores, noise):
    return lambda a: a == (cores, noise)


P3 = Exercise(
    "ch05-1-p3", {"answer_p3_core": number, "answer_p3_noise": number}, lambda a: a == _counts(),
    (
        Trap("members", lambda a: a[0] == 7, "Seven rows are in a cluster, but a row may be in a cluster without being core: count who lies within 1 of the 0.", "CORE"),
        Trap("not-itself", lambda a: a[0] == 0, "No row has three others within 1, that is true. But a row counts itself, too.", "CORE"),
        Trap("border-is-noise", lambda a: a[0] == 3 and a[1] == 5, "The cores are right. But is a row noise if it is near a core row without being core itself?", "CORE"),
        Trap("no-noise", lambda a: a[0] == 3 and a[1] == 0, "The cores are right. Whom does the 20 have within 1?"),
        Trap("noise", lambda a: a[0] == 3, "The cores are right. Now go through the five others: which of them has none of the three cores within 1?", "CORE"),
    ),
    why="core are 1, 2 and 8. The 0 and the 3 are border rows of the first, 7 and 9 of the second cluster, and only the 20 is noise.",
    fallback="For each of the eight numbers count how many lie within 1 of it, itself included. Core are those with at least three.",
    prepare=_counts,
)

# ---------------------------------------------------------------- I1

REPEATED = np.repeat([[0.0, 0.0], [0.0, 1.0], [9.0, 9.0]], [6, 1, 3], axis=0)


def _grouping(result, X, k):
    """(centres, labels) in their kinds; a Hint if they are something else."""
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        raise Hint("shape")
    centres, labels = (np.array(plain(part), dtype=float) for part in result)
    if centres.shape != (k, X.shape[1]) or labels.shape != (len(X),):
        raise Hint("shape")
    if not np.isfinite(centres).all():
        raise Hint("nan")
    if not np.isin(labels, np.arange(k)).all():
        raise Hint("shape")
    return centres, labels.astype(int)


def _own(f, seed, *arguments):
    """Call f with a generator of its own as last argument, which need not come back unchanged as the others must."""
    return call(lambda *copies: f(*copies, np.random.default_rng(seed)), *arguments)


def _group(f):
    """The function on the irises with eight generators, and once on a table whose rows repeat."""
    X, runs = irises().X, []
    for seed in range(8):
        centres, labels = _grouping(_own(f, seed, X, 3), X, 3)
        nearest, d2 = assign(X, centres)
        means = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else centres[j] for j in range(3)])
        runs.append((d2.sum(), (nearest == labels).mean(), np.abs(means - centres).max()))
        _grouping(_own(f, seed, REPEATED, 3), REPEATED, 3)
    J, agree, off = map(np.array, zip(*runs))
    return SimpleNamespace(J=J, agree=agree.min(), off=off.max())


I1 = Exercise(
    "ch05-1-i1", {"my_kmeans": function},
    lambda got: got.J.max() < 78.857 and got.agree == 1 and got.off < 1e-6,
    (
        Trap("old-labels", lambda got: got.agree < 1 and got.off < 1e-6, "Your centres are the means of your labels, but some rows have a nearer centre than the one of their label: the loop ended before the labels had settled.", "ITER"),
        Trap("rounds", lambda got: got.off >= 1e-6, "Your centres are not the means of the groups that your labels describe: the two come from different rounds, and J can even rise that way. What must be done last?", "ITER"),
        Trap("local", lambda got: 79 < got.J.max() < 200, "Some of the eight runs end far above the best J, at 142 or so. No half-step leaves such an end. What does the chapter do about it?", "LOCAL"),
    ),
    why="eight times the best grouping or its near twin, with centres that are the means of their groups, and no division by an empty group.",
    fallback="Compute J of what you return, and compare it with 78.851.",
    run=_group, prepare=irises,
    says={"shape": "return two things: centres of shape (k, d), and labels of shape (N,) that are whole numbers from 0 to k - 1.",
          "nan": "a centre is NaN. In a table where rows repeat, a group may lose all its rows; the mean of nothing is no number. What should its centre do instead?"},
)

# ---------------------------------------------------------------- I2


def _learn(f):
    """J on the irises from three generators, and where one centre ends that meets the same number 50 times."""
    X, J = irises().X, []
    for seed in range(3):
        centres = np.array(numbers(3, 4)("the result", _own(f, seed, X, X[[0, 50, 100]])))
        J.append(assign(X, centres)[1].sum())
    probe = numbers(1, 1)("the result", _own(f, 0, np.array([[3.0]]), np.array([[1.0]])))
    return SimpleNamespace(J=max(J), probe=probe[0][0], one_order=len(set(J)) == 1)


MEAN = (1 + 50 * 3) / 51  # of the start and fifty visits


def _learnt(got):
    return got.J < 78.87 and not got.one_order and (near(got.probe, MEAN, rel=1e-6) or near(got.probe, 3, rel=1e-12))


I2 = Exercise(
    "ch05-1-i2", {"online": function}, _learnt,
    (
        Trap("unmoved", lambda got: got.probe == 1, "Your function returns the centres where they started. Is the step added to the centre that you return?"),
        Trap("away", lambda got: got.probe < 1, "Your centres flee from the rows. In which direction does c + η (x − c) move, and in which yours?"),
        Trap("one-order", lambda got: got.J < 78.87, "J is low enough, but three different generators gave the same centres to the last digit: your rows come by in the order of the table, which here is that of the species. Shuffle them anew before each pass.", "SHUF"),
        Trap("one-pass", lambda got: near(got.probe, 2, rel=1e-6), "After one pass J is still near 79.1. The rows should come by fifty times.", "ITER"),
        Trap("shared-count", lambda got: near(got.probe, MEAN, rel=1e-6), "With a single centre your rate is right, but with three it falls too fast: all of them share one count. Whose visits should a centre count?"),
        Trap("constant", lambda got: got.probe > 1, "With a constant rate each centre keeps trembling: the last rows it met count most, for ever. What must the sum of the squared rates do for the jitter to die out?", "ITER"),
    ),
    why="each centre is the mean of its start and of all rows it has met, and J ends below 78.87. Starting the count at 0 works as well: then the first row simply replaces the start.",
    fallback="Print J after every pass: does it settle, and where?",
    run=_learn, prepare=irises,
)

# ---------------------------------------------------------------- V1, V2

V1 = choice(
    "ch05-1-v1", "2ff0a131eb6b",
    {
        "a": ("balanced", "k-means likes groups of equal extent, whatever the data. Cut a square in four with the smallest J: how large are the parts?", "CLU"),
        "b": ("positive", "Above 0 compared with what? The chapter clustered eighty tables of pure noise. What silhouettes did they get?", "CLU"),
        "d": ("threshold", "There is no such law: the two moons are real groups, and their silhouette is .33. What should .44 be compared with?", "CLU"),
    },
    why="other squares of noise get .40 to .44 as well: four quarters of a square. A silhouette speaks only next to that of data without structure.",
)

V2 = choice(
    "ch05-1-v2", "38f2a0975cce",
    {
        "a": ("always", "That helped where the units differed. Here they do not, as with the irises: what happened there to the columns that told the species apart?", "SCALE"),
        "c": ("same-unit", "The same unit is not the same spread. Dividing by a deviation of .02 makes a speck of 1 as large as 50: how far apart are then two images that differ in it?", "SCALE"),
    },
    why="the agreement falls from .67 to about .5. Dividing makes all columns count alike, and a pixel that the pen touched once in a thousand images then weighs as much as one in the middle. Whether columns should count alike is knowledge about the measurements, and it stands in no column.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, I2, V1, V2)}
