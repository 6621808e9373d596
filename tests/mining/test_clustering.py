"""k-means and vector quantisation: by hand, by property, against scikit-learn, and on bad input."""
from itertools import islice

import numpy as np
import pytest
from dldm.datasets import digits, irises
from dldm.mining.clustering import (
    KMeansState,
    assign,
    fast,
    kmeans,
    kmeans_steps,
    lloyd,
    seed_centres,
    seed_steps,
    update,
    vector_quantisation,
    vq_steps,
)
from dldm.page import play
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans

pytestmark = pytest.mark.filterwarnings("error")
LINE = np.array([[1.0], [2], [4], [10], [11], [12], [20]])


def cloud(seed, n=40, d=2):
    return np.round(np.random.default_rng(seed).normal(size=(n, d)) * 3) / 2  # rows repeat, distances tie


def test_seven_points_by_hand():
    states = list(kmeans_steps(LINE, [[1.0], [2.0]]))
    assert states[1].step == "update" and states[1].centres.ravel() == pytest.approx([1, 59 / 6])
    assert states[-1].centres.ravel() == pytest.approx([7 / 3, 53 / 4])
    assert states[-1].labels.tolist() == [0, 0, 0, 1, 1, 1, 1]
    assert pytest.approx(4.6667 + 62.75, abs=1e-4) == states[-1].J


