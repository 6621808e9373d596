"""The style of the figures, in Jupyter and without it."""
import builtins
import importlib.util

import matplotlib.pyplot as plt
import pytest
from dldm.nn import Node, reverse_steps, topological
from dldm.page import draw_graph, use_style


@pytest.mark.parametrize("missing", [True, False])
def test_the_style_needs_no_jupyter(missing, monkeypatch):
    find, get = importlib.util.find_spec, builtins.__import__

    def refuse(name, *rest, **more):
        assert not (missing and name.startswith("matplotlib_inline"))
        return get(name, *rest, **more)

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if missing else find(name))
    monkeypatch.setattr(builtins, "__import__", refuse)
    with plt.rc_context():
        use_style()
        assert plt.rcParams["image.cmap"] == "Greys" and plt.rcParams["svg.fonttype"] == "none"


def overlaps(texts):
    """Pairs of the drawn texts whose boxes meet."""
    boxes = [(t.get_text(), t.get_window_extent()) for t in texts]
    return [(a, b) for i, (a, one) in enumerate(boxes) for b, two in boxes[:i] if one.overlaps(two)]


def test_the_numbers_of_a_graph_stand_apart_and_an_adjoint_of_0_is_drawn():
    x, y, z = Node(3, "x"), Node(-1, "y"), Node(2, "z")
    output = (x + y) * x.max(z)
    list(reverse_steps(output))
    order = topological(output)
    fig, ax = plt.subplots(figsize=(7, 3.6))
    draw_graph(ax, order, {node: node.adjoint for node in order})
    fig.canvas.draw()
    assert overlaps(ax.texts) == [] and len(ax.texts) == 3 * len(order)
    assert "+0.000" in [text.get_text() for text in ax.texts]
    plt.close(fig)
