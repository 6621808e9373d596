"""Named wrong answers of chapter 6.2: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


SCATTER = "n_a * var_a + n_b * var_b + apart**2 * n_a * n_b / n"
WRONG = {
    "p1": values("answer_p1", {"means": 9, "zero-mean": 6, "machines": 18.667, "sum": 56, "fallback": 8}),
    "p2": values("answer_p2", {"lemma": 49, "frequent": 50, "thresholds": 51, "down": 46, "one-part": 12, "fallback": 40}),
    "i1": {
        "count": spoilt("i1", ("return n,", "return max(n_a, n_b),")),
        "average": spoilt("i1", ("apart * n_b / n\n", "apart / 2\n")),
        "mean": spoilt("i1", ("apart * n_b / n\n", "apart * n_a / n\n")),
        "within": spoilt("i1", (SCATTER, "n_a * var_a + n_b * var_b")),
        "plain": spoilt("i1", (SCATTER, "n * (var_a + var_b) / 2")),
        "summed": spoilt("i1", (SCATTER, "n * (var_a + var_b)")),
        "unweighted": spoilt("i1", (SCATTER, "n_a * var_a + n_b * var_b + n * apart**2")),
        "half-way": spoilt("i1", (SCATTER, "n_a * var_a + n_b * var_b + n * apart**2 / 4")),
        "pooled": spoilt("i1", (SCATTER, "n_a * var_a + n_b * var_b"), ("scatter / n", "scatter / max(n - 2, 1)")),
        "scatter": spoilt("i1", ("scatter / n", "scatter")),
        "deviation": spoilt("i1", ("scatter / n", "(scatter / n) ** 0.5")),
        "sample": spoilt("i1", ("scatter / n", "scatter / (n - 1)")),
        "digits": spoilt("i1", (SCATTER, "n_a * (var_a + mean_a**2) + n_b * (var_b + mean_b**2) - n * mean**2")),
        "shape": spoilt("i1", ("return n, mean, scatter / n", "return mean, scatter / n")),
        "fallback": spoilt("i1", (SCATTER, "n_a * var_a + n_b * var_b + abs(apart) * n_a * n_b / n")),
    },
    "v1": values("answer_v1", {"add": "'a'", "equal": "'c'"}),
}
