"""What everything stands on: checks of what a function is given, and a few arrays."""
from .arrays import (
    add_intercept,
    last,
    log_sum_exp,
    moved,
    ranges,
    squared_distances,
    standardise,
)
from .checks import (
    NotFitted,
    array_of,
    binary,
    classes,
    finite,
    fitted,
    known,
    labels,
    matrix,
    not_negative,
    numbers,
    positive,
    probabilities,
    series,
    varying,
    vector,
    whole,
)
