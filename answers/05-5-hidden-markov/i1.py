import numpy as np


def decode(pi, A, B):
    expected, log_p = pi, 0.0
    for seen in B:
        joint = expected * seen
        log_p += np.log(joint.sum())
        expected = A.T @ (joint / joint.sum())
    log_A, log_B = np.log(np.maximum(A, 1e-300)), np.log(B)  # a forbidden step costs 690, and gives no warning
    best, came_from = np.log(np.maximum(pi, 1e-300)) + log_B[0], []
    for row in log_B[1:]:
        ways = best[:, None] + log_A
        came_from.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [best.argmax()]
    for arrows in reversed(came_from):
        path.append(arrows[path[-1]])
    return log_p, path[::-1]
