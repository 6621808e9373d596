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
SEEDS = range(4)
EPOCHS, BATCH = 10, 32


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


def _run(f, X, y, seed, epochs=10):
    """One call, with the parts of its answer brought into their kinds."""
    got = call(f, X, y, seed, epochs)
    if not isinstance(got, dict) or any(key not in got for key in KEYS):
        raise Hint("keys", "Return a dict with the four keys \"score\", \"baseline\", \"test_rows\" and \"weights\".")
    weights = got["weights"]
    weights = np.concatenate([np.ravel(np.asarray(w, dtype=float)) for w in weights]) if len(weights) else np.zeros(0)
    return SimpleNamespace(score=number("score", got["score"]), baseline=number("baseline", got["baseline"]),
                           rows=_test_rows(got["test_rows"], len(X)), weights=weights)


def _exchanged(X, y, rows):
    """Two tables: in both the held-out rows that have no partner of the other class are copies of one of them; in the second the partners have exchanged their columns."""
    few, many = sorted((rows[y[rows] == 0], rows[y[rows] == 1]), key=len)
    plain = X.copy()
    plain[many[len(few):]] = X[many[0]]
    turned = plain.copy()
    turned[few], turned[many[:len(few)]] = X[many[:len(few)]], X[few]
    return plain, turned


def _apart(y):
    """A table with ten columns whose two classes lie far apart, so that the steps of an epoch go the same way."""
    return np.where(y == 1, 1.0, -1.0)[:, None] + 0.1 * np.random.default_rng(0).normal(size=(len(y), 10))


def _moved(before, after, n):
    """From one run to another of one epoch more: how far the farthest weight moved, in steps of .001 for each batch of 32 rows, and how far half of the moving weights did, as a share of it."""
    way = np.abs(after.weights - before.weights) if before.weights.shape == after.weights.shape else np.zeros(1)
    farthest = way.max(initial=0.0)
    if farthest == 0:
        return 0.0, 0.0
    return farthest / (0.001 * np.ceil((n - len(after.rows)) / BATCH)), np.median(way[way >= 1e-4 * farthest]) / farthest


def _repaired(f):
    """The function on several seeds, and for fewer epochs with its table changed in several ways."""
    X, y = _rows()
    few, short = _run(f, X, y, 0, 5), _run(f, X, y, 0, 2)
    if few.weights.size and not _differ(few, short):  # found early: it may be long
        raise Hint("epochs", "For two epochs your function trains to the same weights as for five. Does it use its argument `epochs`?")
    rows = few.rows
    mirrored, outlier = X.copy(), X.copy()
    mirrored[rows] = 2 * X.mean(axis=0) - X[rows]
    outlier[rows[:1]] *= 1000
    plain, turned = (_run(f, table, y, 0, 5) for table in _exchanged(X, y, rows))
    far, half = _moved(*(_run(f, _apart(y), y, 0, epochs) for epochs in (1, 2)), len(y))
    units = 2.0 ** np.array([3, -2, -5, -12, 10, 4, 6, 2, -7, 12])  # powers of two: rescaling then rounds nothing
    return SimpleNamespace(
        y=y, far=far, half=half, runs=[_run(f, X, y, seed) for seed in SEEDS], few=few, mirrored=_run(f, mirrored, y, 0, 5),
        outlier=_run(f, outlier, y, 0, 5), plain=plain, turned=turned,
        scaled=_run(f, (X - X.mean(axis=0)) / X.std(axis=0), y, 0, 5), units=_run(f, X * units, y, 0, 5),
        short=short, again=_run(f, X, y, 0, 2), swapped=_run(f, X, 1 - y, 0, 2))


def _differ(a, b, tolerance=1e-9):
    """Whether two runs trained to different weights."""
    return a.weights.shape != b.weights.shape or not np.allclose(a.weights, b.weights, rtol=0, atol=tolerance)


def _majority(y, rows):
    return max(np.mean(y[rows]), 1 - np.mean(y[rows]))


