"""Chapter 5, overview: its conclusions on deals, halves, shuffles and bootstrap samples that the page has not seen."""
import functools

import numpy as np
import pytest
from dldm.datasets import biopsies, carbon_dioxide, wines
from dldm.mining import cheapest_threshold, kfold, threshold_steps
from sklearn.cluster import KMeans
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import adjusted_rand_score
from sklearn.model_selection import LeaveOneOut, StratifiedKFold, cross_val_predict, cross_val_score
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

WINE, TISSUE, DEALS = wines(), biopsies(), range(1000, 1020)
OTHERS, ALCOHOL, ILL = np.delete(WINE.X, 0, axis=1), WINE.X[:, 0], 1 - TISSUE.y
LINES = np.array([0.5, 0.2, 1 / 11, 0.05])


def drawn(rows, n=2000, seed=1000):
    """n bootstrap samples of so many rows."""
    return np.random.default_rng(seed).integers(0, rows, (n, rows))


def interval(losses, total=False):
    """Where 95 % of 2000 bootstrap samples have their mean, or their sum."""
    samples = losses[drawn(len(losses))]
    return np.percentile(samples.sum(axis=1) if total else samples.mean(axis=1), (2.5, 97.5))


# ---------------------------------------------------------------- the lenses


def test_scaled_halves_agree_better_than_raw_ones():
    scores = {}
    for name, X in (("raw", WINE.X), ("scaled", StandardScaler().fit_transform(WINE.X))):
        halves = [np.random.default_rng(seed).permutation(178)[:89] for seed in DEALS]
        scores[name] = [adjusted_rand_score(WINE.y[half], KMeans(3, n_init=10, random_state=0).fit_predict(X[half]))
                        for half in halves]
    assert max(scores["raw"]) < min(scores["scaled"]) and np.median(scores["scaled"]) > 0.8


def test_which_leads_of_the_classifiers_are_firm():
    near = KNeighborsClassifier(1)
    right = [(cross_val_predict(model, WINE.X, WINE.y, cv=LeaveOneOut()) == WINE.y).astype(int) for model in (
        QuadraticDiscriminantAnalysis(), LinearDiscriminantAnalysis(), make_pipeline(StandardScaler(), near), near)]
    one, few, many = (interval(a - b, total=True) for a, b in zip(right, right[1:]))
    assert one[0] < 0 < one[1] and few[0] >= 1 and few[1] <= 14 and many[0] > 18 and many[1] < 48


def squared_errors(folds):
    errors, model = np.empty(178), make_pipeline(StandardScaler(), LinearRegression())
    for test in folds:
        train = np.setdiff1d(np.arange(178), test)
        errors[test] = (ALCOHOL[test] - model.fit(OTHERS[train], ALCOHOL[train]).predict(OTHERS[test])) ** 2
    return errors


def r2(folds, errors):
    return np.mean([1 - errors[test].mean() / ALCOHOL[test].var() for test in folds])


@functools.cache
def shuffled():
    deals = [kfold(178, 5, np.random.default_rng(seed)) for seed in DEALS]
    return deals, [squared_errors(folds) for folds in deals]


def test_the_baseline_moved_and_the_error_hardly():
    deals, errors = shuffled()
    assert all(0.34 < r2(folds, e) < 0.56 and 0.29 < e.mean() < 0.38 for folds, e in zip(deals, errors))
    more = [kfold(178, k) for k in (5, 10, 20)]
    ordered = [squared_errors(folds) for folds in more]
    assert ordered[0].mean() > ordered[1].mean() > ordered[2].mean() > 0.3
    assert r2(more[0], ordered[0]) > r2(more[1], ordered[1]) > r2(more[2], ordered[2])
    low, high = interval(ordered[0] - np.mean(errors, axis=0))
    assert low > 0.01 and high < 0.1


def test_the_mean_of_the_own_grape_is_a_better_guess_than_the_shuffled_model():
    usual = np.mean(shuffled()[1], axis=0)
    for left_out in (0, 1):  # the rival knows the tested wine, and does not
        own = WINE.y[:, None] == WINE.y
        own = own & ~np.eye(178, dtype=bool) if left_out else own
        low, high = interval(usual - (ALCOHOL - own @ ALCOHOL / own.sum(axis=1)) ** 2)
        assert low > 0 and high < 0.15


def test_a_new_grape_costs_four_times_as_much():
    new, usual = squared_errors([np.flatnonzero(WINE.y == g) for g in range(3)]), np.mean(shuffled()[1], axis=0)
    low, high = interval(new)
    assert low > 1.1 and high < 1.6 and 3.5 < new.mean() / usual.mean() < 5


def test_the_confidence_of_the_rule():
    above = np.median(WINE.X, axis=0) < WINE.X
    rich, first = above[:, 0] & above[:, WINE.names.index("flavanoids")], WINE.y == 0
    low = np.percentile([(rich & first)[rows].sum() / rich[rows].sum() for rows in drawn(178)], 2.5)
    assert 0.88 < low < 0.94


def neighbours(columns):
    before, after = (part - part.mean(axis=0) for part in (columns[:-1], columns[1:]))
    return (before * after).sum(axis=0) / np.sqrt((before ** 2).sum(axis=0) * (after ** 2).sum(axis=0))


