"""Chapter 5.5's miner of sequences and its Markov chains: published examples, brute force, traces, bad input."""
import itertools
import math

import numpy as np
import pandas as pd
import pytest
from dldm.datasets import ALPHABET, airline, calls, documentation, onegin, seattle
from dldm.mining.sequences import (
    contains,
    count_steps,
    fast,
    followers,
    log_prob,
    markov,
    mix_steps,
    number_elements,
    order_bits,
    prefixspan,
    prefixspan_steps,
    sample_path,
    stationary,
    transitions,
)
from dldm.nn import softmax
from dldm.page import play
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

TOY = [line.split() for line in ("open read close", "open write close", "read open close", "open read read close",
                                 "read close")]
PEI = [["a", "abc", "ac", "d", "cf"], ["ad", "c", "bc", "ae"], ["ef", "ab", "df", "c", "b"],
       ["e", "g", "af", "c", "b", "c"]]
ZAKI = [["CD", "ABC", "ABF", "ACDF"], ["ABF", "E"], ["ABF"], ["DGH", "BF", "AGH"]]
elements = st.sets(st.sampled_from("abc"), min_size=1, max_size=3)
databases = st.lists(st.lists(elements, max_size=3), min_size=1, max_size=5)
chains = st.integers(2, 5).flatmap(lambda K: st.lists(
    st.lists(st.floats(0.05, 1), min_size=K, max_size=K), min_size=K, max_size=K))


def split(database):
    return [[list(element) for element in sequence] for sequence in database]


def brute(database, least):
    """Every part of every sequence, counted by definition."""
    def parts(sequence):
        choices = [[()] + [c for k in range(1, len(e) + 1) for c in itertools.combinations(sorted(e), k)]
                   for e in sequence]
        return {tuple(e for e in choice if e) for choice in itertools.product(*choices)}

    every = set().union(*map(parts, database)) - {()}
    counts = {p: sum(contains(s, p) for s in database) for p in every}
    return {p: n for p, n in counts.items() if n >= least}


def test_patterns_of_the_toy():
    assert prefixspan(TOY, 3) == {(("close",),): 5, (("open",),): 4, (("read",),): 4, (("open",), ("close",)): 4,
                                  (("read",), ("close",)): 4}


@pytest.mark.parametrize(("database", "patterns"), [(PEI, 53), (ZAKI, 18)])
def test_published_databases(database, patterns):
    found = prefixspan(split(database), 2)
    assert len(found) == patterns and found == brute(split(database), 2)


@given(databases, st.integers(1, 4))
@settings(max_examples=80)
def test_every_pattern_is_found_and_nothing_else(database, least):
    assert prefixspan(database, least) == brute(database, least)


def test_containment_takes_a_new_element_for_each_part_of_the_pattern():
    assert contains(["a", "b", "c"], ["a", "c"]) and not contains(["a", "b", "c"], ["c", "a"])
    assert contains([{"a", "b"}, {"c"}], [["a", "b"], "c"]) and not contains([{"a", "b"}], [["a"], ["b"]])
    assert contains(["open"], ["open"]) and not contains(["open"], ["o"])


def test_places_are_the_ends_of_the_earliest_matches():
    for state in prefixspan_steps(split(PEI), 2):
        for number, place in state.places.items():
            ends = [e for e in range(-1, len(PEI[number])) if contains(split(PEI)[number][:e + 1], state.pattern)]
            assert place == ends[0]
        assert state.count == len(state.places)


def test_longest_cuts_the_search_and_no_other_pattern():
    whole = prefixspan(calls(), 60)
    assert prefixspan(calls(), 60, longest=2) == {p: n for p, n in whole.items() if sum(map(len, p)) <= 2}


def test_player_draws_the_trace_of_the_search():
    trace, drawn = list(prefixspan_steps(TOY, 3)), []
    player = play(trace, lambda ax, s: drawn.append(s), lambda s: "step", "t", "described")
    assert drawn == trace and len(player) == len(trace) == 6


@pytest.mark.parametrize(("sequences", "min_support", "words"), [
    (TOY, 0, "at least 1"), (TOY, 1.5, "at most 1"), (TOY, 0.0, "above 0"), ([], 1, "no sequences"),
    ([[[["a"]]]], 1, "hashable"), ([1, 2], 1, "lists of elements")])
def test_bad_input_of_the_miner(sequences, min_support, words):
    with pytest.raises(ValueError, match=words):
        prefixspan(sequences, min_support)