def _shares_of(got, size):
    """Whether every score is a whole number out of `size(number of held-out rows)` rows."""
    counts = [r.score * size(len(r.rows)) for r in got.runs]
    return all(abs(count - round(count)) < 1e-6 for count in counts)


def _held_out(n):
    return n


def _selected(got):
    """Exchanging the columns of partners turns right into wrong, so that the two scores of one network add up to a known number."""
    n, few = len(got.plain.rows), min(np.bincount(got.y[got.plain.rows]))
    total = n * (got.plain.score + got.turned.score)
    return min(abs(total - 2 * few), abs(total - 2 * (n - few))) > 1e-6


def _score_has_units(got):
    """Whether the score changes where the weights do not: the columns in other units, or standardised already."""
    return abs(got.units.score - got.few.score) > 1e-9 or got.scaled.score > got.few.score + 0.15


def _scores_with(got, activation):
    """Whether every score is what the weights give with that hidden activation to rows that are standardised by the training rows."""
    X, y = _rows()
    right = []
    for r in got.runs:
        train, w = np.delete(X, r.rows, axis=0), r.weights
        H = (X[r.rows] - train.mean(axis=0)) / train.std(axis=0)
        for start in (0, 110):
            H = activation(H @ w[start:start + 100].reshape(10, 10) + w[start + 100:start + 110])
        right.append(np.mean((H @ w[220:230] + w[230] > 0) == (y[r.rows] == 1)))
    return near(right, [r.score for r in got.runs], tiny=1e-9)


def _other_activation(got):
    others = np.tanh, lambda z: 1 / (1 + np.exp(-z)), lambda z: z
    return not _scores_with(got, lambda z: np.maximum(z, 0)) and any(_scores_with(got, f) for f in others)


def _consecutive(rows):
    return np.ptp(np.sort(rows)) == len(rows) - 1


