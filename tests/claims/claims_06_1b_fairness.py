"""Chapter 6.1b: what its prose concludes from repeated deals, with fresh seeds."""
import numpy as np
from dldm.challenges import bell_rates
from dldm.datasets import biopsies, compas, diabetes
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split


def test_noise_has_a_twentieth_of_the_importance_and_passes_several_columns():
    patients, found = diabetes(), []
    for s in range(1000, 1030):
        noisy = np.column_stack([patients.X, np.random.default_rng(s).normal(size=442)])
        X, _, t, _ = train_test_split(noisy, patients.y, random_state=s)
        importance = RandomForestRegressor(10, random_state=s).fit(X, t).feature_importances_
        found.append([importance[-1], (importance[:-1] <= importance[-1]).sum()])
    share, passed = np.mean(found, axis=0)
    assert 0.045 < share < 0.06 and 3.5 < passed < 6 and np.min(found, axis=0)[1] >= 1


def test_a_quarter_of_the_signs_depends_on_the_sample():
    data, many = biopsies(), []
    for s in range(1000, 1005):
        X, _, y, _ = train_test_split(data.X, data.y, test_size=0.25, stratify=data.y, random_state=s)
        A, r = (X - X.mean(axis=0)) / X.std(axis=0), np.random.default_rng(s)
        samples = r.integers(0, len(A), (60, len(A)))
        signs = np.array([LogisticRegression().fit(A[i], y[i]).coef_[0] > 0 for i in samples])
        share = signs.mean(axis=0)
        many.append((np.minimum(share, 1 - share) > 0.1).sum())
    assert 5 < np.mean(many) < 12


def test_one_probability_for_all_gives_nearly_the_published_table():
    bases = np.array([(fn + tp) / (tn + fp + fn + tp) for tn, fp, fn, tp in compas().values()])
    odds = np.log(bases / (1 - bases))
    published = [(0.630, 0.4485, 0.280), (0.591, 0.2345, 0.477)]
    for base, cut, wanted in zip(bases, (0.1, 0.1 + (odds[0] - odds[1]) / 0.75), published):
        rate = bell_rates(base, cut, 0.75)
        assert np.abs(np.subtract((rate.ppv, rate.fpr, rate.fnr), wanted)).max() < 0.03
