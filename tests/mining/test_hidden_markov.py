"""Hidden Markov models: by hand, by brute force over all paths, in any chunks, and every bad input with its words."""
import itertools
import sys

import numpy as np
import pytest
from dldm.mining.hidden_markov import (
    HMM,
    Categorical,
    Gaussian,
    Poisson,
    baum_welch,
    baum_welch_steps,
    fast,
    forward_backward,
    forward_steps,
    smooth,
    viterbi,
    viterbi_steps,
)
from dldm.page import play
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm, poisson

PI, A = np.array([0.5, 0.5]), np.array([[0.7, 0.3], [0.3, 0.7]])
UMBRELLA = np.array([[0.9, 0.1], [0.2, 0.8]])
LOG_B = np.log(UMBRELLA.T[[0, 0, 1, 0, 0]])


def random_model(seed, K, T):
    rng = np.random.default_rng(seed)
    return rng.dirichlet(np.ones(K)), rng.dirichlet(np.ones(K), K), 3 * rng.normal(size=(T, K))


def test_the_umbrella_world_has_the_published_numbers():
    p = forward_backward(PI, A, LOG_B)
    assert p.alpha[:2, 0].round(4).tolist() == [0.8182, 0.8834]
    assert p.gamma[:, 0].round(4).tolist() == [0.8673, 0.8204, 0.3075, 0.8204, 0.8673]
    assert np.exp(p.log_likelihood) == pytest.approx(0.0343037005, abs=1e-12)
    path, best = viterbi(PI, A, LOG_B)
    assert path.tolist() == [0, 0, 1, 0, 0] and np.exp(best) == pytest.approx(0.011573604)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), K=st.integers(1, 3), T=st.integers(1, 5))
def test_equal_to_the_sum_and_the_maximum_over_all_paths(seed, K, T):
    pi, A, log_B = random_model(seed, K, T)
    paths = {z: pi[z[0]] * np.prod([A[i, j] for i, j in zip(z, z[1:])]) * np.exp(log_B[range(T), z].sum())
             for z in itertools.product(range(K), repeat=T)}
    p, total = forward_backward(pi, A, log_B), sum(paths.values())
    gamma = [[sum(v for z, v in paths.items() if z[t] == k) / total for k in range(K)] for t in range(T)]
    assert p.log_likelihood == pytest.approx(np.log(total)) and np.allclose(p.gamma, gamma)
    path, best = viterbi(pi, A, log_B)
    assert best == pytest.approx(np.log(max(paths.values()))) and paths[tuple(path)] == pytest.approx(np.exp(best))


def same(found, right, tiny=1e-9):
    """True if two posteriors are equal but for rounding."""
    return all(np.allclose(a, b, rtol=1e-9, atol=tiny) for a, b in zip(found, right))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), K=st.integers(1, 6), chunk=st.none() | st.integers(1, 60),
       lengths=st.lists(st.integers(1, 40), min_size=1, max_size=5))
def test_in_pieces_and_with_many_sequences_it_is_the_plain_one_of_each(seed, K, chunk, lengths):
    pi, A, log_B = random_model(seed, K, sum(lengths))
    alone = [forward_backward(pi, A, part) for part in np.split(log_B, np.cumsum(lengths)[:-1])]
    values, alpha, gamma, counts = zip(*alone)
    wanted = sum(values), np.vstack(alpha), np.vstack(gamma), sum(counts)
    assert same(forward_backward(pi, A, log_B, lengths), wanted)
    assert same(fast.forward_backward(pi, A, log_B, lengths, chunk), wanted)
    assert sum(counts).sum() == pytest.approx(sum(lengths) - len(lengths))


def test_a_long_sequence_does_not_underflow():
    log_B = np.log(UMBRELLA.T[np.arange(20_000) % 2])
    p = fast.forward_backward(PI, A, log_B)
    assert np.isfinite(p.log_likelihood) and np.allclose(p.gamma.sum(axis=1), 1) and np.exp(p.log_likelihood) == 0
    assert same(p, forward_backward(PI, A, log_B), tiny=1e-8)
    assert fast.viterbi(PI, A, log_B)[0].tolist() == viterbi(PI, A, log_B)[0].tolist()


