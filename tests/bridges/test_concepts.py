"""Chapter 2: the neuron, trees as networks and back, components and the linear autoencoder, and the cards."""
import numpy as np
import pytest
from dldm.bridges import (
    SLOTS,
    Card,
    TreeNet,
    autoencoder,
    autoencoder_steps,
    chain_steps,
    components_within,
    differing,
    fire,
    nearest,
    net_to_tree,
    principal_angles,
    principal_components,
    reconstruction_gradient,
    reconstruction_loss,
    soft_weights,
    tree_paths,
    tree_to_net,
)
from dldm.datasets import biopsies, digits, irises, wines
from dldm.exercises.networks import concepts as specification
from dldm.ground import standardise
from dldm.mining.classification import DecisionTree
from dldm.nn import (
    Dense,
    Sequential,
    fit_neuron,
    neuron_curvature,
    neuron_gradient,
    neuron_loss,
    neuron_rate,
    neuron_steps,
    numerical_gradient,
)
from dldm.page import play
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import make_classification
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

P = np.array([[1, 1], [2, 1], [1, 2], [2, 2], [2, 5], [5, 2], [4, 4], [3, 3]], dtype=float)
T = np.array([0, 0, 0, 0, 1, 1, 1, 1])

# ---------------------------------------------------------------- the neuron


def test_the_gradient_by_hand():
    dw, db = neuron_gradient(np.zeros(2), 0.0, P, T)
    assert dw.tolist() == [-0.5, -0.5] and db == 0
    assert neuron_loss(np.zeros(2), 0.0, P, T) == pytest.approx(np.log(2))


@pytest.mark.parametrize("decay", [0.0, 0.3])
def test_gradient_and_curvature_by_central_differences(decay):
    theta = np.array([0.4, -0.3, 0.2])
    grad = np.append(*neuron_gradient(theta[:2], theta[2], P, T, decay))
    assert grad == pytest.approx(numerical_gradient(lambda v: neuron_loss(v[:2], v[2], P, T, decay), theta), rel=1e-6)
    rows = [numerical_gradient(lambda v, i=i: np.append(*neuron_gradient(v[:2], v[2], P, T, decay))[i], theta)
            for i in range(3)]
    assert neuron_curvature(theta[:2], theta[2], P, decay) == pytest.approx(np.array(rows), rel=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 2))
def test_the_loss_never_rises(seed, decay):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(12, 3)) * rng.uniform(0.1, 9, 3), rng.integers(0, 2, 12)
    losses = [neuron_loss(s.w, s.b, X, y, decay) for s in neuron_steps(X, y, decay, 50)]
    assert len(losses) == 51 and (np.diff(losses) <= 1e-12).all()


@pytest.mark.parametrize("C", [0.1, 1.0, 5.0])
def test_the_neuron_is_logistic_regression(C):
    X, y = make_classification(80, 4, random_state=1)
    peer = LogisticRegression(C=C, tol=1e-12, max_iter=10_000).fit(X, y)
    unit = fit_neuron(X, y, 1 / (C * len(X)), 20_000)
    assert unit.w == pytest.approx(peer.coef_[0], abs=1e-5) and unit.b == pytest.approx(peer.intercept_[0], abs=1e-5)


def test_copies_of_the_rows_change_nothing():
    one, many = fit_neuron(P, T, 0.01, 200), fit_neuron(np.tile(P, (3, 1)), np.tile(T, 3), 0.01, 200)
    assert one.w == pytest.approx(many.w) and one.b == pytest.approx(many.b)


def test_a_thousand_steps_unless_told_otherwise():
    assert fit_neuron(P, T).t == 1000 and sum(1 for _ in neuron_steps(P, T)) == 1001


def test_separable_rows_lengthen_w_without_end():
    lengths = [np.linalg.norm(fit_neuron(P, T, n=n).w) for n in (100, 1000, 10_000)]
    assert lengths[0] < lengths[1] < lengths[2]


