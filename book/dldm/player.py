"""Step-through player: pictures with captions, shown one step at a time in Jupyter and on a web page.

A player is one block of HTML that needs no network. It stores the pictures as SVG, cut into lines;
a line that several pictures share is stored once. `player.css` and `player.js` hold its look and its
behaviour. Without JavaScript the reader still sees the first picture and its caption.
"""
import functools
import hashlib
import html
import io
import json
import re
from pathlib import Path
from string import Template
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.figure import Figure

# Black is what the player turns into the page's own text colour, so text and axes are drawn in black.
_INK = dict.fromkeys(("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), "black")
_SAVE = {"svg.fonttype": "none", "svg.hashsalt": "dldm", "savefig.bbox": "standard"}
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))

_RULES = [(re.compile(pattern, re.DOTALL), new) for pattern, new in (
    (r"<!--.*?-->|<metadata>.*?</metadata>", ""),
    (r"<defs>\s*<style[^>]*>\*\{.*?</defs>", ""),  # matplotlib's rule for "*" would reach the whole page
    (r'xlink:href="', 'href="'),
    (r'((?:fill|stroke)(?:: ?|="))(?:#000000|#000|black)(?=[;"])', r"\1currentColor"),
    (r"fill: #ffffff; opacity: 0.8; stroke: #cccccc", "fill: none; stroke: #cccccc"),  # a legend's white box
    (r' transform="rotate\(-?0 [^)]*\)"', ""),
    (r"'DejaVu Sans', [^;\"]*", "'DejaVu Sans', Verdana, sans-serif"),
    (r">\s+<", ">\n<"),
    (r">(?=<(?!/?(?:tspan|textPath|a[ >])|/text))", ">\n"),  # not inside a text, where it would show as a space
    (r" *\n", "\n"))]
_REFERENCE = re.compile(r'( id="|href="#|url\(#)([^")]+)')
_BUTTONS = (  # action, name, path of the glyph on a 16 × 16 grid
    ("first", "First step", "M3 3v10M13 3 7 8l6 5"),
    ("back", "Step back", "M11 3 5 8l6 5"),
    ("play", "Play", "M4 2v12l9-6z"),
    ("forward", "Step forward", "M5 3l6 5-6 5"),
    ("last", "Last step", "M13 3v10M3 3l6 5-6 5"))


class Player:
    """Pictures with captions that the reader steps through, forwards and backwards.

    frames: list of (picture, caption), a picture being a matplotlib Figure or an SVG string with a viewBox;
    or a dict {value of a setting: such a list}, with `setting` the name of that knob.
    title: short name, shown as heading. describe: what the pictures show, for those who cannot see them.
    start: index of the step shown first. Raises ValueError for an input it cannot show.
    """

    def __init__(self, frames, title, describe, setting=None, start=0):
        self.title, self.describe = _words(title, "title"), _words(describe, "describe")
        rows = frames if isinstance(frames, dict) else {None: frames}
        if isinstance(frames, dict):
            _words(setting, "setting (the name of the knob that the dict's keys are values of)")
        elif setting is not None:
            raise ValueError("setting is for frames given as a dict {value: list of frames}; leave it out for a list")
        if not rows:
            raise ValueError("frames is an empty dict: give at least one setting value with its list of frames")
        rows = {value: _checked(steps, value) for value, steps in rows.items()}
        self.setting, self.start = setting, start
        captions = {value: [caption for _, caption in steps] for value, steps in rows.items()}
        self.captions = captions if setting else captions[None]
        self._values, self._captions = [str(value) for value in rows], list(captions.values())
        names = {}
        self._rows = [[_lines(picture, names) for picture, _ in steps] for steps in rows.values()]
        if not (isinstance(start, int) and 0 <= start < len(self._rows[0])):
            raise ValueError(f"start must be a step index from 0 to {len(self._rows[0]) - 1}, not {start!r}")

    def __len__(self):
        """Number of steps; with settings, of the longest."""
        return max(map(len, self._rows))

    def __repr__(self):
        low, high = min(map(len, self._rows)), len(self)
        steps = f"{low}–{high} steps" if low < high else f"{high} step{'s' * (high > 1)}"
        if self.setting:
            plural = "s" * (len(self._rows) > 1)
            steps = f"{len(self._rows)} setting{plural} of {self.setting} × {steps}"
        return f"<Player: {self.title}, {steps}>"

    def _repr_mimebundle_(self, include=None, exclude=None):
        """What Jupyter and myst-nb ask for: the text form and the widget."""
        return {"text/plain": repr(self), "text/html": self._html()}

    def _data(self):
        """Everything that player.js needs, as a dict."""
        parts, frames = pack(self._rows)
        return {"parts": parts, "frames": frames, "captions": self._captions,
                "setting": self.setting, "values": self._values, "start": self.start}

    def _html(self):
        """Return the widget; equal players give equal text."""
        data = self._data()
        data["id"] = "dldm-" + hashlib.sha256(f"{self.title}{self.describe}{data}".encode()).hexdigest()[:8]
        first = "\n".join(self._rows[0][self.start])
        longest = max((caption for row in self._captions for caption in row), key=len)
        words = dict(title=self.title, describe=self.describe, id=data["id"], longest=longest,
                     caption=self._captions[0][self.start])
        return Template(_asset("player.html")).substitute(
            {name: html.escape(text) for name, text in words.items()},
            css=_asset("player.css"), js=_asset("player.js"), json=_json(data), buttons=_buttons(),
            picture=_REFERENCE.sub(rf"\1{data['id']}-\2", first), setting=_setting(self.setting))


