"""Chapter 5.3: its conclusions on folds, splits and drawn rows that the page has not seen."""
import numpy as np
from dldm.datasets import cars, diabetes
from dldm.ground import add_intercept, standardise
from dldm.mining import fold_errors, kfold, one_standard_error
from dldm.mining.regression import (
    PolynomialRegression,
    bootstrap,
    dummies,
    lasso,
    least_squares,
    ridge,
    standard_errors,
)

CAR, PATIENTS = cars(), diabetes()
LOAD, YEAR = CAR.weight / 1000, CAR.year - 76
ALONE = add_intercept(dummies(CAR.origin, "USA")[0])
TABLES = [(ALONE, CAR.y), (np.column_stack([ALONE, LOAD]), CAR.y), (np.column_stack([ALONE, LOAD, YEAR]), CAR.y),
          (np.column_stack([ALONE, LOAD, LOAD**2, YEAR]), CAR.y), (np.column_stack([ALONE, LOAD, YEAR]), 100 / CAR.y)]


def drawn_japan(table, target, seed):
    return bootstrap(table, target, 500, np.random.default_rng(seed))[:, 2]


def test_what_japan_is_worth_depends_on_the_company_and_is_known_as_well_as_the_page_says():
    for seed in (1000, 1001):
        ends = np.array([np.percentile(drawn_japan(*both, seed), [2.5, 97.5]) for both in TABLES])
        assert ends[0, 0] > 8.5 and ends[0, 1] < 12.5
        assert ends[1, 0] > 0.5 and ends[1, 1] < 4.2 and ends[2, 0] > 0.9 and ends[2, 1] < 3.7
        assert -0.4 < ends[3, 0] < 0.4 and ends[4, 0] < -0.1 < 0.02 < ends[4, 1]


def test_formula_and_bootstrap_agree_within_a_quarter():
    for table, target in [*TABLES[:4], (add_intercept(LOAD[:, None]), CAR.y)]:
        drawn = bootstrap(table, target, 500, np.random.default_rng(1002))
        assert np.abs(drawn.std(axis=0, ddof=1) / standard_errors(table, target) - 1).max() < 0.3


def test_the_bend_predicts_better_on_cars_that_a_draw_has_missed():
    errors = []
    for seed in range(1000, 1200):
        rows = np.random.default_rng(seed).integers(392, size=392)
        rest = np.setdiff1d(np.arange(392), rows)
        guesses = [table[rest] @ least_squares(table[rows], target[rows]) for table, target in TABLES]
        guesses[4] = 100 / guesses[4]
        errors.append([np.mean((CAR.y[rest] - guess) ** 2) for guess in guesses])
    alone, weight, year, bent, gallons = np.transpose(errors)
    assert (alone > weight).all() and np.mean(weight > year) > 0.98
    assert np.mean(bent < year) > 0.95 and 0.7 < np.mean(gallons < year) < 0.97


def test_the_rule_takes_degree_2_in_every_deal():
    for seed in range(1000, 1020):
        folds = kfold(392, 10, np.random.default_rng(seed))
        errors = [fold_errors(PolynomialRegression(p), CAR.horsepower, CAR.y, folds) for p in range(8)]
        assert one_standard_error(np.array(errors)) == 2


def test_a_parabola_beats_the_line_on_other_cars_and_degree_7_hardly_the_parabola():
    gains = []
    for seed in range(1000, 1200):
        rows = np.random.default_rng(seed).integers(392, size=392)
        rest = np.setdiff1d(np.arange(392), rows)
        models = [PolynomialRegression(p).fit(CAR.horsepower[rows], CAR.y[rows]) for p in (1, 2, 7)]
        gains.append([np.mean((CAR.y[rest] - model.predict(CAR.horsepower[rest])) ** 2) for model in models])
    one, two, seven = np.transpose(gains)
    assert np.mean(two < one) > 0.98 and 0.5 < np.mean(seven < two) < 0.75


def test_nobody_knows_what_a_high_degree_says_outside_the_data():
    ends = {p: [] for p in (2, 7, 10)}
    for seed in range(1000, 1040):
        rows = np.random.default_rng(seed).integers(392, size=392)
        for p in ends:
            ends[p].append(PolynomialRegression(p).fit(CAR.horsepower[rows], CAR.y[rows]).predict([300.0])[0])
    spread = {p: np.subtract(*np.percentile(found, [75, 25])) for p, found in ends.items()}
    assert spread[2] < 8 and spread[7] > 400 and spread[10] > 10_000


def test_the_lasso_keeps_the_same_three_columns_of_other_patients_and_the_rest_by_luck():
    Z, kept, lengths, sex = standardise(PATIENTS.X)[0], [], [], []
    for seed in range(1000, 1100):
        rows = np.random.default_rng(seed).integers(442, size=442)
        kept.append(lasso(Z[rows], PATIENTS.y[rows], 10_000)[0] != 0)
        sex.append(least_squares(add_intercept(Z[rows]), PATIENTS.y[rows])[2])
        lengths.append([np.linalg.norm(ridge(Z[rows], PATIENTS.y[rows], a)[0]) for a in (0, 30, 300)])
    share = dict(zip(PATIENTS.names, np.mean(kept, axis=0)))
    assert min(share["bmi"], share["bp"], share["s5"]) > 0.88 and 0.5 < share["s3"] < 0.9
    assert max(share[name] for name in ("age", "s1", "s2")) < 0.1
    assert (np.diff(lengths) < 0).all()
    assert share["sex"] < 0.1 and np.mean(sex) < -3 * np.std(sex)


def test_a_column_that_is_dropped_beside_its_kin_is_kept_without_it():
    Z, s4, s5 = standardise(PATIENTS.X)[0], 7, 8
    kept, alone = [], []
    for seed in range(1000, 1040):
        rows = np.random.default_rng(seed).integers(442, size=442)
        less = np.delete(Z[rows], s5, axis=1)
        kept.append(lasso(less, PATIENTS.y[rows], 10_000)[0][s4] > 0)
        alone.append(lasso(Z[rows][:, [s4]], PATIENTS.y[rows], 10_000)[0][0])
    assert np.mean(kept) > 0.85 and min(alone) > 8
