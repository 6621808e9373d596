import numpy as np


def decode(pi, A, B):
    expected, log_p = pi, 0.0
    for seen in B:
        joint = expected * seen
        log_p += np.log(joint.sum())
        expected = A.T @ (joint / joint.sum())
    with np.errstate(divide="ignore"):
        log_A, log_B = np.log(A), np.log(B)
        best, came_from = np.log(pi) + log_B[0], []
    for row in log_B[1:]:
        ways = best[:, None] + log_A
        came_from.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [best.argmax()]
    for arrows in reversed(came_from):
        path.append(arrows[path[-1]])
    return log_p, path[::-1]
