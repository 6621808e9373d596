"""Naive Bayes, support vector machines, trees: by hand, by property, against scikit-learn, and on bad input."""
import copy

import numpy as np
import pytest
import sklearn.naive_bayes as peers
from dldm.datasets import biopsies, digits, irises, play_tennis, wines
from dldm.mining import cheapest_class, confusion
from dldm.mining import classification as cl
from dldm.mining.classification import svm
from dldm.nn import softmax
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.svm import SVC as PeerSVC
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

seeds = st.integers(0, 10**6)


def cloud(seed, n=40, d=3, K=2, step=0.5):
    """Rows on a coarse grid, so that values repeat, and K classes that all occur."""
    rng = np.random.default_rng(seed)
    y = np.append(np.arange(K), rng.integers(0, K, n - K))
    return np.round((rng.normal(size=(n, d)) + y[:, None] / 2) / step) * step, y


def scaled_biopsies():
    data = biopsies()
    return (data.X - data.X.mean(axis=0)) / data.X.std(axis=0), data.y


# ---------------------------------------------------------------- by hand


def test_play_tennis_is_the_textbooks():
    data = play_tennis()
    query = [["sunny", "cool", "high", "strong"]]
    p_no = [cl.CategoricalNB(alpha).fit(data.X, data.y).predict_proba(query)[0, 0] for alpha in (1e-12, 1)]
    by_hand = 5 / 14 * (3 * 1 * 4 * 3) / 5**4, 9 / 14 * (2 * 3 * 3 * 3) / 9**4
    assert p_no[0] == pytest.approx(by_hand[0] / sum(by_hand), abs=1e-9) and round(p_no[0], 3) == 0.795
    assert p_no[1] == pytest.approx(0.720, abs=5e-4)
    gains = [cl.category_gain(column, data.y) for column in data.X.T]
    assert np.round(gains, 4).tolist() == [0.2467, 0.0292, 0.1518, 0.0481]
    ratios = [cl.gain_ratio(column, data.y) for column in [*data.X.T, np.arange(14)]]
    assert np.round(ratios, 3).tolist() == [0.156, 0.019, 0.152, 0.049, 0.247]
    assert cl.gain_ratio(np.zeros(14), data.y) == 0


def test_bernoulli_shares_by_hand():
    """Of two rows of the class "a" one has the feature: (1 + 1) / (2 + 2); of one row of "b" none: 1 / 3."""
    names, prior, theta = cl.bernoulli_shares(np.array([[1, 1], [0, 1], [0, 0]]), np.array(["a", "a", "b"]))
    assert names.tolist() == ["a", "b"] and prior == pytest.approx([2 / 3, 1 / 3])
    assert theta == pytest.approx(np.array([[2 / 4, 3 / 4], [1 / 3, 1 / 3]]))


def test_multinomial_by_hand():
    model = cl.MultinomialNB(alpha=1).fit([[2, 0], [1, 1], [0, 2]], ["a", "a", "b"])
    assert np.allclose(model.theta_, [[4 / 6, 2 / 6], [1 / 4, 3 / 4]])
    assert np.allclose(np.exp(model.joint([[1, 0]])), [[2 / 3 * 4 / 6, 1 / 3 * 1 / 4]])


def test_gaussian_by_hand():
    model = cl.GaussianNB().fit([[0.0], [2.0], [5.0], [5.0]], [0, 0, 1, 1])
    assert model.mean_.ravel().tolist() == [1, 5] and model.var_.ravel() == pytest.approx([1, 0], abs=1e-8)
    assert model.joint([[2.0]])[0, 0] == pytest.approx(np.log(0.5) - 0.5 * np.log(2 * np.pi) - 0.5)


def test_a_shared_variance_is_the_mean_of_the_classes_and_makes_the_boundary_straight():
    X, y = cloud(5, n=60, d=3, K=3)
    model, own = cl.GaussianNB(shared_variance=True).fit(X, y), cl.GaussianNB().fit(X, y)
    assert np.allclose(model.var_, np.bincount(y) / 60 @ own.var_) and not np.allclose(own.var_[0], own.var_[1])
    ends = model.joint([[-3, 0, 2], [5, 1, -4], [1, 0.5, -1]])  # the third row lies half-way
    apart = ends[:, 0] - ends[:, 1]
    assert apart[2] == pytest.approx(apart[:2].mean())