TRAPS = (
    Trap("percent", lambda got: any(r.score > 1 or r.baseline > 1 for r in got.runs), "Give score and baseline as shares between 0 and 1. (If the score is a loss, look at the order in what `evaluate` returns.)"),
    Trap("untrained", lambda got: got.runs[0].weights.size < 11, "\"weights\" should hold the trained network's weights, as `get_weights()` returns them."),
    Trap("net", lambda got: got.runs[0].weights.size != 231, "The article's network on ten columns has 231 weights and biases; yours has another number. Which widths did you give its layers?"),
    Trap("no-split", lambda got: not 0.1 <= len(got.runs[0].rows) / len(got.y) <= 0.5, "Hold out about a quarter of the rows: enough to measure with, and enough left to learn from."),
    Trap("unseeded", lambda got: _differ(got.short, got.again) or got.short.rows.tolist() != got.again.rows.tolist(), "I called your function twice with the same seed and got two different answers. Three things are random here: the split, the first weights, the shuffling. Which of them does not know the seed? (Or does a network live on from one call to the next?)", "SEED"),
    Trap("seed-ignored", lambda got: not _differ(got.runs[0], got.runs[1]), "Your function trains to the same weights for every seed. A fixed seed inside hides how much the answer depends on luck: use the argument.", "SEED"),
    Trap("tail", lambda got: _consecutive(got.runs[0].rows), "The held-out rows are neighbours in the table. A table may be sorted, by date or by hospital: draw them at random, by the seed.", "SHUF"),
    Trap("same-split", lambda got: all(set(r.rows.tolist()) == set(got.runs[0].rows.tolist()) for r in got.runs), "For four seeds the same rows are held out. The split is drawn at random, too, and the answer depends on it: let the seed decide.", "SEED"),
    Trap("leak", lambda got: _differ(got.few, got.mirrored), "I changed nothing but the held-out rows, and the trained weights changed. So something saw these rows before the test. Two places to look: which rows is the scaler fitted on, and which does `fit` receive?", "LEAK"),
    Trap("unscaled", lambda got: _differ(got.few, got.units, 1e-6), "I gave you the same biopsies in other units, and the net trained differently. Bring every column to mean 0 and deviation 1 first.", "SCALE"),
    Trap("training-score", lambda got: not _shares_of(got, _held_out) and _shares_of(got, lambda n: len(got.y) - n), "Your scores are whole numbers out of the training rows, and not out of the held-out ones. Which rows are they computed on?", "TRAIN"),
    Trap("all-rows-score", lambda got: not _shares_of(got, _held_out) and _shares_of(got, lambda n: len(got.y)), "Your scores are whole numbers out of all rows, and not out of the held-out ones. Three quarters of these rows were trained on.", "TRAIN"),
    Trap("no-share", lambda got: not _shares_of(got, _held_out), "Your score times the number of held-out rows is no whole number. An accuracy is: the rows that are right, out of these. (`evaluate` returns the loss first.)"),
    Trap("test-unscaled", _score_has_units, "I gave you the same biopsies in other units. The trained weights stayed as they were, and your score changed. What do the held-out rows look like when the network meets them?", "SCALE"),
    Trap("own-scale", lambda got: abs(got.outlier.score - got.few.score) > 1.5 / len(got.runs[0].rows), "I changed a single held-out row, and the answers to other held-out rows changed with it. The next patient comes alone: with which mean and deviation would you scale her?", "LEAK"),
    Trap("unmoved", lambda got: abs(got.few.score - got.mirrored.score) < 1e-9, "I replaced the held-out rows by their mirror images, and your score did not move at all. Is it computed from them?", "TRAIN"),
    Trap("coin", lambda got: abs(got.runs[0].baseline - 0.5) < 1e-9, "A coin is too weak a rival: a rule that names the commoner class for everybody is right more often than that."),
    Trap("class-share", lambda got: abs(got.swapped.baseline - np.mean(1 - got.y[got.swapped.rows])) < 1e-9, "I swapped the names of the classes, and your baseline fell below one half. The majority is the larger class, not always class 1."),
    Trap("other-baseline", lambda got: any(abs(r.baseline - _majority(got.y, r.rows)) > 1e-9 for r in got.runs), "The baseline has to answer the same question as the score: which share of the held-out rows would the majority rule get right?"),
    Trap("farther", lambda got: got.far > 1.25, "I gave you two classes that lie far apart, and from one epoch to two your net moved a weight clearly farther than Adam does with Keras' rate .001 and batches of 32, which takes one step of about .001 for each batch. Does your net train for more epochs than it is told, are its batches smaller, is the rate larger, or is the optimiser another?"),
    Trap("less-far", lambda got: got.far < 0.85, "I gave you two classes that lie far apart, and from one epoch to two no weight of your net moved as far as Adam moves it with Keras' rate .001 and batches of 32, which takes one step of about .001 for each batch. Are your batches larger, is the rate smaller, or is the optimiser another?"),
    Trap("uneven", lambda got: got.half < 0.25, "I gave you two classes that lie far apart. There Adam moves most weights about equally far in an epoch, and yours moved by very different amounts. Is it Adam that trains your net?"),
    Trap("high", lambda got: np.mean([r.score for r in got.runs]) > 0.95, "Over four seeds the mean score is above .95, more than this net reaches in ten epochs. Did you change the net, or does the score come from somewhere else?"),
    Trap("selected", _selected, "I let the held-out rows of the two classes exchange their columns. For one trained network, right then turns into wrong; your scores do not fit together so. Is yours the best of several epochs, or of several networks?", "LEAK"),
    Trap("activation", _other_activation, "With another activation than the listing's in the hidden layers, your weights give exactly your scores, and with the listing's they do not. Which one does it name?"),
    Trap("low", lambda got: np.mean([r.score for r in got.runs]) < 0.6, "Everything is in its place, but over four seeds the mean score is below .6, less than the majority rule gets. Is it the accuracy of the network that was asked for, after as many epochs as were asked for?"),
)

