"""Chapter 5.4's miners against hand-worked baskets, mlxtend, brute force and each other; rules and chance."""
import itertools
import math
import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from dldm.datasets import berkeley, import_baskets, titanic
from dldm.mining import association
from dldm.mining.association import (
    FPTree,
    apriori,
    apriori_steps,
    closed,
    eclat,
    eclat_steps,
    fast,
    fp_growth,
    fp_growth_steps,
    fp_tree_steps,
    informative,
    item_table,
    maximal,
    pair_lifts,
    rules,
    shuffle_columns,
    shuffle_within_margins,
    trade,
    trade_steps,
)
from dldm.page import play
from hypothesis import given, settings
from hypothesis import strategies as st
from mlxtend.frequent_patterns import apriori as mlxtend_apriori
from mlxtend.frequent_patterns import association_rules, fpmax
from scipy.sparse import csr_array

NINE = [b.split() for b in ("I1 I2 I5", "I2 I4", "I2 I3", "I1 I2 I4", "I1 I3", "I2 I3", "I1 I3", "I1 I2 I3 I5",
                            "I1 I2 I3")]
MINERS = apriori, eclat, fp_growth, fast.eclat, fast.fp_growth
baskets_of_letters = st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), min_size=1, max_size=14)


def sets(text):
    return {frozenset(part.split()) for part in text.split(",")}


def brute(baskets, least):
    held = [frozenset(b) for b in baskets]
    items = sorted(frozenset().union(*held))
    every = (frozenset(c) for k in range(1, len(items) + 1) for c in itertools.combinations(items, k))
    counts = {c: sum(c <= b for b in held) for c in every}
    return {c: n for c, n in counts.items() if n >= least}


def frame(baskets):
    M, items = item_table(baskets)
    return pd.DataFrame(M.astype(bool), columns=items)


def test_apriori_on_the_nine_baskets():
    states = list(apriori_steps(NINE, 2))
    assert [(len(s.joined), len(s.pruned), len(s.frequent)) for s in states] == [(5, 0, 5), (10, 0, 6), (6, 4, 2)]
    assert states[2].frequent == {frozenset(["I1", "I2", "I3"]): 2, frozenset(["I1", "I2", "I5"]): 2}
    assert set(states[2].pruned) == sets("I1 I3 I5,I2 I3 I4,I2 I3 I5,I2 I4 I5")


@given(baskets_of_letters, st.integers(1, 5))
@settings(max_examples=80, deadline=None)
def test_all_miners_find_what_brute_force_finds(baskets, least):
    wanted = brute(baskets, least)
    for miner in MINERS:
        assert miner(baskets, least) == wanted


@pytest.mark.parametrize("least", [30, 8, 5])
def test_miners_equal_mlxtend_on_the_library(least):
    baskets = import_baskets().baskets
    theirs = mlxtend_apriori(frame(baskets), least / 328, use_colnames=True)
    wanted = {s: round(share * 328) for s, share in zip(theirs.itemsets, theirs.support)}
    assert all(miner(baskets, least) == wanted for miner in MINERS)


def test_shares_are_rounded_up_to_counts():
    given, counts = (2 / 9, 0.23, 1.0, 1e-6, 1, np.int64(4)), [2, 3, 9, 1, 1, 4]
    assert [association.least_count(share, 9) for share in given] == counts
    assert [association.least_count(k / 9, 9) for k in range(1, 10)] == list(range(1, 10))


@pytest.mark.parametrize("miner", MINERS)
@pytest.mark.parametrize(("baskets", "min_support", "words"), [
    (NINE, 0, "at least 1"), (NINE, -3, "at least 1"), (NINE, True, "at least 1"), (NINE, 0.0, "above 0"),
    (NINE, 1.5, "at most 1"), (NINE, float("nan"), "above 0"), ([], 1, "no baskets"),
    ([[["a"]]], 1, "hashable"), ("abc", 1, "a basket is a text"), (["ab", "b"], 1, "a basket is a text"),
    ([1, 2], 1, "baskets must hold")])
