"""The overview of mining: the question router, and the numbers that its exercises and hints quote."""
from itertools import product

import numpy as np
import pytest
from dldm.datasets import biopsies, wines
from dldm.mining import QUESTIONS, TASKS, kfold, reachable, route, route_steps, threshold_steps
from dldm.mining.regression import degree_steps, digits_lost_steps, svr_steps
from dldm.page import play
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


@pytest.mark.parametrize("answers, task", [
    ({"outcome": True, "ahead": False, "size": True}, "regression"),
    ({"outcome": True, "ahead": False, "size": False}, "classification"),
    ({"outcome": True, "ahead": True}, "sequence"),
    ({"outcome": False, "order": True}, "sequence"),
    ({"outcome": False, "order": False, "items": True}, "association"),
    ({"outcome": False, "order": False, "items": False}, "clustering")])
def test_routes_by_hand(answers, task):
    assert route(answers) == task


@pytest.mark.parametrize("values", list(product([True, False], repeat=len(QUESTIONS))))
def test_every_set_of_answers_narrows_to_one_task(values):
    states = list(route_steps(dict(zip(QUESTIONS, values))))
    assert states[0].possible == TASKS and states[0].given == ()
    for before, after in zip(states, states[1:]):
        assert set(after.possible) < set(before.possible) and after.given[:-1] == before.given
        assert after.given[-1] == (before.place, dict(zip(QUESTIONS, values))[before.place])
    assert states[-1].possible == (states[-1].place,) == (route(dict(zip(QUESTIONS, values))),)


def test_every_task_can_be_reached_and_every_question_leads_somewhere():
    assert set(reachable("outcome")) == set(TASKS)
    assert all({question.yes, question.no} <= {*QUESTIONS, *TASKS} for question in QUESTIONS.values())


@pytest.mark.parametrize("answers, words", [
    ({}, "answer question 'outcome'"), ({"outcome": True}, "answer question 'ahead'"),
    ({"outcome": "yes"}, "True or False"), ({"colour": True}, "unknown question 'colour'")])
def test_bad_answers_are_refused(answers, words):
    with pytest.raises(ValueError, match=words):
        route(answers)


def test_answers_are_not_modified_and_the_trace_repeats():
    answers = {"outcome": False, "order": False, "items": True}
    assert list(route_steps(answers)) == list(route_steps(answers)) and len(answers) == 3


def test_the_desk_is_decided_by_few_tumours():
    """What the chapter says of the four thresholds: .5 is too high, and the order of the others is not firm."""
    data = biopsies()
    model = make_pipeline(StandardScaler(), LogisticRegression())
    p = cross_val_predict(model, data.X, 1 - data.y, cv=10, method="predict_proba")[:, 1]
    costs = [state.cost for state in threshold_steps(p, 1 - data.y, (0.5, 0.2, 1 / 11, 0.05), 10, 1)]
    assert min(costs) == costs[3] and costs[0] > 75 and np.ptp(costs) > 10
    between = (p > 0.05) & (p <= 1 / 11)
    assert between.sum() == 16 and (1 - data.y)[between].sum() == 3


def test_the_costs_that_exercise_v2_offers():
    missed, alarms = np.array([12, 3, 2, 1]), np.array([5, 70, 120, 190])
    assert (20 * missed + alarms).tolist() == [245, 130, 160, 210]
    assert (missed + alarms).argmin() == 0 and np.abs(1 / 21 - np.array([0.5, 0.1, 0.05, 0.02])).argmin() == 2


def test_the_folds_that_exercise_v1_quotes():
    data = wines()
    scores = cross_val_score(LinearDiscriminantAnalysis(), data.X, data.y, cv=KFold(3))
    assert scores == pytest.approx([0.02, 0.80, 0.19], abs=6e-3)
    assert np.bincount(data.y[:60]).tolist() == [59, 1]


X8 = np.arange(8.0)[:, None] - 3.5
Y8 = np.array([-1.6, -1.4, -0.5, -0.4, 0.6, 0.5, 4.0, 1.9])


@pytest.mark.parametrize("trace", [
    lambda: digits_lost_steps((1.0, 0.1), np.random.default_rng(0)),
    lambda: degree_steps(np.arange(9.0), np.arange(9.0) ** 2, range(3), kfold(9, 3)),
    lambda: svr_steps(X8 @ X8.T, Y8, C=0.2, eps=0.3),
    lambda: route_steps({"outcome": False, "order": True}),
    lambda: threshold_steps([0.2, 0.7], [0, 1], (0.1, 0.5, 0.9))], ids=["dial", "degree", "tube", "router", "desk"])
def test_the_frames_of_a_player_are_the_trace(trace):
    drawn = []
    player = play(trace(), lambda ax, state: drawn.append(str(state)), str, title="t", describe="d")
    def plain(texts):  # the model of a degree prints its address, which differs
        return [text.split(" object at ")[0] for text in texts]
    assert len(player) == len(list(trace())) and plain(drawn) == plain(player.captions) == plain(map(str, trace()))
