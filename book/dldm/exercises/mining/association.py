"""Exercises of chapter 5.4: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
import itertools
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...datasets.baskets import import_baskets
from ...datasets.tables import titanic
from ...mining.association.apriori import apriori_steps
from ...mining.association.chance import (
    item_table,
    pair_lifts,
    shuffle_columns,
    shuffle_within_margins,
)
from ...mining.association.eclat import eclat
from ...mining.association.fp_growth import fp_growth, fp_tree_steps
from ...mining.association.rules import rules
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

# ---------------------------------------------------------------- P1 to P5


@lru_cache
def _triples():
    """How many triples Apriori joins, and how many of them it prunes."""
    baskets = [list(word) for word in ["abc", "abc", "abcd", "abd", "acd", "bc", "cd", "acde"]]
    state = list(apriori_steps(baskets, 3))[2]
    return len(state.joined), len(state.pruned)


P1 = Exercise(
    "ch05-4-p1", {"answer_p1": number}, lambda a: a == _triples()[0] - _triples()[1],
    (
        Trap("joined", lambda a: a == 3, "That many triples are joined. Before they are counted, look inside each: is every pair in it frequent?"),
        Trap("all", lambda a: a == 10, "Five items have ten triples, but most are never formed. Which items are frequent, and which frequent pairs agree in their first item?"),
        Trap("four-items", lambda a: a == 4, "Four frequent items have four triples. A triple is formed only from two frequent *pairs* that agree in their first item: is every one of your four?"),
        Trap("one", lambda a: a in (0, 1), "Too few: check the counts of the pairs once more. Which pairs with an a are in at least three baskets?"),
    ),
    why="a b c and a c d. The join also made a b d, but b and d are together in two baskets only.",
    fallback="List the frequent pairs first; there are five.",
    prepare=_triples,
)

P2 = choice(
    "ch05-4-p2", "c151b0901607",
    {
        "a": ("confident", "Three in five is much or little only next to something: what share of *all* receipts holds butter?", "CONF"),
        "c": ("support", "The share with both is the support. A lift divides it by what independence would give: multiply the two margins.", "CONF"),
    },
    why="among all receipts 60 % hold butter, among those with bread 57.9 %. The lift is .964, below 1.",
)


@lru_cache
def _nodes():
    """Nodes of the tree of the six baskets, without the root."""
    *_, (_, tree) = fp_tree_steps([list(word) for word in ["ab", "bcd", "abc", "acd", "abe", "abc"]], 2)
    return sum(map(len, tree.nodes.values()))


P3 = Exercise(
    "ch05-4-p3", {"answer_p3": number}, lambda a: a == _nodes(),
    (
        Trap("unshared", lambda a: a in (16, 17), "You gave every basket a branch of its own. Baskets that begin alike share their nodes; only the counts grow."),
        Trap("header", lambda a: a == 4, "Four items are in the tree. But an item has a node in every branch in which it occurs: where does c occur?"),
        Trap("one-more", lambda a: a == 9, "One too many: did you count the root, or did the rare item enter the tree?"),
        Trap("merged", lambda a: a in (5, 6, 7), "Too few. Two nodes of one item are the same only if everything above them is the same: may the c of `b c d` and the c of `a b c` be one node?"),
    ),
    why="a, a b, a b c, then a c, a c d, and b, b c, b c d. The rare e leaves no trace.",
    fallback="Draw the tree after each basket: walk from the root as far as you can, and add nodes only where the way ends.",
    prepare=_nodes,
)


def typed_baskets(name, value):
    """Kind of an answer that holds baskets: words in one text, or a list of words or of lists of items; the items are single characters."""
    value = plain(value)
    rows = value.split("," if "," in value else None) if isinstance(value, str) else value
    if not isinstance(rows, list) or not all(isinstance(row, str | list) and all(isinstance(item, str) for item in row) for row in rows):
        raise Hint("type", f"`{name}` should hold baskets as words in one pair of quotes, \"ab cd\" for two of them.")
    baskets = [frozenset("".join("".join(row).split()).lower()) for row in rows]
    if not any(baskets):
        raise Hint("type", f"`{name}` holds no basket: write them as words, \"ab cd\" for two of them.")
    return [basket for basket in baskets if basket]


def _pairs_and_triple(baskets):
    """The baskets, their items, the count of each pair of these, and of all of them together; with a, b and c other items are left out."""
    items = sorted(frozenset().union(*baskets))
    items = ["a", "b", "c"] if {"a", "b", "c"} <= set(items) else items
    pairs = {pair: sum(basket.issuperset(pair) for basket in baskets) for pair in itertools.combinations(items, 2)}
    return SimpleNamespace(baskets=baskets, items=items, pairs=pairs, least=min(pairs.values(), default=0),
                           all=sum(basket.issuperset(items) for basket in baskets))


def _rarest_pair(got):
    pair = min(got.pairs, key=got.pairs.get)
    return f"{' and '.join(pair)} are together in {got.pairs[pair]} of your baskets, and 3 are needed. Which basket brings more than one pair a step further?"


P4 = Exercise(
    "ch05-4-p4", {"answer_p4": typed_baskets}, lambda got: len(got.items) == 3 and len(got.baskets) == 5 and got.least >= 3 > got.all,
    (
        Trap("items", lambda got: len(got.items) != 3, "Your baskets together should hold the three items a, b and c, each of them."),
        Trap("triple", lambda got: got.all >= 3, "All three are together in at least three of your baskets, so the triple is frequent as well. In how many may they be?"),
        Trap("many", lambda got: got.least >= 3, "Every pair is frequent and the triple is not, but with more than five baskets. How many pairs does each of them bring a step further?"),
        Trap("at-two", lambda got: got.least == 2 > got.all, "At the least count 2 this would do. Move the slider to 3: there a pair is missing."),
        Trap("no-triple", lambda got: len(got.baskets) == 5 and got.all == 0, "None of your baskets holds all three, so that the five bring five of the pairs at most. Three pairs are needed three times each: what else may a basket hold?"),
    ),
    run=_pairs_and_triple,
    why="two baskets with all three count for each pair at once, and one more basket a pair does the rest. Every part of the triple is frequent, so nothing prunes it: only counting shows that it is rare. With four baskets it cannot be done.",
    fallback=_rarest_pair,
)


def _logit(p):
    return np.log(p / (1 - p))


TEA, MILK, BOTH, CARTS, K = 100, 125, 60, 500, 5
LIFT = BOTH * CARTS / (TEA * MILK)
WEIGHTS = [_logit(BOTH / TEA), np.log(LIFT / K)]


def _number_is(i, *values):
    """Test of a trap: number i of the answer is one of the values."""
    return lambda a: any(near(a[i], value, rel=5e-3) for value in values)


P5 = Exercise(
    "ch05-4-p5", {"answer_p5": numbers(2)}, lambda a: near(a, WEIGHTS, rel=0.015),
    (
        Trap("swapped", lambda a: near(a[::-1], WEIGHTS, rel=0.015), "Both numbers are right, but their order is not: first that of the network that is given tea."),
        Trap("output", _number_is(0, BOTH / TEA), "Your first number is the confidence, which is the *output* of the network. The weight stands before the sigmoid."),
        Trap("log", _number_is(0, np.log(BOTH / TEA)), "Your first number is the logarithm of the confidence. Put it through a sigmoid: does the confidence come out?"),
        Trap("turned", _number_is(0, _logit(BOTH / MILK), BOTH / MILK), "Your first number belongs to the rule from milk to tea. Among which baskets does the rule from tea to milk speak?", "CONF"),
        Trap("no-k", _number_is(1, np.log(LIFT)), "Your second number is the logarithm of the lift. Pairs by chance were shown k times as often: where does k enter?"),
        Trap("plus", _number_is(1, np.log(LIFT * K)), "Your second number grows with k. The more pairs by chance are shown, the rarer is a true one among them."),
        Trap("no-log", _number_is(1, LIFT, LIFT / K), "Your second number has no logarithm. A quotient of counts is never negative; the number before a sigmoid may be."),
        Trap("share", _number_is(1, LIFT / (LIFT + K)), "Your second number is the share of true pairs, the *output* of the second network. The weight stands before its sigmoid."),
    ),
    why="σ(.405) is the confidence .6, and σ(-.734) = .324 the share of true pairs: 60 of them against 5 · 25 by chance.",
    fallback=lambda a: f"Your {'second' if near(a[0], WEIGHTS[0], rel=0.015) else 'first'} number is not the weight. Which share does its network show behind the sigmoid? Then which number before a sigmoid makes that share?",
)

# ---------------------------------------------------------------- I1

NINE = [b.split() for b in ("I1 I2 I5", "I2 I4", "I2 I3", "I1 I2 I4", "I1 I3", "I2 I3", "I1 I3", "I1 I2 I3 I5", "I1 I2 I3")]
MIXED = [[1, "a", (2, 3)], ["a", 1], [(2, 3), 1, "a", "b"], ["b"], ["a", 1, (2, 3), "c"]]  # kinds that do not sort together


TRIED = (("the nine baskets, least count 2", NINE, 2), ("baskets of mixed items, least count 2", MIXED, 2),
         ("the library's modules, least count 8", import_baskets().baskets, 8))


@lru_cache
def _frequent(k):
    """The right sets of case k, and those of a least count one higher."""
    _, baskets, least = TRIED[k]
    return eclat(baskets, least), eclat(baskets, least + 1)


def _mined(f):
    """The function's sets of each case, up to the first that is not right."""
    runs = []
    for k, (_, baskets, least) in enumerate(TRIED):
        result = call(f, baskets, least)
        if not isinstance(result, dict) or not all(isinstance(itemset, frozenset) for itemset in result):
            raise Hint("shape")
        runs.append(result)
        if result != _frequent(k)[0]:
            break
    return runs


