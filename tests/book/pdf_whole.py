"""Slow (`make pdf` first): the PDF of the whole book has every chapter, picture and link, and cuts no line."""
import re
from pathlib import Path

import pytest
import yaml

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed (make pdf): the PDF is not looked at")

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "_build" / "dldm-book.pdf"
WIDTH, HEIGHT = 595, 842  # points of an A4 sheet


@pytest.fixture(scope="module")
def reader():
    if not BOOK.exists():
        pytest.fail("the PDF is not made: run make pdf first")
    return pypdf.PdfReader(BOOK)


@pytest.fixture(scope="module")
def texts(reader):
    return [page.extract_text() for page in reader.pages]


def test_every_chapter_is_in_the_outline(reader):
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"]
    flat = str(reader.outline)
    assert all(part["caption"] in flat for part in parts)
    chapters = [item for group in reader.outline if isinstance(group, list)
                for item in group if not isinstance(item, list)]
    assert len(chapters) >= sum(len(part["chapters"]) for part in parts)


def test_no_link_leads_to_the_machine_that_made_the_book(reader):
    within, without = 0, []
    for page in reader.pages:
        for note in page.get("/Annots", ()):
            note = note.get_object()
            within += "/Dest" in note
            without.append(str(note.get("/A", {}).get("/URI", "https://")))
    assert within > 1000 and all(re.match("https?://(?!book/)|mailto:", address) for address in without)


def test_pages_are_a4_and_none_is_nearly_empty(reader, texts):
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {(WIDTH, HEIGHT)}
    bare = [label for label, text in zip(reader.page_labels, texts, strict=True) if len(text.split()) < 10]
    assert bare == []


def test_nothing_asks_for_a_click(texts):
    words = ("Show code cell", "Hide code cell", "Python starts here", "Click to show", "not attempted yet")
    assert [(number, word) for number, text in enumerate(texts) for word in words if word in text] == []
