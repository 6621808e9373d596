"""Prediction strength: by hand, its limits, and what it says of wines, of irises and of noise."""
import numpy as np
import pytest
from dldm.datasets import wines
from dldm.ground import standardise
from dldm.mining.clustering import kmeans_strength, prediction_strength
from hypothesis import given
from hypothesis import strategies as st


def test_six_rows_by_hand():
    assert prediction_strength([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]) == pytest.approx(1 / 3)
    assert prediction_strength([0, 0, 1, 1], [5, 5, 5, 5]) == 1  # a coarser partition keeps all pairs
    assert prediction_strength([0, 0, 0, 0], [0, 0, 1, 1]) == pytest.approx(1 / 3)
    assert prediction_strength([0, 0, 1], [0, 1, 2]) == 0 and prediction_strength([0, 1, 2], [0, 0, 0]) == 1


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30))
def test_it_is_the_worst_share_of_pairs(rows):
    own, predicted = zip(*rows)
    shares = [1.0]
    for cluster in set(own):
        inside = [p for o, p in rows if o == cluster]
        pairs = [inside[i] == inside[j] for i in range(len(inside)) for j in range(i)]
        shares += [sum(pairs) / len(pairs)] if pairs else []
    assert prediction_strength(own, predicted) == pytest.approx(min(shares))


def test_the_names_of_the_clusters_do_not_matter():
    rng = np.random.default_rng(0)
    own, predicted = rng.integers(0, 3, (2, 40))
    assert prediction_strength((own + 1) % 3, 7 - predicted) == prediction_strength(own, predicted)


def test_the_held_out_rows_move_no_centre():
    """0 and 1 are the centres: they part .4 from .6, which are together beside 100."""
    X = np.empty((5, 1))
    X[np.random.default_rng(0).permutation(5), 0] = 0, 1, 0.4, 0.6, 100
    assert kmeans_strength(X, 2, np.random.default_rng(0)) == 0


def test_three_grapes_and_no_structure():
    X, rng = standardise(wines().X)[0], np.random.default_rng(1)
    found = {k: np.mean([kmeans_strength(X, k, rng, 3) for _ in range(10)]) for k in (3, 4)}
    assert found[3] > 0.75 > 0.65 > found[4]
    assert np.mean([kmeans_strength(rng.normal(size=(178, 13)), 3, rng, 3) for _ in range(10)]) < 0.5
    assert kmeans_strength(X, 1, rng) == 1


@pytest.mark.parametrize("wrong, words", [
    (lambda: prediction_strength([0, 1], [0]), "predicted has shape"), (lambda: prediction_strength([[0]], [0]), "own"),
    (lambda: kmeans_strength(np.ones((4, 2)), 3, np.random.default_rng(0)), "from 1 to 2"),
    (lambda: kmeans_strength(np.ones(4), 1, np.random.default_rng(0)), "expected")])
def test_it_refuses(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()
