"""Reverse-mode differentiation of one number by a graph of numbers: the chain rule, one
edge at a time.
"""
import math


class Node:
    """A number that remembers how it was made.

    parents: a list of (node, local slope d self / d node); adjoint: d output / d self,
    once `backpropagate` has run.
    """

    def __init__(self, value, name="", parents=()):
        self.value, self.name, self.parents = float(value), name, list(parents)
        self.adjoint = 0.0

    def __repr__(self):
        return f"Node({self.value:g}, {self.name!r})"

    def __add__(self, other):
        other = as_node(other)
        return Node(self.value + other.value, "+", [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        other = as_node(other)
        return Node(self.value * other.value, "×",
                    [(self, other.value), (other, self.value)])

    def __pow__(self, power):
        """self to a power that is a plain number; its local slope is power ·
        self^(power − 1).
        """
        if isinstance(power, Node):
            raise ValueError("the exponent is a Node: use a plain number, as in x ** 2")
        return Node(self.value**power, f"^{power:g}",
                    [(self, power * self.value ** (power - 1))])

    def log(self):
        """Natural logarithm; its local slope is 1 / self."""
        return Node(math.log(self.value), "log", [(self, 1.0 / self.value)])

    def sigmoid(self):
        """Logistic function p; its local slope is p (1 - p)."""
        p = 0.5 * math.tanh(0.5 * self.value) + 0.5
        return Node(p, "σ", [(self, p * (1.0 - p))])

    def __neg__(self):
        return -1 * self

    def __sub__(self, other):
        return self + -1 * as_node(other)

    def __rsub__(self, other):
        return -1 * self + other

    def __truediv__(self, other):
        return self * as_node(other) ** -1

    def __rtruediv__(self, other):
        return as_node(other) * self**-1

    __radd__, __rmul__ = __add__, __mul__


def as_node(x):
    """x itself if it is a Node, otherwise a constant."""
    return x if isinstance(x, Node) else Node(x, f"{x:g}")


def topological(output):
    """Every node that `output` depends on, each after all its parents."""
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent, _ in node.parents:
                visit(parent)
            order.append(node)

    visit(output)
    return order


def reverse_steps(output):
    """Walk the edges from `output` back, adding to each adjoint d output / d node
    (Linnainmaa 1976).

    Yields (node, parent, contribution) after each edge; at the end every `adjoint` is
    complete.
    """
    order = topological(output)
    for node in order:
        node.adjoint = 0.0
    output.adjoint = 1.0
    for node in reversed(order):
        for parent, slope in node.parents:
            contribution = node.adjoint * slope
            parent.adjoint += contribution
            yield node, parent, contribution


def backpropagate(output):
    """Fill the adjoints of every node below `output`."""
    for _ in reverse_steps(output):
        pass
