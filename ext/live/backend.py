"""matplotlib's backend in a page: `plt.show()` sends the open figures to the cell's output."""
import run
from matplotlib.backend_bases import FigureManagerBase as FigureManager  # noqa: F401
from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas  # noqa: F401


def show(*args, **kwargs):
    """Send and close what is open."""
    run.pictures(run.display.send)
