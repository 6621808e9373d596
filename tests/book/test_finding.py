"""Find, cite, take away: the search of the book, the ways on from a page, and what a published book has besides."""
import json
import re
import sys
import zipfile
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from docutils import nodes
from exercise_tools import BOOK, ROOT
from sphinx_exercise.nodes import solution_node

sys.path += [str(ROOT / "ext"), str(ROOT / "tools" / "notebooks")]

import finding  # noqa: E402
import published  # noqa: E402
import ways  # noqa: E402

HTML = ROOT / "_build" / "html"
CHAPTERS = sorted(path.stem for path in BOOK.glob("*.ipynb"))


def html_of(name):
    return (HTML / f"{name}.html").read_text(encoding="utf-8")


def paragraph(*words):
    return nodes.paragraph("", "", *[nodes.Text(word) if isinstance(word, str) else word for word in words])


def section(id, title, *children):
    return nodes.section("", nodes.title("", title), *children, ids=[id])


# ---------------------------------------------------------------- what the search reads


def test_a_text_stands_below_its_own_heading_and_solutions_numbers_and_long_formulas_are_left_out():
    inner = section("b", "5.1 Inner", paragraph("Inside."), nodes.literal_block("", "def f():\n    pass"),
                    nodes.literal_block("", "0.25\n", classes=["output", "stream"]))
    hidden = solution_node("", nodes.title("", "Solution"), paragraph("Secret."), ids=["s"])
    page = section("a", "5 Outer", paragraph("With ", nodes.math("", "n_j"), " rows in ", nodes.math("", r"\mu"), "."),
                   hidden, inner)
    found = finding.sections(nodes.container("", page))
    assert found == [["a", "5 Outer", "With n_j rows in …."],
                     ["b", "5.1 Inner", "Inside.", "def f():\n    pass"]]


def test_a_term_is_a_place_with_its_definition():
    item = nodes.definition_list_item("", nodes.term("", "lift", ids=["term-lift"]),
                                      nodes.definition("", paragraph("How much more often.")))
    page = section("g", "Glossary", nodes.definition_list("", item), paragraph("After."))
    assert finding.sections(nodes.container("", page)) == [
        ["g", "Glossary", "After."], ["term-lift", "lift", "How much more often."]]


@pytest.fixture(scope="module")
def index():
    """{page: {id: [heading, text, ...]}} of the built search."""
    text = (HTML / "_static" / "sections.js").read_text(encoding="utf-8")
    return {page: {id: texts for id, *texts in places}
            for page, title, places in json.loads(text.removeprefix("const BOOK = "))}


def test_the_search_reads_every_page_and_every_place_that_it_leads_to_is_there(index):
    assert {f"book/{name}.html" for name in CHAPTERS} | {"index.html", "book/glossary.html"} <= set(index)
    for page, places in index.items():
        ids = set(re.findall(r'\bid="([^"]+)"', html_of(page.removesuffix(".html"))))
        assert len(places) > 0 and set(places) - ids == set(), page


def test_no_page_loads_the_search_before_the_reader_searches():
    for name in ["index", "genindex", *(f"book/{name}" for name in CHAPTERS)]:
        assert "sections.js" not in html_of(name) and "searchindex" not in html_of(name)
    assert not (HTML / "searchindex.js").exists()
    assert "searchtools" not in html_of("search") and "sections.js" in html_of("search")


def test_the_search_shows_no_solution(index):
    told = [texts for places in index.values() for id, texts in places.items() if id.startswith("ex-")]
    assert len(told) > 150 and all(texts[0].startswith("Exercise: ") for texts in told)
    assert not any(id.startswith("sol") for places in index.values() for id in places)


# ---------------------------------------------------------------- ways on


