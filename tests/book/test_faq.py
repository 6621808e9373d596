"""Chapter 7: the procedure that rules methods out, against cases worked by hand, and the numbers of its text."""
import itertools
import re

import numpy as np
import pytest
from dldm.datasets import churn, diabetes
from dldm.exercises.check import find
from dldm.exercises.kinds import digest
from dldm.mining import Candidate, choosing, decide, decide_steps, methods, paired_ratio
from dldm.page import play
from exercise_tools import BOOK, notebook
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student
from sklearn.model_selection import RepeatedStratifiedKFold

FOLDS = 6
costs = st.lists(st.integers(0, 40), min_size=FOLDS, max_size=FOLDS).map(lambda row: np.array(row, dtype=float))
rows = st.lists(st.tuples(costs, st.integers(1, 40), st.sampled_from([0, 0.4, 0.5, 1])), min_size=1, max_size=5).map(
    lambda found: [Candidate(f"m{i}", *one) for i, one in enumerate(found)])
limits = st.sampled_from([0.5, 2.0, 3.4])


def candidate(name, shift, parts=1, stability=1.0):
    return Candidate(name, np.array([5.0, 6, 7, 6, 5, 7]) + np.array([0.1, -0.1] * 3) + shift, parts, stability)


def test_of_candidates_equal_but_for_rounding_the_first_is_simplest():
    first, tie = Candidate("first", np.array([0.1 + 0.2]), 3, 1), Candidate("tie", np.array([0.3]), 3, 1)
    assert choosing.simplest((first, tie)).name == "first" and choosing.simplest((tie, first)).name == "tie"
    cheaper, shorter = Candidate("cheaper", np.array([0.2]), 3, 1), Candidate("shorter", np.array([9.0]), 2, 1)
    assert choosing.simplest((first, cheaper)).name == "cheaper"
    assert choosing.simplest((first, cheaper, shorter)).name == "shorter"


NONE = np.array([9.0, 10, 11, 10, 9, 11])

# ---------------------------------------------------------------- the ratio


def test_the_ratio_by_hand():
    assert paired_ratio([9, 9, 9], [5, 7, 6]) == pytest.approx(3 / np.sqrt(1 / 3 + 1 / 4))
    assert paired_ratio([9, 9, 9], [5, 7, 6], overlap=0) == pytest.approx(3 * np.sqrt(3))


@pytest.mark.parametrize("a, b, ratio", [([1, 1], [1, 1], 0), ([2, 2], [1, 1], np.inf), ([1, 1], [2, 2], -np.inf)])
def test_differences_without_spread(a, b, ratio):
    assert paired_ratio(a, b) == ratio


@given(costs, costs)
def test_the_ratio_turns_its_sign_with_the_order(a, b):
    assert paired_ratio(a, b) == pytest.approx(-paired_ratio(b, a))


@pytest.mark.parametrize("a, b, overlap, message", [
    ([1, 2], [1], 0.25, "expected \\(1,\\)"), ([1], [2], 0.25, "two"), ([1, np.nan], [1, 2], 0.25, "NaN"),
    ([1, 2], [2, 1], -1, "overlap")])
def test_bad_input_of_the_ratio(a, b, overlap, message):
    with pytest.raises(ValueError, match=message):
        paired_ratio(a, b, overlap)


# ---------------------------------------------------------------- the decision


def names(states):
    return [tuple(c.name for c in state.left) for state in states]


def test_a_decision_by_hand():
    uneven = np.array([0.4, -0.3, 0.2, 0, -0.2, 0.1])
    row = [candidate("line", 0, 13), candidate("tree", uneven, 8), candidate("wood", -3, 500), candidate("coin", 4, 1),
           candidate("moody", 0, 4, 0.2)]
    free = list(decide_steps(row, NONE, 2.0))
    assert names(free) == [("line", "tree", "wood", "coin", "moody"), ("line", "tree", "wood", "moody"), ("wood",),
                           ("wood",)]
    read = list(decide_steps(row, NONE, 2.0, most_parts=16))
    assert [list(state.out) for state in read] == [[], ["coin"], ["wood"], ["moody"], [], ["line"]]
    assert decide(row, NONE, 2.0).name == "wood" and decide(row, NONE, 2.0, 16).name == "tree"
    assert read[2].out == {"wood": "500 parts"} and read[3].out == {"moody": "agrees in 0.20"}
    assert free[2].out["line"].endswith("errors behind wood")


