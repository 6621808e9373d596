"""Exercises of chapter 5.5, differences: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache

import numpy as np

from ...datasets.sequences import airline
from ...mining.time_series.arima import gauss_newton, innovations, polynomial, product
from ...mining.time_series.lags import ljung_box
from ..kinds import Exercise, Trap, call, choice, function, near, number, numbers

# ---------------------------------------------------------------- P1 to P3

P1 = Exercise(
    "ch05-5d-p1", {"answer_p1": numbers(2)}, lambda a: near(a, [2, -0.5], rel=0.01),
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

P2 = Exercise(
    "ch05-5d-p2", {"answer_p2": numbers(2)}, lambda a: near(a, [-2 / 3, 1 / 3], rel=0.01),
    (
        Trap("upside-down", lambda a: near(a[0], -0.1270, rel=0.01), "You divided the noise by the drift. The ratio of the formula is drift over noise: a level that hardly walks has a small one."),
        Trap("large-root", lambda a: near(a[0], -1.5, rel=0.01), "That is the other solution. Its errors would grow from step to step: which of the two is invertible?"),
        Trap("sign", lambda a: near(a[0], 2 / 3, rel=0.01), "The covariance of neighbouring differences is minus the noise. Which sign has theta, then?"),
        Trap("share", lambda a: near(a, [-2 / 3, 2 / 3], rel=0.01), "theta is right. The share of an error by which the forecast moves is 1 + theta, not its modulus."),
        Trap("theta", lambda a: near(a[0], -2 / 3, rel=0.01), "theta is right. The share follows from it in one step: how did the forecast of ARIMA(0, 1, 1) move?"),
    ),
    why="a ratio of 1/6 gives theta = -2/3, so the forecast moves by one third of each error. A level that walks little against its noise is followed slowly.",
    fallback="The ratio of the variances first, then the formula for theta, then the share 1 + theta.",
)

P3 = Exercise(
    "ch05-5d-p3", {"answer_p3": number}, lambda a: near(a, 1.32),
    (
        Trap("walk", lambda a: near(a, 3), "That is the variance of a random walk. Here each error is partly taken back in the next step."),
        Trap("unsquared", lambda a: near(a, 1.8), "Variances add with the *squares* of the weights."),
        Trap("theta", lambda a: near(a, 1.72), "Both older errors got the weight theta. What stays of an error in the level, after theta times it has been added?"),
        Trap("no-difference", lambda a: near(a, 1.36), "That is a moving average without the difference: there an error has no effect after one step. Here it stays in the level."),
        Trap("four", lambda a: near(a, 1.48), "That is one term too many: three steps ahead there are three errors that nobody knows."),
        Trap("two", lambda a: near(a, 1.16), "That is the variance two steps ahead. One more error is unknown for three."),
        Trap("one", lambda a: near(a, 1), "That is one step ahead, where only the newest error is unknown."),
        Trap("deviation", lambda a: near(a, 1.32**0.5), "This is the standard deviation. The question asks for the variance."),
    ),
    why="the weights are 1, .4, .4, for ever: of each error the share 1 + theta stays in the level. So the variance is 1 + .16 + .16.",
    fallback="Write down x at three steps ahead as a sum of errors: which weight has the newest, which the two before it?",
)

# ---------------------------------------------------------------- I1


@lru_cache
def _cases():
    """[(x, weights)]: five values with one past error, five with two, sixty with three."""
    rng = np.random.default_rng(11)
    few = np.array([2.0, -1, 3, 1, -2])
    return [(few, np.array([0.5])), (few, np.array([0.5, -0.25])), (rng.normal(size=60), np.array([-0.4, 0.3, 0.2]))]


def _slip(x, w, sign=-1, of_x=False, reverse=False, first_only=False, start=None):
    """The errors, if the past is used in the way that is named."""
    w, e = (w[::-1] if reverse else w[:1] if first_only else w), []
    for t, value in enumerate(x):
        past = (x if of_x else e)[:t][::-1][:len(w)]
        e.append(value + sign * sum(a * b for a, b in zip(w, past)))
        if t == 0 and start is not None:
            e[0] = start
    return np.array(e)


@lru_cache
def _known():
    """{name: the answers on the three cases} of the right errors and of the known wrong ones."""
    slips = {"plus": {"sign": 1}, "values": {"of_x": True}, "reversed": {"reverse": True},
             "one": {"first_only": True}, "zero": {"start": 0.0}}
    found = {name: [_slip(x, w, **slip) for x, w in _cases()] for name, slip in slips.items()}
    return found | {"right": [innovations(x, polynomial(), polynomial(*w)) for x, w in _cases()]}


def _found(f):
    return [np.array(numbers(len(x))("the result", call(f, x, w))) for x, w in _cases()]


def _all(name):
    return lambda got: all(np.abs(g - k).max() < 1e-9 for g, k in zip(got, _known()[name]))


def _first_error(got):
    """Show the first case whose errors are not right."""
    k = next(k for k, (g, right) in enumerate(zip(got, _known()["right"])) if np.abs(g - right).max() >= 1e-9)
    x, w = _cases()[k]
    t = int(np.argmax(np.abs(got[k] - _known()["right"][k]) >= 1e-9))
    values = x.tolist() if k < 2 else "sixty random numbers"
    return f"For x = {values} and weights = {w.tolist()} your error number {t} (from 0), {got[k][t]:.4g}, is the first that is not right. Write down by hand what it takes away from x."


I1 = Exercise(
    "ch05-5d-i1", {"my_innovations": function}, _all("right"),
    (
        Trap("plus", _all("plus"), "You add the past errors. The model says x = e + ..., so they are taken away to find e."),
        Trap("values", _all("values"), "You weight the past *values* x. A moving average weights the past *errors*, which you have just computed.", "ITER"),
        Trap("reversed", _all("reversed"), "With one weight all is right; with several they meet the errors in the wrong order. weights[0] belongs to the newest error."),
        Trap("one", _all("one"), "With one weight all is right; with several only the first is used. How many past errors does the model remember?"),
        Trap("zero", _all("zero"), "Your first error is 0. Before the first moment the errors are taken to be 0, but the first moment itself has the error x[0]."),
    ),
    why="all three series. It is a loop that feeds its own results back, which no single least squares can do.",
    fallback=_first_error,
    run=_found,
    prepare=_known,
    says={"shape": "return one error for each value of x."},
)

# ---------------------------------------------------------------- V1 to V3

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


V1 = Exercise(
    "ch05-5d-v1", {"answer_v1": number}, lambda a: abs(a - _nonsense()) < 0.025,
    (
        Trap("level", lambda a: abs(a - 0.05) < 0.02, "That is what the level promises for independent rows. Do a thousand neighbouring rows of a random walk bring a thousand pieces of evidence?", "SHUF"),
        Trap("percent", lambda a: a > 1, "A share lies between 0 and 1."),
        Trap("unchanged", lambda a: abs(a - 0.77) < 0.05, "That is the share with a hundred moments. The correlation of two walks stays as uncertain as before, but by which factor does the test multiply it?"),
        Trap("fewer", lambda a: 0 <= a < 0.72, "You expect more data to cure it. But the correlation does not shrink with n, since a longer walk only wanders further, and the test multiplies it by a root of n. Run it."),
    ),
    why="more than nine in ten. The correlation keeps its spread while the test statistic grows like the square root of n: the more data, the more certain the nonsense.",
    fallback="Draw two arrays of shape (2000, 1000), sum them up along the rows, and hand them to `significant`.",
    prepare=_nonsense,
)

@lru_cache
def _without_season():
    """(Q of 24 lags, its p-value with 23 degrees, with 24, with 22) of the airline with theta alone."""
    from scipy.stats import chi2

    x, both = np.log(airline()), product(polynomial(-1), polynomial(-1, season=12))
    fit = gauss_newton(lambda w: innovations(x, both, polynomial(w[0])), [0.0])
    whole = ljung_box(fit.errors, 24)
    return (whole, *(float(chi2.sf(whole, df)) for df in (23, 24, 22)))


V2 = Exercise(
    "ch05-5d-v2", {"answer_v2": numbers(2)}, lambda a: near(a, _without_season()[:2], rel=0.02),
    (
        Trap("flattered", lambda a: near(a, (_without_season()[0], _without_season()[2]), rel=0.02), "Q is right. Its degrees of freedom are not the number of lags: one weight has been fitted.", "TRAIN"),
        Trap("two", lambda a: near(a, (_without_season()[0], _without_season()[3]), rel=0.02), "Q is right. Here only *one* weight was fitted, so only one degree is taken off."),
        Trap("below", lambda a: near(a, (_without_season()[0], 1 - _without_season()[1]), rel=0.02), "Q is right. The p-value is the probability of a *larger* one, `chi2.sf` and not `chi2.cdf`."),
        Trap("swapped", lambda a: near(a[::-1], _without_season()[:2], rel=0.02), "Both numbers are right. Q comes first, the p-value second."),
        Trap("rounded", lambda a: near(a, (_without_season()[0], 3e-4), rel=0.02), "Q is right, and the p-value as far as it goes. Give two digits of it."),
        Trap("Q", lambda a: near(a[0], _without_season()[0], rel=0.02), "Q is right, its p-value is not: how many degrees of freedom are left of 24 lags?"),
    ),
    why="Q = 53 with 23 degrees: noise would do that three times in ten thousand. What is left stands at lag 12; the factor of the season takes it.",
    fallback="Fit `innovations(log_passengers, growth, polynomial(w[0]))` by `gauss_newton` from [0.0], and hand the errors to `ljung_box` with 24 lags.",
    prepare=_without_season,
)

V3 = choice(
    "ch05-5d-v3", "d30edddd6f3a",
    {
        "a": ("months", "That is the standard error of 96 *independent* months. Twelve months of one fan fell outside in one go: how many pieces of evidence is that?", "SHUF"),
        "b": ("three", "Three of four held all their months; so would most fans that are far too wide, or a little too narrow. By what would you tell them apart?", ""),
        "d": ("never", "One fan can prove nothing, but fans can be counted, as they come, one after the other. What would you compare the count with?", ""),
    },
    why="the months of a fan share their errors. Of four fans that the airline's own model makes, about twelve draws in a hundred hold 84 months or fewer: that speaks neither for nor against.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, V1, V2, V3)}