def test_degenerate_sequences():
    assert prefixspan([[], []], 1) == {} and prefixspan([["a"]], 2) == {}
    rows = [[{"b", "c"}, {"a"}], [{"b"}]]
    assert number_elements(rows, ["a", "b", "c"], 2) == (["b"], [[(0,), ()], [(0,)]])  # the others cannot be in any
    assert prefixspan([["a", "a"]], 1.0) == {(("a",),): 1, (("a",), ("a",)): 1}
    database = [["b", ["a", "b"]]]
    prefixspan(database, 1)
    assert database == [["b", ["a", "b"]]]


# ---------------------------------------------------------------- Markov chains


def test_rabiners_weather():
    weather = [[0.4, 0.3, 0.3], [0.2, 0.6, 0.2], [0.1, 0.1, 0.8]]
    assert math.exp(log_prob([0, 0, 1], weather, [2, 2, 2, 0, 0, 2, 1, 2])) == pytest.approx(1.536e-4, rel=1e-12)
    assert log_prob([0, 0, 1], weather, [0, 1]) == -math.inf and log_prob([1.0], [[1.0]], np.array([], dtype=int)) == 0


@given(st.lists(st.integers(0, 3), min_size=2, max_size=40))
@settings(max_examples=50)
def test_counting_is_most_probable(o):
    N = count_steps(o, 4)
    assert N.sum() == len(o) - 1 and all(N[i, j] == sum(p == (i, j) for p in zip(o, o[1:]))
                                         for i in range(4) for j in range(4))
    A, rng = transitions(N, 1e-9), np.random.default_rng(0)
    for _ in range(5):
        B = rng.dirichlet(np.ones(4), 4)
        assert (N * np.log(A)).sum() >= (N * np.log(B)).sum() - 1e-6


@given(chains)
@settings(max_examples=50)
def test_stationary_is_where_the_chain_goes(rows):
    A = np.array(rows) / np.sum(rows, axis=1, keepdims=True)
    pi = stationary(A)
    assert np.allclose(pi @ A, pi, atol=1e-12) and pi.sum() == pytest.approx(1) and pi.min() > 0
    start = np.eye(len(A))[0]
    assert np.allclose(next(itertools.islice(mix_steps(start, A), 400, None)), pi, atol=1e-6)


def test_mixing_shrinks_by_the_second_eigenvalue():
    A = np.array([[0.7, 0.3], [0.2, 0.8]])
    steps = list(itertools.islice(mix_steps([1, 0], A), 12))
    gaps = [abs(pi[0] - 0.4) for pi in steps]
    assert np.allclose(np.divide(gaps[1:], gaps[:-1]), 0.5)
    drawn = []
    play(steps, lambda ax, pi: drawn.append(pi), lambda pi: "step", "t", "described")
    assert all(a is b for a, b in zip(drawn, steps))


def by_hand(train, test, K, k, add, start):
    total = 0
    for t in range(start, len(test)):
        context = list(test[t - k:t])
        after = [train[i + k] for i in range(len(train) - k) if list(train[i:i + k]) == context]
        total -= math.log2((after.count(test[t]) + add) / (len(after) + K * add))
    return total / (len(test) - start)


@given(st.integers(0, 4), st.integers(0, 10_000))
@settings(max_examples=40)
def test_bits_of_an_order_by_the_plain_way(k, seed):
    rng = np.random.default_rng(seed)
    train, test = rng.integers(0, 3, 60), rng.integers(0, 3, 20)
    for start in (k, 4):
        for bits in (order_bits, fast.order_bits):
            assert bits(train, test, 3, k, 0.1, start) == pytest.approx(by_hand(train, test, 3, k, 0.1, start))


@given(st.integers(1, 5), st.integers(0, 4), st.floats(0.01, 5), st.booleans(), st.integers(0, 10_000))
@settings(max_examples=60)
def test_the_fast_bits_are_the_plain_ones(K, k, add, mix, seed):
    rng = np.random.default_rng(seed)
    train, test = rng.integers(0, K, rng.integers(k + 1, 80)), rng.integers(0, K, rng.integers(5, 30))
    for start in (None, 4):
        plain, quick = (bits(train, test, K, k, add, start, mix) for bits in (order_bits, fast.order_bits))
        assert quick == pytest.approx(plain, rel=1e-12)


