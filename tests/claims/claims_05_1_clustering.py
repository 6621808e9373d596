"""Chapter 5.1 under a second deal: fresh starts, samples and noise, and the intervals that the page states."""
import numpy as np
import pytest
from dldm.datasets import digits, earthquakes, irises, penguins, wines
from dldm.ground import standardise
from dldm.mining.clustering import (
    assign,
    dbscan,
    euclidean,
    gaussian_mixture,
    great_circle,
    kmeans,
    lloyd,
    seed_centres,
    vector_quantisation,
)
from dldm.nn import Dense, Sequential
from sklearn.datasets import make_moons
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, silhouette_score

FLOWERS, IMAGES = irises(), digits()
X = FLOWERS.X
FRESH = range(1000, 1020)  # the page draws from seed 51, its moons and networks from 0 on


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


def test_two_groups_are_ahead_of_three_in_every_bootstrap_sample(rng):
    again = [X[rng.integers(0, 150, 150)] for _ in range(50)]
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


def test_the_mixture_is_mostly_ahead_and_far_less_steady(rng):
    balls, shapes = [], []
    for _ in range(20):
        q = rng.permutation(150)[:120]
        for found, labels in ((balls, kmeans(X[q], 3, rng).labels),
                              (shapes, gaussian_mixture(X[q], 3, rng).R.argmax(axis=1))):
            found.append(adjusted_rand_score(FLOWERS.y[q], labels))
    assert np.sum(np.array(shapes) > balls) >= 12
    assert np.ptp(shapes) > 0.25 > np.ptp(balls) and max(shapes) > 0.9


def test_the_network_ends_with_the_labels_of_lloyd_in_about_half_of_the_starts(rng):
    same = off = 0
    for _ in range(20):
        start = X[rng.choice(150, 3, replace=False)]
        batch, (labels, d2) = lloyd(X, start), assign(X, vector_quantisation(X, start, rng, 50))
        same += (labels == batch.labels).all()
        off += abs(d2.sum() - batch.J) > 1
    assert 4 <= same <= 16 and off >= 1


def bend(rows):
    fifth = np.sort(np.sort(euclidean(rows, rows), axis=1)[:, 4])
    return fifth[(np.linspace(fifth[0], fifth[-1], len(fifth)) - fifth).argmax()]


def plateau(rows):
    radii = np.arange(0.06, 0.5, 0.02)
    n = [dbscan(rows, eps).n_clusters for eps in radii]
    cuts = [0, *(i for i in range(1, len(n)) if n[i] != n[i - 1]), len(n)]
    return max((radii[i:j] for i, j in zip(cuts, cuts[1:]) if n[i] > 1), key=len).mean()


def test_the_bend_fails_on_most_moons_and_the_plateau_does_not(rng):
    found = {bend: 0, plateau: 0}
    for seed in FRESH:
        rows, moon = make_moons(300, noise=0.06, random_state=seed)
        halves, whole = kmeans(rows, 2, rng, 3).labels, dbscan(rows, 0.2).labels
        assert adjusted_rand_score(moon, whole) > 0.95 and adjusted_rand_score(moon, halves) < 0.35
        assert silhouette_score(rows, halves) > silhouette_score(rows, whole)
        for propose in found:
            labels = dbscan(rows, propose(rows)).labels
            found[propose] += adjusted_rand_score(moon, labels) > 0.9
    assert found[bend] <= 8 and found[plateau] >= 18


def test_hualien_is_alone_with_very_many_centres_only(rng):
    quakes = earthquakes()
    taiwan = np.array(["Taiwan" in place for place in quakes.place])
    lon, lat = np.radians(quakes.X.T)
    globe = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    for k, low, high in ((10, 0, 0), (30, 0, 0), (150, 8, 10)):
        alone = 0
        for _ in range(10):
            labels = lloyd(globe, seed_centres(globe, k, rng)).labels
            alone += ((labels == np.bincount(labels[taiwan]).argmax()) == taiwan).all()
        assert low <= alone <= high
    for eps in (10, 647):
        labels = dbscan(quakes.X, eps, 5, great_circle).labels
        assert ((labels == labels[taiwan][0]) == taiwan).all()


def test_no_radius_finds_the_ten_digits_in_any_four_fifths():
    D = euclidean(16 * IMAGES.X, 16 * IMAGES.X)

    def looked_up(A, B):
        return D[np.ix_(A[:, 0].astype(int), B[:, 0].astype(int))]
    for seed in FRESH:
        q = np.random.default_rng(seed).permutation(1797)[:1437]
        found = [dbscan(q[:, None] * 1.0, eps, 5, looked_up).labels for eps in (20, 22, 24)]
        assert 0.4 < max(adjusted_rand_score(IMAGES.y[q], labels) for labels in found) < 0.68


def test_codes_rebuild_better_than_components_and_cluster_no_better():
    def agreement(Z, seed):
        return adjusted_rand_score(IMAGES.y, kmeans(Z, 10, np.random.default_rng(seed), 5).labels)
    pca = PCA(8, svd_solver="full").fit(IMAGES.X)
    flat, found = pca.transform(IMAGES.X), []
    lost = np.mean((pca.inverse_transform(flat) - IMAGES.X) ** 2)
    for seed in FRESH[:5]:
        layers = [Dense(64, "tanh", input_shape=(64,)), Dense(8), Dense(64, "tanh"), Dense(64)]
        net = Sequential(layers, rng=np.random.default_rng(seed))
        net.compile("adam", "mse")
        net.fit(IMAGES.X, IMAGES.X, epochs=60, batch_size=32, verbose=0)
        assert np.mean((net.predict(IMAGES.X) - IMAGES.X) ** 2) < 0.8 * lost
        found.append(agreement(layers[1].affine(layers[0].f(layers[0].affine(IMAGES.X))), seed))
    assert 0.5 < min(found) <= max(found) < 0.67 and 0.55 < np.mean(found) < 0.63
    assert 0.58 < agreement(flat, 1000) < 0.63 and 0.64 < agreement(IMAGES.X, 1000) < 0.68


def test_four_quarters_of_a_square_have_a_silhouette_of_41_hundredths(rng):
    scores = [silhouette(rng.uniform(size=(300, 2)), 4, rng) for _ in range(20)]
    assert 0.40 < np.mean(scores) < 0.425 and 0.008 < np.std(scores) < 0.025