I2 = Exercise(
    "ch04-i2", {"repaired": function}, lambda got: not any(trap.test(got) for trap in TRAPS), TRAPS,
    why="the same seed gives the same answer, the weights do not know the held-out rows, no held-out row is scaled by another, other units change nothing, and the score stands beside the share that the majority rule would get. Over seeds it scatters, so quote the range, not one number.",
    fallback="Your function ran, but its answer could not be compared. Check that all arrays hold plain numbers.",
    run=_repaired,
    prepare=_rows,
    says={
        "mutates": "your function changes X or y. Scale into new arrays, so that the caller can use the data again.",
        "NameError": "The listing uses `X_train` without ever making it: which line has to come first?",
    },
)

NAMES = "W₁", "b₁", "W₂", "b₂", "W₃", "b₃"


class _Uncorrected(Adam):
    """Adam without its bias correction."""

    def step(self, theta, grad):
        self.t = 10**6  # both corrections are 1 by now
        super().step(theta, grad)


class _ByEpoch(Adam):
    """Adam whose t counts epochs of 14 steps."""

    steps = 0

    def step(self, theta, grad):
        self.t = self.steps // 14
        self.steps += 1
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
    order = np.concatenate([np.random.default_rng(0).permutation(part) for part in _parts(len(y))])
    return SimpleNamespace(X=X, y=y, initial=initial, final=final, order=order)


def _parts(n, size=BATCH):
    """Row numbers of the batches of an epoch, in the given order."""
    return [np.arange(start, min(start + size, n)) for start in range(0, n, size)]


def _train(optimizer=None, epochs=EPOCHS, parts=None, rows=None, total=False, restart=False):
    """The run on the first `rows` rows with something changed: the optimiser, the batches, the sum in place of the mean, a new optimiser every epoch."""
    r = _recording()
    X, y = r.X[:rows], r.y[:rows, None]
    net = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")])
    net.set_weights(r.initial)
    net.compile(optimizer or Adam(), "binary_crossentropy")
    for _epoch in range(epochs):
        optimizer = Adam() if restart else net.optimizer
        for part in parts or _parts(len(y)):
            net.backpropagate(X[part], y[part])
            optimizer.step(net.theta, net.grad * (len(part) if total else 1))
    return net.get_weights()


@lru_cache
def _variants():
    """What each known slip makes of the recording."""
    n = len(_recording().y)
    return {
        "correction": _train(_Uncorrected()), "epsilon": _train(Adam(paper=True)), "epsilon-size": _train(Adam(epsilon=1e-8)),
        "epsilon-root": _train(_InnerEpsilon()), "restart": _train(restart=True), "sgd": _train(SGD()),
        "rate": _train(Adam(0.01)), "beta": _train(Adam(beta_2=0.99)), "by-epoch": _train(_ByEpoch()),
        "sum": _train(total=True), "full-batch": _train(parts=[np.arange(n)]), "batch-16": _train(parts=_parts(n, 16)),
        "equal-parts": _train(parts=np.array_split(np.arange(n), 14)), "dropped": _train(parts=_parts(n)[:-1]),
        "one-more": _train(epochs=EPOCHS + 1), "one-less": _train(epochs=EPOCHS - 1),
    }


STAGES = (  # what is run, how many of the rows, epochs
    ("one step, with the rows 0 to 31", 32, 1), ("two steps, with the rows 0 to 63", 64, 1),
    ("a batch of 32 and one of 10, the rows 0 to 41", 42, 1), ("one epoch of 14 steps", 426, 1), ("two epochs", 426, 2))


@lru_cache
def _stages():
    """The weights after each stage."""
    return [_train(rows=rows, epochs=epochs) for _, rows, epochs in STAGES]


def _arrays(got):
    if not isinstance(got, (list, tuple)) or len(got) != 6:
        raise Hint("structure", "Return a list of six arrays in the order of `initial`: W₁, b₁, W₂, b₂, W₃, b₃.")
    return [np.asarray(a, dtype=float) for a in got]


