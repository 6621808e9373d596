"""`Sequential`: the article's listing as printed, a recording of Keras replayed, and one clear error a mistake."""
import itertools
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from dldm import nn as tf
from dldm.datasets import biopsies_ten, keras_fixture
from dldm.nn import SGD, Dense, Sequential, binary_crossentropy, forward, output_loss

pytestmark = pytest.mark.filterwarnings("error")

LISTING = """
model = tf.keras.Sequential([
    tf.keras.layers.Dense(10, activation='relu', input_shape=(10,)),
    tf.keras.layers.Dense(10, activation='relu'),
    tf.keras.layers.Dense(1, activation='sigmoid')
])

# compile the network
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])

# train the network
model.fit(X_train, y_train, epochs=10, batch_size=32)
"""


def standardised():
    """`biopsies_ten`, every column with mean 0 and standard deviation 1 on the training rows."""
    X_train, X_test, y_train, y_test = biopsies_ten()
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    return (X_train - mean) / std, (X_test - mean) / std, y_train, y_test


def article(seed=0, **options):
    """The article's network, compiled as in its listing."""
    model = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")],
                       rng=np.random.default_rng(seed))
    model.compile(**{"optimizer": "adam", "loss": "binary_crossentropy", "metrics": ["accuracy"], **options})
    return model


def three_classes(rng=None):
    model = Sequential([Dense(8, "tanh", input_shape=(2,)), Dense(3, "softmax")], rng=rng or np.random.default_rng(0))
    model.compile("adam", "categorical_crossentropy", ["accuracy"])
    return model


X, X_TEST, Y, Y_TEST = standardised()


# ---------------------------------------------------------------- what it does


def test_the_articles_listing_runs_as_printed():
    names = {"tf": tf, "X_train": X, "y_train": Y}
    exec(LISTING, names)
    assert names["model"].count_params() == 231


def test_history_has_one_number_an_epoch_and_the_loss_falls():
    history = article().fit(X, Y, epochs=5, verbose=0).history
    assert {name: len(values) for name, values in history.items()} == {"loss": 5, "accuracy": 5}
    assert history["loss"] == sorted(history["loss"], reverse=True)
    assert all(type(value) is float for value in history["loss"])


def test_history_holds_the_losses_before_the_steps_weighted_by_rows():
    """Keras' convention, with a last batch of 10 rows: replayed by hand with the weights before every step."""
    model, twin = article(seed=3, optimizer=SGD(0.1)), article(seed=3, optimizer=SGD(0.1))
    loss = model.fit(X, Y, batch_size=32, shuffle=False, verbose=0).history["loss"][0]
    total = 0.0
    for start in range(0, len(X), 32):
        rows, t = X[start:start + 32], Y[start:start + 32, None]
        total += len(rows) * binary_crossentropy(forward(twin.layers, rows)[-1], t)
        twin.backpropagate(rows, t)
        twin.optimizer.step(twin.theta, twin.grad)
    assert loss == pytest.approx(total / len(X), rel=1e-12)
    np.testing.assert_array_equal(model.theta, twin.theta)


def test_same_rng_same_answer_and_another_rng_another():
    thetas = []
    for seed in (1, 1, 2):
        model = article(seed)
        model.fit(X, Y, epochs=2, verbose=0)
        thetas.append(model.theta)
    assert (thetas[0] == thetas[1]).all() and (thetas[0] != thetas[2]).any()


def test_without_rng_two_models_differ():
    first, second = (Sequential([Dense(3, input_shape=(2,))]) for _ in range(2))
    assert (first.theta != second.theta).any()


def test_fit_and_predict_do_not_modify_the_data():
    rows, labels = X.copy(), Y.copy()
    model = article()
    model.fit(rows, labels, verbose=0)
    model.predict(rows)
    assert (rows == X).all() and (labels == Y).all()


def test_shuffle_changes_the_order_of_the_rows_only():
    full = {shuffle: article() for shuffle in (True, False)}
    for shuffle, model in full.items():
        model.fit(X, Y, batch_size=len(X), shuffle=shuffle, verbose=0)  # one batch: the order cannot matter
    np.testing.assert_allclose(full[True].theta, full[False].theta, rtol=0, atol=1e-12)
    small = {shuffle: article() for shuffle in (True, False)}
    for shuffle, model in small.items():
        model.fit(X, Y, batch_size=32, shuffle=shuffle, verbose=0)
    assert np.abs(small[True].theta - small[False].theta).max() > 1e-6