def test_iris_from_rows_0_50_100():
    X = irises().X
    states = list(kmeans_steps(X, X[[0, 50, 100]]))
    assert [round(s.J, 4) for s in states if s.step == "assign"][:3] == [182.48, 82.5913, 78.9427]
    theirs = KMeans(3, init=X[[0, 50, 100]], n_init=1, tol=0).fit(X)
    assert states[-1].centres == pytest.approx(theirs.cluster_centers_, abs=1e-12)
    assert pytest.approx(theirs.inertia_) == states[-1].J and (states[-1].labels == theirs.labels_).all()


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), k=st.integers(1, 6))
def test_j_never_rises_and_the_end_is_a_fixed_point(seed, k):
    X = cloud(seed)
    states = list(kmeans_steps(X, X[:k]))
    values = [state.J for state in states]
    assert all(b <= a + 1e-9 * (1 + a) for a, b in zip(values, values[1:]))
    end = states[-1]
    assert [s.step for s in states] == ["assign", "update"] * (len(states) // 2) + ["assign"]
    assert pytest.approx(((X - end.centres[end.labels]) ** 2).sum()) == end.J
    for j in np.unique(end.labels):
        assert end.centres[j] == pytest.approx(X[end.labels == j].mean(axis=0))


def test_assign_equals_all_distances():
    X, C = cloud(1) + 0.01 * np.random.default_rng(0).normal(size=(40, 2)), cloud(2, 5) + 0.013
    D = ((X[:, None] - C) ** 2).sum(axis=2)
    labels, d2 = assign(X, C)
    assert (labels == D.argmin(axis=1)).all() and d2 == pytest.approx(D.min(axis=1))


def test_far_from_the_origin_no_digit_is_lost():
    X = irises().X
    near, far = lloyd(X, X[[0, 50, 100]]), lloyd(X + 1e6, X[[0, 50, 100]] + 1e6)
    assert (near.labels == far.labels).all() and pytest.approx(near.J, rel=1e-6) == far.J


def test_an_empty_cluster_moves_to_the_farthest_row():
    X = np.array([[0.0], [1.0], [9.0]])
    labels, d2 = assign(X, np.array([[0.0], [50.0]]))
    assert update(X, labels, d2, 2).ravel() == pytest.approx([10 / 3, 9])
    end = lloyd(X, [[0.0], [50.0]])
    assert end.centres.ravel() == pytest.approx([0.5, 9]) and np.isfinite(end.J)


@settings(max_examples=150)
@given(seed=st.integers(0, 10**6), unit=st.sampled_from([1, 0.1, 1 / 3]))
def test_it_stops_where_rows_repeat_and_rounding_breaks_ties(seed, unit):
    rng = np.random.default_rng(seed)
    X = rng.integers(0, 3, (rng.integers(2, 12), rng.integers(1, 3))) * unit
    states = list(islice(kmeans_steps(X, X[rng.choice(len(X), rng.integers(1, len(X) + 1), replace=False)]), 200))
    assert len(states) < 200 and np.isfinite(states[-1].J)
    chosen = [state.J for state in states if state.step == "assign"]
    assert all(b < a for a, b in zip(chosen, chosen[1:-1]))  # the last round may lower nothing


def test_centres_that_coincide_by_hand():
    X = np.array([[0.0], [0], [0], [0.1]])  # the mean of three zeros, moved by rounding, is not their place
    assert len(list(islice(kmeans_steps(X, X[[0, 1, 3]]), 20))) < 20


def test_as_many_centres_as_rows_and_one():
    X = np.arange(6.0).reshape(3, 2)
    assert pytest.approx(0) == lloyd(X, X).J and lloyd(X, X[:1]).centres[0] == pytest.approx(X.mean(axis=0))


def test_seeding_never_takes_a_row_twice_and_prefers_the_far():
    X = np.array([[0.0], [0.0], [1.0], [10.0]])
    firsts, pairs = [], []
    for seed in range(400):
        states = list(seed_steps(X, 2, np.random.default_rng(seed)))
        d2 = ((X - states[0].centres) ** 2)[:, 0]
        assert states[0].chances == pytest.approx(d2 / d2.sum())
        firsts.append(states[0].centres[0, 0])
        if firsts[-1] == 0:
            pairs.append(states[1].centres[1, 0])
    assert 0.4 < np.mean(np.array(firsts) == 0) < 0.6 and 0 not in pairs
    assert np.mean(np.array(pairs) == 10) > 0.95  # 100 / 101
    with pytest.raises(ValueError, match="only 3 different rows"):
        seed_centres(X, 4, np.random.default_rng(0))


def test_restarts_find_the_known_best_of_the_irises():
    X = irises().X
    best = kmeans(X, 3, np.random.default_rng(0), restarts=20)
    assert pytest.approx(78.8514, abs=1e-4) == best.J
    again = kmeans(X, 3, np.random.default_rng(0), restarts=20)
    assert again.J == best.J and (again.labels == best.labels).all()


def test_vector_quantisation_by_hand_and_its_mean():
    end = vector_quantisation([[3.0]], [[1.0]], np.random.default_rng(0), epochs=2)
    assert end[0, 0] == pytest.approx(1 + 1 + 1 / 3)  # steps 1/2 and 1/3
    X = cloud(3)
    one = vector_quantisation(X, X[:1], np.random.default_rng(1))
    assert one[0] == pytest.approx(np.vstack([X[:1], X]).mean(axis=0))  # the running mean, the start counted once
    assert vector_quantisation([[3.0]], [[1.0]], np.random.default_rng(0), rate=0.25)[0, 0] == pytest.approx(1.5)


def test_vector_quantisation_comes_to_the_same_j():
    X = irises().X
    J = [assign(X, c)[1].sum() for c in vq_steps(X, X[[0, 50, 100]], np.random.default_rng(0), 50)]
    assert 78.8514 < J[-1] < 78.87 < J[0]
    constant = vector_quantisation(X, X[[0, 50, 100]], np.random.default_rng(0), 50, rate=0.2)
    assert assign(X, constant)[1].sum() > 79.2


def test_a_player_shows_the_trace_half_step_by_half_step():
    X, drawn = irises().X[:, 2:], []
    trace = list(kmeans_steps(X, X[[0, 50, 100]]))
    player = play(trace, lambda ax, s: drawn.append(s.labels.copy()), lambda s: f"{s.step} {s.J}", "t", "described")
    assert len(player) == len(trace) and player.captions == [f"{s.step} {s.J}" for s in trace]
    assert all((a == b.labels).all() for a, b in zip(drawn, trace)) and trace[-1].J == lloyd(X, X[[0, 50, 100]]).J
    seeds = [s.centres for s in seed_steps(X, 4, np.random.default_rng(0))]
    assert [len(c) for c in seeds] == [1, 2, 3, 4] and all((a == b[:-1]).all() for a, b in zip(seeds, seeds[1:]))


def test_inputs_are_not_modified():
    X, C = cloud(4), cloud(5, 3)
    kept = X.copy(), C.copy()
    lloyd(X, C), seed_centres(X, 3, np.random.default_rng(0)), vector_quantisation(X, C, np.random.default_rng(0))
    assert np.array_equal(X, kept[0]) and np.array_equal(C, kept[1])


@pytest.mark.parametrize("learn", [lloyd, fast.lloyd, fast.assign,
                                   lambda X, C: vector_quantisation(X, C, np.random.default_rng(0))],
                         ids=["lloyd", "fast lloyd", "fast assign", "online"])
@pytest.mark.parametrize("X, C, words", [
    ([[1.0], [np.nan]], [[1.0]], "X holds NaN or infinity"), ([[1.0]], [[np.inf]], "centres holds NaN or infinity"),
    (np.zeros((0, 2)), [[1.0, 1]], "X has no rows"), ([[1.0, 2]], [[1.0]], r"centres has shape \(1, 1\)"),
    ([1.0, 2.0], [[1.0]], r"X has shape \(2,\)"), ([[1.0]], np.zeros((0, 1)), "centres has no rows")])
def test_bad_input_is_refused(learn, X, C, words):
    with pytest.raises(ValueError, match=words):
        learn(X, C)


def test_more_centres_than_rows_are_refused():
    with pytest.raises(ValueError, match="k is 3: it must be a whole number from 1 to 2"):
        lloyd([[1.0], [2.0]], [[1.0], [2.0], [3.0]])


def test_bad_numbers_are_refused():
    rng = np.random.default_rng(0)
    for k in (0, 8, 2.0, True):
        with pytest.raises(ValueError, match=f"k is {k!r}: it must be a whole number"):
            kmeans(LINE, k, rng)
    with pytest.raises(ValueError, match="restarts is 0"):
        kmeans(LINE, 2, rng, restarts=0)
    with pytest.raises(ValueError, match="rate is -1"):
        vector_quantisation(LINE, LINE[:2], rng, rate=-1)
    for epochs in (0, -1):
        with pytest.raises(ValueError, match=f"epochs is {epochs}"):
            vector_quantisation(LINE, LINE[:2], rng, epochs=epochs)
        with pytest.raises(ValueError, match=f"epochs is {epochs}"):
            next(vq_steps(LINE, LINE[:2], rng, epochs=epochs))


@pytest.mark.parametrize("rate", [0, -0.1, 1.5, np.nan])
def test_a_rate_is_a_share_of_the_way(rate):
    with pytest.raises(ValueError, match="it must be a share of the way"):
        vector_quantisation([[1.0], [2.0]], [[1.0]], np.random.default_rng(0), rate=rate)


@pytest.mark.parametrize("X, C, words", [
    ([[np.nan]], [[1.0]], "X holds NaN"), ([[1.0]], [[np.nan]], "centres holds NaN"),
    ([[1.0, 2]], [[1.0]], r"centres has shape \(1, 1\)")])
def test_assign_on_its_own_refuses_bad_input(X, C, words):
    with pytest.raises(ValueError, match=words):
        assign(X, C)


def test_ten_starts_unless_told_otherwise():
    rngs = [np.random.default_rng(0) for _ in range(2)]
    plain, ten = kmeans(LINE, 2, rngs[0]), kmeans(LINE, 2, rngs[1], restarts=10)
    assert plain.J == ten.J and rngs[0].random() == rngs[1].random()


def test_restarts_that_end_alike_give_the_first_of_them():
    """Rounding, which differs from processor to processor, must not choose the names of the clusters."""
    ends = iter([(3.0, "worse"), (TIE := 0.1 + 0.2, "first"), (0.3, "same but for rounding"), (0.31, "worse")])

    def run(X, centres):
        J, name = next(ends)
        return KMeansState(name, centres, None, J)
    X = np.arange(6.0)[:, None]
    assert TIE > 0.3 and kmeans(X, 2, np.random.default_rng(0), restarts=4, run=run).step == "first"


@pytest.mark.parametrize("choose", [assign, fast.assign], ids=["plain", "fast"])
def test_a_row_midway_goes_to_the_first_centre_in_any_units(choose):
    for unit in (0.1, 0.3, 1 / 7, 1e-9, 1e9):
        for far in (0.0, 5.0, 1e3):
            C = unit * (np.array([[0.0, 1], [1, 0], [2, 1]]) + far)
            assert choose(unit * (np.array([[1.0, 1]]) + far), C)[0].tolist() == [0]
            assert choose(unit * (np.array([[1.0, 1]]) + far), C[::-1])[0].tolist() == [0]


@pytest.mark.parametrize("choose", [assign, fast.assign], ids=["plain", "fast"])
def test_a_real_difference_of_distance_decides_far_from_the_origin(choose):
    C = np.array([[1e6, 0.0], [1e6 + 1, 0.0]])
    assert choose(C + [[0.499, 0], [-0.499, 0]], C)[0].tolist() == [0, 1]
    assert choose(C + [[0.501, 0], [-0.501, 0]], C)[0].tolist() == [1, 0]


def test_empty_clusters_take_the_first_of_the_farthest_rows():
    X, d2 = np.arange(4.0)[:, None], np.array([0.3, 0.1 + 0.2, 0.1, 0.0])
    means = update(X, np.zeros(4, dtype=int), d2, 3)
    assert means[:, 0].tolist() == [1.5, 0.0, 0.0] and d2[0] == 0.3
    end = lloyd([[0.0], [1], [7], [9]], [[0.0], [50], [60]])  # two empty ones part in the next rounds
    assert sorted(end.centres[:, 0]) == [0, 1, 8] and end.J == 2


def test_irises_right_values_as_they_are_and_scaled():
    X = irises().X
    for data, J in ((X, 78.8514), ((X - X.mean(axis=0)) / X.std(axis=0, ddof=1), 138.888)):
        assert pytest.approx(J, abs=1e-3) == kmeans(data, 3, np.random.default_rng(0), restarts=100).J


@pytest.mark.parametrize("steps", [kmeans_steps, fast.kmeans_steps], ids=["plain", "fast"])
def test_rounds_have_a_limit(steps):
    X = irises().X
    with pytest.raises(ValueError, match="labels still change after 2 rounds"):
        list(steps(X, X[[0, 50, 100]], n=2))
    with pytest.raises(ValueError, match="n is 0"):
        list(steps(X, X[[0, 50, 100]], n=0))


@pytest.mark.parametrize("k", [1, 127, 128, 300])
@pytest.mark.parametrize("choose", [assign, fast.assign], ids=["plain", "fast"])
def test_of_equal_centres_the_first_is_taken_for_any_number_of_them(choose, k):
    X = np.random.default_rng(0).normal(size=(700, 2))
    C = np.concatenate([X[:k], X[:k]])
    labels, d2 = choose(X, C)
    D = ((X[:, None] - C) ** 2).sum(axis=2)
    assert (labels == D.argmin(axis=1)).all() and d2 == pytest.approx(D.min(axis=1), abs=1e-12) and labels.max() < k


@pytest.mark.parametrize("choose", [assign, fast.assign], ids=["plain", "fast"])
def test_seconds_since_1970_are_assigned_as_from_their_own_origin(choose):
    rng = np.random.default_rng(0)
    X, C = rng.normal(size=(500, 1)) * 50, rng.normal(size=(4, 1)) * 50
    assert (choose(X + 1.7e9, C + 1.7e9)[0] == choose(X, C)[0]).all()


# ---------------------------------------------------------------- plain = fast


def same(X, C):
    """Whether both versions go through the same states from the centres C."""
    ours, quick = list(kmeans_steps(X, C)), list(fast.kmeans_steps(X, C))
    scale = np.ptp(X, axis=0).max() or 1.0
    assert [s.step for s in ours] == [s.step for s in quick]
    for a, b in zip(ours, quick):
        assert (a.labels == b.labels).all() and a.centres == pytest.approx(b.centres, abs=1e-9 * scale)
        assert pytest.approx(b.J, rel=1e-9, abs=1e-9 * len(X) * scale**2) == a.J


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), k=st.integers(1, 9), d=st.integers(1, 5), far=st.sampled_from([0.0, 1e3]))
def test_plain_equals_fast_on_random_rows(seed, k, d, far):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(60, d)) + far
    same(X, X[rng.choice(60, k, replace=False)] + rng.normal(size=(k, d)))


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), k=st.integers(1, 8))
def test_plain_equals_fast_where_rows_repeat_and_distances_tie(seed, k):
    rng = np.random.default_rng(seed)
    X = rng.integers(0, 4, (12, 2)) * 1.0
    same(X, X[rng.choice(12, k, replace=False)])


