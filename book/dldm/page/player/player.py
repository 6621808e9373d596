"""Step-through player: pictures with captions, shown one step at a time in Jupyter and
on a web page.

A player is one block of HTML that needs no network. It stores the pictures as SVG, cut
into lines; a line that several pictures share is stored once. `player.html`,
`player.css` and `player.js` beside this module are its markup, its look and its
behaviour. Without JavaScript the first picture still shows.
"""
import functools
import hashlib
import html
import itertools
import json
import math
import re
from pathlib import Path
from string import Template
from typing import NamedTuple
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.layout_engine import TightLayoutEngine
from matplotlib.ticker import NullFormatter

from . import svg

# The player turns black into the page's own text colour, so text and axes are drawn in
# black.
_INK = dict.fromkeys(("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color",
                      "ytick.color"), "black")
# A title where it would be anyway; looking for what is in its way takes long.
# No layout engine either: `_same_margins` does its work once.
_LOOK = _INK | {"axes.titley": 1.0} | dict.fromkeys(
    ("figure.autolayout", "figure.constrained_layout.use"), False)
WIDEST = 720  # pixels
_BUTTONS = (  # action, name, path of the glyph on a 16 × 16 grid
    ("first", "First step", "M3 3v10M13 3 7 8l6 5"),
    ("back", "Step back", "M11 3 5 8l6 5"),
    ("play", "Play", "M4 2v12l9-6z"),
    ("forward", "Step forward", "M5 3l6 5-6 5"),
    ("last", "Last step", "M13 3v10M3 3l6 5-6 5"))


class Layout(NamedTuple):
    """What `play` knows of a player's pictures: where their first axes lie and these
    axes' limits (left, bottom, width, height, x from, x to, y from, y to); where a
    narrow screen may cut them, between axes side by side, as parts of their width; that
    width in points.
    """

    place: list | None = None
    cuts: tuple | list = ()
    width: float = WIDEST

    def most(self):
        """Pixels that the player is wide at most: ten-point letters get 16.5."""
        return min(WIDEST, round(1.65 * self.width) + 22)


class Player:
    """Pictures with captions that the reader steps through, forwards and backwards.

    frames: list of (picture, caption), a picture being a matplotlib Figure or an SVG
    string with a viewBox; or a dict {value of a setting: such a list}, with `setting`
    the name of that knob.
    title: short name, shown as heading. describe: what the pictures show, for those who
    cannot see them.
    start: index of the step shown first. layout: what `play` knows of the pictures'
    axes. Raises ValueError for an input it cannot show.
    """

    def __init__(self, frames, title, describe, setting=None, start=0,
                 layout=None):
        rows = _checked_rows(frames, setting)
        self.title = _checked_words(title, "title")
        self.describe = _checked_words(describe, "describe")
        self.setting, self.start = setting, start
        captions = {value: [caption for _, caption in row]
                    for value, row in rows.items()}
        self.captions = captions if setting else captions[None]
        self._values = [str(value) for value in rows]
        self._captions = list(captions.values())
        if not (isinstance(start, int) and 0 <= start < len(self._captions[0])):
            raise ValueError("start must be a step index from 0 to "
                             f"{len(self._captions[0]) - 1}, not {start!r}")
        self.layout = layout or Layout()
        names = {}
        self._rows = [[svg.clean(_svg_of(picture), names) for picture, _ in row]
                      for row in rows.values()]

    def __len__(self):
        """Number of steps; with settings, of the longest."""
        return max(map(len, self._rows))

    def __repr__(self):
        """The title, and the first and last caption of the first two settings and the
        last, to be compared.
        """
        low, high = min(map(len, self._rows)), len(self)
        steps = f"{high} step{'s' * (high > 1)}"
        steps = f"{low}–{high} steps" if low < high else steps
        if self.setting:
            steps = (f"{len(self._rows)} setting{'s' * (len(self._rows) > 1)} of "
                     f"{self.setting} × {steps}")
        names = [f"{value}: " for value in self._values] if self.setting else [""]
        ends = [name + " … ".join([row[0], *row[1:][-1:]])
                for name, row in zip(names, self._captions)]
        return "\n".join([f"<Player: {self.title}, {steps}>", *ends[:2],
                          *ends[2:][-1:]])

    def _repr_mimebundle_(self, include=None, exclude=None):
        """What Jupyter and myst-nb ask for: the text form and the widget."""
        return {"text/plain": repr(self), "text/html": self._html()}

    def _data(self):
        """Everything that player.js needs; equal players have equal ids."""
        parts, frames = svg.pack(self._rows)
        data = {"parts": parts, "frames": frames, "captions": self._captions,
                "setting": self.setting, "values": self._values, "start": self.start}
        content = f"{self.title} {self.describe} {data}"
        return data | {"id": "dldm-" + hashlib.sha256(content.encode()).hexdigest()[:8]}

    def _html(self):
        """Return the widget; equal players give equal text."""
        data = self._data()
        longest = max((caption for row in self._captions for caption in row), key=len)
        words = {"title": self.title, "describe": self.describe, "id": data["id"],
                 "caption": self._captions[0][self.start], "longest": longest}
        picture = svg.with_prefix("\n".join(self._rows[0][self.start]),
                                  data["id"] + "-")
        return Template(asset("player.html")).substitute(
            {name: html.escape(text) for name, text in words.items()}, picture=picture,
            cuts=list(self.layout.cuts), most=self.layout.most(), json=_json(data),
            css=asset("player.css"), js=asset("player.js"), buttons=_buttons(),
            knob=_knob(self.setting))


