"""Named wrong answers of chapter 3: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


WRONG = {
    "p1": values("answer_p1", {
        "squared": -0.25, "delta": -0.5, "sign": 1, "probability": 0.5, "squared-sign": 0.25, "squared-delta": -0.125,
        "loss": 0.693, "update": 1.5, "input": 2, "zero": 0, "type": "'-1'", "fallback": 17,
    }),
    "p2": values("answer_p2", {"elementwise": "'a'", "transposed": "'b'", "inner": "'d'", "type": "'H.T'"}),
    "p3": values("answer_p3", {
        "mask": [[2, -4], [4, -8]], "transposed": [[2, 4], [0, 0]], "mask-transposed": [[2, 4], [-4, -8]],
        "sign": [[-2, 0], [-4, 0]], "half": [[4, 0], [8, 0]], "output": [[1, 0], [2, 0]], "input": [[2, 0], [2, 0]],
        "unit": [[0, -4], [0, -8]], "update": [[-1, -1], [-2, 0.5]], "shape": [2, 0, 4, 0], "fallback": [[1, 2], [3, 4]],
    }),
    "p4": values("answer_p4", {
        "element": [0, -0.961, 0], "sign": [-0.786, 0.961, -0.175], "probabilities": [0.786, 0.039, 0.175],
        "class": [-0.214, 0.039, 0.175], "class-last": [0.786, 0.039, -0.825], "diagonal": [0.168, 0.038, 0.145],
        "own": [0, -0.0376, 0], "inner": [0, -25.57, 0], "total": [0.5, 0.5, 0.5], "shape": 0.786, "rounding": [0.79, -0.96, 0.17], "fallback": [0.5, -1, 0.5],
    }),
    "p5": values("answer_p5", {
        "gradient": 1e-7, "correction": 0.00316, "half-m": 0.0316, "half-v": 1e-4, "momentum": 1e-8, "root": 10, "ratio": 1,
        "type": "float('nan')", "fallback": 0.5,
    }),
    "p6": values("answer_p6", {
        "plain": 0.98, "one-step": 1.4, "old-gradient": 0.5, "velocity": -0.72, "averaged": 1.295, "lookahead": 0.77,
        "uphill": 3.68, "loss-for-gradient": 0.806, "no-learning-rate": 5, "full-memory": 0.38, "type": "'.68'", "fallback": 1,
    }),
    "p7": values("answer_p7", {
        "swapped": [-1.4, 0.1667], "rounded-up": [0.17, -1.4], "coefficient": [0.333, -0.2], "ratio": [0.667, 0.4], "flat": [0.5, 0.2], "best": [0.125, -1.4],
        "half": [0.0833, -1.4], "change": [0.1667, -2.4], "sign": [0.1667, 1.4], "other-direction": [0.1667, 0.2],
        "shape": 0.1667, "fallback": [0.25, -2],
    }),
    "v3": {"smooth": "answer_v3 = 'a'", "kinks": "answer_v3 = 'c'", "precision": "answer_v3 = 'd'", "type": "answer_v3 = .33"},
    "i1": {
        "broadcast": spoilt("i1", ("p - y[:, None]", "p - y")),
        "order": spoilt("i1", ("in pairs]", "in pairs[::-1]]")),
        "transposed": spoilt("i1", ("H.T @ delta, ", "delta.T @ H, ")),
        "bias-shape": spoilt("i1", ("delta.sum(axis=0)", "delta.sum(axis=0, keepdims=True)")),
        "sum": spoilt("i1", (" / len(y)", "")),
        "mean-twice": spoilt("i1", (" / len(y)", " / len(y)**2")),
        "sign": spoilt("i1", ("p - y[:, None]", "y[:, None] - p")),
        "slope": spoilt("i1", ("(p - y[:, None])", "(p - y[:, None]) * p * (1 - p)")),
        "plain": spoilt("i1", ("H2 = H1 + R", "H2 = R"), ("(arrives + delta2 @ W2.T)", "(delta2 @ W2.T)")),
        "one-path": spoilt("i1", ("(arrives + delta2 @ W2.T)", "(delta2 @ W2.T)")),
        "shortcut-only": spoilt("i1", ("(arrives + delta2 @ W2.T)", "arrives")),
        "gate-of-the-sum": spoilt("i1", ("(R > 0)", "(H2 > 0)")),
        "mask": spoilt("i1", (" * (R > 0)", ""), (" * (H1 > 0)", "")),
        "one-mask": spoilt("i1", (" * (R > 0)", "")),
        "pair": spoilt("i1", ("(H.T @ delta, delta.sum(axis=0)) for", "(delta.sum(axis=0), H.T @ delta) for")),
        "untransposed": spoilt("i1", ("delta2 @ W2.T", "delta2 @ W2")),
        "early": spoilt("i1", ("    arrives =", "    W3 = W3 - 0.5 * H2.T @ delta3\n    arrives =")),
        "stepped": spoilt("i1", ("(H.T @ delta, delta.sum(axis=0)) for H, delta in pairs", "(W - 0.1 * H.T @ delta, b - 0.1 * delta.sum(axis=0)) for (H, delta), W, b in zip(pairs, weights, biases)")),
        "bias": spoilt("i1", ("delta.sum(axis=0)", "delta.mean(axis=0)")),
        "approximate": spoilt("i1", ("    R =", "    H1 = H1.astype('float32').astype(float)\n    R =")),
        "mutates": spoilt("i1", ("    return [", "    weights[2] -= 0.5 * H2.T @ delta3\n    return [")),
        "structure": spoilt("i1", ("for H, delta in pairs]", "for H, delta in pairs][0]")),
        "raises": spoilt("i1", ("delta3 @ W3.T", "delta3 @ W3")),
        "fallback": spoilt("i1", ("(R > 0)", "R * (1 - R)")),
    },
    "v1": values("answer_v1", {
        "exponent": -6, "zero": 0, "one-factor": 0.25, "added": 0.025, "none": 1, "inverse": 2.6e6, "variance": 1e-12,
        "no-slope": 0.395, "fallback": 1e-3,
    }),
    "v2": {trap: f"answer_v2_accuracy, answer_v2_rank = {accuracy}, {rank}" for trap, (accuracy, rank) in {
        "percent": (62.9, 1), "learns": (0.92, 1), "coin": (0.5, 1), "minority": (0.371, 1), "train": (0.6268, 1),
        "other-accuracy": (0.2, 1), "symmetry": (0.629, 10), "rank-zero": (0.629, 0), "fallback": (0.629, 5),
    }.items()},
}