def _last_run(compare):
    """Test of a trap: `compare` of the last case's answer and the right one."""
    return lambda runs: compare(runs[-1], _frequent(len(runs) - 1)[0])


def _is_part(keep):
    """Test of a trap: the first answer holds the right sets of which `keep` says so, and no others."""
    right = _frequent(0)[0]
    return lambda runs: runs[0] == {itemset: n for itemset, n in right.items() if keep(itemset, right)} != right


def _no_larger(itemset, right):
    return not any(itemset < other for other in right)


def _closed(itemset, right):
    return not any(itemset < other and n == right[itemset] for other, n in right.items())


def _first_set(runs):
    """Name the first case that is not right, and the smallest set that tells."""
    (name, baskets, _), mine, right = TRIED[len(runs) - 1], runs[-1], _frequent(len(runs) - 1)[0]
    itemset = min((s for s in mine.keys() | right.keys() if mine.get(s) != right.get(s)), key=lambda s: (len(s), sorted(map(str, s))))
    told = f"has the count {mine[itemset]}" if itemset in mine else "is missing"
    shown = f" ({', '.join(' '.join(map(str, b)) for b in baskets)})" if len(baskets) < 10 else ""
    return f"On {name}{shown}: in your dictionary {{{', '.join(map(str, sorted(itemset, key=str)))}}} {told}. Count by hand in how many baskets all of it lies."


