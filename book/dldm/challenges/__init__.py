"""Challenges: privacy, attacks, explanations, fairness, and data on several
machines.
"""
from .attacks import Poisoned, fgsm, input_gradient, poison_steps, projected_steps
from .explanations import (
    coalition_values,
    counterfactual,
    permutation_importance,
    shapley_by_orders,
    shapley_values,
)
from .fairness import Rates, bell_rates, cut_for, forced_fpr, rates
from .federated import descend, federated_average, federated_steps, row_from_gradient
from .privacy import (
    Survey,
    clip_rows,
    epsilon_after,
    epsilon_of,
    group_sizes,
    laplace_mechanism,
    noisy_descent,
    noisy_descent_steps,
    randomised_response_steps,
    true_class_probability,
)
from .scale import (
    ClusterSums,
    KMeansRound,
    LogisticSums,
    Moments,
    Partition,
    add,
    cluster_sums,
    count_sets,
    in_turn,
    kmeans_rounds,
    local_sets,
    logistic_sums,
    mean_gradient,
    moments,
    partition,
    split,
)