def play(states, draw, caption, title, describe, setting=None, figsize=(4.6, 3),
         axes=(1, 1), still=None):
    """Draw one picture a state and return the Player of them.

    states: list or generator of states, or a dict {value of a setting: states}.
    caption(state): str. draw(ax, state) draws on an empty Axes, or on an array of them
    where axes is not (1, 1).
    still(ax, value): draws once what all pictures of that value of the setting (None
    where there is no setting) have in common, such as limits, labels and legend; draw
    then adds only what differs, over it.
    figsize: inches. Black ink follows the page's light or dark theme; for ink that
    stays black use "#010101".
    """
    def new_axes():
        return Figure(figsize=figsize).subplots(*axes)

    rows = states if isinstance(states, dict) else {None: states}
    with mpl.rc_context(_LOOK):
        frames, layout = (_over_stills(rows, draw, caption, new_axes, still) if still
                          else _one_by_one(rows, draw, caption, new_axes))
        return Player(frames if isinstance(states, dict) else frames[None], title,
                      describe, setting, layout=layout)


def _one_by_one(rows, draw, caption, new_axes):
    """{value: list of (Figure, caption)}, every picture drawn from nothing; and the
    layout of the first.
    """
    figures = []

    def frame(state):
        figures.append(_drawn(new_axes(), draw, state))
        return figures[-1], caption(state)

    # Each state is drawn and described at once: a generator may go on to change the
    # state it yielded.
    frames = {value: [frame(state) for state in row] for value, row in rows.items()}
    _same_margins(figures)
    return frames, _layout(figures)


def _over_stills(rows, draw, caption, new_axes, still):
    """{value: list of (SVG, caption)}: the still picture of the value, and over it what
    draw adds for the state; and the layout of the first.
    """
    places = {value: new_axes() for value in rows}
    figures = {value: _drawn(place, still, value) for value, place in places.items()}
    _same_margins(list(figures.values()))
    layout = _layout(list(figures.values()))

    def frames(value, row):
        below = svg.figure_svg(figures[value])
        hidden = _hide(figures[value])
        for state in row:
            draw(places[value], state)
            yield svg.over(below, svg.figure_svg(figures[value])), caption(state)
            _remove_all_but(hidden, figures[value])

    return {value: list(frames(value, row)) for value, row in rows.items()}, layout


def _drawn(place, draw, what):
    """The figure of the axes `place` after draw(place, what)."""
    draw(place, what)
    figure = np.ravel(place)[0].figure
    for ax in figure.axes:
        _quick_labels(ax)
    return figure


def _hide(figure):
    """Make all that the figure shows invisible, hold its limits, and return it."""
    shown = {figure.patch}.union(*(ax.get_children() for ax in figure.axes))
    for artist in shown:
        artist.set_visible(False)
    for ax in figure.axes:
        ax.set_autoscale_on(False)
    return shown


def _remove_all_but(kept, figure):
    """Take all other artists from the figure's axes; colours begin anew."""
    for ax in figure.axes:
        for artist in set(ax.get_children()) - kept:
            artist.remove()
        ax.set_prop_cycle(None)


def _quick_labels(ax):
    """The labels of a logarithmic axis of more than a decade: matplotlib would set the
    large ticks' as formulas and the small ticks' unseen, in most of a picture's time.
    """
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        if axis.get_scale() == "log" and 0 < 10 * low < high:
            axis.set_major_formatter(_power_of_ten)
            axis.set_minor_formatter(NullFormatter())


def _power_of_ten(value, _):
    """.001 as 10⁻³."""
    exponent = str(round(math.log10(value)))
    return "10" + exponent.translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _layout(figures):
    """The Layout of the first figure."""
    if not (figures and figures[0].axes):
        return Layout()
    figure, ax = figures[0], figures[0].axes[0]
    place = (*ax.get_position().bounds, *ax.get_xlim(), *ax.get_ylim())
    return Layout([round(float(number), 5) for number in place], _cuts(figure),
                  72 * figure.get_figwidth())


