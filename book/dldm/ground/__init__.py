"""What everything stands on: checks of what a function is given, and a few arrays."""
from .arrays import (
    add_intercept,
    first_largest,
    first_smallest,
    log_sum_exp,
    ranges,
    squared_distances,
    standardise,
)
from .checks import (
    classes,
    finite,
    known,
    matrix,
    not_negative,
    positive,
    probabilities,
    series,
    varying,
    vector,
    whole,
)