I1 = Exercise(
    "ch05-4-i1", {"my_miner": function}, lambda runs: len(runs) == len(TRIED) and runs[-1] == _frequent(len(TRIED) - 1)[0],
    (
        Trap("none", lambda runs: not runs[-1], "Your dictionary is empty. Is the search called, and does it write what it finds into the dictionary that you return?"),
        Trap("strict", lambda runs: runs[-1] == _frequent(len(runs) - 1)[1], "You return exactly the sets with *more* than `least` baskets. Are sets with just that count frequent?"),
        Trap("empty", _last_run(lambda mine, right: frozenset() in mine), "Your answer holds the empty set. It is in every basket, but it is a start and not a find."),
        Trap("pairs", _is_part(lambda s, _: len(s) == 2), "You return the pairs alone. Single items are itemsets, too, and so are triples."),
        Trap("no-singles", _is_part(lambda s, _: len(s) > 1), "The single items are missing. An item by itself is a set of one."),
        Trap("no-triples", _is_part(lambda s, _: len(s) < 3), "You stop at pairs. Some triples are frequent, too: go on until nothing new is found."),
        Trap("maximal", _is_part(_no_larger), "You return the largest frequent sets only. Asked are all of them, the parts of these among them."),
        Trap("closed", _is_part(_closed), "You leave out every set that has a larger one with the same count: those are the closed sets. Asked are all frequent sets."),
        Trap("counts", _last_run(lambda mine, right: mine.keys() == right.keys()), "The sets are right, their counts are not. In how many baskets is *all* of a set?"),
        Trap("missing", _last_run(lambda mine, right: mine.items() < right.items()), "Some frequent sets are missing, and the others are right. If you extend a prefix by later items, is the order the same everywhere? If you join, do any two sets with the same beginning meet?"),
        Trap("rare", _last_run(lambda mine, right: mine.items() > right.items()), "Your answer also holds sets that are in too few baskets. Where do you compare with `least`?"),
    ),
    why="13, 10 and 403 sets with their counts, whatever the kinds of the items.",
    fallback=_first_set,
    run=_mined,
    prepare=lambda: [_frequent(k) for k in range(len(TRIED))],
    says={"shape": "return a dictionary whose keys are frozensets and whose values are counts.",
          "TypeError": "If it says that two items cannot be compared: items may be of mixed kinds, numbers, texts and tuples, which do not sort. Number them in the order in which they are met."},
)

