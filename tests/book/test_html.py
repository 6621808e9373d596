"""The built pages: nothing broken, nothing foreign, nothing without words for those who do not see."""
import json
import re
import sys
from pathlib import Path
from types import MethodType, SimpleNamespace

import page_walker as walker
import pytest
from dldm.page import play
from docutils import nodes
from docutils.utils import new_document
from exercise_tools import BOOK, ROOT, code_cells, notebook
from pygments.token import STANDARD_TYPES

sys.path.append(str(ROOT / "ext"))

import boxes  # noqa: E402
import explorable  # noqa: E402
import players  # noqa: E402
from pages import LeanCode  # noqa: E402

HTML = Path(__file__).resolve().parents[2] / "_build" / "html"
CHAPTERS = sorted(BOOK.glob("*.ipynb"))
CONTENTS = re.findall(r"file: (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))  # pages in their order
FINDERS = [walker.broken_links, walker.double_ids, walker.missing_alts, walker.foreign_resources,
           walker.needless_engines, walker.unrendered_markup, walker.wrong_headings, walker.missing_languages,
           walker.empty_players]


@pytest.fixture(scope="module")
def pages():
    if not (HTML / "index.html").is_file():
        pytest.fail("the book is not built: run make book first")
    return walker.read(HTML)


def test_every_chapter_has_its_page(pages):
    chapters = {f"book/{path.stem}.html" for path in CHAPTERS}
    assert chapters and chapters | {"index.html", "search.html", "genindex.html"} <= set(pages)


def test_every_page_says_in_a_sentence_what_it_is_about(pages):
    found = {}
    for name in ["index", *CONTENTS]:
        text = pages[f"{name}.html"].path.read_text(encoding="utf-8")
        found[name] = re.findall(r'<meta name="description" content="([^"]+)"', text)
    assert {len(said) for said in found.values()} == {1} and len({said[0] for said in found.values()}) == len(found)
    assert all(40 < len(said[0]) < 260 and "<" not in said[0] for said in found.values())


@pytest.mark.parametrize("finder", FINDERS, ids=lambda f: f.__name__)
def test_the_pages_have_no(finder, pages):
    faults = finder(pages)
    assert not faults, "\n".join(faults)


def test_the_styles_use_no_name_of_their_own_that_they_do_not_set():
    text = "\n".join(path.read_text(encoding="utf-8") for path in (BOOK / "_static").glob("*.css"))
    used, made = set(re.findall(r"var\((--book-\w+)\)", text)), set(re.findall(r"(--book-\w+):", text))
    assert used and used <= made


def test_every_icon_has_its_rule_and_few_others_have(pages):
    sheet, = (HTML / "_static" / "vendor" / "fontawesome").glob("*/css/all.min.css")
    ruled = set(re.findall(r"\.(fa-[\w-]+):before", sheet.read_text(encoding="utf-8")))
    text = " ".join(page.path.read_text(encoding="utf-8") for page in pages.values())
    classes = " ".join(re.findall(r'class="([^"]*\bfa-[^"]*)"', text)).split()
    icons = {name for name in classes if name.startswith("fa-")} - {"fa-solid", "fa-lg"}  # the font, and a size
    assert "fa-bars" in icons and icons <= ruled and len(ruled) < 50


def test_code_without_an_element_of_its_own_has_the_colour_that_the_element_would_have(pages):
    style = (HTML / "_static" / "pygments.css").read_text(encoding="utf-8")
    for theme in ("light", "dark"):
        colours = dict(re.findall(rf'"{theme}"\] \.highlight ?(\S*) {{[^}}]*?\bcolor: (#\w+)', style))
        assert {colours[f".{STANDARD_TYPES[kind]}"] for kind in LeanCode.PLAIN} == {colours[""]}
    code = [page.path.read_text(encoding="utf-8") for name, page in pages.items() if name.startswith("book/0")]
    assert len(code) == len(CHAPTERS) and not any(re.search('<span class="(n|p|w|nn)">', text) for text in code)


def test_the_styles_load_nothing_foreign_and_nothing_missing(pages):
    assert walker.stylesheet_faults(HTML) == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_has_all_players_and_figures_of_its_notebook_and_formulas(path, pages):
    """Otherwise the finders above would have found nothing to judge."""
    page, cells = pages[f"book/{path.stem}.html"], code_cells(notebook(path))
    shown = [output.get("data", {}).get("text/plain", "") for cell in cells for output in cell.outputs]
    assert len(page.players) == sum("<Player:" in text for text in shown) > 0  # alone, or as an explorable's
    assert len(page.images) == sum("plt.show(" in cell.source for cell in cells) + 1  # one opens the page
    assert "katex" in page.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["Exercise ([^< ]+) </span>", r'class="eqno">\(([^)]+)\)'])
