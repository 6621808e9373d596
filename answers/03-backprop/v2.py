import numpy as np
from dldm.datasets import biopsies_ten
from dldm.nn import Dense, Sequential

X_train, X_test, y_train, y_test = biopsies_ten()
mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)


def start_from(value):
    """Train for 100 epochs from W = value, b = 0 everywhere."""
    model = Sequential(
        [Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")], rng=np.random.default_rng(0)
    )
    model.set_weights([np.full(w.shape, value if w.ndim == 2 else 0.0) for w in model.get_weights()])
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    model.fit((X_train - mean) / deviation, y_train, epochs=100, verbose=0)
    return model


# All H are 0, so every H^T delta is 0, and no W ever moves; the last bias alone learns the share of the classes.
answer_v2_accuracy = start_from(0.0).evaluate((X_test - mean) / deviation, y_test, verbose=0)[1]

# Now the weights move, but the ten units of a layer get the same delta and stay copies of one another.
answer_v2_rank = np.linalg.matrix_rank(start_from(0.1).get_weights()[0], tol=1e-8)
