"""Chapter 6.1's privacy, federated, attack, explanation and fairness code against hand-worked cases and references."""
import itertools

import numpy as np
import pytest
from dldm.challenges import attacks, explanations, fairness, federated, privacy
from dldm.datasets import biopsies, compas, digits, voters
from dldm.mining import auc
from dldm.mining.regression import squared_gradient
from dldm.nn import Dense, Sequential, sigmoid
from dldm.page import play
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from sklearn.ensemble import RandomForestClassifier
from sklearn.inspection import permutation_importance as sk_importance
from sklearn.linear_model import LinearRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

scores = st.lists(st.integers(0, 4), min_size=1, max_size=12)


def rng(seed=0):
    return np.random.default_rng(seed)


# ---------------------------------------------------------------- privacy


def test_group_sizes_by_hand_and_on_the_voters():
    assert privacy.group_sizes([["a", "x"], ["a", "y"], ["a", "x"], ["b", "y"]]).tolist() == [2, 1, 2, 1]
    alone = [(privacy.group_sizes(voters().X[:, :k]) == 1).mean() for k in (1, 2, 3)]
    assert alone == pytest.approx([0.001, 0.107, 0.782], abs=5e-4)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=30))
def test_group_sizes_are_counts_and_columns_only_cut(rows):
    sizes = privacy.group_sizes(rows)
    assert sizes.tolist() == [rows.count(row) for row in rows]
    assert (sizes <= privacy.group_sizes([row[:1] for row in rows])).all()


@given(scores, scores)
def test_auc_is_scikit_learns(inside, outside):
    y = np.r_[np.ones(len(inside)), np.zeros(len(outside))]
    assert auc(inside, outside) == pytest.approx(roc_auc_score(y, inside + outside))
    assert auc(inside, outside) + auc(outside, inside) == pytest.approx(1)


@given(st.lists(st.booleans(), min_size=1, max_size=20), st.lists(st.booleans(), min_size=1, max_size=20))
def test_auc_of_right_or_wrong_is_half_plus_half_the_gap(right_in, right_out):
    gap = np.mean(right_in) - np.mean(right_out)
    assert auc(np.array(right_in, float), np.array(right_out, float)) == pytest.approx(0.5 + gap / 2)


def test_true_class_probability_follows_the_labels():
    X, y = rng().normal(size=(60, 3)), np.repeat(["c", "a", "b"], 20)
    model = DecisionTreeClassifier(max_depth=2, random_state=0).fit(X, y)
    P = model.predict_proba(X)
    assert privacy.true_class_probability(model, X, y) == pytest.approx(P[np.arange(60), np.repeat([2, 0, 1], 20)])
    with pytest.raises(ValueError, match="never saw the class"):
        privacy.true_class_probability(model, X[:1], ["d"])


def test_randomised_response_is_unbiased_and_its_error_is_right():
    truth = np.repeat([1, 0], [300, 700])
    ends = [list(privacy.randomised_response_steps(truth, 0.5, rng(s), [1000]))[0] for s in range(400)]
    estimates = np.array([s.estimate for s in ends])
    assert abs(estimates.mean() - 0.3) < 4 * 0.0275 / 20
    assert estimates.std() == pytest.approx(np.sqrt(0.75 / 4 / 1000) / 0.5, rel=0.15)
    honest = list(privacy.randomised_response_steps(truth, 1.0, rng(), [300, 1000]))
    assert [s.estimate for s in honest] == [1.0, 0.3]
    assert privacy.epsilon_of(0.5) == pytest.approx(np.log(3)) and privacy.epsilon_of(0) == 0
    assert privacy.epsilon_of(np.tanh(0.4)) == pytest.approx(0.8)


def test_probabilities_of_randomised_response_keep_their_epsilon():
    share = [list(privacy.randomised_response_steps(np.full(200_000, t), 0.5, rng(t), [200_000]))[0].said_yes
             for t in (0, 1)]
    assert share == pytest.approx([0.25, 0.75], abs=0.005)


