"""PyTorch, the optional peer (`make torch`): the same outputs, gradients and trained weights in float64."""
import copy

import numpy as np
import pytest
from dldm.datasets import biopsies_ten
from dldm.nn import SGD, Adam, Dense, Sequential, output_loss

torch = pytest.importorskip("torch", reason="PyTorch is not installed (make torch): its comparison tests are skipped")
ACTIVATIONS = {"linear": torch.nn.Identity, "relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "sigmoid": torch.nn.Sigmoid}


def pair(hidden="relu", last="sigmoid", units=1, seed=0):
    """The same 10-10-10-units net twice, with the same weights: ours, and PyTorch's up to the logits."""
    ours = Sequential([Dense(10, hidden, input_shape=(10,)), Dense(10, hidden), Dense(units, last)],
                      rng=np.random.default_rng(seed))
    theirs = torch.nn.Sequential(
        torch.nn.Linear(10, 10), ACTIVATIONS[hidden](), torch.nn.Linear(10, 10), ACTIVATIONS[hidden](),
        torch.nn.Linear(10, units)).double()
    with torch.no_grad():
        for own, its in zip(ours.layers, theirs[::2]):
            its.weight.copy_(torch.from_numpy(own.W.T))
            its.bias.copy_(torch.from_numpy(own.b))
    return ours, theirs


def flat(theirs, what):
    """PyTorch's parameters (or gradients) in the order of our `theta`."""
    return np.concatenate([part for layer in theirs[::2]
                           for part in (what(layer.weight).numpy().T.ravel(), what(layer.bias).numpy())])


def rows():
    X, _, y, _ = biopsies_ten()
    return (X - X.mean(axis=0)) / X.std(axis=0), y.astype(float)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_forward_equals_pytorchs(hidden):
    ours, theirs = pair(hidden)
    X, _ = rows()
    with torch.no_grad():
        p = torch.sigmoid(theirs(torch.from_numpy(X))).numpy()
    np.testing.assert_allclose(ours.predict(X), p, rtol=0, atol=1e-14)


LOSSES = {
    "binary_crossentropy": ("sigmoid", 1, torch.nn.functional.binary_cross_entropy_with_logits),
    "categorical_crossentropy": ("softmax", 3, torch.nn.functional.cross_entropy),
    "mse": ("tanh", 3, lambda Z, y: torch.nn.functional.mse_loss(torch.tanh(Z), y)),
}


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("loss", LOSSES)
def test_loss_and_gradient_equal_pytorchs(loss, hidden):
    last, units, function = LOSSES[loss]
    ours, theirs = pair(hidden, last, units)
    X, y = rows()
    y = y[:, None] if units == 1 else np.eye(3)[np.random.default_rng(1).integers(0, 3, len(X))]
    ours.compile("sgd", loss)
    Z = ours.backpropagate(X, y)
    value = function(theirs(torch.from_numpy(X)), torch.from_numpy(y))
    value.backward()
    assert output_loss(loss, last)[0](Z, y) == pytest.approx(value.item(), rel=1e-13)
    np.testing.assert_allclose(ours.grad, flat(theirs, lambda p: p.grad), rtol=0, atol=1e-12)


OPTIMIZERS = {
    "SGD": (SGD(0.1), lambda p: torch.optim.SGD(p, lr=0.1)),
    "SGD with momentum": (SGD(0.1, momentum=0.9), lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
    "Adam": (Adam(epsilon=1e-8, paper=True), lambda p: torch.optim.Adam(p, lr=1e-3, eps=1e-8)),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_weights_after_ten_epochs_equal_pytorchs(name):
    """140 steps on the same unshuffled batches of 32."""
    own, make = OPTIMIZERS[name]
    ours, theirs = pair()
    its = make(theirs.parameters())
    X, y = rows()
    ours.compile(copy.copy(own), "binary_crossentropy")
    start = ours.theta.copy()
    ours.fit(X, y, epochs=10, batch_size=32, shuffle=False, verbose=0)
    for _ in range(10):
        for i in range(0, len(X), 32):
            its.zero_grad()
            torch.nn.functional.binary_cross_entropy_with_logits(
                theirs(torch.from_numpy(X[i:i + 32])), torch.from_numpy(y[i:i + 32, None])).backward()
            its.step()
    assert np.abs(ours.theta - start).max() > 0.05  # they did move
    np.testing.assert_allclose(ours.theta, flat(theirs, lambda p: p.detach()), rtol=0, atol=1e-14)