def _replay(f):
    """The learner's function stage by stage and on the recording, from another start, and with the rows of each batch in another order."""
    r = _recording()

    def run(rows, epochs, order=slice(None), initial=r.initial):
        return _arrays(call(f, initial, r.X[order][:rows], r.y[order][:rows], epochs))

    return SimpleNamespace(
        stages=[run(rows, epochs) for _, rows, epochs in STAGES], full=run(None, EPOCHS), one=run(None, 1), again=run(None, 1),
        two=run(64, 1), mixed=run(64, 1, r.order), other=run(None, 1, initial=[w / 2 for w in r.initial]))


def _gap(got, wanted):
    return max(np.abs(a - b).max() if a.shape == b.shape else np.inf for a, b in zip(got, wanted))


def _slip(name):
    return lambda got: _gap(got.full, _variants()[name]) < 1e-6


def _turned(got):
    """Some W come back transposed (the square one without any change of shape)."""
    either = [min(_gap([a], [b]), _gap([a.T], [b])) for a, b in zip(got.full, _recording().final)]
    return max(either) < 1e-5 or got.full[0].shape != (10, 10) or got.full[4].shape == (1, 10)


def _agrees(got):
    stages = all(_gap(mine, wanted) < 1e-5 for mine, wanted in zip(got.stages, _stages()))
    return stages and _gap(got.full, _recording().final) < 1e-5


def _first_difference(got):
    """The first stage, and in it the array, that does not agree."""
    for (name, *_), mine, wanted in zip(STAGES, got.stages, _stages()):
        for array, a, b in zip(NAMES, mine, wanted):
            if a.shape != b.shape:
                return f"{array} comes back with the shape {a.shape}; begin with that."
            if not np.abs(a - b).max() < 1e-5:
                return f"The first difference comes after {name}: {array} is off by up to {np.abs(a - b).max():.1g}. Compute that step by hand, or with the book's `Sequential`, and compare the gradient before you compare the weights."
    return "After two epochs all weights agree, after ten they do not. What changes in between?"