@pytest.mark.parametrize("X, y, more, words", [
    (P[:, 0], T, {}, "expected"), (P, T[:5], {}, "y has shape"), (P, T + 1, {}, "labels 0 and 1"),
    (np.full((8, 2), np.nan), T, {}, "NaN"), (P, T, {"decay": -1}, "decay"), (P, T, {"rate": 0}, "rate"),
    (P, T, {"n": -1}, "n is -1"), (np.empty((0, 2)), [], {}, "no rows")])
def test_the_neuron_refuses(X, y, more, words):
    with pytest.raises(ValueError, match=words):
        fit_neuron(X, y, **more)


# ---------------------------------------------------------------- trees as networks


def test_three_leaves_by_hand():
    net = tree_to_net(DecisionTree().fit(P, T))
    assert net.W1.tolist() == [[-1, 0], [0, -1]] and net.b1.tolist() == [2.5, 3.5]
    assert net.W2.tolist() == [[-1, 1, 1], [0, 1, -1]] and net.b2.tolist() == [0, -1, -1]
    assert net.V.tolist() == [[0, 1], [1, 0], [0, 1]]
    said = fire(net, P[4:5])
    assert said.H.tolist() == [[1, -1]] and said.A.tolist() == [[0, 0, 1]] and said.output.tolist() == [[0, 1]]


@pytest.mark.parametrize("data", [irises, wines, digits, biopsies], ids=lambda load: load.__name__)
@pytest.mark.parametrize("kind", [DecisionTree, DecisionTreeClassifier])
def test_the_net_answers_as_the_tree(data, kind):
    data, rng = data(), np.random.default_rng(0)
    model = kind().fit(data.X, data.y)
    X = data.X[rng.integers(0, len(data.X), 2000)]
    X = (X + rng.normal(size=X.shape) * data.X.std(axis=0) / 2).astype(np.float32)
    said = fire(tree_to_net(model), X)
    assert said.A.sum(axis=1).tolist() == [1] * 2000
    assert said.A.shape[1] == said.H.shape[1] + 1
    assert (said.output.argmax(axis=1) == model.predict(X)).all()
    assert said.output == pytest.approx(model.predict_proba(X))


def test_a_regression_tree_too():
    data = irises()
    model = DecisionTreeRegressor(random_state=0).fit(data.X[:, 1:], data.X[:, 0])
    X = data.X[:, 1:].astype(np.float32)
    assert fire(tree_to_net(model), X).output[:, 0] == pytest.approx(model.predict(X))


def test_a_tree_that_is_one_leaf():
    model = DecisionTreeClassifier().fit(P, np.ones(8))
    net = tree_to_net(model)
    assert net.W1.shape == (2, 0) and fire(net, P).A.tolist() == [[1]] * 8
    assert net_to_tree(net).feature.tolist() == [-1]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 40))
def test_there_and_back_whatever_the_order_of_the_units(seed, n):
    rng = np.random.default_rng(seed)
    X, y = rng.integers(0, 6, (n, 3)) / 2, rng.integers(0, 3, n)
    y[:2] = 0, 1
    model = DecisionTreeClassifier(random_state=0).fit(X, y)
    net, tree = tree_to_net(model), model.tree_
    p, q = rng.permutation(len(net.b1)), rng.permutation(len(net.b2))
    back = net_to_tree(TreeNet(net.W1[:, p], net.b1[p], net.W2[p][:, q], net.b2[q], net.V[q]))
    assert (back.left == tree.children_left).all() and (back.right == tree.children_right).all()
    inner = back.left >= 0
    assert (back.feature[inner] == tree.feature[inner]).all()
    assert (back.threshold[inner] == tree.threshold[inner]).all()
    assert (back.counts[~inner] == tree.value[~inner, 0, :]).all()


def test_at_the_threshold_the_answer_is_yes():
    net = tree_to_net(DecisionTree().fit(P, T))
    assert fire(net, [[2.5, 0]]).H[0, 0] == 1 and fire(net, [[np.nextafter(2.5, 3), 0]]).H[0, 0] == -1
    leaf = TreeNet(np.eye(1), np.zeros(1), np.eye(1), np.array([-1.0]), np.eye(1))
    assert fire(leaf, [[3.0]]).A.tolist() == [[0]]  # a unit of the second layer needs more than 0


