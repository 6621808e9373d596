"""The computational graph: the chain rule against hand and against nudging the inputs."""
import math

import pytest
from dldm.nn import Node, reverse_steps, topological
from dldm.nn.autodiff import log, sigmoid
from hypothesis import given
from hypothesis import strategies as st

numbers = st.floats(-3, 3)


def test_one_neuron_by_hand():
    """L = -log sigmoid(w x + b): dL/dw = (p - 1) x, dL/db = p - 1, dL/dx = (p - 1) w."""
    x, w, b = Node(1.5), Node(-0.8), Node(0.4)
    p = sigmoid(w * x + b)
    loss = -1 * log(p)
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
        return x, y, sigmoid(x * y + x) * y + log(sigmoid(x)) + 0.5 * y

    x, y, output = value(a, b)
    list(reverse_steps(output))
    h = 1e-5
    dx = (value(a + h, b)[2].value - value(a - h, b)[2].value) / (2 * h)
    dy = (value(a, b + h)[2].value - value(a, b - h)[2].value) / (2 * h)
    assert (x.adjoint, y.adjoint) == pytest.approx((dx, dy), rel=1e-5, abs=1e-9)


def test_every_node_comes_after_its_parents():
    x = Node(1.0)
    y = x * x
    order = topological(y * x + log(y))
    assert len(order) == len(set(order)) == 5
    assert all(order.index(parent) < order.index(node) for node in order for parent, _ in node.parents)


def test_reverse_steps_goes_once_over_every_edge_and_starts_again_from_zero():
    x = Node(2.0)
    y = x * x + 3 * x
    edges = sum(len(node.parents) for node in topological(y))
    assert len(list(reverse_steps(y))) == edges == 6
    list(reverse_steps(y))
    assert x.adjoint == 7
