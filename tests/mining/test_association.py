"""Chapter 5.4's miners against hand-worked baskets, mlxtend, brute force and each other; rules and chance."""
import itertools
import math

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
    fp_growth,
    fp_growth_steps,
    fp_tree_steps,
    item_table,
    maximal,
    pair_lifts,
    rules,
    shuffle_columns,
)
from dldm.page import play
from hypothesis import given, settings
from hypothesis import strategies as st
from mlxtend.frequent_patterns import apriori as mlxtend_apriori
from mlxtend.frequent_patterns import association_rules, fpmax

NINE = [b.split() for b in ("I1 I2 I5", "I2 I4", "I2 I3", "I1 I2 I4", "I1 I3", "I2 I3", "I1 I3", "I1 I2 I3 I5",
                            "I1 I2 I3")]
MINERS = apriori, eclat, fp_growth
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
    assert entered == ["I2", "I1", "I3"] and len(tree.item) == 11
    assert {tree.item[c]: tree.count[c] for (p, _), c in tree.children.items() if p == 0} == {"I2": 7, "I1": 2}
    assert {item: tree.total(item) for item in tree.nodes} == {"I1": 6, "I2": 7, "I3": 6, "I4": 2, "I5": 2}
    narrow = tree.conditional("I5", 2)
    assert list(zip(narrow.item[1:], narrow.count[1:])) == [("I2", 2), ("I1", 2)]


def test_paths_and_counts_of_a_tree():
    tree = FPTree()
    for basket, count in (("ab", 3), ("ac", 2), ("ab", 1)):
        tree.insert(basket, count)
    assert (tree.item, tree.count, tree.parent) == ([None, "a", "b", "c"], [0, 6, 4, 2], [0, 0, 1, 1])
    assert tree.path(3) == ["a"] and tree.path(1) == []


def test_every_step_finds_new_sets():
    grown = [frozenset(s.itemset) for s in fp_growth_steps(NINE, 2)]
    met = [frozenset((*s.prefix, item)) for s in eclat_steps(NINE, 2) for item, *_ in s.extensions]
    assert len(grown) == len(set(grown)) == len(met) == len(set(met)) == 13


def test_bits_are_baskets():
    for state in eclat_steps(NINE, 2):
        for item, bits, count in state.extensions:
            itemset = {*state.prefix, item}
            assert state.baskets(bits) == [j for j, basket in enumerate(NINE) if itemset <= set(basket)]
            assert count == len(state.baskets(bits))


def test_the_tree_grows_basket_by_basket():
    sizes = [(" ".join(entered), len(tree.item) - 1) for entered, tree in fp_tree_steps(NINE, 2)]
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
