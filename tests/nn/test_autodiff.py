"""The computational graph: the chain rule against hand and against nudging the inputs."""
import math

import pytest
from dldm.nn import Node, reverse_steps, topological
from hypothesis import given
from hypothesis import strategies as st

numbers = st.floats(-3, 3)


def test_one_neuron_by_hand():
    """L = -log sigmoid(w x + b): dL/dw = (p - 1) x, dL/db = p - 1, dL/dx = (p - 1) w."""
    x, w, b = Node(1.5), Node(-0.8), Node(0.4)
    p = (w * x + b).sigmoid()
    loss = -p.log()
    list(reverse_steps(loss))
    assert loss.value == pytest.approx(math.log(1 + math.exp(0.8)))
    slope = 1 / (1 + math.exp(0.8)) - 1
    assert (w.adjoint, b.adjoint, x.adjoint) == pytest.approx((slope * 1.5, slope, slope * -0.8))


def test_branches_add_up():
    """y = x x + 3 x uses x three times."""
    x = Node(2.0)
    list(reverse_steps(x * x + 3 * x))
    assert x.adjoint == 7


@given(numbers, numbers)
def test_adjoints_are_central_differences(a, b):
    def value(a, b):
        x, y = Node(a), Node(b)
        first = (x * y + x).sigmoid() * y + x.sigmoid().log() + 0.5 * y
        return x, y, first - x / (y**2 + 1) + (1 - x) ** 3 / 2 - 1 / (x**2 + 2)

    x, y, output = value(a, b)
    list(reverse_steps(output))
    h = 1e-5
    dx = (value(a + h, b)[2].value - value(a - h, b)[2].value) / (2 * h)
    dy = (value(a, b + h)[2].value - value(a, b - h)[2].value) / (2 * h)
    assert (x.adjoint, y.adjoint) == pytest.approx((dx, dy), rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("a, b, slopes", [(3, 2, (1, 0)), (2, 3, (0, 1)), (2, 2, (1, 0)), (-1, 0, (0, 1))])
def test_max_hands_all_to_the_larger_one(a, b, slopes):
    x, y = Node(a), Node(b)
    largest = x.max(y)
    list(reverse_steps(largest))
    assert (largest.value, (x.adjoint, y.adjoint)) == (max(a, b), slopes)


def test_max_with_a_plain_number_is_a_rectifier():
    x = Node(-2.0)
    list(reverse_steps(3 * x.max(0)))
    assert x.adjoint == 0


def test_a_formula_may_be_deeper_than_python_can_call():
    x = Node(1.0)
    end = x
    for _ in range(5000):
        end = end + x
    list(reverse_steps(end))
    assert (end.value, x.adjoint) == (5001, 5001)


def test_every_node_comes_after_its_parents():
    x = Node(1.0)
    y = x * x
    order = topological(y * x + y.log())
    assert len(order) == len(set(order)) == 5
    assert all(order.index(parent) < order.index(node) for node in order for parent, _ in node.parents)


def test_reverse_steps_goes_once_over_every_edge_and_starts_again_from_zero():
    x = Node(2.0)
    y = x * x + 3 * x
    edges = sum(len(node.parents) for node in topological(y))
    assert len(list(reverse_steps(y))) == edges == 6
    list(reverse_steps(y))
    assert x.adjoint == 7


def test_minus_division_and_powers_are_those_of_numbers():
    x = Node(3.0, "x")
    made = (-x, x - 1, 1 - x, x / 2, 2 / x, x**2, x**-1, x**0.5)
    assert [node.value for node in made] == pytest.approx([-3, 2, -2, 1.5, 2 / 3, 9, 1 / 3, 3**0.5])


def test_a_node_says_what_it_is():
    assert repr(Node(0.25, "w")) == "Node(0.25, 'w')" and repr(Node(1) + 1) == "Node(2, '+')"


def test_an_exponent_that_is_a_node_is_refused():
    with pytest.raises(ValueError, match="plain number"):
        Node(2.0) ** Node(3.0)