def play(states, draw, caption, title, describe, setting=None, figsize=(6, 3.6), axes=(1, 1)):
    """Draw one picture a state and return the Player of them.

    states: list or generator of states, or a dict {value of a setting: states}. caption(state): str.
    draw(ax, state) draws on an empty Axes, or on an array of them where axes is not (1, 1).
    figsize: inches. Black ink follows the page's light or dark theme; for ink that stays black use "#010101".
    """
    rows, figures = {}, []
    with mpl.rc_context(_INK):
        for value, row in (states if isinstance(states, dict) else {None: states}).items():
            rows[value] = []
            for state in row:
                figures.append(Figure(figsize=figsize, layout="none"))
                draw(figures[-1].subplots(*axes), state)
                # The caption is asked for at once: a generator may go on to change the state it yielded.
                rows[value].append((figures[-1], caption(state)))
        _same_margins(figures)
        return Player(rows if isinstance(states, dict) else rows[None], title, describe, setting)


def pack(rows):
    """Store every line once: return the list of lines and, for each picture, its runs [first, count, …]."""
    index = {}
    for line in (line for row in rows for lines in row for line in lines):
        index.setdefault(line, len(index))
    return list(index), [[_runs([index[line] for line in lines]) for lines in row] for row in rows]


def _runs(numbers):
    """Write [4, 5, 6, 9] as [4, 3, 9, 1]."""
    runs = []
    for number in numbers:
        if runs and number == runs[-2] + runs[-1]:
            runs[-1] += 1
        else:
            runs += [number, 1]
    return runs