def test_a_link_to_a_neighbour_bears_the_question_of_its_page():
    for before, after in zip(CHAPTERS[5:9], CHAPTERS[6:10]):
        asked = re.search(r'<p class="book-question"><strong>(.*?)</strong>', html_of(f"book/{after}"), re.S)[1]
        assert f'<p class="prev-next-question">{asked}</p>' in html_of(f"book/{before}")


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_gives_its_notebook_its_zip_and_a_citation(name):
    page = html_of(f"book/{name}")
    for kind in ("ipynb", "zip"):
        assert f'href="../_notebooks/{name}.{kind}"' in page
    assert "_sources" not in page
    with zipfile.ZipFile(HTML / "_notebooks" / f"{name}.zip") as packed:
        assert {f"{name}.ipynb", "README.md", "requirements.txt", "dldm/__init__.py"} <= set(packed.namelist())
        offered = (HTML / "_notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
        assert json.loads(offered)["cells"][1]["source"][0].startswith("# ")
    box = re.search(r'<details class="book-cite">.*?</details>', page, re.S)[0]
    title = re.search(r"<h1>(.*?)<a", page)[1]
    assert f"“{title}”" in box and f"title = {{{{{title}}}}}" in box and "doi" not in box.lower()


def test_a_citation_says_what_is_known_and_nothing_else():
    facts = {"title": "A Book", "version": "1.2", "authors": [{"name": "Ada"}, {"name": "Bo"}]}
    plain, bibtex = ways.citation(facts, "5.1a Clustering", "2026", "")
    assert plain == "Ada and Bo (2026). “5.1a Clustering”. In: A Book, version 1.2."
    assert bibtex.startswith("@incollection{dldm-5-1a-clustering,\n  author = {{Ada and Bo}},\n")
    assert "url" not in bibtex
    plain, bibtex = ways.citation(facts, "5.1a Clustering", "2026", "https://a.org/b.html")
    assert plain.endswith("1.2. https://a.org/b.html") and "  url = {https://a.org/b.html}\n}" in bibtex


def offered(without_solutions=False, **options):
    """The buttons of a chapter in a book with these options of its theme."""
    config = SimpleNamespace(html_theme_options=options, hide_solutions=without_solutions)
    app = SimpleNamespace(executed={"book/05-x": ""}, config=config,
                          env=SimpleNamespace(titles={"book/05-x": nodes.title("", "5 X & Y")}))
    context = {"pathto": lambda name, _: "../" + name, "header_buttons": [{"label": "download-buttons"}]}
    ways.offer(app, "book/05-x", "page.html", context, True)
    return {button["text"]: button.get("url") for group in context["header_buttons"] for button in group["buttons"]}


def test_without_a_repository_no_button_leads_to_it():
    assert offered() == offered(repository_url="") == {
        "Notebook": "../_notebooks/05-x.ipynb", "Notebook, code and data": "../_notebooks/05-x.zip",
        "Print, or save as PDF": None}
    assert "repository-buttons" not in html_of("book/03-backprop")


def test_a_book_without_solutions_offers_no_notebook_that_has_them():
    assert offered(True, repository_url="https://github.com/some/book/") == {"Print, or save as PDF": None}


def test_with_a_repository_there_are_colab_binder_the_source_and_a_form_for_mistakes():
    found = offered(repository_url="https://github.com/some/book/", repository_branch="main")
    assert found["Open in Colab"] == ("https://colab.research.google.com/github/some/book/blob/gh-pages/main/"
                                      "_notebooks/05-x.ipynb")
    assert found["Open in Binder"] == ("https://mybinder.org/v2/gh/some/book/main"
                                       "?urlpath=lab/tree/_build/notebooks/05-x.ipynb")
    assert found["View the code"] == "https://github.com/some/book/blob/main/book/05-x.ipynb"
    assert found["Report a mistake on this page"].startswith(
        "https://github.com/some/book/issues/new?title=Mistake+on+the+page%3A+5+X+%26+Y&body=Page%3A+book%2F05-x")
    other = offered(repository_url="https://gitlab.com/some/book")
    assert "Open in Colab" not in other and other["View the code"].startswith("https://gitlab.com/some/book/-/blob/main/")


def test_the_page_for_nothing_needs_no_other_file_and_lists_the_contents():
    page = html_of("404")
    assert not re.search(r'<(?:script|img)[^>]* src=|<link', page)
    links = re.findall(r'<a href="([^"]+)"', page)
    assert {f"book/{name}.html" for name in CHAPTERS} <= set(links) and all((HTML / link).is_file() for link in links)


# ---------------------------------------------------------------- a published book


def test_a_book_without_an_address_has_nothing_that_needs_one(tmp_path):
    app = SimpleNamespace(config=SimpleNamespace(html_baseurl=""), builder=SimpleNamespace(format="html"),
                          outdir=tmp_path)
    published.lay_beside(app, None)
    context = {}
    published.preview(app, "book/05-x", "page.html", context, nodes.container())
    assert context == {} and list(tmp_path.iterdir()) == []


def test_a_published_book_has_a_sitemap_a_picture_and_previews(tmp_path):
    rows = [nodes.row("", *[nodes.entry("", paragraph(word)) for word in words])
            for words in [("k-means", "5.1 →", "a mixture; a net"), ("tree", "2.4 =", "thresholds")]]
    landing = nodes.container("", nodes.container("", nodes.table("", nodes.tgroup("", nodes.tbody("", *rows))),
                                                  classes=["book-map"]))
    env = SimpleNamespace(titles={"book/05-x": nodes.title("", "5 X")}, toctree_includes={"index": ["book/05-x"]},
                          get_doctree=lambda name: landing)
    app = SimpleNamespace(config=SimpleNamespace(html_baseurl="https://a.org/b", html_title="A & B", root_doc="index"),
                          builder=SimpleNamespace(format="html"), outdir=tmp_path, env=env)
    (tmp_path / "_static").mkdir()
    published.lay_beside(app, None)
    places = [e.text for e in ElementTree.parse(tmp_path / "sitemap.xml").iter() if e.tag.endswith("}loc")]
    assert places == ["https://a.org/b/index.html", "https://a.org/b/book/05-x.html"]
    picture = (tmp_path / "_static" / "preview.png").read_bytes()
    assert picture[:4] == b"\x89PNG" and [int.from_bytes(picture[i:i + 4], "big") for i in (16, 20)] == [1200, 630]
    assert len(picture) < 100_000
    context = {}
    published.preview(app, "book/05-x", "page.html", context, nodes.container("", paragraph("Why?")))
    said = dict(re.findall(r'<meta property="og:(\S+)" content="([^"]*)"', context["metatags"]))
    assert said["title"] == "5 X" and said["description"] == "Why?" and said["site_name"] == "A &amp; B"
    assert said["image"] == "https://a.org/b/_static/preview.png" and said["url"] == "https://a.org/b/book/05-x.html"
