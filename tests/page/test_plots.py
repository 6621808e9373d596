"""The style of the figures, in Jupyter and without it."""
import builtins
import importlib.util

import matplotlib.pyplot as plt
import numpy as np
import pytest
from dldm.nn import Node, reverse_steps, topological
from dldm.page import draw_graph, graph_layout, signed_image, use_style


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


@pytest.mark.parametrize("values, limit, ends", [
    ([[0, -3], [1, 2]], None, (-3, 3)), ([[0, -3], [1, 2]], 5, (-5, 5)), ([[0, 0]], None, (-1, 1))])
def test_white_is_zero_and_both_ends_are_equally_far(values, limit, ends):
    fig, ax = plt.subplots()
    signed_image(ax, np.array(values), limit=limit)
    assert ax.images[0].get_clim() == ends
    plt.close(fig)


def test_a_graph_has_its_inputs_at_the_left_and_each_node_right_of_what_it_is_made_of():
    x, y, z = Node(3, "x"), Node(-1, "y"), Node(2, "z")
    total = x + y
    output = total * z
    place = graph_layout(topological(output))
    assert [place[node][0] for node in (x, y, z, total, output)] == [0, 0, 0, 1, 2]
    assert sorted(place[node][1] for node in (x, y, z)) == [-1, 0, 1] and place[total][1] == place[output][1] == 0


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
    place = {node.name: ax.transData.transform(at) for node, at in graph_layout(order).items()}
    for text in ax.texts:
        if text.get_text() in place:
            box = text.get_window_extent()
            assert (box.min + box.max) / 2 == pytest.approx(place[text.get_text()], abs=0.5)  # in its circle
    plt.close(fig)