def test_the_order_inside_the_grapes_says_something():
    rng = np.random.default_rng(1000)
    means = np.array([WINE.X[WINE.y == g].mean(axis=0) for g in range(3)])
    seen, null = neighbours(WINE.X - means[WINE.y]), []
    for _ in range(1999):
        rows = np.concatenate([rng.permutation(np.flatnonzero(WINE.y == g)) for g in range(3)])
        null.append(neighbours((WINE.X - means[WINE.y])[rows]))
    p = (1 + (np.array(null) >= seen).sum(axis=0)) / 2000
    assert (p < 0.035).sum() == 12 and p[WINE.names.index("ash")] > 0.05
    assert max(np.mean(null, axis=1)) < 0.13 < seen.mean() and np.mean(null) < -0.01


# ---------------------------------------------------------------- the museum


def test_noise_chosen_before_the_split_looks_good():
    honest, before, inside = make_pipeline(SelectKBest(k=20), LogisticRegression()), [], []
    for seed in DEALS:
        coin = np.random.default_rng(seed)
        noise, labels = coin.normal(size=(100, 5000)), coin.integers(0, 2, 100)
        chosen = SelectKBest(k=20).fit_transform(noise, labels)
        before.append(cross_val_score(LogisticRegression(), chosen, labels, cv=5).mean())
        inside.append(cross_val_score(honest, noise, labels, cv=5).mean())
    assert min(before) > 0.76 and 0.84 < np.mean(before) < 0.91 and 0.45 < np.mean(inside) < 0.55


def test_the_best_of_a_thousand_coins():
    coins = np.random.default_rng(1000)
    best = [(coins.integers(0, 2, (1000, 143)) == coins.integers(0, 2, 143)).mean(axis=1).max() for _ in range(20)]
    assert min(best) > 0.6 and abs(np.mean(best) - 0.635) < 0.01


def test_a_month_among_its_neighbours_is_easy():
    ppm, model = carbon_dioxide().ppm, KNeighborsRegressor(3)
    months, close = np.arange(len(ppm))[:, None], []
    for seed in DEALS:
        said = np.empty(len(ppm))
        for test in kfold(len(ppm), 5, np.random.default_rng(seed)):
            train = np.setdiff1d(months, test)
            said[test] = model.fit(months[train], ppm[train]).predict(months[test])
        close.append(np.sqrt(np.mean((ppm - said) ** 2)))
    far = [np.sqrt(np.mean((ppm[a:a + 84] - ppm[a - 3:a].mean()) ** 2)) for a in range(84, len(ppm) - 84, 21)]
    assert max(close) < 1.4 and min(far) > 3 and np.median(far) > 4 * max(close)


# ---------------------------------------------------------------- the desk


@functools.cache
def scores(seed=None):
    """The page's out-of-fold scores, or those of folds that are dealt at random."""
    folds = 10 if seed is None else StratifiedKFold(10, shuffle=True, random_state=seed)
    model = make_pipeline(StandardScaler(), LogisticRegression())
    return cross_val_predict(model, TISSUE.X, ILL, cv=folds, method="predict_proba")[:, 1]


def costs(p, price):
    alarmed = p[:, None] > LINES
    return np.where(ILL[:, None] == 1, price * ~alarmed, alarmed)


def test_dealing_the_folds_hides_what_the_patients_show():
    wins = [cheapest_threshold(scores(seed), ILL, LINES, 10).threshold for seed in DEALS]
    assert wins.count(0.5) <= 1
    totals = costs(scores(), 10)[drawn(569)].sum(axis=1)
    assert 0.13 < (totals[:, 0] == totals.min(axis=1)).mean() < 0.21
    for j in (1, 2, 3):
        low, high = np.percentile(totals[:, 0] - totals[:, j], (2.5, 97.5))
        assert low < -10 and high > 25


def leads_at(price):
    """(2, 20): where 95 % of the draws have what .5 costs more than .05, with folds dealt in twenty ways."""
    return np.transpose([interval(costs(scores(seed), price) @ [1, 0, 0, -1], total=True) for seed in DEALS])


@pytest.mark.parametrize("price, sign", [(1, -1), (100, 1)])
def test_at_which_prices_the_threshold_is_firm_however_the_folds_are_dealt(price, sign):
    assert (sign * leads_at(price) > 0).all()


def test_between_them_it_hangs_on_the_deal():
    assert (np.prod(leads_at(10), axis=0) < 0).all()
    assert 0 < (leads_at(30)[0] > 0).sum() < 20


def test_a_chosen_threshold_is_no_better_than_the_formula():
    p, promised, got, formula = scores(), [], [], []
    for seed in range(1000, 1200):
        order = np.random.default_rng(seed).permutation(569)
        mine, theirs = order[:284], order[284:]
        best = cheapest_threshold(p[mine], ILL[mine], np.arange(1, 100) / 100, 10)
        promised.append(best.cost / 284)
        found, computed = threshold_steps(p[theirs], ILL[theirs], (best.threshold, 1 / 11), 10)
        got.append(found.cost / 285)
        formula.append(computed.cost / 285)
    assert 0.08 < np.mean(promised) < 0.1 and np.mean(got) > 0.13 and abs(np.mean(got) - np.mean(formula)) < 0.012
    assert 0.4 < (np.array(got) < formula).mean() < 0.6
