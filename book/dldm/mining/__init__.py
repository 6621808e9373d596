"""Mining: clustering, classification, regression, association, sequences; how to judge
and to choose.
"""
from .choosing import (
    QUESTIONS,
    TASKS,
    Candidate,
    Choice,
    Question,
    Route,
    constraints,
    dearer,
    decide,
    decide_steps,
    paired_ratio,
    reachable,
    route,
    route_steps,
    simplest,
)
from .evaluation import (
    Threshold,
    auc,
    cheapest_class,
    cheapest_threshold,
    confusion,
    fold_errors,
    kfold,
    one_standard_error,
    threshold_steps,
)
