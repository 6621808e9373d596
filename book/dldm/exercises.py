"""Self-check of the exercises: `check("ch03-p1")` says what is right, or what to look at next.

The exercises of a chapter are in `_ex_<chapter>.py`; neither they nor this module hold a solution.
"""
from __future__ import annotations

import contextlib
import copy
import hashlib
import importlib
import math
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ._guard import SECONDS, Sink, TooLoud, TooSlow, describe, guard

MARKS = {"correct": "✓ correct:", "not yet": "✗ not yet:",
         "not attempted": "○ not attempted yet:", "unknown": "! there is no such exercise:"}
STOPPED = {  # what the learner reads when the code, rather than the answer, is the trouble
    "slow": f"your code was still running after {SECONDS} seconds. Is there a loop that never ends?",
    "loud": "your code printed more than 200,000 characters. Is there a `print` in a loop that never ends?",
    "exit": "your code calls `exit()`, which would stop the whole notebook. Use `return` instead.",
    "interrupted": "the check was interrupted before it had finished. Run it again.",
    "recursion": "your function calls itself without end. Which case should stop it?",
    "mutates": "your function changes the arrays that it is given, and the caller still needs them. "
               "Build new arrays, or work on copies.",
}
ERRORS = {TooSlow: "slow", TooLoud: "loud", SystemExit: "exit",
          KeyboardInterrupt: "interrupted", RecursionError: "recursion"}


class Outcome(NamedTuple):
    """`state` is a key of MARKS, `key` names the trap or the obstacle, `message` is what the learner reads."""

    state: str
    key: str
    message: str


class Trap(NamedTuple):
    """A known wrong answer: `test(answer)` recognises it; `code` is its misconception (syllabus 0.3)."""

    key: str
    test: Callable[[Any], bool]
    hint: str
    code: str = ""


@dataclass(frozen=True)
class Exercise:
    """What a stub asks for, how it is verified, and what each known wrong answer should hear.

    `names` maps each variable of the stub to its kind.  `run` turns the answer into what `right` and the
    traps look at; the first trap that matches wins.  `prepare` computes and loads what they need: no clock runs yet.
    `says` replaces an engine's message by its key, or adds a sentence to that of an exception by its name.
    """

    id: str
    names: dict[str, Callable]
    right: Callable[[Any], bool]
    traps: tuple[Trap, ...]
    why: str
    fallback: str | Callable[[Any], str]
    run: Callable[[Any], Any] = lambda answer: answer
    prepare: Callable[[], Any] = lambda: None
    says: dict[str, str] = field(default_factory=dict)


class Hint(Exception):
    """Raised while an answer is read or run: this hint, and no further test."""

    def __init__(self, key, message=""):
        super().__init__(key, message)
        self.key, self.message = key, message


class NotAttempted(Exception):
    """The stub is still as it was printed."""


# ---------------------------------------------------------------- kinds of answers


def plain(value):
    """Lists and floats in place of anything array-like."""
    value = value.tolist() if hasattr(value, "tolist") else value
    return [plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def number(name, value):
    """A finite float; also from an array with one entry."""
    value = plain(value)
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, str):
        raise Hint("type", f"`{name}` is text because of its quotes. Write the number without them.")
    if isinstance(value, (bool, complex)) or not hasattr(value, "__float__"):
        raise Hint("type", f"`{name}` should be one number, but it is of type {type(value).__name__}.")
    with contextlib.suppress(OverflowError):
        if math.isfinite(value):
            return float(value)
    raise Hint("type", f"`{name}` should be a finite number, and not NaN or infinity.")


def numbers(*shape):
    """Kind of a list, nested list or array of numbers with the given shape."""
    wanted = f"({shape[0]},)" if len(shape) == 1 else str(shape)

    def read(name, value, rest=shape):
        value = plain(value)
        if not rest:
            return number(name, value)
        if not isinstance(value, list) or len(value) != rest[0]:
            raise Hint("shape", f"`{name}` should be a list or an array of shape {wanted}.")
        return [read(name, v, rest[1:]) for v in value]

    return read


def letter(options):
    """Kind of a multiple-choice answer: one of the letters of `options`."""

    def read(name, value):
        text = value.strip().strip("().").lower() if isinstance(value, str) else ""
        if len(text) != 1 or text not in options:
            raise Hint("type", f"`{name}` should be one letter in quotes, from \"{options[0]}\" to \"{options[-1]}\".")
        return text

    return read


def function(name, value):
    """Kind of an answer that is called."""
    if not callable(value):
        raise Hint("type", f"`{name}` should be a function, but it is of type {type(value).__name__}. "
                           f"Run the cell with `def {name}` again.")
    return value