def test_a_square_has_its_margin_by_hand():
    X, y = np.array([[0, 0], [0, 1], [2, 0], [2, 1.0]]), np.array([0, 0, 1, 1])
    model = cl.SVC(C=1e6, tol=1e-9).fit(X, y)
    assert model.beta_ @ model.support_vectors_ == pytest.approx([1, 0]) and model.b_ == pytest.approx(-1)
    assert cl.hinge(np.array([-1, 0, 0.5, 1, 2])).tolist() == [2, 1, 0.5, 0, 0]
    assert cl.hinge_objective(np.array([1.0, 0]), -1.0, X, 2.0 * y - 1, 7.0) == 0.5


def test_split_gains_by_hand():
    thresholds, gains = cl.split_gains([1.0, 2, 2, 4], [0, 0, 1, 1])
    assert thresholds.tolist() == [1.5, 3] and gains == pytest.approx([0.5 - 0.75 * 4 / 9] * 2)
    assert cl.impurity([9, 5], "entropy") == pytest.approx(0.940286, abs=1e-6)
    assert cl.impurity([[1, 1], [3, 0]]).tolist() == [0.5, 0]


def test_a_tree_that_asks_nothing_is_one_leaf():
    tree = cl.grow(np.ones((2, 1)), np.array([0, 1]))
    assert [tree.feature.tolist(), tree.left.tolist(), tree.right.tolist()] == [[-1]] * 3
    assert tree.threshold.tolist() == tree.depth.tolist() == [0] and tree.counts.tolist() == [[1, 1]]


def test_a_tree_by_hand():
    tree = cl.grow(np.array([[1.0], [2], [3], [10]]), np.array([0, 0, 1, 0]))
    assert tree.feature.tolist() == [0, -1, 0, -1, -1] and tree.threshold[[0, 2]].tolist() == [2.5, 6.5]
    assert tree.counts.tolist() == [[3, 1], [2, 0], [1, 1], [0, 1], [1, 0]] and tree.depth.tolist() == [0, 1, 1, 2, 2]


def test_costs_by_hand():
    costs = [[0, 1], [5, 0]]
    assert cheapest_class([[0.9, 0.1], [0.8, 0.2], [0.83, 0.17]], costs).tolist() == [0, 1, 1]
    labels, counts = confusion(["a", "b", "b"], ["a", "a", "b"])
    assert labels.tolist() == ["a", "b"] and counts.tolist() == [[1, 0], [1, 1]]


# ---------------------------------------------------------------- the plain definition and the fast version


def same_tree(node, tree, number=0):
    """Whether the plain tree below a Node and the arrays below a number ask and count alike."""
    counts = np.bincount(node.y, minlength=tree.counts.shape[1])
    if node.left is None or tree.feature[number] < 0:
        return (node.left is None) == (tree.feature[number] < 0) and (counts == tree.counts[number]).all()
    question = (node.column, node.threshold) == (tree.feature[number], tree.threshold[number])
    return question and all(same_tree(child, tree, child_number) for child, child_number in (
        (node.left, tree.left[number]), (node.right, tree.right[number])))


@given(seeds, st.sampled_from(["gini", "entropy"]), st.integers(1, 5), st.sampled_from([1, 2, 4, None]))
@settings(max_examples=40, deadline=None)
def test_the_fast_tree_is_the_plain_one(seed, criterion, leaf, depth):
    X, y = cloud(seed, K=3)
    assert same_tree(cl.grow_tree(X, y, depth, leaf, criterion), cl.grow(X, y, depth, leaf, criterion))


