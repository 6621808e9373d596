"""Which mining task is this? Five yes-or-no questions, and the path that a set of answers takes through them."""
from typing import NamedTuple

from ._checks import known


class Question(NamedTuple):
    """A question, and where yes and no lead: to the name of another question, or to a task."""

    text: str
    yes: str
    no: str


QUESTIONS = {
    "outcome": Question("Is there, now or later, an outcome of each row that an answer can be compared with?",
                        "ahead", "order"),
    "ahead": Question("Is it the next value of a record that is kept in order?", "sequence", "size"),
    "size": Question("Is the outcome a quantity, so that a near miss is better than a far one?",
                     "regression", "classification"),
    "order": Question("Would shuffling the rows destroy what you look for?", "sequence", "items"),
    "items": Question("Do you ask which items occur together, and not which rows are alike?",
                      "association", "clustering"),
}
TASKS = ("regression", "classification", "clustering", "association", "sequence")


class Route(NamedTuple):
    """Where the router stands: a question's name or a task, the answers given so far, and the tasks still possible."""

    place: str
    given: tuple
    possible: tuple


def reachable(place):
    """The tasks, in the order of TASKS, that lie below a question's name; a task lies below itself."""
    if place in TASKS:
        return (place,)
    below = {*reachable(QUESTIONS[place].yes), *reachable(QUESTIONS[place].no)}
    return tuple(task for task in TASKS if task in below)


def route_steps(answers):
    """Yield the Route at the start and after each answer, until a task is reached.

    answers: {name of a question: True or False} for at least the questions that come up. ValueError for an unknown
    question, a missing answer, or one that is not True or False.
    """
    for name in answers:
        known("question", name, QUESTIONS)
    place, given = "outcome", ()
    yield Route(place, given, reachable(place))
    while place not in TASKS:
        if not isinstance(answers.get(place), bool):
            raise ValueError(f"answer question {place!r} with True or False: {QUESTIONS[place].text}")
        given = (*given, (place, answers[place]))
        place = QUESTIONS[place].yes if answers[place] else QUESTIONS[place].no
        yield Route(place, given, reachable(place))


def route(answers):
    """The task that the answers lead to."""
    *_, last = route_steps(answers)
    return last.place
