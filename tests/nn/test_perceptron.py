"""Chapter 1: the perceptron by hand, against scikit-learn and its theorem; XOR; the six methods; the two records."""
import importlib
import math
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from dldm.datasets import biopsies, digits, digits_28, irises, learning_curves, perceptron_record, six_methods_record
from dldm.ground import add_intercept
from dldm.mining import methods
from dldm.nn import Look, margin, mistake_bound, perceptron, perceptron_steps, signs
from dldm.page import play
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Perceptron as TheirPerceptron
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score

POINTS = np.array([[2, 5], [3, 3], [5, 0], [1, 3], [5, 1], [1, 4]])
SIDES = np.array([1, -1, -1, 1, -1, 1])
CORNERS, XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([-1, 1, 1, -1])
FLOWERS = irises()
SETOSA = np.where(FLOWERS.y == 0, 1, -1)
clouds = st.tuples(st.integers(0, 10_000), st.integers(4, 12), st.integers(1, 4))


def separable(seed, n, d):
    """Rows of small whole numbers and the side of a random plane on which they lie; None if one side is empty."""
    rng = np.random.default_rng(seed)
    X, u = rng.integers(-4, 5, (n, d)), rng.normal(size=d + 1)
    score = add_intercept(X) @ u
    keep = np.abs(score) > 0.2
    X, s = X[keep], np.where(score > 0, 1, -1)[keep]
    return (X, s, u) if len(set(s)) == 2 else None


def test_the_six_points_by_hand():
    looks = list(perceptron_steps(POINTS, SIDES))
    wrong = [(k.epoch, k.row, k.score, k.w.tolist()) for k in looks if k.mistake]
    assert wrong == [(1, 0, 0, [1, 2, 5]), (1, 1, 22, [0, -1, 2]), (2, 1, 3, [-1, -4, -1]), (2, 3, -8, [0, -3, 2])]
    assert [(k.epoch, k.row) for k in looks] == [(e, r) for e in (1, 2, 3) for r in range(6)]
    assert looks[-1].mistakes == 4 and not any(k.mistake for k in looks[12:])


def test_setosa_with_four_measurements_and_with_two():
    fit = perceptron(FLOWERS.X, SETOSA)
    np.testing.assert_allclose(fit.w, [1, 1.3, 4.1, -5.2, -2.2])
    assert fit[1:] == (5, 4, True)
    fit = perceptron(FLOWERS.X[:, 2:], SETOSA)
    np.testing.assert_allclose(fit.w, [2, -0.5, -0.8])
    assert fit[1:] == (4, 3, True)


def test_versicolor_and_virginica_never_come_to_rest():
    late = FLOWERS.y > 0
    fit = perceptron(FLOWERS.X[late], np.where(FLOWERS.y[late] == 1, 1, -1), 1000)
    assert fit[1:] == (3195, 1000, False)


def test_xor_returns_to_zero_in_every_pass():
    looks = list(perceptron_steps(CORNERS, XOR, 5))
    assert [k.w.tolist() for k in looks if k.row == 3] == [[0, 0, 0]] * 5
    assert all(k.mistake for k in looks) and not perceptron(CORNERS, XOR, 5).converged


def test_the_line_turns_on_mistakes_only():
    w = np.zeros(5)
    for look in perceptron_steps(FLOWERS.X, SETOSA):
        assert isinstance(look, Look)
        assert look.mistake == (SETOSA[look.row] * (add_intercept(FLOWERS.X)[look.row] @ w) <= 0)
        step = SETOSA[look.row] * add_intercept(FLOWERS.X)[look.row] if look.mistake else 0
        np.testing.assert_array_equal(look.w, w + step)
        w = look.w


def test_states_that_were_yielded_do_not_change_later():
    kept = [(look, look.w.copy()) for look in perceptron_steps(POINTS, SIDES)]
    assert all((look.w == copy).all() for look, copy in kept)


