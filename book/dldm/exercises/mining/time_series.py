"""Exercises of chapter 5.5, time series: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache

import numpy as np

from ...datasets.sequences import sunspots
from ...ground.arrays import add_intercept
from ...mining.time_series.lags import (
    autocorrelation,
    autoregression,
    autoregression_forecast_steps,
    durbin_levinson_steps,
    lagged,
    residuals,
)
from ..kinds import Exercise, Trap, call, choice, function, near, number, numbers

# ---------------------------------------------------------------- P1 to P3


@lru_cache
def _ahead():
    """(c, phi_1, phi_2, last, previous) and the two forecasts."""
    c, a, b, last, previous = 14.2, 1.34, -0.65, 100, 80
    first = c + a * last + b * previous
    return (c, a, b, last, previous), (first, c + a * first + b * last)


def _first_wrong(a):
    c, p, q, last, previous = _ahead()[0]
    return near(a[0], c + p * previous + q * last)


def _no_constant(a):
    return near(a[0], _ahead()[1][0] - _ahead()[0][0])


def _stale(a):
    c, p, q, _, previous = _ahead()[0]
    return near(a[1], c + p * a[0] + q * previous)


def _same_past(a):
    return near(a[0], a[1])


P1 = Exercise(
    "ch05-5s-p1", {"answer_p1": numbers(2)}, lambda a: near(a, _ahead()[1]),
    (
        Trap("lag-order", _first_wrong, "Your first forecast gives the first weight to the older value. Lag 1 is the nearest: which of 100 and 80 is that?"),
        Trap("constant", _no_constant, "Something is missing from your first forecast that does not depend on the past at all."),
        Trap("stale", _stale, "The first forecast is right. In the second you have put it in the place of lag 1, but what now stands at lag 2? One step later, 80 is three places back.", "ITER"),
        Trap("same", _same_past, "Both forecasts are equal: you used the same past twice. After one step the first forecast is the nearest value.", "ITER"),
        Trap("second", lambda a: near(a[0], _ahead()[1][0]), "The first forecast is right, the second is not. Write down the two lags that it needs before you multiply."),
    ),
    why="96.2 from 100 and 80, then 78.1 from 96.2 and 100. The peak is passed, although nothing in the equation knows a peak.",
    fallback="Write the equation with its three terms, and put in the two values, the nearest first.",
    prepare=_ahead,
)

P2 = Exercise(
    "ch05-5s-p2", {"answer_p2": numbers(2)}, lambda a: near(a, [2, -0.5], rel=0.01),
    (
        Trap("white", lambda a: near(a[1], 0, tiny=1e-6), "Are the differences independent? Two neighbours, w at t and w at t - 1, both contain one and the same innovation."),
        Trap("covariance", lambda a: near(a, [2, -1]), "That is the autocovariance at lag 1. The autocorrelation divides it by the variance."),
        Trap("sign", lambda a: near(a[1], 0.5), "The shared innovation enters one of the two with a plus and the other with a minus. What sign has their product?"),
        Trap("variance-0", lambda a: near(a[0], 0, tiny=1e-6), "A variance of a difference of independent variables is not the difference of their variances. Which sign do squares lose?"),
        Trap("variance-1", lambda a: near(a[0], 1), "The variance has not stayed the same: each difference holds two independent innovations. Add their variances."),
        Trap("variance", lambda a: near(a[1], -0.5), "The autocorrelation is right. Now the variance: two independent innovations, each with variance 1."),
    ),
    why="variance 2, covariance -1, so the autocorrelation is -.5. In the chapter's terms theta is -1: a moving average that cannot be inverted. A lag-1 bar near -.5 after differencing says that you did it once too often.",
    fallback="Multiply out the product of the two differences, and keep only squares of one innovation.",
)

P3 = choice(
    "ch05-5s-p3", "a4710b348b2c",
    {
        "a": ("unsupervised", "Write down one row of the table of lags: what does the net try to hit? That nobody had to write the target down does not make it missing.", "NOLAB"),
        "b": ("shuffle", "Two windows that begin a second apart share 59 of their 60 values. If one is trained on and the other is tested, what has the test shown?", "SHUF"),
        "c": ("same-hearts", "Nothing from the future leaks here, and for *these* patients the test is honest. But has the net met their hearts before, and will it have met those of next month?", "LEAK"),
    },
    why="the next second is the target, so there is something to hold out; and what will be new in use, the patient, must be new in the test. A split in time answers another question: how well known patients are forecast.",
)

# ---------------------------------------------------------------- I1


@lru_cache
def _cases():
    """[(series, p)]: a short series with one lag, a noisy wave with two, nine lags of the sunspots."""
    rng = np.random.default_rng(7)
    wave = 5 + np.sin(np.arange(80)) + rng.normal(0, 0.3, 80)
    return [(np.array([3.0, 1, 4, 1, 5, 9, 2, 6]), 1), (wave, 2), (sunspots().number, 9)]


def _least_squares(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0]


@lru_cache
def _known():
    """{name: the answers on the three cases} of the right fit and of the known wrong ones."""
    found = {name: [] for name in ("right", "reversed", "last", "origin", "future", "yule", "wrapped", "no first", "no last")}
    for x, p in _cases():
        right, (X, y) = autoregression(x, p), lagged(x, p)
        found["right"].append(right)
        found["reversed"].append(np.append(right[:1], right[:0:-1]))
        found["last"].append(np.roll(right, -1))
        found["origin"].append(np.append(0, _least_squares(X, y)))
        found["future"].append(autoregression(x[::-1], p))
        around = np.column_stack([np.ones(len(x)), *[np.roll(x, k) for k in range(1, p + 1)]])
        found["wrapped"].append(_least_squares(around, x))
        found["no first"].append(_least_squares(add_intercept(X)[1:], y[1:]))
        found["no last"].append(_least_squares(add_intercept(X)[:-1], y[:-1]))
        *_, order = durbin_levinson_steps(autocorrelation(x, p))
        found["yule"].append(np.append(x.mean() * (1 - order.phi.sum()), order.phi))
    return found


def _fitted(f):
    return [np.array(numbers(p + 1)("the result", call(f, x, p))) for x, p in _cases()]


def _all(name, places=slice(None), within=1e-8):
    """True if the answers agree with the known ones in all three cases, at the given places."""
    return lambda got: all(np.abs(g - k)[places].max() < within for g, k in zip(got, _known()[name]))


def _itself(got):
    return all(np.abs(g[1] - 1) < 1e-6 and np.abs(g[2:]).max(initial=0) < 1e-6 for g in got)


def _first_fit(got):
    """Show the first series whose fit is not right."""
    k = next(k for k, (g, right) in enumerate(zip(got, _known()["right"])) if not near(g, right, rel=1e-8))
    x, p = _cases()[k]
    series = x.tolist() if k == 0 else ("a noisy wave", "the sunspots")[k - 1] + ", though the first series is right"
    return f"For p = {p} and the series {series} you return {got[k].round(3).tolist()}. Print your table of lags and its targets, and compare with the chapter's `lagged`."


I1 = Exercise(
    "ch05-5s-i1", {"my_autoregression": function}, _all("right"),
    (
        Trap("reversed", _all("reversed", within=1e-6), "All numbers are right, but the weights stand in reverse order. Which column of your table is lag 1? A slice of the series runs from the oldest value to the newest."),
        Trap("intercept-last", _all("last", within=1e-6), "The numbers are right, but the intercept stands at the end. Put the column of ones before the lags."),
        Trap("no-intercept", _all("origin", within=1e-6), "Your fit goes through the origin: it has no column of ones, and the weights have paid for it."),
        Trap("itself", _itself, "Your fit is perfect, which should make you suspicious: the value itself stands among its own lags. How far back does your first column begin?", "LEAK"),
        Trap("future", _all("future", within=1e-6), "You regress each value on those that come *after* it. Check one row by hand: is the target later than the lags?", "SHUF"),
        Trap("yule-walker", _all("yule", within=1e-6), "These solve the Yule-Walker equations. They are close to least squares on a long series, but the check wants least squares on the rows that have a complete past."),
        Trap("wrapped", _all("wrapped", within=1e-6), "Your lags wrap round: the values before the first one are taken from the end of the series. The first p moments have no complete past, so leave them out."),
        Trap("row-lost", lambda got: _all("no first", within=1e-6)(got) or _all("no last", within=1e-6)(got), "One row is missing from your table, the first or the last. A series of n values has n - p moments with a complete past."),
        Trap("demeaned", _all("right", slice(1, None), 1e-6), "The weights are right, only the intercept is off. Either subtract the mean, and then work out c from it, or add a column of ones to the series as it is. Not half of each."),
    ),
    why="all three series to eight digits. A time series needs no new solver, only a table.",
    fallback=_first_fit,
    run=_fitted,
    prepare=_known,
    says={"shape": "return p + 1 numbers in one array or list: first c, then phi_1 to phi_p."},
)

# ---------------------------------------------------------------- I2


def _root(errors):
    return (np.asarray(errors) ** 2).mean() ** 0.5


def _oldest_first(x, p):
    """The forecast of the next value if the lags meet the weights in the wrong order."""
    w = autoregression(x, p)
    return w[0] + w[1:] @ x[-p:]


def _slips(x, p, first):
    """{slip: what it makes of the error}, the honest one among them."""
    inside, ts = residuals(autoregression(x, p), x), range(first, len(x))
    honest = np.array([residuals(autoregression(x[:t], p), x[:t + 1])[-1] for t in ts])
    peeked = [residuals(autoregression(x[:t + 1], p), x[:t + 1])[-1] for t in ts]
    old = [x[t] - next(autoregression_forecast_steps(autoregression(x[:t], p), x[:t - 1])) for t in ts]
    older = [x[t] - next(autoregression_forecast_steps(autoregression(x[:t - 1], p), x[:t - 1])) for t in ts]
    once = residuals(autoregression(x[:first], p), x)[first - p:]
    turned = [x[t] - _oldest_first(x[:t], p) for t in ts]
    return {"right": _root(honest), "fitted-once": _root(inside[first - p:]), "all-rows": _root(inside),
            "absolute": np.abs(honest).mean(), "no-root": np.mean(honest**2), "early-only": _root(once),
            "spread": honest.std(), "peek": _root(peeked), "stale": _root(old), "two-ahead": _root(older),
            "oldest-first": _root(turned), "over-all": np.sqrt((honest**2).sum() / len(x)),
            "one-late": _root(honest[1:]), "sum": np.sqrt((honest**2).sum())}


@lru_cache
def _backtests():
    """For each of two series: (x, p, first), and what the known slips make of it."""
    rng = np.random.default_rng(7)
    cases = (rng.normal(size=60).cumsum(), 2, 20), (rng.normal(size=50) + np.arange(50) * 0.3, 3, 30)
    return [(case, _slips(*case)) for case in cases]


def _tested(f):
    return [(number("the result", call(f, *case)), scores) for case, scores in _backtests()]


def _score(name):
    return lambda got: all(near(mine, scores[name], rel=1e-6) for mine, scores in got)


I2 = Exercise(
    "ch05-5s-i2", {"my_backtest": function}, _score("right"),
    (
        Trap("fitted-once", _score("fitted-once"), "The weights were fitted to the whole series, the test moments among it. Each forecast needs weights of its own, from x[:t].", "LEAK"),
        Trap("peek", _score("peek"), "Each fit has seen the very value that it then forecasts: x[:t + 1] ends with x[t]. Fit to x[:t].", "LEAK"),
        Trap("all-rows", _score("all-rows"), "This is the error on the very rows that were fitted, from the first one on. Nothing was forecast.", "TRAIN"),
        Trap("absolute", _score("absolute"), "This is the mean of the absolute errors. Square, take the mean, then the root."),
        Trap("no-root", _score("no-root"), "This is the mean of the squares. The root is missing."),
        Trap("sum", _score("sum"), "This is the root of the *sum* of the squares. Divide by the number of forecasts first."),
        Trap("over-all", _score("over-all"), "You divided by the length of the series. The mean is taken over the forecasts, of which there are len(x) - first."),
        Trap("one-late", _score("one-late"), "Your first forecast is that of x[first + 1]. It should be that of x[first], from all values before it."),
        Trap("early-only", _score("early-only"), "You fitted once, to x[:first]. Nothing of the future leaks, but the exercise asks for a fit before each t: by then more is known.", "ITER"),
        Trap("spread", _score("spread"), "This is the spread of the errors about their own mean. A forecast that is wrong by 5 every time would score 0: take the mean of the squares as they are."),
        Trap("stale", _score("stale"), "The weights are right, but the forecast of x[t] starts from x[:t - 1]: the newest value is left out.", "ITER"),
        Trap("two-ahead", _score("two-ahead"), "You fit to x[:t - 1], forecast one step, and compare with x[t], which lies two steps ahead.", "ITER"),
        Trap("oldest-first", _score("oldest-first"), "Your lags meet the weights in the wrong order. phi_1 belongs to the newest value, and a slice of the series runs from the oldest to the newest."),
    ),
    why="each forecast knows only what lies before it, so the error is the one that you would have had at the time.",
    fallback="For the first forecast: fit to x[:first], forecast one step, compare with x[first].",
    run=_tested,
    prepare=_backtests,
)

# ---------------------------------------------------------------- V1, V2

V1 = choice(
    "ch05-5s-v1", "68f6d81cd509",
    {
        "a": ("deploy", "Where are the three nearest neighbours of a test row, in time? Score the same model by `TimeSeriesSplit`: its R² is negative in every fold.", "SHUF"),
        "c": ("overfit", "With thirty neighbours the shuffled score would still be near 1, and the forecast still useless. Not the model is too flexible; the question that the folds ask is another one.", "OVF"),
    },
    why="a month in the middle is interpolated from its neighbours on both sides. For next year the nearest neighbours are the last three months, whatever the trend; in the order of time R² is negative in every fold.",
)


@lru_cache
def _nonsense():
    """Share of pairs of random walks of a thousand moments with a slope that is significant at .05."""
    rng = np.random.default_rng(0)
    hits = 0
    for _ in range(10):
        A, B = rng.normal(size=(2, 400, 1000)).cumsum(axis=2)
        A, B = A - A.mean(axis=1, keepdims=True), B - B.mean(axis=1, keepdims=True)
        r2 = (A * B).sum(axis=1) ** 2 / ((A**2).sum(axis=1) * (B**2).sum(axis=1))
        hits += np.sum(r2 * 998 / (1 - r2) > 1.9623**2)
    return hits / 4000


V2 = Exercise(
    "ch05-5s-v2", {"answer_v2": number}, lambda a: abs(a - _nonsense()) < 0.025,
    (
        Trap("level", lambda a: abs(a - 0.05) < 0.02, "That is what the level promises for independent rows. Do a thousand neighbouring rows of a random walk bring a thousand pieces of evidence?"),
        Trap("percent", lambda a: a > 1, "A share lies between 0 and 1."),
        Trap("unchanged", lambda a: abs(a - 0.77) < 0.05, "That is the share with a hundred moments. The correlation of two walks stays as uncertain as before, but by which factor does the test multiply it?"),
        Trap("fewer", lambda a: 0 <= a < 0.72, "You expect more data to cure it. But the correlation does not shrink with n, since a longer walk only wanders further, and the test multiplies it by a root of n. Run it."),
    ),
    why="more than nine in ten. The correlation keeps its spread while the test statistic grows like the square root of n: the more data, the more certain the nonsense.",
    fallback="Draw two arrays of shape (2000, 1000), sum them up along the rows, and hand them to `significant`.",
    prepare=_nonsense,
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, I2, V1, V2)}
