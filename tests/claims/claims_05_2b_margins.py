"""Chapter 5.2b: its conclusions on splits and draws that the page has not seen."""
import numpy as np
from dldm.datasets import biopsies, digits
from dldm.mining.classification import SVC, hinge_neuron, hinge_objective
from sklearn import svm
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

CELLS, IMAGES = biopsies(), digits()


def deal(seed):
    return train_test_split(CELLS.X, CELLS.y, test_size=0.25, stratify=CELLS.y, random_state=seed)


def test_about_thirty_rows_decide_and_the_neuron_agrees():
    found = []
    for seed in range(100, 120):
        A, B, a, b = deal(seed)
        scale = StandardScaler().fit(A).transform
        A, B, s = scale(A), scale(B), 2.0 * a - 1
        model = SVC().fit(A, a)
        w, offset, objective = hinge_neuron(A, a)
        exact = hinge_objective(model.beta_ @ model.support_vectors_, model.b_, A, s, 1.0)
        found.append([len(model.support_), (model.predict(B) == b).mean(), objective / exact - 1,
                      ((B @ w + offset > 0) != (model.predict(B) == 1)).sum()])
    rows, right, gap, other = np.transpose(found)
    assert rows.min() >= 22 and rows.max() <= 45 and right.min() > 0.93 and 0.96 < right.mean() < 0.985
    assert gap.max() < 1e-3 and other.max() <= 3


def noisy(draw, n):
    P = draw.normal(size=(n, 2))
    return P, ((P**2).sum(axis=1) + 0.6 * draw.normal(size=n) < 1.2).astype(int)


def test_narrow_hills_remember_and_wide_ones_see_nothing():
    for seed in range(100, 120):
        draw = np.random.default_rng(seed)
        (P, q), (P_new, q_new) = noisy(draw, 200), noisy(draw, 2000)
        wide, fitting, narrow = (svm.SVC(C=10, gamma=gamma).fit(P, q) for gamma in (0.001, 0.5, 200))
        assert wide.score(P_new, q_new) < 0.7 and fitting.score(P_new, q_new) > 0.8
        assert narrow.score(P, q) > 0.97 and narrow.score(P_new, q_new) < fitting.score(P_new, q_new) - 0.05
        assert len(narrow.support_) > 190


def test_scaling_is_worth_five_points_and_the_grid_nothing_here():
    grid = {"svc__C": [1, 10], "svc__gamma": [0.01, 0.1]}
    rivals = (svm.SVC(), make_pipeline(StandardScaler(), svm.SVC()),
              make_pipeline(StandardScaler(), svm.SVC(kernel="linear")),
              GridSearchCV(make_pipeline(StandardScaler(), svm.SVC()), grid, cv=2))
    right = []
    for seed in range(100, 120):
        A, B, a, b = deal(seed)
        right.append([model.fit(A, a).score(B, b) for model in rivals])
    raw, scaled, straight, tuned = np.transpose(right)
    assert (scaled - raw).mean() > 0.03
    assert np.ptp([scaled.mean(), straight.mean(), tuned.mean()]) < 0.008


def test_pairs_are_ahead_of_one_against_the_rest():
    for seed in range(100, 120):
        A, B, a, b = train_test_split(IMAGES.X, IMAGES.y, test_size=0.5, stratify=IMAGES.y, random_state=seed)
        rest = np.column_stack([svm.SVC(kernel="linear").fit(A, a == k).decision_function(B) for k in range(10)])
        gain = svm.SVC(kernel="linear").fit(A, a).score(B, b) - (rest.argmax(axis=1) == b).mean()
        assert 0 < gain < 0.05 and 0.03 < ((rest > 0).sum(axis=1) == 0).mean() < 0.12
        right, one = rest.argmax(axis=1) == b, (rest > 0).sum(axis=1) == 1
        assert right[one].mean() > 0.97 and 0.5 < right[~one].mean() < 0.8


def test_not_the_lengths_of_the_weights_but_straight_cuts_hold_one_against_the_rest_back():
    found = []
    for seed in range(200, 205):
        A, B, a, b = train_test_split(IMAGES.X, IMAGES.y, test_size=0.5, stratify=IMAGES.y, random_state=seed)
        rest = [svm.SVC(kernel="linear").fit(A, a == k) for k in range(10)]
        values = np.column_stack([model.decision_function(B) for model in rest])
        bent = np.column_stack([svm.SVC(C=10, gamma=0.05).fit(A, a == k).decision_function(B) for k in range(10)])
        by_length = values / [np.linalg.norm(model.coef_) for model in rest]
        found.append([(table.argmax(axis=1) == b).mean() for table in (values, by_length, bent)]
                     + [svm.SVC(C=10, gamma=0.05).fit(A, a).score(B, b)])
    straight, scaled, bent, pairs = np.mean(found, axis=0)
    assert abs(scaled - straight) < 0.004 and abs(pairs - bent) < 0.004 and bent > straight + 0.02


def test_the_squared_hinge_turns_the_weights_and_the_decayed_bias_does_not():
    for seed in range(100, 120):
        A, _, a, _ = deal(seed)
        A = StandardScaler().fit_transform(A)
        w = svm.SVC(kernel="linear").fit(A, a).coef_[0]
        cosines = [v @ w / np.linalg.norm(v) / np.linalg.norm(w) for v in (
            svm.LinearSVC(loss=loss, max_iter=10**5, random_state=0).fit(A, a).coef_[0]
            for loss in ("hinge", "squared_hinge"))]
        assert cosines[0] > 0.995 and cosines[1] < 0.97
