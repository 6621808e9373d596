"""Chapter 6.1a: what its prose concludes from repeated deals, with fresh seeds."""
import numpy as np
from dldm.challenges import (
    federated_average,
    fgsm,
    group_sizes,
    input_gradient,
    projected_steps,
    true_class_probability,
)
from dldm.datasets import diabetes, digits, voters
from dldm.mining import auc
from dldm.nn import Dense, Sequential
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
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
    forest = attacks(lambda s: RandomForestClassifier(10, random_state=s), seeds)
    tree = attacks(lambda s: DecisionTreeClassifier(random_state=s), seeds)
    net = attacks(lambda s: MLPClassifier(32, learning_rate_init=0.05, alpha=0, tol=3e-3, batch_size=200,
                                          shuffle=False, max_iter=300, random_state=s), seeds)
    line = attacks(lambda s: LogisticRegression(C=10, max_iter=300, tol=3e-3), seeds)
    assert 0.86 < forest[:, 0].mean() < 0.91 and (forest[:, 0] > np.maximum(tree[:, 0], net[:, 0])).all()
    assert np.abs(tree[:, 1]).max() < 1e-9
    assert 0.69 < net[:, 0].mean() < 0.75 and -0.01 < net[:, 1].mean() < 0.06
    assert line[:, 1].min() < 0 < line[:, 1].mean()


def test_the_attack_transfers_and_training_on_it_helps_on_other_splits():
    data, found = digits(), []
    for s in range(2000, 2010):
        A, B, a, b = train_test_split(data.X, data.y, test_size=0.3, stratify=data.y, random_state=s)
        Y, Z = np.eye(10)[a], np.eye(10)[b]

        def fresh(seed=s):
            net = Sequential([Dense(64, "relu", (64,)), Dense(10, "softmax")], np.random.default_rng(seed))
            net.compile("adam", "categorical_crossentropy")
            return net

        def right(model, X, true=b):
            said = model.predict(X)
            return np.mean((said.argmax(axis=1) if said.ndim == 2 else said) == true)

        net, armed = fresh(), fresh()
        net.fit(A, Y, epochs=100, verbose=0)
        for _ in range(60):
            armed.fit(np.vstack([A, fgsm(A, input_gradient(armed, A, Y), 0.1)]), np.vstack([Y, Y]), epochs=1, verbose=0)
        moved = fgsm(B, input_gradient(net, B, Z), 0.1)
        jittered = fgsm(B, np.random.default_rng(s).normal(size=B.shape), 0.1)
        *_, ten = projected_steps(B, lambda X, net=armed, Z=Z: input_gradient(net, X, Z), 0.1, 0.025, 10)
        tree = DecisionTreeClassifier(random_state=0).fit(A, a)
        forest = RandomForestClassifier(100, random_state=0).fit(A, a)
        found.append([right(net, B) - right(net, jittered), right(net, moved), right(tree, B) - right(tree, jittered),
                      right(forest, jittered), right(forest, moved), right(armed, B), right(armed, ten)])
    shaken, hit, tree_shaken, forest_shaken, forest_hit, armed_clean, armed_ten = np.array(found).T
    assert shaken.mean() < 0.03 and 0.40 < hit.mean() < 0.48 and tree_shaken.mean() > 0.2
    assert forest_shaken.mean() > 0.9 and 0.60 < forest_hit.mean() < 0.72
    assert armed_clean.mean() > 0.96 and 0.74 < armed_ten.mean() < 0.81


def test_hospitals_dealt_at_random_lose_next_to_nothing():
    patients = diabetes()
    X, y = patients.X / patients.X.std(axis=0), (patients.y - patients.y.mean()) / patients.y.std()
    best = np.linalg.lstsq(X, y, rcond=None)[0]

    def excess(order, rounds=10):
        hospitals = [(X[i], y[i]) for i in np.array_split(order, 5)]
        w = federated_average(hospitals, np.zeros(10), rounds, 100, 0.05)
        return np.mean((X @ w - y) ** 2) - np.mean((X @ best - y) ** 2)

    dealt = [excess(np.random.default_rng(s).permutation(442)) for s in range(1000, 1020)]
    by_illness = np.argsort(y, kind="stable")
    assert max(dealt) < 0.006 and 0.025 < excess(by_illness) < 0.027
    assert 0.0250 < excess(by_illness, 150) < 0.0255  # no number of rounds repairs it
    assert np.mean([excess(np.random.default_rng(s).permutation(442), 50) for s in range(1000, 1005)]) < 0.0013


def test_five_rows_a_leaf_bring_the_forest_down_to_the_nearest_neighbour():
    forest = attacks(lambda s: RandomForestClassifier(10, min_samples_leaf=5, random_state=s), range(1000, 1020))
    neighbour = attacks(lambda s: KNeighborsClassifier(1), range(1000, 1020))
    assert 0.64 < forest[:, 0].mean() < 0.71 and abs(forest[:, 0].mean() - neighbour[:, 0].mean()) < 0.04
