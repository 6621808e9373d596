"""DBSCAN: by hand, by property, against scikit-learn, and on bad input."""
import tracemalloc

import numpy as np
import pytest
from dldm.datasets import digits, earthquakes, irises
from dldm.ground import ranges
from dldm.mining.clustering import dbscan, dbscan_steps, euclidean, fast, great_circle
from dldm.mining.clustering.fast import all_neighbours
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import DBSCAN
from sklearn.datasets import make_moons

pytestmark = pytest.mark.filterwarnings("error")


def by_pairs(A, B):
    """The Euclidean distance as a metric of the reader's own: the grid is not used."""
    return euclidean(A, B)


both = pytest.mark.parametrize("act", [dbscan, fast.dbscan], ids=["plain", "fast"])


@both
def test_eight_numbers_by_hand(act):
    state = act(np.array([[0.0], [1], [2], [3], [7], [8], [9], [20]]), 1, 3)
    assert state.core.tolist() == [False, True, True, False, False, True, False, False]
    assert state.labels.tolist() == [0, 0, 0, 0, 1, 1, 1, -1] and state.n_clusters == 2


def test_ranges():
    assert ranges(np.array([5, 2, 9]), np.array([7, 2, 12])).tolist() == [5, 6, 9, 10, 11]


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), d=st.integers(1, 4), eps=st.sampled_from([0.3, 0.5, 1.0, 7.0]))
def test_neighbours_equal_all_pairs(seed, d, eps):
    X = np.random.default_rng(seed).normal(size=(70, d))
    D = np.sqrt(((X[:, None] - X) ** 2).sum(axis=2))
    starts, index = all_neighbours(X, eps)
    for i in range(70):
        assert sorted(index[starts[i]:starts[i + 1]]) == np.flatnonzero(D[i] <= eps).tolist()
    by_metric = all_neighbours(X, eps, by_pairs)
    assert np.array_equal(by_metric[0], starts)


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), min_samples=st.integers(1, 8), eps=st.sampled_from([0.2, 0.35, 0.6]))
def test_labels_equal_scikit_learns(seed, min_samples, eps):
    X = np.random.default_rng(seed).normal(size=(150, 2))
    theirs = DBSCAN(eps=eps, min_samples=min_samples).fit(X)
    ours = dbscan(X, eps, min_samples)
    assert (ours.labels == theirs.labels_).all()
    assert np.flatnonzero(ours.core).tolist() == theirs.core_sample_indices_.tolist()


def test_moons_irises_and_digits_equal_scikit_learn():
    for X, eps in ((make_moons(300, noise=0.06, random_state=0)[0], 0.2), (irises().X, 0.5), (digits().X * 16, 22)):
        assert (dbscan(X, eps).labels == DBSCAN(eps=eps).fit_predict(X)).all()


def test_many_blocks_equal_one(monkeypatch):
    X = np.random.default_rng(0).normal(size=(300, 2))
    whole = all_neighbours(X, 0.3)
    monkeypatch.setattr(fast, "PAIRS", 700)
    for again in (all_neighbours(X, 0.3), all_neighbours(X, 0.3, by_pairs)):
        assert np.array_equal(again[0], whole[0])
        assert all(set(again[1][a:b]) == set(whole[1][a:b]) for a, b in zip(whole[0], whole[0][1:]))


def test_great_circle_by_hand():
    D = great_circle(np.array([[0.0, 0], [179, 0], [0, 90]]), np.array([[90.0, 0], [-179, 0]]))
    quarter = np.pi / 2 * 6371.0088
    assert D[0, 0] == pytest.approx(quarter) and D[1, 1] == pytest.approx(quarter / 45)
    assert D[2] == pytest.approx(quarter)


@both
def test_great_circle_clusters_cross_the_date_line(act):
    X = np.array([[179.9, 10], [-179.9, 10], [179.8, 10.1], [0, 0]])
    assert act(X, 50, 2, great_circle).labels.tolist() == [0, 0, 0, -1]


