"""Folds, the one-standard-error rule, thresholds and costs."""
from types import SimpleNamespace

import numpy as np
import pytest
from dldm.mining import cheapest_class, cheapest_threshold, fold_errors, kfold, one_standard_error, threshold_steps
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import KFold, cross_val_score

pytestmark = pytest.mark.filterwarnings("error")


@given(n=st.integers(2, 60), data=st.data())
def test_folds_hold_every_row_once_and_are_equally_large(n, data):
    k = data.draw(st.integers(2, n))
    folds = kfold(n, k, np.random.default_rng(n))
    assert sorted(np.concatenate(folds)) == list(range(n)) and len(folds) == k
    assert max(map(len, folds)) - min(map(len, folds)) <= 1


def test_folds_in_order_and_shuffled():
    assert [fold.tolist() for fold in kfold(5, 2)] == [[0, 1, 2], [3, 4]]
    first, again, other = (np.concatenate(kfold(20, 4, np.random.default_rng(s))).tolist() for s in (1, 1, 2))
    assert first == again != other


@pytest.mark.parametrize("n, k", [(5, 1), (5, 6), (1, 2), (5, 2.5)])
def test_bad_folds_are_refused(n, k):
    with pytest.raises(ValueError, match="must be a whole number"):
        kfold(n, k)


def test_fold_errors_equal_scikit_learn():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(31, 3)), rng.normal(size=31)
    expected = -cross_val_score(LinearRegression(), X, y, cv=KFold(5), scoring="neg_mean_squared_error")
    assert fold_errors(LinearRegression(), X, y, kfold(31, 5)) == pytest.approx(expected)


def test_one_standard_error_by_hand():
    """Best mean 2 with deviation 1 on 4 folds: the limit is 2.5, and the second model is the first below it."""
    best = 2 + np.array([-1, 1, -1, 1]) * np.sqrt(3) / 2
    assert best.std(ddof=1) == pytest.approx(1)
    assert one_standard_error([[9] * 4, [2.45] * 4, best, [2.2] * 4]) == 1
    assert one_standard_error([[9] * 4, [2.6] * 4, best, [2.2] * 4]) == 2
    assert one_standard_error([[3, 3], [1, 1], [1, 1]]) == 1  # no spread: the best itself is within it


@pytest.mark.parametrize("errors, words", [([1, 2], "shape"), ([[1], [2]], "at least two"), ([[1, np.nan]], "NaN"),
                                           (np.zeros((0, 3)), "shape")])
def test_bad_errors_are_refused(errors, words):
    with pytest.raises(ValueError, match=words):
        one_standard_error(errors)


@given(st.integers(0, 10**6))
def test_counts_equal_scikit_learn_and_the_cheapest_is_cheapest(seed):
    rng = np.random.default_rng(seed)
    p, y = rng.uniform(size=30), rng.integers(0, 2, 30)
    states = list(threshold_steps(p, y, (0.1, 0.5, 0.9), 10, 1))
    for state in states:
        assert state[1:5] == tuple(confusion_matrix(y, p > state.threshold, labels=[0, 1]).ravel())
        assert state.cost == 10 * state.false_negatives + state.false_positives
    assert cheapest_threshold(p, y, (0.1, 0.5, 0.9), 10, 1).cost == min(state.cost for state in states)


def test_a_higher_threshold_never_has_more_false_positives_nor_fewer_false_negatives():
    rng = np.random.default_rng(2)
    states = list(threshold_steps(rng.uniform(size=50), rng.integers(0, 2, 50), np.linspace(0, 1, 21)))
    for a, b in zip(states, states[1:]):
        assert b.false_positives <= a.false_positives and b.false_negatives >= a.false_negatives


@pytest.mark.parametrize("p, y, options, words", [
    ([0.1, 0.2], [0, 2], {}, "labels 0 and 1"), ([], [], {}, "y holds no labels"), ([0.1], [0, 1], {}, "y has shape"),
    ([np.nan], [1], {}, "p holds NaN"), ([0.1], [1], {"false_negative": -1}, "false_negative is -1"),
    ([0.1], [1], {"false_positive": np.inf}, "false_positive is inf")])
def test_bad_decisions_are_refused(p, y, options, words):
    with pytest.raises(ValueError, match=words):
        list(threshold_steps(p, y, [0.5], **options))


def test_folds_refuse_lengths_that_differ_and_take_lists():
    mean = SimpleNamespace(fit=lambda X, y: None, predict=lambda X: np.zeros(len(X)))
    with pytest.raises(ValueError, match="X has 4 rows and y has 3"):
        fold_errors(mean, [1, 2, 3, 4], [1, 2, 3], kfold(4, 2))
    assert fold_errors(mean, [1, 2], [3, 4], kfold(2, 2)).tolist() == [9, 16]


TIE = 0.1 + 0.2  # above .3 by rounding


def test_a_mask_is_no_fold_and_nothing_is_no_threshold():
    X, y = np.arange(6.0)[:, None], np.arange(6.0)
    with pytest.raises(ValueError, match="mask of True and False"):
        fold_errors(LinearRegression(), X, y, [np.arange(6) < 3])
    for thresholds, words in (([], "thresholds is empty"), ([0.5, np.nan], "thresholds holds NaN")):
        with pytest.raises(ValueError, match=words):
            cheapest_threshold([0.1, 0.9], [0, 1], thresholds)


def test_of_costs_and_thresholds_equal_but_for_rounding_the_first_is_chosen():
    assert cheapest_class([[0.5, 0.5]], [[TIE, 0.3], [TIE, 0.3]]).tolist() == [0]
    assert cheapest_class([[0.5, 0.5]], [[0.3 + 1e-6, 0.3], [0.3, 0.3]]).tolist() == [1]
    p, y = np.array([0.2] * 3 + [0.4]), np.array([0, 0, 0, 1])  # three false alarms at .1, or one miss at .3
    assert 3 * 0.1 > 0.3 and cheapest_threshold(p, y, (0.1, 0.5), 0.3, 0.1).threshold == 0.1
    assert cheapest_threshold(p, y, (0.1, 0.5), 0.3 - 1e-6, 0.1).threshold == 0.5