@pytest.mark.parametrize("emission, o", [
    (Categorical([[0.5, 0.3, 0.2], [0.2, 0.2, 0.6]]), [0, 2, 1, 1, 0, 2, 2, 0] * 5),
    (Gaussian([0.0, 2.0], 1.0), np.random.default_rng(0).normal(1, 2, 40)),
    (Gaussian([0.0, 2.0], 1.0, shared=True), np.random.default_rng(1).normal(1, 2, 40)),
    (Poisson([2.0, 6.0]), np.random.default_rng(2).poisson(4, 40))])
def test_the_likelihood_never_falls(emission, o):
    steps = baum_welch_steps(HMM(PI, A, emission), np.array(o), [15, 25])
    gains = np.diff([value for _, (_, value) in zip(range(25), steps)])
    assert gains.min() > -1e-9 and gains[0] > 1e-3


def test_baum_welch_is_the_end_of_its_trace_and_repeats_itself():
    o, start = np.array([0, 0, 1, 0, 1, 1, 1, 0]), HMM(PI, A, Categorical(UMBRELLA))
    trace = [value for _, (_, value) in zip(range(6), baum_welch_steps(start, o))]
    assert baum_welch(start, o, steps=5, tol=-1)[1] == trace[5] == baum_welch(start, o, steps=5, tol=-1)[1]
    assert start.A is A and o.tolist() == [0, 0, 1, 0, 1, 1, 1, 0]


def test_traces_agree_with_the_functions():
    alphas = [alpha for _, alpha, _ in forward_steps(PI, A, np.exp(LOG_B))]
    assert np.allclose(alphas, forward_backward(PI, A, LOG_B).alpha)
    *_, (delta, _) = viterbi_steps(PI, A, LOG_B)
    assert delta.max() == viterbi(PI, A, LOG_B)[1]


def test_statsmodels_gives_the_same_likelihood_on_the_nile():
    from statsmodels.datasets import nile
    from statsmodels.tsa.api import MarkovRegression

    y = nile.load_pandas().data["volume"].to_numpy(dtype=float)
    theirs = MarkovRegression(y, k_regimes=2).loglike(np.array([0.95, 0.06, 1100, 850, 128.0**2]))
    ours = HMM(np.array([6, 5]) / 11, np.array([[0.95, 0.05], [0.06, 0.94]]), Gaussian([1100, 850], 128))
    assert smooth(ours, y).log_likelihood == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("act, words", [
    (lambda: forward_backward(PI, [[0.7, 0.4], [0.3, 0.7]], LOG_B), "row 0 of A .* sum to 1"),
    (lambda: forward_backward([0.6, 0.6], A, LOG_B), "row 0 of pi"),
    (lambda: forward_backward(PI, np.eye(3), LOG_B), "A has shape"),
    (lambda: forward_backward(PI, A, LOG_B[:, :1]), "log_B has shape"),
    (lambda: forward_backward(PI, A, np.zeros((0, 2))), "sequence is empty"),
    (lambda: forward_backward(PI, A, LOG_B, [5, 0]), "sequence is empty"),
    (lambda: forward_backward(PI, A, LOG_B, [2, 2]), "add up to 4"),
    (lambda: forward_backward(PI, A, LOG_B * np.nan), "NaN"),
    (lambda: forward_backward([], np.zeros((0, 0)), np.zeros((3, 0))), "at least one state"),
    (lambda: forward_backward([1, 0], np.eye(2), [[0, -np.inf], [-np.inf, 0]]), "impossible"),
    (lambda: viterbi([1, 0], np.eye(2), [[0, -np.inf], [-np.inf, 0]]), "impossible"),
    (lambda: viterbi(PI, A, [[-np.inf, -np.inf]]), "probability 0 in every state"),
    (lambda: Categorical(UMBRELLA).log_prob([0, 2]), r"o\[1\] is 2: the symbols are 0 to 1"),
    (lambda: Gaussian([0, 1], 1).log_prob([0, np.nan]), "NaN"),
    (lambda: Gaussian([0, 1], 0), "smallest deviation"), (lambda: Poisson([0, 1]), "smallest rate"),
    (lambda: Poisson([1, 2]).log_prob([1.5]), "whole"),
    (lambda: smooth(HMM(PI, A, Poisson([1, 2, 3])), [1]), "pi has 2 states")])
