"""Chapter 6: what its prose concludes from repeated deals, with fresh seeds."""
import numpy as np
from dldm.bridges import as_filters, layer, leave_one_out_error, normalised, random_patches, width_steps
from dldm.datasets import biopsies, cars, churn, credit, digits_28
from dldm.mining import threshold_steps
from dldm.mining.clustering import fast, kmeans
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier


def line():
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))


def halved(X):
    return X.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)


def new_accuracies(s, rows, shares, penalty=0.0):
    """Widths at these shares of the rows: their steps, on digits and weights drawn anew."""
    images, order = digits_28(), np.random.default_rng(s).permutation(5000)
    seen, new, X = order[:rows], order[4000:], halved(digits_28().X)
    widths = [int(rows * share) for share in shares]
    return list(width_steps(X[seen], images.y[seen], X[new], images.y[new], widths, np.random.default_rng(s), penalty))


def test_the_valley_lies_at_width_rows_and_beyond_it_the_shorter_is_the_better():
    for s in range(1000, 1010):
        for rows in (100, 300):
            steps = new_accuracies(s, rows, (0.1, 0.3, 0.5, 0.8, 0.9, 1, 1.1, 1.5, 3, 8))
            new, length = np.array([(w.new, w.norm) for w in steps]).T
            assert new.argmin() == length.argmax() == 5 and new[-1] > new[:5].max()
            assert (np.diff(new[5:]) > 0).all() and (np.diff(length[5:]) < 0).all()
            assert all(w.train == 1 for w in steps[5:])


def test_a_penalty_takes_the_valley_away():
    for penalty, wanted in ((0, (0.48, 0.17, 0.73)), (30, (0.49, 0.67, 0.74))):
        steps = [new_accuracies(s, 100, (0.25, 1, 8), penalty) for s in range(1000, 1020)]
        new = np.array([[w.new for w in row] for row in steps])
        assert np.abs(new.mean(axis=0) - wanted).max() < 0.03


def test_a_column_of_noise_costs_less_the_less_it_counts():
    fleet, errors = cars(), []
    power = ((fleet.horsepower - fleet.horsepower.mean()) / fleet.horsepower.std())[:, None]
    for s in range(1000, 1020):
        noise = np.random.default_rng(s).normal(size=(392, 1))
        errors.append([min(leave_one_out_error(np.hstack([power, c * noise]), fleet.y, h) for h in (0.1, 0.2, 0.3))
                       for c in (1, 0.5, 0.25, 0)])
    mean, found = np.mean(errors, axis=0), np.array(errors)
    assert 0 < (found[:, 2] < found[:, 3]).sum() < 10  # in some draws the smaller is not the better
    assert (np.diff(mean) < -0.1).all() and 19.7 < mean[0] < 20.7 and 18.7 < mean[3] < 18.9


def deal(s):
    """Accuracies by mined filters, single patches, random numbers, and raw pixels."""
    images, draw = digits_28(), np.random.default_rng(s)
    rows = draw.permutation(5000)[:800]
    Z, t = halved(images.X[rows]), images.y[rows]
    P = normalised(random_patches(Z[:400].reshape(-1, 14, 14), 4, 2000, draw))
    mined = kmeans(P, 16, draw, 1, fast.lloyd).centres
    kinds = mined, P[draw.choice(len(P), 16, replace=False)], draw.normal(size=mined.shape)
    seen = [*[layer(Z, as_filters(F), 2, (14, 14)) for F in kinds], Z]
    top = make_pipeline(StandardScaler(), RidgeClassifier(300))
    return [top.fit(H[:400], t[:400]).score(H[400:], t[400:]) for H in seen]


def test_mined_filters_are_half_a_point_ahead_of_filters_that_were_not_mined():
    mined, patches, noise, pixels = 100 * np.array([deal(s) for s in range(1000, 1060)]).T
    assert (mined > pixels).all() and 8 < (mined - pixels).mean() < 14
    for other in (patches, noise):
        assert 0.2 < (mined - other).mean() < 0.9 and 0.5 < (mined - other).std() < 2.5


def test_one_model_takes_three_decisions():
    data, found = biopsies(), []
    for s in range(1000, 1020):
        folds = StratifiedKFold(5, shuffle=True, random_state=s)
        p = cross_val_predict(line(), data.X, 1 - data.y, cv=folds, method="predict_proba")[:, 1]
        steps = [next(threshold_steps(p, 1 - data.y, [t], 1, 1)) for t in (1 / 2, 1 / 21, 5 / 6)]
        found.append([n for d in steps for n in (d.false_negatives, d.false_positives)])
    assert np.abs(np.mean(found, axis=0) - (8, 4, 2, 53, 23, 0)).max() < 1.3


def test_thresholds_from_costs_earn_and_the_likelier_class_loses():
    loans, gains = credit(), []
    words = [column[:, None] == np.unique(column) for column in loans.categories.T]
    amount = loans.numbers[:, loans.number_names.index("Amount")]
    for s in range(1000, 1030):
        order = np.random.default_rng(s).permutation(4454)
        train, test = order[:3000], order[3000:]
        filled = np.where(np.isnan(loans.numbers), np.nanmedian(loans.numbers[train], axis=0), loans.numbers)
        table = np.hstack([filled, *words]).astype(float)
        p = line().fit(table[train], loans.y[train]).predict_proba(table[test])[:, 1]
        M, middle = amount[test], np.median(amount[train])
        earned = np.where(loans.y[test] == 1, -0.5 * M, 0.15 * M) - 40
        grants = (p < 0.5, p < 0.15 / 0.65, p < (0.15 - 40 / middle) / 0.65, (1 - p) * 0.15 * M - p * 0.5 * M > 40)
        gains.append([earned[g].sum() / len(p) for g in grants])
    likeliest, without, typical, own = np.array(gains).T
    assert -14 < likeliest.mean() < -6 and 21 < own.mean() < 28
    assert 0 < (typical - without).mean() < 2.5 and 0.5 < (own - typical).mean() < 2.5


def test_a_tree_earns_more_than_a_line_and_less_than_a_network_and_boosted_trees():
    customers, earned = churn(), []
    for s in range(1000, 1020):
        A, B, a, b = train_test_split(customers.X, customers.y, test_size=0.4, stratify=customers.y, random_state=s)
        net = MLPClassifier(16, alpha=5, solver="lbfgs", tol=2e-3, max_iter=900, random_state=0)
        models = (line(), DecisionTreeClassifier(max_depth=6, min_samples_leaf=5, random_state=0),
                  make_pipeline(StandardScaler(), net),
                  HistGradientBoostingClassifier(max_iter=30, learning_rate=0.15, max_leaf_nodes=10, random_state=0),
                  DecisionTreeClassifier(max_leaf_nodes=16, min_samples_leaf=5, random_state=0))
        p = [m.fit(A, a).predict_proba(B)[:, 1] for m in models]
        earned.append([[np.mean((q > t) * (b * 90 - 10)) for q in p] for t in (1 / 9, 0.5)])
    costs, half = np.array(earned).transpose(1, 2, 0)
    assert np.abs(costs.mean(axis=1) - (6.7, 8.4, 8.7, 9.0, 8.3)).max() < 0.25
    assert 1.3 < (costs[1] - costs[0]).mean() < 2.1 and 0.4 < (costs[3] - costs[1]).mean() < 1
    assert 0.5 < (costs[3] - costs[4]).mean() < 1.1  # what reading costs
    gain = (costs - half).mean(axis=1)[:4]
    assert gain[0] > 4 and (gain[1:] > 0.3).all() and (gain[1:] < 1.4).all()
