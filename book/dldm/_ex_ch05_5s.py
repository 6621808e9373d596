"""Exercises on time series: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache

import numpy as np

from .exercises import Exercise, Hint, Trap, call, choice, function, near, number, numbers, plain
from .series import airline
from .time_series import autocorrelation, autoregression, lag_table, levinson_steps, rolling_steps

LAST, BEFORE = 40, 60


def _next(c=10, near_weight=1.2, far_weight=-0.5):
    first = c + near_weight * LAST + far_weight * BEFORE
    return [first, c + near_weight * first + far_weight * LAST]


def _is(value):
    return lambda a: near(a, value(), rel=2e-3)


P1 = Exercise(
    "ch05-5s-p1", {"answer_p1": numbers(2)}, _is(_next),
    (
        Trap("stale", lambda a: near(a, [28, 10 + 1.2 * 28 - 0.5 * 60]), "The first is right. For the second, time has moved on: which value is now two steps back?", "ITER"),
        Trap("order", lambda a: near(a[0], 10 + 1.2 * BEFORE - 0.5 * LAST), "The weights have changed places. φ₁ belongs to the latest value.", "SHAPE"),
        Trap("no-intercept", _is(lambda: _next(c=0)), "You left the intercept c away.", ""),
        Trap("sign", lambda a: near(a[0], 10 + 1.2 * LAST + 0.5 * BEFORE), "φ₂ is negative, so the value of two steps back counts against.", ""),
        Trap("repeated", lambda a: near(a, [28, 28]), "You forecast the same year twice. The second forecast has the first one among its lags.", "ITER"),
        Trap("first-only", lambda a: near(a[0], 28), "The first is right. For the second, the forecast is the latest value, and 40 the one before.", "ITER"),
    ),
    why="10 + 48 - 30 = 28; then 28 is the latest value and 40 the one before, so 10 + 33.6 - 20 = 23.6.",
    fallback="Write the formula down twice, and put the numbers below it; in the second line every lag has moved on by one.",
)

P2 = Exercise(
    "ch05-5s-p2", {"answer_p2": number}, lambda a: near(a, -0.6 / 1.36, rel=3e-3),
    (
        Trap("covariance", lambda a: near(a, -0.6, rel=3e-3), "This is the covariance of neighbours. An autocorrelation is divided by the variance, and that is not 1.", ""),
        Trap("sign", lambda a: near(a, 0.6 / 1.36, rel=3e-3), "The size is right. The shared shock has the weight 1 in one of the two and -.6 in the other.", ""),
        Trap("difference", lambda a: near(a, -0.6 / 0.64, rel=3e-3) or near(a, 0.6 / 0.64, rel=3e-3), "Variances add up, whatever the signs of the weights: 1² and (-.6)².", ""),
        Trap("autoregression", lambda a: near(a, -0.36, rel=3e-3) or near(a, 0.36, rel=3e-3), "A weight of -.6 on past *values* would echo as powers. Here it is past shocks that act, and only once.", ""),
        Trap("impossible", lambda a: abs(a) > 1, "A correlation lies between -1 and 1.", ""),
    ),
    why="neighbours share one shock, with the weights 1 and -.6, and the variance is 1 + .36.",
    fallback="Write w_t and w_(t-1) below each other, and look for the shock that is in both.",
)


@lru_cache
def _series():
    import statsmodels.api as sm

    spots = sm.datasets.sunspots.load_pandas().data["SUNACTIVITY"].to_numpy()
    return ((spots, 9), (np.log(airline()), 13), (np.random.default_rng(1).normal(size=40), 2))


def _fits(f):
    """The weights in each case, as far as they have the right shape."""
    results = []
    for y, p in _series():
        w = np.asarray(plain(call(f, y, p)), dtype=float)
        if w.shape == (p,):
            raise Hint("no-intercept")
        if w.shape != (p + 1,):
            raise Hint("shape")
        results.append(w)
    return results


@lru_cache
def _wanted():
    return [autoregression(y, p) for y, p in _series()]


def _like(change):
    return lambda got: all(near(w, change(y, p), rel=1e-5) for w, (y, p) in zip(got, _series()))


def _reversed(y, p):
    w = autoregression(y, p)
    return np.r_[w[0], w[:0:-1]]


def _moments(y, p):
    *_, state = levinson_steps(autocorrelation(y, p))
    return state.phi


def _oldest_first(y, p):
    return np.r_[autoregression(y, p)[1:], autoregression(y, p)[0]]


I1 = Exercise(
    "ch05-5s-i1", {"my_autoregression": function},
    lambda got: all(near(w, right, rel=1e-7) for w, right in zip(got, _wanted())),
    (
        Trap("reversed", _like(_reversed), "The right weights in the wrong order. The first one after the intercept belongs to the *latest* value: reverse the columns.", "SHAPE"),
        Trap("intercept-last", _like(_oldest_first), "The intercept should stand first.", "SHAPE"),
        Trap("moments", lambda got: all(near(w[1:], _moments(y, p), rel=1e-5) for w, (y, p) in zip(got, _series())), "These weights solve the equations of the autocorrelations. That is nearly the same; the question is for least squares on the rows.", "OBJ"),
        Trap("itself", lambda got: all(near(w[1], 1, rel=1e-5) and np.abs(w[2:]).max() < 1e-5 for w in got), "Your fit is perfect, because y_t itself is among the lags of y_t. The latest lag is y_(t-1).", "LEAK"),
        Trap("backwards", lambda got: all(near(w, autoregression(y[::-1], p), rel=1e-5) for w, (y, p) in zip(got, _series())), "Your rows predict the past from the future.", "SHUF"),
    ),
    why="the weights of all three series agree to seven digits, the intercept first and then the latest lag.",
    fallback="Take the eight values of the house's water, p = 2, and compare your table with the chapter's.",
    run=_fits,
    prepare=_wanted,
    says={"shape": "return p + 1 numbers: the intercept and one weight a lag.",
          "no-intercept": "There are p numbers. Without an intercept the model must pass through zero: add a column of ones."},
)


@lru_cache
def _backtests():
    """For each case the right answer, the error of weights fitted to everything, and that inside the fitted rows."""
    answers = []
    for y, p, first in CASES:
        X, target = lag_table(y, p)
        w = autoregression(y, p)
        inside = target - w[0] - X @ w[1:]
        honest = np.array([y[o] - ahead[0] for o, ahead, _ in rolling_steps(y, p, first, 1)])
        answers.append([np.sqrt((e**2).mean()) for e in (honest, inside[first - p:], inside)]
                       + [np.abs(honest).mean(), (honest**2).mean()])
    return np.array(answers)


_draw = np.random.default_rng(7)
CASES = ((np.cumsum(_draw.normal(size=60)), 2, 20), (_draw.normal(size=50) + np.arange(50) * 0.3, 3, 30))


def _backtest(f):
    got = [plain(call(f, y, p, first)) for y, p, first in CASES]
    if not all(isinstance(value, float | int) for value in got):
        raise Hint("shape")
    return got


def _equals(column):
    return lambda got: near(got, _backtests()[:, column], rel=1e-6)


I2 = Exercise(
    "ch05-5s-i2", {"my_backtest": function}, _equals(0),
    (
        Trap("fitted-once", _equals(1), "The weights were fitted to the whole series, the test years among it. Each forecast needs weights of its own, from y[:t].", "LEAK"),
        Trap("all-rows", _equals(2), "This is the error on the very rows that were fitted, from the first one on. Nothing was forecast.", "TRAIN"),
        Trap("absolute", _equals(3), "This is the mean of the absolute errors. Square, take the mean, then the root.", ""),
        Trap("no-root", _equals(4), "This is the mean of the squares. The root is missing.", ""),
        Trap("too-small", lambda got: any(g < h * 0.98 for g, h in zip(got, _backtests()[:, 0])), "Your errors are smaller than an honest forecast's. What do the weights or the lags know that lies at t or after it?", "LEAK"),
        Trap("stale", lambda got: any(g > h * 1.02 for g, h in zip(got, _backtests()[:, 0])), "Your errors are larger than they need to be. Does the forecast of y[t] use everything up to y[t-1]?", "ITER"),
    ),
    why="each forecast knows only what lies before it, so the error is the one that you would have had at the time.",
    fallback="For the first forecast: fit to y[:first], forecast one step, compare with y[first].",
    run=_backtest,
    prepare=_backtests,
    says={"shape": "return one number, the error over all forecasts."},
)

V1 = choice(
    "ch05-5s-v1", "68f6d81cd509",
    {
        "a": ("score", "Ask where the score comes from. Which months are nearest to a test month, and had the model seen them?", "SHUF"),
        "c": ("overfit", "The same model on an honest split fails in another way. It has not memorised noise: it cannot go where it has no neighbours.", "OVF"),
    },
    why="in a shuffled fold both neighbours of a test month are known, and the model draws a line between them. A forecast has neighbours on one side only.",
)

V2 = choice(
    "ch05-5s-v2", "6707211bf461",
    {
        "a": ("p-value", "How often did two walks that know nothing of each other pass this very test?", "CAUSE"),
        "c": ("logarithm", "A logarithm straightens a growth, and a straight trend is still a trend. What must go before a test can be trusted?", ""),
    },
    why="two series that rise for reasons of their own pass the test of levels nearly always. Their changes have no trend left, and the test may be believed again.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, I1, I2, V1, V2)}
