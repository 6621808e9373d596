"""Exercises of chapter 6: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from types import SimpleNamespace

import numpy as np

from ...bridges.attention import attention
from ..kinds import (
    Exercise,
    Hint,
    Trap,
    call,
    choice,
    digest,
    function,
    near,
    numbers,
    row_of,
)

# ---------------------------------------------------------------- P1, P2

P1 = Exercise(
    "ch06-p1", {"answer_p1": numbers(2)}, lambda a: 0.05 <= a[0] < 0.25 and 0.55 < a[1] < 0.85,
    (
        Trap("share", lambda a: max(a) > 1 or min(a) < 0, "An accuracy lies between 0 and 1."),
        Trap("swapped", lambda a: a[1] < 0.25 and 0.55 < a[0] < 0.85, "These are the two accuracies the other way round. At which number of *rows* is a width of 500 the unlucky one?"),
        Trap("low", lambda a: a[0] < 0.05, "With 500 rows the net fares badly, but who guesses among ten digits is right in a tenth, and errors do not conspire to be worse than that."),
        Trap("threshold", lambda a: a[0] > 0.5, "With 500 rows the width 500 is just enough to fit everything: the interpolation threshold. What happens to the smallest singular value there?", "OVF"),
        Trap("high", lambda a: a[0] >= 0.25 and 0.55 < a[1] < 0.85, "The second is right, the first still too high. Compare the lowest points that the player shows: for ten digits, what does guessing give?"),
        Trap("falls", lambda a: a[0] < 0.25 and a[1] <= a[0] + 0.1, "Less data is not worse here. For 250 rows the valley is at 250, and the width 500 is twice that: look to the right of the valley.", "OVF"),
        Trap("between", lambda a: a[0] < 0.25, "The first is right. For the second, read the player at one and a half times and at three times the width of the valley, with 100 and with 300 rows."),
    ),
    why="some .1 with 500 rows and .7 with 250. Leaving out half of the data moves the valley away from the width.",
    fallback="Ask the page: `fits(0, 500, [500])` and `fits(0, 250, [500])`, and look at `new`.",
)

P2 = Exercise(
    "ch06-p2", {"answer_p2": numbers(3)}, lambda a: near(a, [10, 20, 30]),
    (
        Trap("nearest", lambda a: near(a[0], 20), "The nearest key has the value 20. But attention compares by the dot product, and a long key wins: work out all three products."),
        Trap("kernel-dot", lambda a: near(a[:2], [10, 10]), "The first is right. The kernel compares by distance, and for distance the length of a key is no advantage: which key is nearest?"),
        Trap("ends", lambda a: near(a[0], 30), "30 is the mean of all values, the limit of a *large* temperature: the scores are divided by it, and become equal. A small one makes the differences huge."),
        Trap("sum", lambda a: near(a[2], 90), "The weights have the sum 1. Equal weights of three keys are one third each."),
        Trap("zero", lambda a: near(a[2], 0), "The scores go to zero, but the weights are their softmax, and always have the sum 1."),
    ),
    why="the products are .8, 1.8 and −.6, so attention takes the long key (3, 0). The nearest is (0, 1). With equal weights both give the mean.",
    fallback="Products of the query with the keys for the first, distances for the second, the mean of the values for the third.",
)

# ---------------------------------------------------------------- P3


def _first(value):
    """Test of a trap: the threshold is that value."""
    return lambda a: near(a[0], value, rel=2e-3)


P3 = Exercise(
    "ch06-p3", {"answer_p3": numbers(2)}, lambda a: near(a, [0.175, 150], rel=2e-3),
    (
        Trap("percent", _first(17.5), "The threshold is a probability: divide by 100 if yours is in per cent."),
        Trap("no-costs", _first(0.25), "That would be right without the handling costs. They are paid whatever the customer does: what are they as a share of 500?"),
        Trap("added", _first(0.325), "You added the handling costs to the interest. They make a loan less attractive, so the limit falls."),
        Trap("loss-alone", _first(0.14 / 0.6), "You divided by the loss alone. Against a default the bank loses what it lent *and* does not earn the interest: r + ℓ."),
        Trap("likelier", _first(0.5), "One half would be right if a good loan earned as much as a bad one loses. Write down what granting is worth, and ask where it is 0.", "PROB"),
        Trap("small-loan", lambda a: near(a[0], 0.175, rel=2e-3) and near(a[1], 50, rel=2e-3), "The first is right. For the second the customer pays for sure, p = 0: which amount earns just its handling costs, by *interest*?"),
        Trap("both-rates", lambda a: near(a[0], 0.175, rel=2e-3) and near(a[1], 37.5, rel=2e-3), "The first is right. For the second put p = 0 into what granting is worth: the loss rate drops out."),
    ),
    why="(.2 − 30/500) / (.2 + .6) = .175, and at 30/.2 = 150 the limit is 0: not even a sure customer pays for the handling. The costs of the bank's decision set both, the model neither.",
    fallback="Granting is worth (1 − p) · .2 · M − p · .6 · M − 30. Put M = 500 and solve for p; then put p = 0 and solve for M.",
)

# ---------------------------------------------------------------- I1


HAND = (np.array([[1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([[10.0], [20.0]]), 0.5)


def _cases():
    """[(Q, K, V, tau), ...]: one query and two keys, ordinary, one query, many, huge scores."""
    rng = np.random.default_rng(61)
    sizes = [(5, 7, 4, 3, 0.7), (1, 6, 3, 2, 2.0), (6, 6, 5, 1, 1.5)]
    cases = [(rng.normal(size=(m, d)), rng.normal(size=(n, d)), rng.normal(size=(n, c)), tau) for m, n, d, c, tau in sizes]
    return [HAND, *cases, (100 * cases[0][0], 100 * cases[0][1], cases[0][2], 1.0)]


def _outputs(f):
    """The learner's outputs and the cases."""
    found = []
    for case in _cases():
        with np.errstate(over="ignore", invalid="ignore"):
            result = call(f, *case)
        wanted = (len(case[0]), case[2].shape[1])
        if isinstance(result, tuple) and len(result) == 2:
            raise Hint("pair")
        got = np.asarray(result, dtype=float)
        if got.shape != wanted:
            raise Hint("shape", f"the output has shape {got.shape}, expected {wanted}: one row a query, one column a column of V.")
        found.append(got)
    return SimpleNamespace(out=found, cases=_cases())


