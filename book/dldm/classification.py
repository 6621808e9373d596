"""Classification: naive Bayes, support vector machines and trees under one roof, and what their mistakes cost."""
import numpy as np

from ._checks import classes, matrix
from .kernels import linear_kernel, rbf_kernel  # noqa: F401
from .naive_bayes import (  # noqa: F401  (offered here too: this module is the section's front door)
    BernoulliNB,
    CategoricalNB,
    GaussianNB,
    LinearNB,
    MultinomialNB,
    NaiveBayes,
    word_counts,
    words,
)
from .smo import SMOState, moved, smo_steps  # noqa: F401
from .svm import (  # noqa: F401
    SVC,
    dual_coordinate_descent,
    dual_coordinate_steps,
    hinge,
    hinge_neuron,
    hinge_objective,
    signed_labels,
    subgradient_steps,
    svc_steps,
)
from .trees import (  # noqa: F401
    DecisionTree,
    Nodes,
    Tree,
    best_columns,
    best_cuts,
    category_gain,
    entropy_purity,
    gain_ratio,
    gini_purity,
    grow,
    grow_steps,
    impurity,
    keep_rows,
    sorted_columns,
    split_gains,
    split_level,
    split_scores,
)


def confusion(y, guess):
    """(classes, counts): counts[i, j] rows of class i that were taken for class j; y and guess (N,) of labels."""
    labels, index = classes(np.concatenate([y, guess]), len(y) + len(guess))
    if len(y) != len(guess):
        raise ValueError(f"y has {len(y)} labels and guess has {len(guess)}: one of each a row is needed")
    counts = np.zeros((len(labels), len(labels)), dtype=int)
    np.add.at(counts, (index[:len(y)], index[len(y):]), 1)
    return labels, counts


def cheapest_class(P, costs):
    """The class number of least expected cost for each row: P (N, K) probabilities, costs (K, K) [truth, decision].

    ValueError for a row that does not sum to 1 or a cost table of another shape (Elkan 2001).
    """
    P = matrix(P, "P", because="one row a sample, one probability a class")
    costs = matrix(costs, "costs", P.shape[1], "one row a true class, one column a decision")
    if len(costs) != P.shape[1]:
        raise ValueError(f"costs has {len(costs)} rows, expected {P.shape[1]}: one a true class")
    if (P < 0).any() or not np.allclose(P.sum(axis=1), 1):
        raise ValueError("P must hold probabilities: none below 0, each row with the sum 1")
    return (P @ costs).argmin(axis=1)