def test_nothing_left_is_an_answer():
    states = list(decide_steps([candidate("coin", 4)], NONE, 2.0, 16))
    assert len(states) == 2 and states[-1].left == () and decide([candidate("coin", 4)], NONE, 2.0) is None


def test_of_equally_many_parts_the_cheaper():
    row = [candidate("a", 0.1, 8), candidate("b", 0, 8)]
    assert decide(row, NONE, 5.0).name == "b"


@settings(max_examples=60)
@given(rows, costs, limits, st.sampled_from([None, 3, 16]))
def test_each_step_only_rules_out_and_says_why(row, no_model, limit, most):
    states = list(decide_steps(row, no_model, limit, most))
    assert states[0].left == tuple(row) and states[0].out == {}
    for before, after in itertools.pairwise(states):
        kept = {c.name for c in after.left}
        assert {c.name for c in before.left} == kept | set(after.out) and not kept & set(after.out)
        assert all(after.out.values())
    assert len(states[-1].left) <= 1
    if states[-1].left:
        assert len(states) == (6 if most else 4)
        winner = states[-1].left[0]
        assert paired_ratio(no_model, winner.costs) > limit
        assert most is None or (winner.parts <= most and winner.stability >= 0.5)


@settings(max_examples=60)
@given(rows, costs, limits, st.sampled_from([None, 16]), st.randoms(use_true_random=False))
def test_names_and_order_do_not_matter(row, no_model, limit, most, random):
    masked = [c._replace(name=f"{1950 + i}") for i, c in enumerate(row)]
    random.shuffle(masked)
    a, b = decide(row, no_model, limit, most), decide(masked, no_model, limit, most)
    assert (a is None) == (b is None)
    if a:  # only candidates that agree in all that is measured may change places
        assert (a.parts, a.costs.mean()) == (b.parts, b.costs.mean())


def test_input_is_not_modified():
    row = [candidate("a", 0), candidate("b", 1, 9)]
    before = [c.costs.copy() for c in row]
    decide(row, NONE, 2.0, 4)
    assert all((c.costs == old).all() for c, old in zip(row, before)) and (NONE == [9, 10, 11, 10, 9, 11]).all()


@pytest.mark.parametrize("row, limit, message", [
    ([], 2, "at least one method"), ([candidate("a", 0), candidate("a", 1)], 2, "name of its own"),
    ([candidate("a", 0)], 0, "limit"), ([Candidate("a", np.ones(2), 1, 1)], 2, "costs has shape|others has shape")])
def test_bad_input_of_the_decision(row, limit, message):
    with pytest.raises(ValueError, match=message):
        decide(row, NONE, limit)


def test_the_player_shows_the_trace():
    row = [candidate("line", 0, 13), candidate("tree", 0.05, 8)]
    asked = {str(most): list(decide_steps(row, NONE, 2.0, most)) for most in (None, 16)}
    player = play(asked, lambda ax, s: ax.plot([0, len(s.left)]), lambda s: s.constraint, "t", "d", setting="read")
    assert [player.captions[key] for key in asked] == [[s.constraint for s in states] for states in asked.values()]


# ---------------------------------------------------------------- the candidates


def test_cost_by_hand():
    p, y = np.array([0.05, 0.2, 0.6, 0.4]), np.array([0, 0, 1, 1])
    assert methods.mean_cost(p, y, 1) == 25  # above a half: one miss of four
    assert methods.mean_cost(p, y, 10) == 25  # above one eleventh: one alarm
    assert methods.mean_cost(np.zeros(4), y, 10) == 500 and methods.mean_cost(np.ones(4), y, 10) == 50