# ---------------------------------------------------------------- I2


HAND = [b.split() for b in ("a", "a b", "b", "a b c", "c", "b c")]


@lru_cache
def _tasks():
    """[(rule, baskets)]: one to count by hand, the twelve of the Titanic, and the first of these turned round."""
    people = titanic()
    persons = [[f"{name}={value}" for name, value in zip(people.names, row)] for row in people.X.tolist()]
    frequent, right = fp_growth(persons, 0.005), [frozenset(["survived=Yes"]), frozenset(["survived=No"])]
    twelve = rules(frequent, len(persons), 0.8, right)
    back = [rule for rule in rules(frequent, len(persons)) if (rule.left, rule.right) == twelve[0][1::-1]]
    hand = [rule for rule in rules(fp_growth(HAND, 1), len(HAND)) if (rule.left, rule.right) == ({"a"}, {"b"})]
    return [(hand[0], HAND), *((rule, persons) for rule in twelve + back)]


def _measured(f):
    """Columns of the function's measures, and the rules themselves."""
    rows = [numbers(3)("the result", call(f, rule.left, rule.right, baskets)) for rule, baskets in _tasks()]
    columns = np.array(rows).T
    return SimpleNamespace(support=columns[0], confidence=columns[1], lift=columns[2], rules=[rule for rule, _ in _tasks()])


def _column(got, name):
    return near(getattr(got, name), [getattr(rule, name) for rule in got.rules], rel=1e-6)


def _shares(rule):
    """The shares of the left and of the right side."""
    return rule.support / rule.confidence, rule.confidence / rule.lift


def _first_rule(got):
    """Show the first measure that is not right, for the first rule of which it is not."""
    name = next(name for name in ("support", "confidence", "lift") if not _column(got, name))
    mine, rule = next((mine, rule) for mine, rule in zip(getattr(got, name), got.rules) if not near(mine, getattr(rule, name), rel=1e-6))
    left, right = (" and ".join(sorted(side)) for side in (rule.left, rule.right))
    where = f" in the baskets `{'`, `'.join(map(' '.join, HAND))}`" if rule is got.rules[0] else ""
    return f"For {left} → {right}{where} your {name} is {mine:.4f}. Work out the four counts by hand: all baskets, those with the left side, with the right side, with both."


I2 = Exercise(
    "ch05-4-i2", {"my_measures": function},
    lambda got: all(_column(got, name) for name in ("support", "confidence", "lift")),
    (
        Trap("count", lambda got: got.support.max() > 1, "Your support is a number of baskets. A support is a share of them."),
        Trap("left-only", lambda got: near(got.support, [_shares(r)[0] for r in got.rules], rel=1e-6), "Your support is that of the left side alone. The support of a rule counts the baskets that hold both sides."),
        Trap("nothing", lambda got: near(got.support, np.ones(len(got.rules)), rel=1e-6), "Your support is 1 for every rule. `left & right` is what both sides share, which is nothing, and nothing lies in every basket. Which set must a basket hold?"),
        Trap("any", lambda got: near(got.support, [sum(_shares(r)) - r.support for r in got.rules], rel=1e-6), "Your support counts baskets that hold one side *or* the other. Which of `|` and `&` belongs between two sets of items if a basket must hold them all?"),
        Trap("wrong-base", lambda got: near(got.confidence, [r.support / _shares(r)[1] for r in got.rules], rel=1e-6), "Your confidence divides by the share of the right side, and so it measures the rule turned round. Among which baskets does the rule speak?", "CONF"),
        Trap("asymmetric", lambda got: near(got.lift, [r.confidence / _shares(r)[0] for r in got.rules], rel=1e-6), "Support and confidence are right, but your lift changes when the rule is turned round. By which base rate must the confidence be divided?", "CONF"),
        Trap("swapped", lambda got: near(got.support, [r.confidence for r in got.rules], rel=1e-6) and near(got.confidence, [r.support for r in got.rules], rel=1e-6), "The numbers are right, the order is not: support first, then confidence."),
        Trap("lift-of-counts", lambda got: near(got.lift * [len(baskets) for _, baskets in _tasks()], [r.lift for r in got.rules], rel=1e-6), "Support and confidence are right, and your lift is too small by a factor n, the number of baskets. A quotient of counts is no quotient of shares: where does n enter?"),
        Trap("rounded", lambda got: all(near(getattr(got, name), [getattr(r, name) for r in got.rules], rel=0, tiny=0.006) for name in ("support", "confidence", "lift")), "Your measures are right to two digits at least, so they look rounded. Return them as they are."),
        Trap("leverage", lambda got: near(got.lift, [r.leverage for r in got.rules], rel=1e-6), "That is the leverage: it subtracts what independence would give. The lift divides by it."),
    ),
    why="all twelve rules to the last digit; turned round, support and lift stay, and the confidence changes.",
    fallback=_first_rule,
    run=_measured,
    prepare=_tasks,
)

