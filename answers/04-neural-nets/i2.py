import numpy as np
from dldm.nn import Dense, Sequential
from sklearn.model_selection import train_test_split


def repaired(X, y, seed, epochs):
    # Split first: from here on nothing may look at the test rows.  Splitting row numbers lets us report them.
    train_rows, test_rows = train_test_split(np.arange(len(y)), test_size=0.25, stratify=y, random_state=seed)

    # Scale with the mean and deviation of the training rows, also where the test rows are scaled.
    mean, deviation = X[train_rows].mean(axis=0), X[train_rows].std(axis=0)
    X_train, X_test = (X[train_rows] - mean) / deviation, (X[test_rows] - mean) / deviation

    # One generator, made from the seed, draws the first weights and shuffles the rows.
    model = Sequential(
        [Dense(10, activation="relu", input_shape=(10,)), Dense(10, activation="relu"), Dense(1, activation="sigmoid")],
        rng=np.random.default_rng(seed),
    )
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    model.fit(X_train, y[train_rows], epochs=epochs, batch_size=32, verbose=0)

    # Score and baseline answer the same question about the same rows, which the net has never seen.
    share = y[test_rows].mean()
    return {
        "score": model.evaluate(X_test, y[test_rows], verbose=0)[1],
        "baseline": max(share, 1 - share),
        "test_rows": test_rows,
        "weights": model.get_weights(),
    }
