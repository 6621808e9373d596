"""Choosing: which mining task is this, and which method to take, from what was
measured.
"""
import math
from typing import NamedTuple

import numpy as np

from ..ground.arrays import first_smallest
from ..ground.checks import known, not_negative, positive, vector


class Question(NamedTuple):
    """A question, and where yes and no lead: to the name of another question, or to a
    task.
    """

    text: str
    yes: str
    no: str


QUESTIONS = {
    "outcome": Question("Is there, now or later, an outcome of each row that an answer "
                        "can be compared with?",
                        "ahead", "order"),
    "ahead": Question("Is it the next value of a record that is kept in order?",
                      "sequence", "size"),
    "size": Question("Is the outcome a quantity, so that a near miss is better than a "
                     "far one?",
                     "regression", "classification"),
    "order": Question("Would shuffling the rows destroy what you look for?", "sequence",
                      "items"),
    "items": Question("Do you ask which items occur together, and not which rows are "
                      "alike?",
                      "association", "clustering"),
}
TASKS = ("regression", "classification", "clustering", "association", "sequence")


class Route(NamedTuple):
    """Where the router stands: a question's name or a task, the answers given so far,
    and the tasks still possible.
    """

    place: str
    given: tuple
    possible: tuple


def reachable(place):
    """The tasks, in the order of TASKS, that lie below a question's name; a task lies
    below itself.
    """
    if place in TASKS:
        return (place,)
    below = {*reachable(QUESTIONS[place].yes), *reachable(QUESTIONS[place].no)}
    return tuple(task for task in TASKS if task in below)


def route_steps(answers):
    """Yield the Route at the start and after each answer, until a task is reached.

    answers: {name of a question: True or False} for at least the questions that come
    up. ValueError for an unknown question, a missing answer, or one that is not True or
    False.
    """
    for name in answers:
        known("question", name, QUESTIONS)
    place, given = "outcome", ()
    yield Route(place, given, reachable(place))
    while place not in TASKS:
        if not isinstance(answers.get(place), bool):
            raise ValueError(f"answer question {place!r} with True or False: "
                             f"{QUESTIONS[place].text}")
        given = (*given, (place, answers[place]))
        place = QUESTIONS[place].yes if answers[place] else QUESTIONS[place].no
        yield Route(place, given, reachable(place))


def route(answers):
    """The task that the answers lead to."""
    *_, last = route_steps(answers)
    return last.place


class Candidate(NamedTuple):
    """What was measured of a method; all candidates of one decision on the same folds.

    costs (folds,): the mean cost of a new row on each; parts: how many rules or numbers
    a reader must hold in mind;
    stability: how often two fits on other rows name the same main column, from 0 to 1.
    """

    name: str
    costs: np.ndarray
    parts: float
    stability: float


class Choice(NamedTuple):
    """After a constraint: what it asks, the candidates left, and {name: why} of those
    that it has ruled out.
    """

    constraint: str
    left: tuple
    out: dict


def paired_ratio(costs, others, overlap=0.25):
    """Mean of costs - others (folds,) over its error: above 0 where `costs` are higher.

    The error allows for training sets that overlap (Nadeau & Bengio 2003); overlap:
    test rows over training rows.
    """
    others = vector(others, np.size(others), "others")
    d = vector(costs, len(others), "costs") - others
    if len(d) < 2:
        raise ValueError(f"costs has {len(d)} folds: "
                         "to see a spread, give at least two")
    not_negative("overlap", overlap)
    error = d.std(ddof=1) * math.sqrt(1 / len(d) + overlap)
    if error:
        return float(d.mean() / error)
    return math.copysign(math.inf, d.mean()) if d.any() else 0.0


def decide_steps(candidates, no_model, limit, most_parts=None, least_stability=0.5):
    """Rule candidates out: yield a Choice at the start and after each constraint, until
    all are asked or none is left.

    no_model (folds,): cost of the best policy without a model; a cost is called higher
    above a `paired_ratio` of limit.
    most_parts: what a reader can hold in mind, None if nobody reads; then
    least_stability is not asked for either.
    """
    if len({c.name for c in candidates}) < max(1, len(candidates)):
        raise ValueError("candidates must hold at least one method, and each needs a "
                         "name of its own")
    positive("limit", limit)
    left = tuple(candidates)
    yield Choice("measured on the same folds", left, {})
    for constraint, rule in constraints(no_model, limit, most_parts, least_stability):
        out = rule(left)
        left = tuple(c for c in left if c.name not in out)
        yield Choice(constraint, left, out)
        if not left:
            return


def constraints(no_model, limit, most_parts, least_stability):
    """[(what is asked, rule), ...] in their order; a rule takes the candidates left and
    returns {name: why not}.
    """

    def useless(left):
        leads = {c.name: paired_ratio(no_model, c.costs) for c in left}
        return {name: f"{lead:.1f} errors ahead"
                for name, lead in leads.items() if lead <= limit}

    def long(left):
        return {c.name: f"{c.parts:.0f} parts" for c in left if c.parts > most_parts}

    def fickle(left):
        return {c.name: f"agrees in {c.stability:.2f}"
                for c in left if c.stability < least_stability}

    def not_simplest(left):
        return {c.name: f"{c.parts:.0f} parts"
                for c in left if c is not simplest(left)}

    for_readers = [(f"at most {most_parts} parts to read", long),
                   ("the same reason from other rows", fickle)]
    return [("clearly cheaper than no model", useless),
            *(for_readers if most_parts is not None else []),
            ("not clearly dearer than the best", lambda left: dearer(left, limit)),
            ("the fewest parts", not_simplest)]


def simplest(left):
    """The candidate of fewest parts, of equals the cheapest, of equals again the
    first.
    """
    fewest = [c for c in left if c.parts == min(c.parts for c in left)]
    return fewest[first_smallest([c.costs.mean() for c in fewest])]


def dearer(left, limit):
    """{name: why} of the candidates whose cost lies more than `limit` errors above that
    of the cheapest.
    """
    best = left[first_smallest([c.costs.mean() for c in left])]
    ratios = {c.name: paired_ratio(c.costs, best.costs) for c in left}
    return {name: f"{r:.1f} errors behind {best.name}"
            for name, r in ratios.items() if r > limit}


def decide(candidates, no_model, limit, most_parts=None, least_stability=0.5):
    """The Candidate that `decide_steps` ends with, or None where the answer is to use
    no model.
    """
    *_, last = decide_steps(candidates, no_model, limit, most_parts, least_stability)
    return last.left[0] if last.left else None
