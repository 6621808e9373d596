"""Judges the answers of one submission by the book's own checks, in a process that no submission can reach.

The cells run in the sandbox (`grade_inside.py`); numbers and letters come over the line as values, a function stays
there and is called there, with values.  So nothing that a submission does to its own process changes what is judged:
it can only answer.

What this cannot exclude: that an answer, or what a function returns, came from somebody else, from the book's own
function, or from a guess at what the check will ask.  Two things are looked for in the sandbox itself, where whoever
sets out to can hide them: whether a function calls NumPy alone, and for the exercises in LOOKED how it gets its result.
"""
import contextlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dldm import exercises
from dldm.exercises import guard
from dldm.exercises.check import Outcome, find, status
from dldm.exercises.inventory import LETTERS, inventory
from dldm.exercises.kinds import digest
from grade_wire import Gone, Line, Over

LOOKED = ("ch02-i1", "ch05-3-i2")  # their checks watch the function while it runs
SERVED = 45  # seconds of the clock for the calls of one exercise
SHEETS = {"pre": "before", "post": "after"}  # {form of the inventory: name of the answers in its chapter}


class Verdict(NamedTuple):
    """What is written down of one exercise: the outcome, the state and the key of the check, the misconception, the
    message that the student reads, and a note for the teacher.
    """

    outcome: str
    state: str
    key: str = ""
    code: str = ""
    message: str = ""
    note: str = ""


class Judge:
    """One run of one submission.

    reader, writer: the line to the process in the sandbox; seconds: what a cell may take; alone: ids of the exercises
    whose functions must call NumPy alone.
    """

    def __init__(self, reader, writer, seconds, alone=()):
        self.line = Line(reader, writer, (guard.TooSlow, guard.TooLoud))
        self.seconds, self.stopped, self.changed, self.sheets = seconds, {}, False, {}
        self.alone, self.strange = set(alone), []

    def verdicts(self, cells, places, ids, alive=lambda: None):
        """Yield (id, Verdict): of an exercise right after the cell that answers it, of the others at the end.

        cells: {number: code} in their order; places: {id: number of the cell that answers it}; alive is called before
        each cell.
        """
        for number, code in cells.items():
            alive()
            got = self.line.ask({"run": code, "seconds": self.seconds})
            if isinstance(got.get("stopped"), list):
                self.stopped[number] = self.why(*map(str, got["stopped"]))
            self.changed = self.changed or bool(got.get("changed"))
            for id in (id for id in ids if places.get(id) == number):
                yield id, self.verdict(id, self.stopped.get(number, ""))
        for id in (id for id in ids if places.get(id) not in cells):
            yield id, self.verdict(id)

    def why(self, kind, text):
        """What stopped a cell, in words for a person."""
        if kind == guard.TooSlow.__name__:
            return f"it was still running after {self.seconds:g} seconds of work"
        return f"{kind}: {text.strip()}"[:200]

    def verdict(self, id, stopped=""):
        """The Verdict on one exercise as things stand now."""
        self.line.over = ""
        if id.startswith("inventory"):
            return self.sheet(id)
        exercise = find(id)
        outcome = status(id, self.answers(exercise.names, id in self.alone))
        if id in LOOKED and outcome.state != "not attempted" and not self.line.over and not self.line.gone:
            looked = self.look(id)
            outcome = looked if looked.state != "correct" else outcome  # it may take a point away, and give none
        self.hang_up()
        ended = {"died": "crashed", "slow": "timed out"}.get(self.line.over)
        codes = {trap.key: trap.code for trap in exercise.traps if outcome.state == "not yet"}
        if ended:
            return Verdict(ended, "not yet", ended.replace(" ", "-"), message=ENDED[ended])
        if outcome.state == "correct" and self.strange:
            return Verdict("scored", "not yet", "not-alone", message=ALONE.format(", ".join(self.strange)))
        note = f"its cell stopped: {stopped}" if stopped else ""
        message = STOPPED.format(stopped) if stopped and outcome.key == "stub" else outcome.message
        return Verdict("timed out" if outcome.key == "slow" else "scored", outcome.state, outcome.key,
                       codes.get(outcome.key, ""), message, note)

    def answers(self, names, alone=False):
        """{name: value} of those names that the cells have left."""
        try:
            got = self.line.ask({"serve": list(names), "seconds": SERVED, "alone": alone})
            self.strange = [str(name)[:80] for name in self.line.part(got, "strange")]
            values = dict(self.line.part(got, "values"))
            return {name: self.line.decode(values[name]) for name in names if name in values}
        except (TypeError, ValueError):
            raise self.line.lost("garbled") from None
        except Over:
            return {}

    def look(self, id):
        """The Outcome of the check in the sandbox."""
        with contextlib.suppress(Over, TypeError, ValueError):
            return Outcome(*map(str, self.line.part(self.line.ask({"look": id, "files": sources()}), "outcome")))
        return Outcome("not yet", "raises", "your function did not come to an end.")

    def hang_up(self):
        """Let the process in the sandbox go on to the next cell."""
        if self.line.gone:
            raise Gone(self.line.gone)
        if not self.line.over:
            self.line.send({"end": 1})
        while not self.line.over:
            try:
                self.line.over = str(self.line.receive().get("over", ""))
            except Gone:
                if self.line.gone == "ended":
                    raise
                self.line.gone = ""  # the clock may have stopped a message half-way

    def sheet(self, id):
        """The Verdict on a question of the inventory: "inventory-pre-3"."""
        _, form, number = id.split("-")
        if form not in self.sheets:
            self.sheets[form] = self.answers([SHEETS[form]]).get(SHEETS[form])
            self.hang_up()
        given = self.sheets[form]
        answer = given.get(int(number)) if isinstance(given, dict) else None
        letter = answer.strip(" ().").lower() if isinstance(answer, str) else ""
        item = next(item for item in inventory._items(form) if item.number == int(number))
        if len(letter) != 1 or letter not in LETTERS:
            return Verdict("scored", "not attempted", "stub")
        if digest(id, letter) == item.key:
            return Verdict("scored", "correct", message=item.why)
        code, message = item.wrong.get(letter, ("", ""))
        return Verdict("scored", "not yet", letter, code, message)


@cache
def sources():
    """{file: text} of the exercises, for a look in the sandbox after the cells have run."""
    folder = Path(exercises.__file__).parent
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in folder.rglob("*.py")}


STOPPED = "your cell stopped before there was an answer: {}."
ALONE = "it works, but it should call NumPy and Python's own library alone, and it uses {}."
ENDED = {"crashed": "your function ended the whole process, for instance by `os._exit` or by using all memory.",
         "timed out": "your function was still running when its time was up. Is there a loop that never ends?"}


def prepared(ids):
    """Compute the references of these exercises, so that each fork of this process has them."""
    for id in ids:
        if not id.startswith("inventory"):
            with contextlib.redirect_stdout(guard.Sink()), contextlib.redirect_stderr(guard.Sink()):
                find(id).prepare()
