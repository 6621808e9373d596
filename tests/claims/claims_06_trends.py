"""Chapter 6: what its prose concludes from repeated deals, with fresh seeds."""
import numpy as np
from dldm.bridges import as_filters, layer, normalised, random_patches
from dldm.datasets import churn, credit, digits_28
from dldm.mining.clustering import fast, kmeans
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier


def line():
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))


def deal(s):
    """Accuracies by mined filters, single patches, random numbers, and raw pixels."""
    images, draw = digits_28(), np.random.default_rng(s)
    rows = draw.permutation(5000)[:800]
    Z, t = images.X[rows].reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(800, 196), images.y[rows]
    P = normalised(random_patches(Z[:400].reshape(-1, 14, 14), 4, 2000, draw))
    mined = kmeans(P, 16, draw, 1, fast.lloyd).centres
    kinds = mined, P[draw.choice(len(P), 16, replace=False)], draw.normal(size=mined.shape)
    seen = [*[layer(Z, as_filters(F), 2, (14, 14)) for F in kinds], Z]
    top = make_pipeline(StandardScaler(), RidgeClassifier(300))
    return [top.fit(H[:400], t[:400]).score(H[400:], t[400:]) for H in seen]


def test_mined_filters_are_level_with_filters_that_were_not_mined():
    mined, patches, noise, pixels = np.array([deal(s) for s in range(1000, 1025)]).T
    assert (mined > pixels).all() and 0.08 < (mined - pixels).mean() < 0.14
    for other in (patches, noise):
        assert abs((mined - other).mean()) < 0.011 and 0.005 < (mined - other).std() < 0.025


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


def test_a_tree_earns_more_than_a_line():
    customers, gaps = churn(), []
    for s in range(1000, 1020):
        A, B, a, b = train_test_split(customers.X, customers.y, test_size=0.4, stratify=customers.y, random_state=s)
        models = DecisionTreeClassifier(max_depth=6, min_samples_leaf=5, random_state=0), line()
        tree, straight = (np.mean((m.fit(A, a).predict_proba(B)[:, 1] > 1 / 9) * (b * 90 - 10)) for m in models)
        gaps.append(tree - straight)
    assert 1.3 < np.mean(gaps) < 2.1 and 0.2 < np.std(gaps) < 0.7