@pytest.mark.parametrize("X, y", [
    (np.ones((4, 2)), [0, 1, 1, 1]), (np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), [0, 1, 1, 0]),
    (np.array([[1.0], [np.nextafter(1, 2)]]), [0, 1]), (np.array([[1e9], [1e9 + 1], [-1e9]]), [0, 1, 0]),
    (irises().X, irises().y), (digits().X[:120], digits().y[:120])],
    ids=["equal rows", "exclusive or", "neighbours", "large numbers", "irises", "digits"])
def test_the_fast_tree_is_the_plain_one_on_hard_rows(X, y):
    y = np.array(y)
    plain = cl.grow_tree(X, y)
    assert same_tree(plain, cl.grow(X, y))
    assert [cl.majority(cl.leaf_at(plain, x).y) for x in X] == cl.DecisionTree().fit(X, y).predict(X).tolist()


@pytest.mark.parametrize("depth", [0, 1, 3, None])
def test_a_regression_tree_is_scikit_learns(depth):
    X, y = cloud(4, n=80)[0], np.random.default_rng(5).normal(size=80)
    plain = cl.grow_tree(X, y, depth, 3, "variance")
    said = [cl.leaf_at(plain, x).y.mean() for x in X]
    if depth == 0:
        assert said == pytest.approx([y.mean()] * 80)
    else:
        peer = DecisionTreeRegressor(max_depth=depth, min_samples_leaf=3, random_state=0).fit(X, y)
        assert np.mean((y - said)**2) == pytest.approx(np.mean((y - peer.predict(X))**2), rel=0.02)


@given(seeds, st.sampled_from([0.1, 1.0, 3.0]))
@settings(max_examples=20, deadline=None)
def test_the_class_counts_like_the_eight_lines(seed, alpha):
    X, y = cloud(seed, d=5, K=3)
    X = (X > 0.5).astype(float)
    names, prior, theta = cl.bernoulli_shares(X, y, alpha)
    model = cl.BernoulliNB(alpha).fit(X, y)
    assert (names == model.classes_).all() and np.allclose(theta, model.theta_)
    assert np.allclose(cl.bernoulli_probabilities(X, prior, theta), model.predict_proba(X), atol=1e-12)


def ends(steps):
    return list(steps)[-1]


@pytest.mark.parametrize("act, words", [
    (lambda: cl.grow_tree([[1.0]], [0, 1]), "expected"),
    (lambda: cl.grow_tree(np.eye(2), [0, 1], -1), "max_depth is -1"),
    (lambda: cl.grow_tree(np.eye(2), [0, 1], None, 0), "min_samples_leaf is 0"),
    (lambda: cl.grow_tree(np.eye(2), [0, 1], criterion="ginny"), "unknown criterion 'ginny'")])
def test_what_no_tree_can_grow_on(act, words):
    with pytest.raises(ValueError, match=words):
        act()


# ---------------------------------------------------------------- against scikit-learn


@pytest.mark.parametrize("seed", range(5))
def test_naive_bayes_equals_scikit_learn(seed):
    X, y = cloud(seed, n=60, d=4, K=3)
    ones, counts = (X > 0.5).astype(float), np.abs(X * 2)
    ranks = np.stack([np.unique(column, return_inverse=True)[1] for column in X.T], axis=1)
    pairs = [(cl.BernoulliNB(0.7), peers.BernoulliNB(alpha=0.7), ones), (cl.GaussianNB(), peers.GaussianNB(), X),
             (cl.GaussianNB(0.1), peers.GaussianNB(var_smoothing=0.1), X * [1, 2, 3, 4]),
             (cl.MultinomialNB(0.3), peers.MultinomialNB(alpha=0.3), counts),
             (cl.CategoricalNB(0.5), peers.CategoricalNB(alpha=0.5), ranks)]  # scikit-learn needs 0 .. k - 1
    for ours, theirs, data in pairs:
        P = ours.fit(data, y).predict_proba(data)
        assert np.allclose(P, theirs.fit(data, y).predict_proba(data), atol=1e-11), type(ours)
        assert (ours.predict(data) == y).mean() > 0.35


