"""The teacher's pages: one a chapter, the minutes add up, and what they take from the chapter is there."""
import re
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "ext"))

import teaching  # noqa: E402

CHAPTERS = sorted(path.stem for path in (ROOT / "book").glob("*.ipynb"))
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "book" / "teaching").glob("*.md")}


def test_every_chapter_has_its_page():
    assert sorted(PAGES) == CHAPTERS


def minutes(page, heading):
    """[(from, to)] of the rows below a heading."""
    part = page.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [tuple(map(int, row)) for row in re.findall(r"^\| *(\d+)–(\d+) *\|", part, re.M)]


@pytest.mark.parametrize("name", CHAPTERS)
@pytest.mark.parametrize("length", [50, 100])
def test_the_minutes_of_a_plan_follow_one_another_and_fill_the_lesson(name, length):
    rows = minutes(PAGES[name], f"In {length} minutes")
    assert len(rows) >= 4 and [start for start, _ in rows] == [0, *(end for _, end in rows[:-1])]
    assert rows[-1][1] == length and all(start < end for start, end in rows)


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_page_names_its_chapter_and_asks_questions_with_folded_answers(name):
    page = PAGES[name]
    assert f"```{{lesson}} {name}\n" in page and f"```{{misconceptions}} {name}\n" in page
    asked = page.split("## To discuss\n")[1].split("\n## ")[0]
    assert 3 <= len(re.findall(r"```{admonition} [^\n]*\?\n:class: dropdown\n", asked)) <= 5


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_head_of_a_chapter_is_read_and_so_are_its_misconceptions(name):
    notebook = nbformat.read(ROOT / "book" / f"{name}.ipynb", 4)
    first, _, *goals = teaching.lesson(notebook)
    assert "hour" in first or "minutes" in first
    numbers = [goal.partition(".")[0] for goal in goals if goal[0].isdigit()]
    assert len(numbers) >= 3 and numbers == [str(i + 1) for i in range(len(numbers))]
    held = teaching.misconceptions(notebook)
    assert held and all(line.startswith("- *") or "{ref}`ex-ch" in line for line in held)