@pytest.fixture(scope="module")
def small():
    data = churn()
    X, y = data.X[:300], data.y[:300]
    folds = list(RepeatedStratifiedKFold(n_splits=3, n_repeats=1, random_state=0).split(X, y))
    return X, y, folds, methods.assess(methods.five(), X, y, folds)


def test_what_is_read_off_the_candidates(small):
    X, y, folds, found = small
    parts = {name: parts for name, (_, parts, _) in found.items()}
    assert parts["logistic"] == 17 and parts["short tree"] <= 8 < parts["long tree"] < parts["forest"]
    assert parts["network"] == 17 * 20 + 20 + 20 * 2 + 2
    assert all(0 <= stability <= 1 for _, _, stability in found.values())
    assert all(((q >= 0) & (q <= 1)).all() and len(q) == len(test)
               for p, _, _ in found.values() for q, (_, test) in zip(p, folds))


def test_the_short_tree_is_the_long_one_cut_short():
    trees = {name: method.get_params() for name, method in methods.five(3).items() if name.endswith("tree")}
    assert trees["short tree"] == trees["long tree"] | {"max_leaf_nodes": 8} and trees["long tree"]["random_state"] == 3
    assert trees["long tree"]["min_samples_leaf"] == 5


def test_the_policy_without_a_model(small):
    X, y, folds, found = small
    for miss, always in ((1, 0.0), (10, 1.0)):
        row, no_model = methods.candidates(found, y, folds, miss)
        wanted = [methods.mean_cost(np.full(len(test), always), y[test], miss) for _, test in folds]
        assert no_model.tolist() == wanted and [c.name for c in row] == list(methods.five())


# ---------------------------------------------------------------- the text


@pytest.fixture(scope="module")
def chapter():
    return notebook(BOOK / "07-faq.ipynb")


def printed(chapter, name):
    cell = next(cell for cell in chapter.cells if cell.id == f"c7-{name}")
    return "\n".join(o.get("text", "") or o["data"]["text/plain"] for o in cell.outputs)


def prose(chapter):
    return "\n".join(cell.source for cell in chapter.cells if cell.cell_type == "markdown")


def test_the_limit_in_the_text(chapter):
    assert f"{student.ppf(1 - 0.05 / 5, 9):.2f}" == "2.82" and "the limit at 2.82" in prose(chapter)


def test_every_section_of_the_page_of_bridges_is_linked(chapter):
    text = prose(chapter)
    for label in ("sec-2-neuron", "sec-5-3-bridge", "sec-5-5s-bridge", "sec-5-2-b6", "sec-5-5-bridge", "sec-5-4-bridge",
                  "sec-2-tree", "sec-5-2-b5", "sec-6-attention", "sec-2-pca", "sec-5-1-bridge", "sec-5-5h-b10",
                  "sec-6-patches", "sec-6c-distillation"):
        assert f"<{label}>" in text


def test_numbers_of_the_page_are_those_of_the_prose(chapter):
    lines = printed(chapter, "page").splitlines()
    assert "'equal': 15, 'difference': 2, 'near': 1" in lines[0]
    text = prose(chapter)
    assert "Fifteen equalities, one neighbour, two differences" in text and "fifteen equalities, one near miss" in text
    assert len(printed(chapter, "failed-table").splitlines()) == 1 + 7
    assert "all eighteen in one player" in text and "18 settings of bridge" in printed(chapter, "player-play")


def test_the_count_of_verdicts_in_the_text_is_the_ledgers(chapter):
    ledger = (BOOK / "ledger.md").read_text(encoding="utf-8")
    row = re.search(r"^\| \*\*all\*\* \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", ledger, re.M)
    holds, refined, corrected, all_ = row.groups()
    assert f"Of {all_} statements {holds} hold, {refined} are refined and {corrected} corrected" in prose(chapter)


