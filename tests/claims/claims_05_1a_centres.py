"""Chapter 5.1a under a second deal: fresh starts, samples and noise, and the intervals that the page states."""
import numpy as np
import pytest
from dldm.datasets import digits, irises, penguins, wines
from dldm.ground import standardise
from dldm.mining.clustering import assign, fast, kmeans, lloyd, seed_centres, vector_quantisation
from sklearn.metrics import adjusted_rand_score, silhouette_score

FLOWERS, IMAGES = irises(), digits()
X = FLOWERS.X


@pytest.fixture
def rng():
    return np.random.default_rng(5151)


def silhouette(Z, k, rng):
    return silhouette_score(Z, kmeans(Z, k, rng, 3).labels)


def test_one_start_in_five_is_bad_and_one_in_eleven_by_seeding(rng):
    drawn = [lloyd(X, X[rng.choice(150, 3, replace=False)]).J for _ in range(500)]
    seeded = [lloyd(X, seed_centres(X, 3, rng)).J for _ in range(500)]
    bad = [np.mean(np.array(J) > 142) for J in (drawn, seeded)]
    assert 0.15 < bad[0] < 0.3 and 0.04 < bad[1] < 0.15


def test_two_groups_are_ahead_of_three_in_every_sample_with_and_without_repeated_rows(rng):
    again = [X[rng.integers(0, 150, 150)] for _ in range(50)] + [X[rng.permutation(150)[:120]] for _ in range(50)]
    assert all(silhouette(Z, 2, rng) > silhouette(Z, 3, rng) for Z in again)


def cloud(rows, rng):
    return rows.mean(axis=0) + rng.normal(size=rows.shape) @ np.linalg.cholesky(np.cov(rows.T)).T


def clouds(first, rng):
    return np.vstack([cloud(X[first], rng), cloud(X[~first], rng)])


def test_two_groups_are_no_noise_and_three_are_reached_by_a_third_of_two_clouds(rng):
    assert max(silhouette(cloud(X, rng), 2, rng) for _ in range(40)) < 0.62  # the irises have .68
    irises_have = silhouette_score(X, kmeans(X, 3, rng).labels)
    assert max(silhouette(cloud(X, rng), 3, rng) for _ in range(40)) < irises_have
    reached = [silhouette(clouds(X[:, 2] < 2.5, rng), 3, rng) >= irises_have for _ in range(150)]
    assert 0.18 < np.mean(reached) < 0.48
    halves = kmeans(X, 2, rng).labels == 0
    assert sorted((halves.sum(), (~halves).sum())) == [53, 97]
    assert np.sum([silhouette(clouds(halves, rng), 3, rng) >= irises_have for _ in range(100)]) <= 7


def test_standardising_helps_penguins_and_wines_and_harms_irises_in_every_sample(rng):
    for data, ahead in ((penguins(), range(20, 21)), (wines(), range(20, 21)), (FLOWERS, range(2))):
        better = 0
        for _ in range(20):
            q = rng.integers(0, len(data.y), len(data.y))
            raw, scaled = (adjusted_rand_score(data.y[q], kmeans(Z, 3, rng, 3).labels)
                           for Z in (data.X[q], standardise(data.X[q])[0]))
            better += scaled > raw
        assert better in ahead


def test_the_network_ends_with_the_labels_of_lloyd_in_about_half_of_the_starts(rng):
    same = off = 0
    for _ in range(40):
        start = X[rng.choice(150, 3, replace=False)]
        batch, (labels, d2) = lloyd(X, start), assign(X, vector_quantisation(X, start, rng, 25))
        same += (labels == batch.labels).all()
        off += abs(d2.sum() - batch.J) > 1
    assert 12 <= same <= 28 and off >= 2


def test_four_quarters_of_a_square_have_a_silhouette_of_41_hundredths(rng):
    scores = [silhouette(rng.uniform(size=(300, 2)), 4, rng) for _ in range(20)]
    assert 0.40 < np.mean(scores) < 0.425 and 0.008 < np.std(scores) < 0.025


def test_shrinking_petals_and_stretching_sepals_each_harm_the_irises(rng):
    agree = []
    for _ in range(30):
        q = rng.integers(0, 150, 150)
        Z, y, deviations = X[q], FLOWERS.y[q], X[q].std(axis=0)
        unit = np.full(4, deviations[0])
        shrunk, stretched = np.ones(4), np.ones(4)
        shrunk[2], stretched[1] = (unit / deviations)[[2, 1]]
        tables = Z, Z * shrunk, Z * stretched, Z[:, 2:]
        agree.append([adjusted_rand_score(y, kmeans(T, 3, rng, 5).labels) for T in tables])
    raw, shrunk, stretched, petals = np.array(agree).T
    assert (shrunk < raw).mean() > 0.7 and (stretched < raw).mean() > 0.6
    assert 0.83 < petals.mean() < 0.89 and (petals > raw).mean() > 0.9


def test_most_runs_but_not_all_give_each_digit_a_group():
    named, shares = 0, []
    for seed in range(100, 120):
        labels = kmeans(16 * IMAGES.X, 10, np.random.default_rng(seed), run=fast.lloyd).labels
        counts = np.array([np.bincount(IMAGES.y[labels == k], minlength=10) for k in range(10)])
        named += len(set(counts.argmax(axis=1))) == 10
        shares.append(counts.max(axis=1).sum() / 1797)
    assert named == 16 and 0.725 < min(shares) < 0.735 and 0.785 < max(shares) < 0.8


def test_from_three_flowers_the_network_comes_to_the_best_j_in_nearly_every_order():
    J = np.array([assign(X, vector_quantisation(X, X[[0, 50, 100]], np.random.default_rng(seed), 25))[1].sum()
                  for seed in range(1000, 1060)])
    assert J.min() > 78.85 and (J < 78.87).mean() > 0.88


def test_from_the_six_points_of_the_page_every_pair_of_pins_leads_to_the_best_grouping(rng):
    six = np.array([[1, 1], [2.5, 1.2], [2, 2.2], [6, 3], [7.5, 2.8], [7, 4]])
    pins = np.vstack([rng.uniform(0, 1, (2000, 2, 2)) * [10, 5], np.repeat(rng.uniform(0, 5, (50, 1, 2)), 2, axis=1)])
    assert {round(lloyd(six, pair).J, 2) for pair in pins} == {3.99}
