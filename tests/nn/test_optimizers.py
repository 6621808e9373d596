"""Optimisers: steps worked by hand, known rates on quadratics, and the trace that the players draw."""
import numpy as np
import pytest
from dldm.nn import SGD, Adam, descend_steps, numerical_gradient
from hypothesis import given
from hypothesis import strategies as st

pytestmark = pytest.mark.filterwarnings("error")


def after(optimizer, *gradients, start=1.0):
    """The one parameter after steps with the given gradients."""
    theta = np.array([start])
    for gradient in gradients:
        optimizer.step(theta, np.array([gradient]))
    return theta[0]


def bowl(kappa):
    """Gradient of (kappa x^2 + y^2) / 2."""
    return lambda theta: np.array([kappa, 1.0]) * theta


def test_sgd_step_by_hand():
    assert after(SGD(learning_rate=0.1), 2.0) == pytest.approx(0.8)


def test_momentum_by_hand():
    """Velocities -0.2 and 0.9 × -0.2 - 0.1 × 1 = -0.28: from 1 to 0.8 to 0.52."""
    assert after(SGD(learning_rate=0.1, momentum=0.9), 2.0, 1.0) == pytest.approx(0.52)


def test_adam_steps_by_hand():
    """Gradients 2, then 0: corrected m is 2, then 0.18 / 0.19; corrected v is 4, then 0.003996 / 0.001999."""
    first = 1 - 0.1 * 2 / 2
    second = first - 0.1 * (0.18 / 0.19) / np.sqrt(0.003996 / 0.001999)
    assert after(Adam(learning_rate=0.1, epsilon=0.0), 2.0) == pytest.approx(first, rel=1e-12)
    assert after(Adam(learning_rate=0.1, epsilon=0.0), 2.0, 0.0) == pytest.approx(second, rel=1e-12)


def test_adams_two_places_for_epsilon():
    """Beside the uncorrected root epsilon weighs 1 / sqrt(0.001), about 31.6, times as much in the first step."""
    assert after(Adam(0.1, epsilon=0.5), 2.0) == pytest.approx(1 - 0.1 * 2 / (2 + 0.5 / np.sqrt(0.001)), rel=1e-12)
    assert after(Adam(0.1, epsilon=0.5, paper=True), 2.0) == pytest.approx(1 - 0.1 * 2 / 2.5, rel=1e-12)


@pytest.mark.parametrize("paper", [False, True])
@pytest.mark.parametrize("gradient", [1e-4, -1e-2, 1.0, -1e2, 1e4])
def test_adams_first_step_is_the_learning_rate_whatever_the_gradient(gradient, paper):
    step = after(Adam(learning_rate=0.01, epsilon=1e-12, paper=paper), gradient, start=0.0)
    assert step == pytest.approx(-0.01 * np.sign(gradient), rel=1e-6)


@pytest.mark.parametrize("optimizer", [SGD(0.1), SGD(0.1, momentum=0.9), Adam(0.1), Adam(0.1, paper=True)])
def test_step_changes_theta_in_place_and_leaves_the_gradient(optimizer):
    theta, gradient = np.ones(3), np.array([1.0, -2.0, 0.5])
    part = theta[1:]
    optimizer.step(theta, gradient)
    assert gradient.tolist() == [1.0, -2.0, 0.5]
    assert part[0] > 1 and part[1] < 1 and part[0] == theta[1]


@pytest.mark.parametrize("kappa, steps", [(10, 71), (100, 709)])
def test_gradient_descent_takes_as_many_steps_as_the_condition_number_says(kappa, steps):
    """With the best rate 2 / (L + m) each step multiplies the distance by (kappa - 1) / (kappa + 1)."""
    path = list(descend_steps(bowl(kappa), [1.0, 1.0], SGD(2 / (kappa + 1)), steps))
    distance = np.linalg.norm(path, axis=1)
    np.testing.assert_allclose(distance[1:] / distance[:-1], (kappa - 1) / (kappa + 1), rtol=1e-6)
    assert distance[-1] < 1e-6 <= distance[-2]


@pytest.mark.parametrize("rate, converges", [(0.0199, True), (0.0201, False)])
def test_gradient_descent_diverges_beyond_2_over_L(rate, converges):
    *_, last = descend_steps(bowl(100), [1.0, 1.0], SGD(rate), 5000)
    assert (np.linalg.norm(last) < 1e-6) == converges


def test_momentum_beats_plain_descent_on_a_narrow_bowl():
    """Polyak's rate and momentum: about sqrt(kappa) instead of kappa steps."""
    root = np.sqrt(100)
    heavy = SGD((2 / (root + 1)) ** 2, momentum=((root - 1) / (root + 1)) ** 2)
    *_, with_momentum = descend_steps(bowl(100), [1.0, 1.0], heavy, 120)
    *_, without = descend_steps(bowl(100), [1.0, 1.0], SGD(2 / 101), 120)
    assert np.linalg.norm(with_momentum) < 1e-6 < np.linalg.norm(without)


def test_descend_steps_yields_the_start_and_every_step_as_copies():
    start = np.array([1.0, 1.0])
    path = list(descend_steps(bowl(10), start, SGD(0.1), 5))
    assert len(path) == 6 and path[0].tolist() == [1, 1] and path[1].tolist() == [0, 0.9]
    assert start.tolist() == [1, 1]


def test_descend_steps_takes_a_plain_list_of_integers():
    assert [p.tolist() for p in descend_steps(bowl(10), [1, 1], SGD(0.1), 1)] == [[1, 1], [0, 0.9]]


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=6))
def test_numerical_gradient_of_a_cubic(entries):
    theta = np.array(entries)
    np.testing.assert_allclose(numerical_gradient(lambda t: (t**3).sum(), theta), 3 * theta**2, rtol=1e-5, atol=1e-6)
    assert theta.tolist() == entries
