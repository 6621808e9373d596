"""Exercises on hidden Markov models: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...mining.hidden_markov.inference import forward_backward, viterbi
from ..kinds import (
    Exercise,
    Hint,
    Trap,
    call,
    choice,
    function,
    near,
    number,
    numbers,
    plain,
)

PI, WEATHER = np.array([0.5, 0.5]), np.array([[0.7, 0.3], [0.3, 0.7]])
SEES = np.array([[0.9, 0.1], [0.2, 0.8]])  # P(umbrella, none | rain), P(... | dry)


@lru_cache
def _filtered():
    return forward_backward(PI, WEATHER, np.log(SEES.T[[0, 1]])).alpha[1, 0]


def _is(value):
    return lambda a: near(a, value, rel=3e-3)


P1 = Exercise(
    "ch05-5h-p1", {"answer_p1": number}, lambda a: near(a, _filtered(), rel=6e-3),
    (
        Trap("not-looked", _is(0.62727), "This is what you *expect* of day 2 before you look. Then nobody comes with an umbrella: multiply, and divide by the sum.", "ITER"),
        Trap("sensor-only", _is(1 / 9), "You used the second day alone, with even odds before it. What does the umbrella of day 1 say about day 2?", ""),
        Trap("day-1", _is(9 / 11), "This is rain on day 1 after one umbrella. Step to the next day, and look again.", "ITER"),
        Trap("no-step", _is(0.36), "You looked twice without a step between. Overnight the weather may change: multiply by the transitions first.", "ITER"),
        Trap("two-umbrellas", _is(0.88336), "On day 2 there is *no* umbrella. Which column of the table belongs to that?"),
        Trap("not-divided", _is(0.062727), "The probabilities of rain and dry must sum to 1: compute the other one as well, and divide."),
        Trap("dry", lambda a: near(a, 1 - _filtered(), rel=3e-3), "That is the probability of a *dry* day 2."),
        Trap("two-digits", lambda a: near(a, 0.17, rel=1e-9), "Right to two digits. Three are asked."),
        Trap("impossible", lambda a: not 0 <= a <= 1, "A probability lies between 0 and 1."),
    ),
    why=".818 after day 1, .627 expected for day 2, and .063 : .298 after looking, so .174. One missing umbrella outweighs yesterday's.",
    fallback="Begin with day 1 alone. Before you look, rain has .5; after the umbrella it should have .818. Do you get that?",
    prepare=_filtered,
)

P2 = Exercise(
    "ch05-5h-p2", {"answer_p2": numbers(2)}, lambda a: near(a, [2.3, 2.1], rel=1e-3),
    (
        Trap("swapped", lambda a: near(a, [2.1, 2.3], rel=1e-3), "These are the two numbers, in the other order: the first belongs to each day's best state.", ""),
        Trap("story", lambda a: near(a[1], 0.38, rel=1e-3), "With .38 the path is right *as a whole*. The question counts days, and a path that is wrong somewhere may be right on two days. How probable is state 0 on each day?", "STATE"),
        Trap("three-stories", lambda a: near(a[1], 1.14, rel=1e-3), "Three times .38 would count a day only if the whole path is right. How probable is state 0 on each day by itself?", "STATE"),
        Trap("product", lambda a: near(a[0], 0.9 * 0.6 * 0.8, rel=5e-3), "A product would be the probability that all three days are right, if they were independent. For an expected *number* of days, add.", "PROB"),
        Trap("share", lambda a: near(a, [2.3 / 3, 0.7], rel=5e-3), "These are shares of the days. Asked is how many of the three.", ""),
        Trap("same", lambda a: near(a, [2.1, 2.1], rel=1e-3), "On day 2 state 0 has .4, so it is not that day's best state.", "STATE"),
    ),
    why="whatever you report, the expected number of right days is the sum of the probabilities of the reported states: .9 + .6 + .8 for each day's best, .9 + .4 + .8 for the path. No other report beats the first; only the second is sure to be a possible story.",
    fallback="Take day 1 alone: you report state 0, and it is right with probability .9, so it adds .9 to the expected number of right days. What do days 2 and 3 add?",
)


def _model(seed, K, T):
    rng = np.random.default_rng(seed)
    return rng.dirichlet(np.ones(K)), rng.dirichlet(np.ones(K), K), rng.uniform(0.05, 1, (T, K))


CASES = {
    "hand": (np.array([0.9, 0.1]), np.array([[0.9, 0.1], [0.3, 0.7]]), np.array([[0.2, 0.6], [0.3, 0.6]])),
    "forbidden": (np.array([0.40, 0.35, 0.25]), np.array([[0.5, 0.5, 0], [0, 0, 1], [0, 0, 1]]), np.ones((2, 3))),
    "week": (PI, WEATHER, SEES.T[[0, 0, 1, 0, 0]]),
    "lopsided": _model(290, 3, 6),
    "one-way": (np.array([1.0, 0, 0]), np.array([[0.5, 0.5, 0], [0, 0.5, 0.5], [0, 0, 1]]), np.array([[0.3, 0.2, 0.4], [0.3, 0.6, 0.2], [0.2, 0.3, 0.9]])),
    "long": (PI, WEATHER, SEES.T[np.arange(2000) % 2]),
}
IN_WORDS = {
    "hand": "for π = [.9, .1], A = [[.9, .1], [.3, .7]], B = [[.2, .6], [.3, .6]]",
    "forbidden": "for π = [.4, .35, .25], A = [[.5, .5, 0], [0, 0, 1], [0, 0, 1]] and a B of ones, two days",
    "week": "for the week of umbrellas, though two small cases are right",
    "lopsided": "for six days with three states whose A is not symmetric, though the week of umbrellas is right",
    "one-way": "for three days of a chain that begins in state 0 and goes on to 1 and to 2 only, so that early days cannot be in state 2",
    "long": "for 2000 days with an umbrella on every second one, though all short cases are right",
}


def _log_p(case, path):
    """log P(path, o) of a case; minus infinity for a path with a state that does not exist."""
    pi, A, B = CASES[case]
    z = np.asarray(path, dtype=float)
    if (z != np.clip(np.round(z), 0, len(pi) - 1)).any():
        return -np.inf
    z = z.astype(int)
    with np.errstate(divide="ignore"):
        return np.log(pi[z[0]]) + np.log(A[z[:-1], z[1:]]).sum() + np.log(B[np.arange(len(B)), z]).sum()


@lru_cache
def _references():
    """{case: posterior, best path and its log probability}, and what two slips make of log P(o) of `lopsided`."""
    right = {}
    for name, (pi, A, B) in CASES.items():
        path, best = viterbi(pi, A, np.log(B))
        right[name] = SimpleNamespace(posterior=forward_backward(pi, A, np.log(B)), path=path.tolist(), best=best)
    pi, A, B = CASES["lopsided"]
    transposed, logs = A.T / A.T.sum(axis=1, keepdims=True), np.log(B)
    late, turned = (forward_backward(p, C, logs).log_likelihood for p, C in ((pi @ A, A), (pi, transposed)))
    h = pi * B[0]
    for b in B[1:]:
        h = b * (A @ h)
    return right, late, (turned, np.log(h.sum()))


def _decode(f):
    """log P(o) and path of every case; the number may be NaN or infinite here."""
    got = {}
    with np.errstate(all="ignore"):
        for name, (pi, A, B) in CASES.items():
            result = call(f, pi, A, B)
            if not isinstance(result, (tuple, list)) or len(result) != 2:
                raise Hint("shape")
            value, path = np.asarray(plain(result[0]), dtype=float), np.asarray(plain(result[1]), dtype=float)
            if value.size != 1 or path.shape != (len(B),):
                raise Hint("shape")
            got[name] = SimpleNamespace(value=float(value.ravel()[0]), path=path.tolist())
    return got


def _right(case):
    return _references()[0][case]


def _value_is(case, value):
    return lambda got: near(got[case].value, value(), rel=1e-6)


def _value_right(got, name):
    return near(got[name].value, _right(name).posterior.log_likelihood, rel=1e-6, tiny=1e-6)


def _values_right(got, cases=CASES):
    return all(_value_right(got, name) for name in cases)


def _path_right(got, name):
    """True for the most probable path, or another of the same probability."""
    return _log_p(name, got[name].path) > _right(name).best - 1e-9 * abs(_right(name).best)


def _outside(got):
    """A path names a state that does not exist."""
    pairs = [(state, len(CASES[name][0])) for name in CASES for state in got[name].path]
    return any(state not in range(K) for state, K in pairs)


def _each_days_best(got, part):
    return all(got[name].path == getattr(_right(name).posterior, part).argmax(axis=1).tolist() for name in ("forbidden", "lopsided", "week"))


def _backwards(got):
    return all(got[name].path == _right(name).path[::-1] != _right(name).path for name in ("forbidden", "lopsided"))


def _first_off(got):
    """Name the first case that disagrees, and in what."""
    for name, words in IN_WORDS.items():
        shown = got[name].path if len(got[name].path) < 10 else [*got[name].path[:5], "…"]
        path = ", ".join(f"{k:.0f}" if isinstance(k, float) else k for k in shown)
        if not _value_right(got, name):
            return f"Your log P(o) is {got[name].value:.4f} {words}. That is not it: multiply by what was seen, add up, divide, step, and follow it by hand for two days."
        if not _path_right(got, name):
            return f"Your log P(o) is right. Your path is {path} {words}, and another path is more probable. Which states lead into each state, and which of these ways is the best?"
    raise AssertionError("all cases agree")


I1 = Exercise(
    "ch05-5h-i1", {"decode": function}, lambda got: all(_value_right(got, name) and _path_right(got, name) for name in CASES),
    (
        Trap("not-log", lambda got: near(got["week"].value, np.exp(_right("week").posterior.log_likelihood), rel=1e-6), "This is P(o) itself. Return its logarithm: for 2000 days P(o) is too small for any float."),
        Trap("best-for-all", lambda got: all(near(got[name].value, _right(name).best, rel=1e-6) for name in ("hand", "week", "lopsided")), "Your number is the log probability of the best path, together with what was seen. P(o) is the sum over *all* paths.", "STATE"),
        Trap("underflow", lambda got: not np.isfinite(got["long"].value) and _values_right(got, ["hand", "week", "lopsided"]), "Right on five days, and not finite on 2000: the product has run out of the float's range. Divide by the sum every day, and add up the logarithms.", "SCALE"),
        Trap("late-start", _value_is("lopsided", lambda: _references()[1]), "Your first day comes after a step. Here π is the distribution *at* the first observation; other books put it one step before.", ""),
        Trap("transposed", lambda got: any(near(got["lopsided"].value, v, rel=1e-6) for v in _references()[2]), "In this A rows are today and columns are tomorrow. Which of the two do you sum over?", "SHAPE"),
        Trap("outside", lambda got: _values_right(got) and _outside(got), "Your path names a state that does not exist: with K states they are the whole numbers 0 to K − 1.", ""),
        Trap("best-states", lambda got: _values_right(got) and _each_days_best(got, "gamma"), "You report the best state of each day. In one case that path goes from state 0 to state 2, a step of probability 0. The question is for the best path.", "STATE"),
        Trap("filtered", lambda got: _values_right(got) and _each_days_best(got, "alpha"), "You report the state that was the best of each day when that day was seen. Later days have a say, and the states must fit together: the question is for the best path.", "STATE"),
        Trap("reversed", lambda got: _values_right(got) and _backwards(got), "The path is right and runs backwards in time: you collect it from the end.", ""),
        Trap("products", lambda got: not _path_right(got, "long") and len(set(got["long"].path[-1000:])) == 1 and all(_path_right(got, name) for name in CASES if name != "long"), "The paths of all short cases are right, that of 2000 days ends in one state for ever. What happens to a product of 2000 numbers below 1, and what does `argmax` choose among zeros?", "SCALE"),
    ),
    why="log .0343 for the week, with rain, rain, dry, rain, rain; a path without a forbidden step; and for 2000 days a finite number and the best path, which only logarithms find.",
    fallback=_first_off,
    run=_decode,
    prepare=_references,
    says={"shape": "return two things: one number, and a path of T whole numbers."},
)

V1 = choice(
    "ch05-5h-v1", "955c470c6293",
    {
        "a": ("library", "The library computes the likelihood correctly: at its own parameters your program gives the same number, and that number is lower than yours. Does a tested program find every summit?", "LOCAL"),
        "b": ("mean", "Draw the likelihood with two summits, and mark the point half-way between them. How high is it?", "LOCAL"),
        "d": ("higher", "Nearly right. But with a deviation of its own a state can sit on a single observation and make its density as high as it likes. How would you notice?", "OVF"),
    },
    why="of two points on the same function the higher fits better, unless it is higher for a silly reason: one state on one observation, with a deviation close to 0. A fit is where a search has ended, so look at it.",
)

P3 = choice(
    "ch05-5h-p3", "381d12d6b425",
    {
        "a": ("optima", "Two different summits would agree to two digits perhaps, and not to eight. In what do the two models differ, apart from the order of the numbers?", "LOCAL"),
        "c": ("mean", "A state that is half of one and half of the other describes no year at all. What is the likelihood of a model whose two states are alike?", "CLU"),
    },
    why="exchange the states everywhere, and every path keeps its probability. Order the states, by their means for instance, before you compare two fits.",
)


V2 = choice(
    "ch05-5h-v2", "c7421f3d835a",
    {
        "a": ("training", "More states fit the sequences that they were learnt from at least as well, always: the model with three contains the one with two. Which column was not learnt from?", "TRAIN"),
        "b": ("hair", "On new sequences three states lead by .0005. The line below the table says how much such a difference varies from one half of the sequences to another. Is .0005 much beside that?", "AVG"),
        "d": ("truth", "The table compares predictions. That two states predict best does not say that the croupier has two dice; with ten times as many throws a third state might pay.", "CLU"),
    },
    why="two is the smallest number that nothing beats by more than its error. It answers how many states this amount of data can support, and no more.",
)

P4 = Exercise(
    "ch05-5h-p4", {"answer_p4": number}, lambda a: near(a, _rise(), rel=0.02),
    (
        Trap("certain", lambda a: near(a, 0.01, rel=2e-3), "That would be the rise if all of P(o) went through rain on day 3. What share of it does?", "STATE"),
        Trap("filtered", lambda a: near(a, 0.01 * _shares()[0], rel=0.02), "You took what is believed about day 3 when it is seen. The umbrellas of the two days after it also belong to P(o).", "STATE"),
        Trap("not-log", lambda a: near(a, _rise() * _shares()[2], rel=0.02), "This is the rise of P(o) itself. Asked is its logarithm, so divide by P(o).", ""),
        Trap("dry", lambda a: near(a, 0.01 * (1 - _shares()[1]), rel=0.02), "That is the share of *dry* on day 3. The number that rises belongs to rain.", ""),
        Trap("share", lambda a: near(a, _shares()[1], rel=0.02), "That is the share. Asked is the rise, and the number has risen by one hundredth of itself.", ""),
        Trap("sign", lambda a: near(a, -_rise(), rel=0.02), "The probability of what was seen *rises* if one of its factors does.", ""),
    ),
    why="the slope of log P(o) by log b is the smoothed probability: .307 of P(o) goes through rain on day 3, so one per cent more there is .307 per cent more in all.",
    fallback="Take the seven-line graph of the last section, or the sum over 32 paths: raise that one factor by one per cent, and see what the sum does.",
    prepare=lambda: _rise(),
)


@lru_cache
def _shares():
    """(filtered, smoothed) probability of rain on day 3 of the week, and P(o)."""
    p = forward_backward(PI, WEATHER, np.log(SEES.T[[0, 0, 1, 0, 0]]))
    return p.alpha[2, 0], p.gamma[2, 0], np.exp(p.log_likelihood)


def _rise():
    return 0.01 * _shares()[1]


# the casino of the page
FIRST, CHANGES = np.array([2 / 3, 1 / 3]), np.array([[0.95, 0.05], [0.1, 0.9]])
DICE = np.array([[1 / 6] * 6, [0.1] * 5 + [0.5]])


def typed_throws(name, value):
    """Kind of an answer that is a row of throws: digits from 1 to 6 in one text, a number or a list."""
    value = plain(value)
    text = "".join(map(str, value)) if isinstance(value, list) else str(value)
    text = "".join(c for c in text if c not in " ,;")
    if not text or set(text) - set("123456"):
        raise Hint("type", f"`{name}` should be a row of throws in quotes, digits from 1 to 6.")
    return text


def _game(throws):
    """The best path of these throws, and the filtered and smoothed probabilities of the loaded die."""
    if len(throws) > 10:
        raise Hint("long")
    log_B = np.log(DICE.T[[int(digit) - 1 for digit in throws]])
    p, (path, _) = forward_backward(FIRST, CHANGES, log_B), viterbi(FIRST, CHANGES, log_B)
    return SimpleNamespace(throws=throws, path=path == 1, filtered=p.alpha[:, 1], smoothed=p.gamma[:, 1])


P5 = Exercise(
    "ch05-5h-p5", {"answer_p5": typed_throws}, lambda got: not got.path.any() and got.smoothed.max() > 0.5,
    (
        Trap("no-six", lambda got: "6" not in got.throws, "Only a six is more probable with the loaded die, and there is none among your throws.", ""),
        Trap("other-way", lambda got: got.path.any() and (got.path != (got.smoothed > 0.5)).any(), "Path and best states do disagree here, but the path itself has loaded throws. Asked is one that is fair from first to last.", "STATE"),
        Trap("agree", lambda got: got.path.any(), "Path and best states agree here on the loaded die. The path gives up a short visit first, since it has to pay for both of its changes: make the visit shorter, or put more throws around it.", "STATE"),
        Trap("filtered", lambda got: got.filtered.max() > 0.5, "The path is fair, but only the *filtered* probability is above one half somewhere. With all throws seen, each of them is more probably fair.", "STATE"),
    ),
    run=_game,
    says={"long": "These are more than ten throws. Fewer are enough."},
    why="a path must tell one story, and each single story with a visit is less probable than the one without. But there are many, which begin and end the visit here or there, and the smoothed probability adds them up.",
    fallback=lambda got: f"The path is fair from first to last, as it should be, but so is every throw by itself: the highest smoothed probability of the loaded die is {got.smoothed.max():.2f}. How much must speak for a visit?",
)


@lru_cache
def _tables():
    """{case: (gamma, counts, o, M)}: one to count by hand, one of nine days, the same with a last and with a middle symbol that never occurs."""
    pi, A, _ = _model(3, 2, 9)
    P, o = np.array([[0.6, 0.3, 0.1], [0.1, 0.2, 0.7]]), np.array([0, 2, 2, 1, 0, 0, 2, 1, 2])
    posterior = forward_backward(pi, A, np.log(P.T[o]))
    hand = np.array([[1.0, 0], [0, 1], [0, 1]]), np.array([[0.0, 1], [0, 1]]), np.array([0, 2, 0]), 3
    nine = posterior.gamma, posterior.counts
    return {"hand": hand, "nine": (*nine, o, 3), "last": (*nine, o, 4), "middle": (*nine, np.where(o == 1, 3, o), 4)}


def _learn(f):
    """{case: pi, A and P as arrays} up to the first case that is not right."""
    got = {}
    for name, (gamma, counts, o, M) in _tables().items():
        with np.errstate(all="ignore"):
            result = call(f, gamma, counts, o, M)
        if not isinstance(result, (tuple, list)) or len(result) != 3:
            raise Hint("shape")
        parts = [np.asarray(plain(part), dtype=float) for part in result]
        shapes = [part.shape for part in parts]
        if shapes[:2] == [(2,), (2, 2)] and shapes[2] == (2, len(set(o.tolist()))) != (2, M):
            raise Hint("unseen")
        if shapes != [(2,), (2, 2), (2, M)]:
            raise Hint("shape")
        got[name] = dict(zip(("pi", "A", "P"), parts))
    return got


def _seen(case, gamma=None):
    """Expected counts (2, M) of the symbols in each state."""
    own, _, o, M = _tables()[case]
    gamma = own if gamma is None else gamma
    return np.array([gamma[o == m].sum(axis=0) for m in range(M)]).T


def _rows(table):
    return table / table.sum(axis=1, keepdims=True)


@lru_cache
def _learnt(case):
    gamma, counts, _, _ = _tables()[case]
    return {"pi": gamma[0], "A": _rows(counts), "P": _rows(_seen(case))}


def _wrong_part(got, case):
    """The first of pi, A and P that is not right in that case, or None."""
    return next((part for part, right in _learnt(case).items() if not near(got[case][part], right, rel=1e-7)), None)


def _same(part, value):
    """Test of a trap: that part is what `value` makes of gamma and counts, and is not right."""
    gamma, counts, _, _ = _tables()["nine"]
    return lambda got: near(got["nine"][part], value(gamma, counts), rel=1e-6)


def _missing(got):
    case = next(case for case in _tables() if _wrong_part(got, case))
    part = _wrong_part(got, case)
    shown = {"hand": "gamma = [[1, 0], [0, 1], [0, 1]], counts = [[0, 1], [0, 1]], o = [0, 2, 0], M = 3: here the states are certain, so count by hand",
             "nine": "nine days on which no state is certain, though the case of certain states is right. Which days count for it, and with what weight?",
             "last": "nine days and a fourth symbol that never occurs, though three symbols are right",
             "middle": "nine days with symbols 0, 2 and 3 of four: the middle one never occurs"}[case]
    return f"Your {part} is {got[case][part].round(3).tolist()} for {shown}."


I2 = Exercise(
    "ch05-5h-i2", {"m_step": function}, lambda got: not any(_wrong_part(got, case) for case in _tables()),
    (
        Trap("mean-start", _same("pi", lambda g, c: g.mean(axis=0)), "Your π is the share of all days. π belongs to the first day alone.", "ITER"),
        Trap("last-day", _same("pi", lambda g, c: g[-1]), "Your π is what is believed about the *last* day. It belongs to the first.", ""),
        Trap("all-days", _same("A", lambda g, c: c / g.sum(axis=0)[:, None]), "The rows of your A sum to less than 1. You divide by all days in the state, but no step leads out of the last day.", "ITER"),
        Trap("columns", _same("A", lambda g, c: c / c.sum(axis=0)), "The columns of your A sum to 1. It is a probability given the state *from* which the step goes.", "SHAPE"),
        Trap("turned", _same("A", lambda g, c: _rows(c).T), "Your A is the right table with rows and columns exchanged: a row is the state from which the step goes.", "SHAPE"),
        Trap("broadcast", _same("A", lambda g, c: c / c.sum(axis=1)), "The sums are those of the rows, but NumPy divided the columns by them: a sum without `keepdims=True` lies down as a row.", "SHAPE"),
        Trap("all-steps", _same("A", lambda g, c: c / c.sum()), "All of your A together sums to 1. Each row must, for from each state some step is taken.", "PROB"),
        Trap("days-apart", _same("A", lambda g, c: _rows(g[:-1].T @ g[1:])), "You multiplied the probabilities of the two days. That would be right if they were independent, but the chain ties them together: `counts` has the steps.", "PROB"),
        Trap("not-divided", _same("P", lambda g, c: _seen("nine")), "Your P holds expected counts. Each row must sum to 1.", "PROB"),
        Trap("over-states", _same("P", lambda g, c: _seen("nine") / _seen("nine").sum(axis=0)), "Your P says which state a symbol comes from. It should say which symbol a state shows.", "PROB"),
        Trap("best-state", _same("P", lambda g, c: _rows(_seen("nine", np.eye(2)[g.argmax(axis=1)]))), "You gave each day wholly to its most probable state. Every day counts for both, with its probabilities.", "STATE"),
    ),
    why="counts and shares, exactly as if the states had been seen, only that a day may count for a part.",
    fallback=_missing,
    run=_learn,
    prepare=lambda: [_learnt(case) for case in _tables()],
    says={"shape": "return three things: pi (K,), A (K, K) and P (K, M).",
          "unseen": "One of the M symbols never occurs in `o`, and your P has no column for it. It needs one, of zeros."},
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, I1, I2, V1, V2)}