def _cuts(figure):
    """The gaps between columns of axes, as parts of the figure's width."""
    if len(figure.axes) < 2:
        return []
    boxes = sorted((ax.get_tightbbox() for ax in figure.axes), key=lambda box: box.x0)
    ends = itertools.accumulate((box.x1 for box in boxes), max)
    return [round(float((end + box.x0) / 2 / figure.bbox.width), 3)
            for end, box in zip(ends, boxes[1:]) if end < box.x0]


def _svg_of(picture):
    """The picture as the text of an SVG."""
    return picture if isinstance(picture, str) else svg.figure_svg(picture)


def _same_margins(figures):
    """Keep the axes in place from step to step: all figures get the room that the
    widest labels need.
    """
    # Measuring a figure takes half as long as drawing it, so only the first, the middle
    # and the last are asked.
    asked = sorted({0, len(figures) // 2, len(figures) - 1}) if figures else []
    sample = [figures[i] for i in asked]
    for figure in sample:
        # not figure.tight_layout(), after which a figure is drawn twice to be saved
        TightLayoutEngine().execute(figure)
    for side, widest in {"left": max, "bottom": max, "wspace": max, "hspace": max,
                         "right": min, "top": min}.items():
        if sample:
            room = widest(getattr(figure.subplotpars, side) for figure in sample)
            for figure in figures:
                figure.subplots_adjust(**{side: room})


def _checked_words(text, name):
    """Return the text; ValueError unless it is a string with something in it."""
    if not (isinstance(text, str) and text.strip()):
        raise ValueError(f"{name} must be a non-empty string, not {text!r}")
    return text


def _checked_rows(frames, setting):
    """Return frames as a dict {value: list of (picture, caption)}, with the one value
    None where no setting is.
    """
    if not isinstance(frames, dict):
        if setting is not None:
            raise ValueError("setting is for frames given as a dict {value: list of "
                             "frames}; leave it out for a list")
        return {None: _checked_row(frames, "")}
    _checked_words(setting,
                   "setting, the name of the knob whose values are the keys of frames,")
    if not frames:
        raise ValueError("frames is an empty dict: give at least one setting value "
                         "with its list of frames")
    return {value: _checked_row(row, f" for {setting} = {value}")
            for value, row in frames.items()}


def _checked_row(row, place):
    """Return the list of (picture, caption); ValueError says what is wrong and
    where.
    """
    row = list(row)
    if not row:
        raise ValueError(f"no frames{place}: give at least one (picture, caption)")
    for number, frame in enumerate(row):
        if not (isinstance(frame, tuple | list) and len(frame) == 2):
            raise ValueError(f"frame {number}{place} must be a pair (picture, caption)")
        _checked_words(frame[1], f"caption of frame {number}{place}")
        if not isinstance(frame[0], Figure):
            _check_svg(frame[0], f"picture of frame {number}{place}")
    return row


def _check_svg(picture, name):
    """ValueError unless the picture is the text of a well-formed SVG with a viewBox and
    without scripts.
    """
    if not (isinstance(picture, str) and "<svg" in picture):
        raise ValueError(f"{name} must be a matplotlib Figure or an SVG string, not "
                         f"{type(picture).__name__}")
    try:
        root = ElementTree.fromstring(picture)
    except ElementTree.ParseError as error:
        raise ValueError(f"{name} is not well-formed SVG: {error}") from None
    if "viewBox" not in root.attrib:
        raise ValueError(f"{name} needs a viewBox on its <svg>, since it is scaled to "
                         "the width of the page")
    if root.find(".//{*}script") is not None:
        raise ValueError(f"{name} must not contain a <script>")


@functools.cache
def asset(name):
    """Return the text of a file beside this module without indentation and whole-line
    comments.
    """
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return re.sub(r"(?m)^[ \t]*(?://.*\n|/\*.*\n)?", "", text).strip()


def _json(data):
    """Return JSON that can stand inside <script>: nothing in it can end that element or
    open a comment.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!", "<\\u0021")


def _buttons():
    """Return the five buttons; the glyphs are drawn, since fonts show arrows as emoji
    on some devices.
    """
    return "".join(
        f'<button type="button" data-do="{action}" aria-label="{name}" '
        f'title="{name}"><svg viewBox="0 0 16 16" '
        f'aria-hidden="true"><path d="{path}"/></svg></button>'
        for action, name, path in _BUTTONS)


def _knob(setting):
    """Return the second slider, or nothing where there is no setting."""
    if setting is None:
        return ""
    name = html.escape(setting)
    return (f'<div class="dldm-bar"><label><span>{name}</span><input type="range" '
            'class="dldm-knob" min="1" '
            f'value="1" aria-label="{name}"></label><span '
            'class="dldm-value"></span></div>')
