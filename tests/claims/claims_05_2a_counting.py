"""Chapter 5.2a: its conclusions on splits, folds and worlds that the page has not seen."""
import ast
from functools import cache
from statistics import NormalDist

import numpy as np
from dldm.datasets import biopsies, digits, irises, wines
from dldm.mining.classification import BernoulliNB, GaussianNB
from exercise_tools import BOOK, code_cells, notebook
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.preprocessing import StandardScaler

CELLS = biopsies()
KEPT = (ast.Import, ast.ImportFrom, ast.FunctionDef)
WHOLE = ("c52-039",)  # of the made-up worlds the means, too; of all other cells the definitions only


@cache
def page():
    """The names that the page's cells define, without its pictures and its own draws."""
    names = {}
    for cell in code_cells(notebook(BOOK / "05-2a-counting.ipynb")):
        body = [node for node in ast.parse(cell.source).body if cell.id in WHOLE or isinstance(node, KEPT)]
        exec(compile(ast.Module(body, []), cell.id, "exec"), names)
    return names


def test_training_goes_on_where_counting_stops():
    dark, y = (digits().X > 7.5 / 16).astype(float), digits().y
    for seed in range(100, 120):
        A, B, a, b = train_test_split(dark, y, test_size=0.3, stratify=y, random_state=seed)
        assert LogisticRegression(max_iter=300).fit(A, a).score(B, b) > (BernoulliNB().fit(A, a).predict(B) == b).mean()


def test_without_a_brake_training_gains_about_a_point_over_counting():
    dark, y, gains = (digits().X > 7.5 / 16).astype(float), digits().y, []
    for seed in range(100, 120):
        A, B, a, b = train_test_split(dark, y, test_size=0.3, stratify=y, random_state=seed)
        free = LogisticRegression(C=1e4, max_iter=300).fit(A, a)
        gains.append(free.score(B, b) - (BernoulliNB().fit(A, a).predict(B) == b).mean())
    assert -0.005 < np.mean(gains) < 0.018


def test_a_shuffled_split_promises_a_fifth_too_much():
    names, scores = page(), []
    docs = names["docs"] = names["docstrings"]()
    names["table"] = names["cl"].word_counts(docs.texts, names["learn"](slice(None))[0])
    for seed in range(100, 120):
        draw = np.random.default_rng(seed)
        held = [module for topic in np.unique(docs.topic)
                for module in draw.permutation(np.unique(docs.module[docs.topic == topic]))[::3]]
        by_module = np.isin(docs.module, held)
        scores.append([names["text_score"](by_module), names["text_score"](draw.permutation(by_module))])
    modules, shuffled = np.mean(scores, axis=0)
    assert 0.58 < modules < 0.70 and 0.85 < shuffled < 0.89


def test_naive_bayes_is_sure_and_wrong():
    for seed in range(100, 120):
        sure, wrong = [], []
        for train, test in StratifiedKFold(10, shuffle=True, random_state=seed).split(CELLS.X, CELLS.y):
            scale = StandardScaler().fit(CELLS.X[train]).transform
            P = GaussianNB().fit(scale(CELLS.X[train]), CELLS.y[train]).predict_proba(scale(CELLS.X[test]))
            Q = LogisticRegression().fit(scale(CELLS.X[train]), CELLS.y[train]).predict_proba(scale(CELLS.X[test]))
            for claims, right in ((P, wrong), (Q, sure)):
                certain = claims.max(axis=1) > 0.999
                right += (claims.argmax(axis=1) != CELLS.y[test])[certain].tolist()
        assert 0.025 < np.mean(wrong) < 0.047 and len(wrong) > 515 and np.sum(sure) <= 2 and 270 < len(sure) < 320


def test_with_independent_columns_it_keeps_its_promise():
    names = page()
    names["cells"] = CELLS
    found = []
    for seed in range(100, 120):
        draw, apart = np.random.default_rng(seed), CELLS.X.copy()
        for c in (0, 1):
            apart[CELLS.y == c] = draw.permuted(CELLS.X[CELLS.y == c], axis=0)
        said = names["judged"](GaussianNB, apart)
        sure = said.max(axis=1) > 0.999
        found.append([sure.mean(), (said.argmax(axis=1) != CELLS.y)[sure].mean()])
    surely, wrong = np.mean(found, axis=0)
    assert surely > 0.985 and 0.0003 < wrong < 0.003


def test_with_true_bell_curves_it_promises_too_much_and_less_than_before():
    bent = CELLS.X.copy()
    for c in (0, 1):
        own = CELLS.X[CELLS.y == c]
        levels = np.array([NormalDist().inv_cdf((k + 0.5) / len(own)) for k in range(len(own))])
        bent[CELLS.y == c] = own.mean(axis=0) + own.std(axis=0) * levels[own.argsort(axis=0).argsort(axis=0)]
    for seed in range(100, 120):
        shares = []
        for X in (CELLS.X, bent):
            said = np.zeros((569, 2))
            for train, test in StratifiedKFold(10, shuffle=True, random_state=seed).split(X, CELLS.y):
                scale = StandardScaler().fit(X[train]).transform
                said[test] = GaussianNB().fit(scale(X[train]), CELLS.y[train]).predict_proba(scale(X[test]))
            shares.append((said.argmax(axis=1) != CELLS.y)[said.max(axis=1) > 0.999].mean())
        assert 0.005 < shares[1] < 0.02 and shares[1] < 0.6 * shares[0]


def test_with_few_irises_shared_variances_win_and_own_ones_lose():
    (six, twelve, sixty), ten = (page()["learning_curve"](table.X, table.y, sizes, n, 60) for table, sizes, n in (
        (irises(), (6, 12, 60), 50), (CELLS, (100, 350), 200)))
    assert six[0] - six[2:].max() > 0.06 and six[1] < six[2:].min() - 0.1
    assert twelve[0] - twelve[2:].max() > 0.03 and np.ptp(sixty) < 0.02
    assert (ten[:, 2] - ten[:, 0] > 0.015).all() and ten[1, 2] - ten[1, 0] > ten[0, 2] - ten[0, 0]


def test_of_nine_wines_own_variances_learn_little():
    nine = page()["learning_curve"](wines().X, wines().y, (9,), 60, 60)[0]
    assert nine[1] < 0.65 and nine[[0, 2, 3]].min() > 0.83 and np.ptp(nine[[0, 2, 3]]) < 0.04


def test_a_limit_is_no_upper_bound():
    world, above, late = page()["world"], [], []
    for seed in range(5000, 5030):
        draw = np.random.default_rng(seed)
        for n, found in ((80, above), (4000, late)):
            (X, y), (T, truth) = world(draw, n, 0.5), world(draw, 4000, 0.5)
            found.append((GaussianNB(shared_variance=True).fit(X, y).predict(T) == truth).mean())
    assert np.mean(above) > 0.701 and 0.3 < np.mean(np.array(above) > 0.701) < 0.75
    assert abs(np.mean(late) - 0.701) < 0.015


def test_shared_variances_lead_where_all_columns_are_independent():
    gains = []
    for seed in range(5000, 5030):
        draw = np.random.default_rng(seed)
        (X, y), (T, truth) = page()["world"](draw, 40, 0), page()["world"](draw, 2000, 0)
        right = [(model.fit(X, y).predict(T) == truth).mean() for model in (
            GaussianNB(shared_variance=True), LogisticRegression(), LogisticRegression(C=1e4), GaussianNB())]
        gains.append(right[0] - np.array(right[1:]))
    assert (np.mean(gains, axis=0) > 0.01).all()