def test_exercises_and_equations_are_counted_within_their_chapter(kind, pages):
    found = {}
    for name in CONTENTS:
        text = pages[f"{name}.html"].path.read_text(encoding="utf-8")
        label = re.search(r"<h1>([\d.]*\d[a-z]?)?", text)[1]
        found.setdefault(label, []).extend(re.findall(kind, text))
    assert sum(map(len, found.values())) > 30
    for label, numbers in found.items():
        assert numbers == [f"{label}.{i + 1}" for i in range(len(numbers))], label


@pytest.mark.parametrize("name", ["index", *(f"book/{path.stem}" for path in CHAPTERS)])
def test_what_players_share_stands_once_in_a_page(name, pages):
    text = pages[f"{name}.html"].path.read_text(encoding="utf-8")
    assert [text.count(f"/player.{kind}?") for kind in ("css", "js")] == [1, 1] and ".dldm-player{" not in text
    for player in text.split('<div class="dldm-player"')[1:]:
        tag, rest = player.split(">", 1)
        assert tag.startswith(' style="max-width: ') and rest.startswith('\n<p class="dldm-title">')


def test_a_player_of_another_version_stops_the_build():
    with pytest.raises(players.ExtensionError, match="make clean"):
        players.lean('<div class="dldm-player"><style>p {}</style></div>')
    new = play([0], lambda ax, s: ax.plot([s]), str, "One", "One point.")._html()
    assert "<style>" in new and "<style>" not in players.lean(new) and len(players.lean(new)) < len(new) - 5000


def test_a_borrowed_cell_is_that_of_its_chapter_and_its_page_finds_the_chapters_data():
    texts = [(HTML / name).read_text(encoding="utf-8") for name in ("index.html", "book/05-1a-centres.html")]
    cells = [text.split('id="cell-c51-board"')[1] for text in texts]
    drawn = [re.search(r'<div class="dldm-explore".*?</script>', cell, re.S)[0] for cell in cells]
    assert drawn[0] == drawn[1]
    data = HTML / "_live" / f"{re.search('data-of=.([^ >]+).>', texts[0])[1]}.json"
    own = code_cells(notebook(BOOK / "05-1a-centres.ipynb"))
    assert json.loads(data.read_text(encoding="utf-8"))["cells"] == {cell.id: cell.source for cell in own}


@pytest.mark.parametrize("docname, id", [("book/none", "c51-board"), ("book/05-1a-centres", "c51-none")])
def test_a_cell_that_is_nowhere_stops_the_build(docname, id):
    env = SimpleNamespace(app=SimpleNamespace(executed={"book/05-1a-centres": BOOK / "05-1a-centres.ipynb"}))
    place = SimpleNamespace(arguments=[docname, id], env=env, error=ValueError)
    place.cells = MethodType(explorable.Explorable.cells, place)
    with pytest.raises(ValueError, match=f"{docname} has no code cell {id}"):
        explorable.Explorable.run(place)


def paragraph(*inline):
    return nodes.paragraph("", "", *inline)


def test_each_kind_of_box_is_marked_and_nothing_else_is():
    predict = paragraph(nodes.strong("", "Predict"), nodes.Text(": will it?"))
    question = paragraph(nodes.Text(""), nodes.strong("", "What is asked?"))
    other = paragraph(nodes.strong("", "Not first"))
    bridge = nodes.section("", nodes.title("", "5.1 The bridge: one neuron"), predict, ids=["a"])
    trap = nodes.admonition("", nodes.title("", "Trap: a wide one"), paragraph(nodes.Text("Text.")))
    page = nodes.section("", nodes.title("", "5.1 Margins"), question, other, trap, bridge, ids=["b"])
    document = new_document("page")
    document += page
    boxes.mark(None, document)
    found = [node["classes"] for node in (predict, question, other, bridge, trap, page)]
    assert found == [["book-predict"], ["book-question"], [], ["book-bridge"], ["book-trap"], []]