def _same_margins(figures):
    """Keep the axes in place from step to step: all figures get the room that the widest labels need."""
    if not figures:
        return
    # Measuring takes half as long as drawing, so only the first, the middle and the last are asked.
    sample = [figures[i] for i in sorted({0, len(figures) // 2, len(figures) - 1})]
    for figure in sample:
        figure.tight_layout()
    room = {side: pick(getattr(figure.subplotpars, side) for figure in sample) for side, pick in
            dict(left=max, bottom=max, wspace=max, hspace=max, right=min, top=min).items()}
    for figure in figures:
        figure.subplots_adjust(**room)


def _words(text, name):
    """Return the text; ValueError unless it is a string with something in it."""
    if not (isinstance(text, str) and text.strip()):
        raise ValueError(f"{name} must be a non-empty string, not {text!r}")
    return text


def _checked(frames, value):
    """Return frames as a list of (picture, caption); ValueError names what is wrong and where."""
    place = "" if value is None else f" for setting {value!r}"
    frames = list(frames)
    if not frames:
        raise ValueError(f"no frames{place}: give at least one (picture, caption)")
    for number, frame in enumerate(frames):
        if not (isinstance(frame, tuple | list) and len(frame) == 2):
            raise ValueError(f"frame {number}{place} must be a pair (picture, caption)")
        _words(frame[1], f"caption of frame {number}{place}")
        if not isinstance(frame[0], Figure):
            _check_svg(frame[0], f"picture of frame {number}{place}")
    return frames


def _check_svg(picture, name):
    """ValueError unless the picture is the text of a well-formed SVG with a viewBox and without scripts."""
    if not (isinstance(picture, str) and "<svg" in picture):
        raise ValueError(f"{name} must be a matplotlib Figure or an SVG string, not {type(picture).__name__}")
    try:
        root = ElementTree.fromstring(picture)
    except ElementTree.ParseError as error:
        raise ValueError(f"{name} is not well-formed SVG: {error}") from None
    if "viewBox" not in root.attrib or root.find(".//{*}script") is not None:
        raise ValueError(f"{name} must have a viewBox on its <svg> (it is scaled to the page) and no <script>")


def _lines(picture, names):
    """Return the picture's SVG as clean lines; `names` collects the short ids that all pictures share."""
    svg = picture if isinstance(picture, str) else _svg(picture)
    svg = svg[svg.index("<svg"):].strip()
    for pattern, new in _RULES:
        svg = pattern.sub(new, svg)
    head, tail = svg.split(">", 1)
    head = re.sub(r'\s(?:width|height|version|xmlns:xlink)="[^"]*"', "", head)
    svg = _round(_short_ids(head + ">" + tail, names))
    return _unwrap(_one_clip_group(svg).split("\n"))


def _svg(figure):
    """Return the figure as matplotlib writes it, with a transparent background and text kept as text."""
    out = io.StringIO()
    with mpl.rc_context(_SAVE):
        figure.savefig(out, format="svg", transparent=True, metadata=_NO_METADATA)
    return out.getvalue()


def _round(svg):
    """Keep two decimals (three digits below 1) in tags; words between tags, such as tick labels, stay."""
    def short(match):
        text = match[0]
        return text if text[0] == ">" else f"{float(text):.3g}" if abs(float(text)) < 1 else f"{float(text):.2f}"
    return re.sub(r">[^<]+<|-?\d+\.\d{3,}", short, svg)


def _short_ids(svg, names):
    """Drop ids that nothing refers to; name the others after their element, so equal elements look equal."""
    used = {name for lead, name in _REFERENCE.findall(svg) if lead != ' id="'}
    svg = re.sub(r' id="([^"]*)"', lambda match: match[0] if match[1] in used else "", svg)
    new = {}
    for match in re.finditer(r'<(\w+)(?=[^>]* id="([^"]+)")[^>]*?(?:/>|>.*?</\1>)', svg, re.DOTALL):
        element = match[0].replace(f' id="{match[2]}"', "")
        new[match[2]] = names.setdefault(element, f"i{len(names)}")
    return _REFERENCE.sub(lambda match: match[1] + new.get(match[2], match[2]), svg)


def _one_clip_group(svg):
    """Put neighbours with the same clip path into one group: scatter() wraps every marker in its own."""
    def merge(match):
        return "\n".join([match[1], *re.findall("<use[^>]*/>", match[0]), "</g>"])
    mark = r"\n<use[^>]*/>\n</g>"
    return re.sub(rf'(<g clip-path="[^"]*">){mark}(?:\n\1{mark})+', merge, svg)


def _unwrap(lines):
    """Drop groups without attributes: they show nothing and break the runs of shared lines."""
    kept, is_open = [], []
    for line in lines:
        if line == "<g>" or re.match("<g [^>]*[^/]>$", line):
            is_open.append(line != "<g>")
            keep = is_open[-1]
        else:
            keep = line != "</g>" or is_open.pop()
        if keep:
            kept.append(line)
    return kept


@functools.cache
def _asset(name):
    """Return the text of a file beside this module without indentation and whole-line comments."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return re.sub(r"(?m)^[ \t]+|^[ \t]*(?://|/\*).*\n", "", text).strip()


def _json(data):
    """Return JSON that can stand inside <script>: nothing in it can end that element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!", "<\\u0021")


def _buttons():
    return "".join(
        f'<button type="button" data-do="{action}" aria-label="{name}" title="{name}"><svg viewBox="0 0 16 16" '
        f'aria-hidden="true"><path d="{path}"/></svg></button>' for action, name, path in _BUTTONS)


def _setting(name):
    """Return the second slider, or nothing where there is no setting."""
    if name is None:
        return ""
    name = html.escape(name)
    return (f'<div class="dldm-bar"><label><span>{name}</span><input type="range" class="dldm-setting" min="1" '
            f'value="1" aria-label="{name}"></label><span class="dldm-value"></span></div>')
