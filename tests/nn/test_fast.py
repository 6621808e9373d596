"""`fast.fit_all` does to every network what its own `fit` does, and refuses what would make that untrue."""
import copy

import numpy as np
import pytest
from dldm.nn import SGD, Adam, Dense, Sequential, fast

pytestmark = pytest.mark.filterwarnings("error")


def net(seed, last="sigmoid", loss="binary_crossentropy", optimizer=None, hidden=("relu", "tanh"), outputs=1):
    """A small network on three columns with two hidden layers."""
    layers = [Dense(5, hidden[0], input_shape=(3,)), Dense(4, hidden[1]), Dense(outputs, last)]
    model = Sequential(layers, rng=np.random.default_rng(seed))
    model.compile(optimizer or Adam(0.01), loss, ["accuracy"])
    return model


def table(n=23, outputs=1, seed=0, scale=1.0):
    """n rows of three columns, and labels: 0 and 1, or one-hot rows."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, max(2, outputs), n)
    return scale * rng.normal(size=(n, 3)), labels if outputs == 1 else np.eye(outputs)[labels]


def state(model):
    """All that a network and its optimiser remember, and the next number of its generator."""
    memory = [np.ravel(value) for _, value in sorted(vars(model.optimizer).items())]
    return np.concatenate([model.theta, model.grad, *memory, [copy.deepcopy(model.rng).random()]])


def assert_same(alone, abreast, tables, **options):
    """Train the first one by one and the second side by side: they end alike, with like histories."""
    runs = [model.fit(X, y, verbose=0, **options) for model, (X, y) in zip(alone, tables)]
    found = fast.fit_all(abreast, [X for X, _ in tables], [y for _, y in tables], **options)
    for one, other, run, other_run in zip(alone, abreast, runs, found, strict=True):
        np.testing.assert_allclose(state(one), state(other), rtol=1e-9, atol=1e-12)
        assert run.history.keys() == other_run.history.keys()
        for name, values in run.history.items():
            np.testing.assert_allclose(values, other_run.history[name], rtol=1e-9, atol=1e-12)


KINDS = {
    "sigmoid, Adam": lambda seed: net(seed),
    "sigmoid, the paper's Adam": lambda seed: net(seed, optimizer=Adam(0.01, paper=True)),
    "sigmoid, SGD": lambda seed: net(seed, optimizer=SGD(0.1)),
    "sigmoid, momentum": lambda seed: net(seed, optimizer=SGD(0.05, momentum=0.9)),
    "softmax": lambda seed: net(seed, "softmax", "categorical_crossentropy", outputs=3),
    "squares": lambda seed: net(seed, "linear", "mse", hidden=("sigmoid", "relu")),
    "squares behind a tanh": lambda seed: net(seed, "tanh", "mse", outputs=2),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("batch_size", [1, 8, 23, 100])
def test_each_ends_where_its_own_fit_takes_it(kind, shuffle, batch_size):
    alone, abreast = ([KINDS[kind](seed) for seed in range(4)] for _ in range(2))
    tables = [table(outputs=alone[0].layers[-1].units)] * 4
    assert_same(alone, abreast, tables, epochs=3, batch_size=batch_size, shuffle=shuffle)


@pytest.mark.parametrize("scale", [1.0, 1000.0])
def test_tables_of_their_own_and_of_several_lengths(scale):
    alone, abreast = ([net(seed) for seed in range(5)] for _ in range(2))
    tables = [table(n, seed=n + k, scale=scale) for k, n in enumerate((20, 21, 20, 1, 21))]
    assert_same(alone, abreast, tables, epochs=4, batch_size=6)


@pytest.mark.parametrize("optimizer", [lambda: Adam(0.01), lambda: SGD(0.05, momentum=0.9)])
def test_training_goes_on_where_it_stopped_in_either_way(optimizer):
    alone, abreast = ([net(seed, optimizer=optimizer()) for seed in range(3)] for _ in range(2))
    for _ in range(2):
        assert_same(alone, abreast, [table()] * 3, epochs=2)
    again = [copy.deepcopy(model) for model in abreast]
    assert_same(abreast, again, [table()] * 3)     # from side by side to one by one


def test_one_network_and_one_epoch_are_the_smallest_case():
    assert_same([net(0)], [net(0)], [table(1)])


def test_one_table_serves_all_and_is_left_as_it_was():
    X, y = table()
    before = X.copy(), y.copy()
    one, other = ([net(seed) for seed in range(3)] for _ in range(2))
    runs = fast.fit_all(one, X, y, epochs=2)
    fast.fit_all(other, [X] * 3, [y] * 3, epochs=2)
    assert [len(run.history["loss"]) for run in runs] == [2, 2, 2]
    assert all((a.theta == b.theta).all() for a, b in zip(one, other))
    assert (before[0] == X).all() and (y == before[1]).all()


def test_the_numbers_stay_views_of_theta():
    nets = [net(seed) for seed in range(2)]
    fast.fit_all(nets, *table())
    for model in nets:
        flat = np.concatenate([a.ravel() for layer in model.layers for a in (layer.W, layer.b)])
        assert (flat == model.theta).all() and model.layers[0].W.base is model.theta


def trained(seed):
    model = net(seed)
    model.fit(*table(), verbose=0)
    return model


class Slower(Adam):
    """An optimiser with Adam's memory that steps in another way."""


def sharing(what):
    nets = [net(0), net(1)]
    setattr(nets[1], what, getattr(nets[0], what))
    return nets


@pytest.mark.parametrize(("nets", "told"), [
    (lambda: [net(0), net(1, hidden=("relu", "relu"))], "network 1 differs"),
    (lambda: [net(0), net(1), net(2, loss="mse")], "network 2 differs"),
    (lambda: [net(0), net(1, optimizer=Adam(0.1))], "network 1 differs"),
    (lambda: [net(0), net(1, optimizer=Slower(0.01))], "network 1 differs"),
    (lambda: [net(0), trained(1)], "number of steps so far"),
    (lambda: sharing("rng"), "share their rng"),
    (lambda: sharing("optimizer"), "share their optimizer"),
    (lambda: [net(0)] * 2, "share their rng"),
    (list, "0 networks"),
])
def test_networks_that_cannot_go_side_by_side_are_refused(nets, told):
    with pytest.raises(ValueError, match=told):
        fast.fit_all(nets(), *table())


X, Y = table()
HOLE = np.where(np.arange(69).reshape(23, 3) == 4, np.nan, X)


@pytest.mark.parametrize(("rows", "targets", "options", "told"), [
    ([X], [Y, Y], {}, "1 tables and 2 targets"),
    ([X, X], [Y], {}, "2 tables and 1 targets"),
    ([X, X, X], [Y, Y, Y], {}, "2 networks, 3 tables"),
    ([X, HOLE], [Y, Y], {}, "NaN"),
    ([X, X], [Y, Y + 1], {}, "recode"),
    (X[:, :2], Y, {}, "input_shape"),
    (X, Y, {"epochs": 0}, "epochs"),
    (X, Y, {"batch_size": 0.5}, "batch_size"),
])
def test_bad_input_is_refused_before_any_step(rows, targets, options, told):
    nets = [net(0), net(1)]
    before = [model.theta.copy() for model in nets]
    with pytest.raises(ValueError, match=told):
        fast.fit_all(nets, rows, targets, **options)
    assert all((model.theta == theta).all() for model, theta in zip(nets, before))


def test_a_network_without_a_loss_is_refused():
    model = Sequential([Dense(1, input_shape=(3,))], rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="compile"):
        fast.fit_all([model], *table())