def test_core_labels_do_not_depend_on_the_order_and_a_border_row_may():
    P = np.array([[0, 0], [0.1, 0], [0, 0.1], [1, 0.0], [1.9, 0], [2, 0], [2, 0.1]])
    forth, back = dbscan(P, 0.95, 4), dbscan(P[::-1], 0.95, 4)
    assert forth.core.tolist() == back.core[::-1].tolist() == [False, True, False, False, True, False, False]
    assert forth.labels.tolist() == [0, 0, 0, 0, 1, 1, 1] and back.labels[::-1].tolist() == [1, 1, 1, 0, 0, 0, 0]


def test_the_trace_grows_cluster_by_cluster():
    X = make_moons(300, noise=0.06, random_state=0)[0]
    trace = [(s.labels.copy(), s.n_clusters) for s in dbscan_steps(X, 0.15)]
    assert [n for _, n in trace] == list(range(len(trace))) and (trace[0][0] == -1).all()
    for (before, _), (after, n) in zip(trace, trace[1:]):
        assert (after[before >= 0] == before[before >= 0]).all() and (after[after != before] == n - 1).all()
    assert np.array_equal(trace[-1][0], dbscan(X, 0.15).labels)


def test_input_is_not_modified():
    X = np.random.default_rng(1).normal(size=(50, 2))
    kept = X.copy()
    dbscan(X, 0.3)
    assert np.array_equal(X, kept)


@pytest.mark.parametrize("X, options, words", [
    ([[1.0]], {"eps": 0}, "eps is 0: it must be a number above 0"), ([[1.0]], {"eps": -1}, "eps is -1"),
    ([[1.0]], {"eps": np.nan}, "eps is nan"), ([[np.nan]], {"eps": 1}, "NaN or infinity"),
    (np.zeros((0, 2)), {"eps": 1}, "no rows"), ([1.0], {"eps": 1}, "X has shape"),
    ([[1.0]], {"eps": 1, "min_samples": 0}, "min_samples is 0")])
def test_bad_input_is_refused(X, options, words):
    acts = [dbscan, fast.dbscan] + [all_neighbours] * ("min_samples" not in options)
    for act in acts:
        with pytest.raises(ValueError, match=words):
            act(X, **options)


@pytest.mark.parametrize("metric", [lambda A, B: np.full((len(A), len(B)), np.nan), lambda A, B: np.zeros(len(A))])
@both
def test_a_metric_that_gives_no_distances_is_refused(act, metric):
    with pytest.raises(ValueError, match="one distance for each pair"):
        act([[0.0], [1.0]], 1, metric=metric)


@pytest.mark.parametrize("places, words", [
    ([[23.9, 121.7]], "the longitude comes first"), ([[1.0]], "places has shape"), ([[np.nan, 0]], "NaN")])
def test_places_off_the_globe_are_refused(places, words):
    with pytest.raises(ValueError, match=words):
        great_circle(np.array(places), np.zeros((1, 2)))


