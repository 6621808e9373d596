"""Style, colours and the plot helpers that two chapters use."""
import matplotlib.pyplot as plt
import numpy as np
from matplotlib_inline.backend_inline import set_matplotlib_formats

# Readable on white and on black, and told apart by the common kinds of colour blindness (after Okabe & Ito 2008)
BLUE, ORANGE, GREEN, PURPLE, GREY = "#2b7bba", "#d55e00", "#1b9e77", "#a55aa3", "#808080"
COLORS = (BLUE, ORANGE, GREEN, PURPLE, GREY)
MARKERS = ("o", "s", "^", "D", "v")  # a class is shown by its marker too, never by colour alone


def use_style():
    """Figures as SVG with real text, the book's colours, no frame; call once, after the imports."""
    set_matplotlib_formats("svg")
    plt.rcParams.update({
        "svg.fonttype": "none", "figure.figsize": (6.4, 3.4), "figure.constrained_layout.use": True,
        "axes.prop_cycle": plt.cycler(color=COLORS), "axes.spines.top": False, "axes.spines.right": False,
        "font.size": 10, "lines.linewidth": 2, "legend.frameon": False, "image.cmap": "Greys",
    })


def signed_image(ax, values, title="", limit=None):
    """Draw a (rows, columns) array of signed numbers: blue below zero, white at zero, orange above."""
    limit = limit or np.abs(values).max() or 1.0
    ax.imshow(values, cmap="PuOr_r", vmin=-limit, vmax=limit)
    ax.set(xticks=[], yticks=[], title=title)