# ---------------------------------------------------------------- for the chapters' specifications


def near(a, b, rel=2e-3, tiny=1e-9):
    """True if all numbers of two equally nested answers agree; the default forgives rounding to three digits."""
    a, b = plain(a), plain(b)
    if isinstance(a, list) or isinstance(b, list):
        nested = isinstance(a, list) and isinstance(b, list) and len(a) == len(b)
        return nested and all(near(p, q, rel, tiny) for p, q in zip(a, b))
    return math.isclose(a, b, rel_tol=rel, abs_tol=tiny)


def call(f, *arguments):
    """f on copies of the arguments; notices a stub, and a function that changes what it is given."""
    given = copy.deepcopy(arguments)
    result = f(*given)
    if result is None or _unfilled(result):
        raise NotAttempted("the function still returns nothing. Fill in its body, and end it with `return`.")
    if plain(given) != plain(arguments):
        raise Hint("mutates")
    return result


def digest(id, value):
    """How the key of a closed question is stored."""
    return hashlib.sha256(f"dldm:{id}:{value}".encode()).hexdigest()[:12]


def choice(id, key, hints, why):
    """A multiple-choice exercise; `hints` maps each wrong letter to (trap key, hint, misconception)."""
    traps = tuple(Trap(name, lambda a, w=wrong: a == w, hint, code) for wrong, (name, hint, code) in hints.items())
    names = {f"answer_{id[-2:]}": letter("abcdefgh"[: len(hints) + 1])}
    return Exercise(id, names, lambda a: digest(id, a) == key, traps, why, fallback="Read the options once more.")


# ---------------------------------------------------------------- the check


def _unfilled(value):
    return value is Ellipsis or (isinstance(value, (list, tuple)) and any(_unfilled(v) for v in value))


def _read(ex, ns):
    """The answers, copied and brought into their kinds: one value, or a tuple if there are several names."""
    for name in ex.names:
        if name not in ns:
            raise NotAttempted(f"`{name}` does not exist yet. Run the cell above first.")
        if ns[name] is None or _unfilled(ns[name]):
            raise NotAttempted(f"replace the `...` of `{name}` in the cell above, run that cell, then this one.")
    values = tuple(kind(name, ns[name]) for name, kind in ex.names.items())
    return values if len(values) > 1 else values[0]


def _holds(test, answer):
    with contextlib.suppress(Exception):  # a test that cannot even look at this answer does not match it
        return bool(test(answer))
    return False


def _judge(ex, ns):
    answer = ex.run(_read(ex, ns))
    if _holds(ex.right, answer):
        return Outcome("correct", "", ex.why)
    for trap in ex.traps:
        if _holds(trap.test, answer):
            return Outcome("not yet", trap.key, trap.hint)
    return Outcome("not yet", "fallback", ex.fallback(answer) if callable(ex.fallback) else ex.fallback)


def _stopped(ex, error, ns):
    """The Outcome for code that did not run to its end."""
    if isinstance(error, (NotAttempted, NotImplementedError)):
        return Outcome("not attempted", "stub", str(error) or "fill in the body of the function.")
    if isinstance(error, Hint):
        return Outcome("not yet", error.key, ex.says.get(error.key) or error.message or STOPPED[error.key])
    key = ERRORS.get(type(error), "raises")
    text = STOPPED.get(key) or f"your code stopped with {describe(error, ns)}."
    return Outcome("not yet", key, f"{text} {ex.says.get(type(error).__name__, '')}".strip())


def find(id):
    """The Exercise of that id, or None."""
    chapter = str(id).rpartition("-")[0].replace("-", "_")
    if not chapter.isidentifier():
        return None
    with contextlib.suppress(ModuleNotFoundError):
        return importlib.import_module(f"{__package__}._ex_{chapter}").EXERCISES.get(id)


def status(id, ns):
    """The Outcome of exercise `id` for the variables in the dict `ns`, whatever the learner wrote there."""
    ex = find(id)
    if ex is None:
        return Outcome("unknown", "id", f"{str(id)[:40]!r}. An id reads like 'ch03-p1'.")
    try:
        with contextlib.redirect_stdout(Sink()), contextlib.redirect_stderr(Sink()):
            ex.prepare()
        with guard(ns):
            return _judge(ex, ns)
    except BaseException as error:
        return _stopped(ex, error, ns)


def check(id):
    """Print what is right or what to look at next; returns nothing, so that no Out[] appears."""
    outcome = status(id, sys._getframe(1).f_globals)
    text = f"{MARKS[outcome.state]} {outcome.message}"
    print(textwrap.fill(text, 78, break_long_words=False, break_on_hyphens=False))
