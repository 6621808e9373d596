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
        "own": [0, -0.0376, 0], "inner": [0, -25.57, 0], "total": [0.5, 0.5, 0.5], "shape": 0.786, "fallback": [0.5, -1, 0.5],
    }),
    "p5": values("answer_p5", {
        "gradient": 1e-7, "correction": 0.00316, "half-m": 0.0316, "half-v": 1e-4, "momentum": 1e-8, "root": 10, "ratio": 1,
        "type": "float('nan')", "fallback": 0.5,
    }),
    "i1": {
        "broadcast": spoilt("i1", ("p - y[:, None]", "p - y")),
        "order": spoilt("i1", ("result.insert(0, (H[l].T @ delta, delta.sum(axis=0)))", "result.append((H[l].T @ delta, delta.sum(axis=0)))")),
        "transposed": spoilt("i1", ("H[l].T @ delta, ", "delta.T @ H[l], ")),
        "bias-shape": spoilt("i1", ("delta.sum(axis=0)", "delta.sum(axis=0, keepdims=True)")),
        "sum": spoilt("i1", (" / len(y)", "")),
        "sign": spoilt("i1", ("p - y[:, None]", "y[:, None] - p")),
        "slope": spoilt("i1", ("(p - y[:, None])", "(p - y[:, None]) * p * (1 - p)")),
        "mask": spoilt("i1", (" * (H[l] > 0)", "")),
        "untransposed": spoilt("i1", ("delta @ weights[l].T", "(delta @ weights[l] if l == 1 else delta @ weights[l].T)")),
        "early": spoilt("i1", ("delta @ weights[l].T", "delta @ (weights[l] - 0.5 * result[0][0]).T")),
        "stepped": spoilt("i1", ("(H[l].T @ delta, delta.sum(axis=0))", "(weights[l] - 0.1 * H[l].T @ delta, biases[l] - 0.1 * delta.sum(axis=0))")),
        "bias": spoilt("i1", ("delta.sum(axis=0)", "delta.mean(axis=0)")),
        "approximate": spoilt("i1", ("H = [X]", "H = [X.astype('float32').astype(float)]")),
        "mutates": spoilt("i1", ("        if l > 0:", "        weights[l] -= 0.5 * result[0][0]\n        if l > 0:")),
        "structure": spoilt("i1", ("return result", "return result[0]")),
        "raises": spoilt("i1", ("weights[l].T", "weights[l]")),
        "fallback": spoilt("i1", ("(H[l] > 0)", "H[l] * (1 - H[l])")),
    },
    "v1": values("answer_v1", {
        "exponent": -6, "zero": 0, "one-factor": 0.25, "none": 1, "inverse": 1e6, "too-small": 1e-12, "few-factors": 0.01,
    }),
    "v2": {trap: f"answer_v2_accuracy, answer_v2_rank = {accuracy}, {rank}" for trap, (accuracy, rank) in {
        "percent": (62.9, 1), "learns": (0.92, 1), "coin": (0.5, 1), "minority": (0.371, 1), "train": (0.6268, 1),
        "other-accuracy": (0.2, 1), "symmetry": (0.629, 10), "rank-zero": (0.629, 0), "fallback": (0.629, 5),
    }.items()},
}
