"""Classification: naive Bayes, decision trees, and support vector machines."""
from .fast import (
    DecisionTree,
    Nodes,
    Tree,
    best_columns,
    best_cuts,
    entropy_purity,
    gini_purity,
    grow,
    grow_steps,
    keep_rows,
    sorted_columns,
    split_level,
    split_scores,
)
from .kernels import linear_kernel, rbf_kernel
from .naive_bayes import (
    BernoulliNB,
    CategoricalNB,
    GaussianNB,
    LinearNB,
    MultinomialNB,
    NaiveBayes,
    bernoulli_probabilities,
    bernoulli_shares,
    word_counts,
    words,
)
from .smo import SMOState, first_of, svc_steps
from .svm import (
    SVC,
    dual_coordinate_descent,
    dual_coordinate_steps,
    hinge,
    hinge_neuron,
    hinge_objective,
    signed_labels,
    subgradient_steps,
)
from .trees import (
    Node,
    best_question,
    category_gain,
    gain_ratio,
    grow_tree,
    impurity,
    leaf_at,
    majority,
    midpoints,
    mixture,
    split_gains,
)
