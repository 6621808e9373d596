"""Exercises of chapter 5.1a: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...datasets.tables import irises, penguins
from ...ground.arrays import standardise
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
    "ch05-1a-p1", {"answer_p1": numbers(2)}, lambda a: near(sorted(a), _ends(), rel=2e-2),
    (
        Trap("one-pass", _sorted_is(1, 59 / 6), "These are the centres after the first round. Ask every number again: to which of the two is the 2 nearer now? Go on until nobody changes.", "ITER"),
        Trap("medians", _sorted_is(2, 11.5), "The groups are right. You took the middle number of each; which point minimises the sum of *squared* distances?", "OBJ"),
        Trap("sums", _sorted_is(7, 53), "The groups are right. These are the sums of their numbers; where is the mean?"),
        Trap("no-outlier", _sorted_is(7 / 3, 11), "You left the 20 out. k-means knows no noise: every number belongs to some centre, and pulls at it.", "CLU"),
        Trap("start", _sorted_is(1, 2), "That is the start. Which numbers are nearer to 2 than to 1, and what is their mean?", "ITER"),
        Trap("other-end", _sorted_is(20 / 3, 20), "k-means can come to rest there, with J = 119, but not from the centres 1 and 2. Follow it from these, one half-step after another.", "LOCAL"),
        Trap("halves", _sorted_is(17 / 4, 43 / 3), "These are the means of the four smallest and of the three largest numbers. Is the 10 nearer to 4.25 or to 14.33?", "CLU"),
        Trap("ends", _sorted_is(1, 20), "These are the smallest and the largest number. A centre is the mean of its group: which numbers does each of the two serve?"),
    ),
    why="1, 2, 4 against 10, 11, 12, 20: the second round brings 2 and 4 over, the third changes nothing, and the means are 7/3 and 53/4. The 20 drags its centre away from the three numbers where most of its group lies.",
    fallback="Write down, for each round, which numbers go to which centre, and then the means. The third round changes nothing.",
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
    "ch05-1a-p2", {"answer_p2": number}, lambda a: a == _best_k(),
    (
        Trap("species", lambda a: a == 3, "Three is the number of species, which nobody told the silhouette. Compute it: which two species lie so close together that it would rather join them?", "CLU"),
        Trap("most", lambda a: a >= 7, "More groups make J smaller, but that is not what was asked. What happens to the distance to the nearest *other* group when you cut a group in two?", "KMIN"),
        Trap("one", lambda a: a == 1, "With a single group there is no other group to compare with: the silhouette begins at two."),
    ),
    why="k = 2, with .53 against .45 for three. Adelie and chinstrap penguins differ mainly in the length of the bill, and overlap; the gentoos stand apart. Clusters are not species.",
    fallback="Use `kmeans(standardise(penguins().X)[0], k, rng)` and `silhouette_score` in a loop over k.",
    prepare=_best_k,
)

FOUR = np.array([0.0, 2, 10, 12])


def _splits():
    return float(FOUR.var())


P3 = Exercise(
    "ch05-1a-p3", {"answer_p3": number}, lambda a: near(a, _splits(), rel=1e-3),
    (
        Trap("deviation", lambda a: near(a, FOUR.std(), rel=5e-3), "That is the standard deviation. The temperature is a square, like the variance: in which unit would it be if the numbers were centimetres?"),
        Trap("sample", lambda a: near(a, FOUR.var(ddof=1), rel=5e-3), "You divided by N - 1. The derivation takes the plain mean of the squares u²: by how many do you divide?"),
        Trap("within", lambda a: near(a, 1), "That is the variance within each of the two pairs. The two centres begin on one spot and own all four numbers together: whose variance decides?"),
        Trap("sum", lambda a: near(a, FOUR.var() * 4, rel=5e-3), "That is the sum of the squared distances from the mean. The derivation takes their mean."),
        Trap("between", lambda a: near(a, 25), "That is the variance of the two means, 1 and 11. What do the numbers' distances from these add to it?"),
        Trap("raw", lambda a: near(a, (FOUR**2).mean(), rel=5e-3), "These are the squares of the numbers. In the derivation u is the distance from the place where the two centres stand, the mean: what is it for 0, for 2?"),
        Trap("half", lambda a: near(a, FOUR.var() / 2, rel=5e-3), "Half of it. In the exponent the square is divided by 2σ²; follow what becomes of the 2 when the share is written to first order."),
        Trap("double", lambda a: near(a, FOUR.var() * 2, rel=5e-3), "Twice of it. In the exponent the square is divided by 2σ²; follow what becomes of the 2 when the share is written to first order."),
    ),
    why="the mean is 6, and the squared distances 36, 16, 16, 36 have the mean 26. Above it every push dies out and there is one group; below it the two centres part.",
    fallback="At which σ² is a small push multiplied by exactly 1? Compute the mean of the four numbers, and then the mean of the squared distances from it.",
)

# ---------------------------------------------------------------- P4

SIX = np.array([[1, 1], [2.5, 1.2], [2, 2.2], [6, 3], [7.5, 2.8], [7, 4]])  # the points as the page shows them
CUTS = (np.arange(1, 63)[:, None] >> np.arange(6)) & 1 == 1  # (62, 6), each cut of six rows in two with either numbering
TIMES = 3


def _rests(X):
    """(the lowest J of all cuts of six rows in two, the highest of those that Lloyd leaves as they are)."""
    centres = [(part @ X) / part.sum(axis=1, keepdims=True) for part in (~CUTS, CUTS)]
    first, second = (((X - c[:, None]) ** 2).sum(axis=2) for c in centres)
    J = np.where(CUTS, second, first).sum(axis=1)
    stays = ((second < first * (1 - 1e-9)) == CUTS).all(axis=1)
    return J.min(), J[stays].max(initial=J.min())


def _astray(rows):
    """Where k-means ends from the two pins of an answer, and what its six points allow."""
    kinds = [row[2] for row in rows]
    if sorted(kinds) != [0] * 6 + [1] * 2:
        raise Hint("kinds")
    X, pins = (np.array([row[:2] for row in rows if row[2] == kind]) for kind in (0, 1))
    first, (low, high) = assign(X, pins)[0], _rests(X)
    flat = low <= 1e-12 * ((X - X.mean(axis=0)) ** 2).sum()
    times, most = (1.0, 1.0) if flat else (lloyd(X, pins).J / low, high / low)
    return SimpleNamespace(times=times, most=most, flat=flat, idle=len(set(first)) == 1,
                           as_shown=near(sorted(X.tolist()), sorted(SIX.tolist()), tiny=2e-3))


P4 = Exercise(
    "ch05-1a-p4", {"answer_p4": numbers(8, 3)}, lambda got: got.times >= TIMES,
    (
        Trap("flat", lambda got: got.flat, "Your six points stand in one or two places. The best grouping then costs nothing, and k-means finds it: give the groups some width."),
        Trap("as-shown", lambda got: got.as_shown, "These are the six points as they stood. Only their best grouping is at rest, so every pair of pins leads to it. Where could the points stand, so that another one is at rest as well?", "LOCAL"),
        Trap("one-rest", lambda got: got.most <= 1 + 1e-9, "With your points only the best grouping is at rest: whatever the pins, k-means finds it. When does a centre keep points of both groups? No other centre may be nearer to them."),
        Trap("near-best", lambda got: got.most < TIMES, "k-means can miss the best grouping of your points, but whatever the pins, it does not end at three times its J. Which distances make the best grouping cheaper, which make the other one dearer?"),
        Trap("idle", lambda got: got.idle, "The points will do, but one of your pins is the nearest to none of them. The centre then moves to the row that is served worst: a new start, which you did not choose. Let both pins serve points from the first."),
        Trap("pins", lambda got: got.times < TIMES, "The points will do: one of their groupings is at rest at three times the best J or more. But your pins lead elsewhere. Which points does each pin serve first, and where do the means of these lie?", "LOCAL"),
    ),
    run=_astray,
    says={"kinds": "The last column says what a row is: six rows are points, 0, and two are pins, 1."},
    why="each centre is the mean of its points, none of them has a nearer centre, and so no half-step changes anything, though another grouping costs a third at most. k-means cannot know: it never looks at the others.",
    fallback="Compare the J at which k-means ends with the lowest of those at rest. Which points would have to change over?",
)

# ---------------------------------------------------------------- I1

REPEATED = np.repeat([[0.0, 0.0], [0.0, 1.0], [9.0, 9.0]], [6, 1, 3], axis=0)
# (table, step, what J of the best is below, generators): of every eighth iris half of all single starts miss the best,
# J = 5.26, so that three starts fail with one generator in seven, and pass with all of them once in two hundred times
BEST = (("every eighth iris", 8, 5.3, 32), ("the irises", 1, 78.857, 2))


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


def _own(f, rng, *arguments):
    """Call f with that generator as last argument, which need not come back unchanged as the others must."""
    return call(lambda *copies: f(*copies, rng), *arguments)


def _by(statistic, X, labels, centres):
    """That statistic of the rows of each group, (k, d); a group without rows keeps its centre."""
    return np.array([statistic(X[labels == j], axis=0) if (labels == j).any() else c for j, c in enumerate(centres)])


def _look(X, best, where, centres, labels):
    """One grouping, and what it is: are its labels the nearest centres, its centres the means, or what else?"""
    nearest, d2 = assign(X, centres)
    Z = standardise(X)[0]
    city, squares = np.abs(X[:, None] - centres).sum(axis=2), ((X[:, None] - centres) ** 2).sum(axis=2)
    own = np.arange(len(X)), labels
    return SimpleNamespace(
        where=where, J=d2.sum(), low=d2.sum() < best, settled=(squares[own] <= d2 + 1e-9).all(),
        farthest=(labels == squares.argmax(axis=1)).all(), city=(city[own] <= city.min(axis=1) + 1e-9).all(),
        means=near(_by(np.mean, X, labels, centres), centres, rel=1e-6, tiny=1e-6),
        medians=near(_by(np.median, X, labels, centres), centres, rel=1e-6, tiny=1e-6),
        units=near(_by(np.mean, Z, labels, centres), centres, rel=1e-6, tiny=1e-6), alike=False)


def _group(f):
    """The function on a table whose rows repeat, and on the irises with many generators: the first look at a fault."""
    for seed in range(2):
        _grouping(_own(f, np.random.default_rng(seed), REPEATED, 3), REPEATED, 3)
    for name, step, best, seeds in BEST:
        X, looks = irises().X[::step], []
        for seed in range(seeds):
            result = _own(f, np.random.default_rng(seed), X, 3)
            looks.append(_look(X, best, f"{name}, with the generator of seed {seed},", *_grouping(result, X, 3)))
            if not (looks[-1].settled and looks[-1].means):
                return looks[-1]
        worst = max(looks, key=lambda look: look.J)
        worst.alike = len({round(look.J, 6) for look in looks}) == 1
        if not worst.low:
            return worst
    return worst


def _right(look):
    return look.settled and look.means and look.low


def _first_fault(look):
    return (f"On {look.where} your centres are not the means of your groups, and your labels not the nearest of your centres; their J is {look.J:.4g}. "
            "Print J after every half-step: where does it stop falling?")


I1 = Exercise(
    "ch05-1a-i1", {"my_kmeans": function}, _right,
    (
        Trap("farthest", lambda look: look.farthest and not look.settled, "Your labels name the centre that is farthest from each row. Which end of the distances do you take?"),
        Trap("medians", lambda look: look.medians and not look.means, "Your centres are the medians of their groups. Which point makes the sum of *squared* distances smallest?", "OBJ"),
        Trap("units", lambda look: look.units and not look.means, "Your centres are the means in standardised columns. Return them in the units of X: multiply by the deviations, and add the means of the columns.", "SCALE"),
        Trap("city", lambda look: look.city and look.means and not look.settled, "Your labels are the nearest centres by the sum of the *absolute* differences. J adds up squares: which distance belongs to it?", "OBJ"),
        Trap("old-labels", lambda look: look.means and not look.settled, "Your centres are the means of your labels, but some row has a nearer centre, by the squared distance, than the one of its label. How do you choose it, and when may the loop end?", "ITER"),
        Trap("rounds", lambda look: look.settled and not look.means, "Your labels name the nearest centres, but the centres are not the means of these groups. Move them once more: when may the loop end?", "ITER"),
        Trap("alike", lambda look: look.settled and look.means and look.alike, "Every generator gives the same grouping, and its J is not the best. Where does your function use `rng`?", "LOCAL"),
        Trap("local", lambda look: look.settled and look.means, "Your runs come to rest, but not all at the best J: one of the generators leaves you above it. No half-step leaves such an end. What does the chapter do about it?", "LOCAL"),
    ),
    why="every time the best grouping or its near twin, with centres that are the means of their groups, and no division by an empty group.",
    fallback=_first_fault, run=_group, prepare=irises,
    says={"shape": "return two things: centres of shape (k, d), and labels of shape (N,) that are whole numbers from 0 to k - 1.",
          "nan": "a centre is NaN. In a table where rows repeat, a group may lose all its rows; the mean of nothing is no number. What should its centre do instead?"},
)

# ---------------------------------------------------------------- I2

ENOUGH = 3000  # random numbers: fifty shuffles of the irises take 3750 at least, and twenty-five 2700


def _few(rng, seed):
    """Whether the generator has given fewer than ENOUGH numbers since it was made from that seed."""
    now, twin = rng.bit_generator.state["state"], np.random.PCG64(seed)
    for _ in range(ENOUGH):
        if twin.state["state"] == now:
            return True
        twin.random_raw()
    return False


def _learn(f):
    """Where the function ends on tables of a row or two, and J on the irises from five generators."""
    def end(X, centres):
        return np.array(numbers(*np.shape(centres))("the result", _own(f, np.random.default_rng(0), np.array(X), np.array(centres))))

    got = SimpleNamespace(one=end([[0.0]], [[1.0]])[0, 0], two=end([[0.0], [0.0]], [[1.0]])[0, 0],
                          ends=end([[0.0], [100.0]], [[1.0], [90.0]])[:, 0],
                          far=end([[0.0]], [[1.0], [90.0]])[:, 0], J=[], few=[])
    X = irises().X
    for seed in range(5):
        rng = np.random.default_rng(seed)
        centres = np.array(numbers(3, 4)("the result", _own(f, rng, X, X[[0, 50, 100]])))
        got.J.append(assign(X, centres)[1].sum())
        got.few.append(_few(rng, seed))
    return got


def _low(got):
    """Two of the five are enough: with counts that forget the start, one order in four leads elsewhere."""
    return sorted(got.J)[1] < 78.87


def _j_of_each(got):
    seed = int(np.argmax(np.array(got.J) >= 78.87))
    return (f"With the generator of seed {seed} J ends at {got.J[seed]:.2f}, and below 78.87 is wanted. On the single row 0, from the centre 1, "
            f"your centre ends at {got.one:.4g}. Print J after every pass: does it settle, and where?")


I2 = Exercise(
    "ch05-1a-i2", {"online": function}, lambda got: _low(got) and not any(got.few),
    (
        Trap("unmoved", lambda got: got.one == 1 and got.two == 1, "Your function returns the centres where they started. Is the step added to the centre that you return?"),
        Trap("away", lambda got: got.one > 1, "On the row 0 your centre, which started at 1, ends farther away. In which direction does c + η (x − c) move, and in which yours?"),
        Trap("all-move", lambda got: got.far[1] < 90 and near(got.far[1], 90 * got.far[0], rel=1e-6), "On the single row 0, from the centres 1 and 90, both of your centres move, by the same share of the way. How many centres does a row pull?"),
        Trap("farthest", lambda got: got.far[1] < 90, "On the single row 0, from the centres 1 and 90, your second centre moves, though the first is nearer. Which centre wins?"),
        Trap("no-draw", lambda got: _low(got) and all(got.few) and len({round(J, 9) for J in got.J}) == 1, "J is low enough, but no order was drawn: the generators change nothing. Let the rows come by one at a time, in an order that `rng` draws before each pass.", "SHUF"),
        Trap("one-order", lambda got: _low(got) and any(got.few), "J is low enough, but fewer numbers were drawn from `rng` than fifty orders of 150 rows take. Draw a new order before *each* pass.", "SHUF"),
        Trap("one-pass", lambda got: near(got.one, 1 / 2, rel=1e-6) and near(got.two, 1 / 3, rel=1e-6), "On a single row 0, from the centre 1, your centre ends at 1/2, as after one visit. The rows should come by fifty times.", "ITER"),
        Trap("begins-anew", lambda got: near(got.one, 0.5**50, 1e-6, 0) and near(got.two, (1 / 3) ** 50, 1e-6, 0), "Your counts begin anew in each pass, so the rate is large again each time. Where should they be set to 1?", "ITER"),
        Trap("constant", lambda got: 0 < got.one < 1 and near(got.two, got.one**2, 1e-6, 0), "Within a pass each visit moves your centre by the same share of the way. A large share keeps the centre trembling, since the last rows it met count most; a small one, or one that falls fast, leaves it on its way. Print J after every pass: does it jump, or is it still falling, or has it stopped too early?", "ITER"),
        Trap("shared-count", lambda got: near(got.ends[0] * (100 - got.ends[1]) / 10, 1 / 101, 1e-6, 0), "On the rows 0 and 100, from the centres 1 and 90, each of your centres moves as if it had met the visits of both: they share one count. Whose visits should a centre count?"),
    ),
    why="J ends below 78.87 with two of the generators at least: your rate is large enough to get there, and small enough in the end. With 1/n each centre is the mean of all the rows that it has met, and of its start, if you count from 1. Now and then an order leads elsewhere, more often if the start is forgotten.",
    fallback=_j_of_each, run=_learn, prepare=irises,
)

# ---------------------------------------------------------------- V1 and V2

V1 = choice(
    "ch05-1a-v1", "dbb5ed7676a6",
    {
        "a": ("balanced", "k-means likes groups of equal extent, whatever the data. Cut a square in four with the smallest J: how large are the parts?", "CLU"),
        "b": ("positive", "Above 0 compared with what? The chapter clustered tables of pure noise. What silhouettes did they get?", "CLU"),
        "d": ("threshold", "There is no such law: the two moons of the next page are real groups, and their silhouette is .33. What should .41 be compared with?", "CLU"),
    },
    why="other squares of noise get .41 as well, give or take .015: four quarters of a square. A silhouette speaks only next to that of data without structure.",
)

V2 = choice(
    "ch05-1a-v2", "72593998fb1b",
    {
        "a": ("always", "That helped where the units differed. Here they do not, as with the irises: what happened there to the columns that told the species apart?", "SCALE"),
        "c": ("same-unit", "The same unit is not the same spread. Dividing by a deviation of .02 makes a speck of 1 as large as 50: how far apart are then two images that differ in it?", "SCALE"),
    },
    why="the agreement falls from .67 to about .5. Dividing makes all columns count alike, and a pixel that the pen touched once in a thousand images then weighs as much as one in the middle. Whether columns should count alike is knowledge about the measurements, and it stands in no column.",
)

V3 = choice(
    "ch05-1a-v3", "dc790e4ca269",
    {
        "a": ("some-rows", "Each row that is asked goes to a centre that is no farther, and the others keep what they paid. Which term of J could have grown?", "ITER"),
        "b": ("half-way", "With the labels held, J of a group is $n_j$ times the squared distance of its centre from its mean, and a constant. Which of the two grows on the way to the mean?", "OBJ"),
        "d": ("tie", "Two centres at the same distance charge the same. What has J to do with which of them it is?", "LOCAL"),
    },
    why="the middle number makes the sum of the distances smallest, and J adds up their squares: for 0, 1 and 5 the median charges 17 and the mean 14. The proof asks of each half-step only that it does not raise its own terms, so lazy and short steps are safe.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, I1, I2, V1, V2, V3)}
