"""The style of the figures, in Jupyter and without it, and what the plot helpers draw."""
import builtins
import importlib.util

import matplotlib.pyplot as plt
import numpy as np
import pytest
from dldm.nn import Node, topological
from dldm.page import draw_graph, graph_layout, signed_image, use_style
from matplotlib.colors import same_color
from matplotlib.figure import Figure


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
    ([[-3, 0], [1, 2]], None, (-3, 3)), ([[1, 0.5]], None, (-1, 1)), ([[-3, 1]], 5, (-5, 5)),
    ([[0, 0]], None, (-1, 1))])
def test_zero_is_white_in_a_signed_image(values, limit, ends):
    ax = Figure().subplots()
    signed_image(ax, np.array(values), "weights", limit)
    image, = ax.images
    assert image.get_clim() == ends and image.get_array().tolist() == values and ax.get_title() == "weights"
    assert min(image.cmap(0.5)[:3]) > 0.95 and image.cmap(0.0)[2] > image.cmap(0.0)[0]  # blue below zero
    assert len(ax.get_xticks()) == len(ax.get_yticks()) == 0


def graph():
    """The nodes of a b + b, each after its parents: a, b, the product, the sum."""
    a, b = Node(2, "a"), Node(3, "b")
    return topological(a * b + b)


def test_a_graph_stands_in_columns_with_the_output_rightmost():
    a, b, product, total = graph()
    assert graph_layout([a, b, product, total]) == {a: (0, 0.5), b: (0, -0.5), product: (1, 0), total: (2, 0)}


def test_a_drawn_graph_has_every_edge_value_and_known_adjoint():
    a, b, product, total = order = graph()
    ax = Figure().subplots()
    draw_graph(ax, order, {total: 1.0, product: 1.0, a: 0.0}, edge=(total, product))
    lines = [(line.get_xydata().tolist(), line.get_linewidth()) for line in ax.lines]
    assert lines == [([[0, 0.5], [1, 0]], 1), ([[0, -0.5], [1, 0]], 1), ([[1, 0], [2, 0]], 4), ([[0, -0.5], [2, 0]], 1)]
    assert [text.get_text() for text in ax.texts] == ["a", "2.000", "b", "3.000", "×", "6.000", "+1.000",
                                                      "+", "9.000", "+1.000"]
    places = [text.get_position() for text in ax.texts[-3:]]
    assert places[0] == (2, 0) and places[1][1] < 0 < places[2][1]
    rings = [same_color(spots.get_edgecolor()[0], ax.lines[2].get_color()) for spots in ax.collections]
    assert rings == [False, False, True, True] and not ax.axison
    for side, ends in ((0, ax.get_xlim()), (1, ax.get_ylim())):  # room for the rings and the numbers, and not much more
        centres = [place[side] for place in graph_layout(order).values()]
        assert 0.4 < min(centres) - ends[0] < 1 and 0.4 < ends[1] - max(centres) < 1
