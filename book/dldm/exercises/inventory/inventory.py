"""The concept inventory: twelve questions before the book, twelve like them after it.
Answers stay on this machine.

The questions are in `before.py` and `after.py`, the keys hashed as those of the
exercises are.
"""
import contextlib
import datetime
import importlib
import json
import os
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

from ..kinds import digest

TOPICS = ("random starts", "training and new rows", "the majority rule",
          "selection before the split", "units",
          "names of clusters", "confidence and lift", "rule and cause", "order in time",
          "gradient and step",
          "hidden and explicit", "anonymity")
FORMS, LETTERS = ("pre", "post"), "abcd"
MODULES = {"pre": "before", "post": "after"}
FILE = "my_answers.json"
OPEN = ("○ not attempted yet: put letters in quotes in place of the `...` among the "
        "answers, and run again.")


class Item(NamedTuple):
    """One question: options in the order of the letters; wrong {letter: (misconception,
    feedback)}; the key hashed.
    """

    number: int
    scenario: str
    options: tuple
    wrong: dict
    why: str
    key: str


class Problem(Exception):
    """What the learner reads when something is not as it should be."""


class Sheet:
    """What `questionnaire` returns: Markdown in Jupyter and in the HTML, plain text
    elsewhere.
    """

    def __init__(self, items):
        self.items = items

    def __repr__(self):
        return "\n\n".join("\n".join([f"{item.number}. {item.scenario}",
                                      *_lettered(item)]) for item in self.items)

    def _repr_markdown_(self):
        return "\n\n".join(f"**{item.number}.** {item.scenario}\n\n"
                           + "\n".join(f"- {o}" for o in _lettered(item))
                           for item in self.items)


def questionnaire(form):
    """The twelve questions of the form "pre" or "post", to be shown."""
    return Sheet(_items(form))


def submit(form, answers):
    """Keep the answers {1: "a", ..., 12: ...} of a form in a file on this machine;
    prints where, and no result.
    """
    _say(_submitted, form, answers)


def score(form, answers):
    """Print which answers are right, and what each wrong one overlooks; nothing is
    written.
    """
    _say(_scored, form, answers)


def recall(form="pre"):
    """Print the kept answers of a form, without a verdict."""
    _say(_recalled, form)


def compare(answers=None):
    """Print then and now by question: the first full set kept before the book, and
    `answers` of the form "post".

    Without `answers` the last set of the form "post" that was kept.
    """
    _say(_compared, answers)


def place():
    """Path of the file of answers: beside the notebooks, or what the environment
    variable DLDM_ANSWERS names.
    """
    return Path(os.environ.get("DLDM_ANSWERS") or FILE).expanduser().absolute()


# ---------------------------------------------------------------- what is printed


def _say(text, *arguments):
    try:
        lines = text(*arguments)
    except Problem as problem:
        lines = [str(problem)]
    for line in lines:
        hang = "    " if line[0] in "✓✗○ " and line != OPEN else ""
        print(textwrap.fill(line, 78, subsequent_indent=hang, break_long_words=False,
                            break_on_hyphens=False))


def _submitted(form, answers):
    given = _given(form, answers)
    if not given:
        return [OPEN]
    kept, notes = _kept_or_set_aside()
    if not kept[form] or kept[form][-1]["answers"] != given:
        kept[form].append({"date": datetime.date.today().isoformat(), "answers": given})
        _write(kept)
    left = [number for number in range(1, 13) if str(number) not in given]
    lines = [f"{len(given)} of 12 answers are kept, on this machine only, in "
             f"{place()}. Delete it to forget them."]
    if left:
        lines.append(f"Open: {', '.join(map(str, left))}. Fill them in and run the "
                     "cell again, or leave them open.")
    if sys.platform == "emscripten":
        lines.append("In a browser the file may be gone with the page: note your "
                     "letters down.")
    return notes + lines


def _scored(form, answers):
    given = _given(form, answers)
    if not given:
        return [OPEN]
    lines = [_verdict(form, item, given.get(str(item.number))) for item in _items(form)]
    return [f"{sum(line[0] == '✓' for line in lines)} of 12 right."] + lines


def _recalled(form):
    sets = _kept()[_form(form)]
    if not sets:
        return [f"No answers to the form {form!r} are kept in a file {place().name} "
                "here."]
    chosen = _chosen(sets, form)
    row = ", ".join(f"{number} {chosen['answers'].get(str(number), '–')}"
                    for number in range(1, 13))
    return [f"Your answers of {chosen['date']}: {row}"]