def test_the_prose_on_the_unopened_rows_is_what_the_table_says(chapter):
    head, _, _, _, *lines = printed(chapter, "decide-answers").splitlines()
    gaps = [re.split(r"\s{2,}", line)[-1] for line in lines]
    sure = [gap != "–" and float(gap.split()[0]) > float(gap.split()[2]) for gap in gaps]
    assert head.endswith("in 2 of 8") and gaps.count("–") == 2 and sum(sure) == 3
    assert "chose the cheapest in two lines of eight" in prose(chapter)
    assert sum("network, " in line for line in lines) == 2 and "A network was cheapest twice" in prose(chapter)


def test_the_verdicts_counted_and_in_the_prose(chapter):
    assert "{'refined': 4, 'holds': 1, 'corrected': 4}" in printed(chapter, "ledger-count")
    verdicts = re.findall(r"\*\*Verdict[^:*]*: ([^*]+)\.\*\*", prose(chapter))
    assert [v.split()[0] for v in verdicts] == ["corrected", "corrected", "refined", "corrected"]


def test_the_answers_of_the_procedure(chapter):
    lines = [re.split(r"\s{2,}", line) for line in printed(chapter, "decide-answers").splitlines()[4:]]
    assert [line[1] for line in lines] == ["no model", "no model", "forest", "no model", "short tree", "short tree",
                                           "long tree", "short tree"]


def test_post_answers_are_open_and_nothing_was_kept(chapter):
    for name in ("post-answers", "post-compare", "post-score"):
        assert printed(chapter, name).startswith("○ not attempted yet")
    assert "No answers to the form 'pre' are kept" in printed(chapter, "hook")


# ---------------------------------------------------------------- the exercises


def test_five_numbers_by_hand():
    """The losses that the hints of I1 quote: 7, with squares 21, with means 8."""
    x = np.array([0, 1, 5, 10, 12])
    pairs = list(itertools.combinations(x, 2))
    assert min(sum(min(abs(v - m) for m in pair) for v in x) for pair in pairs) == 7
    assert min(sum(min((v - m) ** 2 for m in pair) for v in x) for pair in pairs) == 21
    assert sum(abs(x[:3] - 2)) + sum(abs(x[3:] - 11)) == 8 and len(pairs) == 10


def test_one_neuron_forgets_its_seed_and_the_others_do_not():
    """The key of P1, by running it."""
    from dldm.nn import neuron_gradient
    from sklearn.tree import DecisionTreeClassifier

    data = churn()
    X = (data.X[:300] - data.X[:300].mean(axis=0)) / data.X[:300].std(axis=0)
    y, ends = data.y[:300], []
    for seed in (0, 1):
        w, b = np.random.default_rng(seed).normal(size=17), 0.0
        for _ in range(4000):
            dw, db = neuron_gradient(w, b, X, y, 0.1)
            w, b = w - 0.5 * dw, b - 0.5 * db
        ends.append(np.append(w, b))
    assert np.abs(ends[0] - ends[1]).max() < 1e-9
    fits = [methods.Scored(units=5, epochs=50, seed=seed).fit(X, y).predict_proba(X) for seed in (0, 1)]
    assert np.abs(fits[0] - fits[1]).max() > 1e-3
    trees = [DecisionTreeClassifier(random_state=seed).fit(X, y).predict(data.X[300:]) for seed in range(6)]
    assert any((tree != trees[0]).any() for tree in trees)


def test_every_report_without_a_gap_is_accepted_and_no_other():
    ex = find("ch07-v1")
    for size in range(9):
        for letters in map("".join, itertools.combinations("abcdefgh", size)):
            for method in ("no model", "logistic", "short tree", "long tree", "forest", "network"):
                needed = set("ab" if method == "no model" else "abcd")
                sound = needed <= set(letters) <= set("abcd") and method not in ("forest", "network")
                assert ex.right((method, letters)) == sound, (method, letters)
                assert sound or any(trap.test((method, letters)) for trap in ex.traps)


def test_every_row_of_kinds_has_a_hint():
    ex = find("ch07-p3")
    for kinds in map("".join, itertools.product("ewlnx", repeat=5)):
        assert ex.right(kinds) == (kinds == "welxn")
        assert kinds == "welxn" or any(trap.test(kinds) for trap in ex.traps)


