"""Named wrong answers of chapter 5.5, differences: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


SUM = "sum(w * e for w, e in zip(weights, newest_first))"
WRONG = {
    "p1": values("answer_p1", {"white": "[2, 0]", "covariance": "[2, -1]", "sign": "[2, 0.5]", "variance-0": "[0, -0.5]", "variance-1": "[1, -0.5]", "variance": "[4, -0.5]", "fallback": "[2, -0.25]"}),
    "p2": values("answer_p2", {"upside-down": "[-0.127, 0.873]", "large-root": "[-1.5, -0.5]", "sign": "[2 / 3, 5 / 3]", "share": "[-0.667, 0.667]", "theta": "[-0.667, 0.167]", "fallback": "[-0.3, 0.7]"}),
    "p3": values("answer_p3", {"walk": 3, "unsquared": 1.8, "theta": 1.72, "no-difference": 1.36, "four": 1.48, "two": 1.16, "one": 1, "deviation": 1.149, "fallback": 0.5}),
    "i1": {
        "plus": spoilt("i1", ("value - sum", "value + sum")),
        "values": spoilt("i1", ("for value in x:", "for t, value in enumerate(x):"), ("errors[::-1]", "x[:t][::-1]")),
        "reversed": spoilt("i1", ("zip(weights,", "zip(weights[::-1],")),
        "one": spoilt("i1", ("zip(weights,", "zip(weights[:1],")),
        "zero": spoilt("i1", ("return np.array(errors)", "pass"), ("errors = []", "errors = [0.0]"), ("for value in x:", "for value in x[1:]:")) + "    return np.array(errors)\n",
        "shape": spoilt("i1", ("return np.array(errors)", "return np.array(errors)[1:]")),
        "mutates": spoilt("i1", ("    errors = []", "    x -= x.mean()\n    errors = []")),
        "fallback": spoilt("i1", ("errors[::-1]", "errors")),
    },
    "v1": values("answer_v1", {"level": 0.05, "percent": 92, "unchanged": 0.77, "fewer": 0.3, "fallback": 0.86}),
    "v2": values("answer_v2", {"flattered": "[53.27, 0.000534]", "two": "[53.27, 0.000212]", "below": "[53.27, 0.99966]", "swapped": "[0.000337, 53.27]", "rounded": "[53.3, 0.0003]", "Q": "[53.27, 0.05]", "fallback": "[22.8, 0.41]"}),
    "v3": values("answer_v3", {"months": "'a'", "three": "'b'", "never": "'d'"}),
}
