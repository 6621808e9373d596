import numpy as np


def my_attack(model, X_in, y_in, X_out, y_out):
    def score(X, y):
        column = {label: j for j, label in enumerate(model.classes_)}
        return np.array([p[column[label]] for p, label in zip(model.predict_proba(X), y)])

    inside, outside = score(X_in, y_in)[:, None], score(X_out, y_out)
    return np.mean((inside > outside) + 0.5 * (inside == outside))
