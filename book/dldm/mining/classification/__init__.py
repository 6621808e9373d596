"""Classification: naive Bayes, decision trees, and support vector machines."""
from .kernels import linear_kernel, rbf_kernel
from .naive_bayes import (
    BernoulliNB,
    CategoricalNB,
    GaussianNB,
    LinearNB,
    MultinomialNB,
    NaiveBayes,
    word_counts,
    words,
)
from .smo import SMOState, moved, smo_steps
from .svm import (
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
from .trees import (
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