def test_bad_input_is_refused(act, words):
    with pytest.raises(ValueError, match=words):
        act()


def test_a_player_shows_the_trace_and_inputs_stay():
    B, kept = UMBRELLA.T[[0, 0, 1, 0, 0]], LOG_B.copy()
    trace = [alpha for _, alpha, _ in forward_steps(PI, A, B)]
    player = play(trace, lambda ax, alpha: ax.bar([0, 1], alpha), lambda alpha: f"{alpha[0]:.4f}", "t", "described")
    assert player.captions == [f"{a:.4f}" for a in forward_backward(PI, A, LOG_B).alpha[:, 0]]
    assert np.allclose(np.exp([delta.max() for delta, _ in viterbi_steps(PI, A, LOG_B)])[-1], 0.011573604)
    assert np.array_equal(LOG_B, kept) and PI.tolist() == [0.5, 0.5]


def test_of_paths_equally_probable_but_for_rounding_the_first_is_taken():
    even = np.full((2, 2), 0.5)
    assert viterbi([0.5, 0.5], even, np.array([[-1, -1 + 4e-16], [0, -1]]))[0].tolist() == [0, 0]
    assert viterbi([0.5, 0.5], even, np.array([[0.0, -1], [-1, -1 + 4e-16]]))[0].tolist() == [0, 0]
    assert viterbi([0.5, 0.5], even, np.array([[-1, -1 + 1e-9], [0, -1]]))[0].tolist() == [1, 0]


def test_symbols_of_any_whole_type_are_counted():
    model = HMM([0.5, 0.5], A, Categorical(UMBRELLA))
    plain, value = baum_welch(model, np.array([0, 1, 1, 0, 1]), steps=3)
    for kind in (np.int8, np.uint8, np.int64):
        again, same = baum_welch(model, np.array([0, 1, 1, 0, 1], dtype=kind), steps=3)
        assert value == same and np.array_equal(plain.emission.P, again.emission.P)


# ---------------------------------------------------------------- nothing possible is called impossible


FAR = 1e5
LEFT_RIGHT = np.array([[0.9, 0.1, 0.0], [0.0, 0.9, 0.1], [0.0, 0.0, 1.0]])


def thirds(n):
    """Two states that never change: the first third and the last speak for 0, more than the middle third for 1."""
    return np.repeat([[0.0, -1.0], [-1.1, 0.0], [0.0, -1.0]], [n, 2 * n, n], axis=0)


@pytest.mark.parametrize("pi, A, log_B", [
    ([0.0, 1.0], np.eye(2), [[0, -FAR]] * 3), ([0, 1], [[0.5, 0.5], [0, 1]], [[0, -FAR], [0, -FAR], [-FAR, 0]]),
    ([1, 0], [[0.5, 0.5], [0.5, 0.5]], [[-FAR, 0], [0, -FAR]]),
    (PI, [[1 - 1e-300, 1e-300], [0, 1]], [[0, -1], [-FAR, 0]]),
    ([1, 0], [[1, 5e-324], [0, 1]], [[0, 0], [-np.inf, -FAR]]), (PI, np.eye(2), thirds(800)),
    (PI, np.eye(2), thirds(5000)), ([1, 0, 0], LEFT_RIGHT, 1000.0 * np.random.default_rng(5).normal(size=(400, 3))),
    ([1.0, 0], np.eye(2), [[-1e-300, 0], [-1e300, 0]])])
