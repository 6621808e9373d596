"""Exercises of chapter 4: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...nn.layers import Dense
from ...nn.optimizers import SGD, Adam
from ...nn.sequential import Sequential
from ..kinds import Exercise, Hint, Trap, call, choice, digest, function, near, number

KEYS = ("score", "baseline", "test_rows", "weights")
SEEDS = range(5)


@lru_cache
def _rows():
    from ...datasets.tables import biopsies
    cases = biopsies()
    return cases.X[:, :10].copy(), cases.y.copy()


def _test_rows(value, n):
    rows = np.asarray(value)
    rows = np.flatnonzero(rows) if rows.dtype == bool else rows
    if rows.ndim != 1 or rows.dtype.kind not in "iu" or len(set(rows.tolist())) != len(rows) or not ((rows >= 0) & (rows < n)).all():
        raise Hint("rows", "\"test_rows\" should be the row numbers of the held-out rows in X: different whole numbers from 0 to len(X) − 1.")
    return rows


def _run(f, X, y, seed):
    """One call, with the parts of its answer brought into their kinds."""
    got = call(f, X, y, seed)
    if not isinstance(got, dict) or any(key not in got for key in KEYS):
        raise Hint("keys", "Return a dict with the four keys \"score\", \"baseline\", \"test_rows\" and \"weights\".")
    weights = got["weights"]
    weights = np.concatenate([np.ravel(np.asarray(w, dtype=float)) for w in weights]) if len(weights) else np.zeros(0)
    return SimpleNamespace(score=number("score", got["score"]), baseline=number("baseline", got["baseline"]),
                           rows=_test_rows(got["test_rows"], len(X)), weights=weights)


def _repaired(f):
    """The function on five seeds; twice on one; with the held-out rows mirrored; in other units; with the classes' names swapped."""
    X, y = _rows()
    runs = [_run(f, X, y, seed) for seed in SEEDS]
    mirrored = X.copy()
    mirrored[runs[0].rows] = 2 * X.mean(axis=0) - X[runs[0].rows]
    units = np.full(X.shape[1], 1024.0)  # a power of two: rescaling then rounds nothing
    return SimpleNamespace(y=y, runs=runs, again=_run(f, X, y, 0), mirrored=_run(f, mirrored, y, 0),
                           units=_run(f, X * units, y, 0), swapped=_run(f, X, 1 - y, 0))


def _differ(a, b, tolerance=1e-9):
    """Whether two runs trained to different weights."""
    return a.weights.shape != b.weights.shape or not np.allclose(a.weights, b.weights, rtol=0, atol=tolerance)


def _majority(y, rows):
    return max(np.mean(y[rows]), 1 - np.mean(y[rows]))


def _drop(got):
    return got.runs[0].score - got.mirrored.score


TRAPS = (
    Trap("percent", lambda got: any(r.score > 1 or r.baseline > 1 for r in got.runs), "Give score and baseline as shares between 0 and 1. (If the score is a loss, look at the order in what `evaluate` returns.)"),
    Trap("untrained", lambda got: got.runs[0].weights.size < 11, "\"weights\" should hold the trained network's weights, as `get_weights()` returns them."),
    Trap("no-split", lambda got: not 0.1 <= len(got.runs[0].rows) / len(got.y) <= 0.5, "Hold out about a quarter of the rows: enough to measure with, and enough left to learn from."),
    Trap("unseeded", lambda got: _differ(got.runs[0], got.again) or got.runs[0].rows.tolist() != got.again.rows.tolist(), "I called your function twice with the same seed and got two different answers. Three things are random here: the split, the first weights, the shuffling. Which of them does not know the seed?", "SEED"),
    Trap("seed-ignored", lambda got: not _differ(got.runs[0], got.runs[1]), "Your function trains to the same weights for every seed. A fixed seed inside hides how much the answer depends on luck: use the argument.", "SEED"),
    Trap("leak", lambda got: _differ(got.runs[0], got.mirrored), "I changed nothing but the held-out rows, and the trained weights changed. So something saw these rows before the test. Two places to look: which rows is the scaler fitted on, and which does `fit` receive?", "LEAK"),
    Trap("unscaled", lambda got: _differ(got.runs[0], got.units, 1e-6), "I gave you the same biopsies in other units, and the net trained differently. Bring every column to mean 0 and deviation 1 first.", "SCALE"),
    Trap("training-score", lambda got: abs(_drop(got)) < 1e-9, "I replaced the held-out rows by their mirror images, and your score did not move. Which rows is it computed on?", "TRAIN"),
    Trap("all-rows-score", lambda got: _drop(got) < 0.3, "I replaced the held-out rows by their mirror images, and your score fell only a little. It must be computed mostly on rows that the net was trained on.", "TRAIN"),
    Trap("coin", lambda got: abs(got.runs[0].baseline - 0.5) < 1e-9, "A coin is too weak a rival: a rule that names the commoner class for everybody is right more often than that."),
    Trap("class-share", lambda got: abs(got.swapped.baseline - np.mean(1 - got.y[got.swapped.rows])) < 1e-9, "I swapped the names of the classes, and your baseline fell below one half. The majority is the larger class, not always class 1."),
    Trap("other-baseline", lambda got: any(abs(r.baseline - _majority(got.y, r.rows)) > 1e-9 for r in got.runs), "The baseline has to answer the same question as the score: which share of the held-out rows would the majority rule get right?"),
    Trap("low", lambda got: np.mean([r.score for r in got.runs]) < 0.74, "Everything is in its place, but over five seeds the mean score is below .74. Is it the accuracy, the second number of `evaluate`? Do you train for 10 epochs with batches of 32?"),
    Trap("high", lambda got: np.mean([r.score for r in got.runs]) > 0.95, "Over five seeds the mean score is above .95, more than this net reaches in ten epochs. Did you change the net or the epochs, or does the score come from somewhere else?"),
)