def test_the_paths_of_a_lopsided_tree():
    paths = dict(tree_paths(np.array([1, -1, 3, -1, -1]), np.array([2, -1, 4, -1, -1])))
    assert paths == {1: ((0, 1),), 3: ((0, -1), (2, 1)), 4: ((0, -1), (2, -1))}
    assert dict(tree_paths([-1], [-1])) == {0: ()}


def test_a_sharp_soft_net_answers_as_the_tree():
    data = irises()
    net = tree_to_net(DecisionTree().fit(data.X, data.y))
    layers = [Dense(len(net.b1), "tanh", input_shape=(4,)), Dense(len(net.b2), "sigmoid"), Dense(3, "softmax")]
    soft = Sequential(layers, rng=np.random.default_rng(0))
    soft.set_weights(soft_weights(net, 500.0))
    assert (soft.predict(data.X).argmax(axis=1) == fire(net, data.X).output.argmax(axis=1)).all()


def test_of_a_sharp_soft_net_the_shares_come_back_too():
    data = irises()
    net = tree_to_net(DecisionTree(max_depth=2).fit(data.X[:, 2:], data.y))  # its leaves are mixed
    W1, b1, W2, b2, W3, b3 = soft_weights(net, 1e6, 1e-9)
    A = 1 / (1 + np.exp(-np.clip(np.tanh(data.X[:, 2:] @ W1 + b1) @ W2 + b2, -700, 700)))
    shares = np.exp(A @ W3 + b3)
    shares = shares / shares.sum(axis=1, keepdims=True)
    assert (net.V > 0).sum() > len(net.V) and shares == pytest.approx(fire(net, data.X[:, 2:]).output, abs=1e-6)


def test_the_tree_is_not_modified():
    model = DecisionTree().fit(P, T)
    before = model.tree_.threshold.copy()
    net = tree_to_net(model)
    net.b1[:] = 99
    net.V[:] = 99
    assert (model.tree_.threshold == before).all() and model.predict_proba(P).max() == 1


@pytest.mark.parametrize("wrong, words", [
    (lambda: tree_to_net(DecisionTree()), "holds no tree_"),
    (lambda: tree_to_net(LogisticRegression()), "holds no tree_"),
    (lambda: tree_to_net(RandomForestClassifier(2).fit(P, T)), "holds no tree_"),
    (lambda: tree_to_net(DecisionTreeRegressor().fit(P, np.column_stack([T, T]))), "2 outputs"),
    (lambda: fire(tree_to_net(DecisionTree().fit(P, T)), P[:, :1]), "expected"),
    (lambda: soft_weights(tree_to_net(DecisionTree().fit(P, T)), 0), "sharpness"),
    (lambda: soft_weights(tree_to_net(DecisionTree().fit(P, T)), 1, 0), "floor"),
    (lambda: soft_weights(tree_to_net(DecisionTreeRegressor().fit(P, P[:, 0])), 1), "sum to 1")])
def test_what_is_no_tree_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()


def test_a_net_that_is_no_tree_is_refused():
    net = tree_to_net(DecisionTree().fit(P, T))
    with pytest.raises(ValueError, match="one column"):
        net_to_tree(net._replace(W1=net.W1 - 0.1))
    with pytest.raises(ValueError, match="could be the first"):
        net_to_tree(net._replace(W2=np.zeros_like(net.W2)))


# ---------------------------------------------------------------- components and the autoencoder


def test_the_diagonal_by_hand():
    found = principal_components(P, 2)
    assert found.mean.tolist() == [2.5, 2.5] and found.variances == pytest.approx([2.25, 1.25])
    assert np.abs(found.U) == pytest.approx(np.full((2, 2), 0.5**0.5))


@pytest.mark.parametrize("load, k", [(irises, 4), (wines, 3), (digits, 10)])
def test_components_are_those_of_scikit_learn(load, k):
    X = load().X
    ours, peer = principal_components(X, k), PCA(k, svd_solver="full").fit(X)
    assert np.abs(np.sum(ours.U * peer.components_.T, axis=0)) == pytest.approx(np.ones(k))
    assert ours.variances * len(X) / (len(X) - 1) == pytest.approx(peer.explained_variance_)


