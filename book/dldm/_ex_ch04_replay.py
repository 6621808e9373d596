"""Exercise ch04-i1, the replay of a recorded Keras run: the recording is the reference."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from .exercises import Exercise, Hint, Trap, call, function
from .nn import SGD, Adam, Dense, Sequential

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
    from .datasets import biopsies_ten, keras_fixture
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
