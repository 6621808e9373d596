"""Exercises of chapter 5.5, own past: how each answer is verified, and the hint that each known wrong answer gets."""
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

# ---------------------------------------------------------------- P1 to P5


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
    "ch05-5s-p2", {"answer_p2": number}, lambda a: near(a, 5.75),
    (
        Trap("early", lambda a: near(a, 5), "That is the mean of the first four quarters. Its middle lies between the second and the third quarter, half a step too early."),
        Trap("late", lambda a: near(a, 6.5), "That is the mean of quarters two to five. Its middle lies between the third and the fourth quarter, half a step too late."),
        Trap("five", lambda a: near(a, 6), "Five equal weights count the first and the fifth quarter in full. Both are the same season: together they may count once."),
        Trap("sum", lambda a: near(a, 23), "The weights are right. A mean still has to be divided by their sum."),
        Trap("by-five", lambda a: near(a, 4.6), "The weights are right, but what is their sum? Two of the five count half."),
        Trap("one-end", lambda a: near(a, 6.25) or near(a, 7), "One of the two ends counts half in your mean, the other in full. Both are the same season."),
        Trap("three", lambda a: near(a, 16 / 3), "Three quarters are not a year: one season is missing from this mean, and so the season stays in it."),
    ),
    why="(4/2 + 8 + 6 + 2 + 10/2) / 4: every season counts once, and the middle of the five is the third quarter.",
    fallback="Which five quarters lie around the third one, how much does each count, and what is the sum of the weights?",
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

P4 = Exercise(
    "ch05-5s-p4", {"answer_p4": numbers(2)}, lambda a: near(a, [0.48, 0.2]),
    (
        Trap("swapped", lambda a: near(a, [0.2, 0.48]), "Both numbers are right, and they stand in the wrong order: the weight of lag 1 comes first."),
        Trap("plain", lambda a: near(a, [0.6, 0.488]), "Those are the autocorrelations themselves. What does lag 2 add to what lag 1 tells already?"),
        Trap("undivided", lambda a: near(a[1], 0.128), "Your second weight is the covariance of the two remainders. Divide it by what is left of the variance after one lag."),
        Trap("left", lambda a: near(a[1], 0.128 / 0.4), "After one lag 1 - rho_1 *squared* of the variance is left. Your second weight was divided by something else."),
        Trap("unchanged", lambda a: near(a[0], 0.6), "The first weight does not stay what it was: part of what lag 1 told is now told by lag 2."),
        Trap("sign", lambda a: near(a, [0.72, 0.2]), "The second weight is right. From the first one, is the new weight times the old one taken away or added?"),
    ),
    why="(.488 - .36)/.64 = .2, then .6 - .2 times .6 = .48. An AR(2) with these weights has these autocorrelations: put them into the Yule-Walker equations.",
    fallback="One step of the recursion: first the last weight from rho_2, then the first weight from the old one and the last.",
)


GAINS = 200 * np.log(np.array([4960, 4800]) / 5000)  # of three and of five lags over two, on the scale of the criterion


def _charged(a, three, five, gains=GAINS):
    """True if the answer is these gains, with these charges for the further weights."""
    return near(a, (gains[0] + three, gains[1] + five), rel=0.02)


