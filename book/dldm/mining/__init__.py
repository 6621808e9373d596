"""Mining, a room a topic, and how to judge and to choose.

clustering      k-means, DBSCAN, Gaussian mixtures
classification  naive Bayes, support vector machines, decision trees
regression      least squares, ridge, polynomials, support vectors
association     Apriori, Eclat, FP-growth, rules
sequences       PrefixSpan, Markov chains, text
hidden_markov   evidence, Viterbi, Baum and Welch
time_series     autoregression, ARIMA, forecasts

For example: from dldm.mining.classification import DecisionTree
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
