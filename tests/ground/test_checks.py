"""The doors: numbers of every type, labels, models that were not fitted; each fault has one clear error."""
from decimal import Decimal
from fractions import Fraction
from functools import partial

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from dldm import bridges
from dldm.challenges import noisy_descent
from dldm.ground import (
    NotFitted,
    binary,
    classes,
    fitted,
    known,
    labels,
    last,
    log_sum_exp,
    matrix,
    not_negative,
    positive,
    probabilities,
    series,
    squared_distances,
    standardise,
    varying,
    vector,
    whole,
)
from dldm.mining import classification as cl
from dldm.mining import confusion, threshold_steps
from dldm.mining.clustering import assign, em_steps, euclidean, kmeans_steps, m_step, soft_kmeans, update
from dldm.mining.regression import SVR, PolynomialRegression, Scaled, correct_digits, least_squares, ridge
from dldm.nn import categorical_crossentropy, check_labels, mean_squared_error, neuron_steps, softmax
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.filterwarnings("error")

# ---------------------------------------------------------------- numbers


PIXELS = np.random.default_rng(0).integers(0, 120, (12, 3))
OTHERS = np.random.default_rng(1).integers(0, 120, (4, 3))
LINE = np.array([0, 1] * 6)
TAKES = {  # every public function that computes with what it is given: f(X, K)
    "squared_distances": squared_distances, "euclidean": euclidean, "linear_kernel": cl.linear_kernel,
    "rbf_kernel": lambda X, K: cl.rbf_kernel(X, K, 1e-4), "assign": assign, "standardise": lambda X, K: standardise(X),
    "log_sum_exp": lambda X, K: log_sum_exp(X), "softmax": lambda X, K: softmax(X),
    "kmeans": lambda X, K: last(kmeans_steps(X, K)), "update": lambda X, K: update(X, LINE, np.zeros(12), 2),
    "mixture": lambda X, K: last(em_steps(X, K, n=3)), "m_step": lambda X, K: m_step(X, np.eye(2)[LINE]),
    "soft": lambda X, K: soft_kmeans(X, K, 900.0, 3), "mean_squared_error": lambda X, K: mean_squared_error(X, X[::-1]),
    "crossentropy": lambda X, K: categorical_crossentropy(X, X), "ridge": lambda X, K: ridge(X, LINE, 1.0),
    "least_squares": lambda X, K: least_squares(X, LINE), "attention": lambda X, K: bridges.attention(X, K, K, 900.0),
    "kernel_regression": lambda X, K: bridges.kernel_regression(X, K, K, 30.0),
    "neuron": lambda X, K: last(neuron_steps(X, LINE, n=2)), "digits": lambda X, K: correct_digits(X + 1, X + 1),
    "convolve": lambda X, K: bridges.convolve(X[None], np.concatenate([K[:, :1]] * 4, axis=1)),
    "tree": lambda X, K: cl.DecisionTree().fit(X, LINE).tree_.threshold,
    "SVR": lambda X, K: SVR(kernel=cl.rbf_kernel).fit(X, LINE).predict(K),
}


@pytest.mark.parametrize("name", TAKES)
def test_the_type_of_the_numbers_does_not_count(name):
    wanted = np.concatenate([np.ravel(part) for part in _parts(TAKES[name](PIXELS * 1.0, OTHERS * 1.0))])
    kinds = [lambda A, t=t: A.astype(t) for t in (np.uint8, np.int8, np.int16, np.uint16, np.int64, np.float32)]
    for kind in [*kinds, lambda A: np.asfortranarray(A * 1.0), _read_only, lambda A: A.astype(object)]:
        if name in ("digits", "update", "convolve", "mean_squared_error", "crossentropy") and kind(OTHERS).dtype == "O":
            continue  # these take arrays of numbers as they are
        found = np.concatenate([np.ravel(part) for part in _parts(TAKES[name](kind(PIXELS), kind(OTHERS)))])
        assert np.allclose(found, wanted, rtol=1e-9, atol=1e-9)


