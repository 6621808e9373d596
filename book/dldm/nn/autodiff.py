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

    def max(self, other):
        """The larger of the two; its local slope is 1 for that one and 0 for the
        other.
        """
        other = as_node(other)
        first = self.value >= other.value
        return Node(self.value if first else other.value, "max",
                    [(self, float(first)), (other, float(not first))])

    def log(self):
        """Natural logarithm; its local slope is 1 / self."""
        return Node(math.log(self.value), "log", [(self, 1.0 / self.value)])

    def sigmoid(self):
        """Logistic function p; its local slope is p (1 - p)."""
        p = 0.5 * math.tanh(0.5 * self.value) + 0.5
        return Node(p, "σ", [(self, p * (1.0 - p))])

    def __neg__(self):
        return Node(-self.value, "−", [(self, -1.0)])

    def __sub__(self, other):
        return self + -as_node(other)

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, other):
        return self * as_node(other) ** -1

    def __rtruediv__(self, other):
        return as_node(other) * self**-1

    __radd__, __rmul__ = __add__, __mul__


def as_node(x):
    """x itself if it is a Node, otherwise a constant."""
    return x if isinstance(x, Node) else Node(x, f"{x:g}")


def topological(output):
    """Every node that `output` depends on, each after all its parents.

    The nodes wait on a stack of its own, so that a graph may be of any depth.
    """
    order, seen, stack = [], set(), [(output, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack += [(parent, False) for parent, _ in reversed(node.parents)]
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
