"""Chapter 6.2's algorithms in parts against their one-machine versions, by hand and at random."""
import itertools
import math
from itertools import islice

import numpy as np
import pytest
from dldm.challenges import (
    add,
    cluster_sums,
    count_sets,
    in_turn,
    kmeans_rounds,
    local_sets,
    logistic_sums,
    mean_gradient,
    moments,
    partition,
    split,
)
from dldm.challenges import scale as module
from dldm.datasets import biopsies, digits, import_baskets
from dldm.mining.association import apriori, eclat
from dldm.mining.clustering import kmeans_steps, seed_centres
from dldm.nn import numerical_gradient
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression

FIRST, SECOND = np.array([[1.0], [2.0], [6.0]]), np.array([[3.0], [7.0], [8.0], [9.0]])
baskets_of_letters = st.lists(st.lists(st.sampled_from("abcde"), max_size=5), min_size=4, max_size=20)


def labelled(n, seed=0):
    rng = np.random.default_rng(seed)
    return np.column_stack([rng.normal(size=(n, 3)), rng.integers(0, 2, n)])


# ---------------------------------------------------------------- cut, map, add


@pytest.mark.parametrize("n, k", [(7, 2), (7, 7), (10, 3), (5, 1)])
def test_split_keeps_order_and_balance(n, k):
    cut = split(list(range(n)), k)
    assert sum(cut, []) == list(range(n)) and len(cut) == k
    assert max(map(len, cut)) - min(map(len, cut)) <= 1


def test_add_by_hand_and_from_the_first_to_the_last():
    total = add([moments(FIRST), moments(SECOND)])
    assert total.n == 7 and total.sums == 36 and total.squares == 41 + 203
    small = [module.LogisticSums(1, x, np.zeros(1)) for x in (1e16, 1.0, -1e16)]
    assert add(small).loss == (1e16 + 1.0) - 1e16


@given(st.integers(1, 9))
def test_moments_of_parts_are_those_of_the_whole(k):
    X = biopsies().X
    total = add(in_turn(moments, split(X, k)))
    assert total.n == len(X)
    np.testing.assert_allclose(total.sums / total.n, X.mean(axis=0))
    np.testing.assert_allclose(total.squares / total.n - (total.sums / total.n) ** 2, X.var(axis=0), rtol=1e-8)


# ---------------------------------------------------------------- k-means


def test_kmeans_by_hand():
    rounds = list(kmeans_rounds([FIRST, SECOND], np.array([[1.0], [2.0]])))
    assert len(rounds) == 3
    assert [(s.sizes.tolist(), s.sums.ravel().tolist()) for s in rounds[0].summaries] == [([1, 2], [1, 8]),
                                                                                       ([0, 4], [0, 27])]
    assert rounds[-1].centres.ravel().tolist() == [2, 7.5] and rounds[-1].total.J == 2 + 5


@pytest.mark.parametrize("k", [1, 3, 8])
def test_kmeans_is_lloyds(k):
    X = digits().X
    start = seed_centres(X, 6, np.random.default_rng(k)) * 0.9 + 0.03
    one = [state for state in kmeans_steps(X, start) if state.step == "assign"]
    ours = list(kmeans_rounds(split(X, k), start))
    assert len(one) == len(ours)
    for a, b in zip(one, ours):
        np.testing.assert_allclose(a.centres, b.centres, rtol=0, atol=1e-10)
        assert math.isclose(a.J, b.total.J, rel_tol=1e-10)
        assert (np.bincount(a.labels, minlength=6) == b.total.sizes).all()
    peer = KMeans(6, init=start, n_init=1, tol=0, algorithm="lloyd").fit(X)
    np.testing.assert_allclose(peer.cluster_centers_, ours[-1].centres, atol=1e-8)


def test_kmeans_far_from_the_origin_and_with_an_empty_centre():
    far = [FIRST + 1e9, SECOND + 1e9]
    *_, end = kmeans_rounds(far, np.array([[1.0], [2.0]]) + 1e9)
    assert (end.centres.ravel() - 1e9).tolist() == [2, 7.5]
    *_, end = kmeans_rounds([FIRST, SECOND], np.array([[5.0], [1e6]]))
    assert end.centres[1] == 1e6 and end.total.sizes.tolist() == [7, 0]


def test_kmeans_ends_at_zero_and_when_only_rounding_moves_a_centre():
    zeros = np.zeros((2, 1))
    assert len(list(islice(kmeans_rounds([zeros], zeros[:1]), 5))) == 1
    signs = itertools.cycle([1, -1])

    def on_two_machines(f, parts, **given):
        return [s._replace(sums=s.sums * (1 + 1e-15 * next(signs))) for s in in_turn(f, parts, **given)]

    rows = np.array([[-1.0], [1.0], [7.0], [8.0], [9.0]])  # one centre comes to lie at 0
    assert len(list(islice(kmeans_rounds([rows], np.array([[0.5], [7.0]]), on_two_machines), 9))) < 9