P5 = Exercise(
    "ch05-5s-p5", {"answer_p5": numbers(2)}, lambda a: _charged(a, 2, 6),
    (
        Trap("free", lambda a: _charged(a, 0, 0), "That is what the fit gains. It never loses by a further weight, useful or not: what does each of them cost?", "TRAIN"),
        Trap("one", lambda a: _charged(a, 1, 3), "The gains are right. On this scale a further weight costs 2, not 1."),
        Trap("once", lambda a: _charged(a, 2, 2), "The first number is right. From two lags to five there are three further weights, and each has its price."),
        Trap("whole", lambda a: _charged(a, 8, 12), "You charge each model for all its weights. Of a difference only the *further* weights are left."),
        Trap("sign", lambda a: _charged([-a[0], -a[1]], 2, 6), "Both have the wrong sign: the criterion of two lags is taken away from that of the larger model."),
        Trap("step", lambda a: _charged(a, 2, 4, GAINS - [0, GAINS[0]]), "The first number is right. The second goes from three lags to five; asked is from two."),
        Trap("ten", lambda a: _charged(a, 2, 6, GAINS / np.log(10)), "That is the logarithm to base ten. The likelihood's is the natural one."),
        Trap("targets", lambda a: _charged(a, 2, 6, GAINS / 200), "The logarithm stands there alone. How many targets share this gain?"),
    ),
    why="200 log .992 + 2 = .39 and 200 log .96 + 6 = -2.16. One lag more does not pay and three more do: who stops at the first that does not pay never sees them.",
    fallback="For each pair of models: 200 times the logarithm of the ratio of the sums, plus 2 for each further weight.",
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
    found = {name: [] for name in ("right", "reversed", "last", "origin", "future", "yule", "wrapped", "no first", "no last", "centred")}
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
        phi = _least_squares(X - x.mean(), y - x.mean())
        found["centred"].append(np.append(x.mean() * (1 - phi.sum()), phi))
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
        Trap("centred", _all("centred", slice(1, None), 1e-6), "You subtract the mean of the whole series, and fit without a column of ones. But the targets and each column of lags leave out other values, so each has a mean of its own. Add the column of ones, or subtract each column's own mean."),
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
    early = autoregression(x[:first], p)
    once, ahead = residuals(early, x)[first - p:], autoregression_forecast_steps(early, x[:first])
    turned = [x[t] - _oldest_first(x[:t], p) for t in ts]
    return {"right": _root(honest), "fitted-once": _root(inside[first - p:]), "all-rows": _root(inside),
            "absolute": np.abs(honest).mean(), "no-root": np.mean(honest**2), "early-only": _root(once),
            "spread": honest.std(), "peek": _root(peeked), "stale": _root(old), "two-ahead": _root(older),
            "oldest-first": _root(turned), "over-all": np.sqrt((honest**2).sum() / len(x)),
            "one-late": _root(honest[1:]), "never-updated": _root([x[t] - next(ahead) for t in ts]), "sum": np.sqrt((honest**2).sum())}


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
        Trap("never-updated", _score("never-updated"), "This is one long forecast, made at `first`: its second step is fed with its own first one, although x[first] is known by then. Make each forecast from x[:t], and fit before it.", "ITER"),
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
    "ch05-5s-v1", "867baee78fd8",
    {
        "a": ("shuffle", "In shuffled folds a month that is held out has nearly always a known month next to it. How far from a known month will the middle of a real gap be?", "SHUF"),
        "b": ("future", "That tests a forecast: nothing is known after the test months. Is that so for a gap in the middle of the record?", ""),
        "d": ("no-test", "The values of the gap are gone, but others like them are not. What could you pretend to have lost?", "NOLAB"),
    },
    why="a test repeats what will be asked: six months in a row are gone, and both sides are known. Shuffled single months make the task too easy, the order of time makes it too hard.",
)


@lru_cache
def _inside():
    """{how one went about it: the share of the years 1950 to 2008 inside two deviations}."""
    spots = sunspots()
    early, late = spots.number[spots.year < 1950], spots.number[spots.year >= 1950 - 2]
    weights, everything = autoregression(early, 2), autoregression(spots.number, 2)
    spread, errors = residuals(weights, early).std(), residuals(weights, late)
    found = {"right": np.abs(errors) < 2 * spread, "fifty-eight": np.abs(errors[1:]) < 2 * spread, "one": np.abs(errors) < spread,
             "half": np.abs(errors) < 2 * errors.std(),
             "seen": np.abs(residuals(weights, early)) < 2 * spread,
             "all": np.abs(residuals(everything, late)) < 2 * residuals(everything, spots.number).std()}
    return {name: float(inside.mean()) for name, inside in found.items()}


V2 = Exercise(
    "ch05-5s-v2", {"answer_v2": number}, lambda a: abs(a - _inside()["right"]) < 0.001,
    (
        Trap("percent", lambda a: 1 < a <= 100, "A share lies between 0 and 1."),
        Trap("promise", lambda a: near(a, 0.95), "That is what the band promises. Count how many of the years keep to it."),
        Trap("fifty-eight", lambda a: abs(a - _inside()["fifty-eight"]) < 0.0005, "That is the share of 58 years, from 1951 on. The forecast of 1950 needs 1949 and 1948."),
        Trap("rounded", lambda a: near(a, 0.88), "So far so good. Give three digits: 51 of 58 years would be .88 as well."),
        Trap("one", lambda a: abs(a - _inside()["one"]) < 0.006, "This is the share inside *one* deviation."),
        Trap("seen", lambda a: abs(a - _inside()["seen"]) < 0.006, "This is the share of the years *before* 1950, to which the weights were fitted. The question is about the years after.", "TRAIN"),
        Trap("all", lambda a: abs(a - _inside()["all"]) < 0.006, "Your weights or your deviation have seen the years that they are tested on. Fit to the years before 1950 alone.", "LEAK"),
        Trap("half", lambda a: abs(a - _inside()["half"]) < 0.006, "You measured the deviation on the years after 1950, which nobody knew in 1949.", "LEAK"),
    ),
    why="the band was made from errors on years that had been fitted, and from quieter ones: so it holds less than it promises.",
    fallback="Fit an AR(2) to the years before 1950, take the standard deviation of its residuals there, and count the errors of 1950 to 2008 within two of them. The year 1950 is forecast from 1949 and 1948.",
    prepare=_inside,
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, I1, I2, V1, V2)}