@given(clouds, st.integers(1, 30))
@settings(max_examples=60, deadline=None)
def test_equals_scikit_learn(cloud, epochs):
    rng = np.random.default_rng(cloud[0])
    X, s = rng.integers(-4, 5, (cloud[1], cloud[2])), rng.choice([-1, 1], cloud[1])
    s[:2] = -1, 1
    theirs = TheirPerceptron(shuffle=False, tol=None, max_iter=epochs).fit(X, s)
    ours = perceptron(X, s, epochs)
    np.testing.assert_array_equal(ours.w, np.concatenate([theirs.intercept_, theirs.coef_[0]]))


@given(clouds)
@settings(max_examples=100, deadline=None)
def test_novikoffs_inequalities_hold_at_every_mistake(cloud):
    found = separable(*cloud)
    if found is None:
        return
    X, s, u = found
    gamma, longest = margin(u, X, s), np.linalg.norm(add_intercept(X), axis=1).max()
    looks = list(perceptron_steps(X, s, 100_000))
    for look in looks:
        assert u @ look.w / np.linalg.norm(u) >= look.mistakes * gamma - 1e-9
        assert look.w @ look.w <= look.mistakes * longest**2 + 1e-9  # the root and its square round
    assert looks[-1].mistakes <= mistake_bound(u, X, s)
    assert margin(looks[-1].w, X, s) > 0, "at rest, but not separated"


def test_margin_and_bound():
    assert margin([0, -3, 2], POINTS, SIDES) == pytest.approx(3 / math.sqrt(13))
    assert margin([0, 3, -2], POINTS, SIDES) < 0 and mistake_bound([0, 3, -2], POINTS, SIDES) == math.inf
    assert margin([0, -30, 20], POINTS, SIDES) == pytest.approx(margin([0, -3, 2], POINTS, SIDES))
    assert mistake_bound([0, -3, 2], POINTS, SIDES) == pytest.approx(30 * 13 / 9)


@pytest.mark.parametrize("X, s, epochs, message", [
    ([1, 2], [1, -1], 5, "X has shape"),
    ([[1], [math.nan]], [1, -1], 5, "NaN"),
    (np.empty((0, 2)), [], 5, "no rows"),
    ([[1], [2]], [1, 0], 5, "s holds 0: code"),
    ([[1], [2]], [1, 1], 5, "one class only"),
    ([[1], [2]], [1], 5, "s has shape"),
    ([[1], [2]], [1, -1], 0, "epochs is 0"),
    ([[1], [2]], [1, -1], 2.5, "epochs is 2.5"),
])
def test_bad_input_gets_one_clear_message(X, s, epochs, message):
    with pytest.raises(ValueError, match=message):
        list(perceptron_steps(X, s, epochs))


@pytest.mark.parametrize("w, message", [([0, 0, 0], "no direction"), ([math.nan, 0, 1], "NaN")])
def test_a_plane_needs_a_direction(w, message):
    with pytest.raises(ValueError, match=message):
        margin(w, POINTS, SIDES)


def test_input_is_not_modified():
    X, s = POINTS.astype(float), SIDES.astype(float)
    copies = X.copy(), s.copy()
    perceptron(X, s)
    mistake_bound([0, -3, 2], X, s)
    assert (copies[0] == X).all() and (s == copies[1]).all()
    assert signs(s, 6) is not None and add_intercept(X).shape == (6, 3)


def test_the_player_has_a_frame_for_every_look():
    looks = list(perceptron_steps(POINTS, SIDES))
    player = play(looks, lambda ax, look: ax.plot(look.w), lambda look: f"row {look.row}", "t", "d")
    assert len(player) == len(looks) == 18


# ---------------------------------------------------------------- the six methods


def test_networks_as_classifiers_repeat_and_keep_labels():
    X, y = FLOWERS.X - FLOWERS.X.mean(axis=0), np.array(FLOWERS.species)[FLOWERS.y]
    nets = [methods.Network(seed=1).fit(X, y) for _ in range(2)]
    assert (nets[0].predict(X) == nets[1].predict(X)).all() and set(nets[0].predict(X)) <= set(y)
    assert nets[0].score(X, y) > 0.95


def test_both_sets_of_methods_hold_the_same_six():
    assert list(methods.six_methods()) == [n for n in methods.pixel_methods() if n != "3-NN"]