# ---------------------------------------------------------------- V1 to V3

V1 = choice(
    "ch05-4-v1", "1a6aaa857c4f",
    {
        "a": ("library", "Both answers are right for what was asked. How many baskets of nine are 23 %, if only whole baskets count?", ""),
        "c": ("fp-growth", "All three searches are complete: for one threshold they return one and the same answer. What differs here is the threshold.", ""),
    },
    why="2 of 9 is .2222 and fails at .23, so that at least three baskets are asked for. Say thresholds as counts where you can.",
)

V2 = choice(
    "ch05-4-v2", "3b2a6abf47f4",
    {
        "a": ("agrees", "The two rates are right. But compute them for severe cases alone and for light ones alone: what remains of the advantage?", "CAUSE"),
        "c": ("mistake", "It is possible, and it happens here. What share of A's patients, and what share of B's, were severe cases?", "CAUSE"),
    },
    why="of the severe cases 11 % died at A and 13 % at B, of the light ones 2 % and 3 %. A's cases were severe eight times in nine, B's once in five.",
)


@lru_cache
def _accidents():
    """Shares of the pairs with a count of at least 4 and a lift of at least 2 that chance makes: (keeping sizes, not)."""
    M, _ = item_table(import_baskets().baskets)
    rng = np.random.default_rng(0)

    def strong(M):
        both, lift = pair_lifts(M)
        return ((both >= 4) & (lift >= 2) & np.tri(len(both), k=-1, dtype=bool)).sum()

    traded, kept = M, []
    for trades in (5000, *[500] * 39):
        traded = shuffle_within_margins(traded, rng, trades)
        kept.append(strong(traded))
    columns = [strong(shuffle_columns(M, rng)) for _ in range(20)]
    return np.mean(kept) / strong(M), np.mean(columns) / strong(M)


V3 = Exercise(
    "ch05-4-v3", {"answer_v3": number}, lambda a: abs(a - _accidents()[0]) < 0.07,
    (
        Trap("none", lambda a: 0 <= a < 0.01, "None? With 29,403 pairs, a few chance meetings are enough for a lift above 2 if both modules are rare. Count the strong pairs of a shuffled table."),
        Trap("columns", lambda a: abs(a - _accidents()[1]) < 0.03, "That is the answer of shuffled columns, in which every basket has about six modules. The question grants that some modules import more: which null keeps that?"),
        Trap("complement", lambda a: abs(1 - a - _accidents()[0]) < 0.03, "That is the share of those that are *not* accidents."),
        Trap("number", lambda a: a > 1, "A share lies between 0 and 1: divide the pairs of a shuffled table by those of the real one."),
    ),
    why="some 100 of 166: three in five of these \"strong\" pairs would be there if modules differed only in how common they are and how much they import.",
    fallback="`shuffle_within_margins(M, rng, trades)` shuffles and keeps the sizes, `pair_lifts(M)` counts. Trade until nothing of the real table is left, and count every pair once, above the diagonal.",
    prepare=_accidents,
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, I1, I2, V1, V2, V3)}
