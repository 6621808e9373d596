"""Exercises on Markov chains: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from types import SimpleNamespace

import numpy as np

from ...datasets.sequences import ALPHABET
from ...mining.sequences.markov import count_steps, followers, transitions
from ..kinds import Exercise, Hint, Trap, call, choice, function, near, number, plain


def _is(value):
    return lambda a: near(a, value, rel=5e-3)


P1 = Exercise(
    "ch05-5c-p1", {"answer_p1": number}, lambda a: near(a, 1 / (1 - 0.92), rel=6e-3),
    (
        Trap("after-the-first", lambda a: near(a, 0.92 / 0.08, rel=6e-3), "These are the days *after* the first one. The first day of the run belongs to it.", ""),
        Trap("median", lambda a: near(a, np.log(0.5) / np.log(0.92), rel=2e-2), "After that many days half of the runs are over. A few very long ones draw the mean above that.", "AVG"),
        Trap("mode", lambda a: a == 1, "One day is the most *probable* length. The question is for the mean.", "AVG"),
        Trap("probability", lambda a: 0 < a < 1, "This is a probability. How many days does a run last on average?", "PROB"),
    ),
    why="a run lasts exactly d days with probability .92^(d-1) · .08, and the mean of that is 1/.08.",
    fallback="Each day the run ends with the same probability. How often must you throw a coin that shows heads with that probability, until it does, on average?",
)

P2 = Exercise(
    "ch05-5c-p2", {"answer_p2": number}, _is(0.44),
    (
        Trap("wet-way", _is(0.36), "That is rain on both days. Tomorrow may also be dry: which other way leads to a wet day after tomorrow?"),
        Trap("dry-way", _is(0.08), "That is the way through a dry tomorrow. There is a second way; add it."),
        Trap("one-step", _is(0.6), "That is tomorrow. One step more: what if tomorrow is wet, and what if it is dry?", "ITER"),
        Trap("stationary", _is(1 / 3), "That is where the chain settles in the long run. After two steps it still remembers today."),
        Trap("dry", _is(0.56), "That is the probability of a dry day after tomorrow."),
        Trap("wrong-row", _is(0.48), "For the way through a dry tomorrow you multiplied by .6. From today's rain to a dry day it is 1 − .6, and from there to rain .2."),
        Trap("impossible", lambda a: not 0 <= a <= 1, "A probability lies between 0 and 1."),
    ),
    why=".6 · .6 + .4 · .2 = .44, one entry of the matrix squared. It lies between tomorrow's .6 and the long run's .333.",
    fallback="Two ways: wet, wet, wet and wet, dry, wet. Multiply along each, and add.",
)


P3 = choice(
    "ch05-5c-p3", "f3dbe78aea5e",
    {
        "a": ("any-stationary", "Each of them has such a distribution, and still one goes round for ever and one never leaves a part. Start each in one state with certainty, and take six steps by hand.", ""),
        "b": ("connected", "Start A in state 0: where is it after three steps, after six, after seven? That every state can be reached does not help if it is known *when*.", ""),
        "c": ("loops", "Start B in state 2 and then in state 0: do the two ever agree? And C gets along without a state that follows itself: it has ways round of two and of three steps.", ""),
    },
    why="A goes round in threes and B cannot leave its part. C can reach every state from every other, and its rounds take two or three steps, so that after a while no moment is impossible for any state.",
)

P4 = Exercise(
    "ch05-5c-p4", {"answer_p4": number}, _is(-0.06),
    (
        Trap("sign", _is(0.06), "The size is right. The network gives u too little; which sign has output minus target?"),
        Trap("unweighted", _is(-0.3), "That is output minus target in the row of q. L is a mean over all 50 steps: which share of them starts at q?"),
        Trap("both", _is(0.3), "Output minus target, not target minus output; and L is a mean over all 50 steps, of which only some start at q."),
        Trap("no-output", _is(-0.16), "You left out what the network says. At the best output the derivative must be 0."),
        Trap("log-only", _is(-0.32), "That is the derivative by the *probability* of u. The weight also changes the sum below in the softmax."),
        Trap("per-visit", _is(-0.006), "You divided by 50 and left out that q is seen ten times."),
        Trap("other-letter", _is(0.02), "That is the derivative by the weight of a."),
    ),
    why="a fifth of the steps start at q, and there the output .5 lies .3 below the target .8. A step against the gradient raises the weight.",
    fallback="In the row of q: what does the network say of u, and what do the counts say? Then the share of the steps that start at q.",
)


def typed_text(name, value):
    """Kind of an answer that is a text of letters from a to z and spaces."""
    text = value.lower() if isinstance(value, str) else ""
    if not text or set(text) - set(ALPHABET):
        raise Hint("type", f"`{name}` should be a text in quotes, of letters from a to z and spaces.")
    return text


def _after(text):
    """What comes after each letter and after each pair of letters of the text: {letter or pair: the set of followers}."""
    if len(text) > 12:
        raise Hint("long")
    found = []
    for k in (1, 2):
        seen = followers(list(text), k)
        contexts = [tuple(text[t:t + k]) for t in range(len(text) - k + 1)]
        found.append({"".join(context): set(seen.get(context, ())) for context in contexts})
    return SimpleNamespace(letters=found[0], pairs=found[1], end=text[-2:])


def _free(got):
    """Whether each letter leaves a choice."""
    return all(len(after) > 1 for after in got.letters.values())


def _first_without_choice(got):
    letter, after = next((letter, after) for letter, after in got.letters.items() if len(after) < 2)
    comes = f"\"{after.pop()}\" alone" if after else "nothing"
    return f"after \"{letter}\" comes {comes}, so that order 1 has no choice there. Where could \"{letter}\" stand once more?"


P5 = Exercise(
    "ch05-5c-p5", {"answer_p5": typed_text}, lambda got: _free(got) and all(len(after) == 1 for after in got.pairs.values()),
    (
        Trap("one-letter", lambda got: len(got.letters) == 1, "A text of a single letter leaves nothing to choose at any order. Take two different ones."),
        Trap("order-1", lambda got: all(len(after) < 2 for after in got.letters.values()), "No letter leaves a choice: order 1 already recites this text. One letter of the past is to be too little."),
        Trap("order-2", lambda got: any(len(after) > 1 for after in got.pairs.values()), "Order 2 still has a choice: in the picture some row of order 2 has more than one dot. After each pair the same letter must come every time."),
        Trap("end", lambda got: _free(got) and not got.pairs[got.end], "The pair at the end stands nowhere before, so nobody knows what comes after it. Go on until the text ends in a pair that has been seen."),
    ),
    run=_after,
    says={"long": "Your text is longer than twelve letters, and spaces count. Half of that is enough."},
    why="the last letter alone leaves it open what comes next, and the last two settle it. A chain of order 1 forgets just what matters here; one of order 2 recites.",
    fallback=_first_without_choice,
)

DRY, WET = 0.3, 0.6  # the probability of a wet day after a dry and after a wet one
START = 0.8  # a dry Monday
STEPS = (1 - DRY) * DRY * WET  # dry, dry, wet, wet

P6 = Exercise(
    "ch05-5c-p6", {"answer_p6": number}, lambda a: near(a, START * STEPS, rel=0.01),
    (
        Trap("no-start", _is(STEPS), "You left out the start: that is the probability if Monday is known to be dry."),
        Trap("wet-start", _is((1 - START) * STEPS), "Your first factor is that of a wet Monday."),
        Trap("transposed", _is(START * (1 - DRY) * (1 - WET) * WET), "For the step from dry to wet you took that from wet to dry. A row of the table is today, a column tomorrow."),
        Trap("one-short", _is(START * (1 - DRY) * DRY), "That is the probability of Monday to Wednesday. Four days have three steps."),
        Trap("logarithm", _is(np.log(START * STEPS)), "That is the logarithm of the probability."),
        Trap("not-a-path", _is(START * (1 - DRY) ** 2 * WET), "Your second step stays dry. Tuesday is dry and Wednesday wet."),
        Trap("sum", _is(START + (1 - DRY) + DRY + WET), "You added the factors. A path needs its start *and* each of its steps: multiply."),
    ),
    why="one factor for the start and one for each of the three steps, .8 · .7 · .3 · .6.",
    fallback="Write the four days in a row: how probable is the first one, and how probable is each next one after the one before it? Then multiply.",
)

LETTERS = np.array([0, 1, 1, 2, 0, 1, 2, 2, 1, 0, 0, 1])


CHAINS = ((3, 0.0), (3, 0.5), (4, 0.5))  # K and add; a symbol 3 never occurs


def _tables(f):
    """The table of each case, up to the first that is not right."""
    tables = []
    for K, add in CHAINS:
        table = np.asarray(plain(call(f, LETTERS, K, add)), dtype=float)
        if table.shape != (K, K):
            raise Hint("shape")
        tables.append(table)
        if not near(table, _chain(K, add), rel=1e-6):
            break
    return tables


def _chain(K, add):
    return transitions(count_steps(LETTERS, K), add)


def _table_is(which, build):
    """Test of a trap: the table of that case, the first that is not right, is what `build` makes of the counts."""
    return lambda got: len(got) == which + 1 and near(got[which], build(count_steps(LETTERS, CHAINS[which][0]).astype(float)), rel=1e-6)


def _wrapped():
    return count_steps(np.append(LETTERS, LETTERS[0]), 3)


def _first_row(got):
    """Show the first row that is not right."""
    (K, add), table = CHAINS[len(got) - 1], got[-1]
    i = int(np.flatnonzero(np.abs(table - _chain(K, add)).max(axis=1) > 1e-6)[0])
    return f"For o = {LETTERS.tolist()}, K = {K} and add = {add:g} your row {i} is {table[i].round(3).tolist()}. Count by hand: which symbols follow the symbol {i}, and how often?"


I1 = Exercise(
    "ch05-5c-i1", {"my_chain": function}, lambda got: len(got) == 3 and near(got[2], _chain(4, 0.5), rel=1e-6),
    (
        Trap("counts", _table_is(0, lambda N: N), "These are the counts. Divide each row by its sum.", "PROB"),
        Trap("joint", _table_is(0, lambda N: N / N.sum()), "You divided by all steps, which gives the probabilities of *pairs*. Each row must sum to 1 by itself.", "PROB"),
        Trap("transposed", lambda got: _table_is(0, lambda N: transitions(count_steps(LETTERS[::-1], 3)))(got) or _table_is(0, lambda N: transitions(N).T)(got), "Rows and columns have changed places. Row i is now, column j is next.", "SHAPE"),
        Trap("columns", _table_is(0, lambda N: N / N.sum(axis=0)), "Your columns sum to 1. Given what is it a probability: the present symbol or the next?", "SHAPE"),
        Trap("broadcast", _table_is(0, lambda N: N / N.sum(axis=1)), "The sums are those of the rows, but NumPy divided the columns by them: a sum without `keepdims=True` lies down as a row.", "SHAPE"),
        Trap("circle", _table_is(0, lambda N: transitions(_wrapped())), "You count a step from the last symbol back to the first. A sequence of T symbols has T - 1 steps.", "ITER"),
        Trap("occurrences", _table_is(0, lambda N: N / np.bincount(LETTERS)[:, None]), "Your row 1 sums to less than 1. You divide by how often the symbol occurs, but nothing follows its last occurrence, at the end.", "ITER"),
        Trap("ignored", _table_is(1, transitions), "Without made-up visits it is right; but your table does not change with `add`.", ""),
        Trap("spread", _table_is(1, lambda N: transitions(N, 0.5 / 3)), "You gave each cell the share add / K. Every *cell* gets `add` made-up visits.", ""),
        Trap("one-share", lambda got: len(got) == 2 and not near(got[1].sum(axis=1), np.ones(3), rel=1e-6), "With `add` your rows no longer sum to 1. The K cells of a row have all got made-up visits: is that so in your cells, and in the total that you divide by?", "PROB"),
    ),
    why="each row sums to 1, with half a visit in every cell it moves towards thirds, and a symbol that was never seen is followed by each with the same probability.",
    fallback=_first_row,
    run=_tables,
    says={"shape": "return a table of shape (K, K), for K = 3 symbols (3, 3)."},
)

ASKED = (((), 3, 0.5), ((1,), 3, 0.5), ((0, 1), 3, 1.0), ((0, 2), 4, 0.25), ((2, 2, 0), 3, 0.5))  # context, K, add


def _visits(n, total, p, K, add):
    return (n + add * K * p) / (total + add * K)


def _mixed(context, K, add, share=_visits, orders=None, part=lambda c, k: c[len(c) - k:], end=0):
    """The probabilities after a context, the shorter ones mixed in; the options are what one can get wrong."""
    p, o = np.full(K, 1 / K), LETTERS.tolist()
    for k in (range(len(context) + 1) if orders is None else orders(len(context))):
        places = [t for t in range(len(o) - k + end) if tuple(o[t:t + k]) == part(context, k)]
        after = [o[t + k] for t in places if t + k < len(o)]
        p = np.array([share(after.count(x), len(places), p[x], K, add) for x in range(K)])
    return p


def _mixtures(f):
    """The answer to each case, up to the first that is not right."""
    found = []
    for context, K, add in ASKED:
        p = np.asarray(plain(call(f, LETTERS.tolist(), context, K, add)), dtype=float)
        if p.shape != (K,):
            raise Hint("shape")
        found.append(p)
        if not near(p, _mixed(context, K, add), rel=1e-6):
            break
    return found


def _mixes(**slip):
    """Test of a trap: all answers up to the first that is not right are those of that slip."""
    return lambda got: all(near(p, _mixed(*case, **slip), rel=1e-6) for p, case in zip(got, ASKED))


def _first_mixture(got):
    """Show the first context that is not right."""
    (context, K, add), p = ASKED[len(got) - 1], got[-1]
    return f"For o = {LETTERS.tolist()}, the context {context}, K = {K} and add = {add:g} you return {p.round(3).tolist()}. Go by hand from the empty context to this one: what followed each of its ends in o, and how are the made-up visits shared out?"


I2 = Exercise(
    "ch05-5c-i2", {"my_mixture": function}, lambda got: len(got) == len(ASKED) and _mixes()(got),
    (
        Trap("plain", _mixes(share=lambda n, total, p, K, add: (n + add) / (total + add * K)), "You share out the made-up visits evenly at every order. They should go to the symbols as the context that is shorter by one says."),
        Trap("one-visit", _mixes(share=lambda n, total, p, K, add: (n + add * p) / (total + add)), "You hand out `add` visits a context. It is `add` a *cell* on average, so `add * K` in all."),
        Trap("oldest", _mixes(part=lambda c, k: c[:k]), "You shorten a context at the wrong end. What lies furthest back is left out first; the last symbol stays longest."),
        Trap("no-empty", _mixes(orders=lambda k: range(1, k + 1)), "For the empty context you return the same for every symbol. It says how often each symbol occurs at all; only its made-up visits are shared out evenly."),
        Trap("turned", _mixes(orders=lambda k: range(k, -1, -1)), "You end with the empty context, which has the last word then. Begin with it, and end with the whole context."),
        Trap("occurrences", _mixes(end=1), "You divide by how often the context occurs. At the very end of o nothing follows it: count what follows."),
        Trap("no-sum", lambda got: abs(got[-1].sum() - 1) > 1e-6, "Your probabilities do not sum to 1. Do those that you begin with? And are all made-up visits of a context in the denominator?", "PROB"),
    ),
    why="each context starts with the belief of the one that is shorter by a symbol, and its own visits outweigh it as they grow; one that was never seen says what the shorter one says.",
    fallback=_first_mixture,
    run=_mixtures,
    says={"shape": "return a row of K probabilities."},
)

V1 = choice(
    "ch05-5c-v1", "e812f7fbfccf",
    {
        "a": ("training", "Of course the training bits fall: a longer context only cuts the counts finer. Which row predicts letters that the chain has not counted?", "TRAIN"),
        "b": ("no-gap", "There the two rows agree, and both are bad. A gap is no fault by itself: which order has the smallest held-out loss?", "OVF"),
    },
    why="the held-out bits are smallest there. Below, the chain knows too little; above, its contexts are too rare.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, P6, I1, I2, V1)}
