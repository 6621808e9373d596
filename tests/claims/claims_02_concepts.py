"""Chapter 2, concepts: its conclusions on twenty deals of the patients that the page has not seen."""
import functools

import numpy as np
from dldm.datasets import biopsies
from dldm.nn import fit_neuron, neuron_curvature, neuron_gradient, neuron_loss, neuron_steps
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

CASES, DEALS = biopsies(), range(1000, 1020)


@functools.cache
def dealt(seed):
    X_train, X_test, *both = train_test_split(CASES.X, CASES.y, test_size=0.25, stratify=CASES.y, random_state=seed)
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    return (X_train - mean) / deviation, (X_test - mean) / deviation, *both


@functools.cache
def peer(seed):
    X, _, y, _ = dealt(seed)
    return LogisticRegression(tol=1e-12, max_iter=10_000).fit(X, y)


def steps_needed(seed, rate):
    X, _, y, _ = dealt(seed)
    return next(s.t for s in neuron_steps(X, y, 1 / len(X), 30_000, rate)
                if np.abs(s.w - peer(seed).coef_[0]).max() < 1e-5)


def test_the_weights_are_equal():
    for seed in DEALS:
        X, _, y, _ = dealt(seed)
        assert np.abs(fit_neuron(X, y, 1 / len(X), 2000, 8).w - peer(seed).coef_[0]).max() < 1e-5


def test_the_rate_decides_how_many_steps():
    quick = [steps_needed(seed, 8) for seed in DEALS]
    assert min(quick) > 440 and max(quick) < 560
    for seed, few in zip(DEALS[:5], quick):
        assert 11_500 < (many := steps_needed(seed, None)) < 15_000 and 23 < many / few < 30


def test_the_answers_arrive_before_the_weights():
    for seed in DEALS:
        X, X_new, y, _ = dealt(seed)
        s = fit_neuron(X, y, 1 / len(X), 100)
        changed = ((X_new @ s.w + s.b > 0) != peer(seed).predict(X_new)).sum()
        assert changed <= 5 and np.abs(s.w - peer(seed).coef_[0]).max() > 0.4


def test_in_small_batches_the_answers_arrive_first_too():
    for seed in DEALS:
        X, X_new, y, _ = dealt(seed)
        rng, w, b = np.random.default_rng(seed), np.zeros(30), 0.0
        for _ in range(10):
            order = rng.permutation(len(X))
            for start in range(0, len(order), 32):
                rows = order[start:start + 32]
                dw, db = neuron_gradient(w, b, X[rows], y[rows], 1 / len(X))
                w, b = w - 0.1 * dw, b - 0.1 * db
        changed = ((X_new @ w + b > 0) != peer(seed).predict(X_new)).sum()
        assert changed <= 6 and 0.6 < np.abs(w - peer(seed).coef_[0]).max() < 1.2


def test_the_flattest_direction_trades_radius_for_perimeter():
    for seed in DEALS:
        X = dealt(seed)[0]
        H = neuron_curvature(peer(seed).coef_[0], peer(seed).intercept_[0], X, 1 / len(X))[:30, :30]
        flattest = np.linalg.eigh(H)[1][:, 0]
        assert {CASES.feature_names[j] for j in np.argsort(-np.abs(flattest))[:2]} == {"mean radius", "mean perimeter"}


def test_without_a_penalty_the_test_loss_turns_on_nearly_every_deal():
    grown = []
    for seed in DEALS:
        X, X_new, y, y_new = dealt(seed)
        losses = [neuron_loss(s.w, s.b, X_new, y_new) for s in neuron_steps(X, y, n=1500, rate=8) if s.t > 20]
        grown.append(losses[-1] / min(losses))
    assert sum(g > 1.1 for g in grown) >= 14 and np.median(grown) > 1.4


def test_the_border_of_the_rates_belongs_to_the_deal():
    """2 over the steepest curvature at the minimum lies between 10 and 20 on most deals."""
    for seed in DEALS:
        X, end = dealt(seed)[0], peer(seed)
        steepest = np.linalg.eigvalsh(neuron_curvature(end.coef_[0], end.intercept_[0], X, 1 / len(X)))[-1]
        assert 9 < 2 / steepest < 28
