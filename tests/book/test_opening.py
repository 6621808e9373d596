"""The opening of a chapter: the question, and one of the page's own figures with a line that makes one wonder."""
import html
import io
import re
import sys

import pytest
from exercise_tools import BOOK, ROOT
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import docutils_namespace

sys.path.append(str(ROOT / "ext"))

import opening  # noqa: E402

HTML = ROOT / "_build" / "html" / "book"
CHAPTERS = sorted(path.stem for path in BOOK.glob("*.ipynb"))
OPENING = re.compile(r'<div class="book-opening">\s*<p class="book-question">.*?</p>\s*<figure class="book-picture">\s*'
                     r'(<img .*?>)\s*<figcaption>\s*(.*?)'
                     r'<a class="reference internal" href="#([^"]+)"><span class="std std-numref">(.*?)</span></a>'
                     r'</figcaption>\s*</figure>\s*</div>', re.S)


def attributes(tag):
    return {name: html.unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}


def figure_in(page, name):
    """(Attributes of the image, number) of the figure where it stands on the page."""
    found = re.search(rf'<figure [^>]*id="{name}">\s*(<img .*?>)\s*<figcaption>.*?"caption-number">(.*?)</span>', page,
                      re.S)
    return attributes(found[1]), found[2].strip()


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_opens_with_one_of_its_figures(name):
    page = (HTML / f"{name}.html").read_text(encoding="utf-8")
    (tag, line, figure, number), = OPENING.findall(page)
    assert page.count("book-opening") == 1
    picture, (original, its_number) = attributes(tag), figure_in(page, figure)
    assert (picture["src"], picture["alt"], number) == (original["src"], original["alt"], its_number)
    assert len(picture["alt"]) > 20 and number.startswith("Figure ")
    assert re.search(r"\?\s*$", line) and 4 < len(line.split()) <= 16
    width, height = (int(picture[side]) for side in ("width", "height"))
    assert 300 < width < 480 and 100 < height < 680  # letters of ten points keep ten pixels on a phone


# ---------------------------------------------------------------- the directive

PAGE = """# One

{question}

```{{opening}} {figure}
Why does it fall?
```

Prose.

```{{figure}} a.svg
:name: fig-a
:alt: A line that falls.

Look at its end.
```
"""
SVG = '<?xml version="1.0"?>\n<svg width="354.24pt" height="216pt" viewBox="0 0 354.24 216" version="1.1"></svg>'


def built(folder, figure="fig-a", question="**Does it fall?**"):
    """The HTML of a book of this page, and the warnings of its build."""
    (folder / "index.md").write_text(PAGE.format(figure=figure, question=question), encoding="utf-8")
    (folder / "a.svg").write_text(SVG, encoding="utf-8")
    config = {"extensions": ["myst_parser", "boxes", "opening"], "numfig": True, "html_theme": "basic"}
    warnings = io.StringIO()
    with docutils_namespace():
        Sphinx(folder, None, folder / "out", folder / "trees", "html", config, status=None, warning=warnings).build()
    return (folder / "out" / "index.html").read_text(encoding="utf-8"), warnings.getvalue()


def test_the_picture_is_the_figures_own_with_its_words_and_its_size(tmp_path):
    page, warnings = built(tmp_path)
    (tag, line, figure, number), = OPENING.findall(page)
    assert warnings == "" and (line, figure, number) == ("Why does it fall? ", "fig-a", "Fig. 1")
    assert attributes(tag) == {"src": "_images/a.svg", "alt": "A line that falls.", "width": "472", "height": "288"}
    assert len(list((tmp_path / "out" / "_images").iterdir())) == 1


@pytest.mark.parametrize("fault, said", [
    ({"figure": "fig-b"}, "index: the opening with fig-b: the page has no such figure"),
    ({"question": "It falls."}, "index: the opening with fig-a: no question stands above it"),
    ({"question": ""}, "index: the opening with fig-a: no question stands above it")])
def test_an_opening_without_its_figure_or_its_question_stops_the_build(tmp_path, fault, said):
    with pytest.raises(ExtensionError) as stop:
        built(tmp_path, **fault)
    assert str(stop.value) == said


def test_a_size_is_read_from_what_matplotlib_writes():
    assert opening.size_of(SVG) == [472, 288]