@pytest.mark.parametrize("criterion", ["gini", "entropy"])
@pytest.mark.parametrize("data", [irises(), biopsies()], ids=["irises", "biopsies"])
def test_trees_equal_scikit_learn(data, criterion):
    """Equal impurity after every level as long as nodes are large enough to have no ties."""
    X = data.X.astype(np.float32).astype(float)
    for depth in (1, 2, 3):
        ours = cl.DecisionTree(depth, 5, criterion).fit(X, data.y)
        theirs = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=5, criterion=criterion, random_state=0)
        P, Q = ours.predict_proba(X), theirs.fit(X, data.y).predict_proba(X)
        assert cl.impurity(P, criterion).mean() == pytest.approx(cl.impurity(Q, criterion).mean(), abs=1e-12)
        assert (ours.predict(X) == theirs.predict(X)).mean() > 0.98
    assert (cl.DecisionTree(2).fit(X, data.y).predict(X) == DecisionTreeClassifier(max_depth=2, random_state=0)
            .fit(X, data.y).predict(X)).mean() > 0.98


def test_dual_coordinate_descent_equals_liblinear():
    X, y = scaled_biopsies()
    X = np.hstack([X[:200], np.ones((200, 1))])
    w, alpha = cl.dual_coordinate_descent(X, y[:200], 0.1, np.random.default_rng(0), tol=1e-9)
    theirs = LinearSVC(loss="hinge", C=0.1, tol=1e-10, max_iter=10**6, fit_intercept=False, random_state=0)
    assert np.allclose(w, theirs.fit(X, y[:200]).coef_[0], atol=1e-6)
    s = 2.0 * y[:200] - 1
    assert cl.hinge_objective(w, 0, X, s, 0.1) == pytest.approx(alpha.sum() - 0.5 * w @ w, rel=1e-6)  # primal = dual


def test_the_hinge_neuron_reaches_the_svm():
    X, y = scaled_biopsies()
    theirs = PeerSVC(kernel="linear", tol=1e-8).fit(X, y)
    least = cl.hinge_objective(theirs.coef_[0], theirs.intercept_[0], X, 2.0 * y - 1, 1.0)
    w, b, objective = cl.hinge_neuron(X, y)
    assert least - 1e-6 < objective < least * 1.002 and objective == cl.hinge_objective(w, b, X, 2.0 * y - 1, 1.0)


def test_the_hinge_neuron_goes_as_many_steps_as_its_trace_by_itself(monkeypatch):
    states = len(list(cl.subgradient_steps([[0.0], [1.0]], [0, 1])))
    monkeypatch.setattr(svm, "subgradient_steps", lambda X, y, C, n: ((k, 0, -k) for k in range(n + 1)))
    assert cl.hinge_neuron(None, None)[0] == states - 1


# ---------------------------------------------------------------- properties


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_probabilities_sum_to_one_and_linear_ones_are_a_softmax_layer(seed):
    X, y = cloud(seed, K=3)
    for model, data in ((cl.BernoulliNB(), X > 0), (cl.MultinomialNB(), np.abs(X)), (cl.GaussianNB(), X),
                        (cl.CategoricalNB(), X)):
        P = model.fit(data, y).predict_proba(data)
        assert np.allclose(P.sum(axis=1), 1) and (P >= 0).all()
        if isinstance(model, cl.LinearNB):
            assert np.allclose(P, softmax(model.read(data) @ model.W + model.b))


@given(seeds, st.sampled_from(["gini", "entropy"]), st.integers(1, 4))
@settings(max_examples=30, deadline=None)
def test_a_tree_partitions_the_rows_and_respects_its_limits(seed, criterion, leaf):
    X, y = cloud(seed, K=3)
    last = None
    for tree in cl.grow_steps(X, y, 4, leaf, criterion):
        ends = tree.leaf_of(X)
        assert (tree.feature[ends] == -1).all() and tree.depth.max() <= 4
        for node in np.unique(ends):
            assert np.bincount(y[ends == node], minlength=3).tolist() == tree.counts[node].tolist()
        mean = cl.impurity(tree.counts[ends], criterion).mean()
        assert last is None or mean <= last + 1e-12
        last = mean
    assert len(tree.depth) == 1 or np.bincount(ends)[np.unique(ends)].min() >= leaf