def test_bad_input_of_the_miners(miner, baskets, min_support, words):
    with pytest.raises(ValueError, match=words):
        miner(baskets, min_support)


@pytest.mark.parametrize("miner", MINERS)
def test_degenerate_baskets(miner):
    assert miner([[], []], 1) == {}
    assert miner([["a", "a"], []], 1) == {frozenset("a"): 1}
    assert miner([["a"]], 2) == {}
    assert miner([[1, "1", (1,)]] * 2, 2) == dict.fromkeys(
        map(frozenset, [[1], ["1"], [(1,)], [1, "1"], [1, (1,)], ["1", (1,)], [1, "1", (1,)]]), 2)
    baskets = [["b", "a"], ["a"]]
    miner(baskets, 1)
    assert baskets == [["b", "a"], ["a"]]


def test_fp_tree_of_the_nine_baskets():
    *_, (entered, tree) = fp_tree_steps(NINE, 2)
    assert entered == ["I2", "I1", "I3"] and sum(map(len, tree.nodes.values())) == 10
    assert {item: node.count for item, node in tree.root.children.items()} == {"I2": 7, "I1": 2}
    assert {item: tree.total(item) for item in tree.nodes} == {"I1": 6, "I2": 7, "I3": 6, "I4": 2, "I5": 2}
    narrow = tree.conditional("I5", 2)
    assert {item: [(n.count, n.path()) for n in nodes] for item, nodes in narrow.nodes.items()} == {
        "I2": [(2, [])], "I1": [(2, ["I2"])]}


def test_paths_and_counts_of_a_tree():
    tree = FPTree()
    for basket, count in (("ab", 3), ("ac", 2), ("ab", 1)):
        tree.insert(basket, count)
    paths = fast.PathTree({("a", "b"): 4, ("a", "c"): 2})
    assert paths.nodes == {"a": {(): 6}, "b": {("a",): 4}, "c": {("a",): 2}}
    (a,), (b,), (c,) = tree.nodes.values()
    assert [(n.item, n.count, n.path()) for n in (a, b, c)] == [("a", 6, []), ("b", 4, ["a"]), ("c", 2, ["a"])]
    assert a.parent is tree.root and b.parent is c.parent is a and a.children == {"b": b, "c": c}


def test_every_step_finds_new_sets():
    grown = [frozenset(s.itemset) for s in fp_growth_steps(NINE, 2)]
    met = [frozenset((*s.prefix, item)) for s in eclat_steps(NINE, 2) for item, *_ in s.extensions]
    assert len(grown) == len(set(grown)) == len(met) == len(set(met)) == 13


def test_tids_and_bits_are_baskets():
    for plain, state in zip(eclat_steps(NINE, 2), fast.eclat_steps(NINE, 2), strict=True):
        assert plain.prefix == state.prefix
        for (item, tids), (same, bits, count) in zip(plain.extensions, state.extensions, strict=True):
            held = {j for j, basket in enumerate(NINE) if {*state.prefix, item} <= set(basket)}
            assert item == same and tids == held == set(state.baskets(bits)) and count == len(held)


