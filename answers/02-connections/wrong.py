"""Named wrong answers of chapter 2, connections: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


ANGLE, RATIO, TRAINED = "principal_angles(V.T, axes).max()", "np.mean(mine**2) / np.mean(best**2)", "    return W, V\n"
MEAN = "    X = X - X.mean(axis=0)\n"
REPORT_MEAN = "V):\n" + MEAN
STAR = [(1, 0), (0.5, 0.87), (-0.5, 0.87), (-1, 0), (-0.5, -0.87), (0.5, -0.87), (0, 0)]


def alternating(places):
    """Points of the classes 0, 1, 0, 1, ..."""
    return [[*place, i % 2] for i, place in enumerate(places)]


WRONG = {
    "p1": values("answer_p1", {"swapped": (22, 21), "as-many": (22, 22), "columns": (7, 22), "classes": (21, 2), "more": (21, 43), "fallback": (10, 11)}),
    "p2": values("answer_p2", {
        "signs": [[-1, 1, 1], [0, -1, 1], [0, -1, -1]], "not-asked": [[1, -1, -1], [1, 1, -1], [-1, -1, -1]],
        "all-of-q": [[1, -1, -1], [0, 1, -1], [-1, -2, -2]], "any": [[1, -1, -1], [0, 1, -1], [1, 1, 1]],
        "transposed": [[1, 0, 0], [-1, 1, -1], [-1, -1, -1]], "fallback": [[-1, 1, 1], [0, 1, -1], [0, -1, -1]]}),
    "p3": values("answer_p3", {"mean": 0.4167, "best": 0.5, "pooled": 0.4444, "rows": 0.571, "itself": 0.5556, "swapped": 0, "percent": 33.3,
                               "pairs": 3, "fallback": 0.9}),
    "p4": values("answer_p4", {
        "shape": [[-1, -1, 0], [-1, 1, 1], [1, -1, 1], [1, 1, 0]], "type": [[0, 0, "one"]] * 6,
        "classes": [[*place, 1] for place in STAR], "outside": [[3 * x, 3 * y, i % 2] for i, (x, y) in enumerate(STAR)],
        "same-place": [*alternating(STAR), [*STAR[0], 1]], "line": [[x, y, int(y > 0)] for x, y in STAR],
        "two": [[-1, -1, 0], [-1, 1, 1], [1, -1, 1], [1, 1, 0], [-1.5, -1.5, 0], [1.5, 1.5, 0]],
        "luck": alternating([(1.5, 0), (0.75, 1.299), (-0.75, 1.299), (-1.5, 0), (-0.75, -1.299), (0.75, -1.299)]),
        "fallback": alternating([(-1.5, 0), (-0.9, 0), (-0.3, 0), (0.3, 0), (0.9, 0), (1.5, 0)])}),
    "i1": {
        "columns": spoilt("i1", (ANGLE, "np.degrees(np.arccos(np.abs((V @ axes).diagonal()) / np.linalg.norm(V, axis=1))).max()")),
        "smallest": spoilt("i1", (ANGLE, "principal_angles(V.T, axes).min()")),
        "mean-angle": spoilt("i1", (ANGLE, "principal_angles(V.T, axes).mean()")),
        "radians": spoilt("i1", (ANGLE, "np.radians(principal_angles(V.T, axes).max())")),
        "cosine": spoilt("i1", (ANGLE, "np.cos(np.radians(principal_angles(V.T, axes).max()))")),
        "encoder-plane": spoilt("i1", (ANGLE, "principal_angles(W, axes).max()")),
        "raw": spoilt("i1", ("principal_components(X, len(V)).U", "np.linalg.svd(raw, full_matrices=False)[2][:len(V)].T"), (REPORT_MEAN, "V):\n    raw = X\n" + MEAN)),
        "root": spoilt("i1", (RATIO, "np.sqrt(np.mean(mine**2) / np.mean(best**2))")),
        "upside-down": spoilt("i1", (RATIO, "np.mean(best**2) / np.mean(mine**2)")),
        "difference": spoilt("i1", (RATIO, "np.mean(np.sum(mine**2, axis=1)) - np.mean(np.sum(best**2, axis=1))")),
        "projected": spoilt("i1", ("X - X @ W @ V,", "X - X @ np.linalg.pinv(V) @ V,")),
        "uncentred": spoilt("i1", (REPORT_MEAN, "V):\n    raw = X\n" + MEAN), ("X - X @ W @ V,", "raw - raw @ W @ V,")),
        "absolute": spoilt("i1", (RATIO, "np.mean(abs(mine)) / np.mean(abs(best))")),
        "components": spoilt("i1", (TRAINED, "    U = principal_components(X, k).U\n    return U, U.T\n")),
        "tilted": spoilt("i1", ("k):\n" + MEAN, "k):\n"), ("0.1 * SE", "0.02 * SE"), ("0.1 * W.T", "0.02 * W.T")),
        "encoder": spoilt("i1", (TRAINED, "    return 0.9 * W, V\n")),
        "pair": spoilt("i1", (TRAINED, "    return V\n")),
        "report-pair": spoilt("i1", (RATIO, "1.0, 0.0")),
        "transposed": spoilt("i1", (TRAINED, "    return W, V.T\n")),
        "rank": spoilt("i1", (TRAINED, "    return W, V[[0] * k]\n")),
        "mutates": spoilt("i1", ("k):\n" + MEAN, "k):\n    X -= X.mean(axis=0)\n")),
        "fallback": spoilt("i1", ("range(8000)", "range(250)")),
    },
    "v1": values("answer_v1", {"hidden": "'a'", "explicit": "'b'", "type": "'hidden'"}),
}