@pytest.mark.parametrize("leaf", [1, 2, 3, 5])
def test_a_tree_of_rows_that_differ_gains_nodes_with_every_state(leaf):
    """A node that is too small for two leaves is not tried once more."""
    X, y = cloud(7, step=1e-6)
    sizes = [len(tree.depth) for tree in cl.grow_steps(X, y, min_samples_leaf=leaf)]
    assert len(sizes) > 3 and (np.diff(sizes) > 0).all(), sizes


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_the_root_is_the_best_of_all_single_splits(seed):
    X, y = cloud(seed)
    gains = [cl.split_gains(column, y)[1] for column in X.T]
    tree = cl.grow(X, y, max_depth=1)
    after = cl.impurity(tree.counts[tree.leaf_of(X)]).mean()
    assert cl.impurity(tree.counts[0]) - after == pytest.approx(max(g.max() for g in gains if len(g)))


def test_an_unlimited_tree_learns_any_rows_that_differ():
    X, y = digits().X, digits().y
    assert (cl.DecisionTree().fit(X, y).predict(X) == y).all()
    square = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])  # no first cut gains anything here
    assert (cl.DecisionTree().fit(square, [0, 1, 1, 0]).predict(square) == [0, 1, 1, 0]).all()


def test_equal_rows_of_two_classes_stay_one_leaf():
    model = cl.DecisionTree().fit(np.ones((4, 2)), [0, 1, 1, 1])
    assert len(model.tree_.depth) == 1 and model.predict_proba([[1, 1]]).tolist() == [[0.25, 0.75]]
    leaf = model.tree_
    assert (leaf.feature[0], leaf.left[0], leaf.right[0]) == (-1, -1, -1)
    near = np.array([[1.0], [np.nextafter(1.0, 2)]])
    assert cl.DecisionTree().fit(near, [0, 1]).predict(near).tolist() == [0, 1]


def test_inputs_stay_as_they_were_and_the_same_rng_gives_the_same():
    X, y = cloud(3)
    for name, kind in FITS.items():
        model = kind()
        data = (X > 0).astype(float) if name == "bernoulli" else np.abs(X)
        before, labels = data.copy(), y.copy()
        model.fit(data, y).predict(data)
        assert (data == before).all() and (y == labels).all()
    runs = [cl.dual_coordinate_descent(X, y, rng=np.random.default_rng(1), n=3)[0] for _ in range(2)]
    assert (runs[0] == runs[1]).all()
    assert (runs[0] != cl.dual_coordinate_descent(X, y, rng=np.random.default_rng(2), n=3)[0]).any()


def test_labels_may_be_words_and_a_model_may_be_fitted_again():
    X, y = cloud(4)
    for model in (cl.GaussianNB(), cl.CategoricalNB(), cl.SVC(), cl.DecisionTree()):
        model.fit(X[:, :2], y)
        assert set(model.fit(X, np.array(["no", "yes"])[y]).predict(X)) <= {"no", "yes"}


# ---------------------------------------------------------------- bad input

FITS = {"bernoulli": cl.BernoulliNB, "multinomial": cl.MultinomialNB, "gaussian": cl.GaussianNB,
        "categorical": cl.CategoricalNB, "svc": cl.SVC, "tree": cl.DecisionTree}
GOOD = np.array([[0.0, 1], [1, 0], [1, 1]])
NAN, INF = GOOD.copy(), GOOD.copy()
NAN[1, 0], INF[2, 1] = np.nan, np.inf


@pytest.mark.parametrize("name", FITS)
@pytest.mark.parametrize("X, y, words", [
    (NAN, [0, 1, 1], "NaN or infinity, first in row 1, column 0"), (INF, [0, 1, 1], "first in row 2, column 1"),
    (np.zeros((0, 2)), [], "rows|at least one"),
    (GOOD, [0, 0, 0], "only the class '0'"), (GOOD, [0, 1], "one label a row"),
    (GOOD[0], [0, 1], "X has shape"), (GOOD, [0, np.nan, 1], "y holds NaN")])