# ---------------------------------------------------------------- gradients


def test_gradient_by_central_differences_and_by_parts_of_any_size():
    data, w = labelled(40), np.array([0.3, -0.2, 0.5, 0.1])
    full = logistic_sums(data, w)
    numerical = numerical_gradient(lambda v: logistic_sums(data, v).loss, w)
    np.testing.assert_allclose(full.gradient, numerical, rtol=1e-6, atol=1e-8)
    for cut in (split(data, 7), [data[:1], data[1:39], data[39:]]):
        np.testing.assert_allclose(mean_gradient(w, cut), full.gradient / 40, rtol=0, atol=1e-14)
        assert math.isclose(add(in_turn(logistic_sums, cut, w=w)).loss, full.loss)


def test_gradient_vanishes_at_scikit_learns_optimum():
    data = labelled(200, seed=3)
    peer = LogisticRegression(C=np.inf, tol=1e-12, max_iter=1000).fit(data[:, :-1], data[:, -1])
    w = np.append(peer.coef_, peer.intercept_)
    np.testing.assert_allclose(mean_gradient(w, split(data, 3)), 0, atol=1e-6)


# ---------------------------------------------------------------- itemsets


@given(baskets_of_letters, st.integers(1, 6), st.integers(1, 4))
@settings(max_examples=80)
def test_partition_finds_what_apriori_finds(baskets, least, k):
    found = partition(split(baskets, k), least)
    assert found.frequent == apriori(baskets, least)
    assert set(found.candidates) == set().union(*found.local) >= set(found.frequent)


def test_partition_on_the_library_and_on_parts_of_unequal_size():
    baskets = import_baskets().baskets
    for cut in (split(baskets, 4), [baskets[:30], baskets[30:31], baskets[31:]]):
        assert partition(cut, 33).frequent == eclat(baskets, 33)


def test_local_thresholds_are_rounded_up_and_candidates_counted():
    part = [["a", "b"], ["a"], ["a"], ["c"]]
    assert local_sets(part, 5, 10) == {frozenset("a")}  # 5 of 10 is 2 of 4
    assert local_sets(part, 51, 100) == {frozenset("a")} and local_sets(part, 76, 100) == set()
    assert count_sets(part, [frozenset("ab"), frozenset("a"), frozenset("d")]).tolist() == [1, 3, 0]
    assert partition([part, part], 100).frequent == {} and partition([part], 1).frequent == eclat(part, 1)


def test_partition_keeps_items_apart_that_print_alike_and_its_order():
    parts = [[{22423, "22423"}, {"22423", "b"}], [{"b", 22423}, {22423, "22423"}]]
    found = partition(parts, 2)
    assert found.frequent == apriori(sum(parts, []), 2)
    assert list(found.frequent) == list(map(frozenset, [[22423], ["22423"], ["b"], [22423, "22423"]]))


# ---------------------------------------------------------------- bad input, and no side effects


@pytest.mark.parametrize("action, message", [
    (lambda: split([1, 2], 3), "from 1 to 2"), (lambda: add([]), "no parts"), (lambda: moments([1, 2]), "shape"),
    (lambda: cluster_sums(FIRST, [[1.0, 2.0]]), "centres has shape"),
    (lambda: cluster_sums([[np.nan]], [[1.0]]), "NaN"),
    (lambda: list(kmeans_rounds([], FIRST)), "no parts"),
    (lambda: logistic_sums(labelled(5), np.zeros(3)), "one column a weight"),
    (lambda: logistic_sums(labelled(5) + 1, np.zeros(4)), "0 or 1"),
    (lambda: partition([np.eye(3)], 1), "has in zip"), (lambda: partition([[["a"], [None]]], 1), "holds None"),
    (lambda: partition([[["a"]]], 0.5), "whole number"), (lambda: partition([[["a"]], []], 1), "no baskets"),
])
def test_bad_input_gets_one_clear_message(action, message):
    with pytest.raises(ValueError, match=message):
        action()


def test_inputs_stay_as_they_are():
    part, centres, data, w = FIRST.copy(), np.array([[1.0], [2.0]]), labelled(5), np.ones(4)
    before = data.copy()
    list(kmeans_rounds([part], centres))
    logistic_sums(data, w)
    assert (part == FIRST).all() and centres.ravel().tolist() == [1, 2] and (data == before).all() and (w == 1).all()
