import numpy as np


def disguised(x, pattern, intercept, slope, r2):
    X = np.column_stack([np.ones(len(x)), x])
    rest = pattern - X @ np.linalg.lstsq(X, pattern, rcond=None)[0]    # at a right angle to both columns
    line = X @ [intercept, slope]
    explained = np.sum((line - line.mean())**2)
    wanted = explained * (1 - r2) / r2               # so that explained / (explained + wanted) = r2
    return line + rest * np.sqrt(wanted / (rest @ rest))
