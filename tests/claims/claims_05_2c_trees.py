"""Chapter 5.2c: its conclusions on deals of the bank, the patients and the images that the page has not seen."""
from functools import cache

import numpy as np
from dldm.datasets import biopsies, credit, digits
from dldm.mining import cheapest_class
from dldm.mining.classification import SVC, BernoulliNB, DecisionTree, GaussianNB
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import CategoricalNB as PeerCategorical
from sklearn.naive_bayes import GaussianNB as PeerNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

LOANS, CELLS, IMAGES = credit(), biopsies(), digits()
PICK = np.isin(IMAGES.y, (3, 8))
COSTS = np.array([[0, 1], [5, 0]])


@cache
def bank(seed):
    order = np.random.default_rng(seed).permutation(len(LOANS.y))
    train, test = order[:3000], order[3000:]
    flags = np.hstack([column[:, None] == np.unique(column) for column in LOANS.categories.T])
    filled = np.where(np.isnan(LOANS.numbers), np.nanmedian(LOANS.numbers[train], axis=0), LOANS.numbers)
    F = np.hstack([filled, flags]).astype(float)
    return F[train], F[test], LOANS.y[train], LOANS.y[test]


def beyond(differences, bound=0.0):
    """Whether the mean is above the bound by more than twice its standard error."""
    return np.mean(differences) - 2 * np.std(differences, ddof=1) / np.sqrt(len(differences)) > bound


def test_a_tree_that_learns_every_applicant_is_no_better_than_saying_good():
    scores = []
    for seed in range(100, 120):
        X, X_new, y, y_new = bank(seed)
        scores.append([(DecisionTree(min_samples_leaf=n).fit(X, y).predict(X_new) == y_new).mean() - (y_new == 0).mean()
                       for n in (1, 50, 300)])
    whole, middle, small = np.transpose(scores)
    assert abs(whole.mean()) < 0.012 and beyond(middle - whole, 0.035) and beyond(middle - small, 0.015)


def test_four_to_seven_columns_become_the_root():
    for seed in range(100, 120):
        X, _, y, _ = train_test_split(CELLS.X, CELLS.y, test_size=0.25, stratify=CELLS.y, random_state=seed)
        rng, roots = np.random.default_rng(seed), []
        for _ in range(200):
            rows = rng.integers(0, len(X), len(X))
            roots.append(DecisionTree(1).fit(X[rows], y[rows]).tree_.feature[0])
        counts = np.bincount(roots)
        assert 4 <= (counts > 0).sum() <= 7 and 60 < counts.max() < 140


def test_without_its_root_a_tree_is_as_good():
    gains = []
    for seed in range(100, 120):
        X, X_new, y, y_new = train_test_split(CELLS.X, CELLS.y, test_size=0.25, stratify=CELLS.y, random_state=seed)
        tree = DecisionTree().fit(X, y)
        less, less_new = (np.delete(rows, tree.tree_.feature[0], axis=1) for rows in (X, X_new))
        gains.append((DecisionTree().fit(less, y).predict(less_new) == y_new).mean()
                     - (tree.predict(X_new) == y_new).mean())
    assert abs(np.mean(gains)) < 0.01 and np.sum(np.array(gains) > 0) > 3 and np.sum(np.array(gains) < 0) > 3


def test_the_vote_gains_and_the_line_gains_more():
    gains = []
    for seed in range(100, 120):
        X, X_new, y, y_new = train_test_split(CELLS.X, CELLS.y, test_size=0.25, stratify=CELLS.y, random_state=seed)
        line = make_pipeline(StandardScaler(), LogisticRegression())
        tree = (DecisionTree().fit(X, y).predict(X_new) == y_new).mean()
        gains.append([model.fit(X, y).score(X_new, y_new) - tree
                      for model in (RandomForestClassifier(15, random_state=seed), line)])
    forest, line = np.transpose(gains)
    assert beyond(forest, 0.015) and beyond(line - forest)