def test_it_learns_the_biopsies():
    model = article()
    model.fit(X, Y, epochs=60, verbose=0)
    assert model.evaluate(X_TEST, Y_TEST, verbose=0)[1] > 0.88  # the majority class has .629


def test_predict_and_evaluate_shapes():
    model = article()
    p = model.predict(X_TEST)
    assert p.shape == (143, 1) and ((p > 0) & (p < 1)).all()
    loss, accuracy = model.evaluate(X_TEST, Y_TEST, verbose=0)
    assert loss == pytest.approx(-np.mean(np.log(np.where(Y_TEST == 1, p[:, 0], 1 - p[:, 0]))), rel=1e-12)
    assert accuracy == np.mean((p[:, 0] > 0.5) == Y_TEST)


def test_three_classes_are_learnt_and_probabilities_sum_to_1():
    rng = np.random.default_rng(6)
    labels = np.repeat([0, 1, 2], 60)
    points = np.array([[0, 0], [3, 0], [0, 3]])[labels] + rng.normal(size=(180, 2)) * 0.4
    model = three_classes(rng)
    history = model.fit(points, np.eye(3)[labels], epochs=100, verbose=0).history
    assert history["accuracy"][-1] > 0.97
    np.testing.assert_allclose(model.predict(points).sum(axis=1), 1, rtol=1e-12)


def test_summary_says_shapes_and_sizes(capsys):
    article().summary()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4 and "relu" in lines[0] and "(None, 10" in lines[0] and lines[0].endswith("110")
    assert "sigmoid" in lines[2] and lines[2].endswith("11") and lines[3] == "total parameters 231"


def test_progress_prints_one_line_an_epoch(capsys):
    article().fit(X, Y, epochs=3, verbose=1)
    lines = capsys.readouterr().out.splitlines()
    kept = [line for line in lines if "loss:" in line]
    assert [line.split()[1] for line in kept] == ["1/3", "2/3", "3/3"]
    assert all("14/14" in line and "accuracy:" in line for line in kept)


def test_the_line_of_an_epoch_is_redrawn_at_most_ten_times_a_second(capsys, monkeypatch):
    seconds = itertools.count(0, 0.06)
    clock = SimpleNamespace(monotonic=lambda: next(seconds))
    monkeypatch.setattr(sys.modules[Sequential.__module__], "time", clock)
    article().fit(X, Y, verbose=1)
    drawn = capsys.readouterr().out.split("\r")
    assert [line.split()[-1] for line in drawn[:-1]] == [f"{batch}/14" for batch in range(2, 15, 2)]


def test_evaluate_prints_the_scores_it_returns(capsys):
    loss, accuracy = article().evaluate(X, Y)
    assert capsys.readouterr().out == f"loss: {loss:.4f} - accuracy: {accuracy:.4f}\n"


def test_verbose_0_is_silent(capsys):
    model = article()
    model.fit(X, Y, verbose=0)
    model.evaluate(X, Y, verbose=0)
    assert capsys.readouterr().out == ""


def test_epoch_steps_yields_once_a_batch():
    model = article()
    assert sum(1 for _ in model.epoch_steps(X, Y[:, None], batch_size=100)) == 5
    assert [sum(1 for _ in model.epoch_steps(X[:n], Y[:n, None])) for n in (32, 33)] == [1, 2]  # as in Keras


def test_weights_can_be_taken_out_and_put_back():
    model, other = article(1), article(2)
    other.set_weights(model.get_weights())
    np.testing.assert_array_equal(other.predict(X), model.predict(X))
    model.get_weights()[0][:] = 0
    assert model.layers[0].W.any()  # they are copies


def test_layers_are_views_of_the_flat_vector():
    model = article()
    model.theta[:] = 0
    assert not any(layer.W.any() or layer.b.any() for layer in model.layers)


# ---------------------------------------------------------------- Keras


def test_a_recording_of_keras_is_replayed():
    """10 epochs from Keras' own initial weights: its float32 weights and losses to 2e-6, probabilities to 5e-6."""
    record = keras_fixture()
    model = article(metrics=())
    model.set_weights(record["initial"])
    loss = model.fit(X, Y, epochs=10, batch_size=32, shuffle=False, verbose=0).history["loss"]
    assert max(np.abs(own - keras).max() for own, keras in zip(model.get_weights(), record["final"])) < 2e-6
    np.testing.assert_allclose(loss, record["loss"], rtol=0, atol=2e-6)
    np.testing.assert_allclose(model.predict(X_TEST)[:, 0], record["p_test"], rtol=0, atol=5e-6)


# ---------------------------------------------------------------- mistakes


