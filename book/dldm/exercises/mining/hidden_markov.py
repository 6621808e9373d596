"""Exercises on hidden Markov models: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...mining.hidden_markov.inference import forward_backward, viterbi
from ..kinds import Exercise, Hint, Trap, call, choice, function, near, number, plain

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

P2 = choice(
    "ch05-5h-p2", "b157d6fdbd58",
    {
        "a": ("best-path", "Then Viterbi's algorithm would be superfluous. In the example with three states, what was the best path, and what the sequence of best states?", "STATE"),
        "b": ("possible", "Look at the example with three states: state 0 first, state 2 next. How probable is a step from 0 to 2?", "STATE"),
    },
    why="the expected number of right days is the sum of the probabilities of the reported states, and you took the largest of each day. That the states fit together is not asked, and not guaranteed.",
)


def _model(seed, K, T):
    rng = np.random.default_rng(seed)
    return rng.dirichlet(np.ones(K)), rng.dirichlet(np.ones(K), K), rng.uniform(0.05, 1, (T, K))


CASES = {
    "week": (PI, WEATHER, SEES.T[[0, 0, 1, 0, 0]]),
    "forbidden": (np.array([0.40, 0.35, 0.25]), np.array([[0.5, 0.5, 0], [0, 0, 1], [0, 0, 1]]), np.ones((2, 3))),
    "lopsided": _model(5, 3, 6),
    "long": (PI, WEATHER, SEES.T[np.arange(2000) % 2]),
}


@lru_cache
def _references():
    """For each case log P(o) and the path, and of `lopsided` what the known slips would give."""
    with np.errstate(all="ignore"):
        right = {name: (forward_backward(p, A, np.log(B)).log_likelihood, viterbi(p, A, np.log(B))[0].tolist())
                 for name, (p, A, B) in CASES.items()}
    pi, A, B = CASES["lopsided"]
    transposed = A.T / A.T.sum(axis=1, keepdims=True)
    logs = np.log(B)
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


def _value_is(case, value):
    return lambda got: near(got[case].value, value(), rel=1e-6)


def _values_right(got, cases=CASES):
    return all(near(got[name].value, _references()[0][name][0], rel=1e-6, tiny=1e-6) for name in cases)


def _paths_right(got):
    return all(got[name].path == _references()[0][name][1] for name in ("week", "forbidden", "lopsided"))


def _marginal(got):
    return got["forbidden"].path == [0, 2]


I1 = Exercise(
    "ch05-5h-i1", {"decode": function}, lambda got: _values_right(got) and _paths_right(got),
    (
        Trap("not-log", lambda got: near(got["week"].value, np.exp(_references()[0]["week"][0]), rel=1e-6), "This is P(o) itself. Return its logarithm: for 2000 days P(o) is too small for any float."),
        Trap("underflow", lambda got: not np.isfinite(got["long"].value) and _values_right(got, ["week", "lopsided"]), "Right on five days, and not finite on 2000: the product has run out of the float's range. Divide by the sum every day, and add up the logarithms.", "SCALE"),
        Trap("late-start", _value_is("lopsided", lambda: _references()[1]), "Your first day comes after a step. Here π is the distribution *at* the first observation; other books put it one step before.", ""),
        Trap("transposed", lambda got: any(near(got["lopsided"].value, v, rel=1e-6) for v in _references()[2]), "In this A rows are today and columns are tomorrow. Which of the two do you sum over?", "SHAPE"),
        Trap("best-states", lambda got: _values_right(got) and _marginal(got), "Your path goes from state 0 to state 2, a step of probability 0. You took the best state of each day; the question is for the best path.", "STATE"),
        Trap("reversed", lambda got: _values_right(got) and got["forbidden"].path == [2, 1], "The path is right and runs backwards in time: you collect it from the end.", ""),
        Trap("path", _values_right, "The log probabilities are right, and a path is not. Check it on the week of umbrellas: where does each state's best way come from?", "STATE"),
    ),
    why="log .0343 for the week, with rain, rain, dry, rain, rain; a path without a forbidden step; and a finite number for 2000 days.",
    fallback="Follow the umbrellas by hand for two days, and compare with the sums that you divide by.",
    run=_decode,
    prepare=_references,
    says={"shape": "return two things: one number, and a path of T whole numbers."},
)

V1 = choice(
    "ch05-5h-v1", "955c470c6293",
    {
        "a": ("library", "The library computes the likelihood correctly, and says itself that its fit is lower than the other. Does a tested program find every summit?", "LOCAL"),
        "b": ("mean", "Draw the likelihood with two summits, and mark the point half-way between them. How high is it?", "LOCAL"),
    },
    why="of two points on the same function the higher fits better, and the residuals say whether it fits well. A fit is where a search has ended, and no more than that.",
)

P3 = choice(
    "ch05-5h-p3", "381d12d6b425",
    {
        "a": ("optima", "Two different summits would agree to two digits perhaps, and not to eight. In what do the two models differ, apart from the order of the numbers?", "LOCAL"),
        "c": ("mean", "A state that is half of one and half of the other describes no year at all. What is the likelihood of a model whose two states are alike?", "CLU"),
    },
    why="exchange the states everywhere, and every path keeps its probability. Order the states, by their means for instance, before you compare two fits.",
)


@lru_cache
def _expected():
    """gamma (9, 2), counts (2, 2), symbols and their number: the expectations of some model."""
    pi, A, _ = _model(3, 2, 9)
    P, o = np.array([[0.6, 0.3, 0.1], [0.1, 0.2, 0.7]]), np.array([0, 2, 2, 1, 0, 0, 2, 1, 2])
    posterior = forward_backward(pi, A, np.log(P.T[o]))
    return posterior.gamma, posterior.counts, o, 3


def _learn(f):
    """(pi, A, P) as arrays, and the P of the same symbols with 1 renamed to 3: then one of four never occurs."""
    gamma, counts, o, M = _expected()
    got = []
    for seen, symbols in ((o, M), (np.where(o == 1, M, o), M + 1)):
        with np.errstate(all="ignore"):
            result = call(f, gamma, counts, seen, symbols)
        if not isinstance(result, (tuple, list)) or len(result) != 3:
            raise Hint("shape")
        parts = [np.asarray(plain(part), dtype=float) for part in result]
        if [part.shape for part in parts] == [(2,), (2, 2), (2, M)] and symbols > M:
            raise Hint("unseen")
        if [part.shape for part in parts] != [(2,), (2, 2), (2, symbols)]:
            raise Hint("shape")
        got.append(parts)
    return SimpleNamespace(pi=got[0][0], A=got[0][1], P=got[0][2], gap=got[1][2])


@lru_cache
def _learnt():
    gamma, counts, o, M = _expected()
    seen = np.array([gamma[o == m].sum(axis=0) for m in range(M)]).T
    P = seen / seen.sum(axis=1, keepdims=True)
    return SimpleNamespace(pi=gamma[0], A=counts / counts.sum(axis=1, keepdims=True), seen=seen, P=P, gamma=gamma,
                           counts=counts, gap=np.column_stack([P[:, 0], [0, 0], P[:, 2], P[:, 1]]))


def _same(part, value):
    return lambda got: near(getattr(got, part), value(_learnt()), rel=1e-6)


def _hard(r):
    best = np.eye(2)[r.gamma.argmax(axis=1)]
    seen = np.array([best[_expected()[2] == m].sum(axis=0) for m in range(3)]).T
    return seen / seen.sum(axis=1, keepdims=True)


I2 = Exercise(
    "ch05-5h-i2", {"m_step": function}, lambda got: all(near(getattr(got, part), getattr(_learnt(), part), rel=1e-7) for part in ("pi", "A", "P", "gap")),
    (
        Trap("mean-start", _same("pi", lambda r: r.gamma.mean(axis=0)), "Your π is the share of all days. π belongs to the first day alone.", "ITER"),
        Trap("all-days", _same("A", lambda r: r.counts / r.gamma.sum(axis=0)[:, None]), "The rows of your A sum to less than 1. You divide by all days in the state, but no step leads out of the last day.", "ITER"),
        Trap("columns", _same("A", lambda r: r.counts / r.counts.sum(axis=0)), "The columns of your A sum to 1. It is a probability given the state *from* which the step goes.", "SHAPE"),
        Trap("not-divided", _same("P", lambda r: r.seen), "Your P holds expected counts. Each row must sum to 1.", "PROB"),
        Trap("over-states", _same("P", lambda r: r.seen / r.seen.sum(axis=0)), "Your P says which state a symbol comes from. It should say which symbol a state shows.", "PROB"),
        Trap("best-state", _same("P", _hard), "You gave each day wholly to its most probable state. Every day counts for both, with its probabilities.", "STATE"),
    ),
    why="counts and shares, exactly as if the states had been seen, only that a day may count for a part.",
    fallback="Try it with a gamma of zeros and ones, where you can count by hand.",
    run=_learn,
    prepare=_learnt,
    says={"shape": "return three things: pi (K,), A (K, K) and P (K, M).",
          "unseen": "One of the M symbols never occurs in `o`, and your P has no column for it. It needs one, of zeros, or every later symbol stands in the wrong place."},
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, I2, V1)}
