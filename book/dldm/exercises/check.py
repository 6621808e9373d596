"""Self-check of the exercises: `check("ch03-p1")` says what is right, or what to look
at next.

The exercises of a chapter are in the module that CHAPTERS names; neither they nor this
module hold a solution.
"""
from __future__ import annotations

import contextlib
import importlib
import sys
import textwrap
from typing import NamedTuple

from .guard import SECONDS, Sink, TooLoud, TooSlow, describe, guard
from .kinds import Hint, NotAttempted, unfilled

MARKS = {"correct": "✓ correct:", "not yet": "✗ not yet:",
         "not attempted": "○ not attempted yet:", "unknown": "! there is no such "
                                                             "exercise:"}
# what the learner reads when the code, rather than the answer, is the trouble
STOPPED = {
    "slow": f"your code was still running after {SECONDS} seconds. Is there a loop "
            "that never ends?",
    "loud": "your code printed more than 200,000 characters. Is there a `print` in a "
            "loop that never ends?",
    "exit": "your code calls `exit()`, which would stop the whole notebook. Use "
            "`return` instead.",
    "interrupted": "the check was interrupted before it had finished. Run it again.",
    "recursion": "your function calls itself without end. Which case should stop it?",
    "mutates": "your function changes the arrays that it is given, and the caller "
               "still needs them. "
               "Build new arrays, or work on copies.",
}
CHAPTERS = {  # how the ids of a chapter begin: the module that holds its exercises
    "ch01": "networks.background", "ch02": "networks.concepts",
    "ch02c": "networks.connections", "ch03": "networks.backprop",
    "ch04": "networks.neural_nets", "ch05": "mining.mining",
    "ch05-1a": "mining.centres", "ch05-1b": "mining.densities",
    "ch05-2a": "mining.counting", "ch05-2b": "mining.margins",
    "ch05-2c": "mining.trees", "ch05-3": "mining.regression",
    "ch05-3s": "mining.solvers",
    "ch05-4": "mining.association",
    "ch05-5": "mining.patterns", "ch05-5c": "mining.chains",
    "ch05-5s": "mining.own_past", "ch05-5d": "mining.differences",
    "ch05-5h": "mining.hidden_markov",
    "ch06": "trends.trends", "ch06c": "trends.privacy", "ch06f": "trends.fairness",
    "ch06s": "trends.scale",
    "ch07": "trends.faq",
}
ERRORS = {TooSlow: "slow", TooLoud: "loud", SystemExit: "exit",
          KeyboardInterrupt: "interrupted", RecursionError: "recursion"}


class Outcome(NamedTuple):
    """`state` is a key of MARKS, `key` names the trap or the obstacle, `message` is
    what the learner reads.
    """

    state: str
    key: str
    message: str


# ---------------------------------------------------------------- the check


def _read(ex, ns):
    """The answers, copied and brought into their kinds: one value, or a tuple if there
    are several names.
    """
    for name in ex.names:
        if name not in ns:
            raise NotAttempted(f"`{name}` does not exist yet. "
                               "Run the cell above first.")
        if ns[name] is None or unfilled(ns[name]):
            raise NotAttempted(f"replace the `...` of `{name}` in the cell above, run "
                               "that cell, then this one.")
    values = tuple(kind(name, ns[name]) for name, kind in ex.names.items())
    return values if len(values) > 1 else values[0]


def _holds(test, answer):
    # a test that cannot even look at this answer does not match it
    with contextlib.suppress(Exception):
        return bool(test(answer))
    return False


def _judge(ex, ns):
    answer = ex.run(_read(ex, ns))
    if _holds(ex.right, answer):
        return Outcome("correct", "", ex.why)
    for trap in ex.traps:
        if _holds(trap.test, answer):
            return Outcome("not yet", trap.key, trap.hint)
    return Outcome("not yet", "fallback",
                   ex.fallback(answer) if callable(ex.fallback) else ex.fallback)


def _stopped(ex, error, ns):
    """The Outcome for code that did not run to its end."""
    if isinstance(error, (NotAttempted, NotImplementedError)):
        return Outcome("not attempted", "stub", str(error) or "fill in the body of the "
                                                              "function.")
    if isinstance(error, Hint):
        return Outcome("not yet", error.key,
                       ex.says.get(error.key) or error.message or STOPPED[error.key])
    key = ERRORS.get(type(error), "raises")
    text = STOPPED.get(key) or f"your code stopped with {describe(error, ns)}."
    return Outcome("not yet", key,
                   f"{text} {ex.says.get(type(error).__name__, '')}".strip())


def find(id):
    """The Exercise of that id, or None."""
    module = CHAPTERS.get(str(id).rpartition("-")[0])
    if module is None:
        return None
    return importlib.import_module(f"{__package__}.{module}").EXERCISES.get(id)


def status(id, ns):
    """The Outcome of exercise `id` for the variables in the dict `ns`, whatever the
    learner wrote there.
    """
    ex = find(id)
    if ex is None:
        return Outcome("unknown", "id",
                       f"{str(id)[:40]!r}. An id reads like 'ch03-p1'.")
    try:
        with contextlib.redirect_stdout(Sink()), contextlib.redirect_stderr(Sink()):
            ex.prepare()
        with guard(ns):
            return _judge(ex, ns)
    except BaseException as error:
        return _stopped(ex, error, ns)


def check(id):
    """Print what is right or what to look at next; returns nothing, so that no Out[]
    appears.
    """
    outcome = status(id, sys._getframe(1).f_globals)
    text = f"{MARKS[outcome.state]} {outcome.message}"
    print(textwrap.fill(text, 78, break_long_words=False, break_on_hyphens=False))
