"""Activations, losses and fully connected layers: the forward and the backward pass.

Rows are samples: X is (N, d), W is (d_in, d_out), b is (d_out,), Z = X W + b, H = f(Z).
A delta is dL/dZ and has the shape of Z.  Losses are means over the batch.
"""
import numpy as np

from ..ground.checks import known, whole

# ---------------------------------------------------------------- activations


def sigmoid(Z):
    """Logistic function 1 / (1 + exp(-Z)), written with tanh so that no Z overflows."""
    return 0.5 * np.tanh(0.5 * Z) + 0.5


def softmax(Z):
    """Rows of Z (N, K) as probabilities; the row maximum is taken out first, so exp
    cannot overflow.
    """
    Z = np.asarray(Z, dtype=float)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def relu(Z):
    """Elementwise max(Z, 0)."""
    return np.maximum(Z, 0.0)


def linear(Z):
    """The identity: a layer without activation."""
    return Z


# name -> (function f, slope f' written in terms of the output H = f(Z), so that Z need
# not be kept)
ACTIVATIONS = {
    "linear": (linear, lambda H: 1.0),
    "relu": (relu, np.sign),  # an output of relu is never negative: its sign is 1 or 0
    "sigmoid": (sigmoid, lambda H: H * (1.0 - H)),
    "tanh": (np.tanh, lambda H: 1.0 - H * H),
    # not elementwise: only as the output of a categorical cross-entropy
    "softmax": (softmax, None),
}

# ---------------------------------------------------------------- losses


def mean_squared_error(H, y):
    """Mean of (H - y)^2 over rows and columns; H and y are (N, K)."""
    return np.mean(np.subtract(H, y, dtype=float) ** 2)


def binary_crossentropy(Z, y):
    """Mean of -log p(y) for p = sigmoid(Z), from the logits Z (N, 1): log(1 + e^Z) - yZ
    never overflows.
    """
    return np.mean(np.logaddexp(0.0, Z) - y * Z)


def categorical_crossentropy(Z, y):
    """Mean over rows of -log softmax(Z) at the true class; Z and one-hot y are (N,
    K).
    """
    Z = np.asarray(Z, dtype=float)
    Z = Z - Z.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(Z).sum(axis=1)) - (y * Z).sum(axis=1))


def sigmoid_delta(Z, y):
    """dL/dZ of `binary_crossentropy`: sigmoid(Z) - y over the number of entries."""
    return (sigmoid(Z) - y) / Z.size


def softmax_delta(Z, y):
    """dL/dZ of `categorical_crossentropy`: softmax(Z) - y over the number of rows."""
    return (softmax(Z) - y) / len(Z)


def squared_delta(activation):
    """dL/dZ of `mean_squared_error` behind an elementwise activation: dL/dH times
    f'.
    """
    f, slope = ACTIVATIONS[activation]

    def delta(Z, y):
        H = f(Z)
        return 2.0 * (H - y) / H.size * slope(H)

    return delta


def output_loss(name, activation):
    """(value(Z, y), delta(Z, y)) of the loss `name` on an output layer with that
    activation.

    Raises ValueError for an unknown loss, or a pair that has no stable form from the
    logits Z.
    """
    needs = {"mse": None, "mean_squared_error": None,
             "binary_crossentropy": "sigmoid", "categorical_crossentropy": "softmax"}
    known("loss", name, needs)
    if needs[name] is None and activation != "softmax":
        f = ACTIVATIONS[activation][0]
        return (lambda Z, y: mean_squared_error(f(Z), y)), squared_delta(activation)
    if needs[name] != activation:
        raise ValueError(f"loss {name!r} needs a last layer with activation "
                         f"{needs[name] or 'other than softmax'!r}, this one has "
                         f"{activation!r}")
    return {"sigmoid": (binary_crossentropy, sigmoid_delta),
            "softmax": (categorical_crossentropy, softmax_delta)}[activation]


# ---------------------------------------------------------------- layers

# name -> draw(rng, d_in, d_out); the variances 2 / (d_in + d_out), 1 / d_in and
# 2 / d_in are derived in chapter 3 (Glorot & Bengio 2010; LeCun, Bottou, Orr & Müller
# 1998; He, Zhang, Ren & Sun 2015)
INITIALIZERS = {
    "glorot_uniform": lambda rng, i, o: rng.uniform(-1, 1,
                                                    (i, o)) * np.sqrt(6 / (i + o)),
    "lecun_normal": lambda rng, i, o: rng.normal(0, np.sqrt(1 / i), (i, o)),
    "he_normal": lambda rng, i, o: rng.normal(0, np.sqrt(2 / i), (i, o)),
    "zeros": lambda rng, i, o: np.zeros((i, o)),
}


class Dense:
    """Fully connected layer H = f(X W + b); W is (d_in, units), b is (units,).

    ValueError for an unknown name, units that are no whole number, and a layer that is
    built twice: each belongs to one place in one model.
    """

    def __init__(self, units, activation=None, input_shape=None,
                 kernel_initializer="glorot_uniform"):
        activation = activation or "linear"
        whole("units", units, 1)
        known("activation", activation, ACTIVATIONS)
        known("kernel_initializer", kernel_initializer, INITIALIZERS)
        self.units, self.activation, self.input_shape = units, activation, input_shape
        self.f, self.slope = ACTIVATIONS[activation]
        self.draw = INITIALIZERS[kernel_initializer]

    def build(self, d_in, theta, grad):
        """Make W, b and their gradients views of the flat vectors `theta` and
        `grad`.
        """
        if hasattr(self, "W"):
            raise ValueError("a Dense layer is used twice: make a new one for every "
                             "place, they would share their weights")
        cut = d_in * self.units
        self.W, self.b = theta[:cut].reshape(d_in, self.units), theta[cut:]
        self.dW, self.db = grad[:cut].reshape(d_in, self.units), grad[cut:]

    def affine(self, X):
        """Z = X W + b for rows X (N, d_in)."""
        Z = X.dot(self.W)
        Z += self.b
        return Z

    def store_gradient(self, X, delta):
        """Write dL/dW = X^T delta and dL/db = column sums of delta into dW and db;
        delta is dL/dZ, (N, units).
        """
        np.dot(X.T, delta, out=self.dW)
        np.add.reduce(delta, axis=0, out=self.db)

    def pass_back(self, delta):
        """dL/dX = delta W^T, of shape (N, d_in)."""
        return delta.dot(self.W.T)


def forward(layers, X):
    """[X, H_1, ..., H_{L-1}, Z_L]: what every layer receives, and the logits of the
    last one.
    """
    H = [X]
    for layer in layers[:-1]:
        H.append(layer.f(layer.affine(H[-1])))
    H.append(layers[-1].affine(H[-1]))
    return H


def backward_steps(layers, H, delta):
    """Walk the layers from last to first, filling dW and db; yields (l, delta at layer
    l).

    H is the list that `forward` returned, delta is dL/dZ of the last layer (Rumelhart,
    Hinton & Williams 1986).
    """
    for l in range(len(layers) - 1, -1, -1):
        yield l, delta
        layers[l].store_gradient(H[l], delta)
        if l > 0:
            delta = layers[l].pass_back(delta) * layers[l - 1].slope(H[l])