I1 = Exercise(
    "ch04-i1", {"replay": function}, _agrees,
    (
        Trap("nan", lambda got: not all(np.isfinite(a).all() for a in got.full), "Some weights are NaN. A unit that is off for a whole batch has gradient 0: what keeps Adam from dividing 0 by 0 there?"),
        Trap("random", lambda got: _gap(got.one, got.again) > 0, "Two calls with the same arguments gave two results. Is something drawn at random (the first weights, the order of the rows), or does something live on from one call to the next (m, v, t)?", "SEED"),
        Trap("epochs", lambda got: _gap(got.one, got.full) < 1e-9 and _gap(got.full, _recording().initial) > 0, "Your function gives the same weights for one epoch as for ten. Does it use its argument `epochs`?"),
        Trap("untrained", lambda got: _gap(got.full, _recording().initial) == 0, "The weights come back as they went in. Is the training called at all, and do you fetch the weights after it?"),
        Trap("start", lambda got: _gap(got.other, got.one) == 0, "I halved the weights in `initial`, and your function ended with the same numbers. It does not begin with them.", "SEED"),
        Trap("transposed", _turned, "A matrix comes back with its two axes exchanged. The loss cannot show it, but here rows of W belong to inputs and columns to units, in Keras as in this book. W₂ is square and would not complain.", "SHAPE"),
        Trap("correction", _slip("correction"), "This is Adam without its bias correction. m and v start at 0 and are too small at first: which two factors make up for that, and what is t?"),
        Trap("by-epoch", _slip("by-epoch"), "Your t counts epochs. The bias correction asks how many *steps* m and v have been through."),
        Trap("epsilon", _slip("epsilon"), "Agreement to the third decimal: only ε is in another place. The Adam paper adds it to the root of the corrected v, Keras to the root of the uncorrected one."),
        Trap("epsilon-size", _slip("epsilon-size"), "Agreement to the third decimal: ε is 1e-8 in the Adam paper, but Keras' default is another."),
        Trap("epsilon-root", _slip("epsilon-root"), "ε stands under the root. There it counts as 3e-4, far more than most gradients: add it after the root is taken."),
        Trap("restart", _slip("restart"), "Adam starts afresh in every epoch. Its m, v and t must live through the whole run: make them once, outside the loop.", "ITER"),
        Trap("beta", _slip("beta"), "This is Adam with β₂ = .99. Keras' default remembers ten times as long."),
        Trap("rate", _slip("rate"), "This is Adam with the learning rate .01. Keras' default for Adam is another."),
        Trap("sgd", _slip("sgd"), "This is plain gradient descent with rate .01. Which optimiser does the listing name?"),
        Trap("sum", _slip("sum"), "Your gradient is the sum over the rows of a batch. Adam hardly minds a constant factor, but the last batch has 10 rows and the others 32: take the mean."),
        Trap("full-batch", _slip("full-batch"), "You took one step an epoch, from all rows at once. The recording used batches of 32."),
        Trap("batch-16", _slip("batch-16"), "Your batches hold 16 rows. The recording used 32."),
        Trap("equal-parts", _slip("equal-parts"), "You cut the rows into 14 nearly equal parts, of 31 and 30. Keras takes 32 as long as it can, and leaves 10 for the last."),
        Trap("dropped", _slip("dropped"), "The last 10 rows of each epoch are never used. They are a batch like the others."),
        Trap("one-more", _slip("one-more"), "One epoch too many: check the ends of your loop."),
        Trap("one-less", _slip("one-less"), "One epoch too few: check the ends of your loop."),
        Trap("batches", lambda got: _gap(got.mixed, got.two) > 1e-5 * (1 + _gap(got.two, _recording().initial)), "Of 64 rows I exchanged some inside the batches 0 to 31 and 32 to 63, and after one epoch your result had changed. So your batches are not these. Are the rows shuffled (the default of `fit`), or cut in another way?", "SHUF"),
        Trap("close", lambda got: _gap(got.full, _recording().final) < 5e-3, "Very near: agreement to two or three decimals after ten epochs. Look for something small: ε = 1e-7 and its place, the last batch of 10 rows, the precision of your numbers."),
    ),
    why="after 140 steps all 231 weights agree with those of TensorFlow to 1e-5, although Keras worked in 32 bits. Starting weights, order of rows and optimiser determine everything; there is no magic left.",
    fallback=_first_difference,
    run=_replay,
    prepare=lambda: (_variants(), _stages()),
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


# ---------------------------------------------------------------- P1 to P4

P1 = Exercise(
    "ch04-p1", {"answer_p1": number}, _whole("ch04-p1", "c9163bf6cbd3"),
    (
        Trap("biases", _is(810), "These are the weights. Each unit has one more number of its own, which does not multiply any input."),
        Trap("input", _is(871), "You gave each input column a number of its own as well. The inputs are only numbers that come in: count for each `Dense`."),
        Trap("input-dense", _is(1771), "You counted the input as a further layer with weights. There are three `Dense` layers, and the first already holds the matrix that the inputs meet."),
        Trap("hidden", _is(830), "Two layers are right. Which third `Dense` is there, and how many numbers does its single unit need?"),
        Trap("one-bias", _is(813), "You gave each layer one bias. Every unit has its own: b has shape (d_out,)."),
        Trap("units", lambda a: a in (31, 61), "You counted units. A parameter is a number that training may change: each unit has one for every input, and one more."),
        Trap("arrays", lambda a: a in (3, 6), "You counted layers or arrays. How many numbers are inside each array?"),
        Trap("product", _is(6000), "The layers' sizes are not all multiplied with one another: each W connects two neighbours, and the matrices add up."),
        Trap("article", _is(231), "That is the article's network, on ten columns. This one is wider: take its numbers of inputs and units."),
    ),
    why="each layer has (inputs + 1) parameters a unit: 31 · 20, 21 · 10 and 11. `count_params()` and Keras' own `summary()` agree.",
    fallback="Write the shape of W and of b under each of the three `Dense` layers, multiply out, and add.",
)

P2 = Exercise(
    "ch04-p2", {"answer_p2": number}, _whole("ch04-p2", "f1e89932408c"),
    (
        Trap("last-batch", _is(30), "6 full batches leave some rows over. Keras does not throw them away: what happens to the last, short batch?"),
        Trap("fraction", _is(33.28125, rel=1e-5), "There is no quarter of a step. What does `fit` do with the rows that do not fill a batch?"),
        Trap("rounded", lambda a: a in (33, 34), "This is 5 · 426 / 64, rounded at the end. Round for a single epoch: every one of the five begins with the first row again and ends with its own short batch."),
        Trap("epoch", _is(5), "An epoch is one pass over all rows, not one update. How often are the weights changed during one pass?"),
        Trap("one-epoch", lambda a: a in (6, 7), "These are the batches of about one epoch. Five epochs are asked for."),
        Trap("rows", _is(2130), "This would be one update a row. With `batch_size=64` one update uses the mean gradient of up to 64 rows."),
        Trap("batch", lambda a: a in (320, 64), "The batch size says how many rows share one update. How many such groups do 426 rows make?"),
        Trap("all-rows", lambda a: a in (40, 45), "This counts the batches of all 569 rows. The test rows are not trained on: 426 are left."),
        Trap("article", _is(140), "That is the listing as printed, with ten epochs of batches of 32."),
    ),
    why="6 full batches and one of 42 rows make 7 steps an epoch. That is very little: Adam moves a weight by about .001 a step, so five such epochs move it by about .035 at most.",
    fallback="How many batches does one epoch have, counting the short one? Then five epochs.",
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
    why="Keras measured 37.9, the mean of ten starts. A row on the wrong side costs about |z|, and the net hands the size of its inputs on: their root mean square is 239, that of z about 160, with single starts from 3 to 500. So one start may be lucky and stay below 1.",
    fallback="Think of the size of z: the inputs go up to 2501, and the first weights are around ± .5.",
)

P4 = Exercise(
    "ch04-p4", {"answer_p4": number}, _is((100 * 40 * 2 / 50 * 10 * 2 / 12 / 2) ** 0.5, rel=0.045),
    (
        Trap("square", _is(400 / 3, rel=0.02), "This is the mean square of the outputs' z. The question asks for its root."),
        Trap("no-rectifier", _is(16.33, rel=0.02), "The rectifiers are missing: they set half of the numbers to 0. What does that do to the mean square that the second layer receives?"),
        Trap("inputs-halved", _is(8.165, rel=0.02), "You halved twice. The inputs do not come out of a rectifier, and the outputs' z do not go into one: only one of the two layers receives halved numbers."),
        Trap("one-layer", _is(12.65, rel=0.02), "That is the size after the first layer. A second one follows."),
        Trap("fan-in", _is(7.071, rel=0.02), "This comes from V = 1/d_in. The bound that the exercise names makes another variance."),
        Trap("he", _is(14.14, rel=0.02), "This comes from V = 2/d_in, which makes up for the rectifier. The bound that the exercise names makes another variance."),
        Trap("fan-out", _is(31.62, rel=0.02), "This comes from V = 1/d_out, which keeps the size on the way back. The bound that the exercise names makes another variance."),
        Trap("bound", _is(34.64, rel=0.02), "You took the square of the bound r for the variance. A uniform distribution on (−r, r) has a third of that."),
        Trap("half-variance", _is(5.774, rel=0.02), "This comes from V = 1/(d_in + d_out). Look at the numerator once more."),
        Trap("unit-inputs", _is(1.1547, rel=0.02), "The factors are right, and they multiply the size of the inputs, which is not 1 here.", "SCALE"),
        Trap("kept", _is(10, rel=0.001), "Glorot's variance is a compromise: in layers that are not square, and behind rectifiers, it keeps no size exactly. Multiply the factors."),
    ),
    why="the mean square goes from 100 to 100 · 40 · 2/50 = 160, and on to 160 / 2 · 10 · 2/12 = 133; its root is 11.5. The size of the inputs passes through the network, whatever it is: ten times as large, and so would z be.",
    fallback="Begin with the mean square of the inputs, 100. Multiply by d_in · V for each layer, with V = 2/(d_in + d_out), and halve once for the rectifiers.",
)

# ---------------------------------------------------------------- V1 to V3

V1 = choice(
    "ch04-v1", "ec17c66c60e5",
    {
        "a": ("supported", "Compare the gap of .009 with how far the folds scatter: .024 for one and .026 for the other. And both models saw the same folds: look at the differences fold by fold.", "AVG"),
        "c": ("reversed", "Nothing in the numbers says that, not even the means. Ask how large a difference would have to be before these folds could show it.", "AVG"),
        "d": ("overfit", "A gap between two models is no sign of overfitting. That would show as a gap between one model's training and test scores, and none of these numbers is a training score.", "OVF"),
    },
    why="the folds share training rows, so the error of the mean difference is .54 times the scatter of the differences, which is .016: as large as the difference of .009 itself. The data leave open which is better. Until they decide, take the model that is simpler to explain and to keep.",
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
    return near(a[2], _shares()[1].mean(), tiny=3e-3)


V2 = Exercise(
    "ch04-v2", {"answer_v2_low": number, "answer_v2_high": number, "answer_v2_ari": number}, lambda a: _range(a) and _starts(a),
    (
        Trap("percent", lambda a: max(a) > 1, "Give all three as shares between 0 and 1."),
        Trap("swapped", lambda a: a[0] > a[1], "The smallest share is larger than the largest: the two are swapped."),
        Trap("constant", lambda a: abs(a[0] - a[1]) < 1e-3, "You found the same share for every seed, or tried only one. Pass `random_state=seed` with `n_init=1`, and run it for the seeds 0 to 9.", "SEED"),
        Trap("ids", lambda a: _range(a) and (near(a[2], _shares()[0].mean(), tiny=6e-3) or near(a[2], 0.24, tiny=6e-3)), "k-means is not that bad. It numbers its clusters as they come, so comparing the number 0 with the species 0 is comparing names. The adjusted Rand index looks only at which flowers are together.", "CLU"),
        Trap("best-share", lambda a: _range(a) and near(a[2], a[1], tiny=6e-3), "You took the best share. It depends on ids that happen to agree with the species' numbers, and you had to know the species to choose it. Use `adjusted_rand_score`, which needs no such luck.", "CLU"),
        Trap("one-start", lambda a: _range(a) and min(abs(a[2] - _shares()[1])) < 1.5e-3, "This is the index of one start. Two different solutions come out: take the mean of the ten.", "SEED"),
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
        Trap("cross-validated", _is(0.921, rel=0, tiny=6e-4), "This is a mean over 25 other trees and other rows, which the chapter computes. A good answer to the doctor, if you may grow a new tree; here she asks about this one."),
        Trap("other-seed", lambda a: any(abs(a - wrong) < 6e-4 for wrong in (0.902, 0.916)), "This is the test score of a tree with another seed: ties between splits are broken at random. Use `random_state=0` here, and report the range over seeds as well. Do not choose the best.", "SEED"),
        Trap("majority", _is(0.629), "This is the baseline: the share of the majority among the test rows. The tree does better."),
    ),
    why="only the rows that the tree has never seen say how it will do on the next patient. Over seeds the test score runs from .902 to .916, so quote that range beside it.",
    fallback="Fit `DecisionTreeClassifier(random_state=0)` on the training rows and ask for its `score` on rows that it has not seen.",
    prepare=_tree,
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, I1, I2, V1, V2, V3)}
