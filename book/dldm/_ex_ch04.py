"""Exercises of chapter 4: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache

import numpy as np

from ._ex_ch04_repair import I2
from ._ex_ch04_replay import I1
from .exercises import Exercise, Trap, choice, digest, near, number


def _is(wrong, **tolerance):
    """Test of a trap that is recognised by its value."""
    return lambda answer: near(answer, wrong, **tolerance)


def _whole(id, key):
    """Test of an integer answer that is stored hashed."""
    return lambda answer: digest(id, answer) == key


# ---------------------------------------------------------------- P1 to P3

P1 = Exercise(
    "ch04-p1", {"answer_p1": number}, _whole("ch04-p1", "2f351195435e"),
    (
        Trap("biases", _is(210), "These are the weights. Each unit has one more number of its own, which does not multiply any input."),
        Trap("input", _is(300), "You gave the input layer weights of its own, or made the last layer ten units wide. The inputs are only numbers that come in: count a matrix for each `Dense`."),
        Trap("input-dense", _is(341), "You counted the input as a fourth layer with weights. The listing has three `Dense` layers, and the first already holds the matrix that the inputs meet."),
        Trap("hidden", _is(220), "Two layers are right. Which third `Dense` is in the listing, and how many numbers does its single unit need?"),
        Trap("one-bias", _is(213), "You gave each layer one bias. Every unit has its own: b has shape (d_out,)."),
        Trap("units", lambda a: a in (21, 31), "You counted units. A parameter is a number that training may change: each unit has one for every input, and one more."),
        Trap("arrays", lambda a: a in (3, 6), "You counted layers or arrays. How many numbers are inside each array?"),
        Trap("product", _is(1000), "The layers' sizes are not all multiplied with one another: each W connects two neighbours, and the matrices add up."),
    ),
    why="each layer has (inputs + 1) parameters a unit: 110, 110 and 11. `count_params()` and Keras' own `summary()` agree.",
    fallback="Write the shape of W and of b under each of the three `Dense` lines, multiply out, and add.",
)

P2 = Exercise(
    "ch04-p2", {"answer_p2": number}, _whole("ch04-p2", "6d5b59f6736c"),
    (
        Trap("last-batch", _is(130), "13 full batches leave some rows over. Keras does not throw them away: what happens to the last, short batch?"),
        Trap("fraction", _is(133.125, rel=1e-5), "There is no eighth of a step. What does `fit` do with the rows that do not fill a batch?"),
        Trap("rounded", lambda a: a in (133, 134), "You rounded at the end. Round for a single epoch: every one of the ten begins with the first row again and ends with its own short batch."),
        Trap("epoch", _is(10), "An epoch is one pass over all rows, not one update. How often are the weights changed during one pass?", "BPUPD"),
        Trap("one-epoch", lambda a: a in (13, 14), "This is the order of one epoch. The listing asks for ten."),
        Trap("rows", _is(4260), "This would be one update a row. With `batch_size=32` one update uses the mean gradient of up to 32 rows."),
        Trap("batch", lambda a: a in (320, 32), "The batch size says how many rows share one update. How many such groups do 426 rows make?"),
        Trap("all-rows", lambda a: a in (170, 180), "You used all 569 rows. The test rows are not trained on: 426 are left."),
    ),
    why="13 full batches and one of 10 rows make 14 steps an epoch. That is very little: Adam moves a weight by about .001 a step, so ten epochs move it by about .14 at most.",
    fallback="How many batches does one epoch have, counting the short one? Then ten epochs.",
)

P3 = Exercise(
    "ch04-p3", {"answer_p3": number}, lambda a: 10 < a < 2000,
    (
        Trap("negative", lambda a: a < 0, "A cross-entropy is a mean of −log p with p at most 1. Can it be negative?"),
        Trap("small", lambda a: a < 0.1, "That would be an almost perfect net, after one pass of 14 small steps, and the first of them was taken with random weights. What does the net know at the beginning?", "TRAIN"),
        Trap("half", lambda a: 0.5 <= a <= 0.9, "log 2 = .69 is the loss of a net that says .5 to everybody, and that holds only while z is near 0. The column \"mean area\" runs up to 2501: print z for some rows of a fresh net.", "SCALE"),
        Trap("learned", lambda a: a < 0.5, "The net would already have to be better than a guess. How large are the numbers that reach the output's sigmoid when an area of 1000 goes in?", "SCALE"),
        Trap("moderate", lambda a: a <= 10, "The direction is right, but it is still larger. A wrong row costs about |z|, and z grows with the inputs: print z for some rows of a fresh net.", "SCALE"),
        Trap("huge", lambda a: a >= 2000, "Too large: a wrong row costs about |z|. Print z for some rows of a fresh net, then think of the mean over rows and over starts."),
    ),
    why="Keras measured 37.9, the mean of ten starts. A row on the wrong side costs about |z|, and with areas around 650 going in z is in the hundreds. A single start may be lucky and stay below 1: another reason to look at several seeds.",
    fallback="Think of the size of z: the inputs go up to 2501, and the first weights are around ± .5.",
)

# ---------------------------------------------------------------- V1 to V3

V1 = choice(
    "ch04-v1", "ec17c66c60e5",
    {
        "a": ("supported", "Compare the gap of .005 with how far the folds scatter: .019 for one and .026 for the other. And both models saw the same folds: look at the differences fold by fold.", "AVG"),
        "c": ("reversed", "Nothing in the numbers says that, not even the means. Ask how large a difference would have to be before these folds could show it.", "AVG"),
        "d": ("overfit", "A gap between two models is no sign of overfitting. That would show as a gap between one model's training and test scores, and none of these numbers is a training score.", "OVF"),
    },
    why="a difference of .005 is a fifth to a quarter of the spread between folds. Fold by fold, too, the difference scatters by .018 around .005. The data leave open which is better. Until they decide, take the model that is simpler to explain and to keep.",
)


@lru_cache
def _shares():
    """For ten starts of k-means on the irises: share of ids equal to the species, and adjusted Rand index."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score

    from .datasets import irises
    flowers = irises()
    ids = [KMeans(3, n_init=1, random_state=seed).fit_predict(flowers.X) for seed in range(10)]
    return np.array([(i == flowers.y).mean() for i in ids]), np.array([adjusted_rand_score(flowers.y, i) for i in ids])