def _like(rule):
    """Test of a trap: the outputs but for the huge scores are what `rule` gives: rule(Q, K, tau) -> weights."""
    return lambda got: all(np.allclose(out, rule(Q, K, tau) @ V) for out, (Q, K, V, tau) in list(zip(got.out, got.cases))[:4])


def _soft(S, axis=1):
    E = np.exp(S)
    return E / E.sum(axis=axis, keepdims=True)


def _near_keys(scale):
    """Weights by distance: softmax of -|q - k|^2 / scale(tau)."""
    return lambda Q, K, t: _soft(-((Q[:, None] - K) ** 2).sum(axis=2) / scale(t))


def _cosine(Q, K, t):
    lengths = np.linalg.norm(Q, axis=1)[:, None] * np.linalg.norm(K, axis=1)
    return _soft(Q @ K.T / lengths / t)


def _by_distance(got):
    return any(_like(_near_keys(scale))(got) for scale in (lambda t: t, lambda t: 2 * t, lambda t: t**2, lambda t: 2 * t**2))


def _outside(got):
    """Whether an output leaves the range of its column of values."""
    return any((out > V.max(axis=0) + 1e-9).any() or (out < V.min(axis=0) - 1e-9).any()
               for out, (_, _, V, _) in zip(got.out, got.cases))


def _first_output(got):
    """Show the first case that is not right."""
    k = next(k for k, (out, case) in enumerate(zip(got.out, got.cases)) if not np.allclose(out, attention(*case)[0]))
    Q, K, V, tau = got.cases[k]
    if k:
        return f"One query with two keys is right, {len(Q)} with {len(K)} are not. Compare row by row with `attention(Q, K, V, tau)[0]`."
    return f"For Q = {Q.tolist()}, K = {K.tolist()}, V = {V.tolist()} and tau = {tau} you return {got.out[0].round(4).tolist()}. By hand: the two products, divided by tau; their softmax; the mean of 10 and 20 with these weights."