@pytest.mark.parametrize("chunk", [None, 1, 7, 10**6])
def test_what_viterbi_decodes_has_a_likelihood_of_at_least_its_own(pi, A, log_B, chunk):
    path, best = fast.viterbi(pi, A, log_B, chunk)
    assert path.tolist() == viterbi(pi, A, log_B)[0].tolist()
    p = fast.forward_backward(pi, A, log_B, chunk=chunk)
    assert same(p, forward_backward(pi, A, log_B), tiny=1e-8)
    assert best - 1e-12 * abs(best) - 1e-9 <= p.log_likelihood <= best + len(log_B) * np.log(len(pi)) + 1
    assert np.allclose(p.gamma.sum(axis=1), 1) and p.counts.sum() == pytest.approx(len(log_B) - 1)
    assert (p.gamma[np.arange(len(path)), path] > 0).all()


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**6), K=st.integers(1, 4), T=st.integers(1, 60), spread=st.floats(-1, 5),
       chunk=st.sampled_from([None, 1, 3, 60]))
def test_wild_models_are_decoded_by_both_or_by_neither(seed, K, T, spread, chunk):
    rng = np.random.default_rng(seed)
    pi, A = rng.dirichlet(np.full(K, 0.3)), rng.dirichlet(np.full(K, 0.3), K)
    A = np.where(A < 0.1, 0, A)
    A /= A.sum(axis=1, keepdims=True)
    log_B = 10**spread * rng.normal(size=(T, K))
    log_B[rng.random((T, K)) < 0.1] = -np.inf
    results = []
    for decode in (lambda *model: fast.viterbi(*model, chunk), viterbi,
                   lambda *model: fast.forward_backward(*model, chunk=chunk), forward_backward):
        try:
            results.append(decode(pi, A, log_B))
        except ValueError as error:
            assert "impossible" in str(error) or "probability 0 in every state" in str(error)
    assert len(results) in (0, 4)
    if results:
        (path, best), (plain, value), pieces, p = results
        assert path.tolist() == plain.tolist() and best == value and same(pieces, p, tiny=1e-8)
        assert p.log_likelihood >= best - 1e-9 * abs(best) - 1e-9


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), K=st.integers(1, 6), T=st.integers(1, 60), chunk=st.integers(1, 70))
def test_viterbi_in_pieces_is_viterbi_step_by_step(seed, K, T, chunk):
    pi, A, log_B = random_model(seed, K, T)
    path, best = viterbi(pi, A, log_B)
    assert best == pytest.approx(np.log(pi[path[0]]) + np.log(A[path[:-1], path[1:]]).sum()
                                 + log_B[np.arange(T), path].sum())
    for found, value in (fast.viterbi(pi, A, log_B, chunk), fast.viterbi(pi, A, log_B)):
        assert found.tolist() == path.tolist() and value == best


def test_with_more_states_than_pieces_pay_for_viterbi_is_the_same():
    pi, A, log_B = random_model(7, fast.MANY + 3, 50)
    for chunk in (None, 7):
        path, best = fast.viterbi(pi, A, log_B, chunk)
        assert (path.tolist(), best) == (viterbi(pi, A, log_B)[0].tolist(), viterbi(pi, A, log_B)[1])


def test_a_deviation_never_falls_to_0():
    y = np.array([1.0, 1.0, 1.0, 5.0, 9.0])
    gamma = np.array([[1, 0]] * 3 + [[0, 1]] * 2, dtype=float)
    learnt = Gaussian([0, 1], 1).update(y, gamma)
    assert learnt.mean.tolist() == [1, 7] and learnt.sd[1] == 2
    assert learnt.sd[0] == pytest.approx(1e-3 * y.std(), rel=1e-6) and np.isfinite(learnt.log_prob(y)).all()
    model, value = baum_welch(HMM(PI, A, Gaussian([1.0, 7.0], 1.0)), y)
    assert np.isfinite(value) and model.emission.sd.min() >= 1e-3 * y.std()
    assert Gaussian([0, 1], 1).update(np.ones(5), gamma).sd.min() > 0


