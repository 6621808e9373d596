"""Pictures of the step-through player: a matplotlib figure becomes a few lines of SVG
that equal pictures share.
"""
import io
import re

import matplotlib as mpl

_SAVE = {"svg.fonttype": "none", "svg.hashsalt": "dldm", "savefig.bbox": "standard"}

_RULES = [(re.compile(pattern, re.DOTALL), new) for pattern, new in (
    # the date among them: equal figures must give equal text
    (r"<!--.*?-->|<metadata>.*?</metadata>", ""),
    # matplotlib's rule for "*" would reach the whole page
    (r"<defs>\s*<style[^>]*>\*\{.*?</defs>", ""),
    (r'xlink:href="', 'href="'),
    (r'((?:fill|stroke)(?:: ?|="))(?:#000000|#000|black)(?=[;"])', r"\1currentColor"),
    # a legend's white box
    (r"fill: #ffffff; opacity: 0.8; stroke: #cccccc", "fill: none; stroke: #cccccc"),
    (r' transform="rotate\(-?0 [^)]*\)"', ""),
    (r"'DejaVu Sans', [^;\"]*", "'DejaVu Sans', Verdana, sans-serif"),
    (r">\s+<", ">\n<"),
    # not inside a text, where it would show as a space
    (r">(?=<(?!/?(?:tspan|textPath|a[ >])|/text))", ">\n"),
    (r" *\n", "\n"))]
_REFERENCE = re.compile(r'( id="|href="#|url\(#)([^")]+)')


def figure_svg(figure):
    """Return the figure as matplotlib writes it, with a transparent background and text
    kept as text.
    """
    out = io.StringIO()
    with mpl.rc_context(_SAVE):
        figure.savefig(out, format="svg", transparent=True)
    return out.getvalue()


def over(below, above):
    """One SVG of two figures of the same size as `figure_svg` writes them, the second
    over the first.
    """
    start = above.index('<g id="figure_1">')
    return below[:below.rindex("</svg>")] + with_prefix(above[start:], "over-")


def clean(svg, names):
    """Return the lines of the SVG without what no reader sees, black ink as the page's
    text colour.

    names: dict, at first empty, that collects the short ids of one player's pictures.
    """
    svg = svg[svg.index("<svg"):].strip()
    for pattern, new in _RULES:
        svg = pattern.sub(new, svg)
    head, tail = svg.split(">", 1)
    head = re.sub(r'\s(?:width|height|version|xmlns:xlink)="[^"]*"', "", head)
    svg = _round(_short_ids(f"{head}>{tail}", names))
    return _unwrap(_one_clip_group(svg).split("\n"))


def with_prefix(svg, prefix):
    """Put the prefix before every id, so that two players on one page do not share
    them.
    """
    return _REFERENCE.sub(rf"\1{prefix}\2", svg)


def pack(rows):
    """Store every line once: return the list of lines and, for each picture, its runs
    [first, count, …].

    rows: one list of pictures per setting; a picture is a list of lines.
    """
    index = {}
    for line in (line for row in rows for lines in row for line in lines):
        index.setdefault(line, len(index))
    return list(index), [[_runs([index[line] for line in lines]) for lines in row]
                         for row in rows]


def _runs(numbers):
    """Write [4, 5, 6, 9] as [4, 3, 9, 1]."""
    runs = []
    for number in numbers:
        if runs and number == runs[-2] + runs[-1]:
            runs[-1] += 1
        else:
            runs += [number, 1]
    return runs


def _round(svg):
    """Keep two decimals (three digits below 1) in tags; words between tags, such as
    tick labels, stay.
    """
    def short(match):
        text = match[0]
        return (text if text[0] == ">" else f"{float(text):.3g}" if abs(float(text)) < 1
                else f"{float(text):.2f}")
    return re.sub(r">[^<]+<|-?\d*\.\d{3,}", short, svg)


def _short_ids(svg, names):
    """Drop ids that nothing refers to; name the others after their element, so equal
    elements look equal, and stand in a picture once.
    """
    used = {name for lead, name in _REFERENCE.findall(svg) if lead != ' id="'}
    svg = re.sub(r' id="([^"]*)"', lambda match: match[0] if match[1] in used else "",
                 svg)
    new, twice = {}, []
    for match in re.finditer(r'<(\w+)(?=[^>]* id="([^"]+)")[^>]*?(?:/>|>.*?</\1>)', svg,
                             re.DOTALL):
        element = match[0].replace(f' id="{match[2]}"', "")
        name = names.setdefault(element, f"i{len(names)}")
        twice += [match[0]] if name in new.values() else []
        new[match[2]] = name
    for element in twice:
        svg = svg.replace(element + "\n", "")
    svg = svg.replace("<defs>\n</defs>\n", "")
    return _REFERENCE.sub(lambda match: match[1] + new.get(match[2], match[2]), svg)


def _one_clip_group(svg):
    """Put neighbours with the same clip path into one group: scatter() wraps every
    marker in its own.
    """
    def merge(match):
        return "\n".join([match[1], *re.findall("<use[^>]*/>", match[0]), "</g>"])
    mark = r"\n<use[^>]*/>\n</g>"
    return re.sub(rf'(<g clip-path="[^"]*">){mark}(?:\n\1{mark})+', merge, svg)


def _unwrap(lines):
    """Drop groups without attributes: they show nothing and break the runs of shared
    lines.
    """
    kept, is_open = [], []
    for line in lines:
        keep = True
        if line == "<g>" or re.match("<g [^>]*[^/]>$", line):
            keep = line != "<g>"
            is_open.append(keep)
        elif line == "</g>":
            keep = is_open.pop()
        if keep:
            kept.append(line)
    return kept