@pytest.mark.parametrize("eps", [0.1, 0.3, 0.7, 1.0])
def test_rows_on_a_lattice_exactly_eps_apart(eps):
    X = np.stack(np.meshgrid(np.arange(12) * eps, np.arange(9) * eps + 0.1), axis=-1).reshape(-1, 2)
    near = euclidean(X, X) <= eps
    starts, index = all_neighbours(X, eps)
    for i in range(len(X)):
        assert sorted(index[starts[i]:starts[i + 1]]) == np.flatnonzero(near[i]).tolist()


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), d=st.integers(1, 3), far=st.sampled_from([0, 1e3, 1e9, 1e15]))
def test_no_spread_is_too_wide_for_the_grid(seed, d, far):
    """Small groups, some of them very far apart: the same rows are near as by all distances."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(60, d)) + far * rng.integers(-2, 3, (60, d))
    starts, index = all_neighbours(X, 0.5)
    wanted = euclidean(X, X) <= 0.5
    for i in range(60):
        assert sorted(index[starts[i]:starts[i + 1]]) == np.flatnonzero(wanted[i]).tolist()
    assert fast.dbscan(X, 1e-300, 1).n_clusters == len(np.unique(X, axis=0))


def test_a_grid_of_more_cells_than_a_number_can_count_uses_fewer_columns():
    X = np.random.default_rng(0).normal(size=(50, 3))
    wide = np.arange(0, 4e6 * 50, 4e6)  # cells are numbered 0, 2, 4, ... whatever the gaps
    assert fast._cells(wide, 1.0).tolist() == list(range(0, 100, 2)) and fast._cells(X[:, 0], 9.0).max() == 0
    keys, offsets = fast.grid_keys(X, 1e-9)
    assert len(set(keys.tolist())) == 50 and len(offsets) == 9


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), min_samples=st.integers(1, 12), metric=st.sampled_from([euclidean, by_pairs]))
def test_equal_rows_count_each(seed, min_samples, metric):
    X = np.random.default_rng(seed).integers(0, 6, (80, 2)) * 0.5
    ours, theirs = fast.dbscan(X, 0.5, min_samples, metric), DBSCAN(eps=0.5, min_samples=min_samples).fit(X)
    assert (ours.labels == theirs.labels_).all() and ours.n_clusters == theirs.labels_.max() + 1
    assert np.flatnonzero(ours.core).tolist() == theirs.core_sample_indices_.tolist()


def test_memory_holds_a_block_of_pairs_and_no_more():
    X = np.random.default_rng(0).normal(size=(4000, 2))  # 16 million pairs, all of them neighbours
    tracemalloc.start()
    assert fast.dbscan(X, 20.0).n_clusters == 1
    assert fast.dbscan(np.repeat(X[:3], 40_000, axis=0), 0.001).n_clusters == 3
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5e7


def test_small_types_and_units_do_not_count():
    X = np.random.default_rng(0).integers(0, 120, (90, 2))
    wanted = dbscan(X.astype(float), 9.0, 3)
    for kind in (np.uint8, np.int8, np.int16, np.float32, np.int64):
        assert (dbscan(X.astype(kind), 9.0, 3).labels == wanted.labels).all()
        assert np.array_equal(euclidean(X.astype(kind), X.astype(kind)[:4]), euclidean(X * 1.0, X[:4] * 1.0))
    assert (dbscan(X / 128 + 2**30, 9 / 128, 3).labels == wanted.labels).all()
    places = np.array([[100, 20], [120, 80]])
    assert np.array_equal(great_circle(places.astype(np.uint8), places), great_circle(places * 1.0, places))


# ---------------------------------------------------------------- plain = fast


def same(X, eps, min_samples=5, metric=euclidean):
    """Both versions complete the same clusters one by one."""
    ours = list(dbscan_steps(X, eps, min_samples, metric))
    quick = list(fast.dbscan_steps(X, eps, min_samples, metric))
    assert len(ours) == len(quick)
    for a, b in zip(ours, quick):
        assert np.array_equal(a.labels, b.labels) and np.array_equal(a.core, b.core) and a.n_clusters == b.n_clusters


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), d=st.integers(1, 4), min_samples=st.integers(1, 9),
       eps=st.sampled_from([0.1, 0.4, 0.9, 5.0]))
def test_plain_equals_fast_on_random_rows(seed, d, min_samples, eps):
    X = np.random.default_rng(seed).normal(size=(90, d))
    same(X, eps, min_samples)
    same(X, eps, min_samples, by_pairs)


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), unit=st.sampled_from([0.1, 0.3, 1 / 7, 1.0]), min_samples=st.integers(1, 9))
def test_plain_equals_fast_on_a_lattice_where_distances_equal_eps(seed, unit, min_samples):
    rng = np.random.default_rng(seed)
    same(rng.integers(0, 7, (70, 2)) * unit, unit, min_samples)
    same(rng.integers(0, 20, (40, 2)) * unit, 5 * unit, min_samples)  # 3, 4 and 5 make a right angle


@pytest.mark.parametrize("X", [[[3.0]], [[2.0, 2.0]] * 6, [[0.0], [1e15], [1e15 + 1]], np.arange(9.0)[:, None]])
@pytest.mark.parametrize("min_samples", [1, 2, 7])
def test_plain_equals_fast_on_degenerate_tables(X, min_samples):
    same(np.array(X), 1.0, min_samples)


def test_plain_equals_fast_on_many_rows_on_the_digits_and_on_the_globe():
    rng = np.random.default_rng(0)
    same(rng.normal(rng.uniform(0, 20, (9, 2))[rng.integers(0, 9, 3000)], 0.5), 0.15, 8)
    same(digits().X * 16, 22)
    same(earthquakes().X, 50, 5, great_circle)
