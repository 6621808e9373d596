"""Activations, losses and layers: stable at the extremes, and their gradients against hand, nudge and scikit-learn."""
import numpy as np
import pytest
from dldm.datasets import biopsies_ten
from dldm.nn import (
    ACTIVATIONS,
    INITIALIZERS,
    Dense,
    backward_steps,
    binary_crossentropy,
    categorical_crossentropy,
    forward,
    mean_squared_error,
    numerical_gradient,
    output_loss,
    relu,
    sigmoid,
    softmax,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

pytestmark = pytest.mark.filterwarnings("error")  # an overflow is a RuntimeWarning: here it fails the test

PAIRS = [("mse", "linear"), ("mse", "relu"), ("mse", "sigmoid"), ("mse", "tanh"),
         ("binary_crossentropy", "sigmoid"), ("categorical_crossentropy", "softmax")]
matrices = arrays(float, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=st.floats(-1000, 1000))


def targets(loss, shape, rng):
    """Random targets that the loss is defined for."""
    if loss == "binary_crossentropy":
        return rng.integers(0, 2, shape).astype(float)
    if loss == "categorical_crossentropy":
        return np.eye(shape[1])[rng.integers(0, shape[1], shape[0])]
    return rng.normal(size=shape)


def stack(layers, d_in, rng, scale=0.7):
    """Build the layers on one flat vector; returns (theta, grad)."""
    ends, d = [0], d_in
    for layer in layers:
        ends.append(ends[-1] + (d + 1) * layer.units)
        d = layer.units
    theta, grad, d = rng.normal(size=ends[-1]) * scale, np.zeros(ends[-1]), d_in
    for layer, start, end in zip(layers, ends, ends[1:]):
        layer.build(d, theta[start:end], grad[start:end])
        d = layer.units
    return theta, grad


def close(analytic, numeric):
    """Equal as whole gradients, 1e-5 relative, which is what central differences in float64 can tell."""
    return np.linalg.norm(analytic - numeric) <= 1e-5 * (np.linalg.norm(analytic) + np.linalg.norm(numeric))


# ---------------------------------------------------------------- activations


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_stay_finite_at_plus_and_minus_1000(name):
    Z = np.array([[-1000.0, 0.0, 1000.0], [1000.0, 1000.0, -1000.0]])
    assert np.isfinite(ACTIVATIONS[name][0](Z)).all()


def test_sigmoid_at_known_points():
    np.testing.assert_allclose(sigmoid(np.array([-1000, -np.log(3), 0, np.log(3), 1000])), [0, 0.25, 0.5, 0.75, 1],
                               rtol=0, atol=1e-15)


def test_relu_is_zero_below_and_the_identity_above():
    assert relu(np.array([-2.0, 0.0, 3.0])).tolist() == [0, 0, 3]


@given(matrices)
def test_sigmoid_lies_between_0_and_1_and_mirrors(Z):
    assert ((sigmoid(Z) >= 0) & (sigmoid(Z) <= 1)).all()
    np.testing.assert_allclose(sigmoid(Z) + sigmoid(-Z), 1, rtol=1e-15)


@given(matrices)
def test_softmax_rows_sum_to_1_and_do_not_move_with_a_shift(Z):
    np.testing.assert_allclose(softmax(Z).sum(axis=1), 1, rtol=1e-14)
    np.testing.assert_allclose(softmax(Z + 500), softmax(Z), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ["linear", "relu", "sigmoid", "tanh"])
def test_slope_written_in_the_output_is_the_derivative(name):
    f, slope = ACTIVATIONS[name]
    Z = np.array([-3.0, -1.0, -0.2, 0.3, 1.0, 2.5])
    np.testing.assert_allclose(slope(f(Z)) * np.ones(6), (f(Z + 1e-5) - f(Z - 1e-5)) / 2e-5, rtol=1e-5, atol=1e-9)


# ---------------------------------------------------------------- losses


def test_mean_squared_error_by_hand():
    assert mean_squared_error(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.0], [0.0, 4.0]])) == 13 / 4