I2 = Exercise(
    "ch04-i2", {"repaired": function}, lambda got: not any(trap.test(got) for trap in TRAPS), TRAPS,
    why="the same seed gives the same answer, the weights do not know the held-out rows, other units change nothing, and the score stands beside the share that the majority rule would get. Over seeds it scatters, so quote the range, not one number.",
    fallback="Your function ran, but its answer could not be compared. Check that all arrays hold plain numbers.",
    run=_repaired,
    prepare=_rows,
    says={
        "mutates": "your function changes X or y. Scale into new arrays, so that the caller can use the data again.",
        "NameError": "The listing uses `X_train` without ever making it: which line has to come first?",
    },
)

EPOCHS, BATCH = 10, 32


class _Uncorrected(Adam):
    """Adam without its bias correction."""

    def step(self, theta, grad):
        self.t = 10**6  # both corrections are 1 by now
        super().step(theta, grad)


class _InnerEpsilon(Adam):
    """Adam with epsilon under the root: sqrt(v + epsilon)."""

    def step(self, theta, grad):
        self.t += 1
        self.m = self.beta_1 * self.m + (1 - self.beta_1) * grad
        self.v = self.beta_2 * self.v + (1 - self.beta_2) * grad * grad
        rate = self.learning_rate * (1 - self.beta_2**self.t) ** 0.5 / (1 - self.beta_1**self.t)
        theta -= rate * self.m / np.sqrt(self.v + self.epsilon)


@lru_cache
def _recording():
    """Initial and final weights as Keras recorded them, and the standardised training rows."""
    from ...datasets.records import keras_fixture
    from ...datasets.tables import biopsies_ten
    X, _, y, _ = biopsies_ten()
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    tape = keras_fixture()
    initial, final = ([np.array(w) for w in tape[k]] for k in ("initial", "final"))
    order = np.concatenate([np.random.default_rng(0).permutation(np.arange(i, min(i + BATCH, len(y)))) for i in range(0, len(y), BATCH)])
    return SimpleNamespace(X=X, y=y, initial=initial, final=final, order=order)


def _train(optimizers=(None,), epochs=EPOCHS, batch_size=BATCH):
    """The run with something changed: one optimiser for all epochs, or a new one for each part of the run."""
    r = _recording()
    net = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")])
    net.set_weights(r.initial)
    for optimizer in optimizers:
        net.compile(optimizer or "adam", "binary_crossentropy")
        net.fit(r.X, r.y, epochs=epochs, batch_size=batch_size, shuffle=False, verbose=0)
    return net.get_weights()


@lru_cache
def _variants():
    """What each known slip makes of the recording."""
    return {
        "correction": _train([_Uncorrected()]), "epsilon": _train([Adam(paper=True)]), "epsilon-size": _train([Adam(epsilon=1e-8)]),
        "epsilon-root": _train([_InnerEpsilon()]), "restart": _train([None] * EPOCHS, epochs=1), "sgd": _train([SGD()]),
        "full-batch": _train(batch_size=len(_recording().y)), "one-more": _train(epochs=EPOCHS + 1), "one-less": _train(epochs=EPOCHS - 1),
    }


def _arrays(got):
    if not isinstance(got, (list, tuple)) or len(got) != 6:
        raise Hint("structure", "Return a list of six arrays in the order of `initial`: W₁, b₁, W₂, b₂, W₃, b₃.")
    return [np.asarray(a, dtype=float) for a in got]


