"""Explorables: a player made by a function whose arguments the reader changes: points
to drag, sliders, words.

Where Python runs beside the page, every change calls the function again, and the player
shows what it returns. Elsewhere the player of the first arguments shows.
"""
import html
import itertools
import json
from string import Template
from typing import NamedTuple

import numpy as np

from .widget import view

FRAME = Template('<div class="dldm-explore" id="$id" data-spec="$spec">$player'
                 '<p class="dldm-asleep">Run this cell with Python in the page, '
                 'and you can change: $names.</p></div>')
_numbers = itertools.count(1)


class Slider(NamedTuple):
    """A number from low to high in steps; the argument is a float, or an int if step
    and start are.
    """

    low: float
    high: float
    start: float
    step: float = 1

    def read(self, value):
        """The value as the function gets it; ValueError outside of the range."""
        whole = isinstance(self.step, int) and isinstance(self.start, int)
        kind = int if whole else float
        if not self.low <= kind(value) <= self.high:
            raise ValueError(f"{value} is not between {self.low} and {self.high}")
        return kind(value)

    def spec(self):
        """What the page needs to build the control."""
        return {"kind": "slider", **self._asdict()}


class Words(NamedTuple):
    """A text of at most so many characters."""

    start: str
    most: int = 200

    def read(self, value):
        """The text, cut to its length."""
        return str(value)[:self.most]

    def spec(self):
        """What the page needs to build the control."""
        return {"kind": "words", **self._asdict()}


class Points(NamedTuple):
    """Points in the first axes of the picture, which must have fixed limits.

    start: (n, 2) positions, or (n, 3) with the number of a kind in the last column;
    kinds: names of the kinds. most: how many points there may be; with more than n the
    reader adds some. The argument is an array like start.
    """

    start: np.ndarray
    kinds: tuple = ()
    most: int = 0

    def read(self, value):
        """The array; ValueError unless every row has its numbers."""
        rows = np.asarray(value, dtype=float)
        if rows.ndim != 2 or rows.shape[1] != np.shape(self.start)[1]:
            raise ValueError("at least one point is needed")
        if len(rows) > max(self.most, len(self.start)) or not np.isfinite(rows).all():
            raise ValueError(f"there may be {max(self.most, len(self.start))} points")
        return rows

    def spec(self):
        """What the page needs to build the control."""
        return {"kind": "points", "start": np.round(self.start, 4).tolist(),
                "kinds": list(self.kinds), "most": max(self.most, len(self.start))}


class Explorable:
    """What `explore` returns: `values` are the arguments as they stand now, `player` is
    what the function made of them.
    """

    shown = {}  # {id: the explorable that a page shows under it}

    def __init__(self, make, controls):
        self.make, self.controls = make, controls
        self.values = {name: control.read(control.start)
                       for name, control in controls.items()}
        self.player = make(**self.values)

    def __repr__(self):
        return f"<Explorable: {', '.join(self.controls)}>\n{self.player!r}"

    def turn(self, values):
        """Take new arguments, a dict of plain numbers, lists and texts; returns what
        the page needs to show the player, or {"error": why not}.
        """
        try:
            read = {name: control.read(values[name])
                    for name, control in self.controls.items()}
            player = self.make(**read)
        except ValueError as error:
            return {"error": str(error)}
        self.values, self.player = read, player
        return player._data() | {"place": player.layout.place}

    def _repr_mimebundle_(self, include=None, exclude=None):
        """What Jupyter and myst-nb ask for: the text form, and the player in a frame
        that a living page takes hold of.
        """
        id = f"dldm-explore-{next(_numbers)}"
        self.shown[id] = self
        spec = {"place": self.player.layout.place, "controls": {
            name: control.spec() for name, control in self.controls.items()}}
        names = ", ".join(name.replace("_", " ") for name in self.controls)
        text = FRAME.substitute(
            id=id, spec=html.escape(json.dumps(spec)), player=self.player._html(),
            names=html.escape(names))
        return view(self, text) | {"text/plain": repr(self), "text/html": text}


def explore(make, **controls):
    """The player make(**values), whose arguments the reader changes.

    controls: a Points, a Slider or a Words for every argument of make. make returns a
    `play(...)` and may raise ValueError for arguments from which nothing can be drawn:
    the reader sees its text. Raises ValueError without controls, and for points without
    axes to put them into.
    """
    if not controls:
        raise ValueError("explore() needs at least one control: a Points, a Slider or "
                         "Words")
    explorable = Explorable(make, controls)
    pointed = any(isinstance(control, Points) for control in controls.values())
    if pointed and explorable.player.layout.place is None:
        raise ValueError("points need the axes of the first picture: let make draw it "
                         "by play(...)")
    return explorable