@given(baskets_of_letters, st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_the_fast_searches_take_the_steps_of_the_plain_ones(baskets, least):
    plain = [(s.prefix, [(item, len(tids)) for item, tids in s.extensions]) for s in eclat_steps(baskets, least)]
    quick = [(s.prefix, [(item, count) for item, _, count in s.extensions]) for s in fast.eclat_steps(baskets, least)]
    assert sorted(plain) == sorted(quick)
    grown = {s.itemset: (s.count, {item: s.tree.total(item) for item in s.tree.nodes})
             for s in fp_growth_steps(baskets, least)}
    assert grown == {s.itemset: (s.count, {item: s.tree.total(item) for item in s.tree.nodes})
                     for s in fast.fp_growth_steps(baskets, least)}
    sets = [frozenset(basket) for basket in baskets]
    for k in (1, 2, 3):
        candidates = list(map(frozenset, itertools.combinations("abcdef", k)))
        assert fast.count_in(candidates, sets) == association.count_in(candidates, sets)


@given(baskets_of_letters, st.integers(1, 400), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_trades_keep_counts_and_sizes(baskets, trades, seed):
    M = item_table([*baskets, ["a"], []], list("abcdef"))[0]
    before = M.copy()
    traded = shuffle_within_margins(M, np.random.default_rng(seed), trades)
    assert (traded.sum(axis=0) == M.sum(axis=0)).all() and (traded.sum(axis=1) == M.sum(axis=1)).all()
    assert (before == M).all() and set(np.unique(traded)) <= {0, 1}
    assert (traded == shuffle_within_margins(M, np.random.default_rng(seed), trades)).all()


def test_a_trade_deals_out_what_only_one_of_two_holds():
    rng, seen = np.random.default_rng(0), set()
    for _ in range(60):
        one, two = trade({1, 2, 3}, {3, 4}, rng)
        assert len(one) == 3 and len(two) == 2 and one & two == {3} and one | two == {1, 2, 3, 4}
        seen.add(frozenset(one))
    assert seen == {frozenset({3, *pair}) for pair in itertools.combinations((1, 2, 4), 2)}
    assert trade({1}, {1, 2}, rng) == ({1}, {1, 2})


def test_all_tables_with_the_same_margins_are_equally_likely():
    """Three items, three baskets of one item each: six tables; 3,000 of them, each the last after five trades."""
    rng, M = np.random.default_rng(1), np.eye(3)
    seen = {}
    for _ in range(3000):
        M = shuffle_within_margins(M, rng, 5)
        seen[M.tobytes()] = seen.get(M.tobytes(), 0) + 1
    assert len(seen) == 6 and all(abs(count - 500) < 100 for count in seen.values())


def test_bad_input_of_trades():
    with pytest.raises(ValueError, match="two baskets"):
        next(trade_steps([[1, 0]], np.random.default_rng(0), 3))
    with pytest.raises(ValueError, match="trades"):
        next(trade_steps(np.eye(3), np.random.default_rng(0), 0))


def test_a_longer_rule_that_is_not_more_confident_says_nothing_new():
    baskets = [["a", "b", "y"]] * 4 + [["a", "c", "y"], ["a", "c"], ["b"]]
    found = rules(apriori(baskets, 1), 7, 0.5, [frozenset("y")])
    kept = {"".join(sorted(r.left)) for r in informative(found)}
    assert {"".join(sorted(r.left)) for r in found} == {"a", "b", "c", "ab", "ac"} and kept == {"a", "b", "ab", "c"}


def test_the_tree_grows_basket_by_basket():
    sizes = [(" ".join(entered), sum(map(len, tree.nodes.values()))) for entered, tree in fp_tree_steps(NINE, 2)]
    assert sizes == [("I2 I1 I5", 3), ("I2 I4", 4), ("I2 I3", 5), ("I2 I1 I4", 6), ("I1 I3", 8), ("I2 I3", 8),
                     ("I1 I3", 8), ("I2 I1 I3 I5", 10), ("I2 I1 I3", 10)]


@pytest.mark.parametrize("steps", [apriori_steps, eclat_steps, fp_tree_steps])
def test_player_draws_the_trace(steps):
    trace, drawn = list(steps(NINE, 2)), []
    player = play(trace, lambda ax, s: drawn.append(s), lambda s: "step", "t", "described")
    assert drawn == trace and len(player) == len(trace)


@given(baskets_of_letters, st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_closed_and_maximal_by_definition(baskets, least):
    frequent = apriori(baskets, least)
    above = {a: [m for b, m in frequent.items() if a < b] for a in frequent}
    assert closed(frequent) == {a: n for a, n in frequent.items() if n not in above[a]}
    assert maximal(frequent) == {a: n for a, n in frequent.items() if not above[a]}
    assert all(max(m for c, m in closed(frequent).items() if a <= c) == n for a, n in frequent.items())


def test_maximal_equals_mlxtend():
    theirs = fpmax(frame(import_baskets().baskets), 8 / 328, use_colnames=True)
    assert set(theirs.itemsets) == set(maximal(eclat(import_baskets().baskets, 8)))


def test_rules_of_games_and_videos():
    game, video = frozenset(["game"]), frozenset(["video"])
    one, two = rules({game: 6000, video: 7500, game | video: 4000}, 10_000)
    assert (one.left, one.right, one.count) == (game, video, 4000)
    assert np.allclose(one[3:], (0.4, 2 / 3, 8 / 9, -0.05, 0.75))
    assert np.allclose(two[3:], (0.4, 8 / 15, 8 / 9, -0.05, 6 / 7))


def test_rules_equal_mlxtend_on_the_titanic():
    people = titanic()
    persons = [[f"{name}={value}" for name, value in zip(people.names, row)] for row in people.X]
    ours = rules(fp_growth(persons, 0.005), 2201, 0.8)
    theirs = association_rules(mlxtend_apriori(frame(persons), 0.005, use_colnames=True), metric="confidence",
                               min_threshold=0.8)
    measures = ["support", "confidence", "lift", "leverage", "conviction"]
    wanted = {(a, c): m for a, c, *m in theirs[["antecedents", "consequents", *measures]].values}
    assert wanted.keys() == {(r.left, r.right) for r in ours}
    assert all(np.allclose(r[3:], wanted[r.left, r.right]) for r in ours)
    survived = [frozenset(["survived=Yes"]), frozenset(["survived=No"])]
    assert len(rules(fp_growth(persons, 0.005), 2201, 0.8, survived)) == 12


def test_rules_that_never_fail_and_bad_input():
    frequent = apriori([["a", "b"], ["b"]], 1)
    assert rules(frequent, 2)[0].conviction == math.inf
    with pytest.raises(ValueError, match="min_confidence"):
        rules(frequent, 2, 1.2)
    with pytest.raises(ValueError, match="n is 1"):
        rules(frequent, 1)
    assert rules({}, 3) == []


def test_table_and_shuffles():
    M, items = item_table([["b", "a"], ["a"], ["c", "a", "b"]])
    assert items == ["a", "b", "c"] and M.tolist() == [[1, 1, 0], [1, 0, 0], [1, 1, 1]]
    assert item_table([["b"]], ["a", "b"])[0].tolist() == [[0, 1]]
    M = item_table(import_baskets().baskets)[0]
    one, two = (shuffle_columns(M, np.random.default_rng(3)) for _ in range(2))
    assert (one == two).all() and (one.sum(axis=0) == M.sum(axis=0)).all() and (one != M).any()
    counts, lifts = pair_lifts(M)
    i, j = 3, 8
    assert counts[i, j] == (M[:, i] * M[:, j]).sum()
    assert lifts[i, j] == pytest.approx((M[:, i] * M[:, j]).mean() / M[:, i].mean() / M[:, j].mean())


def test_simpson_in_the_titanic_and_berkeley():
    X = titanic().X
    assert len(X) == 2201 and (X[:, 3] == "Yes").sum() == 711 and set(X[:, 0]) == {"1st", "2nd", "3rd", "Crew"}
    counts = berkeley()
    assert counts["A", "Female"] == (89, 19) and sum(map(sum, counts.values())) == 4526


# ---------------------------------------------------------------- whole counts


FOUR_OF_FIVE = [["a", "b"]] * 4 + [["a"]] + [["c"]]
ARULES = [list(basket) for basket in ("abc", "ab", "abd", "be", "ac", "ce", "abde")]  # of arules' own tests


def pairs(found):
    return {("".join(sorted(r.left)), "".join(sorted(r.right))) for r in found}


def test_four_of_five_are_a_confidence_of_point_eight():
    found = rules(apriori(FOUR_OF_FIVE, 1), 6, 0.8)
    assert pairs(found) == {("a", "b"), ("b", "a")} and found[1].confidence == 0.8
    for same in (Fraction(4, 5), Decimal("0.8"), np.float32(0.8)):
        assert rules(apriori(FOUR_OF_FIVE, 1), 6, same) == found
    assert pairs(rules(apriori(FOUR_OF_FIVE, 1), 6, np.nextafter(0.8, 1))) == {("b", "a")}


def test_rules_of_the_library_at_point_eight():
    frequent = eclat(import_baskets().baskets, 5)
    kept = rules(frequent, 328, 0.8)
    assert len(kept) == 946 == sum(10 * r.count >= 8 * frequent[r.left] for r in rules(frequent, 328))


@given(baskets_of_letters, st.integers(0, 20))
@settings(max_examples=60, deadline=None)
def test_rules_are_those_that_whole_numbers_allow(baskets, twentieths):
    frequent, n = apriori(baskets, 1), len(baskets)
    wanted = {(a - right, right) for a in frequent for k in range(1, len(a))
              for right in map(frozenset, itertools.combinations(sorted(a), k))
              if 20 * frequent[a] >= twentieths * frequent[a - right]}
    found = rules(frequent, n, twentieths / 20)
    assert {(r.left, r.right) for r in found} == wanted and len(found) == len(wanted)
    rights = [frozenset("a"), frozenset("bc")]
    assert rules(frequent, n, twentieths / 20, rights) == [r for r in found if r.right in rights]
    for r in found:
        both, a, b = frequent[r.left | r.right], frequent[r.left], frequent[r.right]
        assert (r.lift == 1) == (both * n == a * b) == (r.leverage == 0)
        assert r.confidence == both / a and r.support == both / n
        assert r.conviction == (math.inf if both == a else a * (n - b) / (n * (a - both)))


def test_independent_items_have_a_lift_of_one():
    for left, right, n in itertools.product(range(1, 12), range(1, 12), (7, 49, 100)):
        if (left * right) % n == 0 and max(left, right) <= n:
            r = association.measure(frozenset("a"), frozenset("b"), {frozenset("a"): left, frozenset("b"): right,
                                                                     frozenset("ab"): left * right // n}, n)
            assert r.lift == 1 and r.leverage == 0
    M = np.array([[1, 1, 0], [1, 0, 1], [0, 1, 1], [0, 0, 1]] * 7)
    assert pair_lifts(M)[1][0, 1] == 1
    for kind in (bool, np.uint8, np.int8, np.float32):
        assert all(map(np.array_equal, pair_lifts(np.tile(M, (20, 1)).astype(kind)), pair_lifts(np.tile(M, (20, 1)))))


def test_small_counts_do_not_overflow():
    small = {s: np.uint8(c) for s, c in apriori(NINE * 20, 2).items()}
    assert rules(small, 180) == rules(apriori(NINE * 20, 2), 180)
    assert closed(small) == closed(apriori(NINE * 20, 2))


def test_a_share_is_the_smallest_count_that_reaches_it():
    assert association.least_count(0.07, 100) == association.least_count(np.float32(0.07), 100) == 7
    assert association.least_count(Fraction(2, 9), 9) == association.least_count(Decimal("0.07"), 25) == 2
    for n in (*range(1, 60), 9835, 99_999):
        for k in {1, 2, n // 3, n // 2, n - 1, n} & set(range(1, n + 1)):
            assert association.least_count(k / n, n) == k == association.least_count(Fraction(k, n), n)
            if k < n:
                assert association.least_count(np.nextafter(k / n, 1), n) == k + 1
    for wrong in (Fraction(3, 2), Decimal("-0.1"), Decimal("nan")):
        with pytest.raises(ValueError, match="above 0 and is at most 1"):
            association.least_count(wrong, 9)


@pytest.mark.parametrize("act, words", [
    (lambda f: rules(f, 9, right_sides="I1"), "list of itemsets"),
    (lambda f: rules(f, 9, right_sides=["I1"]), "list of itemsets"),
    (lambda f: rules(f, 9, right_sides=frozenset(["I1"])), "list of itemsets"),
    (lambda f: rules({s: c / 9 for s, c in f.items()}, 9), r"round\(share \* n\)"),
    (lambda f: closed({s: c / 9 for s, c in f.items()}), r"round\(share \* n\)"),
    (lambda f: rules({s: c for s, c in f.items() if len(s) > 1}, 9), "frequent lacks"),
    (lambda f: closed({s: c for s, c in f.items() if len(s) > 1}), "frequent lacks"),
    (lambda f: maximal({s: c for s, c in f.items() if len(s) != 2}), "frequent lacks"),
    (lambda f: rules({"I1": 2}, 9), "no itemset"), (lambda f: maximal({("I1",): 2}), "no itemset"),
    (lambda f: rules(list(f), 9), "dictionary"), (lambda f: rules(f, 9, float("nan")), "from 0 to 1"),
    (lambda f: closed(f | {frozenset(["I1"]): 3}), "counted more often"),
    (lambda f: association.measure(frozenset(["I1"]), frozenset(["I2"]), f | {frozenset(["I1"]): 3}, 9), "from 0 to 3"),
    (lambda f: pair_lifts([[1, 0], [1, 0]]), "column 1 of M holds no 1"),
    (lambda f: pair_lifts([[2, 0], [1, 1]]), "other than 0 and 1"),
    (lambda f: next(trade_steps([[2, 0], [1, 1]], np.random.default_rng(0), 1)), "other than 0 and 1"),
    (lambda f: item_table([["a"]], ["a", "a"]), "twice"),
    (lambda f: item_table([[i] for i in range(10_001)]), "too many cells")])
def test_bad_input_of_what_is_made_of_itemsets(act, words):
    with pytest.raises(ValueError, match=words):
        act(apriori(NINE, 2))


def test_confidence_prunes_while_rules_are_built():
    """Of the 4,094 rules of twelve items the twelve with one item on the right fail: no other one is tried."""
    baskets = [list(range(12))] * 9 + [[i] for i in range(12) for _ in range(9)]
    asked, frequent = [], eclat(baskets, 9)

    class Watched(dict):
        def __getitem__(self, key):
            asked.append(key)
            return super().__getitem__(key)

    top = frozenset(range(12))
    assert list(association.confident_rights(top, Watched(frequent), 1.0, {i: i for i in range(12)}))
    asked.clear()
    order = {i: i for i in range(12)}
    frequent[top] = 1
    assert list(association.confident_rights(top, Watched(frequent), 0.9, order)) == [] and len(asked) == 13
    asked.clear()
    rights = [frozenset([0]), frozenset([99])]
    assert list(association.confident_rights(top, Watched(frequent), 0.1, order, rights)) == rights[:1]
    assert len(asked) == 2


# ---------------------------------------------------------------- one order, one door


ORDER = """
import random
from dldm.challenges import partition, split
from dldm.mining.association import apriori, eclat, fp_growth, item_table, rules
from dldm.mining.sequences import prefixspan
draw = random.Random(1)
stock = [22423, "22423", "tea", "milk", 7, "7", (1, 2), "(1, 2)", frozenset("xyz"), "jam", None.__class__]
baskets = [set(draw.sample(stock, 5)) for _ in range(40)]
def show(found):
    return [(sorted(map(lambda i: (str(i) if not isinstance(i, frozenset) else "f", type(i).__name__), a)), n)
            for a, n in found.items()]
name = lambda i: "f" if isinstance(i, frozenset) else repr(i)
print([show(m(baskets, 4)) for m in (apriori, eclat, fp_growth)])
frequent = apriori(baskets, 4)
print([(sorted(map(name, r.left)), sorted(map(name, r.right)), r[2:]) for r in rules(frequent, 40, .2)])
print([sorted(map(name, r.right)) for r in rules(frequent, 40, .2, [frozenset(["tea"]), frozenset([7])])])
print(list(map(name, item_table(baskets)[1])))
print([([list(map(name, e)) for e in p], n) for p, n in prefixspan([[b] for b in baskets], 4, longest=2).items()])
print(show(partition(split(baskets, 4), 6).frequent), [sorted(map(name, c)) for c in partition(split(baskets, 4),
                                                                                              6).candidates])
print({"same": apriori(baskets, 4) == eclat(baskets, 4) == fp_growth(baskets, 4)})
"""


def test_the_order_of_results_never_depends_on_the_hash_seed():
    runs = [subprocess.run([sys.executable, "-c", ORDER], capture_output=True, text=True, check=True,
                           env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}).stdout
            for seed in ("0", "1", "23")]
    assert runs[0] == runs[1] == runs[2] and "{'same': True}" in runs[0]


@pytest.mark.parametrize("miner", MINERS)
def test_items_that_print_alike_are_two_items(miner):
    baskets = [[22423, "22423", "tea"], ["22423", 22423], [22423, "tea"], ["22423", "tea"]]
    assert miner(baskets, 2) == {frozenset([22423]): 3, frozenset(["22423"]): 3, frozenset(["tea"]): 3,
                                 frozenset([22423, "22423"]): 2, frozenset([22423, "tea"]): 2,
                                 frozenset(["22423", "tea"]): 2}
    assert [type(item) for item in item_table(baskets)[1]] == [int, str, str]


TABLE = np.array([[1, 0, 1], [1, 1, 0], [1, 1, 1]])


@pytest.mark.parametrize("miner", [*MINERS, lambda baskets, _: item_table(baskets)])
@pytest.mark.parametrize("wrong, words", [
    (TABLE, "has in zip"), (TABLE.astype(bool), "has in zip"), (item_table(NINE)[0], "has in zip"),
    (pd.DataFrame(TABLE, columns=["ab", "bc", "cd"]), "has in zip"), (csr_array(TABLE), "has in zip"),
    (TABLE.tolist(), "has in zip"), (list(TABLE.astype(bool)), "has in zip"), (list(csr_array(TABLE)), "basket"),
    ([[0, 1], [0, 0]], "has in zip"),
    ("tea milk", "a basket is a text"), (b"tea", "a basket is a text"), ([b"tea"], "a basket is a text"),
    ({"t1": ["tea"]}, "a basket is a dictionary"), ([{"tea": 2}], "a basket is a dictionary"),
    ([["tea"], ["milk", None]], "basket 1 holds None"), ([["tea"], ["milk"], [math.nan]], "basket 2 holds nan"),
    ([["tea", pd.NA]], "basket 0 holds <NA>"), ([["tea", np.datetime64("NaT")]], "basket 0 holds NaT"),
    (7, "lists of")])
def test_what_is_no_list_of_baskets(miner, wrong, words):
    with pytest.raises(ValueError, match=words):
        miner(wrong, 1)


@pytest.mark.parametrize("miner", MINERS)
def test_baskets_may_be_sets_tuples_and_generators(miner):
    wanted = miner(NINE, 2)
    for same in (map(set, NINE), tuple(map(tuple, NINE)), (frozenset(b) for b in NINE), pd.Series(NINE),
                 (iter(b) for b in NINE), [np.array(b) for b in NINE]):
        assert miner(same, 2) == wanted
    assert miner([np.flatnonzero(row) for row in TABLE], 3) == {frozenset([0]): 3}


def test_rules_of_the_seven_baskets_of_arules():
    frequent, one = apriori(ARULES, 0.25), [frozenset(item) for item in "abcde"]  # items on the right
    certain = {("d", "a"), ("d", "b"), ("bd", "a"), ("ad", "b")}
    assert pairs(rules(frequent, 7, 1.0, one)) == certain
    assert pairs(rules(frequent, 7, 0.8, one)) == certain | {("a", "b"), ("b", "a")}
    assert {round(r.lift, 2) for r in rules(frequent, 7, 0.8, one)} == {1.4, 1.12}
    with pytest.raises(ValueError, match="frequent lacks"):
        rules({s: n for s, n in frequent.items() if s != frozenset("ab")}, 7)