def _compared(answers):
    now = _given("post", answers) if answers is not None else None
    if answers is not None and not now:
        return [OPEN]
    kept = _kept()
    now = now or (_chosen(kept["post"], "post")["answers"] if kept["post"] else {})
    then = _chosen(kept["pre"], "pre")["answers"] if kept["pre"] else {}
    if not now and not then:
        return [f"Nothing to compare yet: no answers are kept in a file {place().name} "
                "here."]
    lines, counts = [], [0, 0]
    for before, after in zip(_items("pre"), _items("post")):
        a, b = then.get(str(before.number)), now.get(str(before.number))
        marks = _mark("pre", before, a), _mark("post", after, b)
        counts = [count + (mark == "✓") for count, mark in zip(counts, marks)]
        topic = f"{before.number:2} {TOPICS[before.number - 1]:27}"
        lines.append(f"{topic} then {marks[0]} {a or '–'}   now {marks[1]} {b or '–'}")
        lines += [f"    {after.wrong[b][1]}"] if marks[1] == "✗" else []
    return [f"Right: then {counts[0]} of 12, now {counts[1]} of 12."] + lines


def _verdict(form, item, letter):
    mark, topic = _mark(form, item, letter), TOPICS[item.number - 1]
    said = {"✓": item.why, "✗": item.wrong.get(letter, ("", ""))[1], "○": "open"}[mark]
    return f"{mark} {item.number:2} {topic}: {said}"


def _mark(form, item, letter):
    if letter is None:
        return "○"
    return "✓" if digest(f"inventory-{form}-{item.number}", letter) == item.key else "✗"


def _lettered(item):
    return [f"{letter}) {option}" for letter, option in zip(LETTERS, item.options)]


# ---------------------------------------------------------------- what comes in


def _form(form):
    if form not in FORMS:
        raise Problem(f"! the form is {form!r}: it must be \"pre\" or \"post\".")
    return form


def _items(form):
    return importlib.import_module(f"{__package__}.{MODULES[_form(form)]}").ITEMS


def _given(form, answers):
    """{"1": letter, ...} of the questions that were answered; Problem for anything else
    than a letter or `...`.
    """
    _form(form)
    if not isinstance(answers, dict) or not set(answers) <= set(range(1, 13)):
        raise Problem("! the answers must be a dictionary from the numbers 1 to 12 to "
                      "letters, as in the cell above.")
    given = {}
    for number, value in sorted(answers.items()):
        if value is None or value is Ellipsis:
            continue
        letter = value.strip(" ().").lower() if isinstance(value, str) else ""
        if len(letter) != 1 or letter not in LETTERS:
            raise Problem(f"! answer {number} is {str(value)[:20]!r}: write one letter "
                          "from \"a\" to \"d\", in quotes, "
                          "or leave the `...`. Nothing was kept.")
        given[str(number)] = letter
    return given


# ---------------------------------------------------------------- the file


def _kept():
    """{"pre": [{"date", "answers"}, ...], "post": ...}, empty without a file; Problem
    if it cannot be understood.
    """
    path = place()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        assert all(_is_entry(entry) for form in FORMS for entry in kept[form])
    except FileNotFoundError:
        return {form: [] for form in FORMS}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, AssertionError):
        raise Problem(f"! {path} cannot be read as a file of answers. It was left as "
                      "it is.") from None
    return kept


def _is_entry(entry):
    """True for a record of one set of answers: numbers 1 to 12, letters, a date."""
    numbers = set(map(str, range(1, 13)))
    return (set(entry["answers"]) <= numbers and isinstance(entry["date"], str)
            and set(entry["answers"].values()) <= set(LETTERS))


def _kept_or_set_aside():
    """(what is kept, notes): a file that cannot be understood is renamed, not
    overwritten.
    """
    try:
        return _kept(), []
    except Problem:
        path, number = place(), 1
        aside = f"{path.stem}.unreadable-{{}}{path.suffix}"
        while path.with_name(aside.format(number)).exists():
            number += 1
        aside = path.with_name(aside.format(number))
        with _or_problem():
            os.replace(path, aside)
        return {form: [] for form in FORMS}, ["! the file that was there cannot be "
                                              f"read; it is kept as {aside.name}."]


def _write(kept):
    """All or nothing: into a new file first, which then takes the place of the old
    one.
    """
    path = place()
    fresh = path.with_name(path.name + ".new")
    with _or_problem():
        fresh.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        os.replace(fresh, path)


@contextlib.contextmanager
def _or_problem():
    try:
        yield
    except OSError as error:
        raise Problem(f"! {place()} cannot be written ({error.strerror}): the answers "
                      "stand in the cell.") from None


def _chosen(sets, form):
    """Before the book the first full set, since later ones may know the score; after it
    the last.
    """
    full = [entry for entry in sets if len(entry["answers"]) == 12]
    return (full or sets)[0] if form == "pre" else sets[-1]
