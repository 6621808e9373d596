"""The command that makes a class's edition: what it lays down, and that it fails where a solution leaks."""
import sys
import zipfile
from pathlib import Path

import pytest
from exercise_tools import solutions

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools" / "classroom"))

import class_edition  # noqa: E402
import class_html  # noqa: E402

CHAPTER = "05-1b-densities"


@pytest.fixture
def pages(tmp_path, monkeypatch):
    """A folder that stands for the built pages: the command packs one chapter, and cannot fetch Python."""
    def no_network():
        raise class_edition.offline.CannotRun("no network here")
    (tmp_path / "pages").mkdir()
    for name, value in {"build": lambda: None, "HTML": tmp_path / "pages", "TARGET": tmp_path / "edition",
                        "chapters": lambda: {CHAPTER: []}}.items():
        monkeypatch.setattr(class_edition, name, value)
    monkeypatch.setattr(class_edition.offline, "fetch", no_network)
    return tmp_path / "pages"


def test_a_clean_edition_is_laid_down(pages, capsys):
    (pages / "a.html").write_text("<p>DBSCAN</p>", encoding="utf-8")
    class_edition.main()
    assert capsys.readouterr().out.splitlines() == [
        "The edition has no zip for machines without a network: no network here",
        f"{class_edition.TARGET}: the book without solutions, and an assignment for each of the 1 chapters"]
    assert (class_edition.TARGET / "html" / "a.html").exists()
    with zipfile.ZipFile(class_edition.TARGET / "assignments" / f"{CHAPTER}.zip") as packed:
        assert f"{CHAPTER}/{CHAPTER}.ipynb" in packed.namelist()


def test_a_leak_ends_it_and_says_where(pages):
    (pages / "b.html").write_text(f"<pre>{solutions(CHAPTER)['ch05-1b-p2']}</pre>", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"is not for students, solutions leak:\nhtml/b.html: ch05-1b-p2"):
        class_edition.main()


def test_the_pages_are_built_without_solutions_beside_the_books_own():
    assert class_html.OVER["hide_solutions"] is True
    assert class_html.HTML.parent == ROOT / "_build" and class_html.HTML != ROOT / "_build" / "html"
