"""Kinds of answers and of exercises: what the chapters' specifications are made of."""
from __future__ import annotations

import contextlib
import copy
import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

# what the one who falls into a trap may believe; "" for a slip without a belief
MISCONCEPTIONS = {
    "": "a slip",
    "ANON": "dropping names protects people",
    "AVG": "means are compared, their spread is not",
    "BPUPD": "backpropagation is the update of the weights",
    "CAUSE": "a rule or a coefficient says what an intervention does",
    "CLU": "clusters that are returned exist, and their numbers are classes",
    "COEF": "a coefficient's sign or size is its column's importance",
    "CONF": "high confidence is a strong association",
    "CORE": "who is in a cluster of DBSCAN is a core point",
    "DEEP": "what is deeper, bigger or newer wins",
    "DLONLY": "leaks, attacks and opacity are problems of deep learning only",
    "HIDDEN": "deep learning hides its knowledge, data mining shows it",
    "ITER": "one pass is enough, or old and new values may be mixed",
    "KMIN": "the k with the smallest inertia is the best",
    "LEAK": "what is prepared or chosen before the split does no harm",
    "LIN": "a linear model is a straight line in x",
    "LOCAL": "the optimum that is returned is the optimum",
    "NOLAB": "without a column of labels it is unsupervised",
    "OBJ": "the same model is the same fit, whatever is minimised",
    "OVF": "each gap and each bad score is overfitting",
    "PROB": "a model's score is a calibrated probability",
    "SCALE": "units do not matter",
    "SEED": "the same code gives the same model",
    "SHAPE": "the chain rule knows no order, transposes and shapes",
    "SHUF": "the order of time may be shuffled",
    "SIGP": "the sigmoid's slope stands in the output's delta, always",
    "SOFTEL": "softmax is differentiated element by element",
    "STATE": "the best path is the sequence of the best states",
    "TRAIN": "the score on the training rows measures quality",
    "XAI": "an explanation says what the world does",
}


class Trap(NamedTuple):
    """A known wrong answer: `test(answer)` recognises it; `code` is the misconception
    that it may reveal, a key of `MISCONCEPTIONS`.
    """

    key: str
    test: Callable[[Any], bool]
    hint: str
    code: str = ""


@dataclass(frozen=True)
class Exercise:
    """What a stub asks for, how it is verified, and what each known wrong answer should
    hear.

    `names` maps each variable of the stub to its kind.  `run` turns the answer into
    what `right` and the traps look at; the first trap that matches wins.  `prepare`
    computes references before the clock starts. `says` replaces an engine's message by
    its key, or adds a sentence to that of an exception by its name.
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
        raise Hint("type", f"`{name}` is text because of its quotes. Write the number "
                           "without them.")
    if isinstance(value, (bool, complex)) or not hasattr(value, "__float__"):
        raise Hint("type", f"`{name}` should be one number, but it is of type "
                           f"{type(value).__name__}.")
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
            raise Hint("shape", f"`{name}` should be a list or an array of shape "
                                f"{wanted}.")
        return [read(name, v, rest[1:]) for v in value]

    return read


def letter(options):
    """Kind of a multiple-choice answer: one of the letters of `options`."""

    def read(name, value):
        text = value.strip().strip("().").lower() if isinstance(value, str) else ""
        if len(text) != 1 or text not in options:
            raise Hint("type", f"`{name}` should be one letter in quotes, from "
                               f"\"{options[0]}\" to \"{options[-1]}\".")
        return text

    return read


def row_of(options, n, of="statement"):
    """Kind of an answer that gives one of the letters `options` to each of n things, in
    their order.
    """

    def read(name, value):
        joined = "".join(map(str, value)) if isinstance(value, (list, tuple)) else "?"
        text = value if isinstance(value, str) else joined
        text = "".join(c for c in text.lower() if c not in " ,;.()")
        if len(text) != n or not set(text) <= set(options):
            raise Hint("type", f"`{name}` should hold {n} letters in quotes, one a "
                               f"{of} and in their order, each one of \"{options}\".")
        return text

    return read


def function(name, value):
    """Kind of an answer that is called."""
    if not callable(value):
        raise Hint("type", f"`{name}` should be a function, but it is of type "
                           f"{type(value).__name__}. "
                           f"Run the cell with `def {name}` again.")
    return value


# ---------------------------------------------------------------- for the chapters'
# specifications


def near(a, b, rel=2e-3, tiny=1e-9):
    """True if all numbers of two equally nested answers agree; the default forgives
    rounding to three digits.
    """
    a, b = plain(a), plain(b)
    if isinstance(a, list) or isinstance(b, list):
        nested = isinstance(a, list) and isinstance(b, list) and len(a) == len(b)
        return nested and all(near(p, q, rel, tiny) for p, q in zip(a, b))
    return math.isclose(a, b, rel_tol=rel, abs_tol=tiny)


def unfilled(value):
    """True for a stub's `...`, also inside a list or tuple."""
    if isinstance(value, (list, tuple)):
        return any(map(unfilled, value))
    return value is Ellipsis


def call(f, *arguments):
    """f on copies of the arguments; notices a stub, and a function that changes what it
    is given.
    """
    given = copy.deepcopy(arguments)
    result = f(*given)
    if result is None or unfilled(result):
        raise NotAttempted("the function still returns nothing. Fill in its body, and "
                           "end it with `return`.")
    if plain(given) != plain(arguments):
        raise Hint("mutates")
    return result


def digest(id, value):
    """How the key of a closed question is stored."""
    return hashlib.sha256(f"dldm:{id}:{value}".encode()).hexdigest()[:12]


def choice(id, key, hints, why):
    """A multiple-choice exercise; `hints` maps each wrong letter to (trap key, hint,
    misconception).
    """
    traps = tuple(Trap(name, lambda a, w=wrong: a == w, hint, code)
                  for wrong, (name, hint, code) in hints.items())
    names = {f"answer_{id[-2:]}": letter("abcdefgh"[: len(hints) + 1])}
    return Exercise(id, names, lambda a: digest(id, a) == key, traps, why,
                    fallback="Read the options once more.")
