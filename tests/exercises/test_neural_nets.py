"""What the checks of chapter 4 compare with: its slips differ, its stages are right, and a size is what draws show."""
import numpy as np
import pytest
from dldm.exercises.check import find, status
from dldm.exercises.networks import neural_nets
from dldm.nn import Adam, Dense, Sequential, forward


def test_the_first_answer_has_the_expected_size():
    rng, squares = np.random.default_rng(0), []
    for _ in range(300):
        net = Sequential([Dense(10, "relu", input_shape=(40,)), Dense(2)], rng=rng)
        squares.append(np.mean(forward(net.layers, rng.normal(0, 10, (50, 40)))[-1] ** 2))
    assert status("ch04-p4", {"answer_p4": np.sqrt(np.mean(squares))}).state == "correct"


def test_no_two_slips_of_the_replay_look_alike_and_none_is_right():
    made = [neural_nets._train(), *neural_nets._variants().values()]
    assert [(i, j) for i in range(len(made)) for j in range(i) if neural_nets._gap(made[i], made[j]) < 1e-5] == []


def test_the_unspoilt_run_is_that_of_the_library():
    r = neural_nets._recording()
    net = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")])
    net.set_weights(r.initial)
    net.compile("adam", "binary_crossentropy")
    net.fit(r.X, r.y, epochs=10, shuffle=False, verbose=0)
    assert neural_nets._gap(neural_nets._train(), net.get_weights()) == 0
    assert neural_nets._gap(net.get_weights(), r.final) < 1e-5


@pytest.mark.parametrize("k", range(5))
def test_the_first_stage_that_differs_is_named_with_its_array(k):
    stages = [[a.copy() for a in weights] for weights in neural_nets._stages()]
    for weights in stages[k:]:
        weights[3][0] += 0.01
    told = neural_nets._first_difference(neural_nets.SimpleNamespace(stages=stages))
    assert neural_nets.STAGES[k][0] in told and "b₂ is off by up to 0.01" in told
    assert find("ch04-i1").fallback is neural_nets._first_difference


def test_partners_exchange_their_columns_and_the_others_are_copies():
    X, y, rows = np.arange(14.0).reshape(7, 2), np.array([1, 0, 1, 1, 0, 1, 1]), np.array([0, 1, 2, 3, 4])
    plain, turned = neural_nets._exchanged(X, y, rows)
    assert plain[[3]].tolist() == X[[0]].tolist() and (plain[[0, 1, 2, 4, 5, 6]] == X[[0, 1, 2, 4, 5, 6]]).all()
    assert (turned[[1, 4]] == X[[0, 2]]).all() and (turned[[0, 2]] == X[[1, 4]]).all()
    assert turned[[3]].tolist() == X[[0]].tolist() and (turned[5:] == X[5:]).all()


@pytest.mark.parametrize(("size", "rate", "ratio"), [(32, 0.001, 1), (16, 0.001, 2), (64, 0.001, 0.5), (32, 0.003, 3)])
def test_the_way_of_an_epoch_tells_batches_and_rates(size, rate, ratio):
    y = neural_nets._rows()[1]
    rows, runs = np.arange(len(y)), []
    for epochs in (1, 2):
        net = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")],
                         rng=np.random.default_rng(1))
        net.compile(Adam(rate), "binary_crossentropy")
        net.fit(neural_nets._apart(y)[142:], y[142:], epochs=epochs, batch_size=size, verbose=0)
        runs.append(neural_nets.SimpleNamespace(rows=rows[:142], weights=net.theta))
    far, half = neural_nets._moved(*runs, len(y))
    assert far == pytest.approx(ratio, rel=0.35) and half > 0.3
    assert (0.85 <= far <= 1.25) == (ratio == 1)


@pytest.mark.parametrize("sizes", [(3, 4), (3, 3), (0, 0)])
def test_networks_of_two_shapes_or_untrained_ones_moved_nowhere(sizes):
    runs = [neural_nets.SimpleNamespace(rows=np.arange(9), weights=np.ones(k)) for k in sizes]
    assert neural_nets._moved(*runs, 40) == (0.0, 0.0)
