"""The PDF of the book, on a book of two tiny pages (`make pdf`): numbers, outline, links, solutions at the end."""
import sys
from pathlib import Path

import pytest

WHY = "is not installed (make pdf): the tests of the PDF are skipped"
pytest.importorskip("playwright.sync_api", reason="Playwright " + WHY)
pypdf = pytest.importorskip("pypdf", reason="pypdf " + WHY)

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools" / "pdf"))

import binding  # noqa: E402
import front  # noqa: E402
import press  # noqa: E402

STYLE = (ROOT / "book" / "_static" / "print.css").read_text(encoding="utf-8")
SCRIPT = (ROOT / "book" / "_static" / "book.js").read_text(encoding="utf-8")
PAGE = """<!doctype html><html data-theme="dark"><head><title>{title} &#8212; Book</title>
<style>.toggle-hidden > * {{ opacity: 0; height: 0 }} {style}</style></head>
<body><div class="bd-sidebar">Sidebar</div><article class="bd-article">{body}</article>Footer</body></html>"""
ONE = """<section id="one"><h1>1. One &amp; only<a class="headerlink" href="#one">#</a></h1>
<a href="two.html#far">far</a>
<div class="exercise admonition" id="ex-1"><p class="admonition-title">Exercise</p>Ask</div>
<div class="solution admonition toggle-hidden" id="sol-1"><p><a href="#ex-1">Exercise</a> Forty-two</p></div>
<button class="copybtn">Copy</button><details class="hide below-input"><summary>Show code</summary>Unfolded</details>
<section id="later" style="break-before: page"><h2>1.1 Later</h2><a href="#ex-1">back</a></section></section>"""
TWO = """<section id="two"><h1>2. Two</h1><a href="one.html">whole</a> <a href="one.html#sol-1">answer</a>
<a href="https://example.org/">out</a> <a href="../missing.html#x">lost</a> <a href="../index.html">home</a>
<div style="height: 400mm"></div><p id="far">The far place</p></section>"""


@pytest.fixture(scope="module")
def printed(browser, tmp_path_factory):
    """(front matter, parts) of the tiny book."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "book").mkdir()
    for name, title, body in (("one", "1. One &amp; only", ONE), ("two", "2. Two", TWO)):
        text = PAGE.format(title=title, style=STYLE, body=body)
        (folder / "book" / f"{name}.html").write_text(text, encoding="utf-8")
    printer = press.Press(browser, folder)
    first = printer.print("book/one.html", 0, printer.title("book/one.html"))
    second = printer.print("book/two.html", 2, "2. Two")
    printer.compose(press.SOLUTIONS, "book/one.html", front.solutions([first, second]))
    last = printer.print(press.SOLUTIONS, 4, "Solutions")
    parts = [("Part one", [first, second]), (None, [last])]
    found = binding.atlas([first, second, last])
    listing = front.contents(parts, lambda name, key: binding.seek(found, name, key)[0] + 1)
    printer.compose("book/contents.html", "book/one.html", front.title_page("Book", "Sub", ["Note"]) + listing)
    return printer.print("book/contents.html", 0, "Contents", roman=True), parts


@pytest.fixture(scope="module")
def bound(printed, tmp_path_factory):
    """(the finished file read again, addresses that it does not have)."""
    writer, lost = binding.bind(*printed, {"/Title": "Book"})
    target = tmp_path_factory.mktemp("bound") / "book.pdf"
    writer.write(target)
    return pypdf.PdfReader(target), lost


def texts(reader):
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def links(reader, number):
    """Where the links of a page lead: numbers of pages, or addresses."""
    index = {page.indirect_reference.idnum: i for i, page in enumerate(reader.pages)}
    notes = [note.get_object() for note in reader.pages[number].get("/Annots", ())]
    return [index[list.__getitem__(note["/Dest"], 0).idnum] if "/Dest" in note else note["/A"]["/URI"]
            for note in notes]


def test_pages_are_numbered_from_one_after_a_front_in_roman_and_bear_their_chapter(bound):
    reader, _ = bound
    assert reader.page_labels == ["i", "ii", "1", "2", "3", "4", "5"]
    starts = ["Book Sub Note", "Contents ii Contents", "1 1. One & only far", "1. One & only 2 1.1 Later",
              "3 2. Two whole", "2. Two 4 The far place", "5 Solutions"]  # running head, number, text
    assert [text[:len(start)] for text, start in zip(texts(reader), starts, strict=True)] == starts
    assert reader.metadata.title == "Book" and reader.root_object["/Lang"] == "en"


def test_the_contents_say_the_page_and_lead_there(bound):
    listing = texts(bound[0])[1]
    for words in ("Part one", "1. One & only 1", "1.1 Later 2", "2. Two 3", "Solutions 5"):
        assert words in listing
    assert links(bound[0], 1)[:4] == [2, 3, 4, 6]


def test_the_outline_has_parts_chapters_and_sections(bound):
    def flat(items, depth=0):
        for item in items:
            if isinstance(item, list):
                yield from flat(item, depth + 1)
            else:
                yield depth, item.title, bound[0].get_destination_page_number(item)

    assert list(flat(bound[0].outline)) == [
        (0, "Contents", 0), (0, "Part one", 2), (1, "1. One & only", 2), (2, "1.1 Later", 3), (1, "2. Two", 4),
        (0, "Solutions", 6), (1, "1. One & only", 6)]


def test_links_lead_from_chapter_to_chapter_and_what_the_book_lacks_is_told(bound):
    reader, lost = bound
    assert links(reader, 2) == [5, 6] and links(reader, 3) == [2]  # to the far place, the solution; back
    assert links(reader, 4) == [2, 6, "https://example.org/", 0] and lost == {"missing.html#x"}
    assert links(reader, 6) == [2]  # from the solution to its exercise


def test_solutions_stand_at_the_end_and_nothing_is_folded_or_asks_for_a_click(bound):
    _, _, one, *_, solved = texts(bound[0])
    assert "Forty-two" in solved and "Forty-two" not in one and "Solution at the end" in one
    assert "Unfolded" in one
    assert not any(word in text for text in texts(bound[0]) for word in ("Sidebar", "Copy", "Show code", "#"))


def test_a_dark_page_is_light_on_paper_and_dark_again_after(browser):
    page = browser.new_page()
    page.set_content('<html data-theme="dark"><script>' + SCRIPT + "</script></html>")
    themes = [page.evaluate(f"{event} && dispatchEvent(new Event({event})), document.documentElement.dataset.theme")
              for event in ("''", "'beforeprint'", "'beforeprint'", "'afterprint'")]
    page.close()
    assert themes == ["dark", "light", "light", "dark"]