def _replay(f):
    """The learner's function on the recording, after one epoch, and with the rows of each batch in another order."""
    r = _recording()
    full = _arrays(call(f, r.initial, r.X, r.y, EPOCHS))
    one = _arrays(call(f, r.initial, r.X, r.y, 1))
    mixed = _arrays(call(f, r.initial, r.X[r.order], r.y[r.order], EPOCHS))
    return SimpleNamespace(full=full, one=one, mixed=mixed)


def _gap(got, wanted):
    return max(np.abs(a - b).max() if a.shape == b.shape else np.inf for a, b in zip(got, wanted))


def _slip(name):
    return lambda got: _gap(got.full, _variants()[name]) < 1e-6


def _turned(got):
    """Some W come back transposed (the square one without any change of shape)."""
    either = [min(_gap([a], [b]), _gap([a.T], [b])) for a, b in zip(got.full, _recording().final)]
    return max(either) < 1e-5 or got.full[0].shape != (10, 10) or got.full[4].shape == (1, 10)


I1 = Exercise(
    "ch04-i1", {"replay": function},
    lambda got: _gap(got.full, _recording().final) < 1e-5 and _gap(got.one, got.full) > 1e-3,
    (
        Trap("nan", lambda got: not all(np.isfinite(a).all() for a in got.full), "Some weights are NaN. A unit that is off for a whole batch has gradient 0: what keeps Adam from dividing 0 by 0 there?"),
        Trap("epochs", lambda got: _gap(got.one, got.full) < 1e-9 and _gap(got.full, _recording().initial) > 0, "Your function gives the same weights for one epoch as for ten. Does it use its argument `epochs`?"),
        Trap("untrained", lambda got: _gap(got.full, _recording().initial) == 0, "The weights come back as they went in. Is the training called at all, and do you fetch the weights after it?"),
        Trap("transposed", _turned, "A matrix comes back with its two axes exchanged. The loss cannot show it, but here rows of W belong to inputs and columns to units, in Keras as in this book. W₂ is square and would not complain.", "SHAPE"),
        Trap("correction", _slip("correction"), "This is Adam without its bias correction. m and v start at 0 and are too small at first: which two factors make up for that, and what is t?"),
        Trap("epsilon", _slip("epsilon"), "Agreement to the third decimal: only ε is in another place. The Adam paper adds it to the root of the corrected v, Keras to the root of the uncorrected one."),
        Trap("epsilon-size", _slip("epsilon-size"), "Agreement to the third decimal: ε is 1e-8 in the Adam paper, but Keras' default is another."),
        Trap("epsilon-root", _slip("epsilon-root"), "ε stands under the root. There it counts as 3e-4, far more than most gradients: add it after the root is taken."),
        Trap("restart", _slip("restart"), "Adam starts afresh in every epoch. Its m, v and t must live through the whole run: compile once, outside the loop.", "ITER"),
        Trap("sgd", _slip("sgd"), "This is plain gradient descent with rate .01. Which optimiser does the listing name?", "BPUPD"),
        Trap("full-batch", _slip("full-batch"), "You took one step an epoch, from all rows at once. The recording used batches of 32."),
        Trap("one-more", _slip("one-more"), "One epoch too many: check the ends of your loop."),
        Trap("one-less", _slip("one-less"), "One epoch too few: check the ends of your loop."),
        Trap("start", lambda got: _gap(got.one, _recording().initial) > 0.1, "After a single epoch your weights are farther from `initial` than 14 steps of about .001 can carry them. Did you begin with these weights?", "SEED"),
        Trap("shuffled", lambda got: _gap(got.mixed, got.full) > 1e-6, "The result depends on the order of the rows inside a batch, where it should not: the rows are being shuffled into other batches. `shuffle` is on by default, and the recording was made without.", "SHUF"),
        Trap("close", lambda got: _gap(got.full, _recording().final) < 5e-3, "Very near: agreement to two or three decimals. What is left is small: ε = 1e-7 and its place, the mean over the last batch of 10 rows, float32 in place of float64."),
    ),
    why="after 140 steps all 231 weights agree with those of TensorFlow to 1e-5, although Keras worked in 32 bits. Starting weights, order of rows and optimiser determine everything; there is no magic left.",
    fallback="The weights do not agree. Compare after one step, then after one epoch: begin with `initial`, take batches of 32 in the given order, cross-entropy as a mean over the batch, and Adam with Keras' defaults.",
    run=_replay,
    prepare=_variants,
    says={
        "mutates": "your function changes the arrays in `initial` (or the rows): the next run would begin where this one ended. Train on copies.",
        "ValueError": "If a shape did not fit: `initial` holds W₁ (10, 10), b₁ (10,), W₂ (10, 10), b₂ (10,), W₃ (10, 1), b₃ (1,).",
    },
)


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

    from ...datasets.tables import irises
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

    from ...datasets.tables import biopsies_ten
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
