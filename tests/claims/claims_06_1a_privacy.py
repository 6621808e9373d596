"""Chapter 6.1a: what its prose concludes from repeated deals, with fresh seeds."""
import numpy as np
from dldm.challenges import federated_average, group_sizes, true_class_probability
from dldm.datasets import diabetes, digits, voters
from dldm.mining import auc
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.tree import DecisionTreeClassifier


def test_alone_in_the_study_is_mostly_not_alone_in_the_town():
    X, rng = voters().X, np.random.default_rng(1000)
    for k, alone, also in ((2, 0.70, 0.15), (3, 0.97, 0.81)):
        in_town, found = group_sizes(X[:, :k]) == 1, []
        for _ in range(300):
            asked = rng.permutation(944)[:100]
            in_study = group_sizes(X[asked, :k]) == 1
            found.append([in_study.mean(), in_town[asked][in_study].mean()])
        assert np.abs(np.mean(found, axis=0) - (alone, also)).max() < 0.01


def attacks(make, seeds):
    """(attack, what it exceeds the formula by) for each deal of noisy digits."""
    data, found = digits(), []
    for s in seeds:
        noise = np.random.default_rng(s)
        y = np.where(noise.random(1797) < 0.2, noise.integers(0, 10, 1797), data.y)
        A, B, a, b = train_test_split(data.X, y, train_size=200, test_size=200, stratify=y, random_state=s)
        model = make(s).fit(A, a)
        leak = auc(true_class_probability(model, A, a), true_class_probability(model, B, b))
        found.append([leak, leak - 0.5 - (model.score(A, a) - model.score(B, b)) / 2])
    return np.array(found)


def test_the_forest_leaks_most_and_the_tree_what_its_gap_says():
    seeds = range(1000, 1020)
    forest = attacks(lambda s: RandomForestClassifier(20, random_state=s), seeds)
    tree = attacks(lambda s: DecisionTreeClassifier(random_state=s), seeds)
    net = attacks(lambda s: MLPClassifier(32, learning_rate_init=0.03, alpha=0, tol=3e-3, batch_size=100,
                                          max_iter=300, random_state=s), seeds)
    assert 0.89 < forest[:, 0].mean() < 0.93 and (forest[:, 0] > np.maximum(tree[:, 0], net[:, 0])).all()
    assert np.abs(tree[:, 1]).max() < 1e-9
    assert 0.70 < net[:, 0].mean() < 0.76 and -0.01 < net[:, 1].mean() < 0.06


def test_hospitals_dealt_at_random_lose_next_to_nothing():
    patients = diabetes()
    X, y = patients.X / patients.X.std(axis=0), (patients.y - patients.y.mean()) / patients.y.std()
    best = np.linalg.lstsq(X, y, rcond=None)[0]

    def excess(order):
        hospitals = [(X[i], y[i]) for i in np.array_split(order, 5)]
        w = federated_average(hospitals, np.zeros(10), 10, 100, 0.05)
        return np.mean((X @ w - y) ** 2) - np.mean((X @ best - y) ** 2)

    dealt = [excess(np.random.default_rng(s).permutation(442)) for s in range(1000, 1020)]
    assert max(dealt) < 0.006 and 0.025 < excess(np.argsort(y, kind="stable")) < 0.027
