"""The solver of the support vector classifier: by hand, the conditions of the optimum, libsvm, and what must end."""
import numpy as np
import pytest
from dldm.datasets import biopsies
from dldm.mining import classification as cl
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.svm import SVC as TheirClassifier

GOOD = np.array([[0.0, 1], [1, 2], [2, 0]])


def scaled_biopsies():
    cells = biopsies()
    return (cells.X - cells.X.mean(axis=0)) / cells.X.std(axis=0), cells.y


def test_the_first_step_by_hand():
    """Points 0 and 2 on a line: the pair moves by violation / curvature = 2 / 4, and both margins become 1."""
    K = np.array([[0.0, 0], [0, 4]])
    states = [(state.beta, state.violation, state.b) for state in cl.svc_steps(K, np.array([-1.0, 1]))]
    assert states[0][1] == 2 and len(states) == 2
    assert states[1][0].tolist() == [-0.5, 0.5] and states[1][1:] == (0, -1)
    *_, stopped = cl.svc_steps(K, np.array([-1.0, 1]), C=0.1)  # no row between its bounds: b is the middle of -1 and .6
    assert stopped.beta.tolist() == [-0.1, 0.1] and stopped.b == pytest.approx(-0.2)


@given(st.integers(0, 10_000), st.sampled_from([0.1, 2, 100]))
@settings(max_examples=40, deadline=None)
def test_the_constraints_hold_and_it_ends_where_no_pair_violates(seed, C):
    """At every step the sum and the bounds, at the end the conditions of the optimum; and the dual only rises."""
    rng = np.random.default_rng(seed)
    X, s, dual = rng.normal(size=(25, 2)), rng.permutation(np.where(np.arange(25) < 11, -1.0, 1.0)), []
    K = cl.rbf_kernel(X, X, 0.5)
    for state in cl.svc_steps(K, s, C, tol=1e-4):
        assert abs(state.beta.sum()) < 1e-9 * C and (state.beta * s >= 0).all() and (state.beta * s <= C).all()
        dual.append(np.abs(state.beta).sum() - 0.5 * state.beta @ K @ state.beta)
        arrived = np.abs(state.beta * s - C) < 1e-12 * C
        assert (state.beta * s == C)[arrived].all() and (state.beta[np.abs(state.beta) < 1e-12 * C] == 0).all()
    assert (np.diff(dual) >= -1e-9).all() and state.violation <= 1e-4
    margins = s * (K @ state.beta + state.b)
    assert (margins[state.beta == 0] > 1 - 2e-4).all() and (margins[state.beta * s == C] < 1 + 2e-4).all()


@pytest.mark.parametrize("C, kernel, name, gamma", [
    (0.5, cl.linear_kernel, "linear", 1), (0.5, lambda A, B: cl.rbf_kernel(A, B, 0.05), "rbf", 0.05)])
def test_equals_libsvm(C, kernel, name, gamma):
    X, y = scaled_biopsies()
    ours, theirs = cl.SVC(C, kernel, 1e-7).fit(X, y), TheirClassifier(C=C, kernel=name, gamma=gamma, tol=1e-7).fit(X, y)
    assert np.allclose(ours.decision_function(X), theirs.decision_function(X), atol=1e-5)
    assert (ours.predict(X) == theirs.predict(X)).all() and ours.support_.tolist() == sorted(theirs.support_)


def test_the_pair_that_moves_is_the_first_of_equals():
    values = np.array([1.0, 1.0 + 4e-16, -1.0])
    assert values.argmax() == 1 and cl.first_of(values, 1e-3) == 0
    assert cl.first_of(np.array([1.0, 1 + 1e-8]), 1e-3) == 1
    assert next(cl.svc_steps(np.eye(4), np.array([1.0, 1, -1, -1]))).pair == (0, 2)


@pytest.mark.filterwarnings("error")
def test_equal_rows_of_two_classes_make_no_endless_step():
    """K has no curvature between them: the step would be infinite, and the bound C stops it."""
    states = list(cl.svc_steps(np.ones((2, 2)), np.array([-1.0, 1]), C=1e6))
    assert len(states) == 2 and states[-1].beta.tolist() == [-1e6, 1e6]


def test_a_tolerance_beyond_the_digits_ends():
    model = cl.SVC(tol=1e-16).fit([[0, 0], [0, 1], [2, 0], [2, 1.0]], [0, 0, 1, 1])
    assert model.beta_ @ model.support_vectors_ == pytest.approx([1, 0])


def test_no_machine_stands_without_support():
    """A violation of 2 is allowed, so no row moves, and the kernel of no vectors is asked."""
    for kernel in (cl.linear_kernel, cl.rbf_kernel):
        assert len(cl.SVC(tol=2.5, kernel=kernel).fit(GOOD, [0, 1, 1]).predict(GOOD)) == 3


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("act, words", [
    (lambda: cl.SVC().fit(GOOD * 1e200, [0, 1, 1]), "the kernel gives NaN or infinity: scale"),
    (lambda: cl.SVC(kernel=lambda A, B: A @ B.T * np.nan).fit(GOOD, [0, 1, 1]), "the kernel gives NaN"),
    (lambda: cl.SVC(kernel=lambda A, B: np.ones(len(A))).fit(GOOD, [0, 1, 1]), r"of 3 rows has shape \(3,\)"),
    (lambda: list(cl.svc_steps(np.ones((2, 3)), np.array([-1.0, 1]))), r"the kernel of 2 rows has shape \(2, 3\)"),
    (lambda: list(cl.svc_steps(np.eye(3), np.array([-1.0, 1, 1]), n=1)),
     "after 1 steps .* scale the columns, lower C, or raise tol")])
def test_what_cannot_end_well_is_one_clear_error(act, words):
    with pytest.raises(ValueError, match=words):
        act()