@pytest.mark.parametrize("X, C", [
    ([[3.0]], [[1.0]]), ([[2.0]] * 5, [[2.0], [2.0]]), ([[0.0], [1], [7], [9]], [[0.0], [50], [60]]),
    (np.eye(3), np.eye(3)), ([[0.0, 0], [0, 0], [1e-200, 0]], [[0.0, 0], [1e-200, 0]])])
def test_plain_equals_fast_on_degenerate_tables(X, C):
    same(np.array(X), np.array(C))


def test_plain_equals_fast_on_many_rows_and_on_the_digits():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(20_000, 4)) + 3 * rng.integers(0, 2, (20_000, 4))
    same(X, X[:6])
    X = digits().X
    same(X, X[:10])


def test_kmeans_takes_the_fast_run():
    X = irises().X
    plain, quick = kmeans(X, 3, np.random.default_rng(0)), kmeans(X, 3, np.random.default_rng(0), run=fast.lloyd)
    assert (plain.labels == quick.labels).all() and pytest.approx(quick.J) == plain.J


def test_many_blocks_equal_one(monkeypatch):
    X = irises().X
    whole = fast.lloyd(X, X[[0, 50, 100]])
    monkeypatch.setattr(fast, "BLOCK", 1)
    parts = fast.lloyd(X, X[[0, 50, 100]])
    assert (parts.labels == whole.labels).all() and pytest.approx(whole.J) == parts.J


@pytest.mark.parametrize("choose", [assign, fast.assign, lloyd, fast.lloyd, vq_steps])
def test_squares_that_overflow_are_refused(choose):
    rng = [np.random.default_rng(0)] * (choose is vq_steps)
    for X, C in (([[1e200], [0.0]], [[0.0]]), ([[0.0], [1.0]], [[1e200]])):
        with pytest.raises(ValueError, match="squared distances overflow"):
            next(iter(choose(X, C, *rng)))