def test_bad_rows_are_refused(name, X, y, words):
    with pytest.raises(ValueError, match=words):
        FITS[name]().fit(X, y)


@pytest.mark.parametrize("name", FITS)
def test_new_rows_need_the_same_columns(name):
    model = FITS[name]().fit(GOOD, [0, 1, 1])
    with pytest.raises(ValueError, match="X has shape"):
        model.predict(GOOD[:, :1])


@pytest.mark.parametrize("act, words", [
    (lambda: cl.MultinomialNB().fit(-GOOD, [0, 1, 1]), "negative"),
    (lambda: cl.BernoulliNB().fit(2 * GOOD, [0, 1, 1]), "other than 0 and 1"),
    (lambda: cl.CategoricalNB().fit([["a"], ["b"]], [0, 1]).predict([["c"]]), "column 0 holds 'c'"),
    (lambda: cl.BernoulliNB(alpha=0), "alpha is 0"),
    (lambda: cl.GaussianNB(smoothing=-1), "smoothing is -1"),
    (lambda: cl.GaussianNB().fit(np.ones((2, 2)), [0, 1]), "constant"),
    (lambda: cl.SVC(C=0).fit(GOOD, [0, 1, 1]), "C is 0"),
    (lambda: cl.SVC(tol=0).fit(GOOD, [0, 1, 1]), "tol is 0"),
    (lambda: cl.hinge_neuron(GOOD, [0, 1, 1], C=-1), "C is -1"),
    (lambda: cl.dual_coordinate_descent(GOOD, [0, 1, 1], C=np.inf), "C is inf"),
    (lambda: cl.SVC().fit(GOOD, [0, 1, 2]), "3 classes"),
    (lambda: cl.DecisionTree(criterion="ginny"), "unknown criterion 'ginny'"),
    (lambda: cl.DecisionTree(max_depth=0), "max_depth is 0"),
    (lambda: cl.DecisionTree(max_depth=1.5), "max_depth is 1.5"),
    (lambda: cl.category_gain(["a", "b"], [1, 1]), "y holds only the class '1'"),
    (lambda: cl.impurity([0, 0]), "nothing has no impurity"),
    (lambda: cl.impurity([-1, 2]), "no negative number"),
    (lambda: cl.rbf_kernel(GOOD, GOOD, 0), "gamma is 0"),
    (lambda: cl.dual_coordinate_descent(GOOD, [0, 1, 1], n=0), "n is 0"),
    (lambda: cl.hinge_neuron(GOOD, [0, 1, 1], n=-1), "n is -1"),
    (lambda: list(cl.subgradient_steps(GOOD, [0, 1, 1], offset=-1)), "offset is -1"),
    (lambda: cl.word_counts("a b", ["a"]), "one string"),
    (lambda: cl.DecisionTree(min_samples_leaf=0), "min_samples_leaf is 0"),
    (lambda: cl.split_gains([1, np.inf], [0, 1]), "NaN or infinity"),
    (lambda: cheapest_class([[0.5, 0.6]], np.eye(2)), "sum 1"),
    (lambda: cheapest_class([[0.5, 0.5]], np.eye(3)), "costs has shape"),
    (lambda: cheapest_class([[0.5, 0.5]], np.ones((3, 2))), "costs has 3 rows"),
    (lambda: confusion([0, 1], [0]), "one of each")])
def test_each_other_bad_input_has_its_words(act, words):
    with pytest.raises(ValueError, match=words):
        act()


# ---------------------------------------------------------------- frames of the players