def with_nan():
    rows = X.copy()
    rows[7, 3] = np.nan
    return rows


ONE = [Dense(1, "sigmoid")]
MISTAKES = {
    "wrong number of features": (lambda: article().fit(X[:, :9], Y), "(426, 9)", "(rows, 10)", "input_shape=(10,)"),
    "one row, not a table": (lambda: article().predict(X[0]), "(10,)", "(rows, 10)"),
    "NaN in X": (lambda: article().fit(with_nan(), Y), "NaN", "row 7, column 3", "fill or drop"),
    "NaN in y": (lambda: article().fit(X, np.where(Y == 1, np.nan, 0)), "y holds NaN", "fill or drop"),
    "labels 1 and 2": (lambda: article().fit(X, Y + 1), "labels 0 and 1", "holds 2", "recode"),
    "labels not one-hot": (lambda: three_classes().fit(X[:4, :2], np.ones((4, 3))), "one-hot", "np.eye(K)"),
    "labels not columns": (lambda: three_classes().fit(X[:4, :2], [0, 1, 2, 1]), "(4, 1)", "(4, 3)", "output unit"),
    "lengths that differ": (lambda: article().fit(X, Y[:-1]), "(425, 1)", "(426, 1)", "one row a row of X"),
    "no rows": (lambda: article().fit(X[:0], Y[:0]), "no rows"),
    "zero epochs": (lambda: article().fit(X, Y, epochs=0), "epochs is 0", "at least 1"),
    "zero batch size": (lambda: article().fit(X, Y, batch_size=0), "batch_size is 0", "at least 1"),
    "fit before compile": (lambda: Sequential([Dense(1, input_shape=(10,))]).fit(X, Y), "call compile"),
    "evaluate before compile": (lambda: Sequential([Dense(1, input_shape=(10,))]).evaluate(X, Y), "call compile"),
    "unknown optimiser": (lambda: article(optimizer="rmsprop"), "'rmsprop'", "'sgd'", "'adam'"),
    "unknown loss": (lambda: article(loss="hinge"), "'hinge'", "'binary_crossentropy'"),
    "unknown metric": (lambda: article(metrics=["auc"]), "'auc'", "'accuracy'"),
    "loss that does not fit": (lambda: article(loss="categorical_crossentropy"), "'softmax'", "'sigmoid'"),
    "no input_shape": (lambda: Sequential(ONE), "first", "input_shape=(number of features,)"),
    "no layers": (lambda: Sequential([]), "at least one layer"),
    "weights of other shapes": (lambda: article().set_weights([np.zeros((2, 2))]), "(10, 10)", "(2, 2)"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gets_one_clear_error(mistake):
    call, *words = MISTAKES[mistake]
    with pytest.raises(ValueError) as error:
        call()
    assert [word for word in words if word not in str(error.value)] == [], str(error.value)
    assert "\n" not in str(error.value) and error.value.__cause__ is None


@pytest.mark.parametrize("kwargs", [{"X": with_nan()}, {"y": Y[:-1]}, {"epochs": 0}, {"batch_size": 0}])
def test_a_refused_fit_changes_no_weight(kwargs):
    model = article()
    before = model.theta.copy()
    with pytest.raises(ValueError):
        model.fit(**{"X": X, "y": Y, "verbose": 0, **kwargs})
    assert (model.theta == before).all()


def test_the_library_offers_what_the_chapters_import():
    assert tf.keras.Sequential is Sequential and tf.keras.layers.Dense is Dense
    assert output_loss is tf.output_loss


def twice():
    layer = Dense(3, "relu", input_shape=(3,))
    return Sequential([layer, layer])


@pytest.mark.parametrize("call, words", [
    (twice, "a Dense layer is used twice: make a new one"), (lambda: Dense(2.5), "units is 2.5: it must be a whole"),
    (lambda: Dense(0), "units is 0"), (lambda: Sequential([Dense(1, input_shape=4)]), r"input_shape is 4: .* \(4,\)"),
    (lambda: Sequential([Dense(1, input_shape=(2, 3))]), r"input_shape is \(2, 3\)"),
    (lambda: Sequential([Dense(1, input_shape=(2.5,))]), r"input_shape\[0\] is 2.5"),
    (lambda: article().fit(X, Y, epochs=1.5), "epochs is 1.5: it must be a whole number"),
    (lambda: article().fit(X, Y, batch_size=1.5), "batch_size is 1.5: it must be a whole number")])
def test_counts_are_whole_and_a_layer_has_one_place(call, words):
    with pytest.raises(ValueError, match=words):
        call()