def _parts(found):
    return [p for p in found if not isinstance(p, str)] if isinstance(found, tuple) else [found]


def _read_only(A):
    A = A * 1.0
    A.flags.writeable = False
    return A


def test_truth_values_are_0_and_1_and_generators_are_read():
    flags = np.array([[True, False], [False, True]])
    assert squared_distances(flags, flags).tolist() == [[0, 2], [2, 0]]
    rows = ([i, 0] for i in range(2))
    assert squared_distances(rows, rows).tolist() == [[0, 1], [1, 0]]
    assert matrix((i, i + 1) for i in range(3)).tolist() == [[0, 1], [1, 2], [2, 3]]
    assert cl.GaussianNB().fit(([i, 2] for i in range(4)), (i // 2 for i in range(4))).predict([[3, 2]]).tolist() == [1]
    assert matrix([[Decimal("1.5"), Fraction(1, 4)]]).tolist() == [[1.5, 0.25]]
    assert matrix(pd.DataFrame({"a": [True, False], "b": [1.5, 2]})).tolist() == [[1, 1.5], [0, 2]]


@pytest.mark.parametrize("X, words", [
    ([["1", "2"]], "X holds 1, str_, in row 0, column 0: give numbers"),
    (pd.DataFrame({"age": [1, 2], "town": ["x", "y"]}), "X holds x, str, in column 'town'"),
    (pd.DataFrame({"born": pd.to_datetime(["2020", "2021"])}), "in column 'born'"),
    (np.array([["2020-01-01"]], dtype="M8[D]"), "X holds 2020-01-01"), ([[1 + 2j]], r"X holds \(1\+2j\)"),
    (scipy.sparse.eye(3).tocsr(), r"X is a sparse matrix: give X.toarray\(\)"),
    (np.ma.masked_array([[1.0, 2]], [[0, 1]]), "X is a masked array: fill or drop"),
    ([[1, 2], [3]], "X is ragged"), ([[None, 1]], "NaN or infinity, first in row 0, column 0"),
    ("abc", "X holds abc"), (3, r"X has shape \(\)"), ({1: 2}, "X holds {1: 2}, dict")])
def test_what_is_no_table_of_numbers_is_refused(X, words):
    for door in (matrix, kmeans_door, lambda X: cl.GaussianNB().fit(X, [0, 1])):
        with pytest.raises(ValueError, match=words):
            door(X)


def kmeans_door(X):
    return next(kmeans_steps(X, [[0.0, 0.0]]))


def test_vectors_and_series_refuse_text_too():
    for door in (vector, series, binary):
        with pytest.raises(ValueError, match="holds 1, str_, in place 1"):
            door(np.array([0, np.str_("1")], dtype=object))


# ---------------------------------------------------------------- limits


@pytest.mark.parametrize("check, right, wrong", [
    (partial(positive, "h"), [1e-300, 1, 1e300], [0, -1, np.inf, np.nan]),
    (partial(not_negative, "h"), [0, 1e300], [-1e-300, np.inf, np.nan]),
    (lambda n: whole("n", n, 2, 4), [2, 4, np.int8(3)], [1, 5, 3.0, "3", None]),
    (lambda n: whole("n", n, 0), [0, 10**30], [-1, True, False, np.True_]),
    (series, [[1.0], (2, 3)], [[], [[1]], [np.nan], 3]), (lambda x: series(x, 3), [[1, 1, 1]], [[1, 2]]),
    (varying, [[1, 2]], [[1], [], [2, 2, 2]]), (binary, [[0], [1, 1], [True, False]], [[], [0.5], [2], [[0, 1]]]),
    (lambda y: vector(y, 2), [[1, 2]], [[1], [1, 2, 3], [[1, 2]], [1, np.inf]]),
    (lambda P: probabilities(P, "A"), [[1.0], [[0.5, 0.5], [0, 1]], [1 / 3] * 3],
     [[], [0.5, 0.6], [-0.5, 1.5], [[0.5, 0.5], [0.5, 0.4]], [np.nan, 1], [1 - 1e-7]]),
    (lambda P: probabilities(P, "pi", (2,)), [[0.5, 0.5]], [[1.0], [[0.5, 0.5]], [0.2, 0.3, 0.5]]),
    (lambda X: matrix(X, columns=2), [[[1, 2]]], [[[1]], [[1, 2, 3]], np.empty((0, 2)), [1, 2]]),
    (lambda X: matrix(X, least=0), [np.empty((0, 2)), [[1]]], [np.empty((2, 0)), np.empty(0)])])
def test_the_limit_is_taken_and_what_lies_beyond_refused(check, right, wrong):
    for value in right:
        check(value)
    for value in wrong:
        with pytest.raises(ValueError):
            check(value)


def test_words_of_the_limits():
    for act, words in (
            (lambda: whole("n", 1, 2, 4), "n is 1: it must be a whole number from 2 to 4"),
            (lambda: whole("n", 1, 2), "n is 1: it must be a whole number of at least 2"),
            (lambda: probabilities([[0.5, 0.5], [0.5, 0.4]], "A"), r"row 1 of A is \[0.5 0.4\] with sum 0.9"),
            (lambda: probabilities([1.0], "pi", (2,)), r"pi has shape \(1,\), expected \(2,\)"),
            (lambda: matrix(np.empty((0, 2))), "X has no rows"), (lambda: matrix(np.empty((2, 0))), "X has no columns"),
            (lambda: vector([0, np.nan]), "first in place 1"), (lambda: known("tea", 3, [1, 2]), "choose one of 1, 2"),
            (lambda: classes([1, 1], 2), "y holds only the class '1'"), (lambda: classes([], 0), "y holds no labels"),
            (lambda: series([1.0], 2), "x has 1 values and this needs at least 2"),
            (lambda: varying([2.5, 2.5]), "x is constant at 2.5")):
        with pytest.raises(ValueError, match=words):
            act()


# ---------------------------------------------------------------- labels


@pytest.mark.parametrize("y, words", [
    ([1, "1"], "y holds numbers and texts, 1 and '1': give every label one type"),
    (["a", None], "y holds None in row 1, which is no label"), (["a", float("nan")], "y holds nan in row 1"),
    ([1, None], "y holds None in row 1"), ([1.0, np.nan], "y holds NaN"),
    (np.array(["a", None], dtype=object), "None in row 1"), (pd.Series(["a", None], dtype="string"), "<NA> in row 1"),
    (pd.Series([1, "1"], index=[7, 8]), "numbers and texts"), ([(1, 2), (3, 4)], r"y has shape \(2, 2\)"),
    ([1, 2, 3], r"y has shape \(3,\), expected \(2,\)")])
@pytest.mark.parametrize("model", [cl.GaussianNB, cl.SVC, cl.DecisionTree, cl.CategoricalNB])
def test_labels_of_two_types_or_missing_ones_are_refused(model, y, words):
    with pytest.raises(ValueError, match=words):
        model().fit([[0.0, 1], [1, 0]], y)


@pytest.mark.parametrize("y", [[1, 2], [True, False], ["a", "b"], [np.str_("a"), "b"],
                               pd.Series(["a", "b"], index=[5, 6]),
                               pd.Series(["a", "b"]).astype("category"), np.array([2, 1], dtype=np.int8)])
def test_labels_of_one_type_are_taken(y):
    assert labels(y).tolist() == list(y) and classes(y, 2)[0].tolist() == sorted(set(y))


def test_a_table_of_categories_may_have_columns_of_two_types_but_no_column_of_two():
    rows = [["sunny", 3], ["rain", 4]]
    assert cl.CategoricalNB().fit(rows, [0, 1]).predict([["sunny", 3.0], ["rain", 4]]).tolist() == [0, 1]
    for bad, words in ((None, "column 1 of X holds None in row 1"), ("4", "column 1 of X holds numbers and texts")):
        with pytest.raises(ValueError, match=words):
            cl.CategoricalNB().fit([["sunny", 3], ["rain", bad]], [0, 1])


@pytest.mark.parametrize("act", [
    binary, lambda y: list(neuron_steps(np.eye(2), y)), lambda y: list(threshold_steps([0.1, 0.2], y, [0.5])),
    lambda y: noisy_descent(np.eye(2), y, 1, 1, 1, 1, np.random.default_rng(0)),
    lambda y: check_labels("y", np.array(y)[:, None])])
@pytest.mark.parametrize("y, words", [([0, 2], "y holds 2: only the labels 0 and 1"),
                                      ([-1, 1], "y holds -1: only")])
def test_other_labels_than_0_and_1_are_refused(act, y, words):
    with pytest.raises(ValueError, match=words.replace("y holds", "y(?: of y)? holds")):
        act(y)


def test_confusion_of_one_class_and_of_nothing():
    names, counts = confusion(["a", "a"], ["a", "a"])
    assert names.tolist() == ["a"] and counts.tolist() == [[2]]
    for y, guess, words in (([], [], "y holds no labels"), ([1], ["1"], "give both one type"),
                            (["a", None], ["a", "b"], "None in row 1"), ([1, 2], [1], "one of each a row")):
        with pytest.raises(ValueError, match=words):
            confusion(y, guess)


# ---------------------------------------------------------------- before fit


MODELS = [cl.BernoulliNB(), cl.GaussianNB(), cl.CategoricalNB(), cl.MultinomialNB(), cl.DecisionTree(), cl.SVC(), SVR(),
          Scaled(SVR()), PolynomialRegression(1)]
ASKS = [(model, name) for model in MODELS for name in ("predict", "predict_proba", "decision_function", "joint")
        if hasattr(model, name)]


@pytest.mark.parametrize("model, name", ASKS, ids=lambda part: part if isinstance(part, str) else type(part).__name__)
def test_a_model_that_was_not_fitted_says_so(model, name):
    with pytest.raises(ValueError, match=f"this {type(model).__name__} has learnt nothing yet: call fit"):
        getattr(model, name)([[1.0]])
    with pytest.raises(AttributeError):  # as hasattr and scikit-learn expect
        fitted(model, "nothing_")
    assert issubclass(NotFitted, ValueError)


# ---------------------------------------------------------------- far from zero, in other units


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), unit=st.sampled_from([2.0**-20, 1, 2.0**20]), far=st.sampled_from([0, 1e7, 2.0**31]))
def test_neither_the_unit_nor_the_place_of_zero_counts(seed, unit, far):
    rng = np.random.default_rng(seed)
    X = np.round(rng.normal(size=(30, 2)) * 2**10) / 2**10  # so that moving and scaling are exact
    K, moved = X[:5] + 0.25, lambda A: (A + far) * unit
    assert squared_distances(moved(X), moved(K)) == pytest.approx(unit**2 * squared_distances(X, K), rel=1e-6)
    assert (assign(moved(X), moved(K))[0] == assign(X, K)[0]).all()
    kernel = cl.rbf_kernel(moved(X), moved(K), 1 / unit**2)
    assert kernel == pytest.approx(cl.rbf_kernel(X, K), rel=1e-6, abs=1e-12)
    smooth = bridges.kernel_regression(moved(X), moved(K), K, unit)[0]
    assert smooth == pytest.approx(bridges.kernel_regression(X, K, K, 1.0)[0], rel=1e-6, abs=1e-9)
    ours, theirs = last(em_steps(X, K[:2], n=20)), last(em_steps(moved(X), moved(K[:2]), n=20))
    assert pytest.approx(ours.R, abs=1e-4) == theirs.R


def test_squares_that_overflow_are_an_error_and_no_nan():
    X = np.array([[1e200], [-1e200]])
    for act in (lambda: squared_distances(X, X), lambda: cl.rbf_kernel(X, X), lambda: assign(X, X),
                lambda: list(kmeans_steps(X, X)), lambda: bridges.kernel_regression(X, X, X, 1.0)):
        with pytest.raises(ValueError, match="overflow: scale the columns"):
            act()


def test_the_last_state():
    assert last(iter([1, 2, 3])) == 3