def test_frames_are_the_trace():
    """The states that a player is given are those of the generator, drawn one by one; the last is the plain result."""
    X, y = cloud(5)
    trees = list(cl.grow_steps(X, y, 3))
    assert len(trees) == 4 and [t.depth.max() for t in trees] == [0, 1, 2, 3]
    last = cl.grow(X, y, 3)
    assert all((getattr(trees[-1], name) == getattr(last, name)).all() for name in vars(last))
    before = copy.deepcopy(trees[1])
    list(cl.grow_steps(X, y, 3))
    assert all((getattr(trees[1], name) == getattr(before, name)).all() for name in vars(before))
    model, K = cl.SVC(tol=1e-5).fit(X, y), cl.linear_kernel(X, X)
    states = list(cl.svc_steps(K, 2.0 * y - 1, tol=1e-5))
    assert len(states) == model.n_steps_ + 1 and states[-1].b == model.b_
    assert (states[-1].beta[model.support_] == model.beta_).all()
    for old, new in zip(states, states[1:]):
        assert set(np.flatnonzero(old.beta != new.beta)) == set(old.pair)
    path = list(cl.subgradient_steps(X, y, n=50))
    assert len(path) == 51 and min(p[2] for p in path) == cl.hinge_neuron(X, y, n=50)[2]
    passes = list(cl.dual_coordinate_steps(X, y, rng=np.random.default_rng(0), n=4))
    assert (passes[-1][0] == cl.dual_coordinate_descent(X, y, rng=np.random.default_rng(0), n=4)[0]).all()


def test_the_numbers_of_the_exercises():
    """V1 of chapter 5.2a: of nine wines a class often has one or two, and its own variances are then worth nothing."""
    table, scores = wines(), np.zeros(2)
    for seed in range(40):
        order = np.random.default_rng(seed).permutation(178)
        test, pool = order[:60], order[60:]
        first = [pool[table.y[pool] == c][0] for c in range(3)]
        train = np.append(first, pool[~np.isin(pool, first)][:6])
        Z = (table.X - table.X[train].mean(axis=0)) / table.X[train].std(axis=0)
        for k, model in enumerate((cl.GaussianNB(), cl.GaussianNB(shared_variance=True))):
            scores[k] += (model.fit(Z[train], table.y[train]).predict(Z[test]) == table.y[test]).mean() / 40
    assert scores[0] < 0.75 < 0.85 < scores[1]


# ---------------------------------------------------------------- ties that rounding would decide

NINE_AND_TWELVE = np.repeat([0, 1], [9, 12])


def is_left(a, b):
    """1 for the first a of the nine and the first b of the twelve rows, else 0; as a column, small values left."""
    return np.r_[np.arange(9) >= a, np.arange(12) >= b].astype(float)


def purity(right):
    """Of both sides of a cut of the nine and the twelve rows, as a float of the fast version."""
    counts = [np.bincount(NINE_AND_TWELVE[right == side], minlength=2) for side in (0, 1)]
    return sum(cl.gini_purity(part, part.sum()) for part in counts)


def test_of_columns_equally_pure_but_for_rounding_the_first_is_asked():
    low, high = is_left(0, 7), is_left(3, 11)  # both leave 102/7, as floats ...571 and ...573
    assert purity(low) < purity(high) == pytest.approx(purity(low), rel=1e-14)
    for X in (np.c_[low, high], np.c_[high, low]):
        assert cl.DecisionTree(max_depth=1).fit(X, NINE_AND_TWELVE).tree_.feature[0] == 0


def test_of_cuts_equally_pure_but_for_rounding_the_first_is_made():
    column = is_left(0, 7) + is_left(3, 11)
    assert np.argmax([purity(column > t) for t in (0.5, 1.5)]) == 1
    tree = cl.DecisionTree(max_depth=1).fit(column[:, None], NINE_AND_TWELVE).tree_
    assert tree.threshold[0] == 0.5 and tree.counts[1:].tolist() == [[0, 7], [9, 5]]


def test_a_cut_that_is_really_purer_is_made():
    y = np.repeat([0, 1], 500)
    worse, better = np.arange(1000) >= 499, np.arange(1000) >= 500
    for criterion in ("gini", "entropy"):
        tree = cl.DecisionTree(max_depth=1, criterion=criterion).fit(np.c_[worse, better].astype(float), y)
        assert tree.tree_.feature[0] == 1


