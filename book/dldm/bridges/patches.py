"""A convolutional layer whose filters are not trained but mined: means of image patches
(Coates, Lee & Ng 2011).
"""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ..ground.checks import matrix, numbers, whole
from ..nn.layers import relu


def random_patches(images, size, n, rng):
    """n patches (n, size * size) from images (N, height, width), at random places.

    ValueError for a size beyond the images.
    """
    N, height, width = images.shape
    whole("size", size, 1, min(height, width))
    rows, i, j = rng.integers(0, [N, height - size + 1, width - size + 1], (n, 3)).T
    windows = sliding_window_view(images, (size, size), axis=(1, 2))
    return windows[rows, i, j].reshape(n, -1)


def normalised(P, least=0.1):
    """Patches with mean 0 and deviation about 1; those with a deviation below `least`
    are left out, as empty paper.
    """
    P = P[P.std(axis=1) > least]
    return (P - P.mean(axis=1, keepdims=True)) / (P.std(axis=1, keepdims=True) + least)


def as_filters(C):
    """Rows of C (k, size^2), as filters of mean 0 and length 1."""
    C = C - C.mean(axis=1, keepdims=True)
    return C / np.linalg.norm(C, axis=1, keepdims=True)


def convolve(images, filters):
    """relu of each filter's product with every window of each image: (N, rows, columns,
    k), where rows = height - size + 1 and columns = width - size + 1.

    images (N, height, width); filters (k, size^2), one a row, as `as_filters` makes
    them.  ValueError for images or filters of another shape.
    """
    images, filters = numbers(images, "images"), matrix(filters, "filters")
    size = round(np.sqrt(filters.shape[1]))
    if images.ndim != 3 or size**2 != filters.shape[1] or size > min(images.shape[1:]):
        raise ValueError(f"images have shape {images.shape} and filters "
                         f"{filters.shape}, expected (N, height, width) and (k, size^2)"
                         " with a size that fits")
    windows = sliding_window_view(images, (size, size), axis=(1, 2))
    return relu(windows.reshape(*windows.shape[:3], -1) @ filters.T)


def pooled(H, side):
    """Means over squares of side * side places: H (N, rows, columns, k) to (N, squares
    * k); the rest is cut off.
    """
    N, rows, columns, k = H.shape
    r, c = rows // side, columns // side
    if not r or not c:
        raise ValueError(f"side is {side}: there are only {rows} rows and {columns} "
                         "columns to pool")
    return H[:, :r * side, :c * side].reshape(N, r, side, c, side,
                                              k).mean(axis=(2, 4)).reshape(N, -1)


def layer(X, filters, side=4, shape=(28, 28), block=50):
    """The whole layer, `convolve` and `pooled`: X (N, height * width) to features (N,
    squares * k).

    filters (k, size^2), one a row; side: of the squares over which means are taken;
    shape: (height, width) of an image; block: so many images at a time, to spare
    memory.  ValueError for an X of another width, and what the two refuse.
    """
    whole("block", block, 1)
    X = matrix(X, columns=shape[0] * shape[1],
               because="one row for each image, one column for each pixel")
    parts = [X[i:i + block].reshape(-1, *shape) for i in range(0, len(X), block)]
    return np.vstack([pooled(convolve(part, filters), side) for part in parts])