@given(arrays(float, (5, 1), elements=st.floats(-20, 20)), arrays(float, (5, 1), elements=st.sampled_from([0.0, 1.0])))
def test_binary_crossentropy_is_the_textbook_formula_for_moderate_logits(Z, y):
    p = 1 / (1 + np.exp(-Z))
    q = 1 / (1 + np.exp(Z))
    naive = -np.mean(y * np.log(p) + (1 - y) * np.log(q))
    np.testing.assert_allclose(binary_crossentropy(Z, y), naive, rtol=1e-12, atol=1e-14)


@given(arrays(float, (5, 3), elements=st.floats(-20, 20)), arrays(int, 5, elements=st.integers(0, 2)))
def test_categorical_crossentropy_is_the_textbook_formula_for_moderate_logits(Z, labels):
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    naive = -np.mean(np.log(P[np.arange(5), labels]))
    np.testing.assert_allclose(categorical_crossentropy(Z, np.eye(3)[labels]), naive, rtol=1e-12, atol=1e-13)


def test_crossentropies_stay_finite_at_10000():
    """A wrong logit of 10,000 costs 10,000, a right one nothing: no infinity, no NaN."""
    Z = np.array([[1e4], [-1e4]])
    assert binary_crossentropy(Z, np.array([[0.0], [1.0]])) == 1e4
    assert binary_crossentropy(Z, np.array([[1.0], [0.0]])) == 0
    Z = np.array([[1e4, -1e4, 0.0]])
    assert categorical_crossentropy(Z, np.array([[1.0, 0, 0]])) == 0
    assert categorical_crossentropy(Z, np.array([[0, 1.0, 0]])) == 2e4


@pytest.mark.parametrize("loss, activation", PAIRS)
def test_delta_is_the_slope_of_the_loss(loss, activation):
    rng = np.random.default_rng(1)
    shape = (6, 1) if loss == "binary_crossentropy" else (6, 3)
    Z, y = rng.normal(size=shape) * 2, targets(loss, shape, rng)
    value, delta = output_loss(loss, activation)
    numeric = numerical_gradient(lambda z: value(z.reshape(shape), y), Z.ravel())
    np.testing.assert_allclose(delta(Z, y).ravel(), numeric, rtol=1e-5, atol=1e-9)


@pytest.mark.parametrize("loss, activation, words", [
    ("binary_crossentropy", "relu", ["binary_crossentropy", "'sigmoid'", "'relu'"]),
    ("categorical_crossentropy", "sigmoid", ["categorical_crossentropy", "'softmax'", "'sigmoid'"]),
    ("mse", "softmax", ["mse", "other than softmax", "'softmax'"]),
    ("hinge", "linear", ["unknown loss 'hinge'", "mse", "binary_crossentropy"]),
])
def test_a_loss_that_does_not_fit_the_last_layer_is_refused(loss, activation, words):
    with pytest.raises(ValueError) as error:
        output_loss(loss, activation)
    assert all(word in str(error.value) for word in words)


# ---------------------------------------------------------------- layers


def test_affine_is_row_times_matrix_plus_bias():
    layer = Dense(2)
    layer.build(2, np.array([1.0, 2, 3, 4, 10, 20]), np.zeros(6))
    assert layer.affine(np.array([[1.0, 1], [0, 2]])).tolist() == [[14, 26], [16, 28]]


def test_forward_returns_every_input_and_the_logits():
    rng = np.random.default_rng(2)
    layers = [Dense(4, "tanh"), Dense(1, "sigmoid")]
    stack(layers, 3, rng)
    X = rng.normal(size=(5, 3))
    H = forward(layers, X)
    assert [h.shape for h in H] == [(5, 3), (5, 4), (5, 1)]
    np.testing.assert_allclose(H[2], np.tanh(X @ layers[0].W + layers[0].b) @ layers[1].W + layers[1].b, rtol=1e-14)


@pytest.mark.parametrize("loss, last", PAIRS)
@pytest.mark.parametrize("hidden", ["relu", "tanh", "sigmoid", "linear"])
def test_backward_through_a_stack_is_the_gradient(hidden, loss, last):
    rng = np.random.default_rng(3)
    layers = [Dense(5, hidden), Dense(4, hidden), Dense(1 if last == "sigmoid" and loss != "mse" else 3, last)]
    theta, grad = stack(layers, 4, rng)
    X = rng.normal(size=(7, 4))
    y = targets(loss, (7, layers[-1].units), rng)
    value, delta = output_loss(loss, last)

    def at(vector):
        kept, theta[:] = theta.copy(), vector
        result = value(forward(layers, X)[-1], y)
        theta[:] = kept
        return result

    H = forward(layers, X)
    visited = [l for l, _ in backward_steps(layers, H, delta(H[-1], y))]
    assert visited == [2, 1, 0]
    assert close(grad, numerical_gradient(at, theta))