def test_counts_of_a_big_node_do_not_overflow_where_indices_have_32_bits():
    nodes = cl.Nodes(np.array([[60_000, 60_000]], dtype=np.int32))
    labels = np.repeat([0, 1], 60_000)[None].astype(np.int8)
    assert cl.split_scores(np.arange(120_000.0)[None], labels, nodes, "gini", 1).max() == 120_000


def test_words_of_every_alphabet():
    assert cl.words("Crème BRÛLÉE, 3 naïve_cafés: Привет 你好 don't") == ["crème", "brûlée", "naïve", "cafés", "привет",
                                                                     "你好", "don", "t"]
    assert cl.words("cafe\u0301") == ["café"] and cl.words("12 + 3") == []


def test_counts_of_generators_frames_and_series():
    texts, vocabulary = ["Tea and tea", "MILK", "café"], ["tea", "milk", "café"]
    wanted = [[2, 0, 0], [0, 1, 0], [0, 0, 1]]
    for same in (texts, iter(texts), (text for text in texts), np.array(texts), tuple(texts)):
        assert cl.word_counts(same, iter(vocabulary)).tolist() == wanted
    assert cl.word_counts([], vocabulary).shape == (0, 3)


@pytest.mark.parametrize("texts, vocabulary, message", [
    (["tea", np.nan], ["tea"], "nan is no text"), (["tea", None], ["tea"], "None is no text"),
    ([b"tea"], ["tea"], "no text"), (["Tea"], ["Tea"], "'Tea' of the vocabulary"),
    (["tea"], ["tea pot"], "'tea pot' of the vocabulary"), (["tea"], ["u2"], "of the vocabulary"),
    (["tea"], ["tea", "tea"], "twice"), (["tea"], "tea", "vocabulary is one string"),
    (["tea"], {"tea", "milk"}, "a set"),
    (["tea"], {"tea": 0}, "a dict"), ({"a": "tea"}, ["tea"], "a dict"), (np.array([["tea"]]), ["tea"], "a ndarray"),
    (["tea"], [np.nan], "no text")])
def test_what_cannot_be_counted(texts, vocabulary, message):
    with pytest.raises(ValueError, match=message):
        cl.word_counts(texts, vocabulary)


# ---------------------------------------------------------------- every fit returns or raises within a bound


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("act, words", [
    (lambda: cl.DecisionTree().fit(np.eye(1001), np.arange(1001)), "y holds 1001 classes, more than 1000"),
    (lambda: cl.GaussianNB(1e-310).fit([[1, 0], [0, 1], [1, 1], [0, 3]], [0, 1, 0, 1]), "smoothing is 1e-310: too")])
def test_what_cannot_end_well_is_one_clear_error(act, words):
    with pytest.raises(ValueError, match=words):
        act()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("alpha", [1e-20, 1e-320])
def test_the_smallest_counts_give_numbers(alpha):
    ones = np.array([[1, 0], [0, 1]])
    for model in (cl.BernoulliNB(alpha), cl.MultinomialNB(alpha), cl.CategoricalNB(alpha)):
        P = model.fit(ones, [0, 1]).predict_proba([[1, 0], [1, 1], [0, 1]])
        assert np.isfinite(model.W).all() and np.isfinite(model.b).all()
        assert np.allclose(P, [[1, 0], [0.5, 0.5], [0, 1]])


def test_a_share_below_the_smallest_number_has_a_logarithm():
    model = cl.MultinomialNB(5e-324).fit([[3, 0], [0, 3]], [0, 1])
    assert np.isfinite(model.W).all() and model.predict([[1, 0], [0, 1]]).tolist() == [0, 1]


def test_a_midpoint_that_rounds_up_takes_the_lower_value():
    """Between a = 1 + 2^-52 and b = a + 2^-52 the midpoint rounds to b, and a cut there would part nothing."""
    a = np.nextafter(1.0, 2)
    near = np.array([[a], [np.nextafter(a, 2)]])
    assert cl.DecisionTree().fit(near, [0, 1]).predict(near).tolist() == [0, 1]
    assert cl.split_gains(near[:, 0], [0, 1])[0].tolist() == [a]