def _range(a):
    shares, _ = _shares()
    return near(a[:2], [shares.min(), shares.max()], tiny=6e-3)


def _starts(a):
    return near(a[2], _shares()[1].mean(), tiny=6e-3)


V2 = Exercise(
    "ch04-v2", {"answer_v2_low": number, "answer_v2_high": number, "answer_v2_ari": number}, lambda a: _range(a) and _starts(a),
    (
        Trap("percent", lambda a: max(a) > 1, "Give all three as shares between 0 and 1."),
        Trap("swapped", lambda a: a[0] > a[1], "The smallest share is larger than the largest: the two are swapped."),
        Trap("constant", lambda a: abs(a[0] - a[1]) < 1e-3, "You found the same share for every seed, or tried only one. Pass `random_state=seed` with `n_init=1`, and run it for the seeds 0 to 9.", "SEED"),
        Trap("ids", lambda a: _range(a) and (near(a[2], _shares()[0].mean(), tiny=6e-3) or near(a[2], 0.24, tiny=6e-3)), "k-means is not that bad. It numbers its clusters as they come, so comparing the number 0 with the species 0 is comparing names. The adjusted Rand index looks only at which flowers are together.", "CLU"),
        Trap("best-share", lambda a: _range(a) and near(a[2], a[1], tiny=6e-3), "You took the best share. It depends on ids that happen to agree with the species' numbers, and you had to know the species to choose it. Use `adjusted_rand_score`, which needs no such luck.", "CLU"),
        Trap("one-start", lambda a: _range(a) and abs(a[2] - _shares()[1].mean()) < 0.02, "This is the index of one start. Two different solutions come out: take the mean of the ten.", "SEED"),
        Trap("report", lambda a: _range(a), "The range is right. For the third number, call `adjusted_rand_score(species, labels)` for each of the ten runs and take the mean."),
        Trap("ari-only", lambda a: _starts(a), "The index is right. For the range, compute `(labels == species).mean()` for each of the ten seeds, and take the smallest and the largest."),
    ),
    why="the share jumps from .09 to .89 although only two almost equally good partitions come out: the ids are shuffled names. The adjusted Rand index, which ignores names, hardly moves (.716 or .730).",
    fallback="Run `KMeans(3, n_init=1, random_state=seed)` for the seeds 0 to 9 and keep, for each, the share and the index.",
    prepare=_shares,
)


@lru_cache
def _tree():
    """The scores of the listing's tree on its training rows, on the test rows, and on all rows."""
    from sklearn.tree import DecisionTreeClassifier

    from .datasets import biopsies_ten
    X_train, X_test, y_train, y_test = biopsies_ten()
    model = DecisionTreeClassifier(random_state=0).fit(X_train, y_train)
    train, test = model.score(X_train, y_train), model.score(X_test, y_test)
    return train, test, (len(y_train) * train + len(y_test) * test) / (len(y_train) + len(y_test))


V3 = Exercise(
    "ch04-v3", {"answer_v3": number}, lambda a: near(a, _tree()[1], rel=0, tiny=1e-3),
    (
        Trap("percent", lambda a: a > 1, "Give it as a share between 0 and 1."),
        Trap("training", _is(1.0, rel=1e-3), "An unpruned tree splits until every training row is alone with its kind, so it scores 1 on these rows whatever the data. Would it score 1 on columns of random numbers, too?", "TRAIN"),
        Trap("average", lambda a: near(a, (_tree()[0] + _tree()[1]) / 2, rel=1e-3), "Half of this number is a score on rows that the tree has seen. Mixing it with the other one does not make it mean anything.", "TRAIN"),
        Trap("all-rows", lambda a: near(a, _tree()[2], rel=1e-3), "Three quarters of these rows were used to grow the tree. Which rows has it never seen?", "TRAIN"),
        Trap("other-seed", lambda a: 0.895 < a < 0.925, "This is the test score of another seed: ties between splits are broken at random. Use `random_state=0` here, and report the range over seeds as well. Do not choose the best.", "SEED"),
        Trap("majority", _is(0.629), "This is the baseline: the share of the majority among the test rows. The tree does better."),
    ),
    why="only the rows that the tree has never seen say how it will do on the next patient. Over seeds the test score runs from .902 to .916, so quote that range beside it.",
    fallback="Fit `DecisionTreeClassifier(random_state=0)` on the training rows and ask for its `score` on rows that it has not seen.",
    prepare=_tree,
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, I2, V1, V2, V3)}