def test_mazurs_published_example():
    """Mazur 2015, "A step by step backpropagation example"; his E is our mean squared error, since K = 2 and N = 1."""
    layers = [Dense(2, "sigmoid"), Dense(2, "sigmoid")]
    theta, _ = stack(layers, 2, np.random.default_rng(0))
    theta[:] = [0.15, 0.25, 0.20, 0.30, 0.35, 0.35, 0.40, 0.50, 0.45, 0.55, 0.60, 0.60]
    x, t = np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])
    value, delta = output_loss("mse", "sigmoid")
    H = forward(layers, x)
    assert value(H[-1], t) == pytest.approx(0.298371109, abs=5e-10)
    list(backward_steps(layers, H, delta(H[-1], t)))
    for layer in layers:
        layer.W -= 0.5 * layer.dW  # he keeps the biases
    assert layers[0].W[0, 0] == pytest.approx(0.149780716, abs=5e-10)
    assert layers[1].W[0, 0] == pytest.approx(0.35891648, abs=5e-9)
    assert value(forward(layers, x)[-1], t) == pytest.approx(0.2910277737, abs=5e-11)


@pytest.mark.parametrize("activation", ["relu", "tanh", "logistic"])
def test_gradient_equals_scikit_learns(activation):
    """One full-batch SGD step of rate r moves its weights by r times its gradient."""
    from sklearn.neural_network import MLPClassifier

    X, _, y, _ = biopsies_ten()
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    model = MLPClassifier(
        hidden_layer_sizes=(10, 10), activation=activation, solver="sgd", momentum=0, nesterovs_momentum=False,
        learning_rate_init=1e-3, batch_size=len(y), alpha=0, shuffle=False, random_state=0)
    model.partial_fit(X, y, classes=[0, 1])
    name = {"logistic": "sigmoid"}.get(activation, activation)
    layers = [Dense(10, name), Dense(10, name), Dense(1, "sigmoid")]
    stack(layers, 10, np.random.default_rng(0))
    for layer, W, b in zip(layers, model.coefs_, model.intercepts_):
        layer.W[:], layer.b[:] = W, b
    H = forward(layers, X)
    list(backward_steps(layers, H, output_loss("binary_crossentropy", "sigmoid")[1](H[-1], y[:, None])))
    model.partial_fit(X, y)
    for layer, W, b in zip(layers, model.coefs_, model.intercepts_):
        np.testing.assert_allclose(layer.dW, (layer.W - W) / 1e-3, rtol=0, atol=1e-10)
        np.testing.assert_allclose(layer.db, (layer.b - b) / 1e-3, rtol=0, atol=1e-10)


@pytest.mark.parametrize("keyword, message", [
    ({"activation": "gelu"}, "unknown activation 'gelu': choose one of 'linear', 'relu'"),
    ({"kernel_initializer": "ones"}, "unknown kernel_initializer 'ones': choose one of 'glorot_uniform'"),
])
def test_unknown_names_are_refused_with_the_choices(keyword, message):
    with pytest.raises(ValueError, match=message):
        Dense(3, **keyword)


def test_glorot_weights_fill_their_bounds():
    W = INITIALIZERS["glorot_uniform"](np.random.default_rng(4), 300, 200)
    bound = np.sqrt(6 / 500)
    assert np.abs(W).max() <= bound and np.abs(W).max() > 0.999 * bound
    assert W.var() == pytest.approx(2 / 500, rel=0.02)


@pytest.mark.parametrize("name, variance", [("lecun_normal", 1 / 300), ("he_normal", 2 / 300), ("zeros", 0.0)])
def test_initial_variance(name, variance):
    """60,000 draws: the sample variance is within 3 % (five standard errors) of the one that chapter 3 derives."""
    assert INITIALIZERS[name](np.random.default_rng(5), 300, 200).var() == pytest.approx(variance, rel=0.03)