# ---------------------------------------------------------------- the finders find

CLEAN = ('<html lang="en"><head><link rel="stylesheet" href="own.css"></head><body><h1 id="top">Title</h1>'
         '<a href="#top">up</a> <a href="https://example.org/x">out</a> <a href="b.html#there">b</a>'
         '<img src="a.svg" alt="A line that falls from 1 to 0."><code>$x$ {ref}</code><p>It costs $5, not $ 6.</p>'
         '<span class="katex"><math><annotation>$a$</annotation></math></span>'
         '<div class="dldm-player"><div class="dldm-picture"><svg/></div></div>'
         '<script>const ns = "http://www.w3.org/2000/svg";</script></body></html>')
PLANTED = [
    (walker.broken_links, '<a href="#nowhere">x</a>'), (walker.broken_links, '<a href="c.html">x</a>'),
    (walker.broken_links, '<a href="b.html#nowhere">x</a>'), (walker.broken_links, '<img src="c.png" alt="A text">'),
    (walker.double_ids, '<p id="top">x</p>'),
    (walker.missing_alts, '<img src="a.svg">'), (walker.missing_alts, '<img src="a.svg" alt="">'),
    (walker.missing_alts, '<img src="a.svg" alt="../_images/5ab.svg">'),
    (walker.missing_alts, '<img src="a.svg" alt="5ab.png"/>'),
    (walker.foreign_resources, '<script src="https://example.org/x.js"></script>'),
    (walker.foreign_resources, '<img src="//example.org/x.png" alt="A long text">'),
    (walker.foreign_resources, '<link rel="stylesheet" href="http://example.org/x.css">'),
    (walker.foreign_resources, '<style>p { background: url("https://example.org/x.png") }</style>'),
    (walker.foreign_resources, '<p style="background: url(https://example.org/x.png)">x</p>'),
    (walker.foreign_resources, "<style>@import 'https://example.org/x.css';</style>"),
    (walker.foreign_resources, '<script>import("https://example.org/x.js")</script>'),
    (walker.foreign_resources, '<iframe src="https://example.org"></iframe>'),
    (walker.needless_engines, '<script src="MathJax.js"></script>'),
    (walker.unrendered_markup, "<p>so $x^2$ grows</p>"), (walker.unrendered_markup, "<p>see {ref}`a`</p>"),
    (walker.unrendered_markup, "<p>see {cite:t}`a`</p>"), (walker.unrendered_markup, "<p>(eq-chain)</p>"),
    (walker.wrong_headings, "<h1>Another title</h1>"),
    (walker.empty_players, '<div class="dldm-player"><div class="dldm-picture"></div></div>'),
]


def site(folder, addition="", clean=CLEAN):
    (folder / "a.html").write_text(clean.replace("</body>", addition + "</body>"), encoding="utf-8")
    (folder / "b.html").write_text('<html lang="en"><h1 id="there">B</h1></html>', encoding="utf-8")
    (folder / "own.css").write_text("p { background: url(a.svg) }", encoding="utf-8")
    (folder / "a.svg").write_text("<svg/>", encoding="utf-8")
    return walker.read(folder)


@pytest.mark.parametrize("finder", FINDERS, ids=lambda f: f.__name__)
def test_a_clean_page_is_let_through(finder, tmp_path):
    assert finder(site(tmp_path)) == [] == walker.stylesheet_faults(tmp_path)


@pytest.mark.parametrize("finder, fault", PLANTED, ids=lambda x: getattr(x, "__name__", None))
def test_a_planted_fault_is_caught(finder, fault, tmp_path):
    assert len(finder(site(tmp_path, fault))) == 1


def test_a_page_without_language_is_caught(tmp_path):
    assert walker.missing_languages(site(tmp_path, clean=CLEAN.replace(' lang="en"', ""))) == ["a.html: lang None"]


@pytest.mark.parametrize("css", ["url(https://example.org/x.woff2)", "@import '//example.org/x.css';", "url(y.png)"])
def test_a_fault_in_a_style_file_is_caught(css, tmp_path):
    (tmp_path / "x.css").write_text(css, encoding="utf-8")
    assert len(walker.stylesheet_faults(tmp_path)) == 1