def test_the_fast_bits_are_the_plain_ones_on_a_text():
    text = documentation()
    for k, mix in ((4, False), (6, True)):
        plain, quick = (bits(text[:30_000], text[-3000:], 27, k, 0.3, 6, mix) for bits in (order_bits, fast.order_bits))
        assert quick == pytest.approx(plain, rel=1e-12)
    with pytest.raises(ValueError, match="from 0 to 12"):
        fast.order_bits(text[:100], text[:100], 27, 13)


def test_of_two_symbols_the_fast_bits_take_an_order_of_61():
    o = np.random.default_rng(0).integers(0, 2, 90)
    assert fast.order_bits(o, o, 2, 61) == pytest.approx(order_bits(o, o, 2, 61))
    with pytest.raises(ValueError, match="from 0 to 61"):
        fast.order_bits(o, o, 2, 62)


@pytest.mark.parametrize("bits", [order_bits, fast.order_bits])
def test_one_step_is_enough_to_train_a_chain(bits):
    """After 0 came 1, once; with .1 visits of each made up that is 1.1 of 1.2."""
    assert bits([0, 1], [0, 1], 2, 1) == pytest.approx(np.log2(1.2 / 1.1))


def test_followers_by_hand():
    assert followers([0, 1, 0, 0, 1], 1) == {(0,): {1: 2, 0: 1}, (1,): {0: 1}}
    assert followers([0, 1, 0], 0) == {(): {0: 2, 1: 1}} and followers([0, 1], 2) == {}


def test_a_walk_has_the_steps_of_its_chain_and_the_shares_of_its_table():
    A = np.array([[0, 1, 0], [0.5, 0, 0.5], [0.9, 0, 0.1]])
    path = sample_path([0, 0, 1], A, 20_000, np.random.default_rng(3))
    assert path.shape == (20_000,) and path[0] == 2
    assert np.abs(transitions(count_steps(path, 3)) - A).max() < 0.015
    assert np.abs(np.bincount(path) / 20_000 - stationary(A)).max() < 0.015
    one, two = (sample_path([0, 0, 1], A, 20, np.random.default_rng(5)) for _ in range(2))
    assert (one == two).all()
    with pytest.raises(ValueError, match="length"):
        sample_path([1.0], [[1.0]], 0, np.random.default_rng(0))


def test_drawn_texts_have_the_steps_of_the_text_only():
    text, rng = documentation()[:5000], np.random.default_rng(1)
    for k in (1, 2, 3):
        drawn = np.concatenate([text[:k], markov.continue_text(text, 27, k, 300, rng)])
        known = set(zip(*(text[i:len(text) - k + i] for i in range(k + 1))))
        assert set(zip(*(drawn[i:len(drawn) - k + i] for i in range(k + 1)))) <= known
    assert len(markov.continue_text(text, 27, 0, 7, rng)) == 7
    assert (markov.continue_text(text, 27, 2, 50, np.random.default_rng(5))
            == markov.continue_text(text, 27, 2, 50, np.random.default_rng(5))).all()


def test_gradient_of_the_network_of_pairs():
    rng = np.random.default_rng(0)
    N, W = rng.integers(0, 9, (4, 4)) + 1.0, rng.normal(size=(4, 4))

    def loss(W):
        return -(N * np.log(softmax(W))).sum() / N.sum()

    share, A = N.sum(axis=1) / N.sum(), transitions(N)
    analytic = share[:, None] * (softmax(W) - A)
    nudges = 1e-6 * np.eye(16).reshape(16, 4, 4)
    numeric = [(loss(W + h) - loss(W - h)) / 2e-6 for h in nudges]
    assert np.allclose(analytic.ravel(), numeric, atol=1e-8)
    assert max(np.linalg.eigvalsh(np.diag(p) - np.outer(p, p))[-1] for p in rng.dirichlet(np.ones(6), 200)) <= 0.5


@pytest.mark.parametrize(("run", "words"), [
    (lambda: count_steps([0, 3], 3), r"o\[1\] is 3"), (lambda: count_steps([-1], 3), r"o\[0\] is -1"),
    (lambda: count_steps([0.5], 3), "whole numbers"), (lambda: count_steps([[0]], 3), "one row"),
    (lambda: count_steps([0], 0), "at least 1"), (lambda: transitions([[1, 0], [0, 0]]), "symbol 1 is never left"),
    (lambda: transitions([[1, -1], [0, 1]]), "counts"), (lambda: transitions([[1, 2]]), "square"),
    (lambda: transitions([[1.0]], -1), "add"), (lambda: log_prob([1, 0], [[0.5, 0.4], [1, 0]], [0]), "row 0 of A"),
    (lambda: log_prob([0.5, 0.5], np.eye(2), [2]), r"o\[0\] is 2"), (lambda: stationary(np.eye(2)), "cannot reach"),
    (lambda: next(mix_steps([0.5, 0.6], np.eye(2))), "pi"), (lambda: order_bits([0, 1], [0], 2, 1), "length"),
    (lambda: order_bits([0, 1], [0, 1], 2, 0, add=0), "add"), (lambda: order_bits([0, 1, 1], [0, 1], 2, -1), "order")])
