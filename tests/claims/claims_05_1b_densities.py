"""Chapter 5.1b under a second deal: fresh samples, moons and networks, and the intervals that the page states."""
import numpy as np
import pytest
from dldm.datasets import digits, earthquakes, irises
from dldm.mining.clustering import dbscan, euclidean, fast, gaussian_mixture, great_circle, kmeans, seed_centres
from dldm.nn import Dense, Sequential
from sklearn.datasets import make_moons
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.mixture import GaussianMixture

FLOWERS, IMAGES = irises(), digits()
X = FLOWERS.X
FRESH = range(1000, 1020)  # the page draws from seed 51, its moons and networks from 0 on


@pytest.fixture
def rng():
    return np.random.default_rng(5151)


def looked_up(D):
    """A metric of row numbers, one column, that reads their distances from D."""
    return lambda A, B: D[np.ix_(A[:, 0].astype(int), B[:, 0].astype(int))]


def test_the_mixture_is_mostly_ahead_and_steady_only_if_the_groups_share_one_shape(rng):
    balls, shapes, shared = [], [], []
    for _ in range(20):
        q = rng.permutation(150)[:120]
        ends = kmeans(X[q], 3, rng)
        tied = GaussianMixture(3, covariance_type="tied", means_init=ends.centres, random_state=0).fit_predict(X[q])
        for found, labels in ((balls, ends.labels), (shared, tied),
                              (shapes, gaussian_mixture(X[q], 3, rng).R.argmax(axis=1))):
            found.append(adjusted_rand_score(FLOWERS.y[q], labels))
    assert np.sum(np.array(shapes) > balls) >= 12
    assert np.ptp(shapes) > 0.25 > np.ptp(balls) and max(shapes) > 0.9
    assert min(shared) > 0.8 and np.ptp(shared) < 0.2


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
    for k, low, high in ((10, 0, 0), (30, 0, 0), (60, 0, 1), (100, 0, 8), (150, 8, 10)):
        alone = 0
        for _ in range(10):
            labels = fast.lloyd(globe, seed_centres(globe, k, rng)).labels
            alone += ((labels == np.bincount(labels[taiwan]).argmax()) == taiwan).all()
        assert low <= alone <= high
    for eps in (10, 647):
        labels = dbscan(quakes.X, eps, 5, great_circle).labels
        assert ((labels == labels[taiwan][0]) == taiwan).all()


def test_no_radius_finds_the_ten_digits_in_any_four_fifths():
    metric = looked_up(euclidean(16 * IMAGES.X, 16 * IMAGES.X))
    for seed in FRESH:
        q = np.random.default_rng(seed).permutation(1797)[:1437]
        found = [dbscan(q[:, None] * 1.0, eps, 5, metric).labels for eps in (20, 21, 22, 24)]
        assert 0.4 < max(adjusted_rand_score(IMAGES.y[q], labels) for labels in found) < 0.68


def test_no_count_from_3_to_20_and_no_radius_between_finds_them():
    metric, rows = looked_up(euclidean(16 * IMAGES.X, 16 * IMAGES.X)), np.arange(1797.0)[:, None]
    found = [adjusted_rand_score(IMAGES.y, dbscan(rows, eps, n, metric).labels)
             for n in (3, 5, 8, 12, 20) for eps in np.arange(15, 30, 0.5)]
    assert 0.6 < max(found) < 0.62


def test_quakes_below_magnitude_4_are_listed_in_north_america():
    quakes = earthquakes()
    america = (quakes.X[:, 0] < -60) & (quakes.X[:, 1] > 10)
    weak = quakes.magnitude < 4
    assert (weak & america).sum() > 1500 and (weak & ~america).sum() == 3
    for eps, clusters, inside in ((20, 49, 48), (50, 30, 28), (100, 16, 14), (200, 11, 9)):
        labels = dbscan(quakes.X, eps, 5, great_circle).labels
        assert labels.max() + 1 == clusters
        assert sum(america[labels == c].all() for c in range(clusters)) == inside
    taiwan = np.array(["Taiwan" in place for place in quakes.place])
    assert quakes.magnitude[taiwan].min() == 4.5


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


def test_a_point_in_the_middle_of_the_gap_is_a_border_row_and_joins_nothing():
    from dldm.exercises.mining.densities import FOURTEEN

    labels, core, clusters = dbscan(np.vstack([FOURTEEN, [3.75, 2.2]]), 1, 4)
    near = euclidean(np.array([[3.75, 2.2]]), FOURTEEN)[0] <= 1
    assert clusters == 2 and not core[-1] and near.sum() == 2 and set(labels[:-1][near & core[:-1]]) == {0, 1}