def test_reconstruction_gradient_by_central_differences():
    rng = np.random.default_rng(0)
    S, theta = np.cov(rng.normal(size=(20, 3)).T), rng.normal(size=12)
    both = reconstruction_gradient(theta[:6].reshape(3, 2), theta[6:].reshape(2, 3), S)
    grad = np.concatenate([g.ravel() for g in both])
    numeric = numerical_gradient(lambda v: reconstruction_loss(v[:6].reshape(3, 2), v[6:].reshape(2, 3), S), theta)
    assert grad == pytest.approx(numeric, rel=1e-5, abs=1e-8)


def test_the_loss_is_the_mean_squared_error_of_the_centred_rows():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(30, 4)) + 7
    W, V, C = rng.normal(size=(4, 2)), rng.normal(size=(2, 4)), X - X.mean(axis=0)
    error = np.mean(np.sum((C - C @ W @ V) ** 2, axis=1))
    assert reconstruction_loss(W, V, C.T @ C / 30) == pytest.approx(error)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_no_autoencoder_beats_the_components(seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(20, 5)) * rng.uniform(0.1, 2, 5)
    S = np.cov(X.T, bias=True)
    rest = np.trace(S) - principal_components(X, 2).variances.sum()
    assert reconstruction_loss(rng.normal(size=(5, 2)), rng.normal(size=(2, 5)), S) >= rest - 1e-9


def test_the_autoencoder_finds_the_plane_and_the_components_are_within():
    X, rng = irises().X, np.random.default_rng(3)
    end, ours = autoencoder(X, 2, rng, 2000), principal_components(X, 2)
    assert principal_angles(end.V.T, ours.U).max() < 0.01
    assert np.abs(np.sum(components_within(X, end.V) * ours.U, axis=0)) == pytest.approx([1, 1], abs=1e-6)
    assert pytest.approx(ours.U @ ours.U.T, abs=1e-3) == end.W @ end.V


def test_an_invertible_matrix_in_between_changes_nothing():
    rng = np.random.default_rng(4)
    W, V, R, S = rng.normal(size=(4, 2)), rng.normal(size=(2, 4)), rng.normal(size=(2, 2)), np.eye(4)
    assert reconstruction_loss(W @ R, np.linalg.inv(R) @ V, S) == pytest.approx(reconstruction_loss(W, V, S))
    assert principal_angles(V.T, (np.linalg.inv(R) @ V).T) == pytest.approx([0, 0], abs=1e-9)


def test_same_rng_same_run_and_the_rows_are_kept():
    X = irises().X
    before = X.copy()
    one, two = (list(autoencoder_steps(X, 2, np.random.default_rng(0), 5)) for _ in range(2))
    assert all((a.V == b.V).all() and (a.W == b.W).all() for a, b in zip(one, two)) and len(one) == 6
    assert (before == X).all() and not (one[0].V == one[1].V).all()
    plain, thousand = (autoencoder(X, 2, np.random.default_rng(0), *n) for n in ((), (1000,)))
    assert plain.t == 1000 and (plain.V == thousand.V).all()


@pytest.mark.parametrize("degrees", [0, 1e-7, 0.01, 30, 89.999999, 90])
def test_an_angle_that_is_known(degrees):
    a = np.radians(degrees)
    A, B = np.array([[1, 0], [0, 1], [0, 0.0]]), np.array([[1, 0], [0, np.cos(a)], [0, np.sin(a)]])
    assert principal_angles(A, B) == pytest.approx([0, degrees], rel=1e-6, abs=1e-9)


def test_angles_are_those_of_scipy():
    from scipy.linalg import subspace_angles

    rng = np.random.default_rng(5)
    A, B = rng.normal(size=(6, 3)), rng.normal(size=(6, 3))
    assert principal_angles(A, B) == pytest.approx(np.degrees(subspace_angles(A, B))[::-1])