def test_bad_input_of_the_chains(run, words):
    with pytest.raises(ValueError, match=words):
        run()


def test_the_data_with_an_order():
    assert len(calls()) == 2557 and len({name for row in calls() for name in row}) == 135
    assert documentation().shape == (190_439,) and documentation().max() == 26 and len(ALPHABET) == 27
    assert seattle().shape == (1461,) and seattle().min() == 0 and airline().shape == (144,)
    assert airline()[[0, -1]].tolist() == [112, 432]
    c = onegin()
    assert c["vowels"] + c["consonants"] == 20_000 and round(c["vowel_vowel"] / c["vowels"], 3) == 0.128
    assert round(1 - c["consonant_consonant"] / c["consonants"], 3) == 0.663


def test_mixing_in_the_shorter_context_by_hand():
    """Order 1 on two symbols: made-up visits are shared out as order 0 says."""
    train, test = np.array([0, 1, 0, 0, 1]), np.array([0, 0, 1])
    base = (np.array([3, 2]) + 1) / 7                                # order 0: counts 3 and 2, one visit a cell
    after_0 = (np.array([1, 2]) + 2 * base) / 5                      # after 0: once 0, twice 1
    wanted = -np.log2(after_0).mean()                                # test asks for 0 after 0 and 1 after 0
    assert order_bits(train, test, 2, 1, add=1.0, mix=True) == pytest.approx(wanted)
    assert order_bits(train, test, 2, 0, add=1.0, mix=True) == order_bits(train, test, 2, 0, add=1.0)


def test_mixing_in_shorter_contexts_turns_the_held_out_curve_down():
    text = documentation()
    train, test = text[:150_000], text[150_000:]
    mixed = [fast.order_bits(train, test, 27, k, 1.0, 6, True) for k in range(7)]
    plain = [fast.order_bits(train, test, 27, k, 0.1, 6) for k in range(7)]
    assert (np.diff(mixed) < 0).all() and np.argmin(plain) == 4 and min(mixed) < min(plain) - 0.1


def test_mixed_probabilities_sum_to_one():
    train = np.random.default_rng(4).integers(0, 3, 60)
    for context in itertools.product(range(3), repeat=2):
        p = [2 ** -order_bits(train, np.array([*context, x]), 3, 2, 0.3, mix=True) for x in range(3)]
        assert sum(p) == pytest.approx(1)


def test_an_order_below_zero_is_refused():
    with pytest.raises(ValueError, match="whole number of at least 0"):
        order_bits([0, 1, 0], [0, 1], 2, -1)


def test_errors_of_the_miner_speak_of_sequences():
    for least in (0, 1.5):
        with pytest.raises(ValueError, match="of sequences|of the sequences"):
            prefixspan(TOY, least)


def test_vowels_in_blocks_vary_as_the_second_eigenvalue_says():
    A = np.array([[0.4, 0.6], [0.85, 0.15]])
    draw, o = np.random.default_rng(8).random(200_000), [0]
    for u in draw:
        o.append(int(u > A[o[-1], 0]))
    blocks, p = np.array(o[1:]).reshape(-1, 100).sum(axis=1), stationary(A)[1]
    delta = A[1, 1] - A[0, 1]
    assert blocks.var() / (100 * p * (1 - p)) == pytest.approx((1 + delta) / (1 - delta), rel=0.06)


# ---------------------------------------------------------------- small and odd types, one door


KINDS = [np.uint8, np.int8, np.int16, np.uint16, np.float32, np.int64, np.uint64]


