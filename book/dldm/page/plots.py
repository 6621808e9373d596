"""Style, colours and the plot helpers that two chapters use."""
import importlib.util

import matplotlib.pyplot as plt
import numpy as np

# Readable on white and on black, and told apart by the common kinds of colour blindness
# (after Okabe & Ito 2008)
BLUE, ORANGE, GREEN = "#2b7bba", "#d55e00", "#1b9e77"
PURPLE, GREY = "#a55aa3", "#808080"
COLORS = (BLUE, ORANGE, GREEN, PURPLE, GREY)
# a class is shown by its marker too, never by colour alone
MARKERS = ("o", "s", "^", "D", "v")


def use_style():
    """Figures as SVG with real text, the book's colours, no frame; call once, after the
    imports.  Outside of Jupyter, where matplotlib_inline is missing, the colours only.
    """
    if importlib.util.find_spec("matplotlib_inline"):
        from matplotlib_inline.backend_inline import set_matplotlib_formats

        set_matplotlib_formats("svg")
    plt.rcParams.update({
        "svg.fonttype": "none", "figure.figsize": (4.8, 3),
        "figure.constrained_layout.use": True,
        "axes.prop_cycle": plt.cycler(color=COLORS), "axes.spines.top": False,
        "axes.spines.right": False,
        "font.size": 10, "lines.linewidth": 2, "legend.frameon": False,
        "image.cmap": "Greys",
    })


def signed_image(ax, values, title="", limit=None):
    """Draw a (rows, columns) array of signed numbers: blue below zero, white at zero,
    orange above.
    """
    limit = limit or np.abs(values).max() or 1.0
    ax.imshow(values, cmap="PuOr_r", vmin=-limit, vmax=limit)
    ax.set(xticks=[], yticks=[], title=title)


def graph_layout(order):
    """Positions {node: (column, height)} of a graph: the output rightmost, all inputs
    leftmost.
    """
    depth = {order[-1]: 0}
    for node in reversed(order):
        for parent, _ in node.parents:
            depth[parent] = max(depth.get(parent, 0), depth[node] + 1)
    place, deepest = {}, max(depth.values())
    depth |= {node: deepest for node in order if not node.parents}
    for d in range(deepest + 1):
        column = [node for node in order if depth[node] == d]
        for i, node in enumerate(column):
            place[node] = (deepest - d, (len(column) - 1) / 2 - i)
    return place


def draw_graph(ax, order, adjoints, edge=()):
    """Draw the nodes of `order` with value and, where it is known, adjoint; the pair
    `edge` stands out.

    The numbers keep their distance from the node in points, so that those of two rows
    stay apart as long as a row has 65 points of the picture's height.
    """
    place = graph_layout(order)
    for node in order:
        for parent, _ in node.parents:
            now = (node, parent) == edge
            ax.plot(*zip(place[parent], place[node]), color=ORANGE if now else GREY,
                    lw=4 if now else 1, zorder=1)
        ax.scatter(*place[node], s=650, color="white",
                   edgecolors=ORANGE if node in edge else BLUE, linewidths=2, zorder=2)
        near = {"textcoords": "offset points", "ha": "center"}
        ax.annotate(node.name, place[node], (0, 0), va="center", color="#222222",
                    zorder=3, **near)
        ax.annotate(f"{node.value:.3f}", place[node], (0, -17), va="top", color=BLUE,
                    **near)
        if node in adjoints:
            ax.annotate(f"{adjoints[node]:+.3f}", place[node], (0, 17), va="bottom",
                        color=ORANGE, weight="bold", **near)
    columns, heights = zip(*place.values())
    ax.set(xlim=(-0.5, max(columns) + 0.5),
           ylim=(min(heights) - 0.55, max(heights) + 0.55))
    ax.axis("off")
