"""Reads a submission's notebook: which of its cells are to run, and which of them answers which exercise."""
import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import choice

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "book"), str(ROOT / "ext" / "live")]

from dldm.exercises.check import CHAPTERS, find  # noqa: E402
from needs import Page, read  # noqa: E402

MOST_CELLS, LONGEST = 2000, 1_000_000  # cells of a notebook, characters of a cell
CLUE = re.compile(r"""check\(\s*["'](ch[\w-]+)["']""")
# what looks into the check or into the grader: nobody needs it to answer an exercise
PEEKS = re.compile(r"dldm\.exercises\.(?!inventory\b|check\s+import\s+check\b)|[\"']dldm\.exercises"
                   r"|from\s+dldm\.exercises\s+import[^#\n]*\b(?:guard|kinds|networks|mining|trends)\b"
                   r"|from\s+dldm\s+import[^#\n]*\bexercises\b|\bgrade_(?:wire|inside|judge)\b")


class Unreadable(Exception):
    """A file that a person must look at, and why."""


class Plan(NamedTuple):
    """cells {number: code} to run; places {id: number}; what is skipped; what peeks into the check."""

    cells: dict
    places: dict
    skipped: frozenset
    peeks: tuple


def decoded(data):
    """The text of a file, whatever encoding an editor left it in."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def code_cells(data):
    """[(code, id in the cell's metadata or "")] of a notebook's bytes; raises Unreadable."""
    try:
        notebook = json.loads(decoded(data))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        found = [(tidy(cell["source"]), id_of(cell)) for cell in cells]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(f"this is no notebook that can be read ({type(error).__name__}: {error})"[:200]) from None
    language = language_of(notebook)
    if language != "python":
        raise Unreadable(f"the notebook is for another language, {language[:40]!r}")
    if len(found) > MOST_CELLS or any(len(code) > LONGEST for code, _ in found):
        raise Unreadable("the notebook has too many cells, or one that is too long")
    return found


def tidy(source):
    """A cell's code with the line ends of Unix and no blanks at the ends of lines."""
    text = source if isinstance(source, str) else "".join(source)
    return "\n".join(line.rstrip() for line in text.replace("\ufeff", "").splitlines()).strip("\n")


def id_of(cell):
    """The exercise that a cell's metadata names, or ""."""
    own = cell.get("metadata", {}).get("dldm", {})
    return str(own.get("exercise", "")) if isinstance(own, dict) else ""


def language_of(notebook):
    """The language that a notebook's metadata name, "python" if they name none."""
    about = notebook.get("metadata") if isinstance(notebook.get("metadata"), dict) else {}
    names = [about.get(part, {}).get(key) for part, key in (("kernelspec", "language"), ("language_info", "name"))
             if isinstance(about.get(part), dict)]
    return str(next(filter(None, names), "python")).lower()


@cache
def given(chapter):
    """The code of all cells of a chapter as it is handed out."""
    return frozenset(code for code, _ in code_cells((ROOT / "book" / f"{chapter}.ipynb").read_bytes()))


@cache
def chapters():
    """{beginning of ids: notebook}."""
    return {ids[0].rpartition("-")[0]: name for name, ids in choice.chapters().items()}


def chapter_of(cells, data):
    """The chapter that an assignment names, or that most of the cells' ids belong to; raises Unreadable."""
    about = json.loads(decoded(data)).get("metadata")
    own = about.get("dldm") if isinstance(about, dict) else None
    if isinstance(own, dict) and own.get("assignment") in chapters().values():
        return own["assignment"]
    ids = [id for code, meta in cells for id in (meta, *CLUE.findall(code))]
    known = [chapters()[id.rpartition("-")[0]] for id in ids if id.rpartition("-")[0] in CHAPTERS]
    if not known:
        raise Unreadable("it does not say of which chapter it is: name it (CHAPTER=...)")
    return max(known, key=known.count)


def plan(cells, chapter, ids, whole=False):
    """The Plan for these exercises.

    A cell that stands in the chapter as it was handed out is skipped if nothing of the student's needs it, since most
    of the time goes into such cells; with `whole` all run.
    """
    own = {number for number, (code, _) in enumerate(cells) if code not in given(chapter)}
    places = {id: number for number in sorted(own) for id in ids if answers(id, *cells[number])}
    run = set(range(len(cells))) if whole else needed([code for code, _ in cells], own)
    peeks = tuple(sorted({match[0].strip()[:60] for number in own for match in PEEKS.finditer(cells[number][0])}))
    return Plan({number: cells[number][0] for number in sorted(run)}, places,
                frozenset(range(len(cells))) - run, peeks)


def answers(id, code, meta):
    """True if a cell answers the exercise: it binds one of its names, or is its stub and no Python."""
    binds = read(code).binds
    return bool(binds & set(names_of(id))) or (not binds and meta == id and not CLUE.search(code))


def names_of(id):
    """The names that an exercise asks for."""
    if id.startswith("inventory"):
        return ["before" if "-pre-" in id else "after"]
    return list(find(id).names)


def needed(codes, own):
    """The numbers of the student's own cells and of those that they need, directly or not."""
    page = Page({str(number): code for number, code in enumerate(codes)})
    names = [page.names[str(number)] for number in range(len(codes))]
    found = own | {number for number, code in enumerate(codes) if code and not any(vars(names[number]).values())}
    for number in sorted(own):
        found |= set(map(int, page.plan(str(number))))
    draws = any("rng" in names[number].uses for number in found)
    return set(range(len(codes))) if draws else found