def test_the_exercise_on_small_digits_has_two_clear_losers():
    """Once, on a third of the rows held out: naive Bayes and the tree are far behind the others."""
    data = digits()
    order = np.random.default_rng(0).permutation(1797)
    train, test = order[:1200], order[1200:]
    found = {name: method.fit(data.X[train], data.y[train]).score(data.X[test], data.y[test])
             for name, method in methods.six_methods().items()}
    assert sorted(found, key=found.get)[:2] in (["naive Bayes", "tree"], ["tree", "naive Bayes"])
    assert max(found["naive Bayes"], found["tree"]) < 0.89 and sorted(found.values())[2] > 0.94


# ---------------------------------------------------------------- the records


def test_learning_curves_are_complete_and_rise():
    for name, load, most, draws in (("28 x 28", digits_28, 4000, 5), ("8 x 8", digits, 1200, 20)):
        curves = learning_curves(name)
        assert curves.sizes[-1] == most and most + curves.held_out == len(load().y)
        assert list(curves.scores) == list(methods.pixel_methods())
        for rows in curves.scores.values():
            assert rows.shape == (draws, 6) and 0 < rows.min() < rows.max() < 1
            assert (np.diff(rows.mean(axis=0)) > 0).all()


def test_the_twenty_shuffles_of_few_rows_begin_with_the_five_of_the_long_curves():
    few, long = learning_curves("28 x 28, few rows"), learning_curves()
    assert few.sizes == [100, 400] and set(few.scores) == set(long.scores)
    for name, rows in few.scores.items():
        assert rows.shape == (20, 2)
        assert (rows[:5] == long.scores[name][:, [long.sizes.index(n) for n in few.sizes]]).all()


def test_the_six_methods_can_be_recorded_again():
    """The three that are quick to fit, on the cuts of one deal."""
    cases, record = biopsies(), six_methods_record()
    assert list(record.scores) == list(record.right) == list(methods.six_methods())
    for name, rows in record.scores.items():
        assert rows.shape == (20, 25) and record.right[name].shape == (569,)
        assert rows.mean() == pytest.approx(record.right[name].mean() / 100, abs=5e-4), name
    cuts = RepeatedStratifiedKFold(n_splits=5, n_repeats=5, random_state=3)
    for name in ("naive Bayes", "tree", "SVM"):
        again = cross_val_score(methods.six_methods()[name], cases.X, cases.y, cv=cuts)
        assert np.abs(again - record.scores[name][3]).mean() < 0.002, name


def test_the_rows_of_the_large_digits_are_sorted_as_the_exercise_says():
    assert (digits_28().y == np.repeat(np.arange(10), 500)).all()


def test_learning_curves_can_be_recorded_again():
    curves, data = learning_curves("8 x 8"), digits()
    order = np.random.default_rng(4).permutation(1797)
    train, test = order[:-597], order[-597:]
    with warnings.catch_warnings(action="ignore"):
        for name, method in methods.pixel_methods(4).items():
            score = method.fit(data.X[train[:200]], data.y[train[:200]]).score(data.X[test], data.y[test])
            assert score == pytest.approx(curves.scores[name][4][2], abs=0.01), name


def test_the_recorded_perceptron_separates_all_biopsies():
    data, record = biopsies(), perceptron_record()
    Z = (data.X - data.X.mean(axis=0)) / data.X.std(axis=0)
    assert 0 < margin(record.w, Z, 2 * data.y - 1) < 1e-3 and record.mistakes > 10**6


@pytest.fixture
def recorder(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2]))
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"):
        monkeypatch.setenv(name, "1")
    yield importlib.import_module("benchmarks.record.perceptron")
    for name in [name for name in sys.modules if name.startswith("benchmarks")]:
        sys.modules.pop(name)


def test_the_recorder_jumps_but_makes_the_same_mistakes(recorder):
    mm = (10 * FLOWERS.X).round()  # whole numbers: a row on the line is on it by any way of adding
    for X, s in ((POINTS, SIDES), (mm, SETOSA), (mm[::-1, 2:], SETOSA[::-1])):
        last = [look for look in perceptron_steps(X, s, 10_000) if look.mistake][-1]
        w, mistakes, epoch = recorder.to_the_end(X, s)
        assert (mistakes, epoch) == (last.mistakes, last.epoch)
        np.testing.assert_allclose(w, last.w, atol=1e-12)