def bill(model, seed):
    """(likeliest, cheapest, order) of a deal: costs of a hundred applicants, and the area."""
    X, X_new, y, y_new = bank(seed)
    P = model.fit(X, y).predict_proba(X_new)
    return [100 * COSTS[y_new, choice].mean() for choice in (P.argmax(axis=1), cheapest_class(P, COSTS))] \
        + [roc_auc_score(y_new, P[:, 1])]


def test_calibration_is_a_part_of_what_naive_bayes_costs_and_the_order_the_rest():
    models = (GaussianNB(), CalibratedClassifierCV(PeerNB(), method="isotonic", cv=5, ensemble=False),
              DecisionTree(min_samples_leaf=50),
              make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)))
    bills = np.array([[bill(model, seed) for model in models] for seed in range(100, 120)])
    likely, cheap, order = bills.transpose(2, 1, 0)
    assert (cheap < likely).all() and (likely.mean(axis=1) > 100 * (1 - LOANS.y.mean())).all()
    bayes, calibrated, tree, _ = cheap - cheap[3]
    assert beyond(bayes, 6) and beyond(calibrated, 4) and beyond(tree, 4) and beyond(bayes - calibrated, 0.5)
    assert 0.1 < (bayes - calibrated).mean() / bayes.mean() < 0.45
    assert beyond(order[3] - order[1], 0.02)


def test_no_threshold_makes_naive_bayes_as_cheap():
    """Each with the threshold that is best for the test rows themselves."""
    gaps = []
    for seed in range(100, 120):
        X, X_new, y, y_new = bank(seed)
        least = []
        for model in (PeerNB(), make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))):
            p = model.fit(X, y).predict_proba(X_new)[:, 1]
            least.append(min(100 * np.where(p > t, 1 - y_new, 5 * y_new).mean() for t in np.append(p, -1)))
        gaps.append(least[0] - least[1])
    assert beyond(gaps, 4) and np.mean(gaps) < 6.5


def mistakes(make, X, seed):
    rows = np.arange(PICK.sum())
    y = IMAGES.y[PICK]
    train, test = train_test_split(rows, test_size=0.5, stratify=y, random_state=seed)
    return (make().fit(X[train], y[train]).predict(X[test]) != y[test]).sum()


def test_which_assumption_costs_the_images():
    X = IMAGES.X[PICK]
    dark, levels = (X > 0.5).astype(float), np.rint(16 * X)
    free = LogisticRegression(C=100, tol=1e-6, max_iter=3000)
    runs = {"bayes": (BernoulliNB, dark), "line": (LogisticRegression, dark), "free": (lambda: free, dark),
            "bell": (GaussianNB, X), "svm": (SVC, X),
            "shared": (lambda: GaussianNB(shared_variance=True), X),
            "levels": (lambda: PeerCategorical(min_categories=17), levels), "grey": (LogisticRegression, X),
            "tree": (DecisionTree, X), "forest": (lambda: RandomForestClassifier(25, random_state=0), X)}
    wrong = {name: np.array([mistakes(make, view, seed) for seed in range(100, 120)])
             for name, (make, view) in runs.items()}
    assert beyond(wrong["bayes"] - wrong["line"], 1.5) and beyond(wrong["line"] - wrong["grey"], 0.7)
    assert beyond(wrong["bayes"] - wrong["free"], 0.3) and beyond(wrong["free"] - wrong["line"], 0.5)
    assert beyond(wrong["bell"] - wrong["levels"], 4) and 1 < wrong["svm"].mean() < 3.5
    assert beyond(wrong["bell"] - wrong["shared"], 4) and abs((wrong["levels"] - wrong["shared"]).mean()) < 1.5
    assert beyond(wrong["tree"] - wrong["forest"], 5)


def test_a_tree_of_a_forest_is_worse_alone():
    X, y = IMAGES.X[PICK], IMAGES.y[PICK]
    for seed in range(100, 110):
        A, B, a, b = train_test_split(X, y, test_size=0.5, stratify=y, random_state=seed)
        forest = RandomForestClassifier(25, random_state=seed).fit(A, a)
        alone = [(forest.classes_[tree.predict(B).astype(int)] != b).sum() for tree in forest.estimators_]
        assert np.mean(alone) > 16 and (forest.predict(B) != b).sum() < 12
