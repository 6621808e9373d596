"""Named wrong answers on time series: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from pathlib import Path


def spoilt(exercise, *changes):
    """The reference solution with some text replaced: (old, new), (old, new), ..."""
    code = (Path(__file__).parent / f"{exercise}.py").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in code, old
        code = code.replace(old, new)
    return code


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


MOMENTS = """
import numpy as np
from dldm.time_series import autocorrelation, levinson_steps

def my_autoregression(y, p):
    *_, state = levinson_steps(autocorrelation(y, p))
    return np.r_[y.mean() * (1 - state.phi.sum()), state.phi]
"""
WRONG = {
    "p1": values("answer_p1", {"stale": [28, 13.6], "order": [62, 70], "no-intercept": [18, 1.6], "sign": [88, 95.6], "repeated": [28, 28], "first-only": [28, 20], "fallback": [1, 2]}),
    "p2": values("answer_p2", {"covariance": -0.6, "sign": 0.441, "difference": -0.9375, "autoregression": -0.36, "impossible": -1.6, "fallback": 0.1}),
    "i1": {
        "no-intercept": spoilt("i1", ("[1, *reversed", "[*reversed")),
        "shape": spoilt("i1", ("rcond=None)[0]", "rcond=None)[0][:2]")),
        "reversed": spoilt("i1", ("*reversed(y[t - p:t])", "*y[t - p:t]")),
        "intercept-last": spoilt("i1", ("[1, *reversed(y[t - p:t])]", "[*reversed(y[t - p:t]), 1]")),
        "moments": MOMENTS,
        "itself": spoilt("i1", ("y[t - p:t]", "y[t - p + 1:t + 1]")),
        "backwards": spoilt("i1", ("def my_autoregression(y, p):\n", "def my_autoregression(y, p):\n    y = y[::-1]\n")),
        "mutates": spoilt("i1", ("def my_autoregression(y, p):\n", "def my_autoregression(y, p):\n    y -= y.mean()\n")),
        "fallback": spoilt("i1", ("rcond=None)[0]", "rcond=None)[0] * 1.5")),
    },
    "i2": {
        "shape": spoilt("i2", ("return np.sqrt(np.mean(np.square(errors)))", "return errors")),
        "fitted-once": spoilt("i2", ("autoregression(y[:t], p)", "autoregression(y, p)")),
        "all-rows": spoilt("i2", ("autoregression(y[:t], p)", "autoregression(y, p)"), ("range(first, len(y))", "range(p, len(y))")),
        "absolute": spoilt("i2", ("np.sqrt(np.mean(np.square(errors)))", "np.mean(np.abs(errors))")),
        "no-root": spoilt("i2", ("np.sqrt(np.mean(np.square(errors)))", "np.mean(np.square(errors))")),
        "too-small": spoilt("i2", ("y[t] - forecast", "0.5 * y[t] - 0.5 * forecast")),
        "stale": spoilt("i2", ("y[:t], 1)[0]", "y[:t - 1], 1)[0]")),
        "fallback": "def my_backtest(y, p, first):\n    from dldm._ex_ch05_5s import _backtests, CASES\n    right = _backtests()[[np.array_equal(y, c[0]) for c in CASES].index(True), 0]\n    return right * 1.01\nimport numpy as np\n",
    },
    "v1": values("answer_v1", {"score": "'a'", "overfit": "'c'"}),
    "v2": values("answer_v2", {"p-value": "'a'", "logarithm": "'c'"}),
}