def test_laplace_error_and_tails():
    noise = privacy.laplace_mechanism(np.zeros(200_000), 0.5, rng(), sensitivity=2)
    assert np.abs(noise).mean() == pytest.approx(4, rel=0.02)
    assert (noise > 8).mean() == pytest.approx(np.exp(-2) / 2, rel=0.05)
    assert np.shape(privacy.laplace_mechanism(3.0, 1.0, rng())) == ()


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 3))
@settings(max_examples=30, deadline=None)
def test_one_person_moves_a_clipped_sum_by_no_more_than_the_clip(seed, clip):
    G = rng(seed).normal(size=(8, 3)) * 10
    clipped = privacy.clip_rows(G, clip)
    assert (np.linalg.norm(clipped, axis=1) <= clip + 1e-9).all()
    short = np.linalg.norm(G, axis=1) <= clip
    assert (clipped[short] == G[short]).all()
    assert np.linalg.norm(clipped.sum(0) - clipped[1:].sum(0)) <= clip + 1e-9


def test_noisy_descent_without_noise_and_clip_is_gradient_descent():
    X, y = rng().normal(size=(40, 3)), rng(1).integers(0, 2, 40)
    w = np.zeros(3)
    for _ in range(5):
        w = w - 0.3 * X.T @ (sigmoid(X @ w) - y) / 40
    assert privacy.noisy_descent(X, y, 1e9, 0, 0.3, 5, rng()) == pytest.approx(w)
    trace = list(privacy.noisy_descent_steps(X, y, 1.0, 2.0, 0.3, 5, rng()))
    assert len(trace) == 6 and (trace[-1] == privacy.noisy_descent(X, y, 1.0, 2.0, 0.3, 5, rng())).all()


def test_the_accountant():
    assert privacy.epsilon_after(100, 5) == pytest.approx(2 + 2 * np.sqrt(2 * np.log(1e5)))
    assert privacy.epsilon_after(100, 50) == pytest.approx(0.98, abs=0.005)
    assert privacy.epsilon_after(10, 0) == np.inf
    assert privacy.epsilon_after(400, 10) == pytest.approx(privacy.epsilon_after(100, 5))


def test_the_accountant_bounds_the_exact_delta_of_the_gaussian_mechanism():
    from scipy.stats import norm

    for steps, sigma in ((1, 1), (100, 20), (100, 50)):
        eps, mu = privacy.epsilon_after(steps, sigma, 1e-5), np.sqrt(steps) / sigma
        exact = norm.cdf(-eps / mu + mu / 2) - np.exp(eps) * norm.cdf(-eps / mu - mu / 2)
        assert 0 < exact < 1e-5


