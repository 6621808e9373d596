"""A chapter as an assignment: the plain notebook without solutions, with the chosen exercises and their points."""
import re
import sys
from functools import cache
from pathlib import Path

from choice import FILE, alone, points

sys.path.append(str(Path(__file__).resolve().parents[1] / "notebooks"))

from edition import EXECUTED, modules_of, unlinked  # noqa: E402
from facts import Facts, anchor  # noqa: E402
from plain_cells import chapter as plain_chapter  # noqa: E402

RULE = ("*NumPy alone:* here your function gets its points only if it calls nothing but NumPy and Python's own library,"
        " neither the book's code nor another package. `alone` below looks.")
FREE = "(Calling the book's own function passes, and teaches nothing.)"  # the book's word where this rule is not
HERE = re.compile(r"\[([^\[\]]*)\]\(#((?:[^()\s]|\([^()\s]*\))*)\)")  # a link within the notebook


@cache
def facts():
    """What the last build knows."""
    return Facts()


def exercise_of(cell):
    """(id, part) of a cell of an exercise, else (None, None)."""
    parts = [tag.removeprefix("exercise-") for tag in cell.metadata.get("tags", ()) if tag.startswith("exercise-")]
    return (cell.metadata["dldm"]["exercise"], parts[0]) if parts else (None, None)


def worth(points):
    """"1 point", "2.5 points"."""
    return f"{points:g} point" + "s" * (points != 1)


def headings(cells, chosen):
    """{heading of an exercise: the same with its points, or None if it was not chosen}."""
    found = {}
    for cell in cells:
        id, part = exercise_of(cell)
        if part == "text":
            heading = cell.source.split("\n", 1)[0]
            found[heading] = f"{heading} ({worth(chosen[id])})" if id in chosen else None
    return found


def relinked(text, moved):
    """The text with links to the new headings, and with words in place of links to those that are gone."""
    def link(match):
        there = moved.get(match[2], match[2])
        return f"[{match[1]}](#{there})" if there else match[1]
    return HERE.sub(link, text)


def on_its_own(cell, part, names):
    """Let an exercise say, and its check look, that its functions call NumPy alone."""
    if part == "text":
        heading, rest = cell.source.replace(f" {FREE}", "").split("\n", 1)
        cell.source = f"{heading}\n\n{RULE}\n{rest}"
    if part == "check":
        listed = ", ".join(f'"{name}"' for name in names)
        cell.source = f"from alone import alone\n\n{cell.source}\nalone({listed})"


def assignment(chapter, file=FILE):
    """The notebook that students of the chapter get: not yet run, solutions and exercises that were not chosen left
    out, points in the headings; raises choice.BadChoice.
    """
    chosen, executed = points(chapter, file), EXECUTED / f"{chapter}.ipynb"
    notebook = plain_chapter(facts(), f"book/{chapter}", executed, modules_of(executed))
    titles = headings(notebook.cells, chosen)
    moved = {anchor(old[4:]): new and anchor(new[4:]) for old, new in titles.items()}
    notebook.cells = [cell for cell in notebook.cells if exercise_of(cell)[0] in (None, *chosen)
                      and exercise_of(cell)[1] != "solution"]
    own = alone(chapter, file)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        else:
            heading, *rest = cell.source.split("\n")
            cell.source = relinked("\n".join([titles.get(heading, heading), *rest]), moved)
        id, part = exercise_of(cell)
        if id in own:
            on_its_own(cell, part, own[id])
    notebook.metadata["dldm"] = {"assignment": chapter}
    return unlinked(notebook, {f"{chapter}.ipynb"})
