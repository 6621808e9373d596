"""Chapter 2, connections: its conclusions on deals, starts and draws that the page has not seen."""
import numpy as np
from dldm.bridges import autoencoder, fire, principal_angles, principal_components, soft_weights, tree_to_net
from dldm.datasets import biopsies, digits, irises, wines
from dldm.ground import standardise
from dldm.mining.classification import DecisionTree
from dldm.mining.clustering import assign, kmeans, kmeans_strength
from dldm.nn import Adam, Dense, Sequential
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
    """Test accuracies after 0, 2 and 10 epochs, of the softened tree and of a random start, minus the tree's."""
    X, X_new, y, y_new = train_test_split(EVERYONE, CASES.y, test_size=0.25, stratify=CASES.y, random_state=seed)
    tree = DecisionTreeClassifier(random_state=0).fit(X, y)
    net, found = tree_to_net(tree), []
    for weights in (soft_weights(net, 2.0), None):
        layers = [Dense(len(net.b1), "tanh", input_shape=(30,)), Dense(len(net.b2), "sigmoid"), Dense(2, "softmax")]
        model = Sequential(layers, rng=np.random.default_rng(seed))
        if weights:
            model.set_weights(weights)
        model.compile(Adam(0.003), "categorical_crossentropy")
        answers = [model.predict(X_new)]
        for epochs in (2, 8):
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


def test_the_borders_of_unsure_leaves_move_first():
    """At random petals, softened to 8: the upper and the right border of versicolor, at 1.75 and 4.95 cm."""
    flowers, rng = irises(), np.random.default_rng(2000)
    net = tree_to_net(DecisionTree(max_depth=3).fit(flowers.X[:, 2:], flowers.y))
    points = rng.uniform([0.5, 0], [7.5, 2.7], (20_000, 2))
    model = Sequential([Dense(len(net.b1), "tanh", input_shape=(2,)), Dense(len(net.b2), "sigmoid"),
                        Dense(3, "softmax")], rng=rng)
    model.set_weights(soft_weights(net, 8))
    off = points[model.predict(points).argmax(axis=1) != fire(net, points).output.argmax(axis=1)]
    length, width = off.T
    upper = (length > 2.55) & (length < 4.75) & (width > 1.75) & (width < 1.8)
    right = (length > 4.95) & (length < 5) & (width < 1.65)
    assert len(off) > 80 and upper.sum() > 30 and right.sum() > 30 and (upper | right).mean() > 0.75


def test_the_plane_arrives_and_the_basis_does_not():
    X = digits().X
    U, matches = principal_components(X, 16).U, []
    for seed in range(100, 120):
        V = autoencoder(X, 16, np.random.default_rng(seed), 1200).V
        assert principal_angles(V.T, U).max() < 0.1
        matches.append(np.abs(V @ U / np.linalg.norm(V, axis=1)[:, None]).max(axis=1).mean())
    assert min(matches) > 0.48 and max(matches) < 0.65 and 0.53 < np.mean(matches) < 0.56  # a random direction: .53


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


def one_draw(n, y, draw, rate=0.01):
    """Test accuracies on n rows: the network after about 30 steps and after 100 at the rate .01 (at a tenth of it after
    ten times as many), tree, logistic regression."""
    order = draw.permutation(len(y))
    test, train = order[:143], order[143:143 + n]
    deep = Sequential([Dense(10, "relu", input_shape=(30,)), Dense(10, "relu"), Dense(1, "sigmoid")], rng=draw)
    deep.compile(Adam(rate), "binary_crossentropy")
    said = []
    for steps in (0.3 / rate, 0.7 / rate):
        deep.fit(EVERYONE[train], y[train], epochs=round(steps) // -(-n // 32), verbose=0)
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
    for rate in (0.01, 0.001):
        draws = map(np.random.default_rng, range(100, 120))
        early, deep, tree, line = np.array([one_draw(200, BOXED, draw, rate) for draw in draws]).T
        assert (early - line).mean() < 0.03 and error(deep - line) < (deep - line).mean() < 0.07
        assert (tree - deep).mean() > error(tree - deep)


def test_the_line_keeps_up_with_the_network_on_the_doctors_question():
    for n, most in ((10, 0.05), (50, 0.02), (200, 0.02)):
        _, deep, _, line = np.array([one_draw(n, CASES.y, np.random.default_rng((n, s))) for s in range(100, 120)]).T
        assert abs((deep - line).mean()) < most


def learn_exclusive_or(units, epochs=100):
    """The four probabilities minus their labels, from a hundred other starts."""
    corners, unequal, found = np.array([[-1.0, -1], [-1, 1], [1, -1], [1, 1]]), np.array([0, 1, 1, 0]), []
    for seed in range(1000, 1100):
        layers = [Dense(units, "tanh", input_shape=(2,)), Dense(1, "sigmoid")]
        model = Sequential(layers, rng=np.random.default_rng(seed))
        model.compile(Adam(0.1), "binary_crossentropy")
        model.fit(corners, unequal, epochs=epochs, verbose=0)
        found.append(np.abs(model.predict(corners)[:, 0] - unequal))
    return np.array(found)


def test_a_hidden_layer_learns_the_exclusive_or_from_nearly_every_start():
    assert (learn_exclusive_or(4).max(axis=1) < 0.1).sum() >= 95


def test_two_units_stop_half_way_from_most_starts_whatever_the_steps_and_three_do_not():
    for epochs in (100, 300):
        off = learn_exclusive_or(2, epochs)
        stuck = off.max(axis=1) > 0.4
        assert 50 < stuck.sum() < 75
        assert (np.abs(np.sort(off[stuck])[:, 2:] - 0.5) < 0.1).all(axis=1).mean() > 0.8  # two corners at one half
    assert (learn_exclusive_or(3).max(axis=1) < 0.4).sum() > 75