@pytest.mark.parametrize("wrong, words", [
    (lambda: principal_components(P, 3), "from 1 to 2"), (lambda: principal_components(P[0], 1), "expected"),
    (lambda: principal_components(P * np.nan, 1), "NaN"),
    (lambda: autoencoder(P, 0, np.random.default_rng(0)), "k is 0"),
    (lambda: principal_angles(P, P[:, :1]), "equally many"), (lambda: principal_angles(P, P[:, [0, 0]]), "depend")])
def test_bad_planes_are_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()


# ---------------------------------------------------------------- cards

DECK = [Card("a", "h", "l", "s", "e"), Card("b", "h", "l", "s2", "e"), Card("c", "h2", "l2", "s2", "e"),
        Card("d", "h2", "l2", "s3", "e2")]


def test_differing_slots():
    assert differing(DECK[0], DECK[0]) == () and differing(DECK[0], DECK[1]) == ("search",)
    assert differing(DECK[0], DECK[3]) == SLOTS == ("hypothesis", "loss", "search", "evaluation")


def test_all_that_are_nearest_are_found():
    near = [[other.name for other in nearest(card, DECK)] for card in DECK]
    assert near == [["b"], ["a"], ["b", "d"], ["c"]]
    tied = [*DECK, Card("e", "h", "l", "s3", "e")]
    assert [other.name for other in nearest(DECK[0], tied)] == ["b", "e"] and nearest(DECK[0], DECK[:1]) == []


def test_the_chain_takes_the_nearest():
    rows = list(chain_steps(DECK, "a"))
    assert ["".join(card.name for card in row) for row in rows] == ["a", "ab", "abc", "abcd"]
    assert [card.name for card in list(chain_steps(DECK, "d"))[-1]] == ["d", "c", "b", "a"]
    player = play(rows, lambda ax, row: ax.text(0, 0, row[-1].name), lambda row: row[-1].name, "t", "d")
    assert player.captions == ["a", "b", "c", "d"]


def test_bad_cards_are_refused():
    with pytest.raises(ValueError, match="unknown card 'z'"):
        list(chain_steps(DECK, "z"))
    with pytest.raises(ValueError, match="two cards"):
        list(chain_steps(DECK + DECK[:1], "a"))


# ---------------------------------------------------------------- what the exercises and their hints quote


def test_the_optima_of_exercise_i1_are_those_of_scikit_learn():
    for (X, y, C), theta in zip(specification._tables(), specification._optima()["right"]):
        peer = LogisticRegression(C=C, tol=1e-12, max_iter=20_000).fit(X, y)
        assert np.append(peer.coef_[0], peer.intercept_) == pytest.approx(theta, abs=2e-6)


def test_the_numbers_of_exercise_v2():
    data = biopsies()
    A, B, a, b = train_test_split(data.X, data.y, test_size=0.25, stratify=data.y, random_state=0)
    A, B = (A - A.mean(axis=0)) / A.std(axis=0), (B - A.mean(axis=0)) / A.std(axis=0)
    right = {}
    for s in neuron_steps(A, a, n=200_000, rate=1.9 * neuron_rate(A)):
        if s.t in (300, 1000, 10_000, 200_000):
            right[s.t] = ((B @ s.w + s.b > 0) == b).mean()
    assert f"{neuron_loss(s.w, s.b, A, a):.4f}" == "0.0048" and ((A @ s.w + s.b > 0) == a).all()
    assert [f"{right[n]:.3f}" for n in (300, 10_000, 200_000)] == ["0.965", "0.951", "0.937"]


def test_the_sign_of_an_axis_whose_entries_are_equal_but_for_rounding_is_the_firsts():
    for seed in range(20):
        x, z = np.random.default_rng(seed).normal(size=(2, 30))
        Z = standardise(np.c_[x, x + z])[0]  # of two standard columns the axes are (1, 1) and (1, -1) over root 2
        U = principal_components(Z, 2).U
        assert (U[0] > 0).all() and np.abs(U) == pytest.approx(np.full((2, 2), 0.5**0.5))