I1 = Exercise(
    "ch06-i1", {"my_attention": function},
    lambda got: all(np.allclose(out, attention(*case)[0]) for out, case in zip(got.out, got.cases)),
    (
        Trap("overflow", lambda got: _like(lambda Q, K, t: _soft(Q @ K.T / t))(got) and not np.isfinite(got.out[-1]).all(), "Right for small scores. For scores of several thousand some row of yours is infinity over infinity, or 0 over 0. Subtract from each row *its own* largest score."),
        Trap("finite", _like(lambda Q, K, t: _soft(Q @ K.T / t)), "Right for ordinary scores, and finite for scores of several thousand, but wrong there. What you did to them changes the softmax. Subtracting from each row its own largest score does not."),
        Trap("axis", _like(lambda Q, K, t: _soft(Q @ K.T / t, 0)), "Your weights have the sum 1 over the *queries*. Each query distributes its own attention over the keys.", "SHAPE"),
        Trap("all-pairs", _like(lambda Q, K, t: _soft(Q @ K.T / t, None)), "Your weights have the sum 1 over all pairs together. Each query distributes its own attention over the keys: one sum a row.", "SHAPE"),
        Trap("no-tau", _like(lambda Q, K, t: _soft(Q @ K.T)), "You left out the temperature."),
        Trap("times-tau", _like(lambda Q, K, t: _soft(Q @ K.T * t)), "You multiply by the temperature. A high temperature should make the choice softer."),
        Trap("root-d", _like(lambda Q, K, t: _soft(Q @ K.T / np.sqrt(Q.shape[1]))), "You divide by the root of d, which is what a transformer takes for the temperature. Here tau is given: divide by that."),
        Trap("distance", _by_distance, "These are weights by *distance*, a kernel's. Attention compares a query with a key by their dot product."),
        Trap("cosine", _like(_cosine), "You divide by the lengths of query and key. Attention takes the dot product as it is, so that a long key speaks louder."),
        Trap("not-normalised", _like(lambda Q, K, t: np.exp(Q @ K.T / t)), "Your weights do not have the sum 1: divide each row by its sum."),
        Trap("no-softmax", _like(lambda Q, K, t: Q @ K.T / t), "These are the scores themselves as weights. They can be negative; the softmax makes weights of them.", "SOFTEL"),
        Trap("weights", _outside, "Your output leaves the range of the values, which a weighted mean cannot."),
    ),
    why="also for scores of several thousand, where one key takes everything.",
    fallback=_first_output,
    run=_outputs,
    says={"ValueError": "Write down the shapes: (M, d) times (d, N) gives the scores.",
          "pair": "return the outputs alone, (M, columns of V), without the weights."},
)

# ---------------------------------------------------------------- V1, V2, V3

V1 = choice(
    "ch06-v1", "26bba4655e9a",
    {
        "a": ("half", "One half would be right if both mistakes cost the same *and* half of the people were ill. Here a missed case costs nine times as much, and one in twenty is ill.", "PROB"),
        "b": ("uncorrected", "The formula needs the probability for the people in the clinic. The model's .5 is one half among equally many ill and healthy; in the clinic the same person is ill with probability .05.", "PROB"),
    },
    why="leaving out healthy people multiplies the odds by 19, for everybody. Divide them by 19 again; .1 after correction is s = .68 or so before it.",
)

V2 = choice(
    "ch06-v2", "cc2546936962",
    {
        "a": ("large", "It may well be more than chance, but three things changed. How much of the fifth would the new threshold alone have brought?", "AVG"),
        "c": ("deeper", "If the deeper one earns more, you still do not know what the first one did, and you would compare the best of several tries. Which single change has to be undone?", "DEEP"),
    },
    why="an ablation, repeated: everything as released, only the attention layer removed. Random filters were the same idea.",
)

V3 = Exercise(
    "ch06-v3", {"answer_v3": row_of("ecfx", 5)}, lambda a: digest("ch06-v3", a) == "4b678801e8c4",
    (
        Trap("empty", lambda a: a[0] == "f", "Statement 1: which event, on which day, would show that it was wrong? If there is none, it is no forecast that can fail."),
        Trap("promise", lambda a: a[0] in "ec", "Statement 1 speaks of years to come, so it is a forecast of one of the two kinds. Could anything refute it?"),
        Trap("small", lambda a: a[1] == "c", "Statement 2: a count, its spread, and everything that is needed to repeat it. How many customers would you ask for before you called a measurement one?", "AVG"),
        Trap("measured", lambda a: a[1] in "fx", "Statement 2 speaks of what was found, not of what will be."),
        Trap("extrapolated", lambda a: a[2] in "ec", "Statement 3: up to which size was anything measured? And is the sentence about that size?", "DEEP"),
        Trap("fails", lambda a: a[2] == "x" or a[4] == "x", "Statements 3 and 5 name a number, and 5 a date: write down the result that would refute them."),
        Trap("praise", lambda a: a[3] == "e", "Statement 4: which number was measured, on which rows, against what? That somebody says it is no measurement.", "DEEP"),
        Trap("present", lambda a: a[3] in "fx", "Statement 4 says how things are today, and offers nothing to check it by."),
        Trap("dated", lambda a: a[4] in "ec", "Statement 5 is about a day to come. Nobody can have measured it."),
    ),
    why="1 cannot fail, 2 can be repeated, 3 leaves the sizes that were measured, 4 is said and not shown, 5 can fail on a known day. Only 2 is evidence, and of a narrow thing.",
    fallback="Take them one by one. Is it about the future? Then: what would refute it? Is it about the present? Then: what was measured?",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, V1, V2, V3)}