def test_the_kinds_of_the_five_more_bridges_by_running_them():
    """The key of P3: a copy answers alike, a descent arrives, a limit is approached, and stopping is never ridge."""
    from dldm.bridges import attention
    from dldm.ground import standardise
    from dldm.mining.regression import ridge, squared_gradient, stopped_descent
    from dldm.nn import SGD, descend_steps
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(200, 3)), rng.integers(0, 2, 200)
    X[y == 1] += [1, 0.5, 0]
    lda = LinearDiscriminantAnalysis(solver="lsqr").fit(X, y)
    neuron = 1 / (1 + np.exp(-(X @ lda.coef_[0] + lda.intercept_[0])))
    assert np.abs(neuron - lda.predict_proba(X)[:, 1]).max() < 1e-12
    x = rng.uniform(-1, 1, 100)
    P, t = standardise(np.column_stack([x, x**2, x**3]))[0], np.sin(3 * x)
    t = t - t.mean()
    *_, w = descend_steps(lambda w: squared_gradient(w, P, t, 0.0), np.zeros(3), SGD(0.3), 20_000)
    assert np.abs(w - np.linalg.lstsq(P, t, rcond=None)[0]).max() < 1e-9
    keys = X / np.linalg.norm(X, axis=1, keepdims=True)
    Q = rng.normal(size=(20, 3))
    nearest = y[(Q @ keys.T).argmax(axis=1)]
    gaps = [np.abs(attention(Q, keys, y[:, None].astype(float), tau=tau)[0][:, 0] - nearest).max()
            for tau in (1, 1e-2, 1e-5)]
    assert gaps[0] > gaps[1] > gaps[2] and gaps[2] < 1e-6
    patients = diabetes()
    P, t = standardise(patients.X)[0], patients.y - patients.y.mean()
    stopped = stopped_descent(P, t, 0.2, 200)
    path = [ridge(P, t, penalty)[0] for penalty in np.logspace(-2, 3, 1000)]
    near = min(np.linalg.norm(w - stopped) for w in path) / np.linalg.norm(stopped)
    assert 1e-3 < near < 0.2


def test_a_loss_of_another_kind_is_named_with_its_case():
    ex = find("ch07-i1")

    def card(X, k):
        sets = list(itertools.combinations(range(len(X)), k))
        return {"hypothesis": sets, "loss": [1.0] * len(sets), "search": sets[0], "evaluation": "null data"}

    assert "the medoids in rows (0, 1) your loss is 1." in ex.fallback(ex.run(card))


def test_every_set_of_statements_has_a_hint():
    for id, key, options in (("ch07-p1", "b", "abcd"), ("ch07-v2", "bdf", "abcdefg")):
        ex = find(id)
        for size in range(len(options) + 1):
            for letters in map("".join, itertools.combinations(options, size)):
                assert ex.right(letters) == (letters == key) == (digest(id, letters) == digest(id, key))
                assert letters == key or any(trap.test(letters) for trap in ex.traps)


def test_the_module_is_shown(chapter):
    shown = " ".join(cell.source for cell in chapter.cells if cell.cell_type == "code" and "show(" in cell.source)
    for name in ("Candidate", "Choice", "paired_ratio", "decide_steps", "constraints", "dearer", "simplest",
                 "decide"):
        assert re.search(rf"\b{name}\b", shown) and hasattr(choosing, name)


def test_the_verdicts_are_those_of_the_articles_ledger(chapter):
    rows = re.findall(r"^\| (F?\d) \|.*?\| \*\*(\w+)\*\* \|", (BOOK / "ledger.md").read_text(encoding="utf-8"), re.M)
    theirs = dict(rows)
    lines = [re.split(r"\s{2,}", line) for line in printed(chapter, "ledger-count").splitlines()[-9:]]
    ours = {line[0].replace("FAQ ", "F").split()[0]: line[1] for line in lines}
    assert len(ours) == 9 and {key: theirs[key] for key in ours} == ours