def test_log_probabilities_are_those_of_scipy():
    y = np.array([0, 1, 7, 40])
    assert Poisson([0.5, 20]).log_prob(y) == pytest.approx(poisson([0.5, 20]).logpmf(y[:, None]))
    assert Gaussian([1, 7], [1, 2.5]).log_prob(y) == pytest.approx(norm([1, 7], [1, 2.5]).logpdf(y[:, None]))


def test_a_rate_is_a_weighted_mean_and_never_falls_to_0():
    learnt = Poisson([1, 2]).update([0, 0, 0, 1], np.array([[1, 0], [1, 0], [0, 1], [0, 1]]))
    assert 0 < learnt.rate[0] < 1e-6 and learnt.rate[1] == pytest.approx(0.5)


def test_five_hundred_steps_unless_told_otherwise(monkeypatch):
    module = sys.modules[baum_welch.__module__]
    monkeypatch.setattr(module, "baum_welch_steps", lambda *_: ((k, 1.0 * k) for k in itertools.count()))
    assert baum_welch(None, None) == (500, 500.0) and baum_welch(None, None, steps=7) == (7, 7.0)


@pytest.mark.parametrize("kind", [np.uint8, np.int8, np.int16, np.uint16, np.float32, np.int64])
def test_observations_of_every_type_are_the_same(kind):
    o = np.random.default_rng(3).integers(0, 2, 200)
    counts = np.random.default_rng(4).poisson(30, 200)
    for emission, seen in ((Categorical(UMBRELLA), o), (Poisson([20, 40]), counts), (Gaussian([20, 40], 5), counts)):
        learnt, value = baum_welch(HMM(PI, A, emission), seen, steps=3, tol=-1)
        small, same = baum_welch(HMM(PI, A, emission), seen.astype(kind), steps=3, tol=-1)
        assert value == same and np.array_equal(small.A, learnt.A)
        assert viterbi(PI, A, emission.log_prob(seen.astype(kind)))[1] == viterbi(PI, A, emission.log_prob(seen))[1]


@pytest.mark.parametrize("act, words", [
    (lambda: Poisson([]), "at least one state"), (lambda: Gaussian([], 1), "at least one state"),
    (lambda: Gaussian([1, 2], [1, 2, 3]), "sd has 3 values"), (lambda: Poisson(["3"]), "must hold numbers"),
    (lambda: Gaussian([0, 1], 1).log_prob(["1.5"]), "must hold numbers"),
    (lambda: Gaussian([0, 1], 1).log_prob(np.ma.array([1.0], mask=[True])), "masked"),
    (lambda: Gaussian([0, 1], 1).log_prob([1j]), "complex"), (lambda: Categorical(UMBRELLA).log_prob([0.5]), "whole"),
    (lambda: forward_backward(PI, A, LOG_B + 0j), "complex"), (lambda: fast.viterbi(PI, A, LOG_B, 0), "chunk"),
    (lambda: fast.forward_backward(PI, A, LOG_B, chunk=0), "chunk"),
    (lambda: list(forward_steps(PI, A, np.array([[1, 1], [0, 0]]))), "observation 1 is impossible"),
    (lambda: forward_backward(PI, A, LOG_B, [2.5, 2.5]), "whole numbers"),
    (lambda: viterbi([1, 0], np.eye(2), [[0, 0], [-np.inf, 0]]), "impossible"),
    (lambda: forward_backward([1, 0], np.eye(2), [[0, 0], [-np.inf, 0]]), "impossible")])
def test_odd_types_and_no_states_are_refused(act, words):
    with pytest.raises(ValueError, match=words):
        act()


def test_sequences_may_come_with_lengths_of_any_whole_type():
    for lengths in ([2.0, 3.0], np.array([2, 3], dtype=np.uint8)):
        assert forward_backward(PI, A, LOG_B, lengths)[0] == forward_backward(PI, A, LOG_B, [2, 3])[0]
