"""Chapter 2, connections: its conclusions on deals, starts and draws that the page has not seen."""
import numpy as np
from dldm.bridges import autoencoder, principal_angles, principal_components, soft_weights, tree_to_net
from dldm.datasets import biopsies, digits, irises, wines
from dldm.ground import standardise
from dldm.mining.classification import DecisionTree
from dldm.mining.clustering import assign, kmeans, kmeans_strength
from dldm.nn import Dense, Sequential
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

CASES = biopsies()
BOTTLES, EVERYONE = standardise(wines().X)[0], standardise(CASES.X)[0]
BOXED = (CASES.X[:, :2] > np.median(CASES.X[:, :2], axis=0)).all(axis=1).astype(int)


def error(differences):
    """Twice the standard error of a mean."""
    return 2 * np.std(differences, axis=0, ddof=1) / np.sqrt(len(differences))


def on_a_deal(seed):
    """Test accuracies after 0, 5 and 30 epochs, of the softened tree and of a random start, minus the tree's."""
    X, X_new, y, y_new = train_test_split(EVERYONE, CASES.y, test_size=0.25, stratify=CASES.y, random_state=seed)
    tree = DecisionTreeClassifier(random_state=0).fit(X, y)
    net, found = tree_to_net(tree), []
    for weights in (soft_weights(net, 2.0), None):
        layers = [Dense(len(net.b1), "tanh", input_shape=(30,)), Dense(len(net.b2), "sigmoid"), Dense(2, "softmax")]
        model = Sequential(layers, rng=np.random.default_rng(seed))
        if weights:
            model.set_weights(weights)
        model.compile("adam", "categorical_crossentropy")
        answers = [model.predict(X_new)]
        for epochs in (5, 25):
            model.fit(X, np.eye(2)[y], epochs=epochs, verbose=0)
            answers.append(model.predict(X_new))
        found.append([(p.argmax(axis=1) == y_new).mean() - tree.score(X_new, y_new) for p in answers])
    return found


def test_a_tree_gives_a_head_start_that_is_used_up():
    warm, cold = np.array([on_a_deal(seed) for seed in range(2000, 2020)]).transpose(1, 0, 2)
    assert abs(np.mean(warm[:, 0])) < 0.02
    assert np.mean(warm[:, 2]) - error(warm[:, 2]) > 0.02 and np.mean(cold[:, 2]) - error(cold[:, 2]) > 0.02
    early, late = (warm - cold)[:, 1], (warm - cold)[:, 2]
    assert early.mean() > error(early) and abs(late.mean()) < 0.015


def test_the_plane_arrives_and_the_basis_does_not():
    X = digits().X
    U, matches = principal_components(X, 16).U, []
    for seed in range(100, 120):
        V = autoencoder(X, 16, np.random.default_rng(seed), 1200).V
        assert principal_angles(V.T, U).max() < 0.1
        matches.append(np.abs(V @ U / np.linalg.norm(V, axis=1)[:, None]).max(axis=1).mean())
    assert min(matches) > 0.48 and max(matches) < 0.65


def test_more_centres_always_code_new_rows_better():
    for seed in range(100, 120):
        draw = np.random.default_rng(seed)
        order = draw.permutation(len(BOTTLES))
        three, ten = (assign(BOTTLES[order[118:]], kmeans(BOTTLES[order[:118]], k, draw, 3).centres)[1].mean()
                      for k in (3, 10))
        assert ten < three


def strength(X, k, twin=False):
    found = []
    for seed in range(100, 120):
        draw = np.random.default_rng(seed)
        rows = draw.multivariate_normal(X.mean(axis=0), np.cov(X.T), len(X), method="cholesky") if twin else X
        found.append(kmeans_strength(rows, k, draw, 3))
    return np.array(found)


def test_held_out_rows_find_three_grapes_and_two_irises_beyond_a_cloud_of_the_same_shape():
    two, three, four = (strength(BOTTLES, k) for k in (2, 3, 4))
    clouds = [strength(BOTTLES, k, twin=True) for k in (2, 3, 4)]
    assert three.mean() > 0.78 and three.mean() - clouds[1].mean() > 0.2
    assert two.mean() < clouds[0].mean() + 0.05 and abs(four.mean() - clouds[2].mean()) < 0.2
    X = irises().X
    assert strength(X, 2).mean() > 0.9 and strength(X, 2).mean() - strength(X, 2, twin=True).mean() > 0.12
    assert 0.7 < strength(X, 3).mean() < 0.88 and strength(X, 4).mean() - strength(X, 4, twin=True).mean() < 0.12


def one_draw(n, y, draw):
    """Test accuracies after n rows: the network after 300 steps and after 1,000, tree, logistic regression."""
    order = draw.permutation(len(y))
    test, train = order[:143], order[143:143 + n]
    deep = Sequential([Dense(10, "relu", input_shape=(30,)), Dense(10, "relu"), Dense(1, "sigmoid")], rng=draw)
    deep.compile("adam", "binary_crossentropy")
    said = []
    for steps in (300, 700):
        deep.fit(EVERYONE[train], y[train], epochs=steps // -(-n // 32), verbose=0)
        said.append(deep.predict(EVERYONE[test])[:, 0] > 0.5)
    said += [m.fit(EVERYONE[train], y[train]).predict(EVERYONE[test]) for m in (DecisionTree(), LogisticRegression())]
    return [(answers == y[test]).mean() for answers in said]


def test_on_few_rows_the_shape_of_the_pattern_decides():
    for y, sign in ((CASES.y, 1), (BOXED, -1)):
        _, deep, tree, line = np.array([one_draw(50, y, np.random.default_rng(seed)) for seed in range(100, 120)]).T
        for other in (deep, line):
            assert sign * (other - tree).mean() > error(other - tree)
        assert abs((deep - line).mean()) < 0.03


def test_with_rows_and_steps_the_network_leaves_the_line_behind_on_the_box():
    draws = map(np.random.default_rng, range(100, 120))
    early, deep, tree, line = np.array([one_draw(200, BOXED, draw) for draw in draws]).T
    assert (early - line).mean() < 0.03 and error(deep - line) < (deep - line).mean() < 0.07
    assert (tree - deep).mean() > error(tree - deep)