@pytest.mark.parametrize(("call", "words"), [
    (lambda: privacy.group_sizes([1, 2]), "expected .people, columns"),
    (lambda: privacy.group_sizes(np.empty((0, 2))), "at least one of each"),
    (lambda: auc([], [1]), "at least one score"),
    (lambda: auc([np.nan], [1]), "NaN"),
    (lambda: privacy.epsilon_of(1), "protects nobody"),
    (lambda: privacy.epsilon_of(-0.1), "from 0 to 1"),
    (lambda: list(privacy.randomised_response_steps([0, 2], 0.5, rng(), [1])), "labels 0 and 1"),
    (lambda: list(privacy.randomised_response_steps([0, 1], 0, rng(), [1])), "above 0"),
    (lambda: list(privacy.randomised_response_steps([0, 1], 0.5, rng(), [3])), "a size is 3"),
    (lambda: privacy.laplace_mechanism(1, 0, rng()), "epsilon is 0"),
    (lambda: privacy.laplace_mechanism(1, 1, rng(), -1), "sensitivity is -1"),
    (lambda: privacy.noisy_descent(np.ones((2, 1)), [0, 1], 0, 1, 1, 1, rng()), "clip is 0"),
    (lambda: privacy.noisy_descent(np.ones((2, 1)), [0, 1, 1], 1, 1, 1, 1, rng()), "one number a row"),
    (lambda: privacy.noisy_descent(np.ones((2, 1)), [0, 1], 1, -1, 1, 1, rng()), "sigma is -1"),
    (lambda: privacy.epsilon_after(0, 1), "steps is 0"),
    (lambda: privacy.epsilon_after(1, 1, 1), "delta is 1"),
    (lambda: federated.federated_average([], [0.0], 1, 1, 0.1), "clients is empty"),
    (lambda: federated.federated_average([([[1.0]], [1.0])], [0.0], 1, 0, 0.1), "local_steps is 0"),
    (lambda: federated.federated_average([([[1.0]], [1.0])], [0.0], 1, 1, 0), "rate is 0"),
    (lambda: federated.row_from_gradient(np.ones((2, 3)), np.ones(2)), "expected .d, units"),
    (lambda: federated.row_from_gradient(np.zeros((2, 3)), np.zeros(3)), "tells nothing"),
    (lambda: attacks.fgsm([[0.5]], [[1.0, 2.0]], 0.1), "gradient has shape"),
    (lambda: attacks.fgsm([[0.5]], [[1.0]], -0.1), "eps is -0.1"),
    (lambda: list(attacks.projected_steps([[0.5]], lambda X: X, 0.1, 0, 1)), "rate is 0"),
    (lambda: list(attacks.projected_steps([[0.5]], lambda X: X, 0.1, 0.1, 0)), "steps is 0"),
    (lambda: list(attacks.poison_steps(11, 5, 0, 10, 1)), "a is 11"),
    (lambda: list(attacks.poison_steps(5, 4, 5, 10, 1)), "both is 5"),
    (lambda: list(attacks.poison_steps(5, 5, 0, 10, -1)), "most is -1"),
    (lambda: explanations.permutation_importance(len, np.ones((2, 1)), [[0]], 0, rng()), "repeats is 0"),
    (lambda: explanations.counterfactual([1, 2], [1, 2, 3], 0), "w has shape"),
    (lambda: explanations.counterfactual([1, 2], [1, 0], 0, free=[1]), "no free column"),
    (lambda: explanations.coalition_values(len, [1, 2], np.ones((3, 3))), "x has shape"),
    (lambda: explanations.coalition_values(len, np.ones(17), np.ones((3, 17))), "from 1 to 16"),
    (lambda: explanations.shapley_values([0, 1, 2]), "2.d coalitions"),
    (lambda: explanations.shapley_values([0, np.nan]), "NaN"),
    (lambda: fairness.rates(1, 0, 2, 0), "divide by zero"),
    (lambda: fairness.rates(1, -1, 2, 0), "fp is -1"),
    (lambda: fairness.forced_fpr(1, 0.5, 0.5), "between 0 and 1"),
    (lambda: fairness.forced_fpr(0, 0.5, 0.5), "between 0 and 1"),
    (lambda: fairness.forced_fpr(0.5, 0, 0.5), "ppv above 0"),
    (lambda: fairness.forced_fpr(0.5, 1.1, 0.5), "up to 1"),
    (lambda: fairness.forced_fpr(0.5, 0.5, -0.1), "fnr from 0"),
    (lambda: fairness.forced_fpr(0.5, 0.5, 1.1), "fnr from 0 to 1"),
])
def test_bad_input(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_the_least_and_the_most_are_allowed():
    assert (federated.federated_average(clients(0), np.ones(3), 0, 1, 0.1) == 1).all()
    assert (privacy.noisy_descent(np.eye(2), [0, 1], 1, 0, 1, 0, rng()) == 0).all()
    assert next(privacy.randomised_response_steps([1, 0], 1, rng(), [1]))[:2] == (1, 1.0)
    assert fairness.forced_fpr(0.3, 0.5, 1) == fairness.forced_fpr(0.3, 1, 0.5) == 0 < fairness.forced_fpr(0.3, 0.5, 0)
    assert [s.count for s in attacks.poison_steps(5, 1, 0, 5, 0)] == [0]
    assert len(list(attacks.projected_steps([[0.5]], lambda X: X, 0, 0.1, 1))) == 2
    assert explanations.permutation_importance(np.sum, np.eye(2), [[0]], 1, rng()).shape == (1, 1)


# ---------------------------------------------------------------- federated averaging


def clients(seed, sizes=(5, 9, 20)):
    r = rng(seed)
    return [(r.normal(size=(n, 3)), r.normal(size=n)) for n in sizes]


def test_one_local_step_is_gradient_descent_on_all_rows():
    parts = clients(0)
    X, y = np.vstack([X for X, _ in parts]), np.hstack([y for _, y in parts])
    wanted = federated.descend(np.zeros(3), X, y, 30, 0.1, squared_gradient)
    assert federated.federated_average(parts, np.zeros(3), 30, 1, 0.1) == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("E", [1, 3, 50])
def test_the_fixed_point_is_the_one_derived(E):
    parts = [(np.array([[1.0], [2.0]]), np.array([1.0, 1.0])), (np.array([[3.0]]), np.array([6.0]))]
    a = np.array([2.5, 9.0])  # mean squares
    best, c = np.array([0.6, 2.0]), 1 - (1 - 0.05 * a) ** E
    wanted = np.array([2, 1]) / 3 * c @ best / (np.array([2, 1]) / 3 @ c)
    assert federated.federated_average(parts, [0.0], 3000, E, 0.05)[0] == pytest.approx(wanted)


def test_the_gradient_of_a_client_by_differences():
    X, y = clients(1)[0]
    w = np.array([0.2, -1, 0.5])
    loss = lambda w: np.mean((X @ w - y) ** 2) / 2  # noqa: E731
    wanted = [(loss(w + e) - loss(w - e)) / 2e-5 for e in np.eye(3) * 1e-5]
    assert squared_gradient(w, X, y) == pytest.approx(wanted, rel=1e-5)


def test_federated_states_start_and_leave_the_input_alone():
    parts, w = clients(2), np.ones(3)
    trace = list(federated.federated_steps(parts, w, 4, 2, 0.1))
    assert len(trace) == 5 and (trace[0] == 1).all() and (w == 1).all()
    assert (trace[-1] == federated.federated_average(parts, w, 4, 2, 0.1)).all()


@given(st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_a_gradient_gives_its_row_away(seed):
    r = rng(seed)
    x = r.normal(size=(1, 6))
    net = Sequential([Dense(4, "tanh", (6,)), Dense(2, "softmax")], r)
    net.compile("sgd", "categorical_crossentropy")
    net.backpropagate(x, np.array([[1.0, 0.0]]))
    assert federated.row_from_gradient(net.layers[0].dW, net.layers[0].db) == pytest.approx(x[0])


# ---------------------------------------------------------------- attacks


def small_net(seed=0, d=5):
    net = Sequential([Dense(7, "tanh", (d,)), Dense(3, "softmax")], rng(seed))
    net.compile("adam", "categorical_crossentropy")
    return net


def test_input_gradient_by_differences():
    net, X, Y = small_net(), rng(1).random((4, 5)), np.eye(3)[[0, 2, 1, 1]]
    G = attacks.input_gradient(net, X, Y)
    for i, j in itertools.product(range(4), range(5)):
        step = np.zeros_like(X)
        step[i, j] = 1e-6
        up, down = (net.evaluate(X + s * step, Y, verbose=0)[0] for s in (1, -1))
        assert 4 * (up - down) / 2e-6 == pytest.approx(G[i, j], rel=1e-4, abs=1e-8)


def test_fgsm_of_a_linear_score_moves_it_by_eps_times_the_l1_norm():
    w, x = np.array([2.0, -1, 3, -2, -1]), np.full((1, 5), 0.5)
    moved = attacks.fgsm(x, -w[None], 0.1)
    assert (w @ x[0] - w @ moved[0]) == pytest.approx(0.1 * np.abs(w).sum()) and (x == 0.5).all()
    assert attacks.fgsm([[0.95, 0.02]], [[1, -1]], 0.1).tolist() == [[1.0, 0.0]]
    assert attacks.fgsm([[0.5]], [[0.0]], 0.1).tolist() == [[0.5]]


def test_projected_steps_stay_in_the_box_and_begin_as_fgsm():
    net, X, Y = small_net(), rng(1).random((6, 5)), np.eye(3)[[0, 2, 1, 1, 0, 2]]
    gradient = lambda X: attacks.input_gradient(net, X, Y)  # noqa: E731
    trace = list(attacks.projected_steps(X, gradient, 0.1, 0.04, 6))
    assert len(trace) == 7 and (trace[0] == X).all()
    assert (trace[1] == attacks.fgsm(X, gradient(X), 0.04)).all()
    for moved in trace:
        assert np.abs(moved - X).max() <= 0.1 + 1e-12 and moved.min() >= 0 and moved.max() <= 1
    losses = [net.evaluate(moved, Y, verbose=0)[0] for moved in trace]
    assert losses == sorted(losses)


@given(st.integers(1, 8), st.integers(1, 8), st.integers(0, 6))
def test_poisoned_measures_are_those_of_the_baskets(a, b, fakes):
    both = min(a, b) // 2
    baskets = [{"a", "b"}] * (both + fakes) + [{"a"}] * (a - both) + [{"b"}] * (b - both) + [set()] * 4
    *_, last = attacks.poison_steps(a, b, both, len(baskets) - fakes, fakes)
    has = np.array([["a" in s, "b" in s] for s in baskets])
    share = has.mean(axis=0)
    assert last == pytest.approx((fakes, both + fakes, has.all(axis=1).sum() / has[:, 0].sum(),
                                  has.all(axis=1).mean() / share.prod()))


# ---------------------------------------------------------------- explanations


def test_permutation_importance_is_scikit_learns_on_average():
    r = rng(3)
    X = r.normal(size=(300, 4))
    y = X @ [2, 1, 0, 0.5] + 0.1 * r.normal(size=300)
    model = LinearRegression().fit(X, y)
    ours = explanations.permutation_importance(lambda X: model.score(X, y), X, [[j] for j in range(4)], 60, r)
    theirs = sk_importance(model, X, y, n_repeats=60, random_state=0).importances_mean
    assert ours.shape == (4, 60) and ours.mean(axis=1) == pytest.approx(theirs, abs=0.03)


def test_columns_of_a_group_are_shuffled_together():
    X = rng(4).normal(size=(50, 3))
    X[:, 1] = X[:, 0]
    seen = []
    explanations.permutation_importance(lambda X: seen.append(X) or 0.0, X, [[0, 1]], 3, rng())
    for shuffled in seen[1:]:
        assert (shuffled[:, 0] == shuffled[:, 1]).all() and (shuffled[:, 2] == X[:, 2]).all()
        assert sorted(shuffled[:, 0]) == sorted(X[:, 0]) and not (shuffled == X).all()


def test_a_twin_hides_an_importance():
    r = rng(5)
    x = r.normal(size=(400, 1))
    X, y = np.hstack([np.repeat(x, 4, axis=1), r.normal(size=(400, 1))]), (x[:, 0] > 0).astype(int)
    model = RandomForestClassifier(100, max_features=1, random_state=0).fit(X, y)
    groups = [[0], [1], [2], [3], [0, 1, 2, 3]]
    falls = explanations.permutation_importance(lambda X: model.score(X, y), X, groups, 5, r).mean(axis=1)
    assert falls[4] > 0.4 and falls[:4].max() < 0.2


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_the_counterfactual_is_the_nearest(seed):
    r = rng(seed)
    x, w, b, free = r.normal(size=4), r.normal(size=4), r.normal(), [0, 2, 3]
    other = explanations.counterfactual(x, w, b)
    assert w @ other + b == pytest.approx(0, abs=1e-9)
    assert np.linalg.norm(other - x) == pytest.approx(abs(w @ x + b) / np.linalg.norm(w))
    part = explanations.counterfactual(x, w, b, free, logit=0.5)
    assert w @ part + b == pytest.approx(0.5) and part[1] == x[1]
    found = minimize(lambda v: ((v - x) ** 2).sum(), x, method="SLSQP",
                     constraints={"type": "eq", "fun": lambda v: w @ v + b}).x
    assert found == pytest.approx(other, abs=1e-4)


def test_shapley_by_hand():
    values = explanations.coalition_values(lambda X: X[:, 0] * X[:, 1] + X[:, 2], np.ones(3), np.zeros((1, 3)))
    assert values.tolist() == [0, 0, 0, 1, 1, 1, 1, 2]
    assert explanations.shapley_values(values) == pytest.approx([0.5, 0.5, 1])


@given(st.integers(1, 5), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_shapley_axioms(d, seed):
    v, u = rng(seed).normal(size=(2, 2**d))
    phi = explanations.shapley_values(v)
    assert phi == pytest.approx(explanations.shapley_by_orders(v))
    assert phi.sum() == pytest.approx(v[-1] - v[0])  # efficiency
    assert explanations.shapley_values(v + 2 * u) == pytest.approx(phi + 2 * explanations.shapley_values(u))
    s = np.arange(2**d)
    dummy = v[s & ~1]  # player 0 changes nothing
    assert explanations.shapley_values(dummy)[0] == pytest.approx(0)


def test_shapley_of_a_linear_model():
    r = rng(6)
    X, w = r.normal(size=(30, 4)), r.normal(size=4)
    values = explanations.coalition_values(lambda X: X @ w + 1, X[0], X)
    assert explanations.shapley_values(values) == pytest.approx(w * (X[0] - X.mean(axis=0)))


# ---------------------------------------------------------------- fairness


def test_published_rates_of_compas():
    found = {name: fairness.rates(*counts) for name, counts in compas().items()}
    assert f"{100 * found['black'].fpr:.2f} {100 * found['white'].fpr:.2f}" == "44.85 23.45"
    assert fairness.forced_fpr(0.5, 0.6, 0.4) == pytest.approx(0.4)


@given(*[st.integers(1, 40)] * 4)
def test_the_false_positive_rate_is_forced(tn, fp, fn, tp):
    r = fairness.rates(tn, fp, fn, tp)
    assert fairness.forced_fpr(r.base, r.ppv, r.fnr) == pytest.approx(r.fpr)


@pytest.mark.parametrize(("base", "cut"), [(0.5, 0.1), (0.39, 0.75), (0.1, -1.0)])
def test_rates_under_bells_are_those_of_many_people(base, cut):
    r = rng(1)
    y = r.random(400_000) < base
    called = r.normal(size=len(y)) + 0.75 * y > cut
    counts = [int(np.sum((y == a) & (called == b))) for a, b in ((0, 0), (0, 1), (1, 0), (1, 1))]
    assert fairness.bell_rates(base, cut, 0.75) == pytest.approx(fairness.rates(*counts), abs=0.006)


@given(st.floats(0.05, 0.9), st.floats(0.02, 0.98), st.floats(0.3, 3))
def test_the_cut_for_a_precision_has_it_and_a_higher_one_more(base, way, gap):
    ppv = base + (1 - base) * way * 0.7
    cut = fairness.cut_for(ppv, base, gap)
    assert fairness.bell_rates(base, cut, gap).ppv == pytest.approx(ppv, abs=1e-6)
    assert fairness.bell_rates(base, cut + 0.1, gap).ppv > ppv


@pytest.mark.parametrize(("call", "words"), [
    (lambda: fairness.bell_rates(1, 0, 1), "base is 1"), (lambda: fairness.cut_for(0.4, 0.5, 1), "ppv is 0.4"),
    (lambda: fairness.cut_for(1.0, 0.5, 1), "ppv is 1.0"), (lambda: fairness.cut_for(0.6, 0.5, 0), "gap is 0")])
def test_bells_that_cannot_be(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# ---------------------------------------------------------------- players and hints


def test_player_draws_the_trace():
    trace = list(privacy.randomised_response_steps([0, 1] * 20, 0.5, rng(), [5, 10, 40]))
    drawn = []
    player = play(trace, lambda ax, s: drawn.append(s), lambda s: "step", "t", "described")
    assert drawn == trace and len(player) == 3


def test_numbers_quoted_in_hints_and_answers_of_chapter_6_1():
    data = digits()
    found = []
    for s in range(3):
        A, B, a, b = train_test_split(data.X, data.y, train_size=200, test_size=200, stratify=data.y, random_state=s)
        forest = RandomForestClassifier(100, random_state=s).fit(A, a)
        leak = auc(*(privacy.true_class_probability(forest, *rows) for rows in ((A, a), (B, b))))
        found.append((forest.score(B, b), leak))
    accuracy, leak = np.mean(found, axis=0)
    assert 0.88 < accuracy < 0.94 and leak > 0.8
    biopsy = biopsies()
    A, B, a, _ = train_test_split(biopsy.X, biopsy.y, test_size=0.25, stratify=biopsy.y, random_state=0)
    nearest = KNeighborsClassifier(1).fit(A, a)
    assert nearest.score(A, a) == 1 and len(A) == 426
    fives = np.repeat(A, 5, axis=0)
    trees = [DecisionTreeClassifier(max_depth=3, random_state=0).fit(*rows)
             for rows in ((A, a), (fives, nearest.predict(fives)))]
    assert (trees[0].predict(B) == trees[1].predict(B)).all()


def test_one_layer_is_read_at_between_60_and_68_after_the_attack():
    from dldm.exercises.trends import privacy as specification

    W, b, X, y, gradient = specification._layer()
    moved = attacks.fgsm(X, gradient, 0.1)
    assert 0.60 <= np.mean((moved @ W + b).argmax(axis=1) == y) <= 0.68


def test_every_column_of_the_wines_has_a_twin():
    from dldm.datasets import wines

    wine = wines()
    X = np.hstack([wine.X, wine.X])
    A, B, a, b = train_test_split(X, wine.y, test_size=0.4, stratify=wine.y, random_state=0)
    forest = RandomForestClassifier(200, random_state=0).fit(A, a)
    falls = explanations.permutation_importance(lambda X: forest.score(X, b), B, [[j] for j in range(26)]
                                                + [list(range(26))], 5, rng()).mean(axis=1)
    assert forest.score(B, b) > 0.94 and falls[:26].max() < 0.06 and falls[26] > 0.4


# ---------------------------------------------------------------- data


def test_voters_affairs_and_churn():
    from dldm.datasets import affairs, churn

    people, women, customers = voters(), affairs(), churn()
    assert people.X.shape == (944, 4) and people.X[:, 1].max() == 7 and people.X[:, 2].max() == 24
    assert women.had_affair.sum() == 2053 and len(women.had_affair) == len(women.age) == 6366
    assert customers.X.shape == (5000, 17) and customers.y.sum() == 707 and np.isfinite(customers.X).all()
    assert len(customers.names) == 17 and set(customers.X[:, customers.names.index("international_plan")]) == {0, 1}