@pytest.mark.parametrize("kind", KINDS)
def test_symbols_of_every_type_are_the_same_symbols(kind):
    rng = np.random.default_rng(2)
    o, K = rng.integers(0, 32, 3000), 32
    small, A = o.astype(kind), rng.dirichlet(np.ones(K), K)
    N = np.zeros((K, K), dtype=int)
    np.add.at(N, (o[:-1], o[1:]), 1)
    assert (count_steps(small, K) == N).all()
    assert log_prob(A[0], A, small) == log_prob(A[0], A, o)
    assert order_bits(small, small[:500], K, 3) == order_bits(o, o[:500], K, 3)
    assert (markov.continue_text(small, K, 2, 40, np.random.default_rng(1))
            == markov.continue_text(o, K, 2, 40, np.random.default_rng(1))).all()
    assert np.array_equal(transitions(np.minimum(N, 100).astype(kind), 1), transitions(np.minimum(N, 100), 1))


def test_truth_values_and_generators_are_symbols():
    assert (count_steps(np.array([True, False, True, True]), 2) == count_steps([1, 0, 1, 1], 2)).all()
    assert (count_steps(iter([1, 0, 1, 1]), 2) == count_steps([1, 0, 1, 1], 2)).all()


@pytest.mark.parametrize(("wrong", "words"), [
    (np.array([0, 1 + 1j]), "complex"), (np.array(["2020-01-01"], dtype="datetime64[D]"), "datetime64"),
    (["0", "1"], "must hold numbers"), (np.ma.array([0, 1], mask=[0, 1]), "masked"), ([0, None], "must hold numbers"),
    (csr_array([[0, 1]]), "sparse"), ([[0, 1], [1]], "ragged"), ([0.0, np.nan], "whole numbers"),
    ([0, np.inf], r"o\[1\] is inf")])
def test_what_is_no_row_of_symbols(wrong, words):
    with pytest.raises(ValueError, match=words):
        count_steps(wrong, 2)


def test_made_up_visits_go_to_every_cell():
    assert transitions([[3, 1], [0, 0]], 1).tolist() == [[4 / 6, 2 / 6], [0.5, 0.5]]
    assert transitions([[3, 1], [0, 0]], 0.5)[0].tolist() == [3.5 / 5, 1.5 / 5]


def test_a_text_of_no_length_and_what_is_refused():
    o, rng = np.array([0, 1, 0, 1]), np.random.default_rng(0)
    assert markov.continue_text(o, 2, 1, 0, rng).tolist() == []
    assert markov.continue_text(o, 2, 1, 3, rng).tolist() == [1, 0, 1]
    for length, k, words in ((-1, 1, "length"), (2.5, 1, "length"), (3, 4, "length of o")):
        with pytest.raises(ValueError, match=words):
            markov.continue_text(o, 2, k, length, rng)


@pytest.mark.parametrize(("wrong", "words"), [
    (np.eye(3), "table"), (pd.DataFrame({"ab": [1]}), "table"), (csr_array(np.eye(2)), "table"),
    ("ACGT", "a sequence is a text"), (["ACGT", "AC"], "a sequence is a text"), ([b"AC"], "a sequence is a text"),
    ({"a": ["b"]}, "dictionary"), ([{"a": 1}], "dictionary"), ([["a"], ["b", None]], "sequence 1 holds None"),
    ([["a", ["b", math.nan]]], "sequence 0 holds nan"), ([[np.eye(2)]], "hashable")])
def test_what_is_no_list_of_sequences(wrong, words):
    with pytest.raises(ValueError, match=words):
        prefixspan(wrong, 1)
    if not isinstance(wrong, list) or isinstance(wrong[0], str | bytes | dict):
        with pytest.raises(ValueError, match=words):
            contains(wrong, ["a"]) if not isinstance(wrong, list) else contains(wrong[0], ["a"])


def test_sequences_may_be_generators_sets_and_tuples():
    wanted = prefixspan(split(PEI), 2)
    for same in (tuple(tuple(map(tuple, s)) for s in split(PEI)), [list(map(set, s)) for s in PEI],
                 (map(iter, s) for s in split(PEI))):
        assert prefixspan(same, 2) == wanted and list(prefixspan(split(PEI), 2)) == list(wanted)
    assert prefixspan([np.array([0, 1, 1])], 1, 1) == {((0,),): 1, ((1,),): 1}
    for longest in (-1, 1.5):
        with pytest.raises(ValueError, match="longest"):
            prefixspan(TOY, 2, longest)


def test_items_of_sequences_that_print_alike():
    found = prefixspan([[1, "1"], ["1", 1, "1"], [[1, "1"]]], 2)
    assert found == {((1,),): 3, (("1",),): 3, ((1,), ("1",)): 2} and list(found)[0] == ((1,),)
